"""Inter, bundled: which characters it has, how wide they are, and the files and CSS that bring it along.

The static fonts and their licence (SIL OFL 1.1) stand in `fonts/`. What Inter lacks is the business of
`faces`; both come together in `measuring`.
"""

from base64 import b64encode
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from unicodedata import category

from desirepath.drawing.faces import characters, is_unseen, shaped

__all__ = [
    "BUNDLED",
    "FONT_STACK",
    "covers",
    "font_faces",
    "font_files",
    "inter_file",
    "kerned",
    "preferred",
    "rank",
]

BUNDLED = "Inter, 'Inter Variable'"
FONT_STACK = f"{BUNDLED}, system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif"
_FILES = {400: "Inter-Regular.ttf", 600: "Inter-SemiBold.ttf", 700: "Inter-Bold.ttf"}
_ITALIC = "Inter-Italic.ttf"
_FOLDER = files("desirepath.drawing").joinpath("fonts")
# The families in which a script is usually set (start of range, end of range, families). Han is Japanese,
# Chinese and Korean: kana or hangul in the same text decide, so they stand before it.
_SCRIPTS = (
    (0x0590, 0x05FF, ("Noto Sans Hebrew", "Segoe UI", "DejaVu Sans")),
    (0x0600, 0x08FF, ("Noto Sans Arabic", "Segoe UI", "DejaVu Sans")),
    (0x0900, 0x097F, ("Noto Sans Devanagari", "Nirmala UI", "Kohinoor Devanagari")),
    (0x0980, 0x0DFF, ("Noto Sans", "Nirmala UI")),
    (0x0E00, 0x0E7F, ("Noto Sans Thai", "Leelawadee UI", "Thonburi")),
    (0xAC00, 0xD7AF, ("Noto Sans CJK KR", "Noto Sans KR", "Malgun Gothic", "Apple SD Gothic Neo")),
    (0x3040, 0x30FF, ("Noto Sans CJK JP", "Noto Sans JP", "Hiragino Sans", "Yu Gothic")),
    (0x2E80, 0xFFEF, ("Noto Sans CJK JP", "Noto Sans CJK SC", "Hiragino Sans", "Yu Gothic",
                      "Microsoft YaHei")),
    (0x1F000, 0x1FBFF, ("Noto Color Emoji", "Apple Color Emoji", "Segoe UI Emoji")),
)  # fmt: skip
_FIGURES = "0123456789"
_LESS_FIT = ("mono", "serif", "math", "condensed", "light", "unifont")


def covers(text: str) -> bool:
    """Whether Inter has a glyph for every character.

    >>> covers("naïve → Ελλάδα"), covers("日本")
    (True, False)
    """
    if text.isascii():
        return True
    known = characters(inter_file(400, italic=False))
    return all(ord(char) in known or category(char) in {"Cf", "Cc"} or is_unseen(char) for char in text)


def preferred(text: str) -> tuple[str, ...]:
    """The families in which the scripts of a text are usually set; none for what Inter has.

    >>> preferred("広告を見る")[0], preferred("Reach")
    ('Noto Sans CJK JP', ())
    """
    codes = [ord(char) for char in text]
    found = (names for first, last, names in _SCRIPTS if any(first <= code <= last for code in codes))
    return tuple(dict.fromkeys(name for names in found for name in names))


def rank(family: str) -> tuple[int, str]:
    """Where a family stands among those that nobody asked for: plain ones first, a last resort last."""
    name = family.lower()
    last = 2 * ("lastresort" in name.replace(" ", ""))
    return last + any(part in name for part in _LESS_FIT), family


def kerned(text: str, weight: int, italic: bool) -> float:
    """How wide a text in Inter is at most, in ems: kerning that brings letters closer is not counted."""
    file = inter_file(weight, italic)
    alone, apart = _alone(file), _apart(file)
    width = 0.0
    before = ""
    for char in text:
        if char not in alone:
            alone[char] = _advance(char, file)
        width += alone[char]
        pair = before + char
        if before and pair not in apart:
            apart[pair] = max(0.0, _together(pair, file) - alone[before] - alone[char])
        width += apart.get(pair, 0.0)
        before = char
    return width


def font_files() -> list[str]:
    """Paths of the bundled fonts, for a renderer that reads files."""
    return [_path(name) for name in (*_FILES.values(), _ITALIC)]


def inter_file(weight: int, italic: bool) -> str:
    """The bundled file that draws a weight."""
    return _path(_ITALIC if italic else _FILES[weight])


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


@cache
def _alone(file: str) -> dict[str, float]:  # noqa: ARG001 (one for each file)
    """Advance widths, filled as characters are met."""
    return {}


@cache
def _apart(file: str) -> dict[str, float]:  # noqa: ARG001 (one for each file)
    """How much further apart than their advances two characters stand, filled as pairs are met."""
    return {}


def _advance(char: str, file: str) -> float:
    """The widest form of a character: figures and signs have tabular forms, and others between capitals."""
    if char.isalpha():
        return shaped(char, file)
    if char in _FIGURES:
        return max(shaped(figure, file, features=("tnum",)) for figure in _FIGURES)
    between = shaped(f"H{char}H", file) - shaped("HH", file)
    return max(shaped(char, file), between, shaped(char, file, features=("tnum",)))


def _together(pair: str, file: str) -> float:
    """How wide two characters are, also beside capitals, where brackets are higher and wider."""
    if pair.isalpha():
        return shaped(pair, file)
    capital = shaped("H", file)
    beside = max(shaped(f"H{pair}", file), shaped(f"{pair}H", file))
    return max(shaped(pair, file), beside - capital)


@cache
def _path(name: str) -> str:
    with as_file(_FOLDER.joinpath(name)) as path:
        return str(Path(path))
