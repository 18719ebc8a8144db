"""Breaking text into lines that fit: words whole where they can be, characters never torn.

Chinese and Japanese break between characters, but not before closing punctuation nor after opening; other
writing breaks at spaces and after hyphens. A word wider than the line is broken: with a hyphen in scripts
that hyphenate, at the likeliest place in Thai, which has no spaces, never within what is seen as one.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from unicodedata import category, east_asian_width, normalize

import msgspec

from desirepath.drawing.graphemes import graphemes
from desirepath.drawing.measuring import text_width
from desirepath.records import Record

__all__ = ["graphemes", "wrap"]

_NEVER_FIRST = set(
    "、。，．・：；！？‼⁇⁈⁉）」』】〉》〕］｝〗〙”’ー〜々〻ゝゞヽヾ…‥％‰℃"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
    ",.!?:;)]}»›%ๆฯ།၊။។៕"
)
_NEVER_LAST = set("（「『【〈《〔［｛〖〘“‘([{«‹¥￥£￡$＄€#＃№")
_SPACE = re.compile(r"[^\S\u00a0\u202f\u2007]+")  # a no-break space does not break
_ZERO_SPACE = "\u200b"
_SOFT_HYPHEN = "\u00ad"
_GLUE = {"\u00a0", "\u202f", "\u2007", "\u2060", "\ufeff", "\u200d"}
_HYPHENS = set("-/\u2010\u2013\u05be")
_SHARES = {"%", "‰"}
_BETWEEN = {"·", "–", "—"}
_CURRENCY = re.compile(r"[(+−\u2066-\u2069]*[A-Z]{3}")
_SEAMS = set("/-_.@=&?:,;|")
_LEADING_VOWELS = set("เแโใไເແໂໃໄ")  # a Thai or Lao syllable begins with them
_TRAILING_VOWELS = set("ะาำๅะາຳๆฯ")  # and never with these
_VOWELS = set("aeiouyæøœαεηιουωаеёиоуыэюяіїє")
_DIGRAPHS = {"ch", "ck", "ph", "th", "sh", "qu", "rh", "gh", "st", "tz", "pf", "gn", "cz", "sz", "rz"}
_SHORT = 0.36  # of the line: a last line shorter than that looks lost
_LEAST_PART = 4  # letters after a hyphen, or a line does not end there: "pick-up"
_MUCH_LESS = 0.6  # of what the last two lines differed by, or they stay
_NARROWER = (0.92, 0.84, 0.76, 0.68, 0.6)
_LOOSE_END = " ,.;:·–-、。，・"


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

    It is shortened after a whole word where that leaves enough of it, and a last line is not left with a
    short word alone where the lines before can do with less.

    >>> wrap("Compares plans on the web", 100, 12)
    ['Compares plans', 'on the web']
    >>> wrap("Compares plans on the web", 100, 12, max_lines=1)
    ['Compares…']
    >>> wrap("For NOK 400 only", 60, 12), wrap("We lose 100 % here", 80, 12)
    (['For', 'NOK 400', 'only'], ['We lose', '100 % here'])
    >>> wrap("Clicks the video ad", 100, 12), wrap("専門用語が多くて理解が難しい", 160, 12)
    (['Clicks the', 'video ad'], ['専門用語が多くて理', '解が難しい'])
    """
    pen = _Pen(width=width, size=size, weight=weight, italic=italic)
    pieces = _pieces(text)
    lines = _lines(pieces, pen)
    if max_lines is None or len(lines) <= max_lines:
        return _evened(lines, pieces, pen)
    kept = lines[:max_lines]
    return [*kept[:-1], _cut(kept[-1], pen)]


class _Pen(Record):
    width: float
    size: float
    weight: int
    italic: bool

    def fits(self, text: str) -> bool:
        return self.length(text) <= self.width

    def length(self, text: str) -> float:
        return text_width(text, self.size, self.weight, italic=self.italic)


