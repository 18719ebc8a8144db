"""The rows of `Fidelity`: what is explained, edge by edge, what is missing, and what has changed."""

from typing import Any

import numpy as np
import pyarrow as pa

from desirepath.journeys import PeriodUnit
from desirepath.measures.arrays import Int64s
from desirepath.measures.columns import FEW
from desirepath.measures.drifts import Drift, drift
from desirepath.measures.framing import END, OTHER, START, Frame
from desirepath.measures.intervals import Clustered, Estimates, share_estimates
from desirepath.measures.lives import dates
from desirepath.measures.pairs import (
    COUNT,
    PEOPLE,
    SQUARES,
    TIMES_OUT,
    VISITORS,
    VISITS,
    VISITS_SQUARED,
)
from desirepath.measures.paths import Taken
from desirepath.measures.replaying import SUMS, Drawing
from desirepath.measures.routes import grouped, most_frequent, sequence
from desirepath.measures.sums import sum_by_person
from desirepath.measures.tallies import Tally
from desirepath.records import Record

__all__ = ["Found", "rows_of"]

Row = dict[str, Any]
COLUMNS: dict[str, pa.DataType] = {
    "what": pa.string(),
    "period": pa.string(),
    "from_node": pa.string(),
    "to_node": pa.string(),
    "path": pa.list_(pa.string()),
    "count": pa.int64(),
    "subjects": pa.int64(),
    "share": pa.float64(),
    "share_low": pa.float64(),
    "share_high": pa.float64(),
    "n": pa.int64(),
    "too_few": pa.bool_(),
    "change": pa.float64(),
    "change_z": pa.float64(),
    "alarm": pa.bool_(),
}
SCHEMA = pa.schema(COLUMNS)


class Found(Record):
    """The partial answer of `Fidelity`."""

    overall: Int64s  # journeys, interactions × the sums of `replaying.sum_by_period`
    nodes: (
        Int64s  # by node that is not drawn: interactions, persons, Σ h², Σ h·r (r: a person's interactions)
    )
    squares: Int64s  # Σ r²
    pairs: Tally  # moves over the walks, as in `pairs`; the node after the last one is "still open"
    visits: Tally
    periods: Tally  # by period: the sums of journeys, then of interactions
    moves: Tally  # by period and pair: how often
    taken: Taken  # the real routes; `reached` is whether the journey is explained


def rows_of(found: Found, drawing: Drawing, frame: Frame, *, by: PeriodUnit | None, top: int) -> pa.Table:
    """All rows, in the order of the docstring of `Fidelity`, then period by period."""
    if not found.overall[0, 1]:
        return SCHEMA.empty_table()
    drawn = _drawn(drawing)
    rows = [
        *_fitness("journeys", found.overall[:1]),
        *_fitness("interactions", found.overall[1:]),
        *_precision(found.pairs.keys, found.pairs.counts[:, COUNT], drawing),
        *_edges(found, drawn, frame),
        *_missing_edges(found, drawing, drawn, frame, top=top),
        *_missing_nodes(found, frame, top=top),
        *_missing_paths(found.taken, frame, top=top),
        *([] if by is None else _periods(found, drawing, by)),
    ]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def _fitness(what: str, sums: Int64s, **more: list[Any]) -> list[Row]:
    """A row for every row of sums by period."""
    return _shares(what, _clustered(sums), sums[:, 6], **more)


def _precision(keys: Int64s, counts: Int64s, drawing: Drawing) -> list[Row]:
    """What is used of what is drawn, weighted by visits; and the share of drawn edges that are used."""
    used, possible, edges = _used(keys, counts, drawing)
    found = [("precision", used, possible), ("edges", edges, len(drawing.targets))]
    return [
        {"what": what, "count": count, "share": count / n if n else None, "n": n} for what, count, n in found
    ]


