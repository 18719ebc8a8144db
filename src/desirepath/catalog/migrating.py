"""Bringing a catalog to the current schema: the migrations, in order, in one transaction.

Alembic's parts are used without its command line or `env.py`, so it works from an installed wheel.
"""

from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

__all__ = ["migrate"]


def migrate(engine: Engine) -> None:
    """Run every migration the catalog has not had yet; all of them take effect, or none does."""
    scripts = ScriptDirectory(str(Path(__file__).parent / "migrations"))
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        context = MigrationContext.configure(connection)
        had = context.get_current_revision() or "base"
        for script in reversed(list(scripts.iterate_revisions("head", had))):
            with Operations.context(context):
                script.module.upgrade()
            context.stamp(scripts, script.revision)
