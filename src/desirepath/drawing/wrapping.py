"""Breaking text into lines that fit: words whole where they can be, characters never torn.

A word wider than the line is broken (with a hyphen between letters), Chinese and Japanese break
between characters but not before closing punctuation, and what people see as one character
(an accent, a flag, a family of emoji) stays one.
"""

import re
from unicodedata import category, east_asian_width

from desirepath.drawing.fonts import text_width
from desirepath.records import Record

__all__ = ["graphemes", "wrap"]

_JOINER = "\u200d"
_CLOSING = set("、。，．！？：；）」』】〉》”’ー々…%％")
_SPACE = re.compile(r"[^\S\u00a0\u202f]+")  # a no-break space does not break
_HYPHENS = set("-/\u2010\u2013")
_SEAMS = set("/-_.@=&?:,;|")


def wrap(
    text: str,
    width: float,
    size: float,
    *,
    weight: int = 400,
    italic: bool = False,
    max_lines: int | None = None,
) -> list[str]:
    """The lines of a text, none wider than `width`; the last ends in … when lines had to go.

    >>> wrap("Compares plans on the web", 100, 12)
    ['Compares plans', 'on the web']
    >>> wrap("Compares plans on the web", 100, 12, max_lines=1)
    ['Compares plan…']
    """
    pen = _Pen(width=width, size=size, weight=weight, italic=italic)
    lines = _lines(_pieces(text), pen)
    if max_lines is None or len(lines) <= max_lines:
        return lines
    kept = lines[:max_lines]
    return [*kept[:-1], _cut(kept[-1], pen)]


def graphemes(text: str) -> list[str]:
    """What people see as single characters.

    >>> graphemes("e\u0301👩‍👧🇳🇴x") == ["e\u0301", "👩‍👧", "🇳🇴", "x"]
    True
    """
    seen: list[str] = []
    for char in text:
        if seen and _joins(seen[-1], char):
            seen[-1] += char
        else:
            seen.append(char)
    return seen


class _Pen(Record):
    width: float
    size: float
    weight: int
    italic: bool

    def fits(self, text: str) -> bool:
        return text_width(text, self.size, self.weight, italic=self.italic) <= self.width


def _lines(pieces: list[tuple[str, bool]], pen: _Pen) -> list[str]:
    lines: list[str] = []
    line = ""
    for piece, spaced in pieces:
        longer = f"{line} {piece}" if line and spaced else line + piece
        if pen.fits(longer):
            line = longer
            continue
        if line:
            lines.append(line)
        *whole, line = _broken(piece, pen)
        lines += whole
    return [*lines, line] if line else lines


def _pieces(text: str) -> list[tuple[str, bool]]:
    """What must stay on one line, and whether a space stands before it."""
    pieces: list[tuple[str, bool]] = []
    for word in _SPACE.split(text.strip()):
        spaced = True
        for part in _unspaced(word):
            pieces.append((part, spaced))
            spaced = False
    return pieces


def _unspaced(word: str) -> list[str]:
    """A word's parts between which a line may end: after hyphens, and in scripts without spaces."""
    parts: list[str] = []
    for char in graphemes(word):
        if parts and not _may_break(parts[-1], char):
            parts[-1] += char
        else:
            parts.append(char)
    return parts


def _may_break(before: str, char: str) -> bool:
    if char in _CLOSING:
        return False
    if before[-1] in _HYPHENS:
        return len(before) > 2 and before[-2].isalpha() and char.isalpha()  # not in a date
    return _wide(char) or _wide(before[-1])


def _broken(word: str, pen: _Pen) -> list[str]:
    """A word in parts that each fit; a part is never less than one character."""
    rest = graphemes(word)
    parts: list[str] = []
    while not pen.fits("".join(rest)) and len(rest) > 1:
        taken = _taken(rest, pen)
        part = "".join(rest[:taken])
        hyphen = "-" if part[-1].isalpha() and rest[taken][0].isalpha() and not _wide(part[-1]) else ""
        parts.append(part + hyphen)
        rest = rest[taken:]
    return [*parts, "".join(rest)]


def _taken(rest: list[str], pen: _Pen) -> int:
    most = 1
    while most < len(rest) - 1 and pen.fits("".join(rest[: most + 1]) + "-"):
        most += 1
    seams = [at + 1 for at in range(most // 2, most) if rest[at] in _SEAMS]
    return seams[-1] if seams else most


def _cut(line: str, pen: _Pen) -> str:
    shown = graphemes(line.rstrip("-"))
    while shown and not pen.fits("".join(shown).rstrip() + "…"):
        shown.pop()
    return "".join(shown).rstrip(" ,.;:·–-") + "…"


def _joins(before: str, char: str) -> bool:
    if category(char) in {"Mn", "Me", "Mc"} or char == _JOINER or before.endswith(_JOINER):
        return True
    if 0x1F3FB <= ord(char) <= 0x1F3FF or 0xE0020 <= ord(char) <= 0xE007F or 0x1160 <= ord(char) <= 0x11FF:
        return True
    return len(before) == 1 and _regional(before) and _regional(char)


def _regional(char: str) -> bool:
    return 0x1F1E6 <= ord(char) <= 0x1F1FF


def _wide(char: str) -> bool:
    return east_asian_width(char[0]) in "WF"
