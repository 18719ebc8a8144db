"""Where the partitions of a generation are scanned: on this machine's cores, or where the engine says.

A scan is any function of one partition's timelines, and of what lies beside them (a mask, a group, a
weight for each subject). It may be sent to another machine, so it must not hold the store itself.
"""

import os
import pickle
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import Any, TypeVar

import pyarrow as pa

from desirepath.engines import Engine, Spreads
from desirepath.errors import DesirepathError, IntegrityError
from desirepath.journeys import Store, Timelines, exchange, exchanged, observed, watcher

__all__ = ["spread"]

Scanned = TypeVar("Scanned")
AT_ONCE = 8  # partitions that a thread takes at a time: handing them over takes time as well


def spread(
    scan: Callable[..., Scanned],
    store: Store,
    *beside: Sequence[Any],
    engine: Engine | None = None,
    threads: int | None = None,
) -> list[Scanned]:
    """`scan(timelines, *beside)` of every partition, in the order of the store's partitions.

    Each of `beside` has one item a partition. Without an engine, or with one that keeps work on this
    machine, kernels run on `threads` threads (all cores when left out), because they let go of the
    interpreter lock. Who watches (`watching`) is told of each partition, and may stop the rest.
    """
    if isinstance(engine, Spreads):
        return observed(_far, parts=1)(scan, store, beside, engine)
    watched = observed(scan, parts=len(store.partitions))
    each = list(zip(store.partitions, *beside, strict=True))
    several = [each[first : first + AT_ONCE] for first in range(0, len(each), AT_ONCE)]
    work = partial(_scan_each, watched)
    if threads is None:
        made = list(_workers(os.getpid()).map(work, several))
    else:
        with ThreadPoolExecutor(threads) as pool:
            made = list(pool.map(work, several))
    return [one for some in made for one in some]


def _scan_each(scan: Callable[..., Scanned], each: Sequence[tuple[Any, ...]]) -> list[Scanned]:
    return [scan(*one) for one in each]


@cache
def _workers(process: int) -> ThreadPoolExecutor:  # noqa: ARG001 - threads do not outlive a fork
    """One thread a core for all questions of a process: who asks first is scanned first."""
    return ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="scan")


def _far(
    scan: Callable[..., Scanned], store: Store, beside: Sequence[Sequence[Any]], engine: Spreads
) -> list[Scanned]:
    """The same on the engine's workers, which read the partitions from the exchange."""
    beside_each = list(zip(*beside, strict=True)) if beside else [()] * len(store.partitions)
    sent = {one.partition: place for place, one in enumerate(store.partitions) if len(one.subjects)}
    work = Work(
        scan,
        {number: beside_each[place] for number, place in sent.items()},
        {number: _size(store.partitions[place]) for number, place in sent.items()},
    )
    paths = [str(path) for path in exchange(store)] if sent else []
    made = [pickle.loads(one) for one in engine.spread(paths, work, watcher=watcher())] if paths else []  # noqa: S301 - ours
    if sorted(number for number, _ in made) != sorted(sent):
        raise IntegrityError(f"{len(sent)} partitions were sent out and {len(made)} came back.")
    found = {sent[number]: result for number, result in made}
    return [  # a partition of nobody has no rows to be read
        _result(*found[place]) if place in found else scan(one, *beside_each[place])
        for place, one in enumerate(store.partitions)
    ]


class Work:
    """What a worker does with the rows it reads: scan each partition, and send back what came of it."""

    def __init__(
        self,
        scan: Callable[..., Any],
        beside: dict[int, tuple[Any, ...]],
        expected: dict[int, tuple[int, int]],
    ) -> None:
        self._scan, self._beside, self._expected = scan, beside, expected

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[bytes]:
        """(partition, (what came of it, None)), or (partition, (None, the error's type and words))."""
        for timelines in exchanged(batches):
            yield pickle.dumps((timelines.partition, self._scanned(timelines)), protocol=5)

    def _scanned(self, timelines: Timelines) -> tuple[Any, tuple[type[DesirepathError], str] | None]:
        number = timelines.partition
        if self._expected.get(number) != _size(timelines):
            raise IntegrityError(f"Partition {number} did not come whole; nothing was answered.")
        try:
            return self._scan(timelines, *self._beside[number]), None
        except DesirepathError as error:
            return None, (type(error), str(error))


def _size(timelines: Timelines) -> tuple[int, int]:
    return len(timelines.subjects), len(timelines.kinds)


def _result(made: Any, raised: tuple[type[DesirepathError], str] | None) -> Any:
    if raised is None:
        return made
    kind, words = raised
    error = kind.__new__(kind)
    error.args = (words,)
    raise error
