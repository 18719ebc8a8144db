"""How often a fingerprint was seen before in a file, without keeping the rows.

Sorted runs of numbers that are merged as they grow: twenty bytes a distinct fingerprint, so a file
of ten million rows needs about two hundred megabytes whatever its rows hold.
"""

import numpy as np

from desirepath.interactions.fingerprints import Digests, halves
from desirepath.records import Record

__all__ = ["Seen", "Sightings"]


class _Run(Record):
    keys: np.ndarray  # uint64, sorted
    checks: np.ndarray  # uint64, beside the keys
    counts: np.ndarray  # int32


class Sightings:
    """Counts fingerprints batch by batch.

    >>> digests = np.zeros((2, 16), np.uint8)
    >>> sightings = Sightings()
    >>> sightings.count(digests).tolist(), sightings.count(digests[:1]).tolist()
    ([0, 1], [2])
    """

    def __init__(self) -> None:
        self._runs: list[_Run] = []

    def count(self, digests: Digests) -> np.ndarray:
        """For each fingerprint, how often it was seen before it: earlier here, or in an earlier batch."""
        keys, checks = halves(digests)
        order = np.argsort(keys, kind="stable")  # equal ones keep their order
        keys, checks = keys[order], checks[order]
        starts = _starts(keys, checks)
        counts = np.diff(np.append(starts, len(keys)))
        run = _Run(keys=keys[starts], checks=checks[starts], counts=counts.astype(np.int32))
        before = self._before(run)
        earlier = np.empty(len(keys), np.int64)
        earlier[order] = np.arange(len(keys)) - np.repeat(starts, counts) + np.repeat(before, counts)
        self._keep(run)
        return earlier

    def _before(self, wanted: _Run) -> np.ndarray:
        total = np.zeros(len(wanted.keys), np.int64)
        for run in self._runs:
            places = np.minimum(np.searchsorted(run.keys, wanted.keys), len(run.keys) - 1)
            same = (run.keys[places] == wanted.keys) & (run.checks[places] == wanted.checks)
            total[same] += run.counts[places[same]]
        return total

    def _keep(self, run: _Run) -> None:
        """Merge runs of like size, so that there are never more than a few."""
        if len(run.keys):
            self._runs.append(run)
        while len(self._runs) > 1 and len(self._runs[-2].keys) < 2 * len(self._runs[-1].keys):
            newer, older = self._runs.pop(), self._runs.pop()
            self._runs.append(_merged(older, newer))


class Seen:
    """What was seen so far in one file: contents of rows without a key, keys, and keys with contents."""

    def __init__(self) -> None:
        self.contents = Sightings()
        self.ids = Sightings()
        self.versions = Sightings()


def _starts(keys: np.ndarray, checks: np.ndarray) -> np.ndarray:
    """Where each group of equal fingerprints begins in sorted order."""
    if not len(keys):
        return np.zeros(0, np.int64)
    changes = (keys[1:] != keys[:-1]) | (checks[1:] != checks[:-1])
    return np.concatenate([[0], np.flatnonzero(changes) + 1])


def _merged(older: _Run, newer: _Run) -> _Run:
    keys = np.concatenate([older.keys, newer.keys])
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    checks = np.concatenate([older.checks, newer.checks])[order]
    counts = np.concatenate([older.counts, newer.counts])[order]
    starts = _starts(keys, checks)
    return _Run(keys=keys[starts], checks=checks[starts], counts=np.add.reduceat(counts, starts))
