"""How a kernel is compiled: to machine code that runs without the interpreter lock, and is kept on disk.

Everything that uses numba takes `compiled` from here, so that numba finds a folder it may write
even where desirepath is installed read-only (numba raises otherwise).
"""

import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

import numba
import numpy.typing as npt

__all__ = ["compiled", "read_only", "writable"]

P = ParamSpec("P")
R = TypeVar("R")
Array = TypeVar("Array", bound=npt.NDArray[Any])


def writable(folders: Iterable[Path]) -> Path | None:
    """The first of these folders that can be written in; it is made when it is not there.

    >>> writable([Path("/proc/none"), Path(tempfile.gettempdir())]) == Path(tempfile.gettempdir())
    True
    """
    for folder in folders:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(folder, os.W_OK):
            return folder
    return None


def compiled(kernel: Callable[P, R]) -> Callable[P, R]:
    """The kernel as machine code; call it from a thread pool, one range of the work a call."""
    return cast(Callable[P, R], numba.njit(nogil=True, cache=True)(kernel))


def read_only(array: Array) -> Array:
    """The same numbers, not to be written: a memory-mapped array already is, and a kernel compiles once."""
    view = array.view()
    view.flags.writeable = False
    return view


def _keep_kernels_somewhere() -> None:
    # The one place that reads the environment here: a cache has to be found before anybody can hand it in.
    if os.environ.get("NUMBA_CACHE_DIR") or writable([Path(__file__).parent]):
        return
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser())
    folder = writable([home / "desirepath" / "kernels", Path(tempfile.gettempdir()) / "desirepath-kernels"])
    if folder is not None:
        os.environ["NUMBA_CACHE_DIR"] = str(folder)
        numba.config.CACHE_DIR = str(folder)  # type: ignore[attr-defined,unused-ignore]


_keep_kernels_somewhere()
