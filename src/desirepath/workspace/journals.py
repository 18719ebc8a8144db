"""What one person did, one by one and a page at a time, with all that a reader of their story asks for."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pyarrow as pa

from desirepath.errors import InputError
from desirepath.feedback import milli_of
from desirepath.records import Record
from desirepath.workspace.people import local_time, money_text, subject_of
from desirepath.workspace.portraits import did_anything, stages_if_one, stages_of_steps

if TYPE_CHECKING:
    from desirepath.workspace.opening import Workspace

__all__ = ["Entry", "JournalPage", "journal"]

MOST = 200
TOLD = (
    "fact", "interaction_id", "happened_at_us", "precision", "utc_offset_minutes", "channel", "touchpoint",
    "action", "initiator", "source", "campaign", "device", "value_minor", "currency", "duration_us", "score",
    "scale", "text",
)  # fmt: skip


class Entry(Record):
    """One thing that happened; `day` and `clock` are in the workspace's zone."""

    place: int  # in the whole timeline, from 0
    interaction_id: str
    at_us: int | None  # None: only its place in the order is known
    day: str | None  # 2025-06-09
    clock: str | None  # 07:00; None: the day is all that is known
    after_us: int | None  # since the one before, where both have a time
    channel: str
    touchpoint: str
    action: str
    initiator: str  # customer, organisation
    source: str
    campaign: str | None
    device: str | None
    value: str | None  # with its currency
    duration_us: int | None
    score: float | None
    scale: str | None  # worst..best
    valence: float | None  # −2 … +2
    text: str | None  # personal data taken out
    stage: str | None  # its key
    stage_name: str | None


class JournalPage(Record):
    """A stretch of a timeline, oldest first."""

    subject: str
    total: int
    offset: int
    entries: list[Entry]


def journal(workspace: "Workspace", subject: str, *, offset: int = 0, limit: int = 50) -> JournalPage:
    """The interactions of one person from the `offset`-th on, `limit` at most."""
    if offset < 0 or not 1 <= limit <= MOST:
        raise InputError(
            f"Expected an offset from 0 and a limit from 1 to {MOST}, found {offset} and {limit}."
        )
    store = workspace.store()
    known = subject_of(workspace.identities(), subject)
    facts: Any = store.facts_of(known) if did_anything(store, known) else []
    document = stages_if_one(workspace)
    names = {} if document is None else {stage.key: stage.name for stage in document.stages}
    stages = stages_of_steps(store, known, document)
    first = max(offset - 1, 0)  # the one before the page, to tell how long ago it was
    rows = _rows(workspace, facts[first : offset + limit])
    entries = []
    for place, row in enumerate(rows, first):
        if place >= offset:
            before = rows[place - first - 1] if place > first else None
            stage = stages[place]
            entries.append(
                _entry(
                    row,
                    place,
                    before,
                    stage=stage,
                    name=names.get(stage or ""),
                    zone=workspace.settings.time_zone,
                )
            )
    return JournalPage(subject=known, total=len(facts), offset=offset, entries=entries)


def _rows(workspace: "Workspace", facts: Any) -> list[dict[str, Any]]:
    if not len(facts):
        return []
    wanted = workspace.engine.table(pa.table({"fact": facts, "place": list(range(len(facts)))}))
    told = workspace.interactions().select(*TOLD).join(wanted, "fact").order_by("place")
    return workspace.engine.run(told).to_pylist()


def _entry(
    row: Mapping[str, Any],
    place: int,
    before: Mapping[str, Any] | None,
    *,
    stage: str | None,
    name: str | None,
    zone: ZoneInfo,
) -> Entry:
    at, earlier = row["happened_at_us"], before and before["happened_at_us"]
    day, _, clock = local_time(row, zone).partition(" ") if at is not None else ("", "", "")
    milli = milli_of(row["score"], row["scale"])
    return Entry(
        place=place,
        interaction_id=row["interaction_id"],
        at_us=at,
        day=day or None,
        clock=clock or None,
        after_us=None if at is None or earlier is None else max(0, at - earlier),
        channel=row["channel"],
        touchpoint=row["touchpoint"],
        action=row["action"],
        initiator=row["initiator"],
        source=row["source"],
        campaign=row["campaign"],
        device=row["device"],
        value=money_text(row["value_minor"], row["currency"]),
        duration_us=row["duration_us"],
        score=row["score"],
        scale=row["scale"],
        valence=None if milli is None else milli / 1000,
        text=row["text"],
        stage=stage,
        stage_name=name,
    )
