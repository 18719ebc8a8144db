"""A drawing taken apart: its shapes, and its texts with what each belongs to.

Paper keeps the shapes as vectors and sets the texts itself, as text that can be searched, selected and read
aloud. Whatever is ever drawn on a map comes along, because it is taken from the drawing and not drawn twice.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from desirepath.drawing import Markup, element
from desirepath.prints.layout_marks import Box, Words
from desirepath.records import Record

_TEXT = re.compile(r"<text[^>]*>[^<]*</text>")
_TITLE = re.compile(r"<title[^>]*>[^<]*</title>")
_EMBEDDINGS = re.compile("[\u202a-\u202e]")
_DIRECTIONS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ENDS = {"start": 0.0, "middle": 0.5, "end": 1.0}


class Inked(Record):
    """One line of text as it is drawn; `step`, `lane` and `card` say whose it is, where that is known."""

    text: str
    x: float
    y: float
    size: float
    weight: int
    is_italic: bool
    colour: str
    anchor: str
    families: str
    spacing: float
    is_right_to_left: bool
    halo: str | None
    lane: str | None = None
    step: str | None = None
    card: str | None = None

    @property
    def box(self) -> Box:
        """What it covers, by Inter's measures."""
        words = Words(text=self.text, x=0, y=self.y, limit=0, size=self.size, weight=self.weight)
        width = words.width + self.spacing * len(self.text)
        return Box(
            x=self.x - _ENDS[self.anchor] * width, y=self.y - 0.76 * self.size, width=width, height=self.size
        )

    @property
    def middle(self) -> tuple[float, float]:
        """Where it is, for asking what it stands in."""
        return self.box.x + self.box.width / 2, self.y - self.size * 0.36


class Aside(Record):
    """What a card's tooltip says that is not written on it: how it is supported, how severe it is."""

    text: str
    lane: str | None
    step: str | None
    at: tuple[float, float]


def texts_of(drawing: Markup) -> list[Inked]:
    """The texts of a drawing, in the order in which they are drawn."""
    return list(_texts(_parsed(drawing), {}))


def asides_of(drawing: Markup) -> list[Aside]:
    """What the cards of a drawing say only when they are pointed at."""
    return list(_asides(_parsed(drawing), {}))


def shapes_of(drawing: Markup) -> Markup:
    """The drawing without its texts and tooltips; where a text had a halo, a ground under it."""

    def ground(found: re.Match[str]) -> str:
        if "paint-order" not in found[0]:
            return ""
        inked = _inked(fromstring(found[0]), {})
        box = inked.box
        return element(
            "rect", x=box.x - 1, y=box.y, width=box.width + 2, height=box.height, rx=3,
            fill=inked.halo, fill_opacity=0.8,
        )  # fmt: skip

    return Markup(_TEXT.sub(ground, _TITLE.sub("", drawing)))


def paragraphs(inked: list[Inked]) -> list[list[Inked]]:
    """Lines that follow one another in one look and at one edge, as paragraphs."""
    found: list[list[Inked]] = []
    for one in inked:
        if found and _continues(found[-1], one):
            found[-1].append(one)
        else:
            found.append([one])
    return found


def _continues(paragraph: list[Inked], one: Inked) -> bool:
    last = paragraph[-1]
    looks = [
        (each.x, each.size, each.weight, each.is_italic, each.colour, each.anchor, each.card, each.step,
         each.families)
        for each in (last, one)
    ]  # fmt: skip
    if looks[0] != looks[1] or last.is_right_to_left != one.is_right_to_left:
        return False
    step = round(one.y - last.y, 2)
    steady = {round(below.y - above.y, 2) for above, below in pairwise(paragraph)} <= {step}
    return steady and one.size < step <= 1.6 * one.size


def _parsed(drawing: Markup) -> Element:
    root: Element = fromstring(f"<g>{drawing}</g>")
    return root


def _texts(node: Element, around: dict[str, str]) -> Iterator[Inked]:
    inside = around | {key: value for key, value in node.attrib.items() if key.startswith("data-")}
    if node.tag == "text" and node.text:
        yield _inked(node, inside)
    for child in node:
        yield from _texts(child, inside)


def _asides(node: Element, around: dict[str, str]) -> Iterator[Aside]:
    inside = around | {key: value for key, value in node.attrib.items() if key.startswith("data-")}
    if node.attrib.get("class") == "card":
        yield from _aside(node, inside)
        return
    for child in node:
        yield from _asides(child, inside)


def _aside(card: Element, around: dict[str, str]) -> Iterator[Aside]:
    drawn = list(_texts(card, around))
    shown = _letters("".join(one.text for one in drawn))
    said = (card.findtext("title") or "").splitlines()
    unsaid = "; ".join(line for line in said if _letters(line) not in shown)
    if unsaid and drawn:
        lane, step = around.get("data-lane"), around.get("data-step")
        yield Aside(text=unsaid, lane=lane, step=step, at=(drawn[-1].x, drawn[-1].y))


def _inked(node: Element, around: dict[str, str]) -> Inked:
    given = node.attrib
    raw = node.text or ""
    reads_from_right = raw[:1] in {"\u200f", "\u202b"}
    return Inked(
        text=(_EMBEDDINGS if reads_from_right else _DIRECTIONS).sub("", raw),
        x=float(given["x"]),
        y=float(given["y"]),
        size=float(given["font-size"]),
        weight=int(given.get("font-weight", "400")),
        is_italic=given.get("font-style") == "italic",
        colour=given["fill"],
        anchor=given.get("text-anchor", "start"),
        families=given.get("font-family", ""),
        spacing=float(given.get("letter-spacing", "0")),
        is_right_to_left=reads_from_right,
        halo=given.get("stroke"),
        lane=around.get("data-lane"),
        step=around.get("data-step"),
        card=around.get("data-card"),
    )


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())
