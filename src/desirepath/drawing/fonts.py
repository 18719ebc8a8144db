"""Inter, bundled: how wide a text is, and which fonts a picture needs.

The static fonts and their licence (SIL OFL 1.1) stand in `fonts/`; nothing is looked up on the
machine. Widths are sums of advance widths without kerning, never less than what is drawn: figures
count as tabular ones, and characters Inter lacks are given a generous width.
"""

from base64 import b64encode
from functools import cache, lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from unicodedata import category, east_asian_width

from fontTools.ttLib import TTFont

__all__ = ["covers", "font_faces", "font_files", "font_stack", "right_to_left", "text_width"]

FONT_STACK = "Inter, 'Inter Variable', system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif"
_FILES = {400: "Inter-Regular.ttf", 600: "Inter-SemiBold.ttf", 700: "Inter-Bold.ttf"}
_ITALIC = "Inter-Italic.ttf"
_FOLDER = files("desirepath.drawing").joinpath("fonts")
# A renderer that finds no glyph in Inter takes any font that has one, often in the wrong weight:
# so text in another script names families of its own (start of range, end of range, families).
_SCRIPTS = (
    (0x0590, 0x05FF, "'Noto Sans Hebrew', 'DejaVu Sans'"),
    (0x0600, 0x08FF, "'Noto Sans Arabic', 'Segoe UI', 'DejaVu Sans'"),
    (0x0900, 0x097F, "'Noto Sans Devanagari'"),
    (0x0E00, 0x0E7F, "'Noto Sans Thai'"),
    (0xAC00, 0xD7AF, "'Noto Sans CJK KR', 'Malgun Gothic'"),
    (0x2E80, 0x9FFF, "'Noto Sans CJK JP', 'Hiragino Sans', 'Yu Gothic', 'Microsoft YaHei'"),
)


def text_width(text: str, size: float, weight: int = 400, *, italic: bool = False) -> float:
    """How wide a line of text is at most, in the unit of `size` (pixels).

    >>> text_width("Pricing page", 12) < text_width("Pricing page", 12, 700)
    True
    >>> text_width("日本", 12)
    24.0
    """
    return _ems(text, weight, italic) * size


def covers(text: str) -> bool:
    """Whether Inter has a glyph for every character.

    >>> covers("naïve → Ελλάδα"), covers("日本")
    (True, False)
    """
    known = _advances(400, False)
    return all(char in known or category(char) in {"Cf", "Cc", "Zs"} for char in text)


def font_stack(text: str) -> str:
    """The font families to draw a text with: Inter, and before it those of another script it uses."""
    if covers(text):
        return FONT_STACK
    codes = [ord(char) for char in text]
    for first, last, families in _SCRIPTS:
        if any(first <= code <= last for code in codes):
            return f"{families}, {FONT_STACK}"
    return FONT_STACK


def right_to_left(text: str) -> bool:
    """Whether a text reads from right to left: its first letter decides.

    >>> right_to_left("مرحبا 12"), right_to_left("12 router")
    (True, False)
    """
    for char in text:
        if category(char).startswith("L"):
            return 0x0590 <= ord(char) <= 0x08FF or 0xFB1D <= ord(char) <= 0xFEFC
    return False


def font_files() -> list[str]:
    """Paths of the bundled fonts, for a renderer that reads files."""
    return [_path(name) for name in (*_FILES.values(), _ITALIC)]


@cache
def font_faces() -> str:
    """CSS that embeds the Latin part of Inter, regular and semibold, in a page (75 kB).

    >>> font_faces().count("@font-face")
    2
    """
    return "\n".join(_face(name, weights) for name, weights in (("Regular", "400"), ("SemiBold", "500 700")))


def _face(name: str, weights: str) -> str:
    data = b64encode(_FOLDER.joinpath(f"Inter-{name}.web.woff2").read_bytes()).decode()
    return (
        f"@font-face{{font-family:Inter;font-weight:{weights};font-display:swap;"
        f"src:url(data:font/woff2;base64,{data}) format('woff2')}}"
    )


@lru_cache(maxsize=65_536)
def _ems(text: str, weight: int, italic: bool) -> float:
    known = _advances(weight, italic)
    return sum(known.get(char) or _stranger(char) for char in text)


@cache
def _advances(weight: int, italic: bool) -> dict[str, float]:
    """Advance width of every character Inter has, in ems."""
    name = _ITALIC if italic else _FILES[weight]
    with TTFont(_path(name), lazy=True) as font:
        em = font["head"].unitsPerEm
        glyphs = {chr(code): glyph for code, glyph in font.getBestCmap().items()}
        widths = {char: font["hmtx"][glyph][0] / em for char, glyph in glyphs.items()}
    figure = max(widths[char] for char in "0123456789")
    return widths | dict.fromkeys("0123456789", figure)


def _stranger(char: str) -> float:
    """A width on the safe side for a character Inter lacks, in ems."""
    if category(char) in {"Mn", "Me", "Cf", "Cc"}:
        return 0.0
    if ord(char) >= 0x1F000:  # emoji fonts draw wider than their em
        return 1.3
    return 1.0 if east_asian_width(char) in "WF" else 0.8


@cache
def _path(name: str) -> str:
    with as_file(_FOLDER.joinpath(name)) as path:
        return str(Path(path))
