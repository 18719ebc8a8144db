"""Where the partitions of a generation are scanned: on this machine's cores, or where the engine says.

A scan is any function of one partition's timelines, and of what lies beside them (a mask, a group, a
weight for each subject). It may be sent to another machine, so it must not hold the store itself.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from desirepath.engines import Engine
from desirepath.journeys import Store

__all__ = ["spread"]

Scanned = TypeVar("Scanned")


def spread(
    scan: Callable[..., Scanned],
    store: Store,
    *beside: Sequence[Any],
    engine: Engine | None = None,  # noqa: ARG001 - every engine there is keeps work on this machine
    threads: int | None = None,
) -> list[Scanned]:
    """`scan(timelines, *beside)` of every partition, in the order of the store's partitions.

    Each of `beside` has one item a partition. Without an engine, or with one that keeps work on this
    machine, kernels run on `threads` threads (all cores when left out), because they let go of the
    interpreter lock.
    """
    with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool:
        return list(pool.map(scan, store.partitions, *beside))
