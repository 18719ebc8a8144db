"""Colour tokens: one file, `tokens.json`, read by Python here and by the browser.

A picture names what a colour means ("muted", "hotspot"), never a value. `contrast` is the WCAG 2
ratio that the tests hold every listed pair of tokens to.
"""

from functools import cache
from importlib.resources import files
from typing import Literal, TypedDict

import msgspec

from desirepath.drawing.fonts import FONT_STACK, font_faces
from desirepath.records import Record

__all__ = ["Palette", "Theme", "contrast", "page_style", "palette"]

Theme = Literal["light", "dark"]


class Palette(Record):
    """What each token looks like in one theme, as CSS colours.

    `stages` are the tints of the stage bands by stage type, `stage_bars` their strong partners;
    `rule` is decoration only and never the sole edge of anything.
    """

    bg: str
    panel: str
    card: str
    ink: str
    muted: str
    rule: str
    edge: str
    accent: str
    positive: str
    negative: str
    hotspot: str
    on_hotspot: str
    stages: dict[str, str]
    stage_bars: dict[str, str]


class Pairs(TypedDict):
    """Which token must be readable on which: text at 4.5, graphics at 3."""

    text: list[tuple[str, str]]
    graphics: list[tuple[str, str]]


class Tokens(Record):
    """The whole of `tokens.json`."""

    light: Palette
    dark: Palette
    contrast: Pairs


@cache
def tokens() -> Tokens:
    """The token file, read once."""
    return msgspec.json.decode(files("desirepath.drawing").joinpath("tokens.json").read_bytes(), type=Tokens)


def palette(theme: Theme) -> Palette:
    """The colours of one theme.

    >>> palette("light").ink
    '#1B1F24'
    """
    return tokens().light if theme == "light" else tokens().dark


def page_style() -> tuple[Palette, str]:
    """A palette of CSS variables, and the CSS that gives them both themes and embeds the fonts.

    >>> colours, css = page_style()
    >>> colours.ink
    'var(--ink)'
    >>> "--ink: light-dark(#1B1F24, #E6EDF3);" in css
    True
    """
    light, dark = _flat(palette("light")), _flat(palette("dark"))
    declared = "\n".join(f"--{name}: light-dark({light[name]}, {dark[name]});" for name in light)
    plain = {name: f"var(--{name})" for name in light if not name.startswith("stage")}
    stages = {name: f"var(--stages-{name})" for name in palette("light").stages}
    bars = {name: f"var(--stage_bars-{name})" for name in palette("light").stage_bars}
    css = f"{font_faces()}\n:root {{\n{declared}\n--font: {FONT_STACK};\n}}"
    return Palette(**plain, stages=stages, stage_bars=bars), css


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance).

    >>> round(contrast("#000000", "#FFFFFF"), 1)
    21.0
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _flat(colours: Palette) -> dict[str, str]:
    flat: dict[str, str] = {}
    for name, value in msgspec.structs.asdict(colours).items():
        if isinstance(value, dict):
            flat |= {f"{name}-{key}": colour for key, colour in value.items()}
        else:
            flat[name] = value
    return flat
