"""What people do that makes a map wrong: dead bindings, figures that moved, drift, and what it lacks."""

from collections.abc import Collection, Iterator, Sequence

import msgspec
import numpy as np
import pyarrow as pa

from desirepath.drafts.asking import Ask
from desirepath.drafts.checking_documents import THE_MAP, cards_of
from desirepath.drafts.citing import Terms, leaving
from desirepath.drafts.counting import Int64s, kind_size
from desirepath.drafts.drifting import Shift
from desirepath.drafts.evidencing import gathered, looked_up
from desirepath.drafts.problems import Finding, problem
from desirepath.drafts.reality import is_real
from desirepath.drafts.replaying_maps import Explained, Truth
from desirepath.drafts.step_lenses import (
    Column,
    as_stages,
    describe,
    describe_binding,
    step_codes,
    step_ids,
)
from desirepath.errors import QuestionError, UnknownName
from desirepath.journeys import lens_by
from desirepath.maps import (
    BY_THE_HOUR,
    Binding,
    Evidence,
    JourneyMap,
    Step,
    all_evidence,
    figure_words,
    percent,
    steps_of,
)
from desirepath.records import Record

ENOUGH = 0.8  # of the interactions: a map that explains less is not true
SHOWN = 5  # ways, places and routes that a map lacks, each as a finding of its own
FILL = "Fill the map again: `desirepath map fill`."


class Facts(Record):
    """What is known of what people did, for one map."""

    kinds: pa.Table
    counts: Int64s  # interactions by kind code
    wrong: dict[str, str]  # pattern → why it catches nothing
    ask: Ask
    terms: Terms
    truth: Truth | None
    shifts: list[Shift]
    there: Collection[str] | None


def fact_problems(journey_map: JourneyMap, facts: Facts) -> Iterator[Finding]:
    """Every problem that only the data show."""
    yield from _dead(journey_map, facts)
    if facts.truth is not None:
        yield from _untrue(journey_map, facts.truth)
    yield from _drifted(facts.shifts)
    yield from _moved(journey_map, facts)
    yield from _withdrawn(journey_map, facts.there)


def _dead(journey_map: JourneyMap, facts: Facts) -> Iterator[Finding]:
    codes, ids = step_codes(journey_map, facts.kinds), step_ids(journey_map)
    by_the_hour = {
        card.step
        for card in cards_of(journey_map)
        if any(piece.measure == BY_THE_HOUR for piece in card.evidence)
    }
    caught = np.bincount(codes[codes >= 0], weights=facts.counts[codes >= 0], minlength=len(ids))
    for step in steps_of(journey_map):
        if not step.bindings and step.id in by_the_hour:
            continue
        if not step.bindings:
            says = "it binds nothing, so nothing can be measured here"
            yield problem("note", "unbound", step.name, says, advice="Bind it: `desirepath map suggest`.")
        elif caught[ids.index(step.id)] == 0:
            says = f"nothing that happens is caught any more by {describe(step)}"
            yield problem(
                "error",
                "dead_step",
                step.name,
                f"{says}. Bind it to what replaced it",
                advice=_why(step, facts),
            )
        else:
            yield from _dead_bindings(step, facts)
    missed = int(facts.counts[codes < 0].sum())
    if missed and not by_the_hour:
        says = f"{missed:,} interactions are at none of its steps"
        yield problem("note", "off_the_map", THE_MAP, says, advice="See what the map lacks, below.")


def _dead_bindings(step: Step, facts: Facts) -> Iterator[Finding]:
    for binding in step.bindings:
        if not _alone(binding, facts):
            says = f"nothing matches one of its bindings: {describe_binding(binding)}"
            advice = facts.wrong.get(binding.pattern or "", "Take it off, or write what replaced it.")
            yield problem("warning", "dead_binding", step.name, says, advice=advice)


def _why(step: Step, facts: Facts) -> str:
    wrong = [facts.wrong[one.pattern] for one in step.bindings if one.pattern in facts.wrong]
    if wrong:
        return wrong[0]
    if any(_alone(binding, facts) for binding in step.bindings):
        return "Other steps catch all that it would: bind it, or them, to an action or a channel."
    return "The places that no step binds, below, say what there is."


def _alone(binding: Binding, facts: Facts) -> int:
    """How many interactions a binding would catch if it were the only one."""
    stages = as_stages([Column(key="s", bindings=[binding])])
    codes = lens_by("stage", facts.kinds, stages).codes
    return int(facts.counts[: kind_size(facts.kinds)][codes >= 0].sum())


def _untrue(journey_map: JourneyMap, truth: Truth) -> Iterator[Finding]:
    names = {step.id: step.name for step in steps_of(journey_map)}
    share = truth.interactions.share
    says = f"it explains {_told(truth.interactions)} interactions and {_told(truth.journeys)} journeys"
    is_low = share is not None and share < ENOUGH and not truth.interactions.too_few
    advice = "Draw what it lacks, below." if is_low else ""
    yield problem("warning" if is_low else "note", "fidelity", THE_MAP, says, advice=advice)
    yield from _ways(journey_map, truth, names)
    yield from _lacks(truth, names)
    if truth.changed is not None:
        says = f"what it explains changed in the month from {truth.changed}, more than chance would"
        advice = "Look at what is new among what it lacks."
        yield problem("warning", "fidelity_changed", THE_MAP, says, advice=advice)


