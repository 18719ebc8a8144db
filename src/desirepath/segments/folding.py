"""Conditions on what people did: each becomes a function from a partition to who of it is meant."""

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np

from desirepath.errors import QuestionError
from desirepath.journeys import (
    CLOSED,
    OPEN,
    REACHED,
    UNKNOWN_TIME,
    UNKNOWN_VALENCE,
    Between,
    Journeys,
    Lens,
    Split,
    Timelines,
    compiled,
    cut,
    lens_by,
    matcher,
    pattern,
)
from desirepath.segments.arrays import Bools, Int64s
from desirepath.segments.knowing import DAY_US, Ground
from desirepath.segments.rules import Answered, Did, Followed, InStage, Rule, Then
from desirepath.segments.stepping import hits, sought

__all__ = ["FOLDS", "Fold", "is_true_of_the_idle", "stage_lens"]

Fold: TypeAlias = Callable[[int, Timelines], Bools]
NO_WINDOW = np.iinfo(np.int64).max
MANY = np.iinfo(np.int64).max
NPS_SCALE = "0..10"


def did(rule: Did, ground: Ground) -> Fold:
    """Who had so many such interactions."""
    what = sought(rule, ground)
    least, most = _ends(rule)

    def fold(number: int, timelines: Timelines) -> Bools:
        counts = _per_subject(hits(what, number, timelines, as_of_us=ground.as_of_us), timelines.offsets)
        return (counts >= least) & (counts <= most)

    return fold


def is_true_of_the_idle(rule: Rule) -> bool:
    """Whether a condition holds for who never did anything: to have done something no times at all."""
    return isinstance(rule, Did) and _ends(rule)[0] == 0


def then(rule: Then, ground: Ground) -> Fold:
    """Who had such interactions in this order."""
    steps = [sought(step, ground) for step in rule.steps]
    window = NO_WINDOW if rule.within_days is None else round(rule.within_days * DAY_US)

    def fold(number: int, timelines: Timelines) -> Bools:
        bits = np.zeros(len(timelines.kinds), np.int64)
        for step, what in enumerate(steps):
            bits |= hits(what, number, timelines, as_of_us=ground.as_of_us).astype(np.int64) << step
        passed: Bools = pass_in_order(timelines.offsets, timelines.happened_at_us, bits, len(steps), window)
        return passed

    return fold


def answered(rule: Answered, ground: Ground) -> Fold:
    """Whose latest answer, or any answer, is as asked."""
    facts = ground.known.interactions
    on_scale = [] if rule.band is None or facts is None else [facts.scale.fill_null("") == NPS_SCALE]
    what = sought(rule, ground, *on_scale)

    def fold(number: int, timelines: Timelines) -> Bools:
        if timelines.score is None:
            return np.zeros(len(timelines.subjects), np.bool_)
        given = hits(what, number, timelines, as_of_us=ground.as_of_us) & ~np.isnan(timelines.score)
        good = given & _judged(rule, timelines)
        if rule.which == "any":
            return _some(good, timelines.offsets)
        latest: Int64s = np.maximum.reduceat(
            np.where(given, np.arange(len(given)), -1), timelines.offsets[:-1]
        )
        judged: Bools = (latest >= 0) & good[latest]
        return judged

    return fold


def in_stage(rule: InStage, ground: Ground) -> Fold:
    """Who has a journey in this state at this stage."""
    lens = stage_lens(rule, ground)
    node, goal = lens.nodes.index(rule.stage), [lens.nodes.index(name) for name in rule.goal]

    def state(journeys: Journeys) -> Bools:
        entered = _visited(journeys, [node])
        if rule.state == "entered":
            return entered
        ends_here: Bools = journeys.nodes[journeys.offsets[1:] - 1] == node
        ends_here &= (journeys.state != REACHED) & ~_visited(journeys, goal)
        if rule.state == "moved_on":
            entered &= ~ends_here
            return entered
        ends_here &= journeys.state == (CLOSED if rule.state == "dropped_off" else OPEN)
        return ends_here

    return _of_journeys(lens, rule.split, ground, lambda journeys: state(journeys).astype(np.int64), least=1)


def followed(rule: Followed, ground: Ground) -> Fold:
    """In whose journeys the pattern matches so often."""
    lens = stage_lens(rule, ground)
    one = matcher(pattern(rule.pattern), lens.nodes, lens=lens.name)
    return _of_journeys(
        lens, rule.split, ground, lambda journeys: one.find(journeys).matches, least=rule.at_least
    )


