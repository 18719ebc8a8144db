"""Paths: every route as a row of chips, with a bar of how many take it."""

from collections.abc import Sequence

from desirepath.charts.bars import draw_bar, whisker
from desirepath.charts.figures import TOO_FEW, count, duration, more, percent, share
from desirepath.charts.pages import Page, Piece, Tone, box, remark, stacked, titled, words, wrapped
from desirepath.charts.scales import Scale, reach, ticks_of
from desirepath.charts.sheets import Chart
from desirepath.charts.told import Row, Told
from desirepath.drawing import Markup, line, text_width, wrap

__all__ = ["CHART"]

OTHER = ["(other)"]
MOST = 25
MOST_LINES = 3
CHIP, PITCH, SIZE = 18.0, 22.0, 11.0
LONGEST_CHIP = 150.0


def _draw(told: Told, page: Page) -> list[Piece]:
    rows = told.rows[:MOST]
    if len(told.rows) > MOST and told.rows[-1]["path"] == OTHER:
        rows = [*told.rows[: MOST - 1], told.rows[-1]]
    routes = page.width * 0.52
    left = routes + 16
    some = [row["share_high"] or 0.0 for row in told.every if row["path"] != OTHER]
    high = reach(max(some, default=1.0))
    room = page.width - left - 8
    on = Scale(low=0, high=high, left=left, room=room, ticks=ticks_of(0, high, steps=4))
    pieces = [_row(page, row, on, routes=routes, most=high) for row in rows]
    body = stacked(pieces, gap=10)
    grid: list[Markup] = []
    for tick in on.ticks:
        grid.append(
            line(
                (on.at(tick), 20),
                (on.at(tick), 26 + body.height),
                colour=page.colours.edge if tick == 0 else page.colours.rule,
            )
        )
        grid.append(
            words(
                page,
                percent(tick),
                x=on.at(tick),
                y=12,
                room=50,
                size=10,
                tone="muted",
                anchor="start" if tick == 0 else "middle",
            )
        )
    whole = stacked([Piece(height=26, marks=grid), body], gap=0)
    left_over = len(told.rows) - len(rows)
    if left_over <= 0:
        return [whole]
    return [whole, remark(page, more(left_over, "route", "routes"))]


def _row(page: Page, row: Row, on: Scale, *, routes: float, most: float) -> Piece:
    chips = _chips(page, row["path"], routes)
    told = _figures_of(row)
    rest, few = row["path"] == OTHER, row["count"] < 5
    value = row["share"] or 0.0
    marks = [*chips.marks]
    if not (rest and value > most):  # the rest would press all others flat: its figures say it
        marks += draw_bar(
            page,
            x=on.left,
            y=2,
            width=on.at(value) - on.left,
            height=13,
            tone="positive",
            look="rest" if rest else "solid",
        )
        marks += whisker(page, on, row["share_low"], row["share_high"], y=8.5, few=few)
    tone: Tone = "muted" if rest else "ink"
    figures = wrapped(page, told, x=on.left + 6, y=30, room=on.room - 6, size=11, tone=tone, halo=True)
    marks += figures.marks
    height = max(chips.height, 19 + figures.height)
    return Piece(height=height, marks=[titled(f"{' → '.join(row['path'])}: {told}", *marks)])


def _figures_of(row: Row) -> str:
    parts = [count(row["count"]), TOO_FEW if row["too_few"] else share(row)]
    if row["conversion"] is not None:
        few = row["count"] < 30
        parts.append(
            f"{count(row['converted'])} reach the goal" + ("" if few else f", {share(row, 'conversion')}")
        )
    if row["median_duration_us"]:
        parts.append(f"median {duration(row['median_duration_us'])}")
    return " · ".join(parts)


def _chips(page: Page, path: Sequence[str], room: float) -> Piece:
    """The route, on up to three lines; what has no room is counted."""
    marks: list[Markup] = []
    x = y = 0.0
    for at, node in enumerate(path):
        text = wrap(node, LONGEST_CHIP - 14, SIZE, max_lines=1)[0] if node.strip() else "(no name)"
        width = text_width(text, SIZE) + 14
        last_line = y >= (MOST_LINES - 1) * PITCH
        spare = 62.0 if last_line and at < len(path) - 1 else 0.0
        if x and x + width + spare > room:
            if last_line:
                marks.append(
                    words(
                        page,
                        f"+{count(len(path) - at)} more",
                        x=x,
                        y=y + 13,
                        room=60,
                        size=SIZE,
                        tone="muted",
                    )
                )
                break
            x, y = 0.0, y + PITCH
        ground = box(
            x + 0.5, y + 0.5, width - 1, CHIP - 1, fill=page.colours.panel, stroke=page.colours.edge, radius=9
        )
        marks.append(titled(node, ground, words(page, text, x=x + 7, y=y + 13, room=width - 13, size=SIZE)))
        x += width + 3
        if at < len(path) - 1:
            marks.append(words(page, "›", x=x, y=y + 13, room=10, size=SIZE, tone="muted"))
            x += 10
    return Piece(height=y + CHIP, marks=marks)


def _title(told: Told) -> str:
    prefix = told.option("prefix")
    if prefix:
        return f"How journeys begin: their first {prefix} steps"
    return "Which whole routes people take"


def _figures(told: Told) -> list[str]:
    return [f"{' → '.join(row['path'])}: {_figures_of(row)}." for row in told.rows[:6]]


def _notes(told: Told) -> list[str]:
    goal = told.option("goal")
    ends = f" The goal: {' | '.join(goal)}." if goal else ""
    return [
        f"The share of all journeys, with its 95 % interval.{ends} (other): all routes that are not shown."
    ]


def _lacking(told: Told) -> str | None:
    return None if told.rows else "No route: the lens shows no step of these journeys."


CHART = Chart(title=_title, draw=_draw, figures=_figures, notes=_notes, lacking=_lacking)