def _ways(journey_map: JourneyMap, truth: Truth, names: dict[str, str]) -> Iterator[Finding]:
    hand = {(edge.from_step, edge.to_step) for edge in journey_map.edges if not is_real(edge)}
    for way in truth.ways:
        where, to = names[way.from_step], names[way.to_step]
        if not way.count and (way.from_step, way.to_step) in hand:
            says = f"an edge is drawn to “{to}”, and nobody takes it ({way.n:,} stood here)"
            yield problem("warning", "unused_edge", where, says, advice="Take it off.")
        elif not way.count:
            says = f"nobody goes straight on to “{to}”, as the order says ({way.n:,} stood here)"
            yield problem("note", "unused_order", where, says, advice="Move one of the two steps.")
    for way in truth.missing_ways[:SHOWN]:
        where, to = names[way.from_step], names[way.to_step]
        says = f"{percent(way.share or 0)} of {way.n:,} go from here to “{to}”, and no edge says so"
        yield problem("note", "missing_way", where, says, advice="Draw an edge, if it matters.")


def _lacks(truth: Truth, names: dict[str, str]) -> Iterator[Finding]:
    for place in truth.missing_places[:SHOWN]:
        says = f"{percent(place.share or 0)} of interactions are at “{place.steps[0]}”, which no step binds"
        advice = "Bind a step to it, or leave it out on purpose."
        yield problem("note", "missing_place", THE_MAP, says, advice=advice)
    for route in truth.missing_routes[:SHOWN]:
        told = " → ".join(names.get(step, step) for step in route.steps)
        says = f"{percent(route.share or 0)} of journeys go this way, which it does not explain: {told}"
        advice = "Draw the edges or the steps that it takes."
        yield problem("note", "missing_route", THE_MAP, says, advice=advice)


def _told(found: Explained) -> str:
    if found.share is None:
        return "none of 0"
    few = ", too few" if found.too_few else ""
    between = f"{percent(found.low or 0.0)} to {percent(found.high or 0.0)}{few}"
    return f"{percent(found.share)} ({between}) of {found.n:,}"


def _drifted(shifts: Sequence[Shift]) -> Iterator[Finding]:
    for shift in shifts:
        if not shift.alarm:
            continue
        movers = "; ".join(
            f"{one.name} {percent(one.before)} to {percent(one.since)}" for one in shift.movers
        )
        says = (
            f"the mix of {shift.what} has shifted by {percent(shift.distance or 0)} since the last review, "
            f"beyond the {percent(shift.noise or 0)} that chance would: {movers} "
            f"(n = {shift.n_before:,} and {shift.n_since:,})"
        )
        yield problem(
            "warning", "drift", THE_MAP, says, advice="Fill the map, look at it again, and review it."
        )


def _moved(journey_map: JourneyMap, facts: Facts) -> Iterator[Finding]:
    """Figures that left the interval that is drawn; each question, row and column once."""
    drawn = [(card.id, piece) for card in cards_of(journey_map) for piece in card.evidence]
    drawn += [(f"emotion at {one.step}", piece) for one in journey_map.emotions for piece in one.evidence]
    drawn += [(kpi.name, piece) for kpi in journey_map.kpis for piece in kpi.evidence]
    gathering = gathered(journey_map, facts.ask, leaving(facts.terms))
    seen: set[bytes] = set()
    changed = 0
    for where, piece in drawn:
        asked = msgspec.json.encode((piece.question, piece.row, piece.column), order="deterministic")
        if piece.question is None or asked in seen:
            continue
        seen.add(asked)
        try:
            live = looked_up(piece, facts.ask, gathering)
        except (QuestionError, UnknownName) as error:
            says = f"it cites a question that has no answer: {error}"
            yield problem("error", "bad_question", where, says, advice="Cite another, or take it off.")
            continue
        yield from _between(where, piece, live)
        changed += _has_changed(piece, live)
    if changed:
        says = f"{changed} of the {len(seen)} answers that it cites have changed since it was drawn"
        yield problem("note", "changed_source", THE_MAP, says, advice=FILL)


_SAID = {
    "hazard": "the share that dropped off",
    "moved_on_share": "the share that moved on",
    "time_to_next_p50_us": "the time to the next step",
    "time_to_next_p90_us": "the time within which nine in ten go on",
}


def _between(where: str, drawn: Evidence, live: Evidence) -> Iterator[Finding]:
    if live.value is None:
        if drawn.value is not None:
            says = "what it cites can no longer be measured: fill the map again"
            yield problem("warning", "unmeasurable", where, says, advice=FILL)
    elif drawn.low is not None and drawn.high is not None and not drawn.low <= live.value <= drawn.high:
        column = drawn.column or "the figure"
        name = _SAID.get(column, column.replace("_", " "))
        says = (
            f"{name} is now {figure_words(live)}, outside the drawn interval "
            f"{figure_words(drawn, drawn.low)} to {figure_words(drawn, drawn.high)}: fill the map again"
        )
        yield problem("warning", "moved_figure", where, says, advice=FILL)


def _has_changed(drawn: Evidence, live: Evidence) -> bool:
    before, now = drawn.provenance.checksum, live.provenance.checksum
    return before is not None and before != now


def _withdrawn(journey_map: JourneyMap, there: Collection[str] | None) -> Iterator[Finding]:
    """Evidence of an interaction whose fact is gone: its load was withdrawn, or it was erased."""
    for piece in all_evidence(journey_map):
        if there is not None and piece.interaction_id is not None and piece.interaction_id not in there:
            says = f"its source is gone: {piece.provenance.locator} of {piece.provenance.source}"
            advice = "Fill the map: the card then stands on what is left."
            yield problem("warning", "withdrawn_source", piece.id, says, advice=advice)
