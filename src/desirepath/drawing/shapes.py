"""Building SVG and HTML text: elements, escaped attributes, labels.

Everything that came from outside passes `content` or an attribute, so that it is shown, never
obeyed. Attributes keep the order they are given in and numbers have two decimals at most: the same
picture is the same bytes.
"""

import re
from typing import NewType

from desirepath.drawing.directions import Anchor, setting
from desirepath.drawing.fonts import FONT_STACK
from desirepath.drawing.measuring import font_stack, slants

__all__ = ["Markup", "content", "element", "label", "legal", "line", "number"]

Markup = NewType("Markup", str)
"""Text that is already XML: only `element`, `content` and `label` make it."""

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def content(text: str) -> Markup:
    """Text from outside as XML: escaped, without the characters XML forbids.

    >>> content("<script> & co")
    '&lt;script&gt; &amp; co'
    """
    return Markup(legal(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def legal(text: str) -> str:
    """A text without the characters that XML forbids: a mark stands where each one was.

    >>> legal("a\x01b")
    'a\ufffdb'
    """
    return _ILLEGAL.sub("\ufffd", text)


def element(name: str, /, *children: Markup, **attributes: object) -> Markup:
    """One element. An attribute's underscores become hyphens; None leaves it out.

    >>> element("rect", x=1.0, rx=2.256, stroke_width=2, fill=None)
    '<rect x="1" rx="2.26" stroke-width="2"/>'
    >>> element("text", content("a < b"), class_="a")
    '<text class="a">a &lt; b</text>'
    """
    pairs = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    inside = "".join(children)
    return Markup(f"<{name}{pairs}>{inside}</{name}>" if inside else f"<{name}{pairs}/>")


def label(
    text: str,
    *,
    x: float,
    y: float,
    size: float,
    fill: str,
    weight: int = 400,
    anchor: Anchor = "start",
    italic: bool = False,
    width: float | None = None,
    reads: bool | None = None,
    halo: str | None = None,
    spacing: float | None = None,
) -> Markup:
    """A line of text on its baseline. Text from right to left keeps to the right of `width`.

    `reads`: whether the line is read from right to left; None: as its first letter says.

    >>> label("Reach", x=4, y=12, size=12, fill="#000")
    '<text x="4" y="12" font-size="12" fill="#000">Reach</text>'
    """
    line = setting(text, x=x, anchor=anchor, width=width, reads=reads)
    stack = font_stack(text)
    return element(
        "text",
        content(line.text),
        x=line.x,
        y=y,
        font_size=size,
        font_weight=weight if weight != 400 else None,
        font_style="italic" if italic and slants(text) else None,
        font_family=stack if stack != FONT_STACK else None,
        letter_spacing=spacing,
        text_anchor=line.anchor if line.anchor != "start" else None,
        fill=fill,
        **_halo(halo),
    )


def number(value: float) -> str:
    """A number as short as two decimals allow.

    >>> number(3.0), number(-0.001), number(1.256)
    ('3', '0', '1.26')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _halo(colour: str | None) -> dict[str, object]:
    if colour is None:
        return {}
    return {"paint_order": "stroke", "stroke": colour, "stroke_width": 3, "stroke_linejoin": "round"}


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number(value)
    return content(str(value)).replace('"', "&quot;").replace("\n", "&#10;")


def line(
    start: tuple[float, float],
    end: tuple[float, float],
    *,
    colour: str,
    width: float = 1,
    dashes: str | None = None,
) -> Markup:
    """A straight line."""
    return element(
        "line",
        x1=start[0],
        y1=start[1],
        x2=end[0],
        y2=end[1],
        stroke=colour,
        stroke_width=width if width != 1 else None,
        stroke_dasharray=dashes,
    )
