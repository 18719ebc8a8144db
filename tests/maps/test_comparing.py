"""Two maps side by side: joined by lineage, in a sensible order, with differences that say how sure."""

from collections import Counter
from collections.abc import Callable, Sequence

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from tests.maps.worlds import maps

from desirepath.maps import (
    Card,
    Comparison,
    Emotion,
    Evidence,
    JourneyMap,
    Kpi,
    Lane,
    MapStage,
    Provenance,
    Step,
    certainty_text,
    compare,
    difference_text,
    interval_words,
    reading_text,
)
from desirepath.maps.comparing_figures import difference_of
from desirepath.maps.comparing_readings import Reading
from desirepath.measures.differences import differences
from desirepath.measures.intervals import Estimates, wilson


def stage(name: str, *steps: str) -> MapStage:
    return MapStage(
        id=f"g-{name}", name=name, steps=[Step(id=s, name=s.title(), lineage_id=s) for s in steps]
    )


def drawn(*stages: MapStage, **others: object) -> JourneyMap:
    return msgspec.structs.replace(JourneyMap(key="a", title="A", stages=list(stages)), **others)


def shape(found: Comparison) -> list[tuple[str, str, str]]:
    return [(column.stage, column.lineage, column.state) for column in found.columns]


def test_an_added_step_stands_where_it_was_added_and_a_removed_one_where_it_was() -> None:
    before = drawn(stage("Buy", "look", "order"), stage("Use", "start", "call", "stay"))
    after = drawn(stage("Buy", "look", "try", "order"), stage("Use", "start", "stay"))
    found = compare(before, after)
    assert shape(found) == [
        ("Buy", "look", "same"), ("Buy", "try", "added"), ("Buy", "order", "same"),
        ("Use", "start", "same"), ("Use", "call", "removed"), ("Use", "stay", "same"),
    ]  # fmt: skip
    assert found.summary == "1 step added, 1 removed."


def test_a_removed_first_step_stays_in_its_stage_beside_steps_added_before_it() -> None:
    before = drawn(stage("Buy", "look"), stage("Use", "unpack", "start"))
    after = drawn(stage("Buy", "look", "pay"), stage("Use", "start"))
    assert shape(compare(before, after)) == [
        ("Buy", "look", "same"), ("Buy", "pay", "added"),
        ("Use", "unpack", "removed"), ("Use", "start", "same"),
    ]  # fmt: skip


def test_a_stage_that_is_gone_stands_after_the_stage_it_followed() -> None:
    before = drawn(stage("Buy", "look", "order"), stage("Wait", "track", "ask"), stage("Use", "start"))
    after = drawn(stage("Buy", "look", "order", "pay"), stage("Use", "start"))
    assert [stage for stage, _, _ in shape(compare(before, after))] == [
        "Buy",
        "Buy",
        "Buy",
        "Wait",
        "Wait",
        "Use",
    ]


def test_a_step_that_changed_its_place_name_or_stage_says_so() -> None:
    before = drawn(stage("Buy", "look", "pay", "order"), stage("Use", "start"))
    after = drawn(stage("Buy", "look", "order", "pay"), stage("Onboard", "start"))
    renamed = msgspec.structs.replace(after.stages[0].steps[0], name="Browses", moment_of_truth=True)
    after.stages[0].steps[0] = renamed
    found = compare(before, after)
    assert {column.lineage: column.words for column in found.columns if column.words} == {
        "look": ["renamed from “Look”", "now a moment of truth"],
        "order": ["moved"],
        "start": ["moved from the stage “Use”"],
    }


def test_maps_without_a_step_in_common_are_all_added_and_removed() -> None:
    found = compare(drawn(stage("Buy", "look")), drawn(stage("Live", "rest")))
    assert shape(found) == [("Buy", "look", "removed"), ("Live", "rest", "added")] or shape(found) == [
        ("Live", "rest", "added"), ("Buy", "look", "removed"),
    ]  # fmt: skip
    assert found.summary == "1 step added, 1 removed; the maps share no step."


