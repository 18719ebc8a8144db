"""The reader of JSON documents: a list of records, at the top or at a dotted path, read as a stream."""

from collections.abc import Iterator
from pathlib import Path

from desirepath.errors import SourceError, UnknownName
from desirepath.sources.batches import Counter
from desirepath.sources.encodings import as_utf8
from desirepath.sources.json_rows import rows_of
from desirepath.sources.json_structure import Cursor, lists_in
from desirepath.sources.opening import Broken, byte_chunks
from desirepath.sources.rows import FileFormat, Progress, RawRows

__all__ = ["cursor_of", "enter", "find_records", "lists_of", "read_json"]


def read_json(path: Path, written: FileFormat, progress: Progress | None = None) -> Iterator[RawRows]:
    """The records of a JSON document as rows, in batches of at most 50,000."""
    cursor = cursor_of(path, written.encoding, progress)
    enter(cursor, path, written.records)
    counter = Counter()
    for elements in cursor.elements():
        if isinstance(elements, Broken):
            yield counter.broken(path, elements, elements.raw, [])
            continue
        texts, lines = elements
        if texts:
            yield from rows_of(texts, lines, counter)
            counter.line = lines[-1] + 1
    if not counter.ordinal:
        yield from rows_of([], [], counter)


def find_records(path: Path, encoding: str) -> str | None:
    """The path of the only list of objects in a JSON document; None when the document is the list.

    SourceError when there is none, or more than one.
    """
    cursor = cursor_of(path, encoding)
    first = cursor.peek()
    if first not in {"[", "{"}:
        raise SourceError(f"{path} is not JSON: expected [ or {{, found {first!r}.")
    cursor.take()
    if first == "[":
        _check_objects(path, cursor.peek())
        return None
    found = list(_placed(lists_in(cursor), path))
    names = [name for name, start in found if start == "{"] or [name for name, start in found if start == "]"]
    if len(names) == 1:
        return names[0]
    if names:
        raise SourceError(
            f"{path} holds several lists: {', '.join(names)}. Say in the format which one holds the "
            f'records, like `records: "{names[0]}"`.'
        )
    raise SourceError(f"{path} holds a JSON object without a list of objects: there are no rows in it.")


def lists_of(path: Path, encoding: str) -> set[str]:
    """The paths of all lists in a JSON object; none when the document is something else or broken."""
    cursor = cursor_of(path, encoding)
    if cursor.peek() != "{":
        return set()
    cursor.take()
    try:
        return {name for name, _ in lists_in(cursor)}
    except SourceError:
        return set()


def enter(cursor: Cursor, path: Path, wanted: str | None) -> None:
    """Bring the cursor to the first element of the list of records."""
    first = cursor.peek()
    cursor.take()
    if first == "[" and not wanted:
        return
    if first != "{" or not wanted:
        raise SourceError(f'{path}: expected a JSON object with a list at "{wanted}", found {first!r}.')
    names = []
    for name, _ in _placed(lists_in(cursor), path):
        if name == wanted:
            return
        names.append(name)
    raise SourceError(f"{path}: {UnknownName('list', wanted, names)}")


def _placed(found: Iterator[tuple[str, str]], path: Path) -> Iterator[tuple[str, str]]:
    try:
        yield from found
    except SourceError as error:
        raise SourceError(f"{path}, {error}") from None


def _check_objects(path: Path, first: str) -> None:
    if first not in "{]":
        raise SourceError(
            f"{path} holds a JSON list, but not of objects: its first element begins {first!r}."
        )


def cursor_of(path: Path, encoding: str | None, progress: Progress | None = None) -> Cursor:
    """A place at the beginning of a JSON document."""
    return Cursor(as_utf8(byte_chunks(path, progress), encoding or "utf-8"))
