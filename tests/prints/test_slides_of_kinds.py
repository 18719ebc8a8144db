"""What only some maps have, and what is different between two, as native shapes on slides."""

from io import BytesIO
from typing import Any, Literal

import msgspec
import pytest
from pptx import Presentation
from pptx.oxml.ns import qn
from tests.prints.awkward import WORDS
from tests.prints.changing import forty, future, nothing, retold, shop
from tests.prints.test_kinds import of
from tests.prints.test_slides import POINT, SMALLEST, alt, every, needed, runs, xml

from desirepath.maps import Edge, JourneyMap, Layer, compare
from desirepath.prints import comparison_to_pptx, to_pptx
from desirepath.prints.layout import lay_out

COMPARED = {"planned": (shop(), future()), "forty": forty(), "nothing": nothing(),
            **{script: retold(script) for script in WORDS}}  # fmt: skip


def slides(journey_map: JourneyMap) -> Any:
    return Presentation(BytesIO(to_pptx(journey_map)))


def real() -> JourneyMap:
    """A map of which is known that people go back and skip ahead; one way was drawn and nobody takes it."""
    drawn = of("current")
    names = [step.id for stage in drawn.stages for step in stage.steps]
    edges = [
        Edge(id="back", from_step=names[2], to_step=names[0], kind="loop", measured_share=0.4, n=80),
        Edge(id="ahead", from_step=names[0], to_step=names[3], kind="skip", measured_share=0.2, n=80),
        Edge(id="never", from_step=names[1], to_step=names[3], kind="skip", measured_share=0.0),
    ]
    return msgspec.structs.replace(drawn, edges=edges, layers=[Layer(id="r", name="Real", kind="reality")])


def named(journey_map: JourneyMap, name: str) -> list[Any]:
    shapes = (shape for slide in slides(journey_map).slides for shape in every(slide.shapes))
    return [shape for shape in shapes if shape.name == name]


def test_a_clock_is_a_ruler_of_lines_with_its_hours_and_silences_are_hatched() -> None:
    shapes = [shape for slide in slides(of("day")).slides for shape in every(slide.shapes)]
    texts = {shape.text_frame.text for shape in shapes if shape.has_text_frame}
    placed = lay_out(of("day"))
    assert {"07:00", "12:00", "24:00"} <= texts
    assert "Time of day" in texts
    hatched = named(of("day"), "Hatched")
    gaps = {gap.title for gap in placed.gaps}
    assert len(gaps & {alt(shape) for shape in hatched}) == 2  # the third is where the slides are parted
    assert all("pattFill" in shape._element.xml for shape in hatched)


def test_ways_are_lines_with_an_arrow_that_can_be_moved() -> None:
    ways = named(of("current"), "Way")
    assert any(
        alt(way).startswith("Asks on the phone → Compares tariffs: calls and looks again · 31 %")
        for way in ways
    )
    for shape in ways:
        assert "custGeom" in shape._element.xml
        assert shape._element.spPr.find(qn("a:ln")).find(qn("a:tailEnd")).get("type") == "triangle"


def test_points_of_the_target_stand_on_its_curve_and_are_told() -> None:
    felt = next(row.emotion for row in lay_out(of("current")).rows if row.emotion)
    dots = [dot for dot in felt.dots if dot.source == "target"]
    assert len(named(of("current"), "Target")) == len(dots) == 4


def test_a_badge_stands_below_its_tags() -> None:
    made = slides(of("current"))
    shapes = [shape for slide in made.slides for shape in every(slide.shapes)]
    card = next(
        shape for shape in shapes if shape.has_text_frame and "three comparison" in shape.text_frame.text
    )
    badge = card.text_frame.paragraphs[-1]
    assert badge.text.replace("\u00a0", " ") == "1 metric · 1 interview"
    assert badge.space_before.pt >= 14 * 0.6


def test_the_ways_people_really_take_are_drawn_as_wide_as_their_share() -> None:
    ways = {alt(shape).partition(":")[0]: shape for shape in named(real(), "Real way")}
    assert len(ways) == 3
    widths = sorted(shape.line.width for shape in ways.values())
    assert widths[0] < widths[1] < widths[2]
    assert any("not used" in alt(shape) for shape in ways.values())


