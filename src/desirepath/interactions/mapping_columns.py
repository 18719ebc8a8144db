"""Which columns a mapping reads and where it names them; which of them a table does not have."""

from collections.abc import Iterable, Iterator
from typing import Any

from desirepath.errors import DocumentError, nearest
from desirepath.interactions.mappings import Extract, Format, Lookup, Mapping, Replace, Score
from desirepath.interactions.templates import columns_in
from desirepath.records import Record

__all__ = [
    "IDENTIFIER",
    "Path",
    "columns_of_people",
    "columns_read",
    "dotted",
    "require_columns",
    "templates_in",
    "walk",
]

Path = tuple[str | int, ...]
IDENTIFIER = "identifiers"

# Fields whose texts are not templates, by the record they stand in.
_PLAIN: dict[type, frozenset[str]] = {
    Mapping: frozenset({"key", "source", "kind", "title", "files"}),
    Lookup: frozenset({"table"}),
    Extract: frozenset({"pattern"}),
    Replace: frozenset({"pattern", "by"}),
    Score: frozenset({"scale"}),
    Format: frozenset({"type", "encoding", "delimiter", "records", "sheet", "header_row"}),
}
_PLAIN_EVERYWHERE = frozenset(
    {"when", "format", "zone", "precision", "day_stands_at", "decimal", "unit", "type", "role", "normalise"}
    | {"op", "to", "reason"}
)


def walk(record: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every record in a document with its path, itself first."""
    if isinstance(record, Record):
        yield path, record
        for name in record.__struct_fields__:
            yield from walk(getattr(record, name), (*path, name))
    elif isinstance(record, list):
        for index, item in enumerate(record):
            yield from walk(item, (*path, index))
    elif isinstance(record, dict):
        for name, item in record.items():
            yield from walk(item, (*path, name))


def templates_in(mapping: Mapping) -> Iterator[tuple[Path, str]]:
    """Every template of a mapping with its path."""
    for path, record in walk(mapping):
        plain = _PLAIN.get(type(record), frozenset()) | _PLAIN_EVERYWHERE
        if "when" in path and path[-1] != "then":
            continue
        for name in record.__struct_fields__:
            if name not in plain:
                yield from _texts(getattr(record, name), (*path, name))


def columns_read(mapping: Mapping) -> dict[str, Path]:
    """Every column the mapping reads, and the first place that names it."""
    found: dict[str, Path] = {}
    for path, template in templates_in(mapping):
        for column in columns_in(template):
            found.setdefault(column, path)
    for path, record in walk(mapping):
        for column in getattr(record, "when", None) or {}:
            found.setdefault(column, (*path, "when", column))
    return found


def columns_of_people(mapping: Mapping) -> dict[str, str]:
    """Every column that says who a row is about, or what of them: IDENTIFIER, or the trait or property."""
    found: dict[str, str] = {}
    for path, template in templates_in(mapping):
        if IDENTIFIER in path:
            found |= dict.fromkeys(columns_in(template), IDENTIFIER)
        elif kind := next((name for name in ("values", "properties") if name in path), None):
            called = str(path[path.index(kind) + 1])
            found = dict.fromkeys(columns_in(template), called) | found
    return found


def require_columns(mapping: Mapping, columns: Iterable[str], *, file: str) -> None:
    """Raise `DocumentError` for the first column the mapping reads and the file does not have."""
    known = list(columns)
    for column, path in columns_read(mapping).items():
        if column not in known:
            guess = nearest(column, known)
            shown = ", ".join(known[:20])
            hint = (
                f'Did you mean "{guess}"?' if guess else f"It has: {shown}{', …' if len(known) > 20 else ''}"
            )
            raise DocumentError(
                f'reads the column "{column}", but {file} has no such column. {hint}',
                file=f"mapping {mapping.key}",
                key=dotted(path),
            )


def dotted(path: Path) -> str:
    """A path as people write it: `interactions[0].time`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Templates that stand here directly; those inside records are found by `walk`."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index))
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _texts(item, (*path, name))
