"""Fidelity: whether a drawing of the journey is true, asked of every journey there was.

The question and its fold. Walking journeys over a drawing is in `replaying`, the alarm in `drifts`,
the rows of the answer in `fidelity_rows`.
"""

import msgspec
import numpy as np
import pyarrow as pa

from desirepath.errors import QuestionError
from desirepath.journeys import (
    UNKNOWN_TIME,
    Journeys,
    LensTable,
    PeriodUnit,
    Split,
    WholeLife,
)
from desirepath.measures.arrays import Int64s
from desirepath.measures.asked import Asked
from desirepath.measures.fidelity_rows import Found, rows_of
from desirepath.measures.framing import Frame
from desirepath.measures.lives import periods_of
from desirepath.measures.pairs import paired
from desirepath.measures.paths import Paths
from desirepath.measures.replaying import (
    SUMS,
    Replayed,
    check_drawing,
    drawing_of,
    replayed,
    sum_by_period,
)
from desirepath.measures.sums import sum_by_person
from desirepath.measures.tallies import Tally, added

__all__ = ["Fidelity"]


class Fidelity(Asked, tag_field="measure", tag="fidelity"):
    """Whether a drawing of the journey is true: every real journey is walked over its nodes and edges.

    The drawing is `nodes` and `edges` ([from, to]; nodes that only an edge names are drawn too). Edges
    out of "(start)" say where journeys begin, edges to "(end)" where they may end; without any,
    journeys begin, or end, where they like. Each interaction is looked at from the last drawn node before it
    in its journey. It is *explained* when its node is drawn and an edge leads there, or it stays at
    that node, or it is the first drawn one and the drawing says nothing of starts. Nodes that are not
    drawn are unexplained, and passed over. A journey is explained when all its interactions are, and,
    where the drawing says so, it ends where it may; one that is still open has not ended.

    Rows, by `what`:

    - "journeys", "interactions": fitness, the share of them that is explained (`count` of `n`);
    - "precision": what people use of what the drawing lets them do: Σ visits · edges used / Σ visits ·
      edges drawn, over the nodes one can leave, a visit being a time somebody stands there;
    - "edges": the share of drawn edges that anybody uses;
    - "edge": every drawn edge, `count` = how often it is used, also 0, of `n` visits to `from_node`;
    - "missing_edge", "missing_node", "missing_path": moves between drawn nodes that no edge stands
      for (of the visits), interactions at nodes that are not drawn (of all), whole real paths that are
      not explained (of all journeys): the `top` of each, then the rest as "(other)".

    With `by`, the first three are repeated for each `period` (its first day) in which a journey began, in the
    workspace's zone: `change` is the share less that of all earlier periods together, `change_z` this
    in standard errors, and `alarm` rings beyond three of them (`drifts.drift`).

    Columns: `what`, `period`, `from_node`, `to_node`, `path`, `count`, `subjects`, `share` with 95 %
    interval (`intervals.share_estimates`; none for "precision" and "edges", which are no shares of a
    sample), `n`, `too_few`, `change`, `change_z`, `alarm`; null where it does not apply.

    Fitness is that of token replay, in one pass and without alignments (Rozinat & van der Aalst 2008,
    "Conformance checking of processes based on monitoring real behavior"); precision is that of escaping
    edges (Muñoz-Gama & Carmona 2010, "A fresh look at precision in process conformance"), its states
    being the drawn nodes.

    >>> Fidelity(nodes=["ad", "shop"], edges=[["ad", "shop"]]).top
    10
    >>> Fidelity(edges=[["ad"]])
    Traceback (most recent call last):
    ...
    desirepath.errors.QuestionError: Expected an edge to be two nodes, found 1: ad.
    """

    nodes: list[str] = []
    edges: list[list[str]] = []
    lens: str | LensTable = "touchpoint"
    split: Split = WholeLife()
    collapse_loops: bool = False
    by: PeriodUnit | None = None
    top: int = 10

    def _check(self) -> None:
        check_drawing(self.nodes, self.edges)
        if self.top < 1:
            raise QuestionError(f"Expected top to be 1 or more, found {self.top}.")

    def scan(self, journeys: Journeys, frame: Frame) -> Found:
        """Walk the journeys of one partition over the drawing."""
        drawing, count = drawing_of(self.nodes, self.edges, frame), len(frame.nodes)
        walks = replayed(journeys, drawing)
        taken = Paths().scan(journeys, frame)
        lengths = np.diff(journeys.offsets)
        somewhere = np.flatnonzero(np.diff(walks.offsets))
        walked = np.concatenate([np.zeros(1, np.int64), walks.offsets[somewhere + 1]])
        pairs = paired(walked, walks.walk, journeys.subject[somewhere], count + 1)
        whole = np.zeros(len(lengths), np.int64)
        undrawn = np.where(drawing.drawn[journeys.nodes], count, journeys.nodes).astype(np.int32)
        person = np.repeat(taken.person, lengths)
        nodes, squares = sum_by_person(undrawn, person, np.zeros(len(person), np.int8), count + 1)
        periods, moves = self._by_period(journeys, walks, frame)
        return Found(
            overall=_sums(walks, journeys, whole, 1).reshape(2, SUMS),
            nodes=nodes[:count, :4],
            squares=np.array([squares]),
            pairs=pairs.sums,
            visits=pairs.visits,
            periods=periods,
            moves=moves,
            taken=msgspec.structs.replace(
                taken, reached=walks.fits.astype(np.int8), duration_us=np.empty(0, np.int64)
            ),
        )

    def merge(self, *partials: Found) -> Found:
        """The sums of several parts."""
        parts = [part for part in partials if len(part.nodes)]
        nodes = [part.nodes for part in parts]
        return Found(
            overall=np.sum([np.zeros((2, SUMS), np.int64), *(part.overall for part in partials)], axis=0),
            nodes=np.sum(nodes, axis=0) if nodes else np.empty((0, 4), np.int64),
            squares=np.sum([np.zeros(1, np.int64), *(part.squares for part in partials)], axis=0),
            pairs=added([part.pairs for part in partials], columns=5),
            visits=added([part.visits for part in partials], columns=3),
            periods=added([part.periods for part in partials], columns=2 * SUMS),
            moves=added([part.moves for part in partials], columns=1),
            taken=Paths().merge(*(part.taken for part in partials)),
        )

    def finish(self, partial: Found, frame: Frame) -> pa.Table:
        """The table: how true it is, edge by edge, what it lacks, and how that changed."""
        drawing = drawing_of(self.nodes, self.edges, frame)
        return rows_of(partial, drawing, frame, by=self.by, top=self.top)

    def _by_period(self, journeys: Journeys, walks: Replayed, frame: Frame) -> tuple[Tally, Tally]:
        """Sums by period, and how often each move was made in it (key: period · width² + pair)."""
        if self.by is None:
            return added([], columns=2 * SUMS), added([], columns=1)
        began = _began(journeys)
        timed = began != UNKNOWN_TIME
        numbers = np.full(len(began), -1, np.int64)
        found = periods_of(self.by, journeys, frame).numbers(began[timed])
        keys, numbers[timed] = np.unique(found, return_inverse=True)
        width = len(frame.nodes) + 2
        left, entered, journey = _moves(walks, width - 1)
        known = numbers[journey] >= 0
        period = keys[numbers[journey[known]]]
        moves, counts = np.unique((period * width + left[known]) * width + entered[known], return_counts=True)
        return (
            Tally(keys=keys, counts=_sums(walks, journeys, numbers, len(keys))),
            Tally(keys=moves, counts=counts.astype(np.int64)[:, np.newaxis]),
        )