def _evened(lines: list[str], pieces: list[tuple[str, bool]], pen: _Pen) -> list[str]:
    """As many lines, but no short word, no single character alone on the last, if that can be."""
    if len(lines) < 2 or pen.length(lines[-1]) >= _SHORT * pen.width:
        return lines
    least = max(pen.length(piece) for piece, _ in pieces)
    best = lines
    for share in _NARROWER:
        narrow = msgspec.structs.replace(pen, width=pen.width * share)
        if least > narrow.width:
            break
        tried = _lines(pieces, narrow)
        if len(tried) > len(lines):
            break
        best = tried
        if pen.length(tried[-1]) >= _SHORT * pen.width:
            break
    return best if _step(best, pen) < _MUCH_LESS * _step(lines, pen) else lines


def _step(lines: list[str], pen: _Pen) -> float:
    """How much the last line differs from the one above it."""
    return abs(pen.length(lines[-2]) - pen.length(lines[-1]))


def _lines(pieces: list[tuple[str, bool]], pen: _Pen) -> list[str]:
    lines: list[str] = []
    line = ""
    for piece, spaced in _parted(pieces, pen):
        longer = f"{line} {piece}" if line and spaced else line + piece
        if pen.fits(longer):
            line = longer
            continue
        if line:
            lines.append(line)
        *whole, line = _broken(piece, pen)
        lines += whole
    return [*lines, line] if line else lines


def _parted(pieces: list[tuple[str, bool]], pen: _Pen) -> Iterator[tuple[str, bool]]:
    """The pieces, those of several words that no line can hold word by word."""
    for piece, spaced in pieces:
        if " " not in piece or pen.fits(piece):
            yield piece, spaced
        else:
            first, *rest = piece.split(" ")
            yield first, spaced
            yield from ((word, True) for word in rest)


def _pieces(text: str) -> list[tuple[str, bool]]:
    """What must stay on one line, and whether a space stands before it."""
    pieces: list[tuple[str, bool]] = []
    for word in _SPACE.split(text.strip()):
        spaced = True
        for part in chain.from_iterable(_unspaced(stretch) for stretch in word.split(_ZERO_SPACE)):
            if spaced and pieces and _belongs(pieces[-1][0], word):
                pieces[-1] = (f"{pieces[-1][0]} {part}", pieces[-1][1])
            else:
                pieces.append((part, spaced))
            spaced = False
    return pieces


def _belongs(before: str, word: str) -> bool:
    """Whether a word stays with the one before it: "%", an amount with its currency, a dot between two."""
    is_share = word[:1] in _SHARES and before[-1:].isdigit()
    return is_share or word in _BETWEEN or (word[:1].isdigit() and _CURRENCY.fullmatch(before) is not None)


def _unspaced(word: str) -> list[str]:
    """A word's parts between which a line may end: after hyphens, and between ideographs."""
    if word.isascii() and "-" not in word and "/" not in word:
        return [word] if word else []
    parts: list[str] = []
    for cluster in graphemes(word):
        if parts and not _may_break(parts[-1], cluster):
            parts[-1] += cluster
        else:
            parts.append(cluster)
    if len(parts) > 1 and parts[-2][-1] == "-" and len(parts[-1].rstrip(_LOOSE_END)) < _LEAST_PART:
        parts[-2:] = [parts[-2] + parts[-1]]
    return parts


def _may_break(before: str, cluster: str) -> bool:
    last, first = before[-1], cluster[0]
    if first in _NEVER_FIRST or last in _NEVER_LAST or first in _GLUE or last in _GLUE:
        return False
    if last in _HYPHENS:
        return len(before) > 2 and before[-2].isalpha() and first.isalpha()  # not in a date
    return _is_ideograph(first) or _is_ideograph(_letter(before))


