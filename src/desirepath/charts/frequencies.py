"""Frequency: a small histogram for each metric, with its median, mean and 90th percentile in words."""

from itertools import groupby

from desirepath.charts.bars import Look, draw_bar, whisker
from desirepath.charts.figures import TOO_FEW, amount, count, plain, sample, share
from desirepath.charts.pages import Page, Piece, beside, heading, remark, stacked, titled, words
from desirepath.charts.scales import Scale, reach
from desirepath.charts.sheets import Chart
from desirepath.charts.told import Row, Told
from desirepath.drawing import Markup

__all__ = ["CHART"]

ALL, VALUE = "(all)", "value_minor"
NAMES = {
    "interactions": "Interactions of a person",
    "sessions": "Sessions of a person",
    "channels": "Different channels of a person",
    "days": "Active days of a person",
}
WIDE, GUTTER = 600.0, 28.0  # from this width on, two histograms side by side
LEFT, FIGURES, ROW = 84.0, 88.0, 19.0
LONGEST_RUN = 3  # so many empty ranges in a row are one line


def _draw(told: Told, page: Page) -> list[Piece]:
    across = 2 if page.width >= WIDE else 1
    each = page.narrower((page.width - GUTTER * (across - 1)) / across)
    metrics = list(dict.fromkeys(row["metric"] for row in told.rows))
    pieces = [_histogram(metric, told, each) for metric in metrics]
    rows = [
        beside(pieces[at : at + across], pitch=each.width + GUTTER) for at in range(0, len(pieces), across)
    ]
    return [stacked(rows, gap=22)]


def _histogram(metric: str, told: Told, page: Page) -> Piece:
    rows = [row for row in told.rows if row["metric"] == metric]
    said = [remark(page, _said(row, told)) for row in rows if row["bucket"] == ALL]
    highest = [
        row["share_high"] for row in told.every if row["metric"] == metric and row["share"] is not None
    ]
    on = Scale(
        low=0,
        high=reach(max(highest, default=1.0)),
        left=LEFT,
        room=page.width - LEFT - FIGURES - 6,
        ticks=[],
    )
    unit = _unit(metric, told)
    buckets = [_one(page, some, on, unit) for some in _runs([row for row in rows if row["bucket"] != ALL])]
    return stacked([heading(page, _name(metric, told)), *said, stacked(buckets, gap=0)], gap=4)


def _runs(rows: list[Row]) -> list[list[Row]]:
    """The ranges one by one; many empty ones in a row together."""
    found: list[list[Row]] = []
    for is_empty, some in groupby(rows, key=lambda row: not row["subjects"]):
        run = list(some)
        found += [run] if is_empty and len(run) > LONGEST_RUN else [[row] for row in run]
    return found


def _one(page: Page, rows: list[Row], on: Scale, unit: float) -> Piece:
    first, last, middle = rows[0], rows[-1], ROW / 2
    few = first["too_few"]
    text = f"{count(first['subjects'])}, {TOO_FEW}" if few else share(first)
    if len(rows) > 1:
        text = "nobody"
    name = _range(first["from_value"], last["to_value"], first["bucket"], unit=unit)
    drawn: list[Markup] = []
    if len(rows) == 1:
        width = on.at(first["share"] or 0.0) - on.left
        look: Look = "few" if few else "solid"
        drawn += draw_bar(page, x=on.left, y=middle - 6, width=width, height=12, tone="positive", look=look)
        drawn += whisker(page, on, first["share_low"], first["share_high"], y=middle, few=few)
    quiet = few or len(rows) > 1
    named = words(page, name, x=LEFT - 8, y=middle + 4, room=LEFT - 8, size=11, anchor="end")
    figure = words(
        page,
        text,
        x=page.width,
        y=middle + 4,
        room=FIGURES,
        size=11,
        tone="muted" if quiet else "ink",
        anchor="end",
    )
    tip = f"{name}: {count(first['subjects'])} people, {text}"
    return Piece(height=ROW, marks=[titled(tip, named, *drawn, figure)])


def _range(first: int | None, last: int | None, bucket: str, *, unit: float) -> str:
    if first is None or last is None:
        return str(bucket)
    return amount(first / unit) if first == last else f"{amount(first / unit)}–{amount(last / unit)}"


def _unit(metric: str, told: Told) -> float:
    """How many of what is counted make one of what is shown."""
    return 10.0**told.decimals if metric == VALUE and told.currency else 1.0


def _name(metric: str, told: Told) -> str:
    if metric == "days_lately":
        return f"Active days, of the last {told.option('last_days', 28)}"
    if metric == VALUE:
        return f"Value of a person, {told.currency or 'in minor units'}"
    return NAMES.get(metric, metric.replace("_", " ").capitalize())


def _said(row: Row, told: Told) -> str:
    unit = _unit(row["metric"], told)
    mean = "–" if row["mean"] is None else plain(row["mean"] / unit)
    if row["mean_low"] is not None:
        mean += f" ({plain(row['mean_low'] / unit)}–{plain(row['mean_high'] / unit)})"
    few = f", {TOO_FEW}" if row["too_few"] else ""
    n = sample(row["n"])
    half, most = plain(row["p50"] / unit), plain(row["p90"] / unit)
    return f"median {half}, nine in ten up to {most}, mean {mean}, {n}{few}"


def _title(told: Told) -> str:
    worth = any(row["metric"] == VALUE for row in told.rows)
    return f"How often people come, on how many channels{', for how much' if worth else ''}"


def _figures(told: Told) -> list[str]:
    return [f"{_name(row['metric'], told)}: {_said(row, told)}." for row in told.rows if row["bucket"] == ALL]


def _notes(told: Told) -> list[str]:
    is_minor = told.currency is None and any(row["metric"] == VALUE for row in told.rows)
    value = " Minor units are cents, øre: the currency is not known, or not one." if is_minor else ""
    minutes = told.option("session_minutes", 30)
    shares = "The share of people in each range, with its 95 % interval."
    return [f"{shares} A session ends with a silence of {minutes:g} min.{value}"]


def _lacking(told: Told) -> str | None:
    return None if told.rows else "Nobody did anything that the lens shows."


CHART = Chart(title=_title, draw=_draw, figures=_figures, notes=_notes, lacking=_lacking)
