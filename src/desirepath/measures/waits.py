"""Waits: how long people were kept waiting, by node: what a step says it took, or until an answer came.

What a question is about ties it to its answer: the order, ticket or visit that both name, else the
journey both are in.
"""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from desirepath.journeys import (
    CUSTOMER,
    OPEN,
    ORGANISATION,
    UNKNOWN_TIME,
    UNKNOWN_VALUE,
    Journeys,
    LensTable,
    Split,
    WholeLife,
    compiled,
)
from desirepath.measures.arrays import Bools, Int32s, Int64s
from desirepath.measures.asked import Asked
from desirepath.measures.columns import named, sample_columns, whole
from desirepath.measures.framing import Frame
from desirepath.measures.survival import curve_of, lasting_columns
from desirepath.measures.tallies import Tally, added
from desirepath.records import Record

__all__ = ["Waited", "Waits"]

SORTS = ("carried", "answer")
ENDED, STILL_WAITING, UNANSWERED = range(3)


class Waited(Record):
    """The partial answer: every wait, and by node and sort the persons who waited."""

    keys: Int64s  # (node · 2 + sort) · 3 + how it stands
    times_us: Int64s
    subjects: Tally  # of node · 2 + sort


class Waits(Asked, tag_field="measure", tag="waits"):
    """How long did they wait, by node: carried by the interaction, and until the first answer.

    Two sorts of wait, each in rows of its own:

    - "carried": an interaction says how long it took or was waited for (hold time, queue): `duration_us`;
    - "answer": from an interaction that the customer began (a question) to the next one that the
      organisation began. If the question names an order, ticket or visit, that is the next about the
      same one, in whichever of the person's journeys; if it names none, the next in the same journey,
      whatever that names. Who asks again, at the same node and about the same, before the answer is
      still waiting since the first time.

    `asked` are the nodes where a question counts, `answered_by` those where an answer does; any, when
    left empty. Where the organisation began no interaction at all there are no such rows.

    A question without an answer so far is **still waiting**, since it was asked until `as_of`, when
    it names a thing or its journey is open. Otherwise it is **unanswered**: its journey is over, and it
    waited until that journey's last interaction at least.

    Columns, one row a node and sort: `node`, `wait` ("carried" or "answer"), `subjects`, `ended`,
    `still_waiting`, `unanswered`, `p50_us`, `p90_us`: the time by which half and nine in ten were over,
    by Kaplan and Meier, so that waits that are not over count as long as they have lasted (null where the
    curve never falls so far; the nearest rank where all are over), `p50_us_low` and `p50_us_high`, the
    median's 95 % interval (Brookmeyer & Crowley 1982), `n` = ended + still_waiting + unanswered. A question
    without a time is no wait. Most waits first.

    >>> Waits(lens="channel", asked=["email"]).asked
    ['email']
    """

    lens: str | LensTable = "touchpoint"
    split: Split = WholeLife()
    asked: list[str] = []
    answered_by: list[str] = []

    def scan(self, journeys: Journeys, frame: Frame) -> Waited:
        """Find the waits of one partition."""
        asks, answers = _among(self.asked, frame), _among(self.answered_by, frame)
        found = [_carried(journeys), *_answered(journeys, asks, answers, frame.as_of_us)]
        steps = np.concatenate([one[0] for one in found])
        sorts = np.repeat(np.arange(3) > 0, [len(one[0]) for one in found])[: len(steps)]
        rows = journeys.nodes[steps].astype(np.int64) * 2 + sorts
        of_step = np.repeat(journeys.subject, np.diff(journeys.offsets))
        return Waited(
            keys=rows * 3 + np.concatenate([one[2] for one in found]),
            times_us=np.concatenate([one[1] for one in found]),
            subjects=_persons(rows, of_step[steps], 2 * len(frame.nodes)),
        )

    def merge(self, *partials: Waited) -> Waited:
        """The waits of several parts."""
        none = np.empty(0, np.int64)
        return Waited(
            keys=np.concatenate([none, *(partial.keys for partial in partials)]),
            times_us=np.concatenate([none, *(partial.times_us for partial in partials)]),
            subjects=added([partial.subjects for partial in partials], columns=1),
        )

    def finish(self, partial: Waited, frame: Frame) -> pa.Table:
        """The table: one row a node and sort of wait."""
        rows = partial.subjects.keys
        order = np.argsort(partial.keys, kind="stable")
        edges = np.searchsorted(partial.keys[order], 3 * rows[:, np.newaxis] + np.arange(4))
        counts, times = np.diff(edges, axis=1), partial.times_us[order]
        curves = [
            curve_of(times[first:over], times[over:last])
            for first, over, last in zip(edges[:, 0], edges[:, 1], edges[:, 3], strict=True)
        ]
        table = pa.table(
            {
                "node": named([frame.nodes[row // 2] for row in rows]),
                "wait": named([SORTS[row % 2] for row in rows]),
                "subjects": whole(partial.subjects.counts[:, 0]),
                "ended": whole(counts[:, ENDED]),
                "still_waiting": whole(counts[:, STILL_WAITING]),
                "unanswered": whole(counts[:, UNANSWERED]),
                **lasting_columns(curves, 50, 90),
                **sample_columns(counts.sum(axis=1)),
            }
        )
        return table.sort_by([("n", "descending"), ("node", "ascending"), ("wait", "ascending")])


Found = tuple[Int64s, Int64s, Int64s]  # the step where each wait began, how long it took, how it stands


def _among(names: Sequence[str], frame: Frame) -> Bools:
    among = np.full(len(frame.nodes), not names)
    among[[frame.node(name) for name in names]] = True
    return among


def _persons(rows: Int64s, subjects: Int32s, count: int) -> Tally:
    """How many persons have a wait, by row."""
    pairs = np.unique(subjects * np.int64(count) + rows)
    counts = np.bincount(pairs % max(count, 1), minlength=count)
    keys = np.flatnonzero(counts)
    return Tally(keys=keys, counts=counts[keys, np.newaxis])


def _carried(journeys: Journeys) -> Found:
    took = journeys.timelines.duration_us
    if took is None:
        return (np.empty(0, np.int64),) * 3
    values = took[journeys.position]
    steps = np.flatnonzero(values != UNKNOWN_VALUE)
    return steps, values[steps], np.full(len(steps), ENDED)


def _answered(journeys: Journeys, asks: Bools, answers: Bools, as_of_us: int) -> tuple[Found, Found]:
    """Waits for an answer: of questions that name nothing, within their journey; of others, by the thing."""
    none = (np.empty(0, np.int64),) * 3
    initiator = journeys.timelines.initiator
    if initiator is None:
        return none, none
    began = initiator[journeys.position]
    question = (began == CUSTOMER) & asks[journeys.nodes] & (journeys.happened_at_us != UNKNOWN_TIME)
    answer = (began == ORGANISATION) & answers[journeys.nodes]
    about = journeys.timelines.about
    thing = np.zeros(len(began), np.int64) if about is None else about[journeys.position]
    is_open = journeys.state == OPEN
    last_seen = np.where(is_open, as_of_us, journeys.happened_at_us[journeys.offsets[1:] - 1])
    arrays = (journeys.nodes, journeys.happened_at_us)
    everything = np.arange(len(began))
    plain = wait_for_answers(
        journeys.offsets, everything, *arrays, question & (thing == 0), answer, last_seen, is_open, len(asks)
    )  # fmt: skip
    steps, offsets = _threads(journeys, thing)
    seen, waiting = np.full(len(offsets) - 1, as_of_us), np.ones(len(offsets) - 1, np.bool_)
    named_thing = wait_for_answers(
        offsets, steps, *arrays, question & (thing != 0), answer, seen, waiting, len(asks)
    )
    return plain, named_thing


def _threads(journeys: Journeys, thing: Int64s) -> tuple[Int64s, Int64s]:
    """The steps that name a thing, thing by thing of one person, in order; and where each thing's begin."""
    steps = np.flatnonzero(thing)
    subject = np.repeat(journeys.subject, np.diff(journeys.offsets))[steps]
    order = np.lexsort((thing[steps], subject))  # stable: within a thing as they happened
    steps = steps[order]
    another = (np.diff(thing[steps]) != 0) | (np.diff(subject[order]) != 0)
    starts = np.flatnonzero(np.concatenate([np.ones(min(len(steps), 1), np.bool_), another]))
    return steps, np.append(starts, len(steps))


@compiled
def wait_for_answers(  # noqa: PLR0917 - one pass over all interactions; a kernel takes no keywords
    offsets: Int64s,
    steps: Int64s,
    nodes: Int32s,
    times: Int64s,
    questions: Bools,
    answers: Bools,
    seen_until: Int64s,
    still_waiting: Bools,
    node_count: int,
) -> Found:
    """The waits of each thread of steps: at each node the first question since the last answer."""
    began, took = np.empty(len(steps), np.int64), np.empty(len(steps), np.int64)
    how = np.empty(len(steps), np.int64)
    asked_at = np.full(node_count, -1, np.int64)
    waiting = np.empty(node_count, np.int64)  # nodes with a question under way
    done = held = 0
    for thread in range(len(offsets) - 1):
        for place in range(offsets[thread], offsets[thread + 1] + 1):
            over = place == offsets[thread + 1]
            step = steps[place] if not over else -1
            if not over and questions[step]:
                if asked_at[nodes[step]] < 0:
                    asked_at[nodes[step]] = step
                    waiting[held] = nodes[step]
                    held += 1
                continue
            if not over and not answers[step]:
                continue
            now = seen_until[thread] if over else times[step]
            for node in waiting[:held]:
                began[done] = asked_at[node]
                took[done] = now - times[asked_at[node]]
                how[done] = 0 if not over else 1 if still_waiting[thread] else 2
                asked_at[node] = -1
                done += 1
            held = 0
    return began[:done], took[:done], how[:done]
