"""Seeing: how much of each kind had happened by the moment a question is asked of, over everybody."""

from functools import partial

import numpy as np
import pyarrow as pa

from desirepath.engines import Engine
from desirepath.journeys import Store, Timelines
from desirepath.measures.arrays import Int64s
from desirepath.measures.spreading import spread

__all__ = ["kinds_seen"]


def kinds_seen(
    store: Store, as_of_us: int, *, engine: Engine | None = None, threads: int | None = None
) -> pa.Table:
    """The store's kinds, with as `steps` how many of them had happened by `as_of_us`, whoever is asked about.

    Steps without a time are always seen.
    """
    codes = store.kinds["code"].to_numpy()
    size = int(codes.max()) + 1 if len(codes) else 0
    counted = spread(partial(_counted, as_of_us=as_of_us, size=size), store, engine=engine, threads=threads)
    steps = np.sum([np.zeros(size, np.int64), *counted], axis=0)
    place = store.kinds.schema.get_field_index("steps")
    return store.kinds.set_column(place, "steps", pa.array(steps[codes], pa.int64()))


def _counted(timelines: Timelines, *, as_of_us: int, size: int) -> Int64s:
    seen = timelines.kinds[timelines.happened_at_us <= as_of_us]  # no time is the least of all
    counts: Int64s = np.bincount(seen, minlength=size).astype(np.int64)
    return counts
