"""Finding the journeys of a place in an answer: which ones, where in each, and the step before.

Each finder reads the question as its own measure does, so that as many are found as the answer counts.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from desirepath.errors import QuestionError
from desirepath.journeys import UNKNOWN_TIME, Journeys, compiled
from desirepath.measures.anchors import at_occurrence, at_start, find_occurrence, span
from desirepath.measures.arrays import Bools, Int32s, Int64s, UInt8s
from desirepath.measures.drop_offs import DropOff
from desirepath.measures.flows import EARLIER, LATER, Flow
from desirepath.measures.framing import END, OTHER, START, Frame
from desirepath.measures.funnels import Funnel
from desirepath.measures.lives import ALL, dates, life_offsets, periods_of, unfinished_period
from desirepath.measures.outcomes import standing_at_end
from desirepath.measures.paths import Paths
from desirepath.measures.places_asked import (
    AtLink,
    AtNode,
    AtPath,
    CameTo,
    InCohort,
    LostAfter,
    Place,
    Stands,
)
from desirepath.measures.retention import BEGINS, COMES_BACK, Retention
from desirepath.measures.stages import Stages
from desirepath.records import Record

__all__ = ["Picked", "check_place", "pick"]

NOWHERE = -1
MISSING = -(1 << 40)  # so far before every step that none it is counted from is one
STATES = ("moved_on", "dropped_off", "still_open")  # as `standing_at_end` numbers them


class Picked(Record):
    """Journeys by number, ascending; the step each is at, and the step it came from (−1: none is meant)."""

    journeys: Int64s
    at: Int64s
    came: Int64s


def pick(question: Any, place: Place, journeys: Journeys, frame: Frame) -> Picked:
    """The journeys of one partition that are at this place of the answer to this question."""
    for (measure, kind), find in FINDERS.items():
        if isinstance(question, measure) and isinstance(place, kind):
            at, came = find(question, place, journeys, frame)
            found = np.flatnonzero(at >= 0)
            return Picked(journeys=found, at=at[found], came=came[found])
    raise QuestionError(_misfit(question, place))


def check_place(question: Any, place: Place) -> None:
    """QuestionError when no answer to this question has such a place."""
    if not any(isinstance(question, measure) and isinstance(place, kind) for measure, kind in FINDERS):
        raise QuestionError(_misfit(question, place))
    if isinstance(place, CameTo | LostAfter):
        last = len(question.steps) - isinstance(place, LostAfter)
        if place.step > last:
            raise QuestionError(f"Expected a step from 1 to {last} of this funnel, found {place.step}.")
    if isinstance(place, Stands) and place.state == "went_back" and not isinstance(question, Stages):
        raise QuestionError("Only stages have an order to go back in: ask who went back of stages.")


def _misfit(question: Any, place: Place) -> str:
    measure, at = question.__struct_config__.tag, place.__struct_config__.tag
    fits = [kind.__struct_config__.tag for one, kind in FINDERS if isinstance(question, one)]
    there = f"Its places are {', '.join(f'{one!r}' for one in fits)}." if fits else "It has none."
    return f'An answer of {measure} has no place "{at}". {there}'.replace("'", '"')


class Shown(Record):
    """Journeys as a flow shows them: the steps it shows, and where step 0 of each journey is."""

    journeys: Journeys
    frame: Frame
    steps: range
    zero: Int64s  # MISSING where a journey has no anchor

    def inside(self, step: int) -> Bools:
        """Which journeys have this step."""
        spot = self.zero + step
        found: Bools = (spot >= self.journeys.offsets[:-1]) & (spot < self.journeys.offsets[1:])
        return found

    def is_at(self, step: int, name: str, but: list[str]) -> Bools:
        """Which journeys are at a node at this step; at "(other)", those at none that is shown by name."""
        found = self.inside(step)
        found[found] = _nodes(name, but, self.frame)[self.journeys.nodes[self.zero[found] + step]]
        return found


def _at_node(question: Flow, place: AtNode, journeys: Journeys, frame: Frame) -> tuple[Int64s, Int64s]:
    shown = _shown(question, journeys, frame)
    found = np.full(len(shown.zero), NOWHERE, np.int64)
    for step in _steps(place.step, shown.steps):
        hit = shown.is_at(step, place.node, place.but) & (found < 0)
        found[hit] = shown.zero[hit] + step
    return found, np.full_like(found, NOWHERE)


def _at_link(question: Flow, place: AtLink, journeys: Journeys, frame: Frame) -> tuple[Int64s, Int64s]:
    shown = _shown(question, journeys, frame)
    found, came = (np.full(len(shown.zero), NOWHERE, np.int64) for _ in "ab")
    goes_on, has_left = place.to_node != END, place.from_node not in (START, EARLIER)
    for step in _steps(place.step, range(shown.steps[0] - 1, shown.steps[-1] + 1)):
        hit = _left(place, step, shown) & _entered(place, step + 1, shown) & (found < 0)
        spot = shown.zero[hit] + step
        found[hit] = spot + goes_on
        came[hit] = spot if goes_on and has_left else NOWHERE
    return found, came


def _left(place: AtLink, step: int, shown: Shown) -> Bools:
    """Which journeys come from the link's left end at this step."""
    if place.from_node == START:
        begun: Bools = shown.zero + step + 1 == shown.journeys.offsets[:-1]
        return begun
    if place.from_node == EARLIER:
        return shown.inside(step) & (step < shown.steps[0])
    return shown.is_at(step, place.from_node, place.from_but) & (step >= shown.steps[0])


