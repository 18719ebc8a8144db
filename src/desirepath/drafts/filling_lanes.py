"""The lanes of a drafted map: what was counted and measured at each step, as cards with their evidence.

Every figure is looked up through `evidencing`, every text said by `wording`; here it is only decided
which cards there are. Quotes and told reasons come from `quoting` and `reasoning`.
"""

from collections.abc import Iterable, Sequence

import msgspec
import pyarrow as pa

from desirepath.drafts.asking import Ask
from desirepath.drafts.claims import severity, stanced
from desirepath.drafts.evidencing import AT_LEAST, Gathering, Unit, leaving_anywhere, looked_up, measured
from desirepath.drafts.naming import MAIL, action_name
from desirepath.drafts.step_lenses import Part, step_parts
from desirepath.journeys import Split
from desirepath.maps import (
    DROPPED_OFF,
    MOVED_ON,
    REACH,
    TIME_TO_NEXT,
    VALUE,
    Card,
    Emotion,
    Evidence,
    JourneyMap,
    Lane,
    LaneRole,
    Step,
    leaving_at,
    said,
    steps_of,
)
from desirepath.measures import DropOff, Stages
from desirepath.measures import Emotion as EmotionQuestion
from desirepath.records import Record

LABELS: dict[LaneRole, str] = {
    "emotions": "Emotion", "actions": "Actions", "obstacles": "Obstacles", "strengths": "Strengths",
    "touchpoints": "Touchpoints", "metrics": "Metrics", "quotes": "Quotes",
}  # fmt: skip
PER_SLOT = 3  # touchpoints or actions named at one step
SHARE_SHOWN = 0.05  # of a step's people: a rarer touchpoint or action is not named
CLEAR_EXCESS = 0.05  # share points: less is not worth a card
RETURNED = "Came back"
CLEARLY_RETURNED = 0.1  # of those who came, at least so many come again: fewer is not worth a card
FEWEST_FELT = 5  # answers of fewer people are not shown at all: they could be told apart


class Questions(Record):
    """What a map asks of the measures, on its own steps."""

    split: Split
    goal: list[str]  # step ids

    @property
    def leaving(self) -> DropOff:
        """How many go on from each step, and how many leave there."""
        return DropOff(split=self.split, goal=self.goal)

    @property
    def feeling(self) -> EmotionQuestion:
        """How people feel at each step."""
        return EmotionQuestion(split=self.split)

    @property
    def staying(self) -> Stages:
        """How long it takes from each step to the next."""
        return Stages(split=self.split, goal=self.goal)


class Desk(Record):
    """All that filling a lane needs at hand."""

    journey_map: JourneyMap
    kinds: pa.Table
    questions: Questions
    ask: Ask
    gathering: Gathering
    currencies: list[str]  # of the values on the map

    def card(self, role: LaneRole, asked: Card) -> Card:
        """The card with its evidence looked up and its text said."""
        evidence = [looked_up(piece, self.ask, self.gathering) for piece in asked.evidence]
        card = stanced(role, msgspec.structs.replace(asked, evidence=evidence))
        words = said(role, card, self.journey_map)
        return card if words is None else msgspec.structs.replace(card, text=words[0], body=words[1])


def lane(role: LaneRole, cards: Iterable[Card]) -> Lane:
    """A lane with its cards, each with an id of its own."""
    numbered: list[Card] = []
    for card in cards:
        number = 1 + sum(other.step == card.step for other in numbered)
        numbered.append(_named(card, f"{role}-{card.step}-{number}"))
    return Lane(id=f"lane-{role}", role=role, label=LABELS[role], cards=numbered)


def _named(card: Card, name: str) -> Card:
    pieces = [
        msgspec.structs.replace(piece, id=f"{name}.{number}")
        for number, piece in enumerate(card.evidence, start=1)
    ]
    return msgspec.structs.replace(card, id=name, evidence=pieces)


def metrics(desk: Desk) -> list[Card]:
    """Reach, moved on, dropped off, the median time to the next step and, where there is any, value."""
    return [card for step in steps_of(desk.journey_map) for card in metrics_at(desk, step.id)]


def touchpoints(desk: Desk) -> list[Card]:
    """Where it happens: each step's most used touchpoints, with their channel and share of people."""
    parts = step_parts(desk.journey_map, desk.kinds, lens="step_touchpoint")
    return [
        desk.card("touchpoints", _part_card(desk, part, lens="step_touchpoint", text=part.touchpoint))
        for part in _most_used(desk, parts)
    ]


def actions(desk: Desk) -> list[Card]:
    """What people do: each step's most frequent actions, with the share of its people who did them."""
    parts = step_parts(desk.journey_map, desk.kinds, lens="step_action")
    return [
        desk.card(
            "actions",
            _part_card(desk, part, lens="step_action", text=_said_of(desk, part)),
        )
        for part in _most_used(desk, parts)
    ]


