"""From an SVG to pixels, with the bundled fonts only, so that a picture is the same everywhere.

The machine's own fonts are asked for only where the text has characters that Inter lacks.
"""

import re
from html import unescape

import resvg_py

from desirepath.drawing.fonts import covers, font_files
from desirepath.errors import Fault

__all__ = ["rasterise"]

_TEXT = re.compile(r"<text[^>]*>([^<]*)</text>")


def rasterise(svg: str, *, scale: float = 2) -> bytes:
    """An SVG as PNG bytes, `scale` pixels for each of its units.

    >>> rasterise('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>')[1:4]
    b'PNG'
    """
    try:
        drawn = resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=scale,
            font_files=font_files(),
            skip_system_fonts=all(covers(unescape(text)) for text in _TEXT.findall(svg)),
            font_family="Inter",
            sans_serif_family="Inter",
        )
    except ValueError as error:
        raise Fault(f"The picture could not be turned into pixels: {error}") from error
    return bytes(drawn)
