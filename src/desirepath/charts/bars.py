"""Ranked bars: a name, a bar with its interval, figures in columns.

A bar's length is its value on the axis, from 0; who is too few is an empty dashed outline and says so.
"""

from collections.abc import Callable, Sequence
from typing import Literal

from desirepath.charts.figures import percent
from desirepath.charts.pages import Page, Piece, Tone, box, words
from desirepath.charts.rows import TOP, Column, Entry, Grid, draw_axis, draw_entry, draw_heads, grid_of
from desirepath.charts.scales import Scale, reach, ticks_of
from desirepath.drawing import Markup, line

__all__ = ["Bar", "Look", "bars", "draw_bar", "whisker", "whisker_down"]

Look = Literal["solid", "hatched", "few", "rest"]


class Bar(Entry, kw_only=True):
    """One row."""

    value: float | None  # None: not known, no bar
    low: float | None = None
    high: float | None = None
    tone: Tone = "positive"
    look: Look = "solid"


def bars(
    page: Page,
    rows: Sequence[Bar],
    columns: Sequence[Column],
    *,
    most: float,
    axis: str = "",
    ticks: Callable[[float], str] = percent,
    mark: tuple[float, str] | None = None,
    name_share: float = 0.36,
) -> Piece:
    """Rows of bars on one axis up to `most`; `mark` is a line across them at a value, with its name."""
    grid = grid_of(page, rows, columns, name_share=name_share)
    high = reach(most)
    steps = max(2, int(grid.room / 52))
    on = Scale(low=0, high=high, left=grid.left, room=grid.room, ticks=ticks_of(0, high, steps=steps))
    marks = [*draw_heads(page, grid, axis=axis), *draw_axis(page, grid, on, ticks)]
    if mark:
        marks += _mark(page, grid, on, mark)
    y = TOP
    for row, height in zip(rows, grid.heights, strict=True):
        marks.append(_row(page, grid, row, on, middle=y + height / 2))
        y += height
    return Piece(height=grid.bottom + (30 if mark else 18), marks=marks)


def draw_bar(
    page: Page, *, x: float, y: float, width: float, height: float, tone: Tone, look: Look
) -> list[Markup]:
    """A bar in its look."""
    if width <= 0:
        return []
    colour = page.tone("muted" if look in ("few", "rest") else tone)
    outline = box(x, y, width, height, fill="none", stroke=colour, dashes="3 2" if look == "few" else None)
    if look == "few":
        return [outline]
    tint = box(x, y, width, height, fill=colour, opacity=0.42 if look == "solid" else 0.16)
    if look == "hatched":
        return [tint, box(x, y, width, height, fill=page.hatch(tone)), outline]
    return [tint, outline]


def whisker(
    page: Page, scale: Scale, low: float | None, high: float | None, *, y: float, few: bool = False
) -> list[Markup]:
    """An interval: a line with caps."""
    if low is None or high is None:
        return []
    first, last = scale.at(low), scale.at(high)
    colour = page.tone("muted" if few else "ink")
    ends = [line((x, y - 3.5), (x, y + 3.5), colour=colour, width=1.3) for x in (first, last)]
    return [line((first, y), (last, y), colour=colour, width=1.3), *ends]


def whisker_down(
    page: Page,
    low: float | None,
    high: float | None,
    *,
    x: float,
    y: Callable[[float], float],
    few: bool = False,
) -> list[Markup]:
    """An interval that stands upright at x."""
    if low is None or high is None:
        return []
    colour = page.tone("muted" if few else "ink")
    caps = [line((x - 3.5, y(at)), (x + 3.5, y(at)), colour=colour, width=1.3) for at in (low, high)]
    return [line((x, y(low)), (x, y(high)), colour=colour, width=1.3), *caps]


def _mark(page: Page, grid: Grid, on: Scale, mark: tuple[float, str]) -> list[Markup]:
    value, name = mark
    x, bottom = on.at(value), grid.bottom
    right = page.width - x
    at_right = right > x - grid.left
    named = words(
        page,
        name,
        x=x,
        y=bottom + 26,
        room=right if at_right else x,
        size=10,
        tone="accent",
        anchor="start" if at_right else "end",
    )
    return [line((x, TOP - 8), (x, bottom), colour=page.tone("accent"), width=1.5, dashes="5 3"), named]


def _row(page: Page, grid: Grid, row: Bar, on: Scale, *, middle: float) -> Markup:
    marks: list[Markup] = []
    if row.value is not None:
        length = on.at(row.value) - on.left
        marks += draw_bar(
            page, x=on.left, y=middle - 7, width=length, height=14, tone=row.tone, look=row.look
        )
        marks += whisker(page, on, row.low, row.high, y=middle, few=row.look == "few")
    return draw_entry(page, grid, row, *marks, middle=middle, is_quiet=row.look in ("few", "rest"))
