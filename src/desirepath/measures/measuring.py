"""Measuring: one question asked of one generation, partition by partition, on all cores.

The same `scan` runs wherever the partitions are: `spreading` says where that is, `scanning` what is done
there, `resampling` how sure the figures are that have no interval of their own.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import numpy as np
import pyarrow as pa

from desirepath.engines import Engine
from desirepath.errors import QuestionError
from desirepath.journeys import Period, StageDocument, Store, begin, lens_of, matcher, pattern
from desirepath.measures.answers import Answer, Entered
from desirepath.measures.arrays import Bools
from desirepath.measures.besides import Beside, besides
from desirepath.measures.finishing import finished
from desirepath.measures.framing import Frame, frame
from desirepath.measures.groups import Grouping, Groups, first_groups, largest
from desirepath.measures.questions import Measure
from desirepath.measures.resampling import AT_ONCE, check_resamples, with_intervals
from desirepath.measures.runs import scan_runs
from desirepath.measures.scanning import Part, Plan, Scanned, count_groups, scan_part
from desirepath.measures.seeing import kinds_seen

__all__ = ["measure"]

RUN, RUN_BY_GROUP = 30_000, 500_000  # steps scanned at a time, at least
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def measure(  # noqa: PLR0913 - a question may be asked under all of these
    question: Measure[Any],
    store: Store,
    *,
    stages: StageDocument | None = None,
    mask: Sequence[Bools] | None = None,
    steps: Sequence[Bools] | None = None,
    containing: Sequence[Bools] | None = None,
    matching: str | None = None,
    period: Period | None = None,
    breakdown: Groups | None = None,
    resamples: int = 0,
    as_of_us: int | None = None,
    zone: str = "UTC",
    spend: pa.Table | None = None,
    threads: int | None = None,
    engine: Engine | None = None,
) -> Answer:
    """The answer to a question, about the subjects in `mask` (`Store.mask`; everybody without it).

    `stages` is needed where the lens is "stage". `as_of_us` asks as of an earlier moment: what came
    later is not seen. Of the journeys asked about

    - `steps` (by partition, one a step) are the steps that are shown: others do not exist for the question;
    - `containing` (the same) keeps the journeys that show one of these steps;
    - `matching` keeps those in which this path pattern is found, in the nodes of the question's lens;
    - `period` keeps those that started in it; what of them is open is judged as of `as_of_us`.

    With a `breakdown` the table has the rows of each group, after a first column `group`; their journeys
    sum to those that entered (`Answer.groups`). With `resamples` (200 will do, and take about as many times
    as long) figures that have no interval of their own get one by a bootstrap over persons: quantiles,
    medians, differences from them (`resampling.with_intervals`).

    The answer is the same for any number of `threads` (all cores when left out) and on any `engine`: one
    that spreads work scans the partitions where they are.

    QuestionError or UnknownName when the question has no answer in this store.
    """
    check_resamples(resamples)
    moment = _moment(as_of_us, store)
    too_many = breakdown is not None and len(breakdown.names) > breakdown.top
    begin(
        partitions=len(store.partitions),
        rounds=1 + (spend is not None) + too_many + -(-resamples // AT_ONCE),
    )
    lens = lens_of(
        question.lens, store.kinds, stages, collapse_loops=getattr(question, "collapse_loops", False)
    )
    # what everybody did is counted only where a cost is to be shared out among it
    kinds = store.kinds if spend is None else kinds_seen(store, moment, engine=engine, threads=threads)
    shared = frame(lens.name, lens.nodes, as_of_us=moment, stages=stages, kinds=kinds, zone=zone, spend=spend)
    _check_period(period, store, shared)
    sought = None if matching is None else matcher(pattern(matching), lens.nodes, lens=lens.name)
    plan = Plan(question=question, lens=lens, frame=shared, period=period, matching=sought)
    beside = besides(store, mask=mask, steps=steps, marked=containing, breakdown=breakdown)
    if breakdown is not None:
        plan = _grouped(plan, breakdown, store, beside, engine=engine, threads=threads)
    least = RUN if breakdown is None else RUN_BY_GROUP
    scan = partial(scan_part, plan=plan)
    parts = scan_runs(scan, store, beside, least_steps=least, engine=engine, threads=threads)
    groups = _by_group(plan, parts)
    table = finished(plan, {number: [one.partial for one in some] for number, some in groups.items()})
    if resamples:
        table = with_intervals(
            table, plan, store, beside, resamples=resamples, engine=engine, threads=threads
        )
    names = plan.grouping.names if plan.grouping is not None else []
    return Answer(
        question=question,
        table=table,
        as_of_us=moment,
        entered=_entered(parts),
        groups={names[number]: _entered(some) for number, some in groups.items()} if names else {},
        overall=_overall(plan, groups) if names else None,
        zone=zone,
    )


def _grouped(
    plan: Plan,
    groups: Groups,
    store: Store,
    beside: Sequence[Beside],
    *,
    engine: Engine | None,
    threads: int | None,
) -> Plan:
    """The plan with its groups numbered. Only where there are too many does it cost another cut."""
    every = _with(plan, first_groups(groups))
    if len(groups.names) <= groups.top:
        return every
    counts = partial(count_groups, plan=every)
    counted = scan_runs(counts, store, beside, least_steps=RUN, engine=engine, threads=threads)
    journeys = np.sum([np.zeros(len(groups.names) + 1, np.int64), *counted], axis=0)
    return _with(plan, largest(groups, journeys))


def _with(plan: Plan, grouping: Grouping) -> Plan:
    return msgspec.structs.replace(plan, grouping=grouping)


def _by_group(plan: Plan, parts: Sequence[Part]) -> dict[int, list[Scanned]]:
    """What each group's journeys contribute, in the order the answer tells the groups."""
    if plan.grouping is None:
        return {0: [one for part in parts for one in part.scanned]}
    return {
        number: [one for part in parts for one in part.scanned if one.group == number]
        for number in _by_size(plan.grouping, parts)
    }


