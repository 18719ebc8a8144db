"""Memory that the server keeps between questions, where the C library is glibc."""

import ctypes
import sys

__all__ = ["keep_freed"]

MMAP_THRESHOLD, TRIM_THRESHOLD = -3, -1  # mallopt(3)
LARGEST, KEPT = 64 << 20, 256 << 20


def keep_freed() -> bool:
    """Keep up to 256 MB of what is freed for the next question; whether the C library agreed.

    glibc gives arrays of some megabytes back to the system as they are freed, and the system clears each
    page anew when the next question asks for it: a third of the time of some questions at 10 M interactions.
    Blocks above 64 MB, such as a refresh uses, still go back at once.
    """
    if sys.platform != "linux":
        return False
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none
    return bool(set_option and set_option(MMAP_THRESHOLD, LARGEST) and set_option(TRIM_THRESHOLD, KEPT))
