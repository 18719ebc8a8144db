"""What was seen before in a file, without keeping the rows: contents counted, and the latest of each id.

Sorted runs of numbers that are merged as they grow: some twenty bytes a distinct fingerprint, so a
file of ten million rows needs about two hundred megabytes whatever its rows hold.
"""

import numpy as np

from desirepath.interactions.fingerprints import Digests, halves
from desirepath.records import Record

__all__ = ["Latest", "Seen", "Sightings"]


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


class _Held(Record):
    keys: np.ndarray  # uint64, sorted
    checks: np.ndarray  # uint64, beside the keys
    contents: np.ndarray  # uint64, half a fingerprint of what stood under the id last


class Latest:
    """Remembers the latest content under every id, batch by batch.

    >>> ids, contents = np.zeros((3, 16), np.uint8), np.eye(3, 16, dtype=np.uint8)
    >>> known, same = Latest().meet(ids, contents[[0, 0, 1]])
    >>> known.tolist(), same.tolist()
    ([False, True, True], [False, True, False])
    """

    def __init__(self) -> None:
        self._runs: list[_Held] = []

    def meet(self, ids: Digests, contents: Digests) -> tuple[np.ndarray, np.ndarray]:
        """For each row whether its id was known before it, and whether with this very content last."""
        keys, checks = halves(ids)
        order = np.argsort(keys, kind="stable")  # the versions of an id keep their order
        keys, checks, content = keys[order], checks[order], halves(contents)[0][order]
        starts = _starts(keys, checks)
        last = np.append(starts[1:], len(keys)) - 1 if len(starts) else starts
        known, before = np.ones(len(keys), np.bool_), np.roll(content, 1)
        known[starts], before[starts] = self._before(keys[starts], checks[starts])
        known_at, same_at = np.empty_like(known), np.empty_like(known)
        known_at[order], same_at[order] = known, known & (before == content)
        self._keep(_Held(keys=keys[last], checks=checks[last], contents=content[last]))
        return known_at, same_at

    def _before(self, keys: np.ndarray, checks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        known, content = np.zeros(len(keys), np.bool_), np.zeros(len(keys), np.uint64)
        for run in self._runs:  # a newer run has the later word
            places = np.minimum(np.searchsorted(run.keys, keys), len(run.keys) - 1)
            same = (run.keys[places] == keys) & (run.checks[places] == checks)
            content[same] = run.contents[places[same]]
            known |= same
        return known, content

    def _keep(self, run: _Held) -> None:
        if len(run.keys):
            self._runs.append(run)
        while len(self._runs) > 1 and len(self._runs[-2].keys) < 2 * len(self._runs[-1].keys):
            newer, older = self._runs.pop(), self._runs.pop()
            self._runs.append(_later(older, newer))


class Seen:
    """What was seen so far in one file: contents of rows without a key, and the latest under each key."""

    def __init__(self) -> None:
        self.contents = Sightings()
        self.latest = Latest()


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


def _later(older: _Held, newer: _Held) -> _Held:
    keys = np.concatenate([older.keys, newer.keys])
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    checks = np.concatenate([older.checks, newer.checks])[order]
    starts = _starts(keys, checks)
    last = np.append(starts[1:], len(keys)) - 1
    contents = np.concatenate([older.contents, newer.contents])[order]
    return _Held(keys=keys[last], checks=checks[last], contents=contents[last])
