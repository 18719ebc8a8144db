"""Transitions: a heat table of what follows what; where there are many nodes, the most frequent as bars."""

from desirepath.charts.bars import Bar, bars
from desirepath.charts.figures import TOO_FEW, count, duration, interval, percent, sample, share
from desirepath.charts.heats import Cell, Line, heat_table
from desirepath.charts.pages import Page, Piece
from desirepath.charts.rows import Column
from desirepath.charts.sheets import Chart
from desirepath.charts.told import Row, Told

__all__ = ["CHART"]

START, END, OTHER = "(start)", "(end)", "(other)"
MOST_NODES = 9
MOST_BARS = 20


def _draw(told: Told, page: Page) -> list[Piece]:
    return [_matrix(told, page)] if _is_matrix(told) else [_bars(told, page)]


def _is_matrix(told: Told) -> bool:
    names = {row[end] for row in told.every for end in ("from_node", "to_node")} - {START, END}
    return len(names) <= MOST_NODES - 1 and OTHER not in names


def _matrix(told: Told, page: Page) -> Piece:
    weight: dict[str, int] = {}
    for row in told.rows:
        weight[row["from_node"]] = weight.get(row["from_node"], 0) + row["count"]
        weight.setdefault(row["to_node"], 0)
    nodes = sorted(set(weight) - {START, END}, key=lambda name: (-weight[name], name))
    found = {(row["from_node"], row["to_node"]): row for row in told.rows}
    n = {row["from_node"]: row["n"] for row in told.rows}
    lines = [
        Line(
            name=left,
            under=f"{sample(n.get(left, 0))}",
            cells=[_cell(left, to, found.get((left, to))) for to in [*nodes, END]],
        )
        for left in [START, *nodes]
    ]
    return heat_table(page, [*nodes, END], lines, corner="from ↓  to →")


def _cell(left: str, to: str, row: Row | None) -> Cell:
    if row is None:
        return Cell(heat=0.0, tip=f"{left} → {to}: none")
    tip = f"{left} → {to}: {count(row['count'])} times, {share(row, 'share_out')} of {sample(row['n'])}"
    if row["too_few"]:
        return Cell(text=count(row["count"]), under=TOO_FEW, look="few", tip=f"{tip}, {TOO_FEW}")
    around = interval(row["share_out_low"], row["share_out_high"])
    return Cell(text=percent(row["share_out"]), under=around, heat=row["share_out"], tip=tip)


def _bars(told: Told, page: Page) -> Piece:
    shown = [row for row in told.rows if row["from_node"] != OTHER][:MOST_BARS]
    left = sum(row["count"] for row in told.rows) - sum(row["count"] for row in shown)
    columns = [Column(head="times", weight=600), Column(head="of those out")]
    if "gap_p50_us" in told.rows[0]:
        columns.append(Column(head="median gap"))
    rows = [_bar(row, len(columns)) for row in shown]
    most = max((row["count"] for row in told.every if row["from_node"] != OTHER), default=left)
    if left:  # where it is longer than the axis its number says it: it would press all others flat
        figures = [count(left), "", ""][: len(columns)]
        rows.append(Bar(name=OTHER, value=left if left <= most else None, figures=figures, look="rest"))
    return bars(page, rows, columns, most=most, axis="how often", ticks=count, name_share=0.38)


def _bar(row: Row, columns: int) -> Bar:
    few = row["too_few"]
    out = f"{TOO_FEW}, {sample(row['n'])}" if few else share(row, "share_out")
    gap = duration(row.get("gap_p50_us")) if row.get("gap_p50_us") is not None else ""
    name = f"{row['from_node']} → {row['to_node']}"
    return Bar(
        name=name,
        value=row["count"],
        figures=[count(row["count"]), out, gap][:columns],
        look="few" if few else "solid",
    )


def _title(told: Told) -> str:
    if _is_matrix(told):
        return "What follows what: where people go next from each node"
    pairs = len({(row["from_node"], row["to_node"]) for row in told.every})
    return (
        f"What follows what: the most frequent of {count(pairs)} transitions"
        if pairs > MOST_BARS
        else "What follows what"
    )


def _figures(told: Told) -> list[str]:
    rows = [row for row in told.rows if row["share_out"] is not None and not row["too_few"]][:6]
    return [
        f"{row['from_node']} → {row['to_node']}: {count(row['count'])} times, {share(row, 'share_out')} "
        f"of what leaves {row['from_node']}."
        for row in rows
    ]


def _notes(told: Told) -> list[str]:
    if _is_matrix(told):
        return [
            (
                "A row sums to 100 %: the share of the transitions out of the node that go there, with "
                "its 95 % interval below. The stronger the tint, the larger. Dashed and grey: fewer than "
                "30, too few to give a share."
            )
        ]
    return [
        (
            "Of those out: the share of all transitions out of the first node, with its 95 % interval. "
            "Dashed and grey: fewer than 30 go out of that node, too few to give a share."
        )
    ]


def _lacking(told: Told) -> str | None:
    return None if told.rows else "No transition: the lens shows no step of these journeys."


CHART = Chart(title=_title, draw=_draw, figures=_figures, notes=_notes, lacking=_lacking)
