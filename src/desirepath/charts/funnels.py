"""Funnels: a bar a step, and between two steps who was lost and how long the others took."""

from desirepath.charts.bars import draw_bar, whisker
from desirepath.charts.figures import TOO_FEW, count, duration, percent, sample, share
from desirepath.charts.pages import Page, Piece, Tone, box, stacked, titled, words, wrapped
from desirepath.charts.scales import Scale
from desirepath.charts.sheets import Chart
from desirepath.charts.told import Row, Told
from desirepath.drawing import Markup

__all__ = ["CHART"]

HOW = {
    "ordered": "others may lie between",
    "strict": "one right after the other",
    "unordered": "in any order",
}


def _draw(told: Told, page: Page) -> list[Piece]:
    names = page.width * 0.3
    left = names + 16
    on = Scale(low=0, high=1, left=left, room=page.width - left - 190, ticks=[])
    pieces: list[Piece] = []
    before: Row | None = None
    for row in told.rows:
        if before is not None:
            pieces.append(_drop(page, before, row, on))
        pieces.append(_step(page, row, on, names=names))
        before = row
    return [stacked(pieces, gap=2)]


def _step(page: Page, row: Row, on: Scale, *, names: float) -> Piece:
    number = f"{row['step']}"
    name = wrapped(page, row["node"], x=24, y=0, room=names - 24, weight=600, most=3)
    height = max(38.0, name.height + 8)
    middle = height / 2
    name = wrapped(
        page, row["node"], x=24, y=middle - name.height / 2 + 11, room=names - 24, weight=600, most=3
    )
    share_of = row["share_of_first"]
    few = row["n"] < 30
    marks = [words(page, number, x=0, y=middle + 5, room=22, size=15, weight=700, tone="muted"), *name.marks]
    marks.append(box(on.left, middle - 13, on.room, 26, fill=page.colours.panel))
    if share_of is not None:
        width = on.at(share_of) - on.left
        marks += draw_bar(
            page,
            x=on.left,
            y=middle - 13,
            width=width,
            height=26,
            tone="positive",
            look="few" if few else "solid",
        )
        if row["step"] > 1:
            marks += whisker(
                page, on, row["share_of_first_low"], row["share_of_first_high"], y=middle, few=few
            )
    right = on.left + on.room + 12
    marks.append(words(page, count(row["passages"]), x=right, y=middle - 1, room=90, size=14, weight=700))
    said = "100\u00a0%" if row["step"] == 1 else _of_first(row)
    marks.append(words(page, said, x=right, y=middle + 13, room=page.width - right, size=11, tone="muted"))
    return Piece(
        height=height,
        marks=[titled(f"Step {number}, {row['node']}: {count(row['passages'])}, {said}", *marks)],
    )


def _of_first(row: Row) -> str:
    return (
        f"{TOO_FEW}, {sample(row['n'])}" if row["too_few"] else f"{share(row, 'share_of_first')} of the first"
    )


def _drop(page: Page, before: Row, row: Row, on: Scale) -> Piece:
    lost = before["passages"] - row["passages"]
    on_share = row["share_of_previous"]
    went_on = f"{TOO_FEW} to give a share" if row["too_few"] else f"{share(row, 'share_of_previous')} go on"
    parts = [
        f"−{count(lost)}" + ("" if on_share is None or row["too_few"] else f" (−{percent(1 - on_share)})"),
        went_on,
    ]
    if row["time_from_previous_p50_us"] is not None:
        parts.append(f"after {duration(row['time_from_previous_p50_us'])} (median)")
    first, last = (on.at(each["share_of_first"] or 0.0) for each in (before, row))
    marks: list[Markup] = []
    if first > last:
        marks.append(
            box(last, 3, first - last, 7, fill=page.hatch("hotspot"), stroke=page.tone("hotspot"), radius=1)
        )
    tone: Tone = "hotspot" if lost else "muted"
    text = " · ".join(parts)
    room = page.width - on.left
    told = wrapped(page, text, x=on.left, y=25, room=room, most=3, size=11, tone=tone)
    return Piece(height=19 + told.height, marks=[*marks, *told.marks])


def _title(told: Told) -> str:
    first, last = told.rows[0]["node"], told.rows[-1]["node"]
    return f"How many get from {first} to {last}" if len(told.rows) > 1 else f"How many come to {first}"


def _figures(told: Told) -> list[str]:
    said = [f"The way: {_rule(told)}."]
    for row in told.rows:
        tail = "" if row["step"] == 1 else f", {_of_first(row)}"
        said.append(f"Step {row['step']}, {row['node']}: {count(row['passages'])}{tail}.")
    return said


def _rule(told: Told) -> str:
    days = told.option("within_days")
    parts = [HOW[told.option("order", "ordered")]]
    parts.append(
        f"within {duration(days * 86_400_000_000)} of the first step" if days else "no limit of time"
    )
    if told.option("reentry") == "total":
        parts.append("every attempt counts")
    exclude = [
        one if isinstance(one, str) else f"{' | '.join(one['nodes'])} after step {one['after']}"
        for one in told.option("exclude", [])
    ]
    if exclude:
        parts.append(f"not by way of {', '.join(exclude)}")
    return "; ".join(parts)


def _notes(told: Told) -> list[str]:
    unit = "attempts" if told.option("reentry") == "total" else "journeys"
    return [
        f"Steps: {_rule(told)}.",
        (
            f"Bars are {unit}, as a share of those of the first step; whiskers and brackets are 95 % "
            "intervals. Hatched: who did not get further."
        ),
    ]


def _lacking(told: Told) -> str | None:
    if told.rows and told.rows[0]["passages"]:
        return None
    return (
        f"Nobody came to the first step, {told.rows[0]['node']}." if told.rows else "The funnel has no steps."
    )


CHART = Chart(title=_title, draw=_draw, figures=_figures, notes=_notes, lacking=_lacking)
