"""The finished picture: title, what it is about, the pieces, notes; as SVG, and as a file.

The same answer gives the same bytes. A title and a description say the main figures to who cannot see them.
"""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

from desirepath.charts.figures import more
from desirepath.charts.pages import Page, Piece, Tone, box, stacked, words, wrapped
from desirepath.charts.told import Told
from desirepath.drawing import FONT_STACK, Markup, content, element, palette, rasterise
from desirepath.errors import InputError
from desirepath.records import Record

__all__ = ["ENDINGS", "NARROWEST", "Chart", "Theme", "sheet", "write"]

Theme = Literal["light", "dark"]
ENDINGS = (".svg", ".png")
MARGIN = 24.0
NARROWEST, WIDEST = 480, 2400
MOST_GROUPS = 8
MOST_SAID = 8
TONES: tuple[Tone, ...] = ("ink", "muted", "accent", "positive", "negative", "hotspot")
FEW = "Every figure rests on fewer than 30: too few."
NOBODY = "No journey entered: a filter, a period, a segment or the lens leaves none."


class Chart(Record):
    """How the answers of one measure are drawn."""

    title: Callable[[Told], str]
    draw: Callable[[Told, Page], list[Piece]]  # of one group; asked only where `lacking` says nothing
    figures: Callable[[Told], list[str]]  # the main ones, a sentence each
    notes: Callable[[Told], list[str]]  # how to read it
    lacking: Callable[[Told], str | None]  # why there is nothing to draw; None: there is


def sheet(told: Told, chart: Chart, *, theme: Theme, width: float) -> str:
    """The picture of an answer as a standalone SVG."""
    if not NARROWEST <= width <= WIDEST:
        raise InputError(f"Expected a width from {NARROWEST} to {WIDEST} pixels, found {width:g}.")
    if theme not in ("light", "dark"):
        raise InputError(f'Expected the theme "light" or "dark", found "{theme}".')
    title = chart.title(told)
    key = (
        "p"
        + hashlib.sha256(
            repr((title, told.about(), told.only(), told.rows, theme, width)).encode()
        ).hexdigest()[:10]
    )
    page = Page(colours=palette(theme), width=width - 2 * MARGIN, key=key)
    pieces = [_head(title, told, page), *_bodies(told, chart, page), *_notes(told, chart, page)]
    whole = stacked(pieces)
    return _svg(whole, page, title=title, told=_said(told, chart), height=whole.height + 2 * MARGIN)


def write(svg: str, path: Path) -> Path:
    """The picture in a file, .svg or .png by the ending of its name."""
    if path.suffix.lower() not in ENDINGS:
        raise InputError(f'A picture is written as .svg or .png; found "{path.name}".')
    if not path.parent.is_dir():
        raise InputError(f"There is no folder {path.parent} to write into.")
    return written(path, rasterise(svg) if path.suffix.lower() == ".png" else svg.encode())


def written(path: Path, content: bytes) -> Path:
    """The file, with this in it; InputError where it cannot be written."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror or error}.") from error
    except ValueError as error:  # half a character, or a byte that no name may have
        raise InputError(f"A file cannot be called {path.name!r}: {error}.") from error
    return path


def _head(title: str, told: Told, page: Page) -> Piece:
    top = wrapped(page, title, x=0, y=17, room=page.width, most=3, size=18, weight=700)
    below = wrapped(page, told.about(), x=0, y=top.height + 14, room=page.width, most=3, tone="muted")
    height, marks = top.height + below.height, [*top.marks, *below.marks]
    if told.under:
        only = wrapped(page, told.only(), x=0, y=height + 14, room=page.width, most=3, tone="muted")
        height, marks = height + only.height, [*marks, *only.marks]
    return Piece(height=height + 4, marks=marks)


def _bodies(told: Told, chart: Chart, page: Page) -> list[Piece]:
    if not told.groups:
        return _body(told, chart, page)
    pieces: list[Piece] = []
    for name in list(told.groups)[:MOST_GROUPS]:
        group = told.of(name)
        pieces += [_group_head(name, group, page), *_body(group, chart, page)]
    left = len(told.groups) - MOST_GROUPS
    if left > 0:
        pieces.append(calm(more(left, "group", "groups"), page))
    return pieces


def _body(told: Told, chart: Chart, page: Page) -> list[Piece]:
    why = NOBODY if told.journeys == 0 else chart.lacking(told)
    return [calm(why, page)] if why else chart.draw(told, page)


def _group_head(name: str, told: Told, page: Page) -> Piece:
    bar = box(0, 0, 4, 24, fill=page.tone("accent"))
    name_room = page.width * 0.55
    return Piece(
        height=24,
        marks=[
            box(0, 0, page.width, 24, fill=page.colours.panel),
            bar,
            words(page, name, x=14, y=16.5, room=name_room, size=13, weight=600),
            words(
                page,
                told.entered(),
                x=page.width - 10,
                y=16.5,
                room=page.width * 0.38,
                tone="muted",
                anchor="end",
            ),
        ],
    )


def calm(text: str, page: Page) -> Piece:
    """A quiet word where there is nothing to draw."""
    inner = wrapped(
        page, text, x=page.width / 2, y=26, room=page.width - 40, most=4, tone="muted", anchor="middle"
    )
    height = inner.height + 26
    edge = box(0.5, 0.5, page.width - 1, height, fill=page.colours.panel, stroke=page.colours.rule, radius=6)
    return Piece(height=height + 1, marks=[edge, *inner.marks])


def _notes(told: Told, chart: Chart, page: Page) -> list[Piece]:
    notes = chart.notes(told) if told.journeys and told.rows else []
    if not notes:
        return []
    lines = [wrapped(page, note, x=0, y=10, room=page.width, most=5, size=11, tone="muted") for note in notes]
    return [stacked(lines, gap=3)]


def _said(told: Told, chart: Chart) -> str:
    """The main figures, for who cannot see the picture."""
    said = [f"{told.about()}.", *([f"{told.only()}."] if told.under else [])]
    groups: Sequence[tuple[str, Told]] = [(name, told.of(name)) for name in told.groups] or [("", told)]
    for name, group in groups[:MOST_GROUPS]:
        why = NOBODY if group.journeys == 0 else chart.lacking(group)
        told_here = [why] if why else chart.figures(group)[:MOST_SAID] or [FEW]
        said += [f"{name}: {told_here[0]}", *told_here[1:]] if name and told_here else told_here
    return " ".join(said)


def _svg(whole: Piece, page: Page, *, title: str, told: str, height: float) -> str:
    key, width = page.key, page.width + 2 * MARGIN
    body = element("g", *whole.marks, transform=f"translate({MARGIN:g} {MARGIN:g})")
    patterns = [_pattern(page, tone) for tone in TONES if page.hatch(tone) in body]
    return element(
        "svg",
        element("title", content(title), id=f"{key}-title"),
        element("desc", content(told), id=f"{key}-desc"),
        *([element("defs", *patterns)] if patterns else []),
        element("rect", width=width, height=height, fill=page.colours.bg),
        body,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width:g} {height:g}",
        width=width,
        height=height,
        role="img",
        aria_labelledby=f"{key}-title {key}-desc",
        font_family=FONT_STACK,
        font_size=12,
    )


def _pattern(page: Page, tone: Tone) -> Markup:
    return element(
        "pattern",
        element("path", d="M-1 7 7 -1M5 7 7 5M-1 1 1 -1", stroke=page.tone(tone), stroke_width=1.3),
        id=f"{page.key}-{tone}",
        width=6,
        height=6,
        patternUnits="userSpaceOnUse",
    )
