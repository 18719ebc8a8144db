"""The first schema: counters, loads, parts, generations, revisions, meta."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "counters",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("next_number", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "loads",
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("path", sa.String, nullable=False),
        sa.Column("checksum", sa.String, nullable=False),
        sa.Column("mapping", sa.String, nullable=False),
        sa.Column("mapping_revision", sa.BigInteger, nullable=False),
        sa.Column("loaded_at_us", sa.BigInteger, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("replaced_by", sa.BigInteger),
        sa.Column("withdrawn_at_us", sa.BigInteger),
        sa.Column("ledger", sa.JSON, nullable=False),
    )
    op.create_index("ix_loads_state", "loads", ["state"])
    op.create_table(
        "parts",
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("load", sa.BigInteger, sa.ForeignKey("loads.number")),
        sa.Column("holds", sa.String, nullable=False),
        sa.Column("path", sa.String, nullable=False, unique=True),
        sa.Column("row_count", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_parts_load", "parts", ["load"])
    op.create_table(
        "generations",
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("path", sa.String, nullable=False),
        sa.Column("fingerprint", sa.String, nullable=False),
        sa.Column("as_of_us", sa.BigInteger, nullable=False),
        sa.Column("published_at_us", sa.BigInteger, nullable=False),
        sa.Column("subjects", sa.BigInteger, nullable=False),
        sa.Column("interactions", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "revisions",
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("document_key", sa.String, primary_key=True),
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Column("author", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("at_us", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "meta",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("value", sa.String, nullable=False),
    )
