"""Maps of any shape, for properties: valid ones, with everything that can stand on one."""

from collections.abc import Callable
from itertools import count
from typing import TypeVar

from hypothesis import strategies as st

from desirepath.maps.documents import Binding, Card, Edge, Emotion, JourneyMap, Lane, LaneRole, MapStage, Step
from desirepath.maps.evidence import Evidence, Provenance
from desirepath.maps.layers import Hotspot, Layer
from desirepath.maps.plans import Goal, Initiative, Opportunity
from desirepath.maps.talk import Comment

Made = TypeVar("Made")
Draw = Callable[[st.SearchStrategy[Made]], Made]

words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12)
ROLES: list[LaneRole] = ["actions", "obstacles", "metrics", "quotes", "frontstage"]


@st.composite
def maps(draw: Draw[object]) -> JourneyMap:
    """A map that breaks no rule, of up to three stages, three lanes and what else may stand on one."""
    hand = Hand(draw)
    stages = hand.some(3, hand.stage)
    steps = [step.id for stage in stages for step in stage.steps]
    return JourneyMap(
        key="any",
        title=hand.word(),
        stages=stages,
        goals=hand.some(2, lambda: Goal(id=hand.id(), statement=hand.word())),
        where=hand.draw(st.dictionaries(words, words, max_size=2)),
        lanes=hand.some(3, lambda: hand.lane(steps)),
        emotions=[hand.emotion(step) for step in steps if hand.draw(st.booleans())],
        edges=hand.some(2, lambda: hand.edge(steps)) if steps else [],
        layers=hand.some(2, lambda: Layer(id=hand.id(), name=hand.word())),
        hotspots=hand.some(1, lambda: hand.hotspot(steps)) if steps else [],
        opportunities=hand.some(2, hand.opportunity),
        comments=hand.some(2, lambda: Comment(id=hand.id(), body=hand.word(), author="ana", at="2025-01-01")),
        footnotes=hand.draw(st.lists(words, max_size=2)),
    )


class Hand:
    """Draws things, each with an id of its own."""

    def __init__(self, draw: Draw[object]) -> None:
        self._draw = draw
        self._ids = count()

    def draw(self, strategy: st.SearchStrategy[Made]) -> Made:
        return self._draw(strategy)  # type: ignore[return-value]

    def id(self) -> str:
        return f"t{next(self._ids)}"

    def word(self) -> str:
        return self.draw(words)

    def some(self, most: int, make: Callable[[], Made]) -> list[Made]:
        return [make() for _ in range(self.draw(st.integers(0, most)))]

    def stage(self) -> MapStage:
        return MapStage(id=self.id(), name=self.word(), steps=self.some(3, self.step))

    def step(self) -> Step:
        name = self.id()
        bindings = self.some(2, lambda: Binding(touchpoint=self.word()))
        return Step(id=name, name=self.word(), lineage_id=name, bindings=bindings)

    def lane(self, steps: list[str]) -> Lane:
        cards = self.some(3, lambda: self.card(steps)) if steps else []
        return Lane(id=self.id(), role=self.draw(st.sampled_from(ROLES)), label=self.word(), cards=cards)

    def card(self, steps: list[str]) -> Card:
        return Card(
            id=self.id(),
            step=self.draw(st.sampled_from(steps)),
            text=self.word(),
            tags=self.draw(st.lists(words, max_size=2)),
            severity=self.draw(st.one_of(st.none(), st.integers(0, 3))),
            evidence=self.some(2, self.evidence),
        )

    def evidence(self) -> Evidence:
        return Evidence(
            id=self.id(),
            kind=self.draw(st.sampled_from(["metric", "quote", "survey_score"])),
            provenance=Provenance(source=self.word(), locator=self.word()),
            value=self.draw(st.one_of(st.none(), st.floats(-2, 2))),
            n=self.draw(st.one_of(st.none(), st.integers(0, 1_000_000_000))),
            question=self.draw(st.one_of(st.none(), st.just({"measure": "drop_off", "goal": ["a"]}))),
            stance=self.draw(st.sampled_from(["supports", "contradicts"])),
        )

    def emotion(self, step: str) -> Emotion:
        return Emotion(id=self.id(), step=step, source="measured", value=self.draw(st.floats(-2, 2)))

    def edge(self, steps: list[str]) -> Edge:
        start, end = (self.draw(st.sampled_from(steps)) for _ in range(2))
        return Edge(id=self.id(), from_step=start, to_step=end, kind="loop")

    def hotspot(self, steps: list[str]) -> Hotspot:
        return Hotspot(id=self.id(), step=self.draw(st.sampled_from(steps)), score=0.5, origin="manual")

    def opportunity(self) -> Opportunity:
        initiatives = self.some(2, lambda: Initiative(id=self.id(), title=self.word()))
        return Opportunity(id=self.id(), title=self.word(), initiatives=initiatives)