def stage_lens(rule: InStage | Followed, ground: Ground) -> Lens:
    """The lens a condition looks through; QuestionError when it needs stages and there are none."""
    known = ground.known
    name = rule.lens if isinstance(rule, Followed) else "stage"
    collapse = isinstance(rule, Followed) and rule.collapse_loops
    if name == "stage" and known.stages is None:
        raise QuestionError("A condition on stages needs a stage document, and there is none.")
    stages = known.stages(rule.stages) if name == "stage" and known.stages is not None else None
    return lens_by(name, known.store.kinds, stages, collapse_loops=collapse)


def _of_journeys(
    lens: Lens, split: Split, ground: Ground, count: Callable[[Journeys], Int64s], *, least: int
) -> Fold:
    def fold(number: int, timelines: Timelines) -> Bools:
        del number
        journeys = cut(timelines, lens, split, as_of_us=ground.as_of_us, zone=ground.known.zone)
        counts = np.zeros(len(timelines.subjects), np.int64)
        np.add.at(counts, journeys.subject, count(journeys))
        return counts >= least

    return fold


def _visited(journeys: Journeys, nodes: list[int]) -> Bools:
    hit = np.isin(journeys.nodes, nodes)
    return _some(hit, journeys.offsets)


def _some(hit: Bools, offsets: Int64s) -> Bools:
    found: Bools = _per_subject(hit, offsets) > 0
    return found


def _per_subject(hit: Bools, offsets: Int64s) -> Int64s:
    counts: Int64s = np.diff(np.concatenate([[0], np.cumsum(hit)])[offsets])
    return counts


def _ends(rule: Did) -> tuple[int, int]:
    """How often at least and at most."""
    if rule.exactly is not None:
        return rule.exactly, rule.exactly
    least = (1 if rule.at_most is None else 0) if rule.at_least is None else rule.at_least
    return least, MANY if rule.at_most is None else rule.at_most


def _judged(rule: Answered, timelines: Timelines) -> Bools:
    score = timelines.score
    assert score is not None  # noqa: S101 - the caller looked
    if rule.band is not None:
        bands: dict[str, Bools] = {
            "promoter": score >= 9,
            "passive": (score > 6) & (score < 9),
            "detractor": score <= 6,
        }
        return bands[rule.band]
    if rule.valence is None:
        return _between(score, rule.score or Between())
    milli = timelines.valence_milli
    if milli is None:
        return np.zeros(len(score), np.bool_)
    ends = Between(at_least=_milli(rule.valence.at_least), at_most=_milli(rule.valence.at_most))
    judged = _between(milli, ends)
    judged &= milli != UNKNOWN_VALENCE
    return judged


def _between(values: Any, ends: Between) -> Bools:
    found: Bools = np.ones(len(values), np.bool_)
    if ends.at_least is not None:
        found &= values >= ends.at_least
    if ends.at_most is not None:
        found &= values <= ends.at_most
    return found


def _milli(valence: float | None) -> float | None:
    return None if valence is None else round(1000 * valence, 6)


@compiled
def pass_in_order(offsets: Int64s, times: Int64s, bits: Int64s, steps: int, window: int) -> Bools:  # noqa: PLR0917
    """Whether each timeline passes steps 0 … steps − 1 in order; bit k of a step says it may be the k-th.

    As in a funnel: `began[k]` is the latest first step from which steps 0 … k were passed so far, and
    steps are tried from the last down, so that one interaction never serves two.
    """
    rows = len(offsets) - 1
    passed = np.zeros(rows, np.bool_)
    began = np.empty(steps, np.int64)
    for row in range(rows):
        began[:] = -1
        for at in range(offsets[row], offsets[row + 1]):
            if bits[at] == 0 or (window != NO_WINDOW and times[at] == UNKNOWN_TIME):
                continue
            for step in range(steps - 1, -1, -1):
                if not bits[at] >> step & 1:
                    continue
                start = at if step == 0 else began[step - 1]
                if start >= 0 and (window == NO_WINDOW or times[at] - times[start] <= window):
                    began[step] = start
        passed[row] = began[steps - 1] >= 0
    return passed


FOLDS: dict[type[Rule], Callable[[Any, Ground], Fold]] = {
    Did: did,
    Then: then,
    Answered: answered,
    InStage: in_stage,
    Followed: followed,
}
