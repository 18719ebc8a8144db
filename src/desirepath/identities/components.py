"""Which things hang together: connected components over integer edges, vectorised in NumPy."""

import numpy as np
import numpy.typing as npt

__all__ = ["components"]

Int64s = npt.NDArray[np.int64]


def components(count: int, a: Int64s, b: Int64s) -> Int64s:
    """For each of `count` things the smallest of those it hangs together with, itself included.

    Every round hooks each component's root to a smaller neighbouring root and then shortens all
    pointers to roots (Shiloach and Vishkin 1982), so a handful of rounds is enough.

    >>> components(6, np.array([0, 4, 2]), np.array([3, 5, 3])).tolist()
    [0, 1, 0, 0, 4, 4]
    """
    root = np.arange(count, dtype=np.int64)
    while a.size:
        low, high = np.minimum(root[a], root[b]), np.maximum(root[a], root[b])
        apart = low != high
        a, b = low[apart], high[apart]
        np.minimum.at(root, b, a)
        root = _shortened(root)
    return root


def _shortened(root: Int64s) -> Int64s:
    while True:
        further = root[root]
        if np.array_equal(further, root):
            return root
        root = further
