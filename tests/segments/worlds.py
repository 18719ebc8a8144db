"""A workspace told in a few lines: what people did, what is known of them, and the stages."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from desirepath.engines import DuckDBEngine
from desirepath.identities import IdentityRules, owned, resolve
from desirepath.interactions import TRAITS
from desirepath.journeys import Stage, StageDocument, StageRule, Store, assemble
from desirepath.segments import Knowledge, Members, Segment, members
from desirepath.segments.rules import Rule
from desirepath.testing import little, microseconds

ENGINE = DuckDBEngine(threads=1)
STAGES = StageDocument(
    key="life",
    stages=[Stage(key="see", name="See"), Stage(key="buy", name="Buy"), Stage(key="use", name="Use")],
    rules=[
        StageRule(stage="see", touchpoint=["ad", "home"]),
        StageRule(stage="buy", touchpoint="shop"),
        StageRule(stage="use", touchpoint="help"),
    ],
)
TraitTold = tuple[str, str, str] | tuple[str, str, str, str]  # who, name, value, known since


def trait_rows(*told: TraitTold) -> pa.Table:
    """Traits as told; without a moment, nobody knows since when they are known."""
    rows = [
        {
            "source": "crm",
            "load": 1,
            "ordinal": ordinal,
            "identifiers": [{"type": "user", "value": one[0].lower(), "role": "self"}],
            "name": one[1],
            "value": one[2],
            "known_since_us": microseconds(one[3]) if len(one) == 4 else None,
        }
        for ordinal, one in enumerate(told)
    ]
    return pa.Table.from_pylist(rows, schema=TRAITS)


def known(
    folder: Path,
    *told: Any,
    traits: tuple[TraitTold, ...] = (),
    as_of: str | None = None,
    segments: Mapping[str, Segment] | None = None,
    stages: StageDocument | None = STAGES,
) -> Knowledge:
    """All that is known in this story; a subject's id is "p" and their number in the order of identities."""
    facts, rows = little(*told), trait_rows(*traits)
    who = resolve(
        ENGINE,
        ENGINE.table(facts),
        ENGINE.table(rows) if rows.num_rows else None,
        IdentityRules(),
        previous=None,
        mint=lambda count: [f"p{number}" for number in range(count)],
    )
    interactions = ENGINE.table(facts)
    owners = owned(ENGINE, interactions, who).select("fact", "subject")
    last = pc.max(facts["happened_at_us"]).as_py() or 0
    moment = last if as_of is None else microseconds(as_of)
    assemble(ENGINE, interactions, owners, folder=folder / "told", as_of_us=moment, subjects=who.subjects)
    return Knowledge(
        engine=ENGINE,
        store=Store.open(folder / "told"),
        identities=who,
        interactions=interactions,
        traits=ENGINE.table(rows) if rows.num_rows else None,
        stages=None if stages is None else (lambda _: stages),
        segments=segments or {},
    )


def names(one: Members, known: Knowledge) -> list[str]:
    """Whom a segment means, by the name they were told under."""
    rows = known.identities.subjects.to_pylist()
    called = {row["subject_id"]: row["value"] for row in rows}
    return sorted(called[subject] for subject in one.ids.to_pylist())


def segment(rule: Rule, **more: Any) -> Segment:
    return Segment(key="asked", title="Asked", rule=rule, **more)


def who(rule: Rule, known: Knowledge, **more: Any) -> list[str]:
    """The names of those a rule means."""
    return names(members(segment(rule, **more), known), known)
