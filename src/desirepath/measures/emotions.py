"""Emotions: how people feel at each node, from the scores they gave.

Answers are read from the timelines, because a lens often hides them; what they belong to is a node
the lens shows. One pass of sorting and searching a partition, without a kernel of its own.
"""

import numpy as np
import pyarrow as pa

from desirepath.errors import QuestionError
from desirepath.journeys import UNKNOWN_TIME, UNKNOWN_VALENCE, Journeys, LensTable, Split, WholeLife
from desirepath.measures.arrays import Bools, Int64s
from desirepath.measures.asked import Asked
from desirepath.measures.columns import estimate_columns, named, sample_columns
from desirepath.measures.framing import JOURNEY, Frame
from desirepath.measures.intervals import Estimates, mean_estimates
from desirepath.measures.tallies import Tally, added

__all__ = ["Emotion"]

DAY_US = 86_400_000_000
COUNT, TOTAL, SQUARES = range(3)  # persons, Σ of their means (thousandths), Σ of squares
NOWHERE = -1


class Emotion(Asked, tag_field="measure", tag="emotion"):
    """How people feel at each node: the mean valence, −2 (worst) … +2 (best), one value a person.

    Valence is v = 4 (score − worst) / (best − worst) − 2. An answer (a step with a score) belongs

    1. to the node of the interaction that names the same order, ticket or visit as the answer
       does: the last such before it, or the first after it where there is none before;
    2. else to the last interaction of the same journey in the `window_days` (inclusive) before it;
    3. else to the journey as a whole, the node "(journey)".

    Only interactions that the lens shows and that are not answers themselves are looked at; rule 2
    needs both times. A person's value at a node is the mean of their answers there, to the nearest
    thousandth (half to even). Columns: `node`, `mean` with its 95 % t-interval over persons (null
    for one person, cut at −2 and +2), `n` persons. Nodes without an answer are absent: no evidence
    is a gap, not a zero. By name; "(journey)" last.

    >>> Emotion(lens="stage").window_days
    14.0
    """

    lens: str | LensTable = "touchpoint"
    split: Split = WholeLife()
    window_days: float = 14.0

    def _check(self) -> None:
        if not 0 < self.window_days < 100_000:
            found = f"{self.window_days:g}"
            raise QuestionError(f"Expected window_days to be above 0 and below 100,000, found {found}.")

    def scan(self, journeys: Journeys, frame: Frame) -> Tally:
        """Sum each person's feeling by node, in one partition."""
        timelines = journeys.timelines
        if timelines.valence_milli is None or not len(journeys.subject):
            return self.merge()
        answers = _answers(journeys, frame)
        targets = _by_name(journeys, answers)
        nearest = _by_time(journeys, answers, round(self.window_days * DAY_US))
        node = np.where(targets != NOWHERE, targets, nearest)
        node[node == NOWHERE] = len(frame.nodes)
        owner = np.searchsorted(timelines.offsets, answers, side="right") - 1
        valence = timelines.valence_milli[answers].astype(np.int64)
        return _by_person(owner, node, valence, len(frame.nodes) + 1)

    def merge(self, *partials: Tally) -> Tally:
        """The sums of several parts."""
        return added(partials, columns=3)

    def finish(self, partial: Tally, frame: Frame) -> pa.Table:
        """The table: one row a node that somebody felt something about."""
        names = [*frame.nodes, JOURNEY]
        by_name = sorted(range(len(partial.keys)), key=lambda row: _last(names[partial.keys[row]]))
        counts = partial.counts[by_name]
        milli = mean_estimates(counts[:, COUNT], counts[:, TOTAL], counts[:, SQUARES])
        mean = Estimates(
            value=milli.value / 1000,
            low=np.maximum(milli.low / 1000, -2),
            high=np.minimum(milli.high / 1000, 2),
        )
        return pa.table(
            {
                "node": named([names[partial.keys[row]] for row in by_name]),
                **estimate_columns("mean", mean),
                **sample_columns(counts[:, COUNT]),
            }
        )


def _last(name: str) -> tuple[bool, str]:
    return name == JOURNEY, name


