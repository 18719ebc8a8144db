"""Flows: how journeys go on from step to step, as the nodes and links of a picture.

Like `transitions`, but by the place in the journey; like `step_matrices`, but with what leads from
one step to the next. Nothing is lost at the edges, so the three agree.
"""

from typing import Any

import numpy as np
import pyarrow as pa

from desirepath.errors import QuestionError
from desirepath.journeys import Journeys, LensTable, Split, WholeLife
from desirepath.measures.anchors import Occurrence, at_occurrence, at_start, check_occurrence, span
from desirepath.measures.arrays import Bools, Int64s
from desirepath.measures.asked import Asked
from desirepath.measures.columns import named, sample_columns, share_columns, whole
from desirepath.measures.framing import END, OTHER, START, Frame
from desirepath.measures.intervals import Clustered
from desirepath.measures.places import (
    HITS,
    PEOPLE,
    Hits,
    clustered,
    everybody,
    hits_of,
    lines_of,
    linked,
    once,
    together,
)
from desirepath.measures.tallies import Tally, added, tallied
from desirepath.records import Record

__all__ = ["EARLIER", "LATER", "Flow", "Flowing"]

EARLIER = "(earlier)"  # before the first step that is shown
LATER = "(later)"  # after the last step that is shown
BESIDES = (START, END, EARLIER, LATER, OTHER)  # numbered after the nodes, in this order; `linked` knows it


class Flowing(Record):
    """The partial answer: journeys by step and node, and by step and link."""

    nodes: Hits  # a column is a step; only of persons with several journeys: the others' links say the same
    links: Hits  # a column is what leads from a step to the next; the first is what leads to the first step


