"""The reader of object-centric event logs (OCEL 2.0) in SQLite; `ocel_files` tells what becomes of them.

`event` and `object` hold ids and types; each type has a table of its own, which the maps of types name.
"""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec

from desirepath.engines import SQLITE, SqliteFile, sqlite_file
from desirepath.errors import SourceError
from desirepath.sources.flat_rows import Gathered, events_of
from desirepath.sources.ocel_rows import Event, Object, Objects, add_event
from desirepath.sources.opening import RECORD_LIMIT, Broken
from desirepath.sources.rows import Progress, RawRows

__all__ = ["check_ocel_sqlite", "is_sqlite", "read_ocel_sqlite"]

Fields = dict[str, Any]
NEEDED = {
    "event": {"ocel_id", "ocel_type"},
    "object": {"ocel_id", "ocel_type"},
    "event_object": {"ocel_event_id", "ocel_object_id"},
    "event_map_type": {"ocel_type", "ocel_type_map"},
    "object_map_type": {"ocel_type", "ocel_type_map"},
}
CHANGED = "ocel_changed_field"
OWN = ("ocel_id", "ocel_time", CHANGED)
ALWAYS = "1970-01-01"  # the time of what an object has been from the start


def is_sqlite(start: bytes) -> bool:
    """Whether a file that begins like this is an SQLite database."""
    return start.startswith(SQLITE)


def check_ocel_sqlite(path: Path) -> None:
    """SourceError unless the database is an object-centric log."""
    if not is_sqlite(_first_bytes(path)):
        raise SourceError(f"{path} is an SQLite database inside an archive: unpack it first.")
    with sqlite_file(path) as file:
        _check(path, file)


def read_ocel_sqlite(path: Path, progress: Progress | None = None) -> Iterator[RawRows]:
    """The events of an object-centric log in SQLite as rows, type by type, in batches of at most 50,000."""
    rows = Gathered()
    return events_of(path, rows, _steps(rows, path, progress))


def _steps(rows: Gathered, path: Path, progress: Progress | None) -> Iterator[Broken | None]:
    check_ocel_sqlite(path)
    with sqlite_file(path) as file:
        objects = _objects(file)
        types = _tables(path, file, "event")
        for number, (name, table) in enumerate(types.items(), start=1):
            try:
                for each in _events(file, name, table):
                    _take(rows, each, objects)
                    yield None
            except SourceError as error:  # damaged from here on
                yield Broken(raw=b"", reason=str(error), ends_early=True)
                return
            if progress is not None:
                progress(path.stat().st_size * number // len(types))


def _objects(file: SqliteFile) -> Objects:
    objects = Objects()
    said: dict[str, list[tuple[str, str, str]]] = {}
    for table in _mapped(file, "object").values():
        own = [name for name in file.tables[table] if name not in OWN]
        has_changes = CHANGED in file.tables[table]
        for identity, time, changed, *values in file.rows(
            table, ["ocel_id", "ocel_time", CHANGED if has_changes else "ocel_id", *own]
        ):
            since = "" if str(time).startswith(ALWAYS) else _text(time)
            told = zip(own, values, strict=True)
            said.setdefault(_text(identity), []).extend(
                (name, _text(value), since)
                for name, value in told
                if value is not None and (not has_changes or changed is None or changed == name)
            )
    for identity, kind in file.rows("object", ["ocel_id", "ocel_type"]):
        objects.add(Object(id=_text(identity), type=_text(kind), said=said.pop(_text(identity), [])))
    return objects


def _events(file: SqliteFile, kind: str, table: str) -> Iterator[Event]:
    """The events of one type, each with all that it is about."""
    own = [name for name in file.tables[table] if name not in OWN]
    about = ["ocel_object_id"]
    about += [name for name in ("ocel_qualifier",) if name in file.tables["event_object"]]
    found = file.rows_with(
        table,
        ["ocel_id", "ocel_time", *own],
        key="ocel_id",
        other=("event_object", "ocel_event_id", about),
    )
    width = 2 + len(own)
    for head, lines in groupby(found, key=lambda row: row[:width]):
        identity, time, *values = head
        told = zip(own, values, strict=True)
        yield Event(
            id=_text(identity),
            type=kind,
            time=_text(time),
            said=[(name, _text(value)) for name, value in told if value is not None],
            about=[
                (_text(each[0]), _text(each[1]) if len(each) > 1 else "")
                for each in (line[width:] for line in lines)
                if each[0] is not None
            ],
        )


def _take(rows: Gathered, event: Event, objects: Objects) -> None:
    line = rows.ordinal + 1
    size = sum(len(value) for _, value in event.said) + sum(len(one) + len(as_) for one, as_ in event.about)
    raw = msgspec.json.encode([{"ocel_id": event.id, "ocel_time": event.time, **dict(event.said)}]).decode()
    if size > RECORD_LIMIT:
        rows.reject(line, f"the event is more than {RECORD_LIMIT >> 20} MB long", raw)
        return
    add_event(rows, event, objects, line=line, raw=raw)


def _check(path: Path, file: SqliteFile) -> None:
    for table, columns in NEEDED.items():
        if not columns <= set(file.tables.get(table, [])):
            raise SourceError(
                f"{path} is an SQLite database, but no object-centric log: it has no table {table} with "
                f"{' and '.join(sorted(columns))}. Export a table as CSV or Parquet."
            )
    for kind in ("event", "object"):
        _tables(path, file, kind)


def _tables(path: Path, file: SqliteFile, kind: str) -> dict[str, str]:
    """The table of each type; SourceError for one that is not there."""
    found = _mapped(file, kind)
    for name, table in found.items():
        if not {"ocel_id", "ocel_time"} <= set(file.tables.get(table, [])):
            raise SourceError(
                f'{path} has no table {table} with ocel_id and ocel_time for the type "{name}". '
                "Fetch the file again."
            )
    return found


def _mapped(file: SqliteFile, kind: str) -> dict[str, str]:
    pairs = file.rows(f"{kind}_map_type", ["ocel_type", "ocel_type_map"])
    return {_text(name): f"{kind}_{_text(mapped)}" for name, mapped in pairs}


def _text(value: Any) -> str:
    """A cell as text; of bytes, what reads as text of them."""
    if value is None:
        return ""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _first_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(SQLITE))