def _answers(journeys: Journeys, frame: Frame) -> Int64s:
    """Positions of the answers of everybody who has a journey, up to the moment asked of."""
    timelines = journeys.timelines
    assert timelines.valence_milli is not None  # noqa: S101 - scan has looked
    asked = np.zeros(len(timelines.offsets) - 1, np.bool_)
    asked[journeys.subject] = True
    answers = np.flatnonzero(timelines.valence_milli != UNKNOWN_VALENCE)
    owner = np.searchsorted(timelines.offsets, answers, side="right") - 1
    return answers[asked[owner] & (timelines.happened_at_us[answers] <= frame.as_of_us)]


def _experiences(journeys: Journeys) -> Bools:
    """Which shown steps are not answers themselves."""
    assert journeys.timelines.valence_milli is not None  # noqa: S101 - scan has looked
    is_one: Bools = journeys.timelines.valence_milli[journeys.position] == UNKNOWN_VALENCE
    return is_one


def _by_name(journeys: Journeys, answers: Int64s) -> Int64s:
    """The node of the interaction that names what each answer names, NOWHERE when none does."""
    about = journeys.timelines.about
    if about is None:
        return np.full(len(answers), NOWHERE)
    known = np.unique(about[answers])
    steps = np.flatnonzero(_experiences(journeys) & np.isin(about[journeys.position], known[known != 0]))
    position = np.concatenate([journeys.position[steps], answers])
    owner = np.searchsorted(journeys.timelines.offsets, position, side="right") - 1
    node = np.concatenate([journeys.nodes[steps].astype(np.int64), np.full(len(answers), NOWHERE)])
    order = np.lexsort((position, about[position], owner))
    group = np.cumsum(_changes(owner[order]) | _changes(about[position[order]]), dtype=np.int64)
    before = _carried(node[order], group)
    after = _carried(node[order][::-1], group[::-1])[::-1]
    found = np.empty(len(node), np.int64)
    found[order] = np.where(before != NOWHERE, before, after)
    mine = found[len(steps) :]
    return np.where(about[answers] != 0, mine, NOWHERE)


def _by_time(journeys: Journeys, answers: Int64s, window_us: int) -> Int64s:
    """The node of the last interaction before each answer, of its journey and in the window; else NOWHERE."""
    times = journeys.timelines.happened_at_us
    steps = np.flatnonzero(_experiences(journeys) & (journeys.happened_at_us != UNKNOWN_TIME))
    if not len(steps):
        return np.full(len(answers), NOWHERE)
    before = np.searchsorted(journeys.position[steps], answers) - 1
    step = steps[np.maximum(before, 0)]
    begins = journeys.position[journeys.offsets[:-1]]
    current = np.maximum(np.searchsorted(begins, answers, side="right") - 1, 0)
    timed = times[answers] != UNKNOWN_TIME
    silence = np.where(timed, times[answers] - journeys.happened_at_us[step], window_us + 1)
    owner = np.searchsorted(journeys.timelines.offsets, answers, side="right") - 1
    same = (step >= journeys.offsets[current]) & (journeys.subject[current] == owner)
    return np.where((before >= 0) & same & (silence <= window_us), journeys.nodes[step], NOWHERE)


def _changes(values: Int64s) -> Bools:
    changes: Bools = np.diff(values, prepend=values[:1]) != 0
    return changes


def _carried(values: Int64s, group: Int64s) -> Int64s:
    """Each value, or where it is NOWHERE the last one before it in its group."""
    last = np.maximum.accumulate(np.where(values != NOWHERE, np.arange(len(values)), -1))
    usable = (last >= 0) & (group[last] == group)
    return np.where(usable, values[last], NOWHERE)


def _by_person(owner: Int64s, node: Int64s, valence: Int64s, nodes: int) -> Tally:
    pairs, which = np.unique(owner * nodes + node, return_inverse=True)
    total, count = np.zeros(len(pairs), np.int64), np.bincount(which, minlength=len(pairs))
    np.add.at(total, which, valence)
    mean, rest = np.divmod(total, count)
    mean += (2 * rest > count) | ((2 * rest == count) & (mean % 2 == 1))  # to the nearest, half to even
    keys, at = np.unique(pairs % nodes, return_inverse=True)
    sums = np.zeros((len(keys), 3), np.int64)
    np.add.at(sums, at, np.stack([np.ones_like(mean), mean, mean * mean], axis=1))
    return Tally(keys=keys, counts=sums)
