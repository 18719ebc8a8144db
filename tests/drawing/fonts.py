"""Fonts made on the spot, each character as wide as it is told, so that no machine's fonts matter."""

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib.tables._g_l_y_f import Glyph

EM = 1000


def make_font(
    path: Path, family: str, widths: dict[str, int], *, weight: int = 400, permits: int = 0
) -> Path:
    """Write a TrueType font; `widths` in thousandths of an em, `permits` is OS/2's fsType."""
    names = [".notdef", *(f"u{ord(char):x}" for char in widths)]
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(char): f"u{ord(char):x}" for char in widths})
    builder.setupGlyf({name: Glyph() for name in names})
    advances = dict(zip(names, [500, *widths.values()], strict=True))
    builder.setupHorizontalMetrics({name: (width, 0) for name, width in advances.items()})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": "Regular"})
    builder.setupOS2(usWeightClass=weight, fsType=permits)
    builder.setupPost()
    builder.save(path)
    return path
