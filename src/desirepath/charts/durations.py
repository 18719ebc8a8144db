"""Durations: what became of those that began, and how long they took; or the curve of those not there yet."""

from desirepath.charts.curves import path
from desirepath.charts.figures import TOO_FEW, count, duration, percent, sample, share, time_share
from desirepath.charts.pages import Page, Piece, remark, titled, words
from desirepath.charts.rows import Column, draw_ticks
from desirepath.charts.scales import Scale, time_scale
from desirepath.charts.sheets import Chart
from desirepath.charts.spans import Span, spans
from desirepath.charts.stacks import Part, key_of, stack
from desirepath.charts.told import Row, Told
from desirepath.drawing import Markup, element, line

__all__ = ["CHART"]

QUARTERS = ((25, "a quarter"), (50, "half"), (75, "three quarters"), (90, "nine in ten"))


def _draw(told: Told, page: Page) -> list[Piece]:
    return (
        [_curve(told, page)] if _is_curve(told) else [*_outcome(told.rows[0], page), _quantiles(told, page)]
    )


def _is_curve(told: Told) -> bool:
    return "surviving" in (told.every[0] if told.every else {})


def _outcome(row: Row, page: Page) -> list[Piece]:
    parts = [
        Part(name="ended", value=row["ended"], tone="positive"),
        Part(name="still open", value=row["still_open"], tone="muted", look="hollow"),
        Part(name="over without the end", value=row["not_reached"], tone="hotspot", look="hatched"),
        Part(name="without a time", value=row["untimed"], tone="muted", look="light"),
    ]
    some = [part for part in parts if part.value]
    bar = stack(page, some, x=0, y=0, per=page.width / (sum(part.value for part in some) or 1), height=24)
    return [key_of(page, some), Piece(height=24, marks=bar)]


def _quantiles(told: Told, page: Page) -> Piece:
    row, few = told.rows[0], told.rows[0]["too_few"]
    times = [
        float(each[f"p{percent_}_us"])
        for each in told.every
        for percent_, _ in QUARTERS
        if each[f"p{percent_}_us"] is not None
    ]
    times += [
        float(each[name])
        for each in told.every
        for name in ("p50_us_low", "p50_us_high")
        if each[name] is not None
    ]
    if not times:
        return remark(page, "Fewer than a quarter have ended: by when they will have is not known.")
    rows = []
    for part, name in QUARTERS:
        time = row[f"p{part}_us"]
        low, high = (row["p50_us_low"], row["p50_us_high"]) if part == 50 else (None, None)
        figure = "not yet" if time is None else time_share(time, low, high)
        rows.append(
            Span(
                name=f"{name} ended by",
                value=time,
                low=low,
                high=high,
                figures=[f"{figure}, {TOO_FEW}" if few and time is not None else figure],
                look="few" if few else "solid",
            )
        )
    return spans(
        page,
        rows,
        [Column(head="time", weight=600)],
        tick=duration,
        axis="how long after the start",
        scale=lambda left, room: time_scale(times, left=left, room=room),
    )


def _curve(told: Told, page: Page) -> Piece:
    left, height, top = 44.0, 200.0, 16.0
    times = [float(row["time_us"]) for row in told.every]
    on = time_scale(times, left=left, room=page.width - left - 30)
    up = Scale(low=0, high=1, left=0, room=height, ticks=[0, 0.25, 0.5, 0.75, 1])

    def y(value: float) -> float:
        return top + height - up.at(value)

    marks: list[Markup] = []
    for tick in up.ticks:
        colour = page.colours.edge if tick == 0 else page.colours.rule
        marks.append(line((left, y(tick)), (page.width - 30, y(tick)), colour=colour))
        marks.append(
            words(
                page,
                percent(tick),
                x=left - 6,
                y=y(tick) + 3.5,
                room=left,
                size=10,
                tone="muted",
                anchor="end",
            )
        )
    marks += draw_ticks(page, on, duration, y=top + height + 15)
    sure = [row for row in told.rows if row["surviving_low"] is not None]
    tone = page.tone("positive")
    if len(sure) > 1:
        upper = _steps([(on.at(row["time_us"]), y(row["surviving_high"])) for row in sure])
        lower = _steps([(on.at(row["time_us"]), y(row["surviving_low"])) for row in sure])
        marks.append(element("path", d=path([*upper, *reversed(lower)]) + "Z", fill=tone, fill_opacity=0.15))
    steps = _steps([(on.at(row["time_us"]), y(row["surviving"])) for row in told.rows])
    marks.append(element("path", d=path(steps), fill="none", stroke=tone, stroke_width=2.25))
    return Piece(height=top + height + 22, marks=[titled("; ".join(_figures(told)), *marks)])


def _steps(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """A staircase: a value holds until the next."""
    stairs = points[:1]
    for x, y in points[1:]:
        stairs += [(x, stairs[-1][1]), (x, y)]
    return stairs


def _title(told: Told) -> str:
    start, end = (" | ".join(told.option(name, [])) for name in ("start", "end"))
    return (
        f"How many are not there yet, from {start} to {end}"
        if _is_curve(told)
        else f"How long from {start} to {end}"
    )


def _figures(told: Told) -> list[str]:
    row = told.rows[0]
    if _is_curve(told):
        halves = [each for each in told.rows if each["surviving"] <= 0.5][:1]
        last = told.rows[-1]
        said = [f"Half are there after {duration(each['time_us'])}." for each in halves]
        return [
            *said,
            f"After {duration(last['time_us'])}, {share(last, 'surviving')} are not there yet.",
        ]
    still = f"{count(row['still_open'])} are still open, {count(row['not_reached'])} are over without the end"
    parts = f"{count(row['ended'])} ended, {still}"
    said = [f"{count(row['began'])} began: {parts}."]
    times = {name: row[f"p{part}_us"] for part, name in QUARTERS}
    return said + [
        f"{name.capitalize()} ended by {duration(time)}." for name, time in times.items() if time is not None
    ]


def _notes(told: Told) -> list[str]:
    row = told.rows[0]
    if not _is_curve(told) and row["p25_us"] is None:
        return [f"{sample(row['n'])}. What has not ended counts as long as it was seen."]
    curve = "The share that has not come to the end by then, with its 95 % band"
    what = curve if _is_curve(told) else "The median has its 95 % interval"
    how = "by Kaplan and Meier, so that what has not ended counts as long as it was seen"
    few = f" Fewer than 30: {TOO_FEW}." if row["too_few"] else ""
    return [f"{what}; {how}. {sample(row['n'])}. The axis is logarithmic.{few}"]


def _lacking(told: Told) -> str | None:
    began = told.rows and (told.rows[0].get("began", 1) and told.rows[0]["n"])
    return None if began else f"Nobody came to {' | '.join(told.option('start', []))}: nothing began."


CHART = Chart(title=_title, draw=_draw, figures=_figures, notes=_notes, lacking=_lacking)
