"""A line says its direction itself, so that anchors mean left and right for every renderer."""

import pytest

from desirepath.drawing import label, right_to_left
from desirepath.drawing.directions import setting


@pytest.mark.parametrize(
    ("text", "expected"),
    [("مرحبا", True), ("“שלום” ok", True), ("12 — שלום", True), ("ok שלום", False), ("日本", False),
     ("12 …", False), ("", False), ("܀ ܫܠܡܐ", True), ("߀ ߒߞߏ", True)],
)  # fmt: skip
def test_the_first_letter_decides(text: str, expected: bool) -> None:
    assert right_to_left(text) is expected


def test_a_line_from_right_to_left_is_embedded_and_begins_at_the_right() -> None:
    line = setting("שלום ABC", x=10, width=90)
    assert (line.text, line.x, line.anchor) == ("\u202bשלום ABC\u202c", 100, "end")


def test_an_anchor_that_was_chosen_is_kept() -> None:
    assert setting("שלום", x=10, anchor="middle", width=90).anchor == "middle"
    assert setting("שלום", x=10, anchor="end", width=90).x == 10
    assert setting("שלום", x=10).anchor == "start"


def test_a_line_follows_its_paragraph() -> None:
    foreign = label("ABC", x=0, y=0, size=12, fill="#000", width=50, reads=True)
    assert 'text-anchor="end"' in foreign
    own = label("שלום", x=0, y=0, size=12, fill="#000", width=50, reads=False)
    assert "text-anchor" not in own
    assert "\u202b" not in own


def test_no_direction_attribute_turns_anchors_round() -> None:
    assert "direction" not in label("שלום", x=0, y=0, size=12, fill="#000", width=50)
