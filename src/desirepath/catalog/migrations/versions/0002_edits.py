"""A revision keeps the edits that made it, and a label that a person gave it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("revisions", sa.Column("label", sa.String))
    op.add_column("revisions", sa.Column("operations", sa.JSON))
