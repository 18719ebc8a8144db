"""Small worlds of identifiers: rows told as texts, resolved, and read back as sets."""

from collections.abc import Callable, Iterable, Sequence

import pyarrow as pa

from desirepath.engines import DuckDBEngine
from desirepath.identities import Identities, IdentityRules, owned, owners, resolve
from desirepath.interactions import INTERACTIONS

ENGINE = DuckDBEngine(threads=1)
COLUMNS = ["fact", "source", "load", "ordinal", "identifiers"]
SEEN = pa.schema([INTERACTIONS.field(name) for name in COLUMNS])
Row = Sequence[str]  # "email:ana@shop.org"; "other order:7" for somebody or something else


def told(text: str) -> dict[str, str]:
    """
    >>> told("other order:7")
    {'type': 'order', 'value': '7', 'role': 'other'}
    """
    role, _, identifier = text.rpartition(" ") if text.startswith("other ") else ("self", "", text)
    kind, _, value = identifier.partition(":")
    return {"type": kind, "value": value, "role": role}


def facts(*rows: Row, source: str = "shop") -> pa.Table:
    """Interactions numbered from 0 that name these identifiers."""
    listed = [
        {
            "fact": number,
            "source": source,
            "load": 1,
            "ordinal": number,
            "identifiers": [told(text) for text in row],
        }
        for number, row in enumerate(rows)
    ]
    return pa.Table.from_pylist(listed, schema=SEEN)


def numbering(prefix: str = "p") -> Callable[[int], list[str]]:
    """A mint of ids that can be read: p000, p001, …"""
    return lambda count: [f"{prefix}{number:03d}" for number in range(count)]


def resolved(
    *rows: Row,
    traits: pa.Table | None = None,
    rules: IdentityRules | None = None,
    previous: Identities | None = None,
    prefix: str = "p",
) -> Identities:
    """Who is who in a world of these rows."""
    return resolve(
        ENGINE,
        ENGINE.table(facts(*rows)),
        None if traits is None else ENGINE.table(traits),
        rules or IdentityRules(),
        previous=None if previous is None else previous.log,
        mint=numbering(prefix),
    )


def people(identities: Identities) -> set[frozenset[str]]:
    """The subjects, each as the set of its identifiers."""
    grouped: dict[str, set[str]] = {}
    for row in identities.identifiers.to_pylist():
        if row["subject_id"] is not None:
            grouped.setdefault(row["subject_id"], set()).add(f"{row['type']}:{row['value']}")
    return {frozenset(names) for names in grouped.values()}


def states(identities: Identities) -> dict[str, str]:
    """How each identifier stands."""
    return {f"{row['type']}:{row['value']}": row["state"] for row in identities.identifiers.to_pylist()}


def ids(identities: Identities) -> dict[str, str | None]:
    """The subject id of each identifier."""
    return {f"{row['type']}:{row['value']}": row["subject_id"] for row in identities.identifiers.to_pylist()}


def owner_of_rows(identities: Identities, *rows: Row) -> list[str | None]:
    """The subject of each row, in order."""
    found = ENGINE.run(owners(ENGINE, ENGINE.table(facts(*rows)), identities).order_by("fact"))
    return [None if owner is None else str(owner) for owner in found["subject_id"].to_pylist()]


def owners_of(identities: Identities, *rows: Row) -> list[tuple[int, int]]:
    """Each fact that belongs to somebody, with the number of its subject, as a look-up finds them."""
    mine = owned(ENGINE, ENGINE.table(facts(*rows)), identities).select("fact", "subject")
    found = ENGINE.run(mine.filter(mine.subject.notnull())).to_pydict()
    return sorted(zip(found["fact"], found["subject"], strict=True))


def together(*groups: Iterable[str]) -> set[frozenset[str]]:
    return {frozenset(group) for group in groups}