class Flow(Asked, tag_field="measure", tag="flow"):
    """How journeys go on from step to step: what a Sankey diagram or a graph by steps is drawn from.

    Without an anchor, step 1 is a journey's first interaction and `steps` are shown. With one, step 0
    is the `occurrence` ("first", "last", or 1, 2, 3 …) of a node of `anchor`, or where a match of it begins
    when it is a path pattern; journeys without it are not in the answer,
    `before` steps before it are shown and `after` after it, or as many after as
    make `steps` in all. Ask through the lens "stage" for the flow between stages.

    A row of `kind` "node" says how many journeys are at `from_node` at `step`; one of `kind` "link"
    how many go from `from_node` at `step` to `to_node` at the next. Journeys come from "(start)", or
    from "(earlier)" where the first shown step is not their first, and go to "(end)", the drop-off, or
    to "(later)" where the last shown step is not their last. So the links into a node sum to it, those out
    of it do too, and with as many steps as the longest journey has, the links are `Transitions`.

    At each step the `top` most frequent nodes are kept (ties by name); the others are "(other)".

    Columns: `kind`, `step`, `from_node`, `to_node` (null for a node), `count` of journeys, `subjects`,
    `share` of the journeys at that step with 95 % interval (`intervals.share_estimates`), `n` = those
    journeys. By step, nodes first, most frequent first. Where "(other)" is in a row and some person has
    several journeys at that step, persons cannot be told apart any more: `subjects` is null, and the
    interval takes each person's journeys as all alike (Kish 1965), so it is rather too wide.

    >>> Flow(anchor="cart", before=1, steps=4).top
    8
    """

    lens: str | LensTable = "touchpoint"
    split: Split = WholeLife()
    collapse_loops: bool = False
    steps: int = 6
    top: int = 8
    anchor: str | list[str] | None = None
    occurrence: Occurrence = "first"
    before: int = 0
    after: int | None = None

    def _check(self) -> None:
        if self.top < 1:
            raise QuestionError(f"Expected top to be 1 or more, found {self.top}.")
        check_occurrence(self.anchor, self.occurrence)
        self._span()

    def scan(self, journeys: Journeys, frame: Frame) -> Flowing:
        """Count where the journeys of one partition are, and where they go."""
        shown, nodes = self._span(), len(frame.nodes)
        if self.anchor is None:
            at, first = at_start(journeys), 0
        else:
            at, first = at_occurrence(journeys, frame, self.anchor, self.occurrence), shown[0]
        lines, size = lines_of(journeys, at, first=first, columns=len(shown)), nodes + len(BESIDES)
        links = linked(journeys, lines, nodes=nodes, size=size)
        return Flowing(
            nodes=hits_of(lines, journeys.subject, columns=len(shown), size=nodes, only_several=True),
            links=hits_of(links, journeys.subject, columns=len(shown) + 1, size=size * size),
        )

    def merge(self, *partials: Flowing) -> Flowing:
        """The sums of several parts."""
        return Flowing(
            nodes=together([partial.nodes for partial in partials]),
            links=together([partial.links for partial in partials]),
        )

    def finish(self, partial: Flowing, frame: Frame) -> pa.Table:
        """The table: nodes and links, step by step."""
        size = len(frame.nodes) + len(BESIDES)
        names = [*frame.nodes, *BESIDES]
        links, of_links = everybody(partial.links), partial.links.columns
        nodes, totals = _nodes(partial, len(frame.nodes), size)
        column, node = np.divmod(nodes.keys, len(frame.nodes))
        renamed = _kept(column, node, nodes.counts[:, HITS], names=names, top=self.top)
        shown = np.full((len(self._span()) + 2, size), size - 1)
        shown[:, len(frame.nodes) :] = np.arange(len(frame.nodes), size)
        shown[column + 1, node] = renamed
        link, pair = np.divmod(links.keys, size * size)
        left, entered = shown[link, pair // size], shown[link + 1, pair % size]
        first = self._span()[0]
        table = pa.concat_tables(
            [
                _rows("node", nodes, totals, (column, renamed, renamed), names=names, first=first),
                _rows("link", links, of_links, (link, left, entered), names=names, first=first - 1),
            ]
        )
        return table.sort_by(
            [
                ("step", "ascending"),
                ("kind", "descending"),
                ("count", "descending"),
                ("from_node", "ascending"),
                ("to_node", "ascending"),
            ]
        )

    def _span(self) -> range:
        return span(steps=self.steps, anchored=self.anchor is not None, before=self.before, after=self.after)


def _kept(column: Int64s, node: Int64s, counts: Int64s, *, names: list[str], top: int) -> Int64s:
    """The nodes, those that are not among the most frequent of their column renamed to "(other)"."""
    rank = np.empty(len(names), np.int64)
    rank[np.array(sorted(range(len(names)), key=names.__getitem__), np.int64)] = np.arange(len(names))
    order = np.lexsort((rank[node], -counts, column))
    first = np.searchsorted(column[order], column[order])  # where each one's column begins
    kept = np.empty(len(node), np.bool_)
    kept[order] = np.arange(len(node)) - first < top
    return np.where(kept, node, len(names) - 1)


def _nodes(partial: Flowing, nodes: int, size: int) -> tuple[Tally, Tally]:
    """The sums by node of everybody, and by column: who has one journey is where a link leads to."""
    links = partial.links.alone
    column, entered = links.keys // (size * size), links.keys % size
    inner = entered < nodes
    alone = np.zeros((len(partial.nodes.columns.keys), nodes), np.int64)
    np.add.at(alone, (column[inner], entered[inner]), links.counts[inner, 0])
    cells = added([once(tallied(alone.reshape(-1, 1))), partial.nodes.several], columns=4)
    totals = partial.nodes.columns
    return cells, Tally(keys=totals.keys, counts=totals.counts + alone.sum(axis=1, keepdims=True))


def _rows(
    kind: str, sums: Tally, of: Tally, cells: tuple[Int64s, Int64s, Int64s], *, names: list[str], first: int
) -> pa.Table:
    """Rows of one kind, those that have become the same row added up."""
    column, left, entered = cells
    size = len(names)
    keys, row = np.unique((column * size + left) * size + entered, return_inverse=True)
    counts = np.zeros((len(keys), 4), np.int64)
    np.add.at(counts, row, sums.counts)
    column, pair = np.divmod(keys, size * size)
    left, entered = np.divmod(pair, size)
    totals = of.counts[np.searchsorted(of.keys, column)]
    blurred = ((left == size - 1) | (entered == size - 1)) & (totals[:, 0] > totals[:, 1])
    is_node = np.full(len(keys), kind == "node")
    return pa.table(
        {
            "kind": named([kind] * len(keys)),
            "step": whole(column + first),
            "from_node": named(names).take(whole(left)),
            "to_node": named(names).take(pa.array(entered, pa.int64(), mask=is_node)),
            "count": whole(counts[:, HITS]),
            "subjects": pa.array(counts[:, PEOPLE], pa.int64(), mask=blurred),
            **share_columns("share", _alike(clustered(counts, totals), blurred)),
            **sample_columns(totals[:, 0]),
        }
    )


def _alike(sums: Clustered, blurred: Bools) -> Clustered:
    """The same sums; where `blurred`, as if all journeys of a person hit the cell or none did."""
    with np.errstate(divide="ignore", invalid="ignore"):
        expected: Any = sums.hits / sums.rows * sums.rows_squared
    return Clustered(
        hits=sums.hits,
        rows=sums.rows,
        people=sums.people,
        hits_squared=np.where(blurred, expected, sums.hits_squared),
        hits_rows=np.where(blurred, expected, sums.hits_rows),
        rows_squared=sums.rows_squared,
    )
