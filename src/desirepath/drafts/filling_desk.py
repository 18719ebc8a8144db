"""What filling a map's lanes needs at hand: questions on its steps, their answers, cards to be filled.

`filling_lanes` decides which cards there are, `filling_figures` which figures.
"""

from collections.abc import Iterable

import msgspec
import pyarrow as pa

from desirepath.drafts.asking import Ask
from desirepath.drafts.claims import stanced
from desirepath.drafts.evidencing import Gathering, looked_up, measured
from desirepath.journeys import Split
from desirepath.maps import Card, Evidence, JourneyMap, Lane, LaneRole, said
from desirepath.measures import DropOff, Stages
from desirepath.measures import Emotion as EmotionQuestion
from desirepath.records import Record

LABELS: dict[LaneRole, str] = {
    "emotions": "Emotion", "actions": "Actions", "obstacles": "Obstacles", "strengths": "Strengths",
    "touchpoints": "Touchpoints", "metrics": "Metrics", "quotes": "Quotes",
}  # fmt: skip


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


def step_card(step: str, *stubs: Evidence, figure: str | None = None) -> Card:
    """A card at a step that says what these pieces of evidence will, once they are looked up."""
    return Card(id="", step=step, text="", figure=figure, evidence=list(stubs))


def leaving_of(desk: Desk, step: str, column: str) -> Evidence:
    """What is asked of a step's leaving: a share, in this column of `DropOff`."""
    return measured(desk.questions.leaving, lens="step", node=step, column=column, unit="share")


def feeling_of(desk: Desk, step: str) -> Evidence:
    """What is asked of a step's feeling: the mean valence."""
    return measured(desk.questions.feeling, lens="step", node=step, column="mean", unit="valence")
