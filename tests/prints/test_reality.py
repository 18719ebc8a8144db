"""The ways people really take, over the drawn order: loops above, onward below, what is unused said."""

import xml.etree.ElementTree as ET
from itertools import combinations
from pathlib import Path

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.prints.changing import forty, shop

from desirepath.maps import Edge, JourneyMap, Layer
from desirepath.prints import render, to_html
from desirepath.prints.layout import Layout, lay_out
from desirepath.prints.layout_reality import Reality

GOLDEN = Path(__file__).parent.parent / "golden" / "maps"


def edge(start: str, end: str | None, share: float | None, *, drawn: bool = False) -> Edge:
    name = f"{'mine' if drawn else 'real'}-{start}-{end}"
    return Edge(id=name, from_step=start, to_step=end, measured_share=share, n=200)


def real() -> JourneyMap:
    """The shop with a loop, a skip, a step on, a rare way, an exit, and a branch that nobody takes."""
    edges = [
        edge("call", "order", 0.22), edge("look", "fail", 0.31), edge("look", "order", 0.6),
        edge("fail", "look", 0.04), edge("fail", None, 0.5), edge("order", "call", 0.0, drawn=True),
        edge("look", "call", None, drawn=True),
    ]  # fmt: skip
    return msgspec.structs.replace(shop(), edges=edges)


def ways(placed: Layout) -> Reality:
    assert placed.reality is not None
    return placed.reality


def test_loops_stand_above_the_step_names_and_ways_onward_below() -> None:
    placed = lay_out(real(), reality=True)
    top, bottom = placed.steps[0].box.y, placed.steps[0].box.bottom
    told = [(way.edge, way.strip, way.label and way.label.text) for way in ways(placed).ways]
    assert told == [
        ("real-fail-look", "loops", None),
        ("real-call-order", "loops", "22 %"),
        ("real-look-order", "onward", "60 %"),
        ("real-look-fail", "onward", "31 %"),
        ("mine-order-call", "onward", "not used"),
    ]
    for way in ways(placed).ways:
        assert way.across_y < top if way.strip == "loops" else way.across_y > bottom
    assert ways(placed).ways[2].width > ways(placed).ways[3].width


def test_rows_begin_below_the_ways() -> None:
    plain, placed = lay_out(real(), reality=False), lay_out(real(), reality=True)
    lowest = max(way.across_y for way in ways(placed).ways)
    assert placed.rows[0].box.y > lowest
    assert placed.height > plain.height
    assert plain.reality is None


def test_a_layer_of_the_map_shows_them_to_begin_with() -> None:
    shown = msgspec.structs.replace(real(), layers=[Layer(id="y", name="Reality", kind="reality")])
    hidden = msgspec.structs.replace(
        real(), layers=[Layer(id="y", name="Reality", kind="reality", is_shown=False)]
    )
    assert lay_out(shown).reality is not None
    assert lay_out(hidden).reality is None
    assert lay_out(shown, reality=False).reality is None
    assert lay_out(shop(), reality=True).reality is None  # nothing was measured


pairs = st.tuples(st.integers(0, 31), st.integers(0, 31), st.sampled_from([0.0, 0.01, 0.05, 0.3, 1.0]))


@given(st.lists(pairs, max_size=24, unique_by=lambda each: each[:2]))
@settings(max_examples=40, deadline=None)
def test_ways_over_the_same_steps_run_apart_and_labels_keep_clear(
    found: list[tuple[int, int, float]],
) -> None:
    long = forty()[0]
    steps = [step.id for stage in long.stages for step in stage.steps]
    edges = [edge(steps[start], steps[end], share) for start, end, share in found]
    placed = lay_out(msgspec.structs.replace(long, edges=edges), reality=True)
    if placed.reality is None:
        assert all(start == end for start, end, _ in found)
        return
    for one, two in combinations(placed.reality.ways, 2):
        overlap = min(max(one.start[0], one.end[0]), max(two.start[0], two.end[0])) - max(
            min(one.start[0], one.end[0]), min(two.start[0], two.end[0])
        )
        if one.strip == two.strip and overlap > 20:
            assert one.across_y != two.across_y
        if one.label_box and two.label_box:
            assert not one.label_box.meets(two.label_box)
        if one.strip == two.strip:
            assert {one.start, one.end}.isdisjoint({two.start, two.end})
    assert all(way.across_y > placed.bands[0].box.bottom for way in placed.reality.ways)


def test_the_page_tells_the_ways_as_a_table() -> None:
    page = to_html(real())
    assert "The ways people really take, as a table" in page
    assert page.index(">60 %<") < page.index(">31 %<") < page.index(">22 %<") < page.index(">not used<")
    assert "ways people really take" not in to_html(shop())


def test_the_picture_of_a_little_map_with_its_ways_is_known_to_the_letter() -> None:
    drawn = render(real(), reality=True).replace("><", ">\n<") + "\n"
    ET.fromstring(drawn)  # noqa: S314 (drawn here)
    golden = GOLDEN / "reality.svg"
    assert drawn == golden.read_text("utf-8"), (
        f"look at the new picture; if it is right, write it to {golden}"
    )
