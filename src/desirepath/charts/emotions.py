"""Emotion: a line over the stages where their order is known, else the nodes from best to worst."""

from desirepath.charts.curves import Point, line_chart
from desirepath.charts.figures import TOO_FEW, count, sample, valence
from desirepath.charts.pages import Page, Piece, Tone
from desirepath.charts.rows import Column
from desirepath.charts.scales import Scale
from desirepath.charts.sheets import Chart
from desirepath.charts.spans import Span, spans
from desirepath.charts.told import Row, Told

__all__ = ["CHART"]

JOURNEY = "(journey)"
CLASSIC = ("awareness", "consideration", "purchase", "onboarding", "use", "share", "renew")
TICKS = [-2.0, -1.0, 0.0, 1.0, 2.0]


def _draw(told: Told, page: Page) -> list[Piece]:
    order = _order(told)
    if not order:
        return [_ranked(told.rows, page)]
    found = {row["node"]: row for row in told.rows}
    line = line_chart(
        page,
        [_point(name, found.get(name)) for name in order],
        low=-2,
        high=2,
        ticks=TICKS,
        tick=_tick,
        gap="no score",
        signed=True,
        height=190,
    )
    rest = [row for row in told.rows if row["node"] not in order]
    return [line, _ranked(rest, page)] if rest else [line]


def _order(told: Told) -> list[str]:
    """The nodes in the order of the journey; empty where nobody said it."""
    names = {row["node"] for row in told.rows} - {JOURNEY}
    if told.order:
        return told.order
    if told.option("lens") == "stage" and all(name.casefold() in CLASSIC for name in names):
        spelt = {name.casefold(): name for name in names}
        return [spelt.get(name, name) for name in CLASSIC]
    return []


def _point(name: str, row: Row | None) -> Point:
    if row is None:
        return Point(name=name, value=None, under=[], tip=f"{name}: no score")
    few = row["too_few"]
    return Point(
        name=name,
        value=row["mean"],
        low=row["mean_low"],
        high=row["mean_high"],
        is_few=few,
        text=TOO_FEW if few else valence(row["mean"]),
        under=[sample(row["n"]), _around(row)],
        tip=f"{name}: {_figure(row)}",
    )


def _ranked(rows: list[Row], page: Page) -> Piece:
    ranked = sorted(rows, key=lambda row: (row["node"] == JOURNEY, row["too_few"], -row["mean"], row["node"]))

    def on(left: float, room: float) -> Scale:
        return Scale(low=-2, high=2, left=left, room=room, ticks=TICKS)

    columns = [Column(head="mean (95 %)", weight=600), Column(head="people")]
    return spans(
        page, [_span(row) for row in ranked], columns, scale=on, tick=_tick, axis="valence, −2 to +2"
    )


def _span(row: Row) -> Span:
    few = row["too_few"]
    name = "the journey as a whole" if row["node"] == JOURNEY else row["node"]
    tone: Tone = "positive" if row["mean"] > 0 else "negative"
    return Span(
        name=name,
        value=row["mean"],
        low=row["mean_low"],
        high=row["mean_high"],
        look="few" if few else "solid",
        figures=[f"{TOO_FEW} ({valence(row['mean'])})" if few else _figure(row), count(row["n"])],
        tone=tone,
    )


def _figure(row: Row) -> str:
    around = _around(row)
    return f"{valence(row['mean'])} ({around})" if around else valence(row["mean"])


def _around(row: Row) -> str:
    return "" if row["mean_low"] is None else f"{valence(row['mean_low'])} … {valence(row['mean_high'])}"


def _tick(value: float) -> str:
    return "0" if value == 0 else f"{value:+.0f}".replace("-", "−")


def _title(told: Told) -> str:
    return (
        "How people feel from stage to stage" if _order(told) else "How people feel at each node, best first"
    )


def _figures(told: Told) -> list[str]:
    ranked = sorted((row for row in told.rows if not row["too_few"]), key=lambda row: -row["mean"])
    some = ranked if len(ranked) <= 6 else [*ranked[:3], *ranked[-3:]]
    return [f"{row['node']}: {_figure(row)}, {sample(row['n'])}." for row in some]


def _notes(told: Told) -> list[str]:
    line = " Hatched: nobody gave a score that belongs there; the line breaks." if _order(told) else ""
    return [
        (
            "Mean valence, −2 (worst) to +2 (best), one value a person, with its 95 % interval. Dashed "
            f"and grey: fewer than 30 people, {TOO_FEW}.{line}"
        )
    ]


def _lacking(told: Told) -> str | None:
    return None if told.rows else "Nobody gave a score: how people feel is not known."


CHART = Chart(title=_title, draw=_draw, figures=_figures, notes=_notes, lacking=_lacking)