def _sums(walks: Replayed, journeys: Journeys, period: Int64s, periods: int) -> Int64s:
    """Sums by period of the journeys explained, then of the interactions."""
    fits, ones = walks.fits.astype(np.int64), np.ones(len(walks.fits), np.int64)
    by_journey = sum_by_period(period, journeys.subject, fits, ones, periods)
    by_step = sum_by_period(period, journeys.subject, walks.explained, np.diff(journeys.offsets), periods)
    return np.concatenate([by_journey, by_step], axis=1)


def _began(journeys: Journeys) -> Int64s:
    """When each journey began, as far as that is known: steps without a time come first."""
    times, starts, ends = journeys.happened_at_us, journeys.offsets[:-1], journeys.offsets[1:]
    began: Int64s = times[starts].copy()
    for journey in np.flatnonzero((began == UNKNOWN_TIME) & (times[ends - 1] != UNKNOWN_TIME)):
        steps = times[starts[journey] : ends[journey]]
        began[journey] = steps[steps != UNKNOWN_TIME][0]
    return began


def _moves(walks: Replayed, edge: int) -> tuple[Int64s, Int64s, Int64s]:
    """Every move of the walks, from and to, and whose it is; `edge` is the start and the end."""
    lengths = np.diff(walks.offsets)
    some = np.flatnonzero(lengths)
    ends = walks.offsets[some + 1] + np.arange(1, len(some) + 1)  # where each walk's end stands in `line`
    line = np.full(len(walks.walk) + len(some) + 1, edge, np.int64)
    inside = np.ones(len(line), np.bool_)
    inside[0] = False
    inside[ends] = False
    line[inside] = walks.walk
    return line[:-1], line[1:], np.repeat(some, lengths[some] + 1)
