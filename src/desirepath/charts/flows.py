"""Flows: a Sankey diagram, with those who left and those who are elsewhere as places of their own."""

from desirepath.charts.figures import TOO_FEW, any_share, count, sample, share
from desirepath.charts.pages import Page, Piece, stacked
from desirepath.charts.sankeys import Place, Ribbon, sankey
from desirepath.charts.sheets import Chart
from desirepath.charts.told import Row, Told

__all__ = ["CHART"]

START, END, OTHER, EARLIER, LATER = "(start)", "(end)", "(other)", "(earlier)", "(later)"
EDGES = (START, END, EARLIER, LATER)
NARROWEST_COLUMN = 88.0


def _draw(told: Told, page: Page) -> list[Piece]:
    steps = sorted({row["step"] for row in told.rows if row["kind"] == "node"})
    across = max(int(page.width // NARROWEST_COLUMN) - 1, 2)
    parts = [steps[at : at + across] for at in range(0, len(steps), across)]
    return [stacked([_part(told, page, part) for part in parts], gap=24)]


def _part(told: Told, page: Page, steps: list[int]) -> Piece:
    """Some steps that follow each other, and where those of the last one go."""
    column = {step: at for at, step in enumerate(steps)}
    links = [row for row in told.rows if row["kind"] == "link" and row["step"] in column]
    places = [_node(row, column[row["step"]]) for row in _ordered(told, steps)]
    places += _ends(links, column)
    names = {(one.column, one.name) for one in places}
    ribbons = [
        _ribbon(row, column[row["step"]]) for row in links if (column[row["step"]], row["from_node"]) in names
    ]
    heads = [_head(step, told) for step in steps] + ["then"]
    goes_on = any(row["to_node"] not in EDGES for row in links if row["step"] == steps[-1])
    if goes_on:  # the next step's places, so that no ribbon ends in nothing
        following = _ordered(told, [steps[-1] + 1])
        places += [_node(row, len(steps)) for row in following]
        heads[-1] = _head(steps[-1] + 1, told)
    places.sort(key=lambda one: (one.column, one.name == END, one.name == LATER))
    if not any(one.column == len(steps) for one in places):
        heads.pop()
    return sankey(page, heads, places, ribbons, tall=280)


def _ordered(told: Told, steps: list[int]) -> list[Row]:
    nodes = [row for row in told.rows if row["kind"] == "node" and row["step"] in steps]
    return sorted(
        nodes, key=lambda row: (row["step"], row["from_node"] == OTHER, -row["count"], row["from_node"])
    )


def _node(row: Row, column: int) -> Place:
    name, few = row["from_node"], row["too_few"]
    text = f"{count(row['count'])}, {TOO_FEW}" if few else share(row)
    tip = f"{name} at step {row['step']}: {count(row['count'])} of {count(row['n'])} journeys, {share(row)}"
    look = "few" if few else "rest" if name == OTHER else "solid"
    return Place(column=column, name=name, amount=row["count"], text=text, tip=tip, look=look)  # type: ignore[arg-type]


def _ends(links: list[Row], column: dict[int, int]) -> list[Place]:
    """Those who left after a step, and those who go on beyond the last."""
    found: list[Place] = []
    for step, at in column.items():
        for name in (END, LATER):
            some = sum(row["count"] for row in links if row["step"] == step and row["to_node"] == name)
            if some:
                left = name == END
                text = f"{count(some)} {'left' if left else 'go on'}"
                found.append(
                    Place(
                        column=at + 1,
                        name=name,
                        amount=some,
                        text=text,
                        tone="hotspot" if left else "muted",
                        look="end" if left else "rest",
                        tip=f"{text} after step {step}",
                    )
                )
    return found


def _ribbon(row: Row, column: int) -> Ribbon:
    left, to = row["from_node"], row["to_node"]
    tone = "hotspot" if to == END else "muted" if OTHER in (left, to) or to == LATER else "positive"
    tip = f"{left} → {to}: {count(row['count'])} journeys"
    return Ribbon(column=column, from_name=left, to_name=to, amount=row["count"], tone=tone, tip=tip)  # type: ignore[arg-type]


def _head(step: int, told: Told) -> str:
    if told.option("anchor"):
        return "anchor" if step == 0 else f"{step:+d}".replace("-", "−")
    return f"step {step}"


def _title(told: Told) -> str:
    anchor = told.option("anchor")
    if not anchor:
        return "How journeys go on from step to step"
    return f"How journeys go before and after {anchor if isinstance(anchor, str) else ' | '.join(anchor)}"


def _figures(told: Told) -> list[str]:
    steps = sorted({row["step"] for row in told.rows if row["kind"] == "node"})
    said = []
    for step in steps[:6]:
        rows = _ordered(told, [step])
        left = sum(
            row["count"]
            for row in told.rows
            if row["kind"] == "link" and row["step"] == step and row["to_node"] == END
        )
        first = rows[0]
        figure = (
            TOO_FEW
            if first["too_few"]
            else any_share(first["share"], first["share_low"], first["share_high"])
        )
        said.append(
            f"Step {step}, {sample(first['n'])}: most at {first['from_node']}, {figure}; {count(left)} "
            "leave after it."
        )
    return said


def _notes(told: Told) -> list[str]:  # noqa: ARG001 - every chart is asked about its answer
    return [
        (
            "A share is of the journeys that have such a step, with its 95 % interval. The width of a "
            "ribbon is how many journeys go along. (end), hatched: they left after the step before; "
            "(other): nodes that are not shown one by one."
        )
    ]


def _lacking(told: Told) -> str | None:
    if any(row["kind"] == "node" for row in told.rows):
        return None
    return (
        "No journey has the anchor." if told.option("anchor") else "The lens shows no step of these journeys."
    )


CHART = Chart(title=_title, draw=_draw, figures=_figures, notes=_notes, lacking=_lacking)
