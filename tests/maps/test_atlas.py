"""Maps nested under steps: what is told where, what is missing, and rings that are refused by name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desirepath.errors import DocumentError, UnknownName
from desirepath.maps import Card, Hotspot, JourneyMap, Lane, MapStage, Step, atlas_of


def told(key: str, *children: str | None) -> JourneyMap:
    steps = [
        Step(id=f"{key}-{at}", name=f"Step {at}", lineage_id=f"{key}-{at}", child=child)
        for at, child in enumerate(children)
    ]
    return JourneyMap(key=key, title=key.upper(), stages=[MapStage(id=f"g-{key}", name="Stage", steps=steps)])


def world(**maps: list[str | None]) -> dict[str, JourneyMap]:
    return {key: told(key, *children) for key, children in maps.items()}


def shape(maps: dict[str, JourneyMap], top: str | None = None) -> list[tuple[int, str, str]]:
    return [(depth, entry.key, entry.state) for depth, entry in atlas_of(maps, top=top).every()]


def test_maps_nest_under_the_steps_that_name_them() -> None:
    maps = world(pay=[None], whole=["buy", None, "use"], buy=["pay"], use=[None], other=[])
    assert shape(maps) == [
        (0, "whole", "told"), (1, "buy", "told"), (2, "pay", "told"), (1, "use", "told"),
        (0, "other", "told"),
    ]  # fmt: skip
    assert [entry.under for _, entry in atlas_of(maps).every()] == [None, "whole-0", "buy-0", "whole-2", None]
    assert shape(maps, top="buy") == [(0, "buy", "told"), (1, "pay", "told")]


def test_a_map_that_two_steps_name_is_told_once_and_one_that_nobody_wrote_is_missing() -> None:
    assert shape(world(whole=["buy", "buy", "gone"], buy=[None])) == [
        (0, "whole", "told"), (1, "buy", "told"), (1, "buy", "elsewhere"), (1, "gone", "missing"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("maps", "ring"),
    [
        (world(a=["a"]), "a → a"),
        (world(a=["b"], b=["a"]), "a → b → a"),
        (world(top=[None, "a"], a=["x", "b"], b=["c"], c=[None, "a"], x=[]), "a → b → c → a"),
    ],
)
def test_a_ring_is_refused_by_its_name(maps: dict[str, JourneyMap], ring: str) -> None:
    with pytest.raises(DocumentError, match=f"in a ring: {ring}\\."):
        atlas_of(maps)


def test_a_ring_beside_a_shared_child_is_found_and_a_shared_child_is_no_ring() -> None:
    assert shape(world(a=["b", "c"], b=["d"], c=["d"], d=[]))[-1] == (2, "d", "elsewhere")


def test_an_entry_says_how_its_map_stands() -> None:
    cards = [Card(id="c1", step="m-0", text="x"), Card(id="c2", step="m-0", text="y", status="observed")]
    spots = [Hotspot(id="h1", step="m-0", score=0.4), Hotspot(id="h2", step="m-1", score=0.0)]
    plain = told("m", None, None)
    drawn = JourneyMap(
        key="m", title="M", stages=plain.stages, hotspots=spots,
        lanes=[Lane(id="l", role="actions", label="Actions", cards=cards)],
    )  # fmt: skip
    entry = atlas_of({"m": drawn}).entries[0]
    assert (entry.cards, entry.supported, entry.hotspots) == (2, 0.5, 1)
    assert [step.is_hot for step in entry.steps] == [True, False]


def test_an_unknown_top_is_named_with_its_neighbour() -> None:
    with pytest.raises(UnknownName, match='Did you mean "whole"'):
        atlas_of(world(whole=[None]), top="whol")


keys = st.sampled_from(["a", "b", "c", "d", "e"])


@given(st.dictionaries(keys, st.lists(st.one_of(st.none(), keys), max_size=3)))
@settings(max_examples=60, deadline=None)
def test_either_there_is_a_ring_or_every_map_is_told_exactly_once(links: dict[str, list[str | None]]) -> None:
    maps = world(**links)
    if any(comes_back(key, links) for key in links):
        with pytest.raises(DocumentError):
            atlas_of(maps)
    else:
        found = [key for _, key, state in shape(maps) if state == "told"]
        assert sorted(found) == sorted(links)


def comes_back(start: str, links: dict[str, list[str | None]]) -> bool:
    """Whether a map is below itself: everything reachable from its children, the plain way."""
    seen: set[str] = set()
    waiting = [child for child in links[start] if child]
    while waiting:
        key = waiting.pop()
        if key not in seen:
            seen.add(key)
            waiting += [child for child in links.get(key, []) if child]
    return start in seen