def obstacles(desk: Desk) -> list[Card]:
    """Where clearly more people leave for good than at the map's median step, or clearly feel bad."""
    found = []
    for step in steps_of(desk.journey_map):
        leaving, emotion = leaving_at(desk.journey_map, step.id), _felt(desk, step)
        is_low = emotion is not None and emotion.high is not None and emotion.high < 0
        stubs = [_feeling(desk, step.id)] if is_low else []
        if (
            leaving
            and leaving.n >= AT_LEAST
            and leaving.low > leaving.median
            and leaving.excess >= CLEAR_EXCESS
        ):
            stubs = [_leaving(desk, step.id, "hazard"), _leaving(desk, step.id, "excess"), *stubs]
            card = desk.card("obstacles", _card(step.id, *stubs))
            found.append(msgspec.structs.replace(card, severity=severity(leaving.excess)))
        elif is_low:
            found.append(desk.card("obstacles", _card(step.id, *stubs)))
    return found


def strengths(desk: Desk) -> list[Card]:
    """The mirror: where clearly more people move on than at the median step, or clearly feel good."""
    found = []
    for step in steps_of(desk.journey_map):
        leaving, emotion = leaving_at(desk.journey_map, step.id), _felt(desk, step)
        is_high = emotion is not None and emotion.low is not None and emotion.low > 0
        stubs = [_feeling(desk, step.id)] if is_high else []
        if (
            leaving
            and not step.is_goal  # nobody drops off there by definition
            and leaving.n >= AT_LEAST
            and leaving.high < leaving.median
            and leaving.excess <= -CLEAR_EXCESS
        ):
            stubs = [_leaving(desk, step.id, "moved_on_share"), _leaving(desk, step.id, "excess"), *stubs]
        if stubs:
            found.append(desk.card("strengths", _card(step.id, *stubs)))
    return found


def emotions(desk: Desk) -> list[Emotion]:
    """The measured feeling at each step; a step about which fewer than five people said anything is a gap."""
    found = []
    for step in steps_of(desk.journey_map):
        piece = looked_up(_feeling(desk, step.id), desk.ask, desk.gathering)
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
        (MOVED_ON, [_leaving(desk, step, "moved_on_share")]),
        (DROPPED_OFF, [_leaving(desk, step, "hazard"), _leaving(desk, step, "excess")]),
        (TIME_TO_NEXT, [_staying(desk, step, f"time_to_next_p{at}_us", "microseconds") for at in (50, 90)]),
        (RETURNED, [_staying(desk, step, "returned_share", "share")]),
    ]
    if len(desk.currencies) < 2:
        figures.append((VALUE, [_staying(desk, step, "value_minor", "minor_units")]))
    cards = [desk.card("metrics", _card(step, *stubs, figure=figure)) for figure, stubs in figures]
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


def _said_of(desk: Desk, part: Part) -> str:
    channels = {kind["channel"] for kind in desk.kinds.to_pylist() if kind["code"] in part.kinds}
    return action_name(part.touchpoint, part.action or "", is_mail=channels <= MAIL)


def _card(step: str, *stubs: Evidence, figure: str | None = None) -> Card:
    return Card(id="", step=step, text="", figure=figure, evidence=list(stubs))


def _part_card(desk: Desk, part: Part, *, lens: str, text: str) -> Card:
    used = measured(
        leaving_anywhere(desk.questions.leaving), lens=lens, node=part.node, column="subjects", unit="count"
    )
    return Card(
        id="",
        step=part.step,
        text=text,
        channel=part.channel if lens == "step_touchpoint" else None,
        evidence=[used],
    )


def _leaving(desk: Desk, step: str, column: str) -> Evidence:
    return measured(desk.questions.leaving, lens="step", node=step, column=column, unit="share")


def _feeling(desk: Desk, step: str) -> Evidence:
    return measured(desk.questions.feeling, lens="step", node=step, column="mean", unit="valence")


def _felt(desk: Desk, step: Step) -> Emotion | None:
    found = [one for one in desk.journey_map.emotions if one.step == step.id and one.source == "measured"]
    return found[0] if found and (found[0].n or 0) >= AT_LEAST else None


def _most_used(desk: Desk, parts: Sequence[Part]) -> list[Part]:
    """The few parts of each step that most interactions are of, in the order of the steps."""
    chosen = []
    for step in steps_of(desk.journey_map):
        mine = [part for part in parts if part.step == step.id]
        total = sum(part.interactions for part in mine)
        chosen += [part for part in mine[:PER_SLOT] if part.interactions >= SHARE_SHOWN * total]
    return chosen
