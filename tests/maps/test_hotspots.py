from math import isclose

import msgspec

from desirepath.maps.documents import Card, Edge, Emotion, JourneyMap, Lane, MapStage, Step
from desirepath.maps.evidence import Evidence, Provenance
from desirepath.maps.hotspots import HotspotWeights, hotspots
from desirepath.maps.layers import Hotspot


def leaving(step: str, share: float, low: float, high: float, *, median: float = 0.10, n: int = 400) -> Card:
    """The metrics card of a step where `share` of the journeys end for good."""

    def piece(column: str, value: float) -> Evidence:
        return Evidence(
            id=f"{step}-{column}",
            kind="metric",
            provenance=Provenance(source="measure", locator="drop_off"),
            measure="drop_off",
            column=column,
            value=value,
            low=low,
            high=high,
            n=n,
        )

    return Card(
        id=f"{step}-left",
        step=step,
        text="",
        figure="Dropped off",
        evidence=[piece("hazard", share), piece("excess", share - median)],
    )


def feeling(step: str, mean: float, high: float, *, n: int = 200) -> Emotion:
    return Emotion(
        id=f"felt-{step}", step=step, source="measured", value=mean, low=mean - (high - mean), high=high, n=n
    )


def a_map(*cards: Card, emotions: tuple[Emotion, ...] = (), obstacles: tuple[Card, ...] = ()) -> JourneyMap:
    steps = [Step(id=name, name=name, lineage_id=name) for name in ("ad", "shop", "setup", "use")]
    return JourneyMap(
        key="m",
        title="M",
        stages=[MapStage(id="all", name="All", steps=steps)],
        lanes=[
            Lane(id="metrics", role="metrics", label="Numbers", cards=list(cards)),
            Lane(id="obstacles", role="obstacles", label="Obstacles", cards=list(obstacles)),
        ],
        emotions=list(emotions),
    )


def test_a_place_where_clearly_more_leave_than_elsewhere_is_a_hotspot_and_its_parts_add_up() -> None:
    said = Card(id="o", step="setup", text="The manual is missing")
    found = hotspots(
        a_map(
            leaving("ad", 0.10, 0.07, 0.13),
            leaving("setup", 0.35, 0.30, 0.40),
            emotions=(feeling("setup", -1.0, -0.8),),
            obstacles=(said,),
        )
    )

    assert [(spot.step, spot.pill, spot.n) for spot in found] == [("setup", "35 % leave", 400)]
    parts = {part.name: round(part.value, 6) for part in found[0].parts}
    # 0.5 · 0.25/0.5, 0.3 · 1/2, 0.2 · log 2 / log 8
    assert parts == {"drop_off_excess": 0.25, "negative_emotion": 0.15, "obstacles": round(0.2 / 3, 6)}
    assert isclose(found[0].score, sum(part.value for part in found[0].parts))
    assert found[0].parts[0].reads == "35 % leave here for good, 25 points above the map's median"


def test_a_bad_feeling_alone_makes_a_hotspot_where_hardly_anybody_leaves() -> None:
    found = hotspots(a_map(leaving("use", 0.05, 0.03, 0.08), emotions=(feeling("use", -0.9, -0.6),)))
    assert [(spot.step, spot.pill) for spot in found] == [("use", "feels −0.9")]


def test_what_chance_could_have_done_is_no_hotspot() -> None:
    assert hotspots(a_map(leaving("ad", 0.35, 0.08, 0.60), emotions=(feeling("shop", -0.9, 0.1),))) == []


def test_a_clear_but_small_difference_is_no_hotspot() -> None:
    assert hotspots(a_map(leaving("ad", 0.13, 0.12, 0.14, n=90_000))) == []


def test_five_points_more_at_least_make_a_step_hot_whatever_is_said_there() -> None:
    said = tuple(Card(id=f"o{at}", step="ad", text="Out of stock") for at in range(7))
    metrics = leaving("ad", 0.12, 0.115, 0.125, median=0.09, n=9_000)
    assert hotspots(a_map(metrics, emotions=(feeling("ad", 1.3, 1.5),), obstacles=said)) == []


def test_the_pill_tells_what_makes_a_step_hot_and_never_a_good_mood() -> None:
    said = tuple(Card(id=f"o{at}", step="ad", text="Out of stock") for at in range(7))
    metrics = leaving("ad", 0.20, 0.17, 0.23)
    found = hotspots(a_map(metrics, emotions=(feeling("ad", 1.3, 1.5),), obstacles=said))
    assert [(spot.pill, [part.name for part in spot.parts]) for spot in found] == [
        ("20 % leave", ["drop_off_excess", "obstacles"])
    ]


def test_a_hotspot_on_too_few_people_is_labelled_and_not_scored() -> None:
    found = hotspots(a_map(leaving("setup", 0.60, 0.40, 0.77, n=24)))
    assert found == [Hotspot(id="hot-setup", step="setup", score=0.0, pill="too few", n=24)]


def test_a_term_on_too_few_people_takes_no_part_in_the_score() -> None:
    found = hotspots(a_map(leaving("use", 0.35, 0.3, 0.4), emotions=(feeling("use", -2.0, -1.9, n=12),)))
    assert [part.name for part in found[0].parts] == ["drop_off_excess"]


def test_an_obstacle_that_only_restates_the_leaving_does_not_count_a_second_time() -> None:
    card = leaving("setup", 0.35, 0.30, 0.40)
    restated = msgspec.structs.replace(card, id="o", text="35 % leave here for good")
    found = hotspots(a_map(card, obstacles=(restated,)))
    assert [part.name for part in found[0].parts] == ["drop_off_excess"]


