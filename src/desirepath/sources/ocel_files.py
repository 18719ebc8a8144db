"""The reader of object-centric event logs (OCEL 2.0) in JSON, XML and SQLite: one row an event.

The objects are read first and held in memory, the events then streamed; `ocel_rows` makes a row of each.
A log in JSON may be in any order; one in XML has its objects before its events, as its schema says.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from desirepath.errors import SourceError
from desirepath.sources.flat_rows import Gathered, events_of
from desirepath.sources.json_files import cursor_of, enter
from desirepath.sources.json_rows import object_of, text_of
from desirepath.sources.ocel_rows import Event, Object, Objects, add_event
from desirepath.sources.ocel_sqlite import is_sqlite, read_ocel_sqlite
from desirepath.sources.ocel_xml import read_ocel_xml
from desirepath.sources.opening import Broken, byte_chunks
from desirepath.sources.rows import FileFormat, Progress, RawRows, shown
from desirepath.sources.xml_streams import looks_like_xml

__all__ = ["read_ocel"]

Row = dict[str, Any]


def read_ocel(path: Path, written: FileFormat, progress: Progress | None = None) -> Iterator[RawRows]:
    """The events of an object-centric log as rows, in batches of at most 50,000."""
    start = next(byte_chunks(path), b"")[:4096]
    if is_sqlite(start):
        return read_ocel_sqlite(path, progress)
    if looks_like_xml(start):
        return read_ocel_xml(path, progress)
    rows = Gathered()
    return events_of(path, rows, _steps(rows, path, written.encoding, progress))


def _steps(
    rows: Gathered, path: Path, encoding: str | None, progress: Progress | None
) -> Iterator[Broken | None]:
    objects = _objects(path, encoding)
    for texts in _records(path, "events", encoding, progress):
        if isinstance(texts, Broken):
            yield texts
            continue
        for line, text in texts:
            _take(rows, text, objects, line)
        yield None


def _objects(path: Path, encoding: str | None) -> Objects:
    objects = Objects()
    for texts in _records(path, "objects", encoding, None):
        if isinstance(texts, Broken):
            raise SourceError(f"{path}: its objects cannot be read: {texts.reason}. Fetch the file again.")
        for line, text in texts:
            row = object_of(text)
            if isinstance(row, str) or not row.get("id") or not row.get("type"):
                why = row if isinstance(row, str) else "it has no id or no type"
                raise SourceError(f"{path}, line {line}: an object cannot be read: {why}.")
            objects.add(
                Object(
                    id=text_of(row["id"]),
                    type=text_of(row["type"]),
                    said=[(name, value, time) for name, value, time in _attributes(row)],
                )
            )
    return objects


def _take(rows: Gathered, text: bytes, objects: Objects, line: int) -> None:
    row = object_of(text)
    raw = f"[{shown(text)}]"  # as a list: what was rejected here is no row of columns
    if isinstance(row, str):
        rows.reject(line, row, shown(text))
        return
    event = Event(
        id=text_of(row.get("id") or ""),
        type=text_of(row.get("type") or ""),
        time=text_of(row.get("time") or ""),
        said=[(name, value) for name, value, _ in _attributes(row)],
        about=[
            (text_of(each["objectId"]), text_of(each.get("qualifier") or ""))
            for each in _dicts(row.get("relationships"))
            if each.get("objectId")
        ],
    )
    add_event(rows, event, objects, line=line, raw=raw)


def _attributes(row: Row) -> Iterator[tuple[str, str, str]]:
    for each in _dicts(row.get("attributes")):
        if each.get("name") and each.get("value") is not None:
            yield text_of(each["name"]), text_of(each["value"]), text_of(each.get("time") or "")


def _dicts(value: Any) -> list[Row]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _records(
    path: Path, name: str, encoding: str | None, progress: Progress | None
) -> Iterator[list[tuple[int, bytes]] | Broken]:
    cursor = cursor_of(path, encoding, progress)
    enter(cursor, path, name)
    for found in cursor.elements():
        yield found if isinstance(found, Broken) else list(zip(found[1], found[0], strict=True))
