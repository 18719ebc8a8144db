"""Rows with a name at the left, an axis in the middle and figures in columns at the right.

`bars` and `spans` draw what stands on the axis. Where there is little room, the longest texts give way first.
"""

from collections.abc import Callable, Sequence

from desirepath.charts.pages import Page, Tone, text_lines, titled, widest, words, wrapped
from desirepath.charts.scales import Scale
from desirepath.drawing import Markup, line, text_width
from desirepath.records import Record

__all__ = ["TOP", "Column", "Entry", "Grid", "draw_axis", "draw_entry", "draw_heads", "draw_ticks", "grid_of"]

SIZE = 12.0
LEADING = 15.0
TOP = 26.0  # where the first row begins
GAP = 14.0
LONGEST_HEAD = 96.0  # a longer one must be as short as its figures
LEAST_ROOM = 0.2  # of the page, for the axis


class Column(Record):
    """A column of figures: its head, and how it is set."""

    head: str
    weight: int = 400


class Entry(Record):
    """What the words of a row are."""

    name: str
    figures: list[str]  # one a column
    under: str = ""  # in small print under the name
    tip: str = ""


class Grid(Record):
    """Where the parts of each row stand."""

    names: float  # the room of the names, from the left edge
    left: float  # where the axis begins
    room: float  # how wide it is
    columns: list[Column]
    widths: list[float]
    ends: list[float]  # where each column of figures ends
    heights: list[float]

    @property
    def bottom(self) -> float:
        """Where the last row ends."""
        return TOP + sum(self.heights)


def grid_of(
    page: Page, rows: Sequence[Entry], columns: Sequence[Column], *, name_share: float, gap: float = GAP
) -> Grid:
    """The room that names, axis and figures get."""
    wanted = max(widest([row.name for row in rows], SIZE), widest([row.under for row in rows], 10), 60.0)
    names = min(wanted + 1, page.width * name_share)
    asked = [_wanted(rows, column, at) for at, column in enumerate(columns)]
    left = names + gap
    free = page.width * (1 - LEAST_ROOM) - left - GAP * len(columns)
    widths = _shrunk(asked, free)
    ends = [page.width - sum(widths[at + 1 :]) - GAP * (len(widths) - 1 - at) for at in range(len(widths))]
    return Grid(
        names=names,
        left=left,
        room=page.width - left - sum(widths) - GAP * len(widths),
        columns=list(columns),
        widths=widths,
        ends=ends,
        heights=[_height(row, names, columns, widths) for row in rows],
    )


def draw_heads(page: Page, grid: Grid, *, axis: str) -> list[Markup]:
    """What the columns and the axis are called."""
    marks = [
        words(page, column.head, x=end, y=10, room=width, size=11, tone="muted", anchor="end")
        for column, end, width in zip(grid.columns, grid.ends, grid.widths, strict=True)
    ]
    if axis:
        marks.append(words(page, axis, x=grid.left, y=10, room=grid.room, size=11, tone="muted"))
    return marks


def draw_axis(page: Page, grid: Grid, on: Scale, tick: Callable[[float], str]) -> list[Markup]:
    """A line down for each tick whose value has room below it."""
    marks: list[Markup] = []
    for value in _with_room(on, tick):
        x, is_zero = on.at(value), value == 0
        colour = page.colours.edge if is_zero else page.colours.rule
        marks.append(line((x, TOP - 6), (x, grid.bottom), colour=colour, width=1.5 if is_zero else 1))
    return marks + draw_ticks(page, on, tick, y=grid.bottom + 13)


def draw_ticks(page: Page, on: Scale, tick: Callable[[float], str], *, y: float) -> list[Markup]:
    """The values under an axis, those that have room."""
    return [
        words(page, tick(value), x=on.at(value), y=y, room=90, size=10, tone="muted", anchor="middle")
        for value in _with_room(on, tick)
    ]


def draw_entry(page: Page, grid: Grid, row: Entry, *drawn: Markup, middle: float, is_quiet: bool) -> Markup:
    """The words of a row beside what is drawn of it."""
    tone: Tone = "muted" if is_quiet else "ink"
    tall = _named(row, grid.names)
    name = wrapped(page, row.name, x=0, y=middle - tall / 2 + 11, room=grid.names, tone=tone)
    marks = [*name.marks]
    if row.under:
        y = middle - tall / 2 + name.height + 10
        marks += wrapped(page, row.under, x=0, y=y, room=grid.names, size=10, tone="muted").marks
    for figure, column, end, width in zip(row.figures, grid.columns, grid.ends, grid.widths, strict=True):
        if figure:
            lines = text_lines(figure, width, SIZE, weight=column.weight)
            y = middle + 4 - (lines - 1) * LEADING / 2
            marks += wrapped(
                page, figure, x=end, y=y, room=width, weight=column.weight, tone=tone, anchor="end"
            ).marks
    return titled(row.tip or f"{row.name}: {', '.join(filter(None, row.figures))}", *marks, *drawn)


def _with_room(on: Scale, tick: Callable[[float], str]) -> list[float]:
    """The ticks whose values do not run into the one before."""
    found: list[float] = []
    reached = float("-inf")
    for value in on.ticks:
        x, half = on.at(value), text_width(tick(value), 10) / 2
        if x - half >= reached + 6:
            reached = x + half
            found.append(value)
    return found


def _wanted(rows: Sequence[Entry], column: Column, at: int) -> float:
    figures = widest([row.figures[at] for row in rows], SIZE, weight=column.weight)
    return max(figures, min(widest([column.head], 11), LONGEST_HEAD)) + 2


def _shrunk(widths: Sequence[float], free: float) -> list[float]:
    """The widths within what is free: the widest give way until all are alike."""
    found = list(widths)
    while sum(found) > free and max(found) > 20:
        most = max(found)
        found[found.index(most)] = max(most - max((sum(found) - free) / len(found), 1.0), 20.0)
    return found


def _height(row: Entry, names: float, columns: Sequence[Column], widths: Sequence[float]) -> float:
    figures = [
        text_lines(figure, width, SIZE, weight=column.weight)
        for figure, column, width in zip(row.figures, columns, widths, strict=True)
        if figure
    ]
    return max(24.0, _named(row, names) + 8, max(figures, default=1) * LEADING + 8)


def _named(row: Entry, names: float) -> float:
    """How tall a row's name is, with what stands under it."""
    under = 1.5 + text_lines(row.under, names, 10) * 12.5 if row.under else 0
    return text_lines(row.name, names, SIZE) * LEADING + under
