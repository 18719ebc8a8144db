"""Waiting for what another thread or process does: as long as a busy machine may need, and no longer."""

import time
from collections.abc import Callable

SECONDS = 300


def until(holds: Callable[[], object], *, every: float = 0.005) -> None:
    """Return as soon as this holds."""
    latest = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < latest, f"waited {SECONDS} seconds in vain"
        time.sleep(every)
