"""One person as a page shows them: what is known, why these identifiers are theirs, their life at a glance.

Personal data is masked unless it is asked for as it was told. What they did, one by one, is in `journals`.
"""

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from desirepath.errors import InputError
from desirepath.identities import Reason, explain
from desirepath.interactions import current_traits
from desirepath.journeys import (
    UNKNOWN_TIME,
    StageDocument,
    StageType,
    Store,
    Timelines,
    WholeLife,
    cut,
    lens_by,
)
from desirepath.records import Record
from desirepath.segments import traits_of
from desirepath.workspace.masking import masked, masked_trait
from desirepath.workspace.moments import written
from desirepath.workspace.people import subject_of

if TYPE_CHECKING:
    from desirepath.workspace.opening import Workspace

__all__ = [
    "Counted",
    "KnownAs",
    "KnownTrait",
    "Mark",
    "Portrait",
    "StageSeen",
    "Together",
    "did_anything",
    "portrait",
    "stages_if_one",
    "stages_of_steps",
]

MOST_MARKS = 600
NOTHING = pa.table({"happened_at_us": pa.array([], pa.int64()), "channel": pa.array([], pa.string())})
IN_NO_STAGE = -1
Int64s = npt.NDArray[np.int64]


class Together(Record):
    """Two identifiers that the same rows named."""

    type: str
    value: str
    with_type: str
    with_value: str
    source: str
    times: int
    first_seen: str | None  # a day; None: only in rows of traits


class KnownAs(Record):
    """One identifier of a person; `because` leads to it from their strongest, link by link."""

    type: str
    value: str
    seen: int  # rows that name it
    because: list[Together]  # empty: it is the strongest


class KnownTrait(Record):
    """What was last told of a person."""

    name: str
    value: str
    known_since: str | None  # RFC 3339


class Counted(Record):
    """How many of a person's interactions are so."""

    name: str
    count: int


class StageSeen(Record):
    """A stage that a person was in."""

    key: str
    name: str
    type: StageType
    count: int


class Mark(Record):
    """One interaction in the overview: its place in the timeline, when and where."""

    place: int
    at_us: int | None
    channel: str
    stage: str | None


class Portrait(Record):
    """A person without the single things that they did."""

    subject: str
    is_masked: bool
    interactions: int
    first_at_us: int | None
    last_at_us: int | None
    as_of_us: int
    zone: str  # days are of this zone
    channels: list[Counted]  # most first
    stages: list[StageSeen]  # in the order of the journey; those they were in
    traits: list[KnownTrait]
    identifiers: list[KnownAs]  # the strongest first
    marks: list[Mark]  # evenly thinned out where there are very many


def portrait(workspace: "Workspace", subject: str, *, unmasked: bool = False) -> Portrait:
    """One person, by id or by an identifier that only one has; InputError when there is no such person.

    That personal data was shown unmasked is noted.
    """
    identities, store = workspace.identities(), workspace.store()
    known = subject_of(identities, subject)
    told = store.timeline(known) if did_anything(store, known) else NOTHING
    stages = stages_of_steps(store, known, stages_if_one(workspace))
    times = told["happened_at_us"].to_pylist()
    dated = [at for at in times if at is not None]
    traits = current_traits(workspace.catalog, workspace.engine, workspace.folder)
    newest = traits_of(workspace.engine, traits, identities, known)
    reasons = explain(identities, known)
    if unmasked:
        personal = [name for name, (value, _) in newest.items() if masked_trait(name, value) != value]
        workspace.disclosures.note("page", [known], [*(each.type for each in reasons), *personal])
    return Portrait(
        subject=known,
        is_masked=not unmasked,
        interactions=told.num_rows,
        first_at_us=dated[0] if dated else None,
        last_at_us=dated[-1] if dated else None,
        as_of_us=store.as_of_us,
        zone=workspace.settings.zone,
        channels=_counted(told["channel"].to_pylist()),
        stages=_in_order(stages, stages_if_one(workspace)),
        traits=[
            KnownTrait(
                name=name,
                value=value if unmasked else masked_trait(name, value),
                known_since=written(since),
            )
            for name, (value, since) in newest.items()
        ],
        identifiers=_identifiers(workspace, reasons, unmasked=unmasked),
        marks=_marks(told, stages),
    )


