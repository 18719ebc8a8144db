"""How wide a text is at most, and which fonts it is drawn with, in whatever script.

What the bundled Inter has is a sum: advances, and what kerning adds (never what it takes away, so that the
width also holds where a renderer does not kern). Everything else is split into runs by the font that draws
it, and shaped. Fonts beyond Inter are those handed in with `drawn_with`; a character that none of them has is
given room on the safe side, and noted.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from unicodedata import category, east_asian_width, normalize

from desirepath.drawing.directions import has_right_to_left
from desirepath.drawing.faces import Face, Fonts, covering, find_fonts, is_unseen, of_weight, shaped
from desirepath.drawing.fonts import (
    BUNDLED,
    FONT_STACK,
    covers,
    inter_file,
    kerned,
    preferred,
    rank,
)
from desirepath.drawing.graphemes import graphemes
from desirepath.records import Record

__all__ = [
    "Noted", "Run", "drawn_with", "font_stack", "fonts_handed_in", "is_emoji", "runs", "slants", "text_width",
]  # fmt: skip

_EMOJI = range(0x1F000, 0x1FC00)
_SIGNS = (range(0x2300, 0x2400), range(0x2600, 0x27C0), range(0x2B00, 0x2C00))  # emoji from before emoji
_LOOKS_OF_EMOJI, _KEYCAP = "\ufe0f", "\u20e3"
_WIDE_ARABIC = set("سشصضڛڜڝڞښۺۻ")
_WITHOUT_ROOM = {"Mn", "Me", "Cf"}
_log = logging.getLogger(__name__)


class Noted:
    """What drawing found out: the characters that no font at hand has."""

    def __init__(self) -> None:
        self._lacking: dict[str, None] = {}

    @property
    def lacking(self) -> str:
        """The characters that were given room on the safe side, in the order they were met."""
        return "".join(self._lacking)

    @property
    def warning(self) -> str | None:
        """What to tell whoever asked for the picture; None when every character has a font."""
        if not self._lacking:
            return None
        some = "".join(list(self._lacking)[:12])
        return (
            f"No font here has “{some}”: these characters were given room on the safe side and may show as "
            "boxes. Name a font file that has them."
        )

    def note(self, clusters: str) -> None:
        """Keep characters that no font has."""
        self._lacking.update(dict.fromkeys(graphemes(clusters)))


class Run(Record):
    """A stretch of text that one font draws; without a face it is Inter, or nobody has it (`is_lacking`)."""

    text: str
    face: Face | None
    is_lacking: bool = False


_NONE = find_fonts()
_handed_in: ContextVar[tuple[Fonts, Noted] | None] = ContextVar("fonts", default=None)


@contextmanager
def drawn_with(fonts: Fonts) -> Iterator[Noted]:
    """Measure and draw with these fonts what Inter lacks; says afterwards what none of them has.

    >>> with drawn_with(find_fonts()) as noted:
    ...     width = text_width("日本", 12)
    >>> width, noted.lacking
    (24.0, '日本')
    """
    noted = Noted()
    token = _handed_in.set((fonts, noted))
    try:
        yield noted
    finally:
        _handed_in.reset(token)
    if noted.warning:
        _warn(noted.warning)


def fonts_handed_in() -> Fonts | None:
    """The fonts of the `drawn_with` around; None when there is none."""
    handed_in = _handed_in.get()
    return handed_in[0] if handed_in else None


def note_lacking(clusters: str) -> None:
    """Tell the `drawn_with` around what no font has; without one, log it."""
    handed_in = _handed_in.get()
    noted = handed_in[1] if handed_in else Noted()
    noted.note(clusters)
    if not handed_in and noted.warning:
        _warn(noted.warning)


@lru_cache(maxsize=256)
def _warn(warning: str) -> None:
    """Say it once, however many pictures it is true of."""
    _log.warning(warning)


def text_width(text: str, size: float, weight: int = 400, *, italic: bool = False) -> float:
    """How wide a line of text is at most, in the unit of `size` (pixels).

    >>> text_width("Pricing page", 12) < text_width("Pricing page", 12, 700)
    True
    >>> text_width("日本", 12)
    24.0
    """
    handed_in = _handed_in.get()
    ems, lacking = _measured(text, weight, italic, handed_in[0] if handed_in else _NONE)
    if lacking and handed_in:
        handed_in[1].note(lacking)
    return ems * size


def font_stack(text: str, fonts: Fonts | None = None) -> str:
    """The font families to draw a text with: Inter, and for another script those that have it.

    Inter's own letters come first, but where the text is read from right to left: there one font should draw
    all of a line, figures and foreign words too.
    """
    if covers(text):
        return FONT_STACK
    chosen = _chosen(text, fonts or fonts_handed_in() or _NONE)
    others = ", ".join(f"'{name}'" for name in dict.fromkeys((*chosen, *preferred(text))) if "'" not in name)
    if not others:
        return FONT_STACK
    if has_right_to_left(text):
        return f"{others}, {FONT_STACK}"
    return FONT_STACK.replace(BUNDLED, f"{BUNDLED}, {others}")


def runs(text: str, weight: int, fonts: Fonts) -> list[Run]:
    """A text in stretches by the font that draws them, in the order they are written."""
    families = fonts.families()
    faces = [of_weight(families[name], weight) for name in _chosen(text, fonts)]
    inter_first = not has_right_to_left(text)
    found: list[Run] = []
    for cluster in graphemes(text):
        run = _run(cluster, faces, inter_first=inter_first)
        before = found[-1] if found else None
        if before and (before.face, before.is_lacking) == (run.face, run.is_lacking):
            found[-1] = Run(text=before.text + cluster, face=run.face, is_lacking=run.is_lacking)
        else:
            found.append(run)
    return found


def slants(text: str) -> bool:
    """Whether a text can be set in italics: Inter has all of it but the emoji, which have none.

    >>> slants("Great 👍"), slants("日本 and more")
    (True, False)
    """
    return covers(text) or covers("".join(each for each in graphemes(text) if not is_emoji(each)))


def is_emoji(cluster: str) -> bool:
    """Whether what people see as one character is an emoji."""
    if _LOOKS_OF_EMOJI in cluster or _KEYCAP in cluster:
        return True
    return any(ord(char) in codes for char in cluster for codes in (_EMOJI, *_SIGNS))


def _run(cluster: str, faces: list[Face], *, inter_first: bool) -> Run:
    in_inter = covers(cluster)
    if in_inter and (inter_first or not faces):
        return Run(text=cluster, face=None)
    face = next((face for face in faces if covering(face, cluster)), None)
    return Run(text=cluster, face=face, is_lacking=face is None and not in_inter)


@lru_cache(maxsize=65_536)
def _measured(text: str, weight: int, italic: bool, fonts: Fonts) -> tuple[float, str]:
    """The width in ems, and the characters that no font has."""
    if _is_plain(text) and covers(text):
        return kerned(text, weight, italic), ""
    is_slanted = italic and slants(text)
    parts = runs(text, weight, fonts)
    width = sum(_run_width(run, weight, is_slanted) for run in parts)
    return width, "".join(run.text for run in parts if run.is_lacking)


def _is_plain(text: str) -> bool:
    """Whether no character of a text changes with its neighbours."""
    return text.isascii() or not any(category(char) in _WITHOUT_ROOM for char in text)


def _run_width(run: Run, weight: int, italic: bool) -> float:
    if run.is_lacking:
        return sum(_stranger(char) for char in run.text)
    if run.face is None:
        letters = "".join(char for char in normalize("NFC", run.text) if category(char) not in _WITHOUT_ROOM)
        return max(shaped(run.text, inter_file(weight, italic)), kerned(letters, weight, italic))
    # A renderer that has no bold face thickens the one it has, and may set it a little wider.
    thickened = 0.042 * len(run.text) if weight >= 600 and run.face.weight < 550 else 0.0
    return shaped(run.text, run.face.path, run.face.index) + thickened


@lru_cache(maxsize=4096)
def _chosen(text: str, fonts: Fonts) -> tuple[str, ...]:
    """The families that have what Inter lacks of a text, the first of each that does."""
    families = fonts.families()
    taken: list[str] = []
    for cluster in graphemes(text):
        if covers(cluster) or any(covering(families[name][0], cluster) for name in taken):
            continue
        found = next((name for name in _ordered(text, fonts) if covering(families[name][0], cluster)), None)
        taken += [found] if found else []
    return tuple(taken)


@lru_cache(maxsize=512)
def _ordered(text: str, fonts: Fonts) -> tuple[str, ...]:
    """The families in the order to ask them: named, then the script's usual ones, then the rest."""
    families = fonts.families()
    named = dict.fromkeys(face.family for face in fonts.named)
    usual = (name for name in preferred(text) if name in families)
    return tuple(dict.fromkeys((*named, *usual, *sorted(families, key=rank))))


def _stranger(char: str) -> float:
    """A width on the safe side for a character that no font has, in ems: as a letter, or as a box."""
    kind, code = category(char), ord(char)
    if is_unseen(char) or kind == "Cc":
        return 0.0
    if code in _EMOJI or char in _WIDE_ARABIC:  # emoji fonts draw wider than their em
        return 1.4
    if kind in {"Mn", "Me"}:
        return 0.7
    if 0x0E00 <= code < 0x0F00:  # Thai, Lao
        return 0.9
    return 1.0 if east_asian_width(char) in "WF" or code < 0x0B00 else 1.25
