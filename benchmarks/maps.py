"""Maps at scale: filling and checking a map of thirty steps from a workspace's interactions; drawing it.

python -m benchmarks.maps WORKSPACE [--steps 30] prints a JSON line for each part: wall and CPU seconds (the
median of three) and the peak of memory. The workspace is only read.
"""

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

import desirepath
from benchmarks.timing import timed
from desirepath.drafts import ask_of, check, fill
from desirepath.journeys import Store
from desirepath.maps import Binding, JourneyMap, MapStage, Step, time_text

STAGES = 5


def a_map(store: Store, steps: int) -> JourneyMap:
    """A map whose steps bind the store's most frequent kinds, one each, in stages of equal size."""
    kinds = sorted(store.kinds.to_pylist(), key=lambda kind: -kind["steps"])[:steps]
    drawn = [
        Step(
            id=f"step-{number}",
            name=f"{kind['touchpoint']}: {kind['action']}",
            lineage_id=f"step-{number}",
            bindings=[Binding(touchpoint=kind["touchpoint"], action=kind["action"], channel=kind["channel"])],
        )
        for number, kind in enumerate(kinds)
    ]
    size = -(-len(drawn) // STAGES)
    stages = [
        MapStage(id=f"stage-{number}", name=f"Stage {number + 1}", steps=drawn[number * size :][:size])
        for number in range(STAGES)
    ]
    return JourneyMap(key="benchmark", title="Benchmark", stages=stages)


def filled(store: Store, drawn: JourneyMap) -> JourneyMap:
    """The map filled: every question asked once, in one pass."""
    return fill(drawn, ask_of(store, drawn), as_of_us=store.as_of_us)


def told(drawn: JourneyMap) -> dict[str, int]:
    """How much of a map there is."""
    return {
        "steps": sum(len(stage.steps) for stage in drawn.stages),
        "cards": sum(len(lane.cards) for lane in drawn.lanes),
        "edges": len(drawn.edges),
        "people": drawn.n_subjects or 0,
        "interactions": drawn.n_interactions or 0,
    }


def fill_parts(store: Store, steps: int) -> JourneyMap:
    """What filling takes: a bare map the first time, then one that has all its cards."""
    bare = a_map(store, steps)
    filled(store, bare)  # a process that has just begun compiles
    whole: JourneyMap = timed("fill a bare map", lambda: filled(store, bare), check=told)
    timed("fill a filled map", lambda: filled(store, whole), check=told)
    reviewed = msgspec.structs.replace(whole, last_reviewed_at=_middle(store))
    timed("check", lambda: check(reviewed, store), check=lambda report: {"problems": len(report.problems)})
    return whole


# What drawing takes: each part is given the filled map. Add one by its name.
DRAWING: dict[str, Callable[[JourneyMap], Any]] = {}


def main() -> None:
    """Time every part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--steps", type=int, default=30)
    asked = parser.parse_args()
    whole = fill_parts(desirepath.open(asked.workspace).store(), asked.steps)
    for name, draw in DRAWING.items():
        timed(name, partial(draw, whole))


def _middle(store: Store) -> str:
    first = store.contents.first_at_us or store.as_of_us
    return time_text((first + store.as_of_us) // 2)


if __name__ == "__main__":
    main()
