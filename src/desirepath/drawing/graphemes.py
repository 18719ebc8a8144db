"""What people see as one character: a letter with its accents, a conjunct, a flag, a family of emoji.

The rules are those of Unicode's annex 29 (extended grapheme clusters) as far as they matter to drawing; where
they differ, more stays together: whatever follows a joiner is joined.
"""

from functools import lru_cache
from unicodedata import category

__all__ = ["graphemes"]

_JOINER = "\u200d"
_NON_JOINER = "\u200c"
_AM = {"\u0e33", "\u0eb3"}  # Thai and Lao AM: a letter by its category, but it ends the one before
_VOICED = {"\uff9e", "\uff9f"}
_LINKERS = set("\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d\u1039\u17d2")  # the next consonant joins this one
_PREPENDED = {*map(chr, range(0x600, 0x606)), "\u06dd", "\u070f", "\u08e2", "\u0d4e"}


def graphemes(text: str) -> list[str]:
    """The characters of a text as people see them.

    >>> graphemes("e\\u0301👩‍👧🇳🇴x") == ["e\\u0301", "👩‍👧", "🇳🇴", "x"]
    True
    >>> graphemes("क्षत्रिय"), len(graphemes("น้ำ"))
    (['क्ष', 'त्रि', 'य'], 1)
    """
    if text.isascii():
        return list(text)
    seen: list[str] = []
    for char in text:
        if seen and _joins(seen[-1], char):
            seen[-1] += char
        else:
            seen.append(char)
    return seen


def _joins(before: str, char: str) -> bool:
    if _extends(char) or before[-1] == _JOINER or before[-1] in _PREPENDED:
        return True
    if before[-1] in _LINKERS or (len(before) > 1 and before[-2] in _LINKERS and _extends(before[-1])):
        return category(char) == "Lo"
    return _flags(before, char) or _syllable(before[-1], char)


@lru_cache(maxsize=8192)
def _extends(char: str) -> bool:
    """Whether a character has no place of its own."""
    if char in {_JOINER, _NON_JOINER} or char in _AM or char in _VOICED:
        return True
    code = ord(char)
    if 0x1F3FB <= code <= 0x1F3FF or 0xE0020 <= code <= 0xE007F:  # tones of skin, tags
        return True
    return category(char) in {"Mn", "Me", "Mc"}


def _flags(before: str, char: str) -> bool:
    """Two regional indicators make a flag; a third begins the next."""
    return len(before) == 1 and _regional(before) and _regional(char)


def _regional(char: str) -> bool:
    return 0x1F1E6 <= ord(char) <= 0x1F1FF


def _syllable(before: str, char: str) -> bool:
    """Whether two parts of a Korean syllable belong together."""
    first, second = _part(before), _part(char)
    return (first, second) in {
        ("L", "L"), ("L", "V"), ("L", "LV"), ("L", "LVT"), ("LV", "V"), ("LV", "T"), ("V", "V"), ("V", "T"),
        ("LVT", "T"), ("T", "T"),
    }  # fmt: skip


def _part(char: str) -> str | None:
    code = ord(char)
    if 0xAC00 <= code <= 0xD7A3:
        return "LVT" if (code - 0xAC00) % 28 else "LV"
    parts = ((0x1100, 0x115F, "L"), (0x1160, 0x11A7, "V"), (0x11A8, 0x11FF, "T"))
    return next((part for first, last, part in parts if first <= code <= last), None)
