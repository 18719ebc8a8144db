"""Ways under the steps and between the cards: none can be taken for another."""

from collections import Counter
from itertools import pairwise
from typing import Literal

import msgspec
from tests.prints.test_kinds import of

from desirepath.maps import Edge, JourneyMap, MapStage, Step
from desirepath.prints.layout import Layout, lay_out

Way = Literal["branch", "loop", "skip", "exit"]


def five(*edges: tuple[Way, str, str | None]) -> JourneyMap:
    steps = [Step(id=each, name=each, lineage_id=each) for each in "abcde"]
    drawn = [
        Edge(id=kind + start + (end or ""), from_step=start, to_step=end, kind=kind)
        for kind, start, end in edges
    ]
    return JourneyMap(key="ways", title="Ways", stages=[MapStage(id="g", name="G", steps=steps)], edges=drawn)


BUSY = five(
    ("skip", "a", "c"), ("skip", "a", "e"), ("loop", "c", "a"), ("loop", "e", "c"), ("loop", "c", "c"),
    ("skip", "c", "e"), ("exit", "c", None), ("loop", "d", "c"), ("branch", "b", "d"),
)  # fmt: skip


def test_every_way_leaves_and_arrives_at_a_place_of_its_own() -> None:
    ways = lay_out(BUSY).ways
    assert ways is not None
    places = Counter(round(x, 1) for way in ways.ways for x in (way.start, way.end))
    assert set(places.values()) == {1}


def test_ways_of_one_step_cross_no_other_of_it() -> None:
    ways = lay_out(BUSY).ways
    assert ways is not None
    for way in ways.ways:
        low, high = sorted((way.start, way.end))
        own = [other for other in ways.ways if {way.edge[-2:]} & {other.edge[-2:]} and other is not way]
        through = [x for other in own if other.y > way.y for x in (other.start, other.end) if low < x < high]
        assert not through


def test_a_way_out_says_so_beside_where_it_leaves() -> None:
    ways = lay_out(BUSY).ways
    assert ways is not None
    (out,) = [way for way in ways.ways if way.kind == "exit"]
    assert all(words.box.x > out.start for words in out.words)


def uprights(placed: Layout, edge: str) -> list[tuple[float, float, float]]:
    """The pieces of a way that stand: where, from where, to where."""
    (link,) = [link for link in placed.links if link.edge == edge]
    return [
        (one.x, min(one.y, other.y), max(one.y, other.y))
        for one, other in pairwise(link.points)
        if one.x == other.x
    ]


def test_no_way_runs_through_the_arrow_of_another() -> None:
    drawn = of("blueprint")
    plan = next(one for one in drawn.edges if one.label == "list of the day")
    far = msgspec.structs.replace(
        plan, id="far", label="far", to_card=_card(drawn, "Nurse explains the drops")
    )
    placed = lay_out(msgspec.structs.replace(drawn, edges=[*drawn.edges, far]))
    for link in placed.links:
        tip, before = link.points[-1], link.points[-2]
        low, high = sorted((tip.x, before.x))
        others = [other.edge for other in placed.links if other is not link]
        for x, top, bottom in (piece for edge in others for piece in uprights(placed, edge)):
            assert not (low < x < high and top < tip.y < bottom), link.edge


def _card(drawn: JourneyMap, text: str) -> str:
    return next(card.id for lane in drawn.lanes for card in lane.cards if card.text == text)
