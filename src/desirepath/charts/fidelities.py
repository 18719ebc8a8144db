"""Fidelity: how much the drawing explains, which of its edges people use, and what it lacks."""

from desirepath.charts.bars import Bar, bars
from desirepath.charts.curves import Point, line_chart
from desirepath.charts.figures import TOO_FEW, count, more, percent, points, sample, share
from desirepath.charts.pages import Page, Piece, heading, remark
from desirepath.charts.rows import Column
from desirepath.charts.sheets import Chart
from desirepath.charts.told import Row, Told

__all__ = ["CHART"]

OTHER = "(other)"
MOST = 25
WHOLE = {
    "journeys": "journeys it explains",
    "interactions": "interactions it explains",
    "precision": "precision",
    "edges": "drawn edges in use",
}
LISTS = {
    "edge": "Drawn edges: how many of those who stand there go along",
    "missing_edge": "Not drawn: moves between drawn nodes",
    "missing_node": "Not drawn: nodes, of all interactions",
    "missing_path": "Not drawn: whole routes, of all journeys",
}


def _draw(told: Told, page: Page) -> list[Piece]:
    whole = [row for row in told.rows if row["what"] in WHOLE and row.get("period") is None]
    pieces = [_overall(whole, page)]
    for what in ("journeys", "precision"):
        pieces += _drift(
            what, [row for row in told.rows if row["what"] == what and row.get("period") is not None], page
        )
    for what, head in LISTS.items():
        rows = [row for row in told.rows if row["what"] == what]
        if rows:
            pieces += [heading(page, head), _list(what, rows, told, page)]
        if len(rows) > MOST:
            pieces.append(remark(page, more(len(rows) - MOST, "row", "rows")))
    return pieces


def _overall(rows: list[Row], page: Page) -> Piece:
    shown = []
    for row in rows:
        few = bool(row["too_few"])
        figure = f"{TOO_FEW}, {sample(row['n'])}" if few else share(row)
        of = f"{count(row['count'])} / {count(row['n'])}" if row["count"] is not None and row["n"] else ""
        value = None if few else row["share"]
        shown.append(
            Bar(
                name=WHOLE[row["what"]],
                value=value,
                low=row["share_low"],
                high=row["share_high"],
                figures=[figure, of],
                look="few" if few else "solid",
            )
        )
    return bars(page, shown, [Column(head="share", weight=600), Column(head="of")], most=1.0)


def _drift(what: str, rows: list[Row], page: Page) -> list[Piece]:
    if len(rows) < 2:
        return []
    each = [
        Point(
            name=row["period"],
            value=row["share"],
            low=row["share_low"],
            high=row["share_high"],
            is_few=bool(row["too_few"]),
            text=(TOO_FEW if row["too_few"] else percent(row["share"])) + (" !" if row.get("alarm") else ""),
            tip=f"{row['period']}: {share(row)}"
            + (f", {points(row['change'])} to before" if row.get("change") is not None else ""),
        )
        for row in rows
    ]
    chart = line_chart(page, each, low=0, high=1, ticks=[0, 0.5, 1], tick=percent, tone="positive", height=90)
    return [heading(page, f"{WHOLE[what].capitalize()}, by period"), chart]


def _list(what: str, rows: list[Row], told: Told, page: Page) -> Piece:
    shown = rows[:MOST]
    same = [row for row in told.every if row["what"] == what and not _is_rest(row)]
    known = [row for row in same if not row["too_few"] and row["share"] is not None]
    most = max((row["share_high"] or row["share"] for row in known), default=0.0) or 1.0
    return bars(
        page,
        [_bar(what, row, most) for row in shown],
        [Column(head="share", weight=600), Column(head="times")],
        most=min(most, 1.0),
        name_share=0.42,
    )


def _bar(what: str, row: Row, most: float) -> Bar:
    name = _name(row)
    few = bool(row["too_few"])
    if _is_rest(row):  # longer than the axis, often: its figures say it
        known = "" if row["share"] is None or few else share(row)
        value = row["share"] if known and row["share"] <= most else None
        return Bar(name=name, value=value, figures=[known, count(row["count"])], look="rest")
    unused = what == "edge" and not row["count"]
    figure = "never used" if unused else TOO_FEW if few else share(row)
    return Bar(
        name=name,
        value=None if few else row["share"],
        low=None if few else row["share_low"],
        high=None if few else row["share_high"],
        figures=[figure, count(row["count"])],
        tone="positive" if what == "edge" else "hotspot",
        look="few" if few else "solid" if what == "edge" else "hatched",
    )


def _is_rest(row: Row) -> bool:
    return bool(row["from_node"] == OTHER or row["path"] == [OTHER])


def _name(row: Row) -> str:
    if row.get("path"):
        return " › ".join(row["path"])
    if row.get("to_node") and row["to_node"] != row["from_node"]:
        return f"{row['from_node']} → {row['to_node']}"
    return str(row["from_node"])


def _title(told: Told) -> str:  # noqa: ARG001 - every chart is asked about its answer
    return "Is this drawing of the journey true?"


def _figures(told: Told) -> list[str]:
    whole = [row for row in told.rows if row["what"] in WHOLE and row.get("period") is None]
    said = [
        f"{WHOLE[row['what']].capitalize()}: {TOO_FEW if row['too_few'] else share(row)}." for row in whole
    ]
    unused = [_name(row) for row in told.rows if row["what"] == "edge" and not row["count"]]
    if unused:
        said.append(f"Never used: {', '.join(unused[:5])}.")
    lacking = [
        f"{_name(row)} ({count(row['count'])})" for row in told.rows if row["what"].startswith("missing")
    ][:3]
    return [*said, f"It lacks most of all: {', '.join(lacking)}."] if lacking else said


def _notes(told: Told) -> list[str]:
    alarm = " !: further from all periods before than chance explains." if told.option("by") else ""
    return [
        (
            "Explained: each step's node is drawn and an edge leads there. Precision: of what the "
            "drawing lets people do, what they do. Whiskers and brackets are 95 % intervals. Hatched: "
            f"what the drawing lacks. Grey: fewer than 30, {TOO_FEW}.{alarm}"
        )
    ]


def _lacking(told: Told) -> str | None:
    return None if told.rows else "There is nothing to walk over the drawing."


CHART = Chart(title=_title, draw=_draw, figures=_figures, notes=_notes, lacking=_lacking)
