"""Where the time of a question goes: the processor time of one pass on one core, taken apart.

What is left besides scanning, merging and finishing is looking through the lens, cutting, and the
Python in between.
"""

import json
import time
from collections import defaultdict
from collections.abc import Callable
from statistics import median
from typing import Any

__all__ = ["Clocked", "parts"]


class Clocked:
    """A question that notes how long each half of it takes."""

    def __init__(self, question: Any) -> None:
        self._question = question
        self.took = defaultdict[str, float](float)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._question, name)
        return self._clocked(name, found) if name in {"scan", "merge", "finish"} else found

    def _clocked(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def clocked(*given: Any) -> Any:
            began = time.process_time()
            found = work(*given)
            self.took[name] += time.process_time() - began
            return found

        return clocked


def parts(name: str, question: Any, ask: Callable[..., Any], *, runs: int) -> None:
    """Print one JSON line: milliseconds of each part, of all of it, and by the clock on all cores."""
    ask(question, threads=1)
    alone, whole = list[dict[str, float]](), list[float]()
    for _ in range(runs):
        clocked = Clocked(question)
        began = time.process_time()
        ask(clocked, threads=1)
        alone.append({**clocked.took, "one core": time.process_time() - began})
        began = time.perf_counter()
        ask(question)
        whole.append(time.perf_counter() - began)
    took = {part: median(one[part] for one in alone) * 1_000 for part in alone[0]}
    line = {
        "name": name,
        "cut_ms": took["one core"] - took["scan"] - took["merge"] - took["finish"],
        "scan_ms": took["scan"],
        "finish_ms": took["merge"] + took["finish"],
        "one_core_ms": took["one core"],
        "all_cores_ms": median(whole) * 1_000,
    }
    print(json.dumps({key: round(value, 1) if key != "name" else value for key, value in line.items()}))
