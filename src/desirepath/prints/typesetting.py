"""Typst, kept in one place: markup and pictures in, a tagged PDF out.

Only the bundled Inter is used unless a text has characters it lacks; then the fonts handed in with
`drawn_with` and the machine's are asked. What no font has is left out (emoji) or shown as □ with a warning:
PDF/UA forbids characters without a glyph.
"""

import logging
import re
from collections.abc import Callable, Iterable
from importlib.resources import as_file, files
from pathlib import Path
from types import ModuleType
from typing import NewType
from unicodedata import category

from desirepath.drawing import clusters, fonts_handed_in
from desirepath.errors import Fault, InputError

Typst = NewType("Typst", str)
"""Text that is Typst's language already."""
Drawable = Callable[[str], str]
"""A text as it can be drawn with the fonts there are."""

_PROBE = '#set document(title: "?")\n#set text(font: "Inter", fallback: {})\n= H\n#{}'
_EMOJI = range(0x1F000, 0x1FC00)
_SIGNS = range(0x2600, 0x27C0)  # sun, heart, tick: emoji from before there were emoji
_DIRECTIONS = set("\u200e\u200f\u2066\u2067\u2068\u2069")  # they have no glyph and need none
_AT_AN_END = re.compile(r"\s*\0(?=[\s\0]*([”’\"'.,!?)]|$))")  # where an emoji was left out, with its space
_INSIDE = re.compile(r"\0\s*")
_log = logging.getLogger(__name__)


def quoted(text: str) -> Typst:
    r"""A text as a string of Typst's, so that it is shown and never obeyed.

    >>> print(quoted('say "#eval" \\ twice'))
    "say \"#eval\" \\ twice"
    """
    clean = "".join(char for char in text if char >= " " or char in "\n\t")
    return Typst('"' + clean.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"')


def typeset(compose: Callable[[Drawable], dict[str, bytes]]) -> bytes:
    """The PDF of what `compose` gives: "main.typ" and the pictures it names.

    `compose` is called with a function that every text must pass.
    """
    typst = _typst()
    with as_file(files("desirepath.drawing").joinpath("fonts")) as fonts:
        bundled = {"font_paths": [str(fonts)], "ignore_system_fonts": True}
        asked: set[str] = set()

        def remembered(text: str) -> str:
            asked.update({*text, *clusters(text)} - _DIRECTIONS)
            return text

        composed = compose(remembered)
        foreign = {each for each in asked if not each.isascii()}
        strange = _lacking(typst.Compiler(**bundled), foreign, only_inter=True)
        if not strange:
            return _compiled(typst, composed, bundled)
        named = fonts_handed_in()
        folders = sorted({str(Path(face.path).parent) for face in named.named}) if named else []
        machine = {"font_paths": [str(fonts), *folders], "ignore_system_fonts": False}
        gone = _lacking(typst.Compiler(**machine), strange)
        if gone:
            _warn(gone)
            composed = compose(lambda text: _without(text, gone))
        return _compiled(typst, composed, machine)


def _typst() -> ModuleType:
    try:
        import typst  # noqa: PLC0415  (an extra: asked for only when a PDF is)
    except ImportError as error:
        raise InputError('A PDF needs Typst. Try: pip install "desirepath[pdf]"') from error
    module: ModuleType = typst
    return module


def _compiled(typst: ModuleType, composed: dict[str, bytes], fonts: dict[str, object]) -> bytes:
    try:
        made = typst.compile(composed, format="pdf", pdf_standards=["ua-1"], **fonts)
    except RuntimeError as error:
        raise Fault(f"The map could not be typeset: {error}") from error
    return bytes(made)


def _lacking(compiler: object, wanted: Iterable[str], *, only_inter: bool = False) -> set[str]:
    """What Inter, or any font, lacks of these characters, and of what is seen as one: all asked at once, then
    by halves. Typst brings fonts of its own, which nothing was measured with."""
    some = sorted(wanted)
    if not some or _can(compiler, "".join(some), only_inter=only_inter):
        return set()
    if len(some) == 1:
        return set(some)
    half = len(some) // 2
    halves = (_lacking(compiler, each, only_inter=only_inter) for each in (some[:half], some[half:]))
    return set().union(*halves)


def _can(compiler: object, text: str, *, only_inter: bool) -> bool:
    fallback = "false" if only_inter else "true"
    source = _PROBE.format(fallback, f"for each in {quoted(text)}.clusters() {{ [#each ] }}")
    try:
        compiler.compile(source.encode(), format="pdf", pdf_standards=["ua-1"])  # type: ignore[attr-defined]
    except RuntimeError:
        return False
    return True


def _without(text: str, gone: set[str]) -> str:
    if gone.isdisjoint({*text, *clusters(text)}):
        return text
    left = "".join(_shown(each, gone) or "\0" for each in clusters(text))
    return _INSIDE.sub("", _AT_AN_END.sub("", left)).strip() or "□"


def _shown(cluster: str, gone: set[str]) -> str:
    """What is seen as one, or what is left of it: "1" of a keycap, nothing of an emoji, else a box."""
    if cluster not in gone and gone.isdisjoint(cluster):
        return cluster
    letters = [char for char in cluster if category(char) not in {"Cf", "Mn", "Me"}]
    if any(ord(char) in _EMOJI or ord(char) in _SIGNS for char in letters):
        return ""
    return "".join("□" if char in gone else char for char in letters)


def _warn(gone: set[str]) -> None:
    writing = "".join(sorted(each for each in gone if "□" in _shown(each, gone)))
    if writing:
        _log.warning("This machine has no font for “%s”: it shows as boxes in the PDF.", writing[:20])
