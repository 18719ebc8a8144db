"""What comes from outside is shown, never obeyed; the same picture is the same bytes."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desirepath.drawing import content, element, icon, label, rasterise
from desirepath.errors import Fault, UnknownName


@given(st.text(max_size=40))
@settings(max_examples=200, deadline=None)
def test_any_text_survives_as_text_and_attribute(text: str) -> None:
    drawn = element("g", content(text), data_name=text)
    read = ET.fromstring(drawn)  # noqa: S314 — made here
    assert lines(read.text or "") == lines(shown(text))
    assert len(read.attrib["data-name"]) == len(text)


def test_text_from_right_to_left_keeps_to_the_right_of_its_room() -> None:
    drawn = label("مرحبا!", x=10, y=20, size=12, fill="#000", width=100)
    assert 'x="110"' in drawn
    assert 'text-anchor="end"' in drawn


def test_text_inter_lacks_names_other_families_and_is_never_slanted() -> None:
    drawn = label("日本", x=0, y=0, size=12, fill="#000", italic=True)
    assert "Noto Sans CJK JP" in drawn
    assert "italic" not in drawn


def test_an_unknown_icon_is_told_with_a_suggestion() -> None:
    with pytest.raises(UnknownName, match='Did you mean "smile"'):
        icon("smil", x=0, y=0, size=12, colour="#000")


def test_an_icon_is_scaled_from_its_grid_of_24() -> None:
    assert 'transform="translate(4 2.5) scale(0.5)"' in icon("meh", x=4, y=2.5, size=12, colour="#000")


def test_pixels_are_the_same_every_time() -> None:
    svg = element(
        "svg", label("Reach 64 %", x=2, y=14, size=12, fill="#123456", weight=600),
        xmlns="http://www.w3.org/2000/svg", width=90, height=20,
    )  # fmt: skip
    once, again = rasterise(svg), rasterise(svg)
    assert once == again
    assert (once[:4], int.from_bytes(once[16:20]), int.from_bytes(once[20:24])) == (b"\x89PNG", 180, 40)


def test_a_picture_that_is_none_is_our_fault() -> None:
    with pytest.raises(Fault, match="could not be turned into pixels"):
        rasterise("no picture")


def lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def shown(text: str) -> str:
    legal = (char if char in "\t\n\r" or ord(char) >= 32 else "\ufffd" for char in text)
    return "".join("\ufffd" if char in "\ufffe\uffff" else char for char in legal)
