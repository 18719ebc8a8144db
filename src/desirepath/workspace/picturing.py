"""Pictures of more than one map, and of a map's opportunities: as SVG, PNG or a page, by a file's ending.

A single map is drawn by `drawing`.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

from desirepath.drawing import Fonts, drawn_with, with_fonts
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
    to_png,
)
from desirepath.records import Record

Theme = Literal["light", "dark"]
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
    found: Compared,
    ending: str,
    *,
    mode: ComparisonMode,
    theme: Theme,
    texts: Mapping[str, str],
    fonts: Fonts,
    scale: float | None = None,
) -> bytes:
    """A comparison in one of the forms of `PICTURES`, or as slides; a table is a page or slides."""
    if ending == ".pptx":
        with drawn_with(fonts):
            return comparison_to_pptx(found.comparison, found.before, found.after, mode=mode, texts=texts.get)
    if mode == "table":
        if ending != ".html":
            raise InputError(
                f'A table of changes is written as .html or .pptx; found "{ending}". Try --as overlay.'
            )
        table = comparison_to_html(found.comparison, found.before, found.after, mode=None, texts=texts.get)
        return table.encode()

    def page() -> str:
        return comparison_to_html(found.comparison, found.before, found.after, mode=mode, texts=texts.get)

    def svg() -> str:
        return render_comparison(
            found.comparison, found.before, found.after, mode=mode, theme=theme, texts=texts.get
        )

    return _drawn(ending, fonts, page=page, svg=svg, scale=scale)


def matrix_as(
    drawn: JourneyMap,
    ending: str,
    *,
    theme: Theme,
    fonts: Fonts,
    language: str | None = None,
    scale: float | None = None,
) -> bytes:
    """A map's opportunities in one of the forms of `PICTURES`."""
    told = in_language(drawn, language)
    return _drawn(
        ending,
        fonts,
        page=lambda: matrix_to_html(told),
        svg=lambda: render_matrix(told, theme=theme),
        scale=scale,
    )


def atlas_as(
    atlas: Atlas,
    ending: str,
    *,
    theme: Theme,
    fonts: Fonts,
    language: str | None = None,
    scale: float | None = None,
) -> bytes:
    """The overview of all maps in one of the forms of `PICTURES`."""
    return _drawn(
        ending,
        fonts,
        page=lambda: atlas_to_html(atlas, language=language),
        svg=lambda: render_atlas(atlas, theme=theme, language=language),
        scale=scale,
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
    ending: str, fonts: Fonts, *, page: Callable[[], str], svg: Callable[[], str], scale: float | None
) -> bytes:
    with drawn_with(fonts):
        if ending == ".html":
            return page().encode()
        return to_png(svg(), scale=scale) if ending == ".png" else with_fonts(svg()).encode()
