"""Documents as text: YAML in and out, where every complaint knows its line.

A document is a record with a `kind` and a `schema_version`. Reading composes the YAML into nodes,
so that a failure deep inside a record is told as file, line and key, with what to try; writing is
stable, so that git diffs read well. What a kind means is its own package's business: it hands in
its record and, if it has one, a check that yields `Flaw`s.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec
import yaml

from desirepath.errors import DocumentError, nearest
from desirepath.records import Record
from desirepath.sources.document_faults import explain
from desirepath.sources.document_nodes import Found, compose_all, knows_json_numbers

__all__ = [
    "Check",
    "Flaw",
    "Upgrade",
    "document_schema",
    "read_document",
    "read_documents",
    "read_values",
    "write_document",
]

_FOLDED = re.compile("[\\x85\\u2028\\u2029]")


class Flaw(Record):
    """Something a record's own check found: where, as keys and indexes from the top, and what."""

    path: tuple[str | int, ...]
    says: str


Check = Callable[[Any], Iterable[Flaw]]
Upgrade = Callable[[dict[str, Any]], dict[str, Any]]
"""Plain values of an older form of a kind → of today's."""


def read_document(
    text: str,
    *,
    file: str,
    kinds: Mapping[str, type[Record]],
    checks: Mapping[str, Check] | None = None,
    upgrades: Mapping[str, Upgrade] | None = None,
) -> Record:
    """The one document a YAML text holds, as the record of its kind.

    >>> class Greeting(Record):
    ...     words: str
    ...     kind: str = "greeting"
    >>> read_document("words: hello", file="a.yaml", kinds={"greeting": Greeting}).words
    'hello'

    Raises `DocumentError` naming the file, the line and the key, for the first thing that is wrong.
    """
    documents = read_documents(text, file=file, kinds=kinds, checks=checks, upgrades=upgrades)
    if len(documents) != 1:
        raise DocumentError(
            f"expected one document, found {len(documents)}. Put each in a file of its own", file=file
        )
    return documents[0]


def read_documents(
    text: str,
    *,
    file: str,
    kinds: Mapping[str, type[Record]],
    checks: Mapping[str, Check] | None = None,
    upgrades: Mapping[str, Upgrade] | None = None,
) -> list[Record]:
    """All documents of a YAML text, in order; `---` stands between two."""
    documents = [_upgraded(found, file, kinds, upgrades or {}) for found in compose_all(text, file)]
    return [_record(found, file, kinds, checks or {}) for found in documents]


def read_values(text: str, *, file: str) -> list[Any]:
    """The plain values of every document of a YAML or JSON text, of whatever kind.

    >>> read_values("kind: cjm", file="a.yaml")
    [{'kind': 'cjm'}]
    """
    return [found.value for found in compose_all(text, file)]


def write_document(record: Record, *, remarks: Mapping[tuple[str | int, ...], str] | None = None) -> str:
    """The document as YAML: `kind`, `schema_version` and `key` first, then fields as the record lists them.

    Reading what was written gives the same record back. A remark, given by its place, becomes a
    comment on a line of its own above it; one at `()` stands at the top.

    >>> class Greeting(Record):
    ...     words: str
    ...     kind: str = "greeting"
    >>> print(write_document(Greeting(words="yes")), end="")
    kind: greeting
    words: 'yes'
    """
    body = msgspec.to_builtins(record)
    head = {
        name: getattr(record, name) for name in ("kind", "schema_version", "key") if hasattr(record, name)
    }
    ordered = head | {name: value for name, value in body.items() if name not in head}
    text: str = yaml.dump(ordered, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)
    return _commented(text, remarks) if remarks else text


def document_schema(record: type[Record], *, title: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a kind of document, for editors that complete and check as one types."""
    schema = msgspec.json.schema(record)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title} | schema


def _commented(text: str, remarks: Mapping[tuple[str | int, ...], str]) -> str:
    found = compose_all(text, "document")[0]
    above: dict[int, list[str]] = {}
    for place, remark in remarks.items():
        above.setdefault(found.line(place), []).append(remark)
    lines = []
    for number, line in enumerate(text.splitlines(), start=1):
        indent = " " * (len(line) - len(line.lstrip(" ")))
        lines += [f"{indent}# {' '.join(remark.split())}" for remark in above.get(number, [])]
        lines.append(line)
    return "\n".join(lines) + "\n"


class _Dumper(yaml.SafeDumper):
    """Writes lists indented under their key, and never an alias."""

    def ignore_aliases(self, data: Any) -> bool:
        del data
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        del indentless
        super().increase_indent(flow, indentless=False)

    def represent_text(self, data: str) -> yaml.ScalarNode:
        """Quoted so that they are escaped where a line break of other alphabets would be folded away."""
        style = '"' if _FOLDED.search(data) else None
        return self.represent_scalar("tag:yaml.org,2002:str", data, style=style)


knows_json_numbers(_Dumper)
_Dumper.add_representer(str, _Dumper.represent_text)


def _upgraded(
    found: Found, file: str, kinds: Mapping[str, type[Record]], upgrades: Mapping[str, Upgrade]
) -> Found:
    kind = _kind(found, file, kinds)
    _version(found, file, kinds[kind])
    return msgspec.structs.replace(found, value=upgrades[kind](found.value)) if kind in upgrades else found


def _record(
    found: Found, file: str, kinds: Mapping[str, type[Record]], checks: Mapping[str, Check]
) -> Record:
    kind = _kind(found, file, kinds)
    try:
        record = msgspec.convert(found.value, kinds[kind])
    except msgspec.ValidationError as failure:
        path, message = explain(str(failure), found.value, kinds[kind])
        raise DocumentError(message, file=file, line=found.line(path), key=_dotted(path)) from None
    for flaw in checks.get(kind, _no_flaws)(record):
        raise DocumentError(flaw.says, file=file, line=found.line(flaw.path), key=_dotted(flaw.path))
    return record


def _kind(found: Found, file: str, kinds: Mapping[str, type[Record]]) -> str:
    if not isinstance(found.value, dict):
        raise DocumentError(
            f"expected a document with fields (`kind: …`), found {found.noun}", file=file, line=1
        )
    known = sorted(kinds)
    if "kind" not in found.value:
        if len(known) == 1:
            return known[0]
        raise DocumentError(
            f"this document does not say its kind. Add `kind:` with one of: {', '.join(known)}",
            file=file,
            line=found.line(()),
        )
    kind = found.value["kind"]
    if kind in kinds and isinstance(kind, str):
        return kind
    guess = nearest(str(kind), known)
    hint = f'did you mean "{guess}"?' if guess else f"expected one of: {', '.join(known)}"
    raise DocumentError(f'"{kind}" is not a kind read here: {hint}', file=file, line=found.line(("kind",)))


def _version(found: Found, file: str, record: type[Record]) -> None:
    """A document of a newer schema is refused before anything in it is judged by older rules."""
    written = found.value.get("schema_version")
    known = _default(record, "schema_version")
    if isinstance(written, int) and isinstance(known, int) and written > known:
        raise DocumentError(
            f"written by a newer desirepath (schema_version {written}; this one reads up to {known}). "
            "Upgrade desirepath, or write the document in the older form",
            file=file,
            line=found.line(("schema_version",)),
            key="schema_version",
        )


def _default(record: type[Record], name: str) -> Any:
    return next((field.default for field in msgspec.structs.fields(record) if field.name == name), None)


def _no_flaws(record: Record) -> Iterable[Flaw]:
    del record
    return ()


def _dotted(path: Sequence[str | int]) -> str | None:
    """`("interactions", 0, "time")` as `interactions[0].time`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".") or None