def test_two_steps_of_one_lineage_are_paired_in_order() -> None:
    calls = Step(id="a", name="Calls", lineage_id="call")
    again = Step(id="b", name="Calls again", lineage_id="call")
    twice, once = (MapStage(id="g", name="Use", steps=steps) for steps in ([calls, again], [calls]))
    found = compare(drawn(twice), drawn(once))
    assert [(column.name, column.state) for column in found.columns] == [
        ("Calls", "same"),
        ("Calls again", "removed"),
    ]


def felt(step: str, value: float, *, source: str = "measured", half: float = 0.2, n: int = 80) -> Emotion:
    one = Emotion(id=f"felt-{source}-{step}", step=step, source="measured", value=value, n=n)
    ends = {"low": value - half, "high": value + half} if source == "measured" else {}
    return msgspec.structs.replace(one, source=source, **ends)


def test_a_target_is_set_against_what_was_measured() -> None:
    before = drawn(stage("Use", "start"), emotions=[felt("start", -1.0)])
    after = drawn(
        stage("Use", "start"), map_kind="future_state", emotions=[felt("start", 0.6, source="target")]
    )
    found = compare(before, after)
    figure = found.columns[0].figure("Emotion")
    assert figure is not None
    assert (difference_text(figure), interval_words(figure), certainty_text(figure)) == (
        "+1.6", "+1.4 to +1.8", "clear of chance",
    )  # fmt: skip
    assert figure.after is not None
    assert figure.after.source == "target"
    assert found.summary == "1 step changed; mood at “Start” +1.6 (target)."
    assert (found.before.name, found.after.name) == ("current state", "future state")


def test_two_measured_means_differ_by_more_than_chance_or_not() -> None:
    calm = drawn(stage("Use", "start"), emotions=[felt("start", 0.5, half=0.3)])
    warm = drawn(stage("Use", "start"), emotions=[felt("start", 0.8, half=0.4)])
    figure = compare(calm, warm).columns[0].figure("Emotion")
    assert figure is not None
    assert figure.low == pytest.approx(0.3 - 0.5)  # the root of 0.3² + 0.4²
    assert figure.high == pytest.approx(0.3 + 0.5)
    assert certainty_text(figure) == "within chance"
    assert compare(calm, warm).columns[0].state == "same"


def test_below_thirty_nothing_is_said_to_be_clear() -> None:
    few = drawn(stage("Use", "start"), emotions=[felt("start", 1.9, half=0.01, n=29)])
    many = drawn(stage("Use", "start"), emotions=[felt("start", -1.9, half=0.01)])
    figure = compare(few, many).columns[0].figure("Emotion")
    assert figure is not None
    assert (figure.is_clear, certainty_text(figure)) == (None, "too few to tell")


def measured(step: str, column: str, value: float, *, n: int, unit: str = "share") -> Card:
    measure = "stages" if column.startswith("time") else "drop_off"
    piece = Evidence(
        id=f"e-{column}-{step}", kind="metric", provenance=Provenance(source="measure", locator="x"),
        measure=measure, column=column, value=value, n=n,
    )  # fmt: skip
    ends: dict[str, object] = {}
    if unit == "share":
        low, high = wilson(np.array([value * n]), np.array([float(n)]))
        ends = {"low": float(low[0]), "high": float(high[0])}
    piece = msgspec.structs.replace(piece, unit=unit, **ends)
    names = {
        "hazard": "Dropped off",
        "moved_on_share": "Moved on",
        "time_to_next_p50_us": "Time to next step",
    }
    return Card(id=f"c-{column}-{step}", step=step, text="", figure=names[column], evidence=[piece])


def figures(*cards: Card) -> list[Lane]:
    return [Lane(id="l-metrics", role="metrics", label="Metrics", cards=list(cards))]


