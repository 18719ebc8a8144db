"""The figures of a drafted map: the metrics lane and the emotion curve, each with its evidence."""

import msgspec

from desirepath.drafts.evidencing import Unit, looked_up, measured
from desirepath.drafts.filling_desk import Desk, feeling_of, leaving_of, step_card
from desirepath.maps import (
    DROPPED_OFF,
    MOVED_ON,
    REACH,
    TIME_TO_NEXT,
    VALUE,
    Card,
    Emotion,
    Evidence,
    steps_of,
)

RETURNED = "Came back"
CLEARLY_RETURNED = 0.1  # of those who came, at least so many come again: fewer is not worth a card
FEWEST_FELT = 5  # answers of fewer people are not shown at all: they could be told apart


def metrics(desk: Desk) -> list[Card]:
    """Reach, moved on, dropped off, the median time to the next step and, where there is any, value."""
    return [card for step in steps_of(desk.journey_map) for card in metrics_at(desk, step.id)]


def emotions(desk: Desk) -> list[Emotion]:
    """The measured feeling at each step; a step about which fewer than five people said anything is a gap."""
    found = []
    for step in steps_of(desk.journey_map):
        piece = looked_up(feeling_of(desk, step.id), desk.ask, desk.gathering)
        if piece.value is not None and (piece.n or 0) >= FEWEST_FELT:
            found.append(emotion_from(step.id, piece))
    return found


def emotion_from(step: str, piece: Evidence) -> Emotion:
    """The point of the curve that a piece of evidence is."""
    name = f"emotion-measured-{step}"
    return Emotion(
        id=name,
        step=step,
        source="measured",
        value=piece.value or 0.0,
        low=piece.low,
        high=piece.high,
        n=piece.n,
        too_few=piece.too_few,
        evidence=[msgspec.structs.replace(piece, id=f"{name}.1")],
    )


def metrics_at(desk: Desk, step: str) -> list[Card]:
    """The metric cards of one step: what is always drawn, and what is known besides."""
    ask = desk.questions
    figures = [
        (REACH, [measured(ask.leaving, lens="step", node=step, column="subjects", unit="count")]),
        (MOVED_ON, [leaving_of(desk, step, "moved_on_share")]),
        (DROPPED_OFF, [leaving_of(desk, step, "hazard"), leaving_of(desk, step, "excess")]),
        (
            TIME_TO_NEXT,
            [_staying(desk, step, f"time_to_next_p{at}_us", "microseconds") for at in (50, 90)],
        ),
        (RETURNED, [_staying(desk, step, "returned_share", "share")]),
    ]
    if len(desk.currencies) < 2:
        figures.append((VALUE, [_staying(desk, step, "value_minor", "minor_units")]))
    cards = [desk.card("metrics", step_card(step, *stubs, figure=figure)) for figure, stubs in figures]
    return [card for card in cards if _is_worth_a_card(card)]


def _is_worth_a_card(card: Card) -> bool:
    first = card.evidence[0]
    if card.figure == TIME_TO_NEXT:
        return bool(first.n)
    if card.figure == RETURNED:
        return not first.too_few and (first.low or 0.0) >= CLEARLY_RETURNED
    return bool(first.value) if card.figure == VALUE else True


def _staying(desk: Desk, step: str, column: str, unit: Unit) -> Evidence:
    return measured(desk.questions.staying, lens="step", node=step, column=column, unit=unit)
