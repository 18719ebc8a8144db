"""What there is of each touchpoint or source in a store: interactions, people, when, by whom, scores.

One pass over all steps, partition by partition; sums and extremes only, so their order does not matter.
"""

from typing import Any

import numpy as np

from desirepath.drafts.counting import Int32s, Int64s, kind_size
from desirepath.journeys import ORGANISATION, UNKNOWN_TIME, UNKNOWN_VALENCE, Store, compiled, each_of
from desirepath.records import Record

NEVER = np.iinfo(np.int64).max
COUNTS = 4
INTERACTIONS, PEOPLE, BY_ORGANISATION, SCORED = range(COUNTS)


class Seen(Record):
    """What is alike in some fields of its kind, as the timelines have it."""

    names: tuple[str, ...]  # the values of these fields
    sources: list[str]
    kinds: list[int]
    interactions: int
    people: int
    by_organisation: int
    scored: int
    first_at_us: int | None
    last_at_us: int | None


def seen_by(store: Store, *fields: str) -> list[Seen]:
    """What the timelines hold by these fields of a kind (source, channel, touchpoint), most of it first."""
    kinds = store.kinds.select(["code", "source", "channel", "touchpoint"]).to_pylist()
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for kind in kinds:
        groups.setdefault(tuple(kind[field] or "" for field in fields), []).append(kind)
    codes = np.full(kind_size(store.kinds), -1, np.int32)
    for number, members in enumerate(groups.values()):
        codes[[kind["code"] for kind in members]] = number
    counts, spans = _counted(store, codes, len(groups))
    found = [
        _seen(names, members, counts[at], spans[at]) for at, (names, members) in enumerate(groups.items())
    ]
    there = [each for each in found if each.interactions]
    return sorted(there, key=lambda each: (-each.interactions, each.names))


def _seen(names: tuple[str, ...], kinds: list[dict[str, Any]], counts: Int64s, span: Int64s) -> Seen:
    first, last = span.tolist()
    return Seen(
        names=names,
        sources=sorted({kind["source"] for kind in kinds if kind["source"]}),
        kinds=[kind["code"] for kind in kinds],
        interactions=int(counts[INTERACTIONS]),
        people=int(counts[PEOPLE]),
        by_organisation=int(counts[BY_ORGANISATION]),
        scored=int(counts[SCORED]),
        first_at_us=None if first == NEVER else first,
        last_at_us=None if last == UNKNOWN_TIME else last,
    )


def _counted(store: Store, codes: Int32s, size: int) -> tuple[Int64s, Int64s]:
    counts = np.zeros((size, COUNTS), np.int64)
    spans = np.tile(np.array([NEVER, UNKNOWN_TIME], np.int64), (size, 1))
    no_valence, no_initiator = np.empty(0, np.int32), np.empty(0, np.int8)
    for timelines in each_of(store.partitions):
        count_touchpoints(
            timelines.offsets,
            codes[timelines.kinds],
            timelines.happened_at_us,
            no_valence if timelines.valence_milli is None else timelines.valence_milli,
            no_initiator if timelines.initiator is None else timelines.initiator,
            counts,
            spans,
        )
    return counts, spans


@compiled
def count_touchpoints(  # noqa: PLR0917 - a kernel takes no keywords
    offsets: Int64s,
    groups: Int32s,
    happened_at_us: Int64s,
    valence: Int32s,
    initiator: "np.ndarray[tuple[int], np.dtype[np.int8]]",
    counts: Int64s,
    spans: Int64s,
) -> None:
    """Add the steps of a partition to `counts` and `spans`; empty `valence` or `initiator`: none has one."""
    last_person = np.full(len(counts), -1, np.int64)
    for person in range(len(offsets) - 1):
        for at in range(offsets[person], offsets[person + 1]):
            group = groups[at]
            if group < 0:
                continue
            counts[group, INTERACTIONS] += 1
            counts[group, PEOPLE] += last_person[group] != person
            last_person[group] = person
            if len(initiator) and initiator[at] == ORGANISATION:
                counts[group, BY_ORGANISATION] += 1
            if len(valence) and valence[at] != UNKNOWN_VALENCE:
                counts[group, SCORED] += 1
            if happened_at_us[at] != UNKNOWN_TIME:
                spans[group, 0] = min(spans[group, 0], happened_at_us[at])
                spans[group, 1] = max(spans[group, 1], happened_at_us[at])