def stages_if_one(workspace: "Workspace") -> StageDocument | None:
    """The workspace's stages; None where there are several documents of them and nobody said which."""
    try:
        return workspace.stages()
    except InputError:
        return None


def did_anything(store: Store, subject: str) -> bool:
    """Whether a person is in the timelines; of others only traits are known."""
    try:
        store.find(subject)
    except InputError:
        return False
    return True


def stages_of_steps(store: Store, subject: str, document: StageDocument | None) -> list[str | None]:
    """The key of the stage that each step of a person is in, in their order; None: in none."""
    if not did_anything(store, subject):
        return []
    timelines, row = store.find(subject)
    start, end = int(timelines.offsets[row]), int(timelines.offsets[row + 1])
    if document is None:
        return [None] * (end - start)
    lens = lens_by("stage", store.kinds, document)
    journeys = cut(timelines, lens, WholeLife(), as_of_us=store.as_of_us, mask=_only(timelines, row))
    codes = np.full(end - start, IN_NO_STAGE)
    codes[journeys.position - start] = journeys.nodes
    return [None if code == IN_NO_STAGE else lens.nodes[code] for code in codes]


def _only(timelines: Timelines, row: int) -> npt.NDArray[np.bool_]:
    mask = np.zeros(len(timelines.subjects), np.bool_)
    mask[row] = True
    return mask


def _counted(names: list[Any]) -> list[Counted]:
    return [Counted(name=name, count=count) for name, count in Counter(names).most_common()]


def _in_order(stages: list[str | None], document: StageDocument | None) -> list[StageSeen]:
    counts = Counter(stage for stage in stages if stage is not None)
    return [
        StageSeen(key=stage.key, name=stage.name, type=stage.type, count=counts[stage.key])
        for stage in (document.stages if document else [])
        if counts[stage.key]
    ]


def _marks(told: pa.Table, stages: list[str | None]) -> list[Mark]:
    count = told.num_rows
    places = np.unique(np.linspace(0, max(count - 1, 0), min(count, MOST_MARKS)).astype(np.int64))
    shown = told.take(pa.array(places, pa.int64())).select(["happened_at_us", "channel"]).to_pylist()
    return [
        Mark(place=int(place), at_us=row["happened_at_us"], channel=row["channel"], stage=stages[place])
        for place, row in zip(places, shown, strict=True)
    ]


def _identifiers(workspace: "Workspace", reasons: list[Reason], *, unmasked: bool) -> list[KnownAs]:
    def shown(value: str) -> str:
        return value if unmasked else masked(value)

    first = _first_seen(workspace, reasons)
    return [
        KnownAs(
            type=reason.type,
            value=shown(reason.value),
            seen=reason.seen,
            because=[
                Together(
                    type=link.type_a,
                    value=shown(link.value_a),
                    with_type=link.type_b,
                    with_value=shown(link.value_b),
                    source=link.source,
                    times=link.count,
                    first_seen=first.get(link.first_fact or UNKNOWN_TIME),
                )
                for link in reason.path
            ],
        )
        for reason in reasons
    ]


def _first_seen(workspace: "Workspace", reasons: list[Reason]) -> dict[int, str]:
    """The day of each fact that a link was first seen on."""
    wanted = sorted({link.first_fact for reason in reasons for link in reason.path if link.first_fact})
    if not wanted:
        return {}
    facts = workspace.engine.table(pa.table({"fact": wanted}))
    told = workspace.interactions().select("fact", "happened_at_us").semi_join(facts, "fact")
    days = {row["fact"]: written(row["happened_at_us"]) for row in workspace.engine.run(told).to_pylist()}
    return {fact: day[:10] for fact, day in days.items() if day}
