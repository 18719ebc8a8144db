"""Partitions scanned several at a time, where one is so small that a scan's fixed costs would weigh more.

An answer does not depend on the partitions, so a run of them may as well be one. Runs are joined where
they are scanned, so no more is held than is being worked on.
"""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from typing import Any, TypeVar

import msgspec
import numpy as np
import pyarrow as pa

from desirepath.engines import Engine, Spreads
from desirepath.journeys import Store, Timelines
from desirepath.measures.besides import Beside
from desirepath.measures.spreading import spread

__all__ = ["scan_runs"]

Scanned = TypeVar("Scanned")
Part = TypeVar("Part", Timelines, Beside)


def scan_runs(
    scan: Callable[[Timelines, Beside], Scanned],
    store: Store,
    beside: Sequence[Beside],
    *,
    least_steps: int,
    engine: Engine | None,
    threads: int | None,
) -> list[Scanned]:
    """`scan` of runs of partitions of so many steps or more; of each one, where an engine spreads them."""
    if isinstance(engine, Spreads):
        return spread(scan, store, beside, engine=engine, threads=threads)
    runs = _runs([len(part.kinds) for part in store.partitions], least_steps)
    joined: Any = msgspec.structs.replace(store, partitions=tuple(store.partitions[run] for run in runs))
    return spread(partial(_scan_run, scan=scan), joined, [beside[run] for run in runs], threads=threads)


def _scan_run(
    timelines: Sequence[Timelines], beside: Sequence[Beside], *, scan: Callable[[Timelines, Beside], Scanned]
) -> Scanned:
    return scan(end_to_end(timelines), end_to_end(beside))


def _runs(steps: Sequence[int], least: int) -> list[slice]:
    ends, held = [0], 0
    for number, size in enumerate(steps, start=1):
        held += size
        if held >= least or number == len(steps):
            ends.append(number)
            held = 0
    return [slice(*bounds) for bounds in pairwise(ends)]


def end_to_end(parts: Sequence[Part]) -> Part:
    """Several partitions, or what lies beside them, as one."""
    first = parts[0]
    if len(parts) == 1:
        return first
    columns = {
        name: _joined([getattr(part, name) for part in parts])
        for name in first.__struct_fields__
        if isinstance(getattr(first, name), np.ndarray | pa.Array)
    }
    if isinstance(first, Timelines):
        sizes = np.concatenate([np.diff(part.offsets) for part in parts if isinstance(part, Timelines)])
        columns["offsets"] = np.cumsum(np.concatenate([[0], sizes]))
    return msgspec.structs.replace(first, **columns)


def _joined(arrays: Sequence[Any]) -> Any:
    if isinstance(arrays[0], pa.Array):
        return pa.concat_arrays(arrays)
    joined = np.concatenate(arrays)
    joined.flags.writeable = False  # as mapped memory is: a kernel compiles once
    return joined
