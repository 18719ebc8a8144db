"""KPIs of a map that somebody wrote: filling finds their figures, and the cards that name them tell them."""

import msgspec
import pytest
from tests.drafts.worlds import World, shoppers, world

from desirepath.drafts import ask_of, fill
from desirepath.maps import Binding, Card, JourneyMap, Kpi, Lane, MapStage, Step


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> World:
    return world(tmp_path_factory.mktemp("shop"), *shoppers())


def written(touchpoints: list[str]) -> JourneyMap:
    """A map by hand: a step for each touchpoint, and one card for a KPI of the first."""
    steps = [
        Step(id=f"s{at}", name=name, lineage_id=f"s{at}", bindings=[Binding(touchpoint=f"{name[:4]}*")])
        for at, name in enumerate(touchpoints)
    ]
    lost = Card(id="lost", step="s0", text="not known", body="aim: below 20 %", figure="Left", kpi="kpi-lost")
    said = Card(id="said", step="s0", text="a lot", figure="Left, they say", kpi="kpi-lost")
    return JourneyMap(
        key="m",
        title="M",
        stages=[MapStage(id="all", name="All", steps=steps)],
        lanes=[Lane(id="lane-metrics", role="metrics", label="Metrics", cards=[lost, said])],
        kpis=[Kpi(id="kpi-lost", name="Left for good", kind="drop_off", step="s0", target=0.2)],
    )


def test_a_card_that_names_a_kpi_tells_its_figure(shop: World) -> None:
    drawn = written(["Setup", "Router", "Ad", "Checkout"])
    filled = fill(drawn, ask_of(shop.store, drawn))

    kpi = filled.kpis[0].evidence[0]
    lost, said = filled.lanes[0].cards[:2]
    assert kpi.value is not None
    assert (lost.evidence[0].value, lost.evidence[0].n) == (kpi.value, kpi.n)
    assert lost.evidence[0].id != kpi.id
    assert lost.text.endswith("%")
    assert lost.body == "aim: below 20 %"
    assert lost.status != "assumed"
    assert said.text == "a lot"  # what somebody wrote stays; the figure stands behind it

    assert fill(filled, ask_of(shop.store, filled)) == filled


def test_a_kpi_that_nothing_measures_leaves_its_card_as_it_is(shop: World) -> None:
    drawn = written(["Nowhere"])
    asked = msgspec.structs.replace(drawn, kpis=[msgspec.structs.replace(drawn.kpis[0], kind="csat")])
    filled = fill(asked, ask_of(shop.store, asked))
    assert filled.lanes[0].cards[0].text == "not known"
    assert filled.lanes[0].cards[0].evidence == []
