"""Where identifiers are joined: in this process, or by an engine's workers when the pairs are too many.

Both ways find the same components; `components` and `contraction` say how.
"""

from collections.abc import Callable
from functools import partial

import numpy as np
import pyarrow as pa

from desirepath.engines import Engine, Spreads
from desirepath.identities.components import Int64s, components
from desirepath.identities.contraction import LARGEST, contracted

__all__ = ["Join", "join_by", "join_there"]

Join = Callable[[int, Int64s, Int64s], Int64s]
MOST_HERE = 50_000_000  # pairs: as arrays they take less than a gigabyte, and seconds to join


def join_by(engine: Engine, *, most_here: int = MOST_HERE) -> Join:
    """How to join things: here up to so many pairs; where there are workers, more are contracted first."""
    if not isinstance(engine, Spreads):
        return components

    def join(count: int, a: Int64s, b: Int64s) -> Int64s:
        few = a.size <= most_here or count > LARGEST
        return (components if few else partial(join_there, engine, enough=most_here))(count, a, b)

    return join


def join_there(engine: Engine, count: int, a: Int64s, b: Int64s, *, enough: int = 0) -> Int64s:
    """What `components` finds, found by the engine as long as there are more than `enough` pairs.

    >>> from desirepath.engines import DuckDBEngine
    >>> join_there(DuckDBEngine(threads=1), 6, np.array([0, 4, 2]), np.array([3, 5, 3])).tolist()
    [0, 1, 0, 0, 4, 4]
    """
    found = contracted(engine, engine.table(pa.table({"a": a, "b": b})), enough=enough)
    labels = engine.run(found.labels)
    root = np.arange(count, dtype=np.int64)
    root[labels["thing"].to_numpy()] = labels["smallest"].to_numpy()
    return root
