"""Sets of facts that a kernel asks for one by one: a bit for each, by its part and row."""

import numpy as np
import numpy.typing as npt

from desirepath.drafts.counting import Bools, Int64s
from desirepath.journeys import compiled
from desirepath.records import Record

ROW_BITS = 32  # a fact is part << 32 | row
UInt8s = npt.NDArray[np.uint8]


class FactSet(Record):
    """Facts, each as a bit that is set."""

    starts: Int64s  # of each part its first bit; after the last part where all end
    bits: UInt8s
    count: int

    def has(self, facts: Int64s) -> Bools:
        """Which of these facts are in it."""
        return members(facts, self.starts, self.bits)


def fact_set(facts: Int64s | None) -> FactSet:
    """The set of these facts.

    >>> fact_set(np.array([(1 << 32) | 9, 4])).has(np.array([4, 5, (1 << 32) | 9, 2 << 32])).tolist()
    [True, False, True, False]
    """
    if facts is None or not len(facts):
        return FactSet(starts=np.zeros(1, np.int64), bits=np.zeros(0, np.uint8), count=0)
    parts, rows = facts >> ROW_BITS, facts & ((1 << ROW_BITS) - 1)
    sizes = np.zeros(int(parts.max()) + 2, np.int64)
    np.maximum.at(sizes, parts + 1, rows + 1)
    starts = np.cumsum(sizes)
    found = np.zeros(int(starts[-1]), np.bool_)
    found[starts[parts] + rows] = True
    return FactSet(starts=starts, bits=np.packbits(found), count=len(facts))


@compiled
def members(facts: Int64s, starts: Int64s, bits: UInt8s) -> Bools:
    """For each fact whether its bit is set."""
    found = np.zeros(len(facts), np.bool_)
    for at in range(len(facts)):
        part = facts[at] >> ROW_BITS
        if part + 1 < len(starts):
            bit = starts[part] + (facts[at] & 0xFFFFFFFF)
            found[at] = bit < starts[part + 1] and (bits[bit >> 3] >> (7 - (bit & 7))) & 1 == 1
    return found
