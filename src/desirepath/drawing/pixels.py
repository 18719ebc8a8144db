"""From an SVG to pixels, with the fonts that measured it, so that a picture is the same everywhere.

Fonts beyond the bundled one are those handed in with `drawn_with`; where none were, this machine's are asked,
and only for a text with characters that Inter lacks. An emoji that no font has whole is left out whole;
other writing stays, and a warning says that it shows as boxes.
"""

import re
from functools import cache
from html import unescape
from pathlib import Path
from xml.parsers.expat import ExpatError, ParserCreate

from resvg import render, usvg

from desirepath.drawing.directions import right_to_left
from desirepath.drawing.faces import Fonts, find_fonts, font_folders, shaped
from desirepath.drawing.fonts import covers, font_files, inter_file
from desirepath.drawing.graphemes import graphemes
from desirepath.drawing.measuring import Run, font_stack, fonts_handed_in, is_emoji, note_lacking, runs
from desirepath.errors import Fault

__all__ = ["rasterise"]

_TEXT = re.compile(r"<text([^>]*)>([^<]*)</text>")
_UNSEEN = re.compile(r"<(title|desc)[^>]*>[^<]*</\1>")  # told to a pointer or aloud
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_LOOSE = re.compile(r"(?:^|(?<=[“‘(\s]))\s+|\s+(?=[”’\"'.,!?)]|$)")  # a space that an emoji left behind


def rasterise(svg: str, *, scale: float = 2) -> bytes:
    """An SVG as PNG bytes, `scale` pixels for each of its units.

    >>> rasterise('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>')[1:4]
    b'PNG'
    """
    texts = [unescape(text) for _, text in _TEXT.findall(svg)]
    if covers("".join(set().union(*texts))):
        return _drawn(svg, scale=scale, files=[])
    strange = [text for text in texts if not covers(text)]
    fonts = fonts_handed_in() or find_fonts(folders=font_folders())
    if lacking := _lacking(strange, fonts):
        note_lacking(lacking)
    drawable = _TEXT.sub(lambda found: _drawable(found[0], found[1], unescape(found[2]), fonts=fonts), svg)
    return _drawn(drawable, scale=scale, files=_files(strange, fonts))


def _drawable(whole: str, attributes: str, text: str, *, fonts: Fonts) -> str:
    """A text drawn with the fonts that measured it, without the emoji that none of them has."""
    if covers(text):
        return whole
    given = dict(_ATTRIBUTE.findall(attributes))
    weight = int(given.get("font-weight", "400"))
    kept = _without_lacking(text, weight, fonts)
    given["font-family"] = font_stack(kept, fonts)
    is_plain = not any(right_to_left(char) for char in kept) and "letter-spacing" not in given
    inside = _apart(kept, given, weight, fonts=fonts) if is_plain else _escaped(kept)
    opening = "".join(f' {key}="{value}"' for key, value in given.items())
    return f"<text{opening}>{inside}</text>"


def _without_lacking(text: str, weight: int, fonts: Fonts) -> str:
    gone = {
        cluster
        for run in runs(text, weight, fonts)
        if run.is_lacking
        for cluster in graphemes(run.text)
        if is_emoji(cluster)
    }
    if not gone:
        return text
    return _LOOSE.sub("", "".join(cluster for cluster in graphemes(text) if cluster not in gone))


def _apart(text: str, given: dict[str, str], weight: int, *, fonts: Fonts) -> str:
    """The runs of a text each at its own place: the renderer would else set the whole text in one font.

    Where a font lacks a character it takes another for all of the text, if that one has all of it.
    """
    parts = runs(text, weight, fonts)
    size = float(given.get("font-size", "12"))
    widths = [_width(part, weight, given.get("font-style") == "italic") * size for part in parts]
    shift = {"middle": sum(widths) / 2, "end": sum(widths)}.get(given.pop("text-anchor", "start"), 0.0)
    x = float(given.pop("x", "0")) - shift
    spans: list[str] = []
    for part, width in zip(parts, widths, strict=True):
        family = f"'{part.face.family}'" if part.face else "Inter"
        spans.append(f'<tspan x="{x:.3f}" font-family="{_escaped(family)}">{_escaped(part.text)}</tspan>')
        x += width
    given["xml:space"] = "preserve"
    return "".join(spans)


def _width(run: Run, weight: int, italic: bool) -> float:
    path, index = (run.face.path, run.face.index) if run.face else (inter_file(weight, italic), 0)
    return shaped(run.text, path, index)


def _lacking(texts: list[str], fonts: Fonts) -> str:
    """The writing that no font has; an emoji is no writing."""
    clusters = (
        cluster
        for text in texts
        for run in runs(text, 400, fonts)
        if run.is_lacking
        for cluster in graphemes(run.text)
        if not is_emoji(cluster) and not cluster.isspace()
    )
    return "".join(dict.fromkeys(clusters))


def _files(texts: list[str], fonts: Fonts) -> list[str]:
    """The files of the faces that draw these texts, in any weight."""
    faces = {
        run.face.path: None
        for text in texts
        for weight in (400, 600, 700)
        for run in runs(text, weight, fonts)
        if run.face
    }
    return list(faces)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _drawn(svg: str, *, scale: float, files: list[str]) -> bytes:
    drawable = _UNSEEN.sub("", svg)
    try:
        ParserCreate().Parse(drawable, True)  # the renderer ends the thread over what is no XML
        tree = usvg.Tree.from_str(drawable, _options(files))
        wide, high = tree.int_size()
        size = max(1, int(wide * scale + 0.5)), max(1, int(high * scale + 0.5))
        return bytes(render(tree, (size[0] / wide, 0.0, 0.0, 0.0, size[1] / high, 0.0), bg_size=size))
    except (ExpatError, RuntimeError, OSError) as error:
        raise Fault(f"The picture could not be turned into pixels: {error}") from error


def _options(files: list[str]) -> usvg.Options:
    """Inter stands in memory: the renderer opens a font that it has as a file anew for every text."""
    options = usvg.Options.default()
    options.font_family = "Inter"
    for inter in _inter():
        options.load_font_data(inter)
    for file in files:
        options.load_font_file(file)
    return options


@cache
def _inter() -> list[bytes]:
    return [Path(file).read_bytes() for file in font_files()]
