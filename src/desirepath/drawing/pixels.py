"""From an SVG to pixels, with the bundled fonts only, so that a picture is the same everywhere.

The machine's own fonts are asked for only where a text has characters that Inter lacks. An emoji that no
font here can draw is left out; other writing stays, and a warning says that it shows as boxes.
"""

import logging
import re
from html import unescape

import resvg_py

from desirepath.drawing.fonts import covers, font_files, font_stack
from desirepath.drawing.wrapping import graphemes
from desirepath.errors import Fault

__all__ = ["rasterise"]

_TEXT = re.compile(r"(<text[^>]*>)([^<]*)(</text>)")
_LOOSE = re.compile(r"\s+(?=[”’\"'.,!?)]|$)")  # a space that an emoji left at the end of something
_EMOJI_FROM = 0x1F000
_SIGNS = range(0x2600, 0x27C0)  # sun, heart, tick: emoji from before there were emoji
_LOOKS_OF_EMOJI = "\ufe0f"
_NOBODY = "\U0010fffe"  # a character that no font has
_log = logging.getLogger(__name__)


def rasterise(svg: str, *, scale: float = 2) -> bytes:
    """An SVG as PNG bytes, `scale` pixels for each of its units.

    >>> rasterise('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>')[1:4]
    b'PNG'
    """
    is_covered = all(covers(unescape(text)) for _, text, _ in _TEXT.findall(svg))
    return _drawn(svg if is_covered else _drawable(svg), scale=scale, with_system_fonts=not is_covered)


def _drawable(svg: str) -> str:
    """The SVG without the emoji that no font of this machine has."""
    strange = {
        seen for _, text, _ in _TEXT.findall(svg) for seen in graphemes(unescape(text)) if not covers(seen)
    }
    emoji = {seen for seen in strange if _is_emoji(seen)}
    lacking = {seen for seen in emoji if not _has_glyphs(seen)}
    writing = "".join(sorted(strange - emoji))
    if writing and not _has_glyphs(writing):
        _log.warning("This machine has no font for “%s”: it shows as boxes in the picture.", writing[:20])

    def without(found: re.Match[str]) -> str:
        opening, text, closing = found.groups()
        if covers(unescape(text)):
            return found[0]
        seen = graphemes(unescape(text))
        kept = "".join(char for char in seen if char not in lacking)
        kept = _LOOSE.sub("", kept) if len(kept) < len("".join(seen)) else kept
        return f"{opening}{kept.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')}{closing}"

    return _TEXT.sub(without, svg) if lacking else svg


def _is_emoji(seen: str) -> bool:
    return _LOOKS_OF_EMOJI in seen or any(ord(c) >= _EMOJI_FROM or ord(c) in _SIGNS for c in seen)


def _has_glyphs(text: str) -> bool:
    """Whether a text looks different from characters that nobody has."""
    return _sample(text) != _sample(_NOBODY * len(text))


def _sample(text: str) -> bytes:
    shown = f'<text y="24" font-size="20" font-family="{font_stack(text).replace(chr(34), "")}">{text}</text>'
    width = 30 * len(text)
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="30">{shown}</svg>'
    return _drawn(svg, scale=1, with_system_fonts=True)


def _drawn(svg: str, *, scale: float, with_system_fonts: bool) -> bytes:
    try:
        drawn = resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=scale,
            font_files=font_files(),
            skip_system_fonts=not with_system_fonts,
            font_family="Inter",
            sans_serif_family="Inter",
        )
    except ValueError as error:
        raise Fault(f"The picture could not be turned into pixels: {error}") from error
    return bytes(drawn)