def test_conversion_is_compared_as_newcombe_does() -> None:
    before = drawn(stage("Buy", "order"), lanes=figures(measured("order", "moved_on_share", 48 / 80, n=80)))
    after = drawn(stage("Buy", "order"), lanes=figures(measured("order", "moved_on_share", 56 / 70, n=70)))
    column = compare(before, after).columns[0]
    figure = column.figure("Moved on")
    assert figure is not None
    assert [figure.low, figure.high] == pytest.approx([0.0524, 0.3339], abs=1e-4)
    assert (difference_text(figure), interval_words(figure)) == ("+20 points", "+5 to +33 points")
    assert column.state == "changed"
    assert compare(before, after).summary == "1 step changed; moved on at “Order” +20 points."


def test_the_interval_is_that_of_comparing_answers() -> None:
    hits, rows = np.array([3.0, 0.0, 40.0, 9.0]), np.array([30.0, 12.0, 40.0, 90.0])
    low, high = wilson(hits, rows)
    side = Estimates(value=hits / rows, low=low, high=high)
    other = Estimates(value=side.value[::-1], low=low[::-1], high=high[::-1])
    answer = differences(side, other).difference
    for at in range(4):
        one, two = (
            Reading(
                name="x",
                value=float(s.value[at]),
                unit="share",
                low=float(s.low[at]),
                high=float(s.high[at]),
                n=99,
            )
            for s in (other, side)
        )
        found = difference_of(one, two)
        assert [found.low, found.high] == pytest.approx([answer.low[at], answer.high[at]])


def test_figures_in_different_units_are_not_taken_from_one_another() -> None:
    one = Reading(name="Waiting", value=3.0, unit="count", low=2.0, high=4.0, n=80)
    other = Reading(name="Waiting", value=0.4, unit="share", low=0.3, high=0.5, n=80)
    found = difference_of(one, other)
    assert (found.difference, found.is_clear) == (None, None)


def test_an_interval_that_leaves_out_zero_does_not_read_as_if_it_held_it() -> None:
    before = Reading(name="Moved on", value=0.934, unit="share", low=0.906, high=0.954, n=420)
    after = Reading(name="Moved on", value=0.886, unit="share", low=0.858, high=0.910, n=581)
    found = difference_of(before, after)
    assert (interval_words(found), certainty_text(found)) == ("−8 to −1 points", "clear of chance")
    closer = msgspec.structs.replace(found, high=-0.003)
    assert interval_words(closer) == "−8 to −0.3 points"
    assert interval_words(msgspec.structs.replace(closer, is_clear=None)) == "−8 to 0 points"


def test_a_lane_that_a_future_state_does_without_makes_no_step_look_changed() -> None:
    told = Lane(
        id="l", role="quotes", label="Quotes", cards=[Card(id="c", step="look", text="Nice shop, slow site")]
    )
    today = drawn(stage("Buy", "look", "pay"), lanes=[told])
    tomorrow = drawn(stage("Buy", "look", "pay"), map_kind="future_state", baseline="a")
    assert [column.state for column in compare(today, tomorrow).columns] == ["same", "same"]
    later = drawn(stage("Buy", "look", "pay"))  # a revision of the same map, that lost its quote
    assert [column.state for column in compare(today, later).columns] == ["changed", "same"]


def test_what_a_future_state_expects_stands_against_the_measured_time_and_share() -> None:
    day = 86_400_000_000
    cards = figures(
        measured("start", "time_to_next_p50_us", 3 * day, n=200, unit="microseconds"),
        measured("start", "hazard", 0.4, n=200),
    )
    before = drawn(stage("Use", "start"), lanes=cards)
    soon = Step(id="start", name="Start", lineage_id="start", duration_expected="PT2H")
    after = drawn(
        MapStage(id="g", name="Use", steps=[soon]), map_kind="future_state",
        kpis=[Kpi(id="k", name="Leave", kind="drop_off", step="start", target=0.1)],
    )  # fmt: skip
    column = compare(before, after).columns[0]
    told = {
        each.name: (
            reading_text(each.before), reading_text(each.after), difference_text(each), certainty_text(each)
        )
        for each in column.figures
    }  # fmt: skip
    assert told == {
        "Time to next step": ("3 days", "2 hours", "−3 days", "no interval"),
        "Dropped off": ("40 %", "10 %", "−30 points", "clear of chance"),
    }


