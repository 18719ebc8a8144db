"""The arrays that scans and partials are made of, by name."""

import numpy as np
import numpy.typing as npt

__all__ = ["Bools", "Int8s", "Int32s", "Int64s", "UInt8s"]

Bools = npt.NDArray[np.bool_]
Int8s = npt.NDArray[np.int8]
Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
UInt8s = npt.NDArray[np.uint8]
