"""Maps at scale: drafted, filled and checked from a workspace's interactions, with thirty steps; drawn.

python -m benchmarks.maps WORKSPACE [--steps 30] prints a JSON line for each part: wall and CPU seconds (the
median of three) and the peak of memory. The workspace is only read.
"""

import argparse
from functools import partial
from pathlib import Path

import msgspec
from msgspec.structs import replace

import desirepath
from benchmarks.timing import timed
from desirepath.drafts import ask_of, check, day_in_the_life, draft, fill, service_blueprint
from desirepath.journeys import Store, default_stages
from desirepath.maps import (
    Binding,
    Card,
    Emotion,
    Evidence,
    JourneyMap,
    Lane,
    MapStage,
    Provenance,
    Step,
    read_map,
    time_text,
)
from desirepath.prints import render, to_html, to_png

STAGES = 5
ROOT = Path(__file__).parent.parent


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


def a_day(store: Store, steps: int) -> JourneyMap:
    """A map of so many steps by the clock, two hours of a touchpoint each, with three figures at each."""
    touchpoints = sorted({kind["touchpoint"] for kind in store.kinds.to_pylist()})
    names = [f"step-{number}" for number in range(steps)]
    drawn = [Step(id=name, name=name, lineage_id=name) for name in names]
    cards = [
        Card(id=f"{column}-{step.id}", step=step.id, text="", evidence=[_by_the_hour(place, number, column)])
        for number, step in enumerate(drawn)
        for place in [touchpoints[number % len(touchpoints)]]
        for column in ("people", "people_share", "share")
    ]
    return JourneyMap(
        key="day",
        title="A day",
        map_kind="day_in_the_life",
        axis="clock",
        stages=[MapStage(id="all-day", name="All day", steps=drawn)],
        lanes=[Lane(id="metrics", role="metrics", label="Metrics", cards=cards)],
    )


def _by_the_hour(touchpoint: str, number: int, column: str) -> Evidence:
    start = number % 23
    question = {
        "measure": "hours", "lens": "day", "touchpoints": [touchpoint], "start": start, "end": start + 2,
    }  # fmt: skip
    return Evidence(
        id=f"{column}-{number}",
        kind="metric",
        provenance=Provenance(source="measure", locator="hours"),
        measure="hours",
        question=question,
        row={"node": "(all)"},
        column=column,
        unit="count" if column == "people" else "share",
    )


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


def draft_parts(store: Store, steps: int) -> None:
    """What drafting takes: a map, the blueprint beside it, and a day; and filling a day of many steps."""
    stages = default_stages(store.kinds)
    drawn: JourneyMap = timed("draft a map", lambda: draft(store, stages, key="m", title="M"), check=told)
    timed("draft a blueprint", lambda: service_blueprint(drawn, store, key="b"), check=told)
    timed("draft a day", lambda: day_in_the_life(store, key="d", title="D"), check=told)
    timed("fill a day", partial(filled, store, a_day(store, steps)), check=told)


def a_drawn_map() -> JourneyMap:
    """The demo company's map, as it is in the gallery."""
    return read_map((ROOT / "docs" / "gallery" / "now.yaml").read_text("utf-8"))


def of_steps(drawn: JourneyMap, count: int) -> JourneyMap:
    """A map of so many columns with all that stands at them: the first ones, repeated where they run out."""
    stages: list[MapStage] = []
    cards: list[list[Card]] = [[] for _ in drawn.lanes]
    felt: list[Emotion] = []
    left = count
    for turn in range(count):  # at least one step a turn
        for stage in drawn.stages:
            kept = stage.steps[:left]
            left -= len(kept)
            again = {step.id: f"{step.id}-{turn}" for step in kept}
            steps = [replace(step, id=again[step.id], lineage_id=again[step.id]) for step in kept]
            stages += [replace(stage, id=f"{stage.id}-{turn}", steps=steps)] if steps else []
            felt += [replace(one, step=again[one.step]) for one in drawn.emotions if one.step in again]
            for lane, into in zip(drawn.lanes, cards, strict=True):
                into += [replace(card, step=again[card.step]) for card in lane.cards if card.step in again]
        if not left:
            break
    lanes = [replace(lane, cards=into) for lane, into in zip(drawn.lanes, cards, strict=True)]
    return replace(drawn, stages=stages, lanes=lanes, emotions=felt, edges=[], hotspots=[])


def draw_parts(drawn: JourneyMap) -> None:
    """What drawing takes, of the demo company's map cut or repeated to 9 and to 40 columns."""
    for count in (9, 40):
        one = of_steps(drawn, count)
        svg: str = timed(f"SVG, {count} steps", partial(render, one), check=len)
        timed(f"PNG, {count} steps", partial(to_png, svg), check=len)
        timed(f"HTML, {count} steps", partial(to_html, one), check=len)


def main() -> None:
    """Time every part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workspace", type=Path, nargs="?", help="without it, only drawing is timed")
    parser.add_argument("--steps", type=int, default=30)
    asked = parser.parse_args()
    if asked.workspace:
        store = desirepath.open(asked.workspace).store()
        fill_parts(store, asked.steps)
        draft_parts(store, asked.steps)
    render(a_drawn_map())  # a process that has just begun reads its fonts
    draw_parts(a_drawn_map())


def _middle(store: Store) -> str:
    first = store.contents.first_at_us or store.as_of_us
    return time_text((first + store.as_of_us) // 2)


if __name__ == "__main__":
    main()
