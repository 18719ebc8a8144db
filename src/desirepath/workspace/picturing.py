"""Pictures of more than one map, and of a map's opportunities: as SVG, PNG or a page, by a file's ending.

A single map is drawn by `drawing`.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

from desirepath.drawing import Fonts, drawn_with
from desirepath.errors import InputError
from desirepath.maps import Atlas, Comparison, JourneyMap, compare
from desirepath.prints import (
    atlas_to_html,
    comparison_to_html,
    comparison_to_pptx,
    in_language,
    matrix_to_html,
    render_atlas,
    render_comparison,
    render_matrix,
)
from desirepath.records import Record
from desirepath.workspace.drawing import pixels_or_svg
from desirepath.workspace.looking import Look

ComparisonMode = Literal["overlay", "stacked", "table"]
PICTURES = {".svg": "image/svg+xml", ".png": "image/png", ".html": "text/html"}
"""What these pictures can be, by the ending of the file, with its media type."""


class Compared(Record):
    """Two maps and what is different between them."""

    before: JourneyMap
    after: JourneyMap
    comparison: Comparison


def compared(
    before: JourneyMap, after: JourneyMap, *, names: tuple[str, str], language: str | None = None
) -> Compared:
    """Two maps compared; `names` (as they were asked for) tell revisions of one map apart."""
    before, after = in_language(before, language), in_language(after, language)
    is_same = before.key == after.key and names[0] != names[1]
    found = compare(before, after, names=names if is_same else None)
    return Compared(before=before, after=after, comparison=found)


def comparison_as(
    found: Compared, ending: str, look: Look, *, mode: ComparisonMode, texts: Mapping[str, str], fonts: Fonts
) -> bytes:
    """A comparison in one of the forms of `PICTURES`, or as slides; a table is a page or slides."""
    sides = found.comparison, found.before, found.after
    if ending == ".pptx":
        with drawn_with(fonts):
            return comparison_to_pptx(*sides, mode=mode, texts=texts.get)
    drawn = None if mode == "table" else mode
    if drawn is None and ending != ".html":
        raise InputError(
            f'A table of changes is written as .html or .pptx; found "{ending}". Try --as overlay.'
        )
    return _drawn(
        ending,
        look,
        fonts,
        page=lambda: comparison_to_html(*sides, mode=drawn, texts=texts.get),
        svg=lambda: render_comparison(*sides, mode=drawn or "overlay", theme=look.theme, texts=texts.get),
    )


def matrix_as(drawn: JourneyMap, ending: str, look: Look, *, fonts: Fonts) -> bytes:
    """A map's opportunities in one of the forms of `PICTURES`."""
    told = in_language(drawn, look.language)
    return _drawn(
        ending,
        look,
        fonts,
        page=lambda: matrix_to_html(told),
        svg=lambda: render_matrix(told, theme=look.theme),
    )


def atlas_as(atlas: Atlas, ending: str, look: Look, *, fonts: Fonts) -> bytes:
    """The overview of all maps in one of the forms of `PICTURES`."""
    return _drawn(
        ending,
        look,
        fonts,
        page=lambda: atlas_to_html(atlas, language=look.language),
        svg=lambda: render_atlas(atlas, theme=look.theme, language=look.language),
    )


def picture_ending(path: Path, *, also: tuple[str, ...] = ()) -> str:
    """The form that a file's name asks for; InputError when it is none of `PICTURES`, or has no folder."""
    if path.suffix.lower() not in {*PICTURES, *also}:
        *most, last = *PICTURES, *also
        raise InputError(f'This is drawn as {", ".join(most)} or {last}; found "{path.name}".')
    if not path.parent.is_dir():
        raise InputError(f"There is no folder {path.parent} to draw into.")
    return path.suffix.lower()


def _drawn(
    ending: str, look: Look, fonts: Fonts, *, page: Callable[[], str], svg: Callable[[], str]
) -> bytes:
    with drawn_with(fonts):
        return page().encode() if ending == ".html" else pixels_or_svg(svg(), ending, look)