def test_hand_placed_hotspots_stay_and_computed_ones_are_rebuilt() -> None:
    placed = Hotspot(id="mine", step="ad", score=0.5, origin="manual", pill="ask legal")
    stale = Hotspot(id="hot-use", step="use", score=0.9)
    journey_map = msgspec.structs.replace(a_map(leaving("setup", 0.35, 0.3, 0.4)), hotspots=[stale, placed])
    assert [spot.id for spot in hotspots(journey_map)] == ["hot-setup", "mine"]


def test_whoever_disagrees_changes_the_weights() -> None:
    journey_map = a_map(leaving("setup", 0.20, 0.17, 0.23))
    assert [round(spot.score, 6) for spot in hotspots(journey_map)] == [0.1]
    bold = HotspotWeights(drop_off=1.0, emotion=0.0, obstacles=0.0, excess_at_full=0.2)
    assert [round(spot.score, 6) for spot in hotspots(journey_map, bold)] == [0.5]
    assert hotspots(journey_map, HotspotWeights(shown_from=0.2)) == []


def told(step: str, people: int, *, of: int, severity: int | None = None) -> Card:
    """An obstacle that was counted over people."""
    evidence = Evidence(
        id=f"{step}-told",
        kind="ticket",
        provenance=Provenance(source="help desk", locator="topic"),
        value=float(people),
        unit="count",
        n=of,
    )
    return Card(id=f"{step}-why", step=step, text="No code", severity=severity, evidence=[evidence])


def loop(share: float, low: float, n: int) -> Edge:
    return Edge(
        id="real-use..ad", from_step="use", to_step="ad", kind="loop", measured_share=share, low=low, n=n
    )


def test_an_obstacle_that_many_name_is_hot_in_its_own_slot() -> None:
    (spot,) = hotspots(a_map(obstacles=(told("setup", 60, of=100, severity=2),)))
    assert (spot.id, spot.step, spot.lane, spot.card) == (
        "hot-setup-why",
        "setup",
        "obstacles",
        "setup-why",
    )
    parts = {part.name: (round(part.value, 6), part.reads) for part in spot.parts}
    assert parts == {"severity": (0.333333, "severity 2 of 3"), "told": (0.3, "60 % say so")}
    assert isclose(spot.score, sum(part.value for part in spot.parts))
    assert spot.n == 100


def test_an_obstacle_of_too_few_is_labelled_and_one_that_nobody_counted_is_none() -> None:
    guessed = Card(id="g", step="use", text="Perhaps too dear", severity=3)
    (spot,) = hotspots(a_map(obstacles=(told("setup", 10, of=12), guessed)))
    assert (spot.score, spot.pill, spot.n, spot.parts) == (0.0, "too few", 12, [])


def test_an_obstacle_that_evidence_contradicts_makes_nothing_hot() -> None:
    gone = msgspec.structs.replace(told("setup", 60, of=100, severity=3), status="contradicted")
    assert hotspots(a_map(obstacles=(gone,))) == []
    found = hotspots(a_map(leaving("setup", 0.35, 0.30, 0.40), obstacles=(gone,)))
    assert [part.name for part in found[0].parts] == ["drop_off_excess"]


def test_an_obstacle_that_only_a_model_read_out_of_texts_makes_nothing_hot() -> None:
    (piece,) = told("setup", 60, of=200).evidence
    read = Provenance(source="texts", locator="a phrase", extracted_by="model")
    card = msgspec.structs.replace(
        told("setup", 60, of=200), evidence=[msgspec.structs.replace(piece, provenance=read)]
    )
    assert hotspots(a_map(obstacles=(told("setup", 60, of=200),))) != []
    assert hotspots(a_map(obstacles=(card,))) == []


def test_a_loop_that_many_take_is_hot_on_its_edge() -> None:
    journey_map = msgspec.structs.replace(a_map(), edges=[loop(0.30, 0.24, 200)])
    (spot,) = hotspots(journey_map)
    assert (spot.edge, spot.step, spot.pill, spot.n) == ("real-use..ad", "use", "30 % go back", 200)
    assert [(part.name, round(part.value, 6)) for part in spot.parts] == [("going_back", 0.3)]
    assert isclose(spot.score, 0.3)


def test_a_loop_that_may_be_chance_is_calm_and_one_of_few_is_labelled() -> None:
    unsure = msgspec.structs.replace(a_map(), edges=[loop(0.12, 0.06, 200)])
    assert hotspots(unsure) == []
    few = msgspec.structs.replace(a_map(), edges=[loop(0.40, 0.20, 12)])
    assert [(spot.pill, spot.score) for spot in hotspots(few)] == [("too few", 0.0)]


def test_steps_come_first_then_slots_and_edges_then_what_was_placed() -> None:
    placed = Hotspot(id="mine", step="ad", score=0.5, origin="manual", edge="real-use..ad")
    journey_map = msgspec.structs.replace(
        a_map(leaving("use", 0.20, 0.17, 0.23), obstacles=(told("setup", 60, of=100),)),
        edges=[loop(0.5, 0.4, 200)],
        hotspots=[placed],
    )
    assert [spot.id for spot in hotspots(journey_map)] == [
        "hot-use",
        "hot-real-use..ad",
        "hot-setup-why",
        "mine",
    ]
