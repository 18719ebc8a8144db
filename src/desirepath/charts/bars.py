"""Ranked bars: a name, a bar with its interval, figures in columns.

A bar's length is its value on the axis, from 0; who is too few is an empty dashed outline and says so.
"""

from collections.abc import Callable, Sequence
from typing import Literal

from desirepath.charts.figures import percent
from desirepath.charts.pages import Page, Piece, Tone, box, line, text_lines, titled, widest, words, wrapped
from desirepath.charts.scales import Scale, reach, ticks_of
from desirepath.drawing import Markup
from desirepath.records import Record

__all__ = ["Bar", "Column", "Look", "bars", "column_ends", "draw_bar", "whisker", "whisker_down"]

Look = Literal["solid", "hatched", "few", "rest"]
NAME_SHARE = 0.36
COLUMN_GAP = 14.0
SIZE = 12.0


class Column(Record):
    """A column of figures beside the bars: its head, and how it is set."""

    head: str
    weight: int = 400


class Bar(Record):
    """One row."""

    name: str
    value: float | None  # None: not known, no bar
    figures: list[str]  # one a column
    low: float | None = None
    high: float | None = None
    tone: Tone = "positive"
    look: Look = "solid"
    under: str = ""  # in small print under the name
    tip: str = ""


def bars(
    page: Page,
    rows: Sequence[Bar],
    columns: Sequence[Column],
    *,
    most: float,
    axis: str,
    head: str = "",
    ticks: Callable[[float], str] = percent,
    mark: tuple[float, str] | None = None,
    name_share: float = NAME_SHARE,
) -> Piece:
    """Rows of bars on one axis up to `most`; `mark` is a line across them at a value, with its name."""
    wanted = (
        widest([row.name for row in rows], SIZE),
        widest([row.under for row in rows], 10),
        widest([head], 11),
    )
    names = min(max(*wanted, 60.0), page.width * name_share)
    widths = [
        min(
            widest([row.figures[at] for row in rows] + [column.head], SIZE, weight=column.weight) + 2,
            page.width * 0.24,
        )
        for at, column in enumerate(columns)
    ]
    left = names + 14
    room = page.width - left - sum(widths) - COLUMN_GAP * len(widths)
    high = reach(most)
    scale = Scale(
        low=0, high=high, left=left, room=room, ticks=ticks_of(0, high, steps=max(2, int(room / 52)))
    )
    heights = [_height(row, names) for row in rows]
    bottom = 26 + sum(heights)
    marks = _axis(page, scale, axis=axis, head=head, bottom=bottom, names=names, ticks=ticks)
    if mark:
        marks += _mark(page, scale, mark, bottom)
    ends = column_ends(page.width, widths)
    marks += [
        words(page, column.head, x=end, y=10, room=width, size=11, tone="muted", anchor="end")
        for column, end, width in zip(columns, ends, widths, strict=True)
    ]
    y = 26.0
    for row, height in zip(rows, heights, strict=True):
        marks.append(
            _row(page, row, columns, scale=scale, y=y, height=height, names=names, ends=ends, widths=widths)
        )
        y += height
    return Piece(height=bottom + (30 if mark and mark[1] else 18), marks=marks)


def draw_bar(
    page: Page, *, x: float, y: float, width: float, height: float, tone: Tone, look: Look
) -> list[Markup]:
    """A bar in its look."""
    colour = page.tone("muted" if look in ("few", "rest") else tone)
    outline = box(x, y, width, height, fill="none", stroke=colour, dashes="3 2" if look == "few" else None)
    if width <= 0:
        return []
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


def _height(row: Bar, names: float) -> float:
    lines = text_lines(row.name, names, SIZE)
    return max(24.0, lines * 15 + (14 if row.under else 0) + 8)


def _axis(
    page: Page,
    scale: Scale,
    *,
    axis: str,
    head: str,
    bottom: float,
    names: float,
    ticks: Callable[[float], str],
) -> list[Markup]:
    marks = [
        words(page, head, x=0, y=10, room=names, size=11, tone="muted") if head else Markup(""),
        words(page, axis, x=scale.left, y=10, room=scale.room, size=11, tone="muted") if axis else Markup(""),
    ]
    for tick in scale.ticks:
        x = scale.at(tick)
        marks.append(line((x, 20), (x, bottom), colour=page.colours.edge if tick == 0 else page.colours.rule))
        anchor: Literal["start", "middle"] = "start" if tick == 0 else "middle"
        marks.append(
            words(page, ticks(tick), x=x, y=bottom + 13, room=56, size=10, tone="muted", anchor=anchor)
        )
    return marks


def _mark(page: Page, scale: Scale, mark: tuple[float, str], bottom: float) -> list[Markup]:
    value, name = mark
    x = scale.at(value)
    room = scale.left + scale.room - x
    over_half = room < scale.room / 2
    named = words(
        page,
        name,
        x=x,
        y=bottom + 26,
        room=(x - scale.left) if over_half else room,
        size=10,
        tone="accent",
        anchor="end" if over_half else "start",
    )
    return [line((x, 18), (x, bottom + 16), colour=page.tone("accent"), width=1.5, dashes="5 3"), named]


def column_ends(width: float, widths: Sequence[float]) -> list[float]:
    """Where each column of figures ends, the last at the right edge."""
    ends: list[float] = []
    right = width
    for each in reversed(widths):
        ends.insert(0, right)
        right -= each + COLUMN_GAP
    return ends


def _row(
    page: Page,
    row: Bar,
    columns: Sequence[Column],
    *,
    scale: Scale,
    y: float,
    height: float,
    names: float,
    ends: Sequence[float],
    widths: Sequence[float],
) -> Markup:
    tone: Tone = "muted" if row.look in ("few", "rest") else "ink"
    middle = y + height / 2
    lines = text_lines(row.name, names, SIZE)
    tall = lines * 15 + (14 if row.under else 0)
    name = wrapped(page, row.name, x=0, y=middle - tall / 2 + 11, room=names, tone=tone)
    marks = [*name.marks]
    if row.under:
        under_y = middle - tall / 2 + lines * 15 + 10
        marks.append(words(page, row.under, x=0, y=under_y, room=names, size=10, tone="muted"))
    if row.value is not None:
        length = scale.at(row.value) - scale.left
        marks += draw_bar(
            page, x=scale.left, y=middle - 7, width=length, height=14, tone=row.tone, look=row.look
        )
        marks += whisker(page, scale, row.low, row.high, y=middle, few=row.look == "few")
    for figure, column, end, width in zip(row.figures, columns, ends, widths, strict=True):
        marks.append(
            words(
                page,
                figure or " ",
                x=end,
                y=middle + 4,
                room=width,
                weight=column.weight,
                tone=tone,
                anchor="end",
            )
            if figure
            else Markup("")
        )
    return titled(row.tip or f"{row.name}: {', '.join(filter(None, row.figures))}", *marks)


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
