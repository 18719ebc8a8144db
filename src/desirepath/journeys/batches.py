"""The two columnar shapes every kernel reads: timelines as stored, journeys as cut.

A batch is one partition of a generation. Nothing here computes; `assembling` writes timelines,
`cutting` turns them into journeys.
"""

from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from desirepath.records import Record

Bools = npt.NDArray[np.bool_]
Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
Texts: TypeAlias = "pa.Array[Any]"

UNKNOWN_TIME = np.iinfo(np.int64).min  # an order_only step: it has a place in the order, but no time
UNKNOWN_VALUE = np.iinfo(np.int64).min  # no value on this step
UNKNOWN_VALENCE = np.iinfo(np.int32).min  # no score on this step
REACHED, CLOSED, OPEN = 0, 1, 2  # how a journey stands at `as_of`
CUSTOMER, ORGANISATION = 0, 1  # who began it


class Timelines(Record, dict=True):
    """All that the subjects of one partition did, in order: one slice of the step arrays a subject."""

    partition: int
    subjects: Texts  # subject ids, one a timeline
    offsets: Int64s  # subject i owns steps offsets[i] : offsets[i + 1]
    kinds: Int32s
    happened_at_us: Int64s  # UNKNOWN_TIME for order_only rows
    fact: Int64s  # which row in the facts this step is
    value_minor: Int64s | None = None  # in the store's one currency; None: no step of the generation has one
    valence_milli: Int32s | None = None  # −2000 … +2000, UNKNOWN_VALENCE where there is no score
    score: npt.NDArray[np.float64] | None = None  # the answer as given, NaN where there is none
    about: Int64s | None = None  # a hash of the order, ticket or visit the step names; 0 for none
    duration_us: Int64s | None = None  # how long it took or was waited for, UNKNOWN_VALUE where not said
    initiator: npt.NDArray[np.int8] | None = None  # CUSTOMER or ORGANISATION; None: all the customer's

    @cached_property
    def last_at_us(self) -> Int64s | None:
        """When each subject was last heard of, read once; None where a timeline is empty.

        Steps without a time come first, so the last step tells.
        """
        ends = self.offsets[1:]
        return self.happened_at_us[ends - 1] if (ends > self.offsets[:-1]).all() else None


class Journeys(Record):
    """Journeys cut from one partition: what every `scan` reads.

    Steps that the lens skips are not here; a collapsed loop keeps its first step. Journey j owns
    steps offsets[j] : offsets[j + 1] and is never empty.
    """

    timelines: Timelines
    offsets: Int64s
    nodes: Int32s  # index into the lens's node names
    happened_at_us: Int64s
    position: Int64s  # index of the step in the timelines' step arrays
    subject: Int32s  # row of the journey's subject in the timelines
    state: npt.NDArray[np.uint8]  # REACHED the split's goal, CLOSED, or still OPEN