def _overall(plan: Plan, groups: Mapping[int, Sequence[Scanned]]) -> pa.Table | None:
    """All groups together, where the measure says what their mix explains."""
    finish = getattr(plan.question, "finish_by_group", None)
    if finish is None:
        return None
    merged = [plan.question.merge(*(one.partial for one in some)) for some in groups.values()]
    found: pa.Table = finish(merged, plan.frame)
    return found


def _entered(parts: Sequence[Part] | Sequence[Scanned]) -> Entered:
    return Entered(
        journeys=sum(part.journeys for part in parts), subjects=sum(part.subjects for part in parts)
    )


def _by_size(grouping: Grouping, parts: Sequence[Part]) -> list[int]:
    """Groups that have a journey: most first, equals by name; "(other)" and the unknown last."""
    journeys: Counter[int] = Counter()
    for part in parts:
        for one in part.scanned:
            journeys[one.group] += one.journeys

    def place(number: int) -> tuple[int, int, str]:
        return max(number - grouping.own + 1, 0), -journeys[number], grouping.names[number]

    return sorted(journeys, key=place)


def _moment(as_of_us: int | None, store: Store) -> int:
    if as_of_us is None:
        return store.as_of_us
    if as_of_us > store.as_of_us:
        raise QuestionError(
            "The question is about a moment after the last load: nothing is known of it yet. "
            "Ask as of an earlier one, or load newer data."
        )
    return as_of_us


def _check_period(period: Period | None, store: Store, frame: Frame) -> None:
    first, last = store.contents.first_at_us, frame.as_of_us
    if period is None or first is None:
        return
    too_late = period.from_us is not None and period.from_us > last
    if too_late or (period.to_us is not None and period.to_us <= first):
        there = ZoneInfo(frame.zone)
        begin, end = (
            f"{(EPOCH + timedelta(microseconds=us)).astimezone(there):%Y-%m-%d}" for us in (first, last)
        )
        raise QuestionError(
            f"Nothing is known of this period: what is asked about happened from {begin} to {end}."
        )