def _entered(place: AtLink, step: int, shown: Shown) -> Bools:
    """Which journeys go to the link's right end at this step."""
    if place.to_node == END:
        over: Bools = shown.zero + step == shown.journeys.offsets[1:]
        return over
    if place.to_node == LATER:
        return shown.inside(step) & (step > shown.steps[-1])
    return shown.is_at(step, place.to_node, place.to_but) & (step <= shown.steps[-1])


def _shown(question: Flow, journeys: Journeys, frame: Frame) -> Shown:
    steps = span(
        steps=question.steps,
        anchored=question.anchor is not None,
        before=question.before,
        after=question.after,
    )
    if question.anchor is None:
        return Shown(journeys=journeys, frame=frame, steps=steps, zero=at_start(journeys) - 1)
    at = at_occurrence(journeys, frame, question.anchor, question.occurrence)
    return Shown(journeys=journeys, frame=frame, steps=steps, zero=np.where(at < 0, MISSING, at))


def _steps(step: int | None, there: range) -> range | list[int]:
    return there if step is None else [step] if step in there else []


def _nodes(name: str, but: list[str], frame: Frame) -> Bools:
    """Which nodes are meant: one, or all but those that are shown on their own."""
    wanted = np.full(len(frame.nodes), name == OTHER, np.bool_)
    if name != OTHER:
        wanted[frame.node(name)] = True
    else:
        wanted[[frame.node(one) for one in but]] = False
    return wanted


def _reached(question: Funnel, place: CameTo, journeys: Journeys, frame: Frame) -> tuple[Int64s, Int64s]:
    firsts = question.first_passages(journeys, frame)
    return firsts.ends[:, place.step - 1], firsts.before[:, place.step - 1]


def _lost(question: Funnel, place: LostAfter, journeys: Journeys, frame: Frame) -> tuple[Int64s, Int64s]:
    ends = question.first_passages(journeys, frame).ends
    at = np.where(ends[:, place.step] < 0, ends[:, place.step - 1], NOWHERE)
    return at, np.full_like(at, NOWHERE)


def _stands(
    question: Stages | DropOff, place: Stands, journeys: Journeys, frame: Frame
) -> tuple[Int64s, Int64s]:
    if place.state == "went_back":
        at = back_again(journeys.offsets, journeys.nodes, frame.node(place.node))
        return at, np.full_like(at, NOWHERE)
    wanted = _nodes(place.node, [], frame)
    first = place.state == "entered"
    at = find_occurrence(journeys.offsets, journeys.nodes, wanted, 1 if first else 0)
    if not first:
        ends_here = at == journeys.offsets[1:] - 1
        standing = np.where(ends_here, standing_at_end(journeys, frame, question.goal), 0)
        at = np.where(standing == STATES.index(place.state), at, NOWHERE)
    return at, np.full_like(at, NOWHERE)


def _of_path(question: Paths, place: AtPath, journeys: Journeys, frame: Frame) -> tuple[Int64s, Int64s]:
    if place.path == [OTHER]:
        raise QuestionError("All other paths together are no one path. Ask for more of them with top.")
    starts, lengths = journeys.offsets[:-1], np.diff(journeys.offsets)
    if question.prefix is not None:
        lengths = np.minimum(lengths, question.prefix)
    same = lengths == len(place.path)
    for step, name in enumerate(place.path):
        code, rows = frame.node(name), np.flatnonzero(same)
        same[rows] = journeys.nodes[starts[rows] + step] == code
    at = np.where(same, starts + lengths - 1, NOWHERE)
    return at, np.where(same & (lengths > 1), starts, NOWHERE)


@compiled
def back_again(offsets: Int64s, nodes: Int32s, stage: int) -> Int64s:
    """The first step of each journey that is in the stage again after a later one; −1 where there is none."""
    found = np.full(len(offsets) - 1, -1, np.int64)
    for journey in range(len(offsets) - 1):
        seen = past = False
        for at in range(offsets[journey], offsets[journey + 1]):
            if nodes[at] == stage and past:
                found[journey] = at
                break
            seen |= nodes[at] == stage
            past |= seen and nodes[at] > stage
    return found


