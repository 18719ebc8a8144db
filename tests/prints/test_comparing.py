"""Two maps as one picture: everything placed, readable, escaped, the same every time."""

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Literal

import msgspec
import pytest
from tests.prints.awkward import WORDS
from tests.prints.changing import forty, future, nothing, retold, shop

from desirepath.maps import JourneyMap, compare
from desirepath.prints import comparison_to_html, render_comparison, to_png
from desirepath.prints.layout_marks import Box, Words
from desirepath.prints.layout_overlay import Overlay, lay_over
from desirepath.prints.layout_stacked import Stacked, lay_stacked

GOLDEN = Path(__file__).parent.parent / "golden" / "maps"
Pair = tuple[JourneyMap, JourneyMap]
Make = Callable[[], Pair]


def planned() -> Pair:
    return shop(), future()


def undone() -> Pair:
    return future(), shop()


ALL: dict[str, Make] = {
    "planned": planned, "undone": undone, "forty": forty, "nothing": nothing,
    **{script: partial(retold, script) for script in WORDS},
}  # fmt: skip
MODES: list[Literal["overlay", "stacked"]] = ["overlay", "stacked"]


def laid(pair: Pair, mode: str) -> Overlay | Stacked:
    found = compare(*pair)
    return lay_over(found, *pair) if mode == "overlay" else lay_stacked(found, *pair)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", ALL)
def test_no_text_is_wider_than_its_room_or_leaves_the_picture(name: str, mode: str) -> None:
    placed = laid(ALL[name](), mode)
    wide = [
        (words.text, words.width, words.limit) for words in every(placed) if words.width > words.limit + 0.01
    ]
    outside = [
        words.text
        for words in every(placed)
        if words.box.x < 0 or words.box.right > placed.width or words.box.bottom > placed.height
    ]
    assert (wide, outside) == ([], [])


@pytest.mark.parametrize("name", ALL)
def test_nothing_stands_on_anything_else(name: str) -> None:
    placed = laid(ALL[name](), "overlay")
    assert isinstance(placed, Overlay)
    for row in placed.rows:
        boxes = (
            [card.box for card in row.cards] + [words.box for words in row.lines] + [p.box for p in row.pills]
        )
        assert not any(one.meets(two) for one, two in combinations(boxes, 2))
        assert all(inside(box, row.box) for box in boxes)
        for card in row.cards:
            assert all(inside(line.words.box, card.box) for line in card.lines)
    assert not any(one.box.meets(two.box) for one, two in combinations(placed.rows, 2))


@pytest.mark.parametrize("name", ["planned", "forty", *WORDS])
def test_labels_of_the_curves_stay_in_their_lane_and_apart(name: str) -> None:
    placed = laid(ALL[name](), "overlay")
    assert isinstance(placed, Overlay)
    assert placed.plot is not None
    labels = [point.label for point in placed.plot.points] + placed.plot.gaps
    boxes = [words.box for words in labels] + [pill.box for pill in placed.plot.pills]
    assert [(one, two) for one, two in combinations(boxes, 2) if one.meets(two)] == []
    assert all(inside(box, placed.plot.box) for box in boxes)


def test_a_curve_runs_on_past_a_step_that_its_map_does_not_have() -> None:
    placed = laid(planned(), "overlay")
    assert isinstance(placed, Overlay)
    assert placed.plot is not None
    assert [(run.side, run.source, len(run.line)) for run in placed.plot.runs] == [
        ("before", "measured", 3), ("after", "target", 3),
    ]  # fmt: skip
    assert [(pill.words.text, pill.sureness) for pill in placed.plot.pills] == [
        ("Δ +0.1", "chance"), ("Δ +0.5", "clear"), ("too few", "unknown"),
    ]  # fmt: skip


def test_a_step_that_was_removed_is_struck_and_one_that_was_added_is_hatched() -> None:
    svg = render_comparison(compare(*planned()), *planned())
    struck = [
        "".join(text.itertext()) for text in texts(svg) if text.get("text-decoration") == "line-through"
    ]
    assert struck == ["Setup fails", "Fills in a form", "Needs a cable"]
    assert svg.count('fill="url(#hatch-added)"') == 2  # the column, and the legend


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["planned", "forty", "nothing", "arabic"])
def test_the_picture_is_well_formed_told_and_the_same_every_time(
    name: str, theme: Literal["light", "dark"], mode: Literal["overlay", "stacked"]
) -> None:
    pair = ALL[name]()
    svg = render_comparison(compare(*pair), *pair, mode=mode, theme=theme)
    root = ET.fromstring(svg)  # noqa: S314 (drawn here)
    assert [child.tag.rpartition("}")[2] for child in root][:2] == ["title", "desc"]
    ids = [each.get("id") for each in root.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    assert "nan" not in svg
    assert svg == render_comparison(compare(*pair), *pair, mode=mode, theme=theme)


def test_a_script_in_a_name_is_text() -> None:
    before, after = planned()
    after = msgspec.structs.replace(after, title="<script>alert(1)</script>")
    assert "<script" not in render_comparison(compare(before, after), before, after)


@pytest.mark.parametrize("mode", MODES)
def test_the_picture_of_a_little_comparison_is_known_to_the_letter(
    mode: Literal["overlay", "stacked"],
) -> None:
    drawn = render_comparison(compare(*planned()), *planned(), mode=mode).replace("><", ">\n<") + "\n"
    golden = GOLDEN / f"comparison-{mode}.svg"
    assert drawn == golden.read_text("utf-8"), (
        f"look at the new picture; if it is right, write it to {golden}"
    )


def test_pixels_are_made_of_it() -> None:
    assert to_png(render_comparison(compare(*planned()), *planned()), scale=1).startswith(b"\x89PNG")


def texts(svg: str) -> Iterator[ET.Element]:
    return ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")  # noqa: S314 (drawn here)


def inside(one: Box, other: Box) -> bool:
    across = other.x - 0.01 <= one.x and one.right <= other.right + 0.01
    return across and other.y - 0.01 <= one.y and one.bottom <= other.bottom + 0.01


def every(value: object) -> Iterator[Words]:
    """Every text of a layout, however deep."""
    if isinstance(value, Words):
        yield value
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            yield from every(getattr(value, field))
    elif isinstance(value, list | tuple):
        for part in value:
            yield from every(part)


@pytest.mark.parametrize("mode", MODES)
def test_maps_read_from_right_to_left_are_compared_from_right_to_left(
    mode: Literal["overlay", "stacked"],
) -> None:
    before, after = (msgspec.structs.replace(each, language="he") for each in planned())
    svg = render_comparison(compare(before, after), before, after, mode=mode)
    plain = render_comparison(compare(*planned()), *planned(), mode=mode)
    width = float(ET.fromstring(svg).get("width") or 0)  # noqa: S314 (drawn here)
    places = [
        [float(text.get("x") or 0) for text in texts(drawn) if "".join(text.itertext()) == "Looks around"]
        for drawn in (svg, plain)
    ]
    assert places[0] == [pytest.approx(width - x) for x in places[1]]
    assert any("פעולות" in "".join(text.itertext()) for text in texts(svg))
    page = comparison_to_html(compare(before, after), before, after, mode=mode)
    assert 'dir="rtl"' in page.partition("<head>")[0]
