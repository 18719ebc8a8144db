"""Tables of an SQLite file that somebody else wrote, read row by row: nothing in the file is ever run.

The file is opened read-only and as if it could not change, so no journal is replayed and nothing is written
beside it. Only plain tables are read: a view or a virtual table could work without end. The SQL is made of
the names of the file's own tables and columns, quoted.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from desirepath.errors import SourceError

__all__ = ["SQLITE", "SqliteFile", "sqlite_file"]

SQLITE = b"SQLite format 3\x00"
MOST_TABLES, LONGEST_VALUE = 10_000, 4 << 20
SETTINGS = ("trusted_schema = OFF", "query_only = ON", "cache_size = -65536", "temp_store = 1")
Value = str | int | float | bytes | None


class SqliteFile:
    """An opened file, and the columns of its plain tables by their names."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path, self._connection = path, connection
        names = self._run(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' "
            f"AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name LIMIT {MOST_TABLES}"
        )
        self.tables = {str(name): self._columns(str(name)) for (name,) in names}

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[tuple[Value, ...]]:
        """These columns of every row of a table; SourceError where the file is damaged."""
        return self._run(f"SELECT {', '.join(map(_quoted, columns))} FROM {_quoted(table)}")

    def rows_with(
        self, table: str, columns: Sequence[str], *, key: str, other: tuple[str, str, Sequence[str]]
    ) -> Iterator[tuple[Value, ...]]:
        """The same with those of another table (its name, key and columns) whose key is equal, or None.

        Rows of `table` come once for each that fits, one after the other.
        """
        name, other_key, others = other
        wanted = [f"a.{_quoted(one)}" for one in columns] + [f"b.{_quoted(one)}" for one in others]
        return self._run(
            f"SELECT {', '.join(wanted)} FROM {_quoted(table)} AS a LEFT JOIN {_quoted(name)} AS b "
            f"ON b.{_quoted(other_key)} = a.{_quoted(key)}"
        )

    def _columns(self, table: str) -> list[str]:
        return [str(row[1]) for row in self._run(f"PRAGMA table_info({_quoted(table)})")]

    def _run(self, sql: str) -> Iterator[tuple[Value, ...]]:
        try:
            yield from self._connection.execute(sql)
        except (sqlite3.Error, OverflowError) as error:
            raise SourceError(f"{self._path} cannot be read as an SQLite file: {error}.") from None


@contextmanager
def sqlite_file(path: Path) -> Iterator[SqliteFile]:
    """The tables of a file, while it is open; SourceError when it is none, or still being written to."""
    log = path.with_name(f"{path.name}-wal")
    if log.is_file() and log.stat().st_size:
        raise SourceError(
            f"{path} is still open in another program: its last changes are in {log.name}. Close it there."
        )
    try:
        connection = _opened(path)
    except (sqlite3.Error, ValueError) as error:
        raise SourceError(f"{path} cannot be read as an SQLite file: {error}.") from None
    try:
        yield SqliteFile(path, connection)
    finally:
        connection.close()


def _opened(path: Path) -> sqlite3.Connection:
    address = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
    connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
    try:
        connection.text_factory = lambda text: text.decode("utf-8", "replace")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        for setting in SETTINGS:
            connection.execute(f"PRAGMA {setting}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'
