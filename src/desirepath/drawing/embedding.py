"""A picture that brings its fonts along, so that whoever opens it sees the widths that were measured.

Only the glyphs that its texts use are put in, a few kilobytes for each face. A font whose maker forbids it
(OS/2, fsType) is left out: then the reader's own font draws that text.
"""

import re
from base64 import b64encode
from html import unescape
from io import BytesIO
from typing import Literal
from unicodedata import combining, normalize

import uharfbuzz as harfbuzz
from fontTools.ttLib import TTFont

from desirepath.drawing.faces import Face, Fonts, loaded
from desirepath.drawing.fonts import inter_file
from desirepath.drawing.measuring import fonts_handed_in, runs, slants

__all__ = ["with_fonts"]

_TEXT = re.compile(r"<text([^>]*)>([^<]*)</text>")
_HEAD = re.compile(r"<svg[^>]*>(?:<title[^>]*>[^<]*</title>)?(?:<desc[^>]*>[^<]*</desc>)?")
_WEIGHT = re.compile(r'font-weight="(\d+)"')
_FORMS: tuple[Literal["NFC", "NFD", "NFKD"], ...] = ("NFC", "NFD", "NFKD")
_FORBIDDEN = 0x0002 | 0x0100 | 0x0200  # embedding, a part of the font, or its outlines may not be embedded


def with_fonts(svg: str) -> str:
    """The same picture with the fonts of its texts inside: Inter, and those handed in with `drawn_with`.

    >>> svg = '<svg xmlns="http://www.w3.org/2000/svg"><text font-weight="600">Reach</text></svg>'
    >>> with_fonts(svg)[40:116]
    "<style>@font-face{font-family:'Inter';font-weight:600;font-style:normal;src:"
    """
    used = _used(svg, fonts_handed_in() or Fonts())
    rules = [_rule(face, frozenset(chars)) for face, chars in used.items()]
    head = _HEAD.match(svg)
    if head is None or not any(rules):
        return svg
    return f"{head[0]}<style>{''.join(rules)}</style>{svg[head.end() :]}"


def _used(svg: str, fonts: Fonts) -> dict[Face, set[str]]:
    """The characters that each face draws."""
    used: dict[Face, set[str]] = {}
    for attributes, raw in _TEXT.findall(svg):
        text = unescape(raw)
        found = _WEIGHT.search(attributes)
        weight = int(found[1]) if found else 400
        inter = _inter(weight, is_slanted='font-style="italic"' in attributes and slants(text))
        for run in runs(text, weight, fonts):
            if not run.is_lacking:
                used.setdefault(run.face or inter, set()).update(run.text)
    return used


def _inter(weight: int, *, is_slanted: bool) -> Face:
    file = inter_file(weight, is_slanted)
    return Face(
        path=file, index=0, family="Inter", weight=400 if is_slanted else weight, is_slanted=is_slanted
    )


def _rule(face: Face, chars: frozenset[str]) -> str:
    font = loaded(face.path, face.index).face
    about = font.reference_table("OS/2").data
    if int.from_bytes(about[8:10]) & _FORBIDDEN or "'" in face.family or "<" in face.family:
        return ""
    data = b64encode(_subset(font, chars)).decode()
    style = "italic" if face.is_slanted else "normal"
    return (
        f"@font-face{{font-family:'{face.family}';font-weight:{face.weight};font-style:{style};"
        f"src:url(data:font/woff;base64,{data}) format('woff')}}"
    )


def _subset(font: "harfbuzz.Face", chars: frozenset[str]) -> bytes:
    """The part of a font that draws these characters, with all its ways of joining them, as WOFF."""
    wanted = harfbuzz.SubsetInput()
    # A renderer may take a character apart or put two together before it looks for glyphs (Thai AM, é).
    forms = {part for char in chars for form in _FORMS for part in normalize(form, char)}
    marks = [char for char in chars if combining(char)]
    together = {part for char in chars for mark in marks for part in normalize("NFC", char + mark)}
    wanted.unicode_set.update(map(ord, chars | forms | together))
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.invert()
    packed = BytesIO()
    with TTFont(BytesIO(harfbuzz.subset(font, wanted).blob.data), recalcTimestamp=False) as part:
        part.flavor = "woff"
        part.save(packed)
    return packed.getvalue()
