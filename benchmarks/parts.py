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
    """Print one JSON line: milliseconds of each part and of all of it."""
    ask(question, threads=1)
    alone = list[dict[str, float]]()
    for _ in range(runs):
        clocked = Clocked(question)
        began = time.process_time()
        ask(clocked, threads=1)
        alone.append({**clocked.took, "all": time.process_time() - began})
    took = {part: median(one[part] for one in alone) * 1_000 for part in alone[0]}
    line = {
        "name": name,
        "cut_ms": round(took["all"] - took["scan"] - took["merge"] - took["finish"], 1),
        "scan_ms": round(took["scan"], 1),
        "finish_ms": round(took["merge"] + took["finish"], 1),
        "all_ms": round(took["all"], 1),
    }
    print(json.dumps(line))
