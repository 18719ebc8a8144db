"""Arrow's columns and compute functions, as the type checker should see them.

The stubs of pyarrow tie every compute function to exact element types, which columns read from files
do not have: so `Array` (an Arrow array) and `pc` (pyarrow.compute) are Any to the checker.
"""

from typing import Any, TypeAlias

import numpy as np
import pyarrow.compute

__all__ = ["Array", "Mask", "null_mask", "pc"]

pc: Any = pyarrow.compute
Array: TypeAlias = Any
Mask: TypeAlias = np.ndarray[Any, np.dtype[np.bool_]]


def null_mask(values: Array) -> Mask:
    """Where nothing is known, as numpy."""
    return np.asarray(values.is_null().to_numpy(zero_copy_only=False), dtype=np.bool_)
