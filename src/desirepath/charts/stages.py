"""Stages: of those that entered each one, who moved on, dropped off, is still open; and how long it took."""

from desirepath.charts.figures import TOO_FEW, count, duration, sample, share
from desirepath.charts.pages import Page, Piece, stacked, titled, words, wrapped
from desirepath.charts.sheets import Chart
from desirepath.charts.stacks import Part, key_of, stack
from desirepath.charts.told import Row, Told

__all__ = ["CHART"]


def _parts(row: Row) -> list[Part]:
    return [
        Part(name="moved on", value=row["moved_on"], tone="positive"),
        Part(name="dropped off", value=row["dropped_off"], tone="hotspot", look="hatched"),
        Part(name="still open", value=row["still_open"], tone="muted", look="hollow"),
    ]


def _draw(told: Told, page: Page) -> list[Piece]:
    most = max((row["journeys"] for row in told.every), default=0) or 1
    names = page.width * 0.24
    key = key_of(page, _parts({"moved_on": 1, "dropped_off": 1, "still_open": 1}))
    return [key, stacked([_row(page, row, names=names, most=most) for row in told.rows], gap=12)]


def _row(page: Page, row: Row, *, names: float, most: float) -> Piece:
    left = names + 14
    room = page.width - left
    name = row.get("name") or row["stage"]
    title = wrapped(page, name, x=0, y=14, room=names, size=13, weight=600)
    under = words(
        page,
        f"{sample(row['journeys'])} journeys",
        x=0,
        y=14 + title.height,
        room=names,
        size=11,
        tone="muted",
    )
    bar = stack(page, _parts(row), x=left, y=2, per=room / most)
    if not row["journeys"]:
        bar = [words(page, "Nobody was here.", x=left, y=16, room=room, tone="muted")]
    marks = [*title.marks, under, *bar]
    y = 37.0
    for text in (_shares(row), _times(row)) if row["journeys"] else ():
        marks.append(words(page, text, x=left, y=y, room=room, size=11, tone="muted"))
        y += 15
    return Piece(
        height=max(y - 10, title.height + 18),
        marks=[titled(f"{name}: {_shares(row)}; {_times(row)}", *marks)],
    )


def _shares(row: Row) -> str:
    if row["too_few"]:
        return f"{TOO_FEW} to give shares · {_back(row)}"
    moved, off = share(row, "moved_on_share"), share(row, "dropped_off_share")
    return f"{moved} moved on · {off} dropped off · {_back(row)}"


def _back(row: Row) -> str:
    return f"{count(row['went_back'])} went back, {count(row['skipped'])} skipped it"


def _times(row: Row) -> str:
    half, most = row["time_in_stage_p50_us"], row["time_in_stage_p90_us"]
    if half is None:
        return "time in stage: not known, or more than half have not left yet"
    rest = f", nine in ten {duration(most)}" if most is not None else ", nine in ten: not yet"
    return f"time in stage: half {duration(half)}{rest}"


def _title(told: Told) -> str:  # noqa: ARG001 - every chart is asked about its answer
    return "How each stage performs: who moves on, who drops off, who is still there"


def _figures(told: Told) -> list[str]:
    return [
        f"{row.get('name') or row['stage']}, {sample(row['journeys'])}: {_shares(row)}; {_times(row)}."
        for row in told.rows
        if row["journeys"]
    ]


def _notes(told: Told) -> list[str]:
    goal = told.option("goal")
    reached = f" Reaching {' | '.join(goal)} counts as moved on." if goal else ""
    return [
        (
            f"The length of a bar is the number of journeys; brackets are 95 % intervals.{reached} Times "
            "are by Kaplan and Meier: visits that are not over count as long as they have lasted."
        )
    ]


def _lacking(told: Told) -> str | None:
    return (
        None
        if any(row["journeys"] for row in told.rows)
        else "No journey was in any stage: no rule catches what people did."
    )


CHART = Chart(title=_title, draw=_draw, figures=_figures, notes=_notes, lacking=_lacking)