def _cohort(question: Retention, place: InCohort, journeys: Journeys, frame: Frame) -> tuple[Int64s, Int64s]:
    calendar = periods_of(question.unit, journeys, frame)
    unfinished = unfinished_period(question.unit, frame)
    numbers = np.arange(calendar.first, min(calendar.first + len(calendar.starts) - 1, unfinished + 2))
    days = dates(question.unit, numbers)
    nowhere = np.full(len(journeys.state), NOWHERE, np.int64)
    if place.cohort not in {ALL, *days}:
        return nowhere, nowhere
    later = NOWHERE if place.period is None else place.period
    told = (life_offsets(journeys), journeys.nodes, journeys.happened_at_us, calendar.starts)
    how = (later, question.cohorts == "any", question.rolling, place.came_back)
    if place.cohort == ALL:
        found = begun_ever(*told, _roles(question, frame), unfinished - calendar.first, *how)
    else:
        found = begun_in(*told, _roles(question, frame), days.index(place.cohort), *how)
    some = found[found >= 0]  # one step a person: of the journey that holds it
    nowhere[np.searchsorted(journeys.offsets, some, side="right") - 1] = some
    return nowhere, np.full_like(nowhere, NOWHERE)


def _roles(question: Retention, frame: Frame) -> UInt8s:
    roles = np.zeros(len(frame.nodes), np.uint8)
    for names, role in ((question.start, BEGINS), (question.back, COMES_BACK)):
        roles[[frame.node(name) for name in names] if names else slice(None)] |= role
    return roles


@compiled
def begun_in(  # noqa: PLR0917 - one pass over all steps; a kernel takes no keywords
    lives: Int64s,
    nodes: Int32s,
    times: Int64s,
    starts: Int64s,
    roles: UInt8s,
    cohort: int,
    later: int,
    every_start: bool,
    rolling: bool,
    came_back: bool,
) -> Int64s:
    """The step each person begins with in this cohort, of those who (not) came back `later` periods on."""
    found = np.full(len(lives) - 1, -1, np.int64)
    for life in range(len(lives) - 1):
        began, has_begun, back = -1, False, later < 0
        for at in range(lives[life], lives[life + 1]):
            time = times[at]
            if time == UNKNOWN_TIME:
                continue
            period = np.searchsorted(starts, time, side="right") - 1
            role = roles[nodes[at]]
            if began >= 0 and role & COMES_BACK:
                after = period - cohort
                back |= after == later or (rolling and after > later)
            if began < 0 and role & BEGINS:
                if period == cohort and (every_start or not has_begun):
                    began = at
                has_begun = True
        if began >= 0 and (later < 0 or back == came_back):
            found[life] = began
    return found


@compiled
def begun_ever(  # noqa: C901, PLR0917 - one pass over all steps; a kernel takes no keywords
    lives: Int64s,
    nodes: Int32s,
    times: Int64s,
    starts: Int64s,
    roles: UInt8s,
    unfinished: int,
    later: int,
    every_start: bool,
    rolling: bool,
    came_back: bool,
) -> Int64s:
    """The step each person first begins with, of those who (not) came back from any cohort that is so far."""
    found = np.full(len(lives) - 1, -1, np.int64)
    begun = np.zeros(len(starts), np.bool_)
    for life in range(len(lives) - 1):
        began, first, back = -1, 0, False
        for at in range(lives[life], lives[life + 1]):
            time = times[at]
            if time == UNKNOWN_TIME:
                continue
            period = np.searchsorted(starts, time, side="right") - 1
            role = roles[nodes[at]]
            if began >= 0 and role & COMES_BACK:
                if rolling:
                    back |= period - first >= later
                elif first <= period - later and period < unfinished:
                    back |= begun[period - later]
            if role & BEGINS and (began < 0 or every_start):
                if began < 0:
                    began, first = at, period
                begun[period] = True
        if began >= 0:
            begun[first:] = False
            if first + max(later, 0) < unfinished and (later < 0 or back == came_back):
                found[life] = began
    return found


Finder = Callable[[Any, Any, Journeys, Frame], tuple[Int64s, Int64s]]
FINDERS: dict[tuple[type[Any], type[Any]], Finder] = {
    (Flow, AtNode): _at_node,
    (Flow, AtLink): _at_link,
    (Funnel, CameTo): _reached,
    (Funnel, LostAfter): _lost,
    (Stages, Stands): _stands,
    (DropOff, Stands): _stands,
    (Paths, AtPath): _of_path,
    (Retention, InCohort): _cohort,
}