def test_expectations_ways_between_cards_and_comments_are_there() -> None:
    assert len(named(of("future"), "Expected")) == 4  # one stands in the legend
    assert "a" in {shape.text_frame.text for shape in named(of("blueprint"), "Note")}
    assert "1" in {shape.text_frame.text for shape in named(of("current"), "Note")}


@pytest.mark.parametrize("make", ["day", "current", "future", "blueprint"])
def test_nothing_of_any_kind_is_beside_its_slide_or_says_nothing(make: str) -> None:
    _is_whole(slides(of(make)))


@pytest.mark.parametrize(
    ("name", "mode"),
    [(name, "overlay") for name in COMPARED]
    + [(name, mode) for name in ("planned", "forty", "nothing", "arabic") for mode in ("stacked", "table")],
)
def test_a_comparison_is_on_slides_in_its_place_readable_and_named(
    name: str, mode: Literal["overlay", "stacked", "table"]
) -> None:
    before, after = COMPARED[name]
    made = Presentation(BytesIO(comparison_to_pptx(compare(before, after), before, after, mode=mode)))
    _is_whole(made)
    for slide in made.slides:
        for shape in every(slide.shapes):
            if shape.has_text_frame and shape.text_frame.text and shape.name == "Card":
                assert needed(shape) <= shape.height / POINT + 1
                assert min(run.font.size.pt for run in runs(shape)) >= SMALLEST


def test_one_map_under_the_other_has_both_maps_cards_with_what_became_of_them() -> None:
    before, after = COMPARED["planned"]
    made = Presentation(BytesIO(comparison_to_pptx(compare(before, after), before, after, mode="stacked")))
    shapes = [shape for slide in made.slides for shape in every(slide.shapes)]
    said = [shape.text_frame.text for shape in shapes if shape.has_text_frame]
    assert {"Fills in a form", "Fills in five fields", "Needs a cable", "Follows the video"} <= set(said)
    assert [alt(shape) for shape in shapes if shape.name == "Map"] == ["current state", "future state"]
    assert {alt(shape) for shape in shapes if shape.name == "State"} == {"added", "removed", "changed"}


def test_the_table_of_changes_is_a_table_of_powerpoint_and_goes_on_with_its_heads() -> None:
    before, after = COMPARED["forty"]
    made = Presentation(BytesIO(comparison_to_pptx(compare(before, after), before, after, mode="table")))
    tables = [shape.table for slide in made.slides for shape in slide.shapes if shape.has_table]
    assert len(tables) > 1
    heads = ["Step", "State", "What", "long", "longer", "Difference", "95 % interval", "Certainty"]
    assert [[cell.text for cell in table.rows[0].cells] for table in tables] == [heads] * len(tables)
    states = {row.cells[1].text for table in tables for row in list(table.rows)[1:]}
    assert "same" not in states
    assert states


def test_a_comparison_strikes_what_is_gone_and_bounds_what_is_clear_of_chance() -> None:
    before, after = COMPARED["planned"]
    file = comparison_to_pptx(compare(before, after), before, after)
    assert file == comparison_to_pptx(compare(before, after), before, after)
    shapes = [shape for slide in Presentation(BytesIO(file)).slides for shape in every(slide.shapes)]
    struck = [
        run.text
        for shape in shapes
        if shape.has_text_frame
        for run in runs(shape)
        if run.font._rPr.get("strike") == "sngStrike"
    ]
    assert struck == ["Setup fails", "Fills in a form", "Needs a cable"]
    looks = {shape.text_frame.text: shape.line.dash_style for shape in shapes if shape.name == "Difference"}
    assert looks["Δ +0.5"] is None
    assert looks["Δ +0.1"] is not None
    curves = [shape for shape in shapes if shape.name.startswith("Emotion, ")]
    assert all("cubicBezTo" in shape._element.xml for shape in curves)


def _is_whole(made: Any) -> None:
    wide, high = made.slide_width, made.slide_height
    for slide in made.slides:
        for shape in every(slide.shapes):
            inside = shape.left >= 0 and shape.top >= 0
            inside = inside and shape.left + shape.width <= wide and shape.top + shape.height <= high
            assert (shape.name, inside) == (shape.name, True)
            text = shape.has_text_frame and shape.text_frame.text
            assert text or alt(shape) or "decorative" in xml(shape), shape.name
