"""A revision keeps the name that a program gave the batch of edits it came from, so none is made twice."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("revisions", sa.Column("batch", sa.String))
