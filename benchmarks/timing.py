"""Timing one operation in a warm process: wall and CPU seconds, and the peak of memory while it ran."""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def timed(
    name: str, work: Callable[[], Any], *, runs: int = 3, check: Callable[[Any], Any] = lambda _: None
) -> Any:
    """Run `work` a few times, print one JSON line about it, and give its last result."""
    walls, cpus, peaks = [], [], []
    result = None
    for _ in range(runs):
        result = None
        forget_peak()
        cpu, wall = sum(os.times()[:2]), time.perf_counter()
        result = work()
        walls.append(time.perf_counter() - wall)
        cpus.append(sum(os.times()[:2]) - cpu)
        peaks.append(peak_megabytes())
    line = {
        "name": name,
        "wall_s": round(statistics.median(walls), 4),
        "cpu_s": round(statistics.median(cpus), 4),
        "peak_mb": round(max(peaks)),
        "runs": runs,
        "answer": check(result),
    }
    print(json.dumps(line), flush=True)
    return result


def forget_peak() -> None:
    """Let the kernel start counting this process's peak of memory afresh."""
    if sys.platform == "linux":
        Path("/proc/self/clear_refs").write_text("5")


def peak_megabytes() -> float:
    """The peak of resident memory since `forget_peak`."""
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def others_at_work(seconds: float = 3.0) -> float:
    """How many cores others keep busy, this process being idle meanwhile (Linux)."""
    before, began = _busy_ticks(), time.monotonic()
    time.sleep(seconds)
    ticks = (_busy_ticks() - before) / (time.monotonic() - began)
    return round(ticks / os.sysconf("SC_CLK_TCK"), 1)


def _busy_ticks() -> int:
    user, nice, system, _idle, _waiting, *others = Path("/proc/stat").read_text().split()[1:9]
    return sum(map(int, (user, nice, system, *others)))
