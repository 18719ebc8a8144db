"""Slides of native shapes: in their place, readable, named, and the same every time."""

import sys
from collections.abc import Iterator
from io import BytesIO
from itertools import combinations
from typing import Any

import msgspec
import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml.ns import qn
from tests.prints.test_rendering import ALL, TEXTS, Make, bare, little, long, nothing, router

from desirepath.drawing import wrap
from desirepath.errors import InputError
from desirepath.maps import MapStage
from desirepath.prints import to_pptx
from desirepath.prints.layout_marks import Box

POINT = 12_700
SMALLEST = 5.9  # points: captions, where a map is at its smallest


@pytest.mark.parametrize("make", ALL)
def test_no_shape_is_beside_its_slide(make: Make) -> None:
    made = slides(make())
    wide, high = made.slide_width, made.slide_height
    beside = [
        shape.name
        for slide in made.slides
        for shape in every(slide.shapes)
        if shape.left < 0
        or shape.top < 0
        or shape.left + shape.width > wide
        or shape.top + shape.height > high
    ]
    assert beside == []
    assert round(wide / high, 3) == round(16 / 9, 3)


@pytest.mark.parametrize("make", ALL)
def test_every_text_fits_its_shape_and_can_be_read(make: Make) -> None:
    for slide in slides(make()).slides:
        for shape in every(slide.shapes):
            if shape.has_text_frame and shape.text_frame.text not in {"", "!"}:
                assert (shape.text_frame.text, needed(shape) <= shape.height / POINT + 1) == (
                    shape.text_frame.text,
                    True,
                )
                assert min(run.font.size.pt for run in runs(shape)) >= SMALLEST


@pytest.mark.parametrize("make", ALL)
def test_cards_keep_apart(make: Make) -> None:
    for slide in slides(make()).slides:
        cards = [box(shape) for shape in every(slide.shapes) if shape.name == "Card" and shape.has_text_frame]
        grounds = [each for each in cards if each.width > 40 * POINT]
        assert not any(one.meets(two) for one, two in combinations(grounds, 2))


def test_a_card_is_one_shape_with_its_whole_text_and_says_how_it_is_supported() -> None:
    made = slides(router())
    groups = [
        shape for slide in made.slides for shape in slide.shapes if shape.name.startswith("Card: Code exp")
    ]
    assert len(groups) == 1
    texts = [shape.text_frame.text for shape in groups[0].shapes if shape.name == "Card"]
    assert texts[0].startswith("Code expired; the app gives no reason\nCodes are valid for 24 hours")
    about = alt(groups[0])
    assert "validated" in about
    assert "severity 3 of 3" in about


def test_the_emotion_curve_is_a_curve_of_powerpoint_and_faces_smile_or_not() -> None:
    shapes = [shape for slide in slides(little()).slides for shape in every(slide.shapes)]
    curve = next(shape for shape in shapes if shape.name == "Emotion")
    assert len(curve._element.findall(f".//{qn('a:cubicBezTo')}")) == 1
    assert alt(curve).startswith("The emotion curve, from −2 to +2. Sees an ad: Emotion +0.5")
    smiles = [round(shape.adjustments[0], 3) for shape in shapes if shape.name == "Felt"]
    assert smiles == [0.047, -0.047]


def test_many_steps_are_parted_where_a_stage_ends_and_each_is_shown_once() -> None:
    made = slides(long())
    steps = [
        [name[5:] for shape in slide.shapes if (name := shape.name).startswith("Step ")]
        for slide in made.slides
    ]
    assert sorted(step for some in steps for step in some) == sorted(
        step.name for stage in long().stages for step in stage.steps
    )
    assert {len(some) % 5 for some in steps} == {0}


def test_ten_steps_are_on_one_slide() -> None:
    steps = [step for stage in long().stages for step in stage.steps][:10]
    ids = {step.id for step in steps}
    lanes = [
        msgspec.structs.replace(lane, cards=[card for card in lane.cards if card.step in ids][::2])
        for lane in long().lanes
    ]
    stages = [MapStage(id="one", name="One", steps=steps)]
    made = slides(msgspec.structs.replace(long(), stages=stages, lanes=lanes, emotions=long().emotions[:10]))
    assert len(made.slides) == 1


def test_every_slide_has_a_title_of_its_own_and_notes_with_what_the_data_are() -> None:
    made = slides(router())
    titles = [slide.shapes.title.text_frame.text for slide in made.slides]
    assert titles[0] == "Buying and setting up a home router"
    assert len(set(titles)) == len(titles)
    notes = made.slides[0].notes_slide.notes_text_frame.text
    assert "The lowest emotion is −1.9 at “Cancels”." in notes
    assert "48,113 interactions" in notes
    assert made.core_properties.title == titles[0]


@pytest.mark.parametrize("make", ALL)
def test_every_shape_says_something_or_is_marked_as_decoration(make: Make) -> None:
    silent = [
        shape.name
        for slide in slides(make()).slides
        for shape in every(slide.shapes)
        if not (shape.has_text_frame and shape.text_frame.text)
        and not alt(shape)
        and "decorative" not in xml(shape)
    ]
    assert silent == []


@pytest.mark.parametrize("make", [router, nothing])
def test_the_same_map_gives_the_same_slides(make: Make) -> None:
    assert to_pptx(make(), texts=TEXTS.get) == to_pptx(make(), texts=TEXTS.get)


def test_text_from_right_to_left_is_set_so() -> None:
    shapes = [shape for slide in slides(router()).slides for shape in every(slide.shapes)]
    arabic = next(shape for shape in shapes if shape.has_text_frame and "هل" in shape.text_frame.text)
    assert arabic.text_frame.paragraphs[0]._p.pPr.get("rtl") == "1"


def test_without_the_library_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(("pptx", "desirepath.prints.slide"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pptx", None)
    with pytest.raises(InputError, match=r'pip install "desirepath\[office\]"'):
        to_pptx(bare())


def slides(journey_map: Any) -> Any:
    return Presentation(BytesIO(to_pptx(journey_map, texts=TEXTS.get)))


def every(shapes: Any) -> Iterator[Any]:
    """Every shape, those in groups too; a group itself is none."""
    for shape in shapes:
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from every(shape.shapes)
        else:
            yield shape


def needed(shape: Any) -> float:
    """How high the text of a shape is, in points, by the measures of Inter, which is wider than Arial."""
    frame = shape.text_frame
    room = (shape.width - frame.margin_left - frame.margin_right) / POINT
    lines = 0.0
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            size = run.font.size.pt
            weight = 700 if run.font.bold else 400
            count = len(wrap(run.text, room + 0.5, size, weight=weight)) if frame.word_wrap else 1
            lines += count * size * 1.17
    return lines + float(frame.margin_top + frame.margin_bottom) / POINT


def runs(shape: Any) -> list[Any]:
    return [run for paragraph in shape.text_frame.paragraphs for run in paragraph.runs]


def box(shape: Any) -> Box:
    return Box(x=shape.left, y=shape.top, width=shape.width, height=shape.height)


def alt(shape: Any) -> str:
    return str(shape._element._nvXxPr.cNvPr.get("descr") or "")


def xml(shape: Any) -> str:
    return str(shape._element._nvXxPr.cNvPr.xml)
