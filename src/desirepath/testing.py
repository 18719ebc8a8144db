"""What tests and plugin authors need: a few interactions, written the way one would tell them.

`little` gives a table of facts without a file, a mapping or a load; everything it fills in is fixed,
so two calls with the same story give the same table. `ask` asks a question of such a story. Nothing
in the product imports this module.
"""

import hashlib
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from desirepath.engines import DuckDBEngine
from desirepath.errors import InputError, UnknownName
from desirepath.identities import IdentityRules, owned, resolve
from desirepath.interactions import INTERACTIONS
from desirepath.journeys import StageDocument, Store, assemble
from desirepath.measures import Answer, Measure, measure

__all__ = ["ask", "little", "microseconds", "store_of"]

DAY = "2025-01-01"
Told = tuple[str | None, str, str | None] | tuple[str | None, str, str | None, Mapping[str, Any]]


def little(*told: Told) -> pa.Table:
    """A table of interactions (in the facts schema) from `(person, touchpoint, time)`, in the order told.

    The person becomes an identifier of type `user`, in lower case (none when it is None or ""). The time
    is "10:00", "10:00:05" (on 2025-01-01), "2025-01-03 10:00", "2025-01-03" (known to the day: its last
    microsecond) or None (known only by its order); it is UTC. A fourth element sets other columns by name.
    The n-th interaction has fact number n, ordinal n and the id "little-00000n", counted from 0.

    >>> table = little(("Ana", "ad", "10:00"), ("Ana", "shop", "10:05", {"channel": "app", "score": 9.0}))
    >>> table.select(["fact", "channel", "touchpoint", "action", "score"]).to_pylist()[1]
    {'fact': 1, 'channel': 'app', 'touchpoint': 'shop', 'action': 'did', 'score': 9.0}
    >>> table["identifiers"][0].as_py()
    [{'type': 'user', 'value': 'ana', 'role': 'self'}]
    """
    rows = [_fact(number, one) for number, one in enumerate(told)]
    return pa.Table.from_pylist(rows, schema=INTERACTIONS)


def microseconds(text: str) -> int:
    """Microseconds UTC of a time written as in `little`.

    >>> microseconds("1970-01-01 00:00:01")
    1000000
    >>> microseconds("10:00") == microseconds("2025-01-01 10:00")
    True
    """
    dated = text if "-" in text else f"{DAY} {text}"
    try:
        when = datetime.fromisoformat(dated)
    except ValueError:
        raise InputError(f'"{text}" is not a time: write "10:00" or "2025-01-03 10:00"') from None
    when = when.replace(tzinfo=UTC) if when.tzinfo is None else when
    end_of_day = timedelta(days=1, microseconds=-1) if _is_day(text) else timedelta()
    return (when + end_of_day - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def store_of(facts: pa.Table, folder: Path, *, as_of: str | None = None) -> Store:
    """The timelines of a story (from `little`), assembled in `folder` and opened; subjects are "p0", "p1", …

    `as_of` is a time as in `little`; without one, the last thing that happened.
    """
    engine = DuckDBEngine(threads=1)
    interactions = engine.table(facts)
    who = resolve(
        engine,
        interactions,
        None,
        IdentityRules(),
        previous=None,
        mint=lambda count: [f"p{number}" for number in range(count)],
    )
    last: int = pc.max(facts["happened_at_us"]).as_py() or 0
    moment = last if as_of is None else microseconds(as_of)
    owners = owned(engine, interactions, who).select("fact", "subject")
    assemble(engine, interactions, owners, folder=folder / "told", as_of_us=moment, subjects=who.subjects)
    return Store.open(folder / "told")


def ask(
    question: Measure[Any], *told: Told, as_of: str | None = None, stages: StageDocument | None = None
) -> Answer:
    """The answer to a question about a story told as in `little`.

    >>> from desirepath.measures import Paths
    >>> answer = ask(Paths(), ("Ana", "ad", "10:00"), ("Bo", "ad", "10:00"), ("Ana", "shop", "10:05"))
    >>> [(row["path"], row["count"]) for row in answer.rows()]
    [(['ad'], 1), (['ad', 'shop'], 1)]
    """
    with tempfile.TemporaryDirectory() as folder:
        return measure(question, store_of(little(*told), Path(folder), as_of=as_of), stages=stages)


def _fact(number: int, told: Told) -> dict[str, Any]:
    person, touchpoint, time = told[:3]
    happened_at_us = None if time is None else microseconds(time)
    given = dict(told[3]) if len(told) == 4 else {}
    for name in given:
        if name not in INTERACTIONS.names:
            raise UnknownName("column of interactions", name, INTERACTIONS.names)
    fact = {
        "fact": number,
        "interaction_id": f"little-{number:06d}",
        "source": "little",
        "load": 1,
        "happened_at_us": happened_at_us,
        "precision": _precision(time),
        "utc_offset_minutes": 0,
        "received_at_us": happened_at_us,
        "ordinal": number,
        "channel": "website",
        "touchpoint": touchpoint,
        "action": "did",
        "initiator": "customer",
        "identifiers": [{"type": "user", "value": person.lower(), "role": "self"}] if person else [],
        "currency": "EUR" if {"value_minor", "cost_minor"} & set(given) else None,
        "properties": {},
        "consent": [],
        **given,
    }
    fact["properties"] = list(dict(fact["properties"] or {}).items())
    content = repr((person, touchpoint, time, sorted(given.items())))
    return {"content_hash": hashlib.md5(content.encode(), usedforsecurity=False).hexdigest(), **fact}


def _precision(time: str | None) -> str:
    if time is None:
        return "order_only"
    return "day" if _is_day(time) else "instant"


def _is_day(text: str) -> bool:
    return ":" not in text