def _letter(text: str) -> str:
    """The last character of a text that stands by itself, without its marks."""
    return next((char for char in reversed(text) if category(char) not in {"Mn", "Me", "Cf"}), text[-1])


def _broken(word: str, pen: _Pen) -> list[str]:
    """A word in parts that each fit; a part is never less than one character."""
    rest = graphemes(word)
    parts: list[str] = []
    while not pen.fits("".join(rest)) and len(rest) > 1:
        taken = _taken(rest, pen)
        part, after = "".join(rest[:taken]), rest[taken]
        parts.append(part + ("-" if _hyphenates(part[-1]) and _hyphenates(after[0]) else ""))
        rest = rest[taken:]
    return [*parts, "".join(rest)]


def _taken(rest: list[str], pen: _Pen) -> int:
    """How many characters of a long word stand on this line: up to a likely place, or as many as fit."""
    most = 1
    while most < len(rest) - 1 and pen.fits("".join(rest[: most + 1]) + "-"):
        most += 1
    half = most // 2
    likely = [at for at in range(half + 1, most + 1) if _is_likely(rest[at - 1], rest[at])]
    if likely:
        return likely[-1]
    syllable = [at for at in range(max(3, half, most - 6), most + 1) if _is_syllable(rest, at)]
    if syllable:
        return syllable[-1]
    return next((at for at in range(most, half, -1) if not _is_unlikely(rest[at - 1], rest[at])), most)


def _is_likely(before: str, after: str) -> bool:
    return before in _SEAMS or before[-1] == _SOFT_HYPHEN or after[0] in _LEADING_VOWELS


def _is_syllable(rest: list[str], at: int) -> bool:
    """Whether a consonant before a vowel begins here, as most syllables do, and two letters more follow."""
    if at + 3 > len(rest) or not all(_hyphenates(each[0]) for each in rest[at - 1 : at + 3]):
        return False
    together = rest[at - 1].lower() + rest[at].lower() in _DIGRAPHS
    return not together and not _is_vowel(rest[at]) and _is_vowel(rest[at + 1])


@lru_cache(maxsize=4096)
def _is_vowel(cluster: str) -> bool:
    return normalize("NFD", cluster.lower())[0] in _VOWELS


def _is_unlikely(before: str, after: str) -> bool:
    """Places where no syllable ends."""
    first = after[0]
    glued = first in _GLUE or before[-1] in _GLUE
    return glued or first in _TRAILING_VOWELS or first in _NEVER_FIRST or before[-1] in _LEADING_VOWELS


@lru_cache(maxsize=4096)
def _hyphenates(char: str) -> bool:
    """Whether a letter's script divides words with a hyphen: Latin, Greek, Cyrillic, Armenian, Georgian."""
    code = ord(char)
    written_so = code < 0x0590 or 0x10A0 <= code <= 0x10FF or 0x1E00 <= code <= 0x1FFF
    return char == _SOFT_HYPHEN or (written_so and char.isalpha())


def _cut(line: str, pen: _Pen) -> str:
    whole = graphemes(line.rstrip("-"))
    shown = list(whole)
    while shown and not pen.fits("".join(shown).rstrip() + "…"):
        shown.pop()
    text = "".join(shown)
    if len(shown) < len(whole) and not whole[len(shown)].isspace():  # within a word: rather before it
        before = text.rstrip(_LOOSE_END).rpartition(" ")[0].rstrip(_LOOSE_END)
        text = before if len(before) * 2 >= len(text) else text
    return text.rstrip(_LOOSE_END) + "…"


@lru_cache(maxsize=8192)
def _is_ideograph(char: str) -> bool:
    """Whether lines may end on either side: Han, kana, emoji. Korean has spaces and keeps its words whole."""
    hangul = 0xAC00 <= ord(char) <= 0xD7AF or 0x1100 <= ord(char) <= 0x11FF or 0x3130 <= ord(char) <= 0x318F
    return not hangul and east_asian_width(char) in "WF"
