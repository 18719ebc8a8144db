"""Who was shown personal data, when, and whose; what people said of rows that did not fit."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "disclosures",
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("at_us", sa.BigInteger, nullable=False),
        sa.Column("author", sa.String, nullable=False),
        sa.Column("what", sa.String, nullable=False),
        sa.Column("subjects", sa.JSON, nullable=False),
        sa.Column("shown", sa.JSON, nullable=False),
    )
    op.create_table(
        "corrections",
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("load", sa.BigInteger, sa.ForeignKey("loads.number"), nullable=False),
        sa.Column("ordinal", sa.BigInteger, nullable=False),
        sa.Column("cells", sa.JSON, nullable=False),
        sa.Column("author", sa.String, nullable=False),
        sa.Column("at_us", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_corrections_load", "corrections", ["load"])
