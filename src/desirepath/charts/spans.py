"""Points with their intervals on one axis, a row each: what is surely above or below a line can be seen."""

from collections.abc import Callable, Sequence
from typing import Literal

from desirepath.charts.bars import Column, column_ends, whisker
from desirepath.charts.pages import Page, Piece, Tone, line, text_lines, titled, widest, words, wrapped
from desirepath.charts.scales import Scale
from desirepath.drawing import Markup, element
from desirepath.records import Record

__all__ = ["Span", "spans"]


class Span(Record):
    """One row: a point, perhaps its interval, perhaps a second point further on."""

    name: str
    value: float | None
    figures: list[str]
    low: float | None = None
    high: float | None = None
    beyond: float | None = None  # a second point: a 90th percentile beside the median
    tone: Tone = "positive"
    look: Literal["solid", "hollow", "few"] = "solid"
    under: str = ""
    tip: str = ""


def spans(
    page: Page,
    rows: Sequence[Span],
    columns: Sequence[Column],
    *,
    scale: Callable[[float, float], Scale],
    tick: Callable[[float], str],
    axis: str,
    head: str = "",
    zero: float | None = None,
) -> Piece:
    """The rows on an axis that `scale` makes of where it may begin and how wide it may be."""
    wanted = (
        widest([row.name for row in rows], 12),
        widest([row.under for row in rows], 10),
        widest([head], 11),
    )
    names = min(max(*wanted, 60.0), page.width * 0.32)
    widths = [
        min(
            widest([row.figures[at] for row in rows] + [column.head], 12, weight=column.weight) + 2,
            page.width * 0.3,
        )
        for at, column in enumerate(columns)
    ]
    left = names + 22
    on = scale(left, page.width - left - sum(widths) - 14 * len(widths) - 8)
    heights = [_height(row, names) for row in rows]
    bottom = 26 + sum(heights)
    marks = [
        words(page, head, x=0, y=10, room=names, size=11, tone="muted") if head else Markup(""),
        words(page, axis, x=left, y=10, room=on.room, size=11, tone="muted"),
        *_grid(page, on, bottom, tick=tick, zero=zero),
    ]
    ends = column_ends(page.width, widths)
    marks += [
        words(page, column.head, x=end, y=10, room=width, size=11, tone="muted", anchor="end")
        for column, end, width in zip(columns, ends, widths, strict=True)
    ]
    y = 26.0
    for row, height in zip(rows, heights, strict=True):
        marks.append(
            _row(page, row, columns, on=on, middle=y + height / 2, names=names, ends=ends, widths=widths)
        )
        y += height
    return Piece(height=bottom + 18, marks=marks)


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


def _height(row: Span, names: float) -> float:
    return max(24.0, text_lines(row.name, names, 12) * 15 + (14 if row.under else 0) + 8)


def _grid(
    page: Page, on: Scale, bottom: float, *, tick: Callable[[float], str], zero: float | None
) -> list[Markup]:
    marks: list[Markup] = []
    for value in on.ticks:
        x = on.at(value)
        strong = zero is not None and value == zero
        marks.append(
            line(
                (x, 20),
                (x, bottom),
                colour=page.colours.edge if strong else page.colours.rule,
                width=1.5 if strong else 1,
            )
        )
        marks.append(
            words(page, tick(value), x=x, y=bottom + 13, room=60, size=10, tone="muted", anchor="middle")
        )
    return marks


def _row(
    page: Page,
    row: Span,
    columns: Sequence[Column],
    *,
    on: Scale,
    middle: float,
    names: float,
    ends: Sequence[float],
    widths: Sequence[float],
) -> Markup:
    tone: Tone = "muted" if row.look == "few" else "ink"
    lines = text_lines(row.name, names, 12)
    top = middle - (lines * 15 + (14 if row.under else 0)) / 2
    marks = [*wrapped(page, row.name, x=0, y=top + 11, room=names, tone=tone).marks]
    if row.under:
        marks.append(words(page, row.under, x=0, y=top + lines * 15 + 10, room=names, size=10, tone="muted"))
    if row.value is not None:
        x = on.at(row.value)
        if row.beyond is not None:
            far = on.at(row.beyond)
            marks.append(
                line((x, middle), (far, middle), colour=page.tone(row.tone), dashes="2 3", width=1.5)
            )
            marks.append(line((far, middle - 6), (far, middle + 6), colour=page.tone(row.tone), width=2.5))
        marks += whisker(page, on, row.low, row.high, y=middle, few=row.look == "few")
        marks.append(point(page, x, middle, tone=row.tone, look=row.look))
    for figure, column, end, width in zip(row.figures, columns, ends, widths, strict=True):
        if figure:
            marks.append(
                words(
                    page,
                    figure,
                    x=end,
                    y=middle + 4,
                    room=width,
                    weight=column.weight,
                    tone=tone,
                    anchor="end",
                )
            )
    return titled(row.tip or f"{row.name}: {', '.join(filter(None, row.figures))}", *marks)
