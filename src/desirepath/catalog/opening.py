"""Opening the catalog's file: settings of the connection, its schema, and what can be wrong with it.

A catalog that is up to date costs one small query; Alembic is imported (by `migrating`) only when
the schema is behind.
"""

from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from desirepath.errors import DesirepathError, Fault, WorkspaceError

__all__ = ["SCHEMA", "database", "explained"]

SCHEMA = "0004"  # the newest migration this code knows
BUSY_TIMEOUT_MS = 30_000


def database(file: Path) -> Engine:
    """The SQLite file as an SQLAlchemy engine, created or brought up to date where that is needed.

    Raises `WorkspaceError` when the file is not a catalog, cannot be opened, or is of a newer schema.
    """
    engine = create_engine(
        f"sqlite:///{file}",
        connect_args={"timeout": BUSY_TIMEOUT_MS / 1000},
        poolclass=NullPool,
        json_serializer=_json,
        json_deserializer=msgspec.json.decode,
    )
    event.listen(engine, "connect", _settle)
    event.listen(engine, "begin", _begin)
    try:
        _bring_up_to_date(engine, file)
    except DatabaseError as error:
        reason = str(error.orig)
        advice = " Free some space." if _says_full(reason) else ""
        raise WorkspaceError(f"The catalog {file} cannot be opened: {reason}.{advice}") from error
    return engine


def explained(error: DatabaseError) -> DesirepathError:
    """What a failed transaction means for the user; the transaction itself left nothing behind."""
    reason = str(error.orig)
    if _says_full(reason):
        return WorkspaceError(
            f"The catalog could not be written: {reason}. Nothing was changed. Free some space."
        )
    if "locked" in reason or "readonly" in reason:
        return WorkspaceError(f"The catalog could not be used: {reason}. Nothing was changed. Try again.")
    return Fault(f"The catalog refused a change: {reason}")


def _says_full(reason: str) -> bool:
    return "disk is full" in reason or "disk I/O error" in reason


def schema_of(connection: Connection) -> str | None:
    """The schema the file has, or None when it has none yet."""
    known = text("SELECT name FROM sqlite_master WHERE name = 'alembic_version'")
    if connection.execute(known).first() is None:
        return None
    version: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return version


def _bring_up_to_date(engine: Engine, file: Path) -> None:
    with engine.connect() as connection:
        found = schema_of(connection)
    if found == SCHEMA:
        return
    if found is not None and found > SCHEMA:
        raise WorkspaceError(
            f"The catalog {file} has schema {found}, but this desirepath knows schemas up to {SCHEMA}. "
            "It was written by a newer version: install that version to use this workspace."
        )
    migrating = import_module("desirepath.catalog.migrating")
    migrating.migrate(engine)


def _settle(connection: Any, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # transactions are begun by `_begin`, also around DDL
    for setting in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {setting}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
