"""Points with their intervals on one axis, a row each: what is surely above or below a line can be seen."""

from collections.abc import Callable, Sequence
from typing import Literal

from desirepath.charts.bars import whisker
from desirepath.charts.pages import Page, Piece, Tone
from desirepath.charts.rows import TOP, Column, Entry, Grid, draw_axis, draw_entry, draw_heads, grid_of
from desirepath.charts.scales import Scale
from desirepath.drawing import Markup, element, line

__all__ = ["Span", "point", "spans"]


class Span(Entry, kw_only=True):
    """One row: a point, perhaps its interval, perhaps a second point further on."""

    value: float | None
    low: float | None = None
    high: float | None = None
    beyond: float | None = None  # a second point: a 90th percentile beside the median
    tone: Tone = "positive"
    look: Literal["solid", "hollow", "few"] = "solid"


def spans(
    page: Page,
    rows: Sequence[Span],
    columns: Sequence[Column],
    *,
    scale: Callable[[float, float], Scale],
    tick: Callable[[float], str],
    axis: str,
) -> Piece:
    """The rows on an axis that `scale` makes of where it may begin and how wide it may be."""
    grid = grid_of(page, rows, columns, name_share=0.32, gap=22)
    on = scale(grid.left, grid.room - 12)
    marks = [*draw_heads(page, grid, axis=axis), *draw_axis(page, grid, on, tick)]
    y = TOP
    for row, height in zip(rows, grid.heights, strict=True):
        marks.append(_row(page, grid, row, on, middle=y + height / 2))
        y += height
    return Piece(height=grid.bottom + 18, marks=marks)


def point(page: Page, x: float, y: float, *, tone: Tone, look: str, size: float = 4.5) -> Markup:
    """A point: filled, hollow, or a dashed ring where there are too few."""
    colour = page.tone("muted" if look == "few" else tone)
    return element(
        "circle",
        cx=x,
        cy=y,
        r=size,
        fill=colour if look == "solid" else page.colours.bg,
        stroke=colour,
        stroke_width=1.75,
        stroke_dasharray="2.5 2" if look == "few" else None,
    )


def _row(page: Page, grid: Grid, row: Span, on: Scale, *, middle: float) -> Markup:
    marks: list[Markup] = []
    if row.value is not None:
        x, colour = on.at(row.value), page.tone("muted" if row.look == "few" else row.tone)
        if row.beyond is not None:
            far = on.at(row.beyond)
            marks.append(line((x, middle), (far, middle), colour=colour, dashes="2 3", width=1.5))
            marks.append(line((far, middle - 6), (far, middle + 6), colour=colour, width=2.5))
        marks += whisker(page, on, row.low, row.high, y=middle, few=row.look == "few")
        marks.append(point(page, x, middle, tone=row.tone, look=row.look))
    return draw_entry(page, grid, row, *marks, middle=middle, is_quiet=row.look == "few")