def _used(keys: Int64s, counts: Int64s, drawing: Drawing) -> tuple[int, int, int]:
    """Σ visits · edges used, Σ visits · edges drawn, edges used."""
    width = len(drawing.drawn) + 2
    visits = np.zeros(width, np.int64)
    np.add.at(visits, keys // width, counts)
    walked = keys[np.isin(keys, _drawn(drawing)) & (counts > 0)]
    used = np.bincount(walked // width, minlength=width)
    return int(visits @ used), int(visits @ np.diff(drawing.starts)), len(walked)


def _edges(found: Found, drawn: Int64s, frame: Frame) -> list[Row]:
    sums = np.zeros((len(drawn), 5), np.int64)
    there = np.isin(drawn, found.pairs.keys)
    sums[there] = found.pairs.counts[np.searchsorted(found.pairs.keys, drawn[there])]
    rows = _pair_rows("edge", drawn, sums, visits=found.visits, frame=frame)
    return sorted(rows, key=lambda row: (-row["count"], row["from_node"], row["to_node"]))


def _missing_edges(found: Found, drawing: Drawing, drawn: Int64s, frame: Frame, *, top: int) -> list[Row]:
    still_open, edge = len(drawing.drawn), len(drawing.drawn) + 1
    left, entered = np.divmod(found.pairs.keys, edge + 1)
    moved = (left != still_open) & (entered != still_open) & ~np.isin(found.pairs.keys, drawn)
    told = ((left != edge) | drawing.says_start) & ((entered != edge) | drawing.says_end)
    missing = np.flatnonzero(moved & told)
    rows = _pair_rows(
        "missing_edge",
        found.pairs.keys[missing],
        found.pairs.counts[missing],
        visits=found.visits,
        frame=frame,
    )
    return _top(rows, top, from_node=OTHER, to_node=OTHER)


def _missing_nodes(found: Found, frame: Frame, *, top: int) -> list[Row]:
    missing = np.flatnonzero(found.nodes[:, 0])
    sums, one = found.nodes[missing], np.ones(len(missing), np.int64)
    total = found.overall[1]
    shares = Clustered(
        hits=sums[:, 0],
        rows=one * total[1],
        people=one * total[2],
        hits_squared=sums[:, 2],
        hits_rows=sums[:, 3],
        rows_squared=one * int(found.squares[0]),
    )
    names = [frame.nodes[node] for node in missing]
    return _top(_shares("missing_node", shares, sums[:, 1], from_node=names), top, from_node=OTHER)


def _missing_paths(taken: Taken, frame: Frame, *, top: int) -> list[Row]:
    missed = taken.reached == 0
    routes, route = grouped(taken.sequences)
    counts = np.bincount(route[missed], minlength=len(routes.starts))
    best = most_frequent(routes, counts, frame.nodes, min(top, int(np.count_nonzero(counts))) or 1)
    best = best[counts[best] > 0]
    paths = [[frame.nodes[node] for node in sequence(routes, one)] for one in best]
    rest = int(counts.sum() - counts[best].sum())
    row_of_route = np.full(len(counts), len(best), np.int32)
    row_of_route[best] = np.arange(len(best), dtype=np.int32)
    row = np.where(missed, row_of_route[route], np.int32(len(best) + 1))
    sums, squares = sum_by_person(row, taken.person, taken.reached, len(best) + 2)
    shown = len(best) + (rest > 0)
    sums, one = sums[:shown], np.ones(shown, np.int64)
    shares = Clustered(
        hits=sums[:, 0],
        rows=one * len(route),
        people=one * taken.people,
        hits_squared=sums[:, 2],
        hits_rows=sums[:, 3],
        rows_squared=one * squares,
    )
    return _shares("missing_path", shares, sums[:, 1], path=[*paths, [OTHER]][:shown])


def _periods(found: Found, drawing: Drawing, by: PeriodUnit) -> list[Row]:
    """Journeys, interactions and precision of each period, in order of time."""
    periods = found.periods
    names = dates(by, periods.keys)
    series = []
    for what, sums in (("journeys", periods.counts[:, :SUMS]), ("interactions", periods.counts[:, SUMS:])):
        drifts = _told(drift(_clustered(sums)))
        series.append(_fitness(what, sums, period=names, **drifts))
    width = len(drawing.drawn) + 2
    period, pair = np.divmod(found.moves.keys, width * width)
    counts = found.moves.counts[:, 0]
    precision: list[Row] = []
    for key, name in zip(periods.keys.tolist(), names, strict=True):
        now, before = period == key, period < key
        row = _precision(pair[now], counts[now], drawing)[0]
        used, possible, _ = _used(*_summed(pair[before], counts[before]), drawing)
        known = bool(possible and row["n"])
        change = row["share"] - used / possible if known else None
        precision.append({**row, "period": name, "change": change})
    return [row for rows in zip(*series, precision, strict=True) for row in rows]


def _told(found: Drift) -> dict[str, list[Any]]:
    first = np.isnan(found.change).tolist()
    columns = {"change": found.change, "change_z": found.z, "alarm": found.alarm}
    return {
        name: [None if unknown else value for value, unknown in zip(column.tolist(), first, strict=True)]
        for name, column in columns.items()
    }


def _summed(keys: Int64s, counts: Int64s) -> tuple[Int64s, Int64s]:
    distinct, place = np.unique(keys, return_inverse=True)
    sums = np.zeros(len(distinct), np.int64)
    np.add.at(sums, place, counts)
    return distinct, sums


def _pair_rows(what: str, keys: Int64s, sums: Int64s, *, visits: Tally, frame: Frame) -> list[Row]:
    """Rows of moves, each a share of the visits to the node it leaves."""
    left, entered = np.divmod(keys, len(frame.nodes) + 2)
    stood = np.zeros((len(keys), 3), np.int64)
    there = np.isin(left, visits.keys)
    stood[there] = visits.counts[np.searchsorted(visits.keys, left[there])]
    shares = Clustered(
        hits=sums[:, COUNT],
        rows=stood[:, VISITS],
        people=stood[:, VISITORS],
        hits_squared=sums[:, SQUARES],
        hits_rows=sums[:, TIMES_OUT],
        rows_squared=stood[:, VISITS_SQUARED],
    )
    names = {"from_node": [*frame.nodes, "", START], "to_node": [*frame.nodes, "", END]}
    ends = {"from_node": left, "to_node": entered}
    return _shares(
        what,
        shares,
        sums[:, PEOPLE],
        **{name: [names[name][node] for node in ends[name]] for name in names},
    )


def _shares(what: str, sums: Clustered, subjects: Int64s, **more: list[Any]) -> list[Row]:
    estimates: Estimates = share_estimates(sums)
    columns: dict[str, list[Any]] = {
        "count": sums.hits.tolist(),
        "subjects": subjects.tolist(),
        "share": _known(estimates.value),
        "share_low": _known(estimates.low),
        "share_high": _known(estimates.high),
        "n": sums.rows.tolist(),
        "too_few": (sums.rows < FEW).tolist(),
        **more,
    }
    return [
        {"what": what, **dict(zip(columns, values, strict=True))}
        for values in zip(*columns.values(), strict=True)
    ]


def _top(rows: list[Row], top: int, **other: str) -> list[Row]:
    """The most frequent rows, then the others as one: people in several of them cannot be told apart."""
    rows = sorted(rows, key=lambda row: (-row["count"], row.get("from_node") or "", row.get("to_node") or ""))
    if len(rows) <= top:
        return rows
    return [*rows[:top], {"what": rows[0]["what"], "count": sum(r["count"] for r in rows[top:]), **other}]


def _known(values: Any) -> list[float | None]:
    return [None if np.isnan(value) else value for value in values.tolist()]


def _clustered(sums: Int64s) -> Clustered:
    hits, rows, people, hits_squared, hits_rows, rows_squared = sums[:, :6].T
    return Clustered(
        hits=hits,
        rows=rows,
        people=people,
        hits_squared=hits_squared,
        hits_rows=hits_rows,
        rows_squared=rows_squared,
    )


def _drawn(drawing: Drawing) -> Int64s:
    """The keys of the drawn edges, ascending."""
    left = np.repeat(np.arange(len(drawing.starts) - 1), np.diff(drawing.starts))
    return left * (len(drawing.drawn) + 2) + drawing.targets