def acting(*cards: tuple[str, str]) -> JourneyMap:
    made = [Card(id=name, step="start", text=text) for name, text in cards]
    return drawn(stage("Use", "start"), lanes=[Lane(id="l", role="actions", label="Actions", cards=made)])


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ([("a", "Opens it")], [("a", "Opens it")], [("same", "Opens it", "Opens it")]),
        ([("a", "Opens it")], [("a", "Unpacks it")], [("changed", "Opens it", "Unpacks it")]),
        ([("a", "Opens it")], [("b", "opens  it")], [("changed", "Opens it", "opens  it")]),
        ([("a", "One"), ("b", "Two")], [("a", "Two")], [("same", "Two", "Two"), ("removed", "One", None)]),
        ([], [("a", "New")], [("added", None, "New")]),
    ],
)  # fmt: skip
def test_cards_are_paired_by_id_and_by_what_they_say(
    before: Sequence[tuple[str, str]],
    after: Sequence[tuple[str, str]],
    says: list[tuple[str, str | None, str | None]],
) -> None:
    lanes = compare(acting(*before), acting(*after)).columns[0].lanes
    found = [
        (card.state, card.before and card.before.text, card.after and card.after.text)
        for lane in lanes
        for card in lane.cards
    ]
    assert found == says


def test_a_card_that_only_says_its_figure_again_changes_when_the_figure_is_clear_of_chance() -> None:
    def leaving(share: float, text: str) -> JourneyMap:
        card = measured("start", "hazard", share, n=100)
        excess = msgspec.structs.replace(card.evidence[0], id="x", column="excess", value=share - 0.1)
        obstacle = msgspec.structs.replace(
            card, id="o", figure=None, text=text, evidence=[*card.evidence, excess]
        )
        lane = Lane(id="l", role="obstacles", label="Obstacles", cards=[obstacle])
        return drawn(stage("Use", "start"), lanes=[lane])

    calm = leaving(0.40, "40 % leave here for good, 30 points above the map's median")
    alike = leaving(0.42, "42 % leave here for good, 32 points above the map's median")
    better = leaving(0.12, "12 % leave here for good, 2 points above the map's median")
    assert compare(calm, alike).columns[0].state == "same"
    assert compare(calm, better).columns[0].lanes[0].cards[0].words == ["figure"]


@given(maps())
@settings(max_examples=40, deadline=None)
def test_a_map_does_not_differ_from_itself(drawn_map: JourneyMap) -> None:
    found = compare(drawn_map, drawn_map)
    assert {column.state for column in found.columns} <= {"same"}
    assert [column.lineage for column in found.columns] == [
        step.lineage_id for stage in drawn_map.stages for step in stage.steps
    ]


@given(maps(), maps())
@settings(max_examples=40, deadline=None)
def test_every_step_and_card_of_both_maps_is_in_the_comparison_once(one: JourneyMap, two: JourneyMap) -> None:
    found = compare(one, two)
    for side, drawn_map in (("before", one), ("after", two)):
        steps = Counter(step.id for stage in drawn_map.stages for step in stage.steps)
        assert Counter(_ids(found, lambda column, s=side: getattr(column, s))) == steps
        cards = Counter(card.id for lane in drawn_map.lanes if lane.role != "metrics" for card in lane.cards)
        told = [card for column in found.columns for lane in column.lanes for card in lane.cards]
        assert Counter(getattr(card, side).id for card in told if getattr(card, side)) == cards


@given(maps(), maps())
@settings(max_examples=40, deadline=None)
def test_seen_from_the_other_side_what_was_added_was_removed(one: JourneyMap, two: JourneyMap) -> None:
    there, back = compare(one, two), compare(two, one)
    assert _of_state(there, "added") == _of_state(back, "removed")
    assert _of_state(there, "removed") == _of_state(back, "added")


def _of_state(found: Comparison, state: str) -> Counter[str]:
    return Counter(column.lineage for column in found.columns if column.state == state)


def _ids(found: Comparison, pick: Callable[..., Step | None]) -> list[str]:
    return [step.id for column in found.columns if (step := pick(column))]
