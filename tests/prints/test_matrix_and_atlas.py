"""The opportunity matrix and the atlas: numbers apart, everything listed, what is missing said."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Literal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.prints.awkward import WORDS, awkward
from tests.prints.changing import forty, future, nothing, shop

from desirepath.maps import JourneyMap, MapStage, Opportunity, Step, atlas_of, compare
from desirepath.prints import (
    atlas_to_html,
    comparison_to_html,
    matrix_to_html,
    render_atlas,
    render_matrix,
)
from desirepath.prints.html_pictures import CHANGES, changes_of
from desirepath.prints.layout_atlas import lay_atlas
from desirepath.prints.layout_marks import Box, Words
from desirepath.prints.layout_matrix import DISC, lay_matrix

GOLDEN = Path(__file__).parent.parent / "golden" / "maps"


def ideas() -> JourneyMap:
    """Opportunities of every sort: on one spot, at corners, unscored, done, dismissed, in many scripts."""
    made = [
        Opportunity(id="o1", title="How might we make setup work the first time?", customer_value=90,
                    business_value=80, effort=2, reach=484, owner="Ana", due="2026-03-01", status="planned"),
        Opportunity(id="o2", title="How might we warn of the price?", customer_value=60, business_value=60,
                    effort=3.5, reach=1424),
        Opportunity(id="o3", title="The same place", customer_value=60, business_value=60,
                    effort=3.5, reach=90),
        Opportunity(id="o4", title="Done", customer_value=100, business_value=100, effort=0, status="done"),
        Opportunity(id="o5", title="Hardly", customer_value=0, business_value=0, effort=5, reach=10_000),
        Opportunity(id="o6", title="Nobody scored it", reach=12),
        Opportunity(id="o7", title="Out", customer_value=1, business_value=1, effort=1, status="dismissed"),
    ]  # fmt: skip
    made += [
        Opportunity(
            id=f"w{at}", title=" ".join(words["cards"]), customer_value=10 * at, business_value=50, effort=1
        )
        for at, words in enumerate(WORDS.values())
    ]
    return JourneyMap(key="a", title="A map", opportunities=made)


scores = st.one_of(st.none(), st.sampled_from([0.0, 50.0, 100.0]), st.floats(0, 100))


@given(st.lists(st.tuples(scores, scores, st.one_of(st.none(), st.floats(0, 5))), max_size=40))
@settings(max_examples=40, deadline=None)
def test_numbers_never_touch_and_every_opportunity_is_listed_once(
    scored: list[tuple[float | None, float | None, float | None]],
) -> None:
    made = [
        Opportunity(
            id=f"o{at}", title=f"Idea {at}", customer_value=customer, business_value=business, effort=effort
        )
        for at, (customer, business, effort) in enumerate(scored)
    ]
    placed = lay_matrix(JourneyMap(key="a", title="A", opportunities=made))
    discs = [disc(bubble.number_at) for bubble in placed.bubbles]
    assert not any(one.meets(two) for one, two in combinations(discs, 2))
    assert not any(one.meets(words.box) for one in discs for words in placed.quarters)
    assert all(inside(one, placed.plot) for one in discs)
    assert sorted(row.opportunity for row in placed.rows) == sorted(each.id for each in made)
    assert len(placed.bubbles) == sum(None not in each for each in scored)


def disc(at: tuple[float, float]) -> Box:
    return Box(x=at[0] - DISC, y=at[1] - DISC, width=2 * DISC, height=2 * DISC)


def test_a_number_that_had_to_move_is_led_back_to_its_bubble() -> None:
    placed = lay_matrix(ideas())
    led = {bubble.opportunity for bubble in placed.bubbles if bubble.is_led}
    assert "o3" in led
    assert "o2" not in led
    assert "o7" not in {bubble.opportunity for bubble in placed.bubbles}
    assert any("1 dismissed is not shown" in words.text for words in placed.notes)


def test_bubbles_and_words_stay_in_the_picture() -> None:
    placed = lay_matrix(ideas())
    for bubble in placed.bubbles:
        x, y = bubble.at
        size = 2 * bubble.radius
        assert inside(Box(x=x - bubble.radius, y=y - bubble.radius, width=size, height=size), placed.plot)
    assert not any(one.box.meets(two.box) for one, two in combinations(placed.rows, 2))
    check_words(list(every(placed)), placed.width, placed.height)


def nested() -> dict[str, JourneyMap]:
    """A map above others: in other scripts, twice, missing, long."""
    top = shop()
    keys = ["arabic", "long", "gone", "arabic"]
    steps = [
        msgspec.structs.replace(step, child=key)
        for step, key in zip([step for stage in top.stages for step in stage.steps], keys, strict=True)
    ]
    stages = [
        msgspec.structs.replace(stage, steps=steps[2 * at : 2 * at + 2])
        for at, stage in enumerate(top.stages)
    ]
    maps = {"shop": msgspec.structs.replace(top, stages=stages), "long": forty()[0], "empty": nothing()[0]}
    return maps | {script: awkward(script) for script in WORDS}


def test_the_atlas_draws_every_map_once_and_what_is_missing_as_missing() -> None:
    placed = lay_atlas(atlas_of(nested()))
    assert [(box.key, box.state) for box in placed.boxes][:5] == [
        ("shop", "told"), ("arabic", "told"), ("long", "told"), ("gone", "missing"), ("arabic", "elsewhere"),
    ]  # fmt: skip
    assert not any(one.box.meets(two.box) for one, two in combinations(placed.boxes, 2))
    assert all(inside(chip.box, box.box) for box in placed.boxes for chip in box.chips)
    check_words(list(every(placed)), placed.width, placed.height)
    svg = render_atlas(atlas_of(nested()))
    assert "The map “gone” is missing" in svg


def test_maps_nested_very_deep_keep_their_room() -> None:
    maps = {
        f"m{at}": JourneyMap(key=f"m{at}", title=f"Map {at}", stages=[
            MapStage(id="g", name="Use", steps=[Step(id="s", name="Do", lineage_id="s", child=f"m{at + 1}")])
        ])
        for at in range(40)
    }  # fmt: skip
    placed = lay_atlas(atlas_of(maps))
    check_words(list(every(placed)), placed.width, placed.height)
    assert all(box.box.right <= placed.width for box in placed.boxes)


@pytest.mark.parametrize("name", ["matrix", "atlas"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pictures_are_well_formed_and_told(name: str, theme: Literal["light", "dark"]) -> None:
    svg = (
        render_matrix(ideas(), theme=theme)
        if name == "matrix"
        else render_atlas(atlas_of(nested()), theme=theme)
    )
    root = ET.fromstring(svg)  # noqa: S314 (drawn here)
    assert [child.tag.rpartition("}")[2] for child in root][:2] == ["title", "desc"]


def test_maps_without_anything_are_pictures_that_say_so() -> None:
    assert "no opportunities yet" in render_matrix(JourneyMap(key="a", title="A"))
    assert "There are no maps yet" in render_atlas(atlas_of({}))


@pytest.mark.parametrize("name", ["matrix", "atlas"])
def test_little_pictures_are_known_to_the_letter(name: str) -> None:
    few = msgspec.structs.replace(ideas(), opportunities=ideas().opportunities[:7])
    maps = {key: drawn for key, drawn in nested().items() if key in {"shop", "empty"}}
    svg = render_matrix(few) if name == "matrix" else render_atlas(atlas_of(maps))
    golden = GOLDEN / f"{name}.svg"
    assert svg.replace("><", ">\n<") + "\n" == golden.read_text("utf-8"), (
        f"look at the new picture; if it is right, write it to {golden}"
    )


def test_pages_carry_picture_and_table_and_run_nothing() -> None:
    attack = "</style><script>alert(1)</script>"
    before, after = shop(), msgspec.structs.replace(future(), title=attack)
    pages = [
        comparison_to_html(compare(before, after), before, after),
        comparison_to_html(compare(before, after), before, after, mode=None),
        matrix_to_html(msgspec.structs.replace(ideas(), title=attack)),
        atlas_to_html(atlas_of({"a": after})),
    ]
    for page in pages:
        assert "<script" not in page
        assert "<table>" in page
        assert "default-src 'none'" in page
        assert page.count("</html>") == 1
    assert ["<svg" in page for page in pages] == [True, False, True, True]


def test_the_table_of_changes_tells_every_difference() -> None:
    rows = changes_of(compare(shop(), future()))
    assert {len(row) for row in rows} == {len(CHANGES)}
    assert ["Orders in one page", "changed", "step", "Orders", "Orders in one page", "", "",
            "renamed from “Orders”; now a moment of truth"] in rows  # fmt: skip
    assert [
        "Orders in one page",
        "changed",
        "Emotion",
        "+1.1",
        "+1.6",
        "+0.5",
        "+0.3 to +0.7",
        "clear of chance",
    ] in rows
    assert ["Orders in one page", "changed", "Obstacles", "Forty fields", "Forty fields", "changed", "",
            "severity: 2 → 1"] in rows  # fmt: skip
    assert ["Setup fails", "removed", "Obstacles", "Needs a cable", "", "removed", "", ""] in rows


def check_words(found: list[Words], width: float, height: float) -> None:
    wide = [(words.text, words.width, words.limit) for words in found if words.width > words.limit + 0.01]
    outside = [
        words.text for words in found
        if words.box.x < 0 or words.box.right > width or words.box.y < 0 or words.box.bottom > height
    ]  # fmt: skip
    assert (wide, outside) == ([], [])


def inside(one: Box, other: Box) -> bool:
    across = other.x - 0.01 <= one.x and one.right <= other.right + 0.01
    return across and other.y - 0.01 <= one.y and one.bottom <= other.bottom + 0.01


def every(value: object) -> Iterator[Words]:
    if isinstance(value, Words):
        yield value
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            yield from every(getattr(value, field))
    elif isinstance(value, list | tuple):
        for part in value:
            yield from every(part)


def test_a_matrix_read_from_right_to_left_begins_at_the_right() -> None:
    left, right = (lay_matrix(msgspec.structs.replace(ideas(), language=each)) for each in ("en", "ar"))
    for there, here in zip(left.bubbles, right.bubbles, strict=True):
        assert here.at == pytest.approx((left.width - there.at[0], there.at[1]))
    assert right.rows[0].box.right < right.plot.x
    assert right.axes[1].text.endswith("←")


def test_no_bubble_reaches_the_name_of_a_quarter() -> None:
    corners = [(effort, value) for effort in (0, 5) for value in (0, 100)]
    chances = [
        Opportunity(
            id=f"o{at}", title="How?", customer_value=value, business_value=value, effort=effort, reach=9
        )
        for at, (effort, value) in enumerate(corners)
    ]
    placed = lay_matrix(JourneyMap(key="m", title="M", opportunities=chances))
    for bubble in placed.bubbles:
        x, y = bubble.at
        round_it = Box(
            x=x - bubble.radius, y=y - bubble.radius, width=2 * bubble.radius, height=2 * bubble.radius
        )
        assert inside(round_it, placed.plot)
        assert not any(words.box.meets(round_it) for words in placed.quarters)
