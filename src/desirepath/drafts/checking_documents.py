"""What can be seen to be wrong with a map without any data: doubles, age, names, what publishing needs."""

from collections import Counter
from collections.abc import Iterator, Mapping

from desirepath.drafts.customer_side import customers_words
from desirepath.drafts.problems import Finding, Severity, problem
from desirepath.drafts.step_lenses import describe
from desirepath.errors import DocumentError
from desirepath.maps import Card, JourneyMap, Step, atlas_of, in_window, staleness, steps_of, unpublishable

THE_MAP = "the map"


def document_problems(
    journey_map: JourneyMap, *, as_of: str, others: Mapping[str, JourneyMap] | None = None
) -> Iterator[Finding]:
    """Every problem of the document, at a moment (RFC 3339), beside the other maps."""
    yield from _twice(journey_map)
    yield from _alike(journey_map)
    yield from _named_by_us(journey_map)
    yield from _assumed(journey_map)
    yield from _stale(journey_map, as_of=as_of)
    yield from _unfounded(journey_map)
    yield from _lacking(journey_map, others or {})
    yield from _silent(journey_map)
    if others is not None:
        yield from _children(journey_map, others)


def cards_of(journey_map: JourneyMap) -> list[Card]:
    """All cards of a map."""
    return [card for lane in journey_map.lanes for card in lane.cards]


def _twice(journey_map: JourneyMap) -> Iterator[Finding]:
    ids = Counter(step.id for step in steps_of(journey_map))
    for key, count in ids.items():
        if count > 1:
            says = f"{count} steps have this id: give each its own"
            yield problem("error", "step_twice", key, says, advice="Give each step an id of its own.")
    for card in cards_of(journey_map):
        if card.step not in ids:
            says = f'the card stands at the step "{card.step}", which the map does not have'
            yield problem("error", "card_nowhere", card.id, says, advice="Move it to a step that there is.")


def _alike(journey_map: JourneyMap) -> Iterator[Finding]:
    steps = list(steps_of(journey_map))
    bound = Counter(binding for step in steps for binding in set(step.bindings))
    named = Counter(_name(step) for step in steps)
    for step in steps:
        if any(bound[binding] > 1 for binding in step.bindings):
            says = f"another step binds the same: {describe(step)}"
            advice = (
                "Only the one further left catches it: join the two, or bind one to an action or channel."
            )
            yield problem("warning", "same_binding", step.name, says, advice=advice)
        if named[_name(step)] > 1:
            says = "another step has the same name"
            yield problem("warning", "same_name", step.name, says, advice="Say what sets them apart.")


def _name(step: Step) -> tuple[str, str | None]:
    """What sets a step apart: its name, and on a clock when it is: the same may be done twice a day."""
    return step.name.strip().casefold(), step.starts_at


def _named_by_us(journey_map: JourneyMap) -> Iterator[Finding]:
    for step in steps_of(journey_map):
        better = customers_words(step.name) if step.actor is None else None
        if better is not None:
            says = f"it is named from the organisation's side; from the customer's: “{better}”"
            advice = "Rename it, or say by `actor` that it is somebody else's step."
            yield problem("warning", "organisations_words", step.name, says, advice=advice)


def _assumed(journey_map: JourneyMap) -> Iterator[Finding]:
    for step in steps_of(journey_map):
        if any(binding.is_assumed for binding in step.bindings):
            says = f"it is bound by the likeness of words alone: {describe(step)}"
            advice = "Take `is_assumed` off the bindings that are right, and the others away."
            yield problem("note", "assumed_binding", step.name, says, advice=advice)


def _stale(journey_map: JourneyMap, *, as_of: str) -> Iterator[Finding]:
    window = journey_map.evidence_window
    for card in cards_of(journey_map):
        if card.evidence and not any(in_window(piece, window=window, as_of=as_of) for piece in card.evidence):
            says = f"all its evidence is older than {window} or has no date"
            advice = "Fill the map, ask again, or take the card off."
            yield problem("warning", "stale_evidence", card.id, says, advice=advice)
    found = staleness(journey_map, as_of=as_of)
    if found.days_past_review:
        says = f"its review was due on {found.due_on}"
        advice = "Look at it together, then set `last_reviewed_at`."
        yield problem("warning", "review_overdue", THE_MAP, says, advice=advice)


def _unfounded(journey_map: JourneyMap) -> Iterator[Finding]:
    """A feeling that calls itself measured, and cites nothing that measured it."""
    names = {step.id: step.name for step in steps_of(journey_map)}
    for felt in journey_map.emotions:
        if felt.source == "measured" and not felt.evidence:
            says = "its emotion is said to be measured, and has no evidence"
            advice = "Cite what measured it, or call it `authored`."
            yield problem("warning", "unfounded_emotion", names[felt.step], says, advice=advice)


def _lacking(journey_map: JourneyMap, others: Mapping[str, JourneyMap]) -> Iterator[Finding]:
    """What publishing needs; and a second map that is published of the same people in the same situation."""
    is_public = journey_map.status in {"in_review", "published"}
    severity: Severity = "error" if is_public else "note"
    beside = [other for other in others.values() if other.key != journey_map.key]
    for sentence in unpublishable(journey_map, beside if is_public else []):
        says, _, advice = sentence.partition(": ")
        says = f"{says[:1].lower()}{says[1:]}"
        code = "published_twice" if "published for" in says else "cannot_be_published"
        yield problem(severity, code, THE_MAP, says, advice=f"{advice[:1].upper()}{advice[1:]}")


def _silent(journey_map: JourneyMap) -> Iterator[Finding]:
    known = {card.step for card in cards_of(journey_map) if card.evidence}
    known |= {one.step for one in journey_map.emotions if one.evidence}
    for step in steps_of(journey_map):
        if step.id not in known:
            says = "nothing at this step has any evidence"
            advice = "Bind it to what people do there and fill the map, or cite what somebody has seen."
            yield problem("note", "no_evidence", step.name, says, advice=advice)


def _children(journey_map: JourneyMap, others: Mapping[str, JourneyMap]) -> Iterator[Finding]:
    every = {**others, journey_map.key: journey_map}
    for step in steps_of(journey_map):
        if step.child is not None and step.child not in every:
            says = f'it is told in detail by the map "{step.child}", which there is not'
            yield problem(
                "warning", "no_such_map", step.name, says, advice="Write that map, or take `child` off."
            )
    try:
        atlas_of(every, top=journey_map.key)
    except DocumentError as error:
        says = str(error).partition(": ")[2]
        yield problem("error", "ring_of_maps", THE_MAP, says, advice="Take one of these `child` fields off.")
