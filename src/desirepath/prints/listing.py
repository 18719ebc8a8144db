"""What a map says, as lists: the whole text of each card, each piece of evidence, each opportunity.

Slides and sheets take from here what the drawing shortens. Figures stay numbers.
"""

from collections.abc import Iterator

from desirepath.maps import Card, Evidence, JourneyMap, Lane, steps_of
from desirepath.prints.layout_lanes import ShownLane, shown_lanes
from desirepath.prints.layout_reading import WITHDRAWN, Texts, quote_text
from desirepath.prints.wording import quoted, word
from desirepath.records import Record

_SOURCES = {"measured": "measured", "target": "target", "authored": "guessed"}


class Piece(Record):
    """A piece of evidence with what it stands on."""

    step: str
    lane: str
    card: str  # its text
    status: str
    figure: str
    evidence: Evidence


def card_texts(journey_map: JourneyMap, texts: Texts | None) -> dict[str, tuple[str, str | None]]:
    """Text and body of every card by its id; a quote's words are read where they are kept."""
    return {
        card.id: (_text(card, lane, texts), card.body)
        for lane in shown_lanes(journey_map)
        for card in lane.cards
    }


def pieces(journey_map: JourneyMap, texts: Texts | None) -> Iterator[Piece]:
    """All evidence of a map: card by card, then that of its curve, its KPIs and its opportunities."""
    names = {step.id: step.name for step in steps_of(journey_map)}
    for lane in journey_map.lanes:
        for card in lane.cards:
            for evidence in card.evidence:
                yield Piece(
                    step=names.get(card.step, card.step),
                    lane=ShownLane(lane=lane).name,
                    card=_text(card, lane, texts),
                    status=word(card.status),
                    figure=_figure(evidence, card.figure),
                    evidence=evidence,
                )
    others: list[tuple[str, str, str, list[Evidence]]] = []
    others += [
        (names.get(one.step, one.step), word("Emotion"), word(_SOURCES[one.source]), one.evidence)
        for one in journey_map.emotions
    ]
    others += [("", word("Figures to move"), one.name, one.evidence) for one in journey_map.kpis]
    others += [("", word("Opportunities"), one.title, one.evidence) for one in journey_map.opportunities]
    for step, lane_name, said, found in others:
        for evidence in found:
            yield Piece(
                step=step,
                lane=lane_name,
                card=said,
                status="",
                figure=_figure(evidence, None),
                evidence=evidence,
            )


def chances(journey_map: JourneyMap) -> Iterator[list[str | float | None]]:
    """The opportunities, best first: steps, title, body, kind, status, scores, reach, who, when, evidence.

    A card of the lane of opportunities that belongs to none of them is one that nobody has scored yet.
    """
    names = {step.id: step.name for step in steps_of(journey_map)}
    for one in sorted(journey_map.opportunities, key=lambda one: -(one.value or 0)):
        where = ", ".join(names.get(step, step) for step in one.steps)
        yield [
            where, one.title, one.body, word(one.kind), word(one.status.replace("_", " ")),
            one.customer_value, one.business_value, one.value, one.effort, one.confidence, one.reach,
            one.owner, one.due, len(one.evidence),
        ]  # fmt: skip
    for lane in journey_map.lanes:
        for card in lane.cards:
            if lane.role == "opportunities" and card.opportunity is None:
                yield [
                    names.get(card.step, card.step),
                    card.text,
                    card.body,
                    *[None] * 10,
                    len(card.evidence),
                ]


def _text(card: Card, lane: Lane, texts: Texts | None) -> str:
    if lane.role != "quotes":
        return card.text
    said = quote_text(card, texts)
    return quoted(said) if said else word(WITHDRAWN)


def _figure(evidence: Evidence, name: str | None) -> str:
    asked = ".".join(part for part in (evidence.measure, evidence.column) if part)
    return name or asked
