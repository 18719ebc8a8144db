"""Contrast as it is drawn: every text and every line that carries a meaning, against what lies under it."""

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest
from tests.drawing.test_colours import mixed
from tests.prints.awkward import awkward
from tests.prints.test_rendering import TEXTS, router

from desirepath.drawing import palette
from desirepath.drawing.colours import Theme, contrast
from desirepath.maps import JourneyMap
from desirepath.prints import render

SVG = "{http://www.w3.org/2000/svg}"
MAPS: dict[str, Callable[[], JourneyMap]] = {"router": router, "german": lambda: awkward("german")}


class Ground(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float
    fill: str
    opacity: float

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom


class Mark(NamedTuple):
    what: str
    colour: str
    ground: str


@pytest.mark.parametrize("name", MAPS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_drawn_text_can_be_read(name: str, theme: Theme) -> None:
    texts = [mark for mark in marks(MAPS[name](), theme) if mark.what.startswith("text")]
    assert len(texts) > 50
    assert poor(texts, 4.5) == []


@pytest.mark.parametrize("name", MAPS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_drawn_line_icon_and_outline_can_be_seen(name: str, theme: Theme) -> None:
    decoration = palette(theme).rule
    lines = [mark for mark in marks(MAPS[name](), theme) if not mark.what.startswith("text")]
    assert {mark.what.split()[0] for mark in lines} >= {"rect", "g", "path", "line"}
    assert poor([mark for mark in lines if mark.colour != decoration], 3) == []


def poor(found: list[Mark], least: float) -> list[tuple[float, Mark]]:
    ratios = [(round(contrast(mark.colour, mark.ground), 2), mark) for mark in found]
    return [(ratio, mark) for ratio, mark in ratios if ratio < least]


def marks(drawn: JourneyMap, theme: Theme) -> Iterator[Mark]:
    """Texts and strokes in the order they are painted, each with the colour under it."""
    root = ET.fromstring(render(drawn, theme=theme, texts=TEXTS.get))  # noqa: S314 (drawn here)
    grounds: list[Ground] = []
    for each in root.iter():
        tag, given = each.tag.removeprefix(SVG), each.attrib
        if tag == "text":
            under = given.get("stroke") or colour_at(grounds, *place_of_text(given))
            yield Mark(f"text {each.text}", given["fill"], under)
        elif is_coloured(given.get("stroke")):
            yield Mark(f"{tag} {given}", given["stroke"], colour_at(grounds, *place(tag, given)))
        if tag == "rect" and is_coloured(given.get("fill")):
            grounds.append(ground_of(given))


def is_coloured(value: str | None) -> bool:
    return value is not None and value.startswith("#")


def colour_at(grounds: list[Ground], x: float, y: float) -> str:
    colour = "#FFFFFF"
    for ground in grounds:
        if ground.holds(x, y):
            colour = mixed(ground.fill, colour, ground.opacity)
    return colour


def ground_of(given: dict[str, str]) -> Ground:
    x, y = float(given.get("x", 0)), float(given.get("y", 0))
    right, bottom = x + float(given["width"]), y + float(given["height"])
    return Ground(x, y, right, bottom, given["fill"], float(given.get("fill-opacity", 1)))


def place_of_text(given: dict[str, str]) -> tuple[float, float]:
    """A place inside the first letters, or the last ones where the text ends at x."""
    inwards = {"start": 3.0, "middle": 0.0, "end": -3.0}[given.get("text-anchor", "start")]
    return float(given["x"]) + inwards, float(given["y"]) - 0.3 * float(given["font-size"])


def place(tag: str, given: dict[str, str]) -> tuple[float, float]:
    """Where a stroke begins."""
    if tag == "rect":
        return float(given["x"]) + float(given["width"]) / 2, float(given["y"]) + 2
    if tag == "circle":
        return float(given["cx"]), float(given["cy"])
    if tag == "line":
        return float(given["x1"]) + 1, float(given["y1"])
    if tag == "g":
        x, y = given["transform"].removeprefix("translate(").split(")")[0].split()
        return float(x) + 5, float(y) + 5
    x, y = given["d"][1:].split("C")[0].split("h")[0].split("M")[0].split()[:2]
    return float(x), float(y)
