"""Reading a picture back: where its texts and bars stand, by the same text metrics that placed them."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from itertools import combinations

from desirepath.drawing import text_width
from desirepath.records import Record

SVG = "{http://www.w3.org/2000/svg}"
MARKS = "\u200f"


class Text(Record):
    """A line of text and the box it fills."""

    text: str
    left: float
    right: float
    top: float
    bottom: float


class Rect(Record):
    """A rectangle that is drawn."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    dashes: str | None


def parsed(svg: str) -> ET.Element:
    """The picture's tree; fails when it is not well-formed."""
    return ET.fromstring(svg)  # noqa: S314 - our own picture


def texts(svg: str) -> list[Text]:
    """Every line of text."""
    return [_text(node, x, y) for node, x, y in _walk(parsed(svg), 0, 0) if node.tag == f"{SVG}text"]


def said(svg: str) -> str:
    """All words of the picture, with tooltips, title and description."""
    return "\n".join("".join(node.itertext()) for node in parsed(svg).iter() if node.text)


def rects(svg: str) -> list[Rect]:
    """Every rectangle."""
    return [
        Rect(
            x=x + float(node.get("x", 0)),
            y=y + float(node.get("y", 0)),
            width=float(node.get("width", 0)),
            height=float(node.get("height", 0)),
            fill=node.get("fill", ""),
            dashes=node.get("stroke-dasharray"),
        )
        for node, x, y in _walk(parsed(svg), 0, 0)
        if node.tag == f"{SVG}rect"
    ]


def clipped(svg: str) -> list[str]:
    """The texts that leave the picture."""
    root = parsed(svg)
    width, height = float(root.get("width", 0)), float(root.get("height", 0))
    return [
        one.text
        for one in texts(svg)
        if one.left < 0 or one.right > width or one.top < 0 or one.bottom > height
    ]


def overlapping(svg: str) -> list[tuple[str, str]]:
    """The pairs of texts that stand on each other."""
    return [
        (one.text, other.text)
        for one, other in combinations(texts(svg), 2)
        if one.left < other.right - 0.5
        and other.left < one.right - 0.5
        and one.top < other.bottom - 0.5
        and other.top < one.bottom - 0.5
    ]


def _walk(node: ET.Element, x: float, y: float) -> Iterator[tuple[ET.Element, float, float]]:
    moved = re.match(r"translate\(([-\d.]+) ([-\d.]+)\)", node.get("transform", ""))
    if moved:
        x, y = x + float(moved[1]), y + float(moved[2])
    yield node, x, y
    for child in node:
        if child.tag != f"{SVG}defs":
            yield from _walk(child, x, y)


def _text(node: ET.Element, x: float, y: float) -> Text:
    text = (node.text or "").strip(MARKS)
    size = float(node.get("font-size", 12))
    width = text_width(text, size, int(node.get("font-weight", 400)))
    anchor = {"start": 0.0, "middle": 0.5, "end": 1.0}[node.get("text-anchor", "start")]
    left = x + float(node.get("x", 0)) - anchor * width
    base = y + float(node.get("y", 0))
    return Text(text=text, left=left, right=left + width, top=base - 0.74 * size, bottom=base + 0.22 * size)
