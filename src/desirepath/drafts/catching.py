"""What path patterns catch: the same store, in which those interactions are of a kind of their own.

A step may bind to a pattern ("cart -> help -> cart"): it stands for the last interaction of every match.
Such an interaction keeps its channel, touchpoint and action, and gets a source that names the pattern; so
every lens, measure and count works on it as on any other kind.
"""

from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa

from desirepath.drafts.counting import Bools, Int32s, Int64s, Mask, kind_count
from desirepath.drafts.step_lenses import CAUGHT
from desirepath.errors import QuestionError, UnknownName
from desirepath.journeys import (
    Lens,
    Matcher,
    Split,
    StageRule,
    Store,
    Timelines,
    cut,
    each_of,
    lens_by,
    match_ends,
    matcher,
    matching,
    pattern,
)
from desirepath.maps import Binding, JourneyMap, steps_of
from desirepath.records import Record


class Caught(Record):
    """A store as a map's patterns see it, and why a pattern can catch nothing."""

    store: Store
    wrong: dict[str, str] = {}  # pattern → what is wrong with it


class Net(Record):
    """One pattern binding, ready to catch: by kind code whether what else it says holds."""

    matcher: Matcher
    fits: Bools
    number: int  # of its pattern


def caught(
    store: Store,
    journey_map: JourneyMap,
    *,
    split: Split,
    mask: Mask = None,
    as_of_us: int | None = None,
    zone: str = "UTC",
) -> Caught:
    """The store in which what the map's patterns catch can be bound.

    Patterns are over touchpoints, on journeys of this split. Where two catch the same interaction it is the
    step's further left. A pattern that cannot be read, or names a touchpoint there is not, catches nothing.
    """
    bindings = [one for step in steps_of(journey_map) for one in step.bindings if one.pattern is not None]
    if not bindings:
        return Caught(store=store)
    lens = lens_by("touchpoint", store.kinds)
    patterns = list(dict.fromkeys(one.pattern or "" for one in bindings))
    nets, wrong = _nets(bindings, patterns, store, lens)
    moment = store.as_of_us if as_of_us is None else as_of_us
    size, parts, counts = kind_count(store), [], np.zeros(0, np.int64)
    counts = np.zeros(size * (len(patterns) + 1), np.int64)
    for number, timelines in enumerate(each_of(store.partitions)):
        chosen = None if mask is None else mask[number]
        journeys = cut(timelines, lens, split, as_of_us=moment, mask=chosen, zone=zone)
        kinds = timelines.kinds.copy()
        for net in reversed(nets):  # the leftmost has the last word
            places = journeys.position[match_ends(net.matcher, journeys)]
            places = places[net.fits[timelines.kinds[places]]]
            kinds[places] = timelines.kinds[places] + size * (net.number + 1)
        counts += np.bincount(kinds, minlength=len(counts))
        parts.append(_with_kinds(timelines, kinds))
    found = msgspec.structs.replace(
        store, partitions=tuple(parts), kinds=_more_kinds(store.kinds, patterns, counts, size)
    )
    return Caught(store=found, wrong=wrong)


def _nets(
    bindings: Sequence[Binding], patterns: Sequence[str], store: Store, lens: Lens
) -> tuple[list[Net], dict[str, str]]:
    nets, wrong = [], {}
    for one in bindings:
        try:
            found = matcher(pattern(one.pattern or ""), lens.nodes, lens=lens.name)
        except (QuestionError, UnknownName) as error:
            wrong[one.pattern or ""] = str(error)
            continue
        rule = StageRule(stage="s", channel=one.channel, touchpoint=one.touchpoint, action=one.action)
        fits = matching(rule, store.kinds, kind_count(store))
        nets.append(Net(matcher=found, fits=fits, number=patterns.index(one.pattern or "")))
    return nets, wrong


def _with_kinds(timelines: Timelines, kinds: Int32s) -> Timelines:
    kinds.flags.writeable = False  # as mapped memory is: a kernel compiles once
    return msgspec.structs.replace(timelines, kinds=kinds)


def _more_kinds(kinds: pa.Table, patterns: Sequence[str], counts: Int64s, size: int) -> pa.Table:
    """The kinds, then again those of which each pattern caught some."""
    codes = kinds["code"].to_numpy()
    tables = [_counted(kinds, codes, counts)]
    for number, text in enumerate(patterns):
        mine = codes + np.int32(size * (number + 1))
        some = counts[mine] > 0
        source = pa.array([CAUGHT + text] * kinds.num_rows, pa.string())
        again = kinds.set_column(kinds.schema.get_field_index("source"), kinds.schema.field("source"), source)
        tables.append(_counted(again, mine, counts).filter(pa.array(some)))
    return pa.concat_tables(tables)


def _counted(kinds: pa.Table, codes: Int32s, counts: Int64s) -> pa.Table:
    named: dict[str, pa.Array[Any]] = {
        "code": pa.array(codes, pa.int32()),
        "steps": pa.array(counts[codes], pa.int64()),
    }
    for name, column in named.items():
        kinds = kinds.set_column(kinds.schema.get_field_index(name), kinds.schema.field(name), column)
    return kinds
