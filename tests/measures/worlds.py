"""Small worlds of people and their journeys: written by hand, or drawn by Hypothesis.

`told` writes a story as the arrays that scans read. The twins beside each test read the same story as
plain Python, so the two share nothing but the story.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import Any

import numpy as np
import pyarrow as pa
from hypothesis import strategies as st

from desirepath.journeys import (
    CLOSED,
    CUSTOMER,
    OPEN,
    ORGANISATION,
    REACHED,
    UNKNOWN_TIME,
    UNKNOWN_VALENCE,
    UNKNOWN_VALUE,
    Journeys,
    Stage,
    StageDocument,
    Timelines,
)
from desirepath.measures.framing import Frame, frame
from desirepath.measures.intervals import t_95

NODES = ["ad", "cart", "home", "shop"]
DAY = 86_400_000_000


@dataclass(frozen=True)
class Step:
    """One thing a person did; `node` None is hidden by the lens, `at` None has no time."""

    node: str | None
    at: int | None = 0
    valence: int | None = None
    about: int = 0
    value: int | None = None
    took: int | None = None
    by_us: bool = False  # whether the organisation began it


@dataclass(frozen=True)
class Journey:
    """A slice of a timeline with how it stands."""

    steps: tuple[Step, ...]
    state: int = CLOSED
    person: str = ""

    @property
    def shown(self) -> list[Step]:
        return [step for step in self.steps if step.node is not None]

    @property
    def nodes(self) -> list[str]:
        return [step.node for step in self.steps if step.node is not None]


@dataclass(frozen=True)
class Person:
    name: str
    journeys: tuple[Journey, ...]


World = list[list[Person]]  # partitions of people


def person(name: str, *journeys: Journey) -> Person:
    return Person(name, tuple(replace(journey, person=name) for journey in journeys))


def went(*nodes: str, state: int = CLOSED, every: int = 10) -> Journey:
    """A journey through these nodes, one every so many microseconds."""
    return Journey(tuple(Step(node, number * every) for number, node in enumerate(nodes)), state)


def all_journeys(world: World) -> list[Journey]:
    return [journey for people in world for one in people for journey in one.journeys if journey.nodes]


def told(people: Sequence[Person], nodes: Sequence[str] = NODES) -> Journeys:
    """The arrays of one partition of a world."""
    index = {node: number for number, node in enumerate(nodes)}
    steps = [step for one in people for journey in one.journeys for step in journey.steps]
    lengths = [sum(len(journey.steps) for journey in one.journeys) for one in people]
    offsets, subject, state, position = [0], [], [], []
    at = 0
    for row, one in enumerate(people):
        for journey in one.journeys:
            shown = [at + i for i, step in enumerate(journey.steps) if step.node is not None]
            at += len(journey.steps)
            if shown:
                position += shown
                offsets.append(len(position))
                subject.append(row)
                state.append(journey.state)
    times = np.array([UNKNOWN_TIME if step.at is None else step.at for step in steps], np.int64)
    timelines = Timelines(
        partition=0,
        subjects=pa.array([one.name for one in people], pa.string()),
        offsets=np.cumsum([0, *lengths]),
        kinds=np.array([index.get(step.node or "", -1) for step in steps], np.int32),
        happened_at_us=times,
        fact=np.arange(len(steps)),
        value_minor=np.array([UNKNOWN_VALUE if s.value is None else s.value for s in steps], np.int64),
        valence_milli=np.array(
            [UNKNOWN_VALENCE if s.valence is None else s.valence for s in steps], np.int32
        ),
        about=np.array([step.about for step in steps], np.int64),
        duration_us=np.array([UNKNOWN_VALUE if s.took is None else s.took for s in steps], np.int64),
        initiator=np.array([ORGANISATION if s.by_us else CUSTOMER for s in steps], np.int8),
    )
    places = np.array(position, np.int64)
    return Journeys(
        timelines=timelines,
        offsets=np.array(offsets, np.int64),
        nodes=timelines.kinds[places],
        happened_at_us=times[places],
        position=places,
        subject=np.array(subject, np.int32),
        state=np.array(state, np.uint8),
    )


def answered(
    question: Any, world: World, nodes: Sequence[str] = NODES, names: Frame | None = None
) -> list[dict[str, Any]]:
    """The rows that a question gives for a world, partition by partition."""
    names = names or frame("touchpoint", nodes, as_of_us=10**15)
    partials = [question.scan(told(people, nodes), names) for people in world]
    rows: list[dict[str, Any]] = question.finish(question.merge(*partials), names).to_pylist()
    return rows


def stage_frame(*keys: str) -> Frame:
    document = StageDocument(key="life", stages=[Stage(key=key, name=key.title()) for key in keys], rules=[])
    channels = [("email", "phone", "app")[number % 3] for number in range(len(keys))]
    kinds = kinds_of(keys, channel=channels)
    return frame("stage", list(keys), as_of_us=10**15, stages=document, kinds=kinds)


def share(hits_and_rows: Sequence[tuple[int, int]]) -> tuple[float, float, float] | tuple[None, None, None]:
    """The twin of `share_estimates`: one (hits, rows) a person, in the words of its docstring."""
    people = [(hits, rows) for hits, rows in hits_and_rows if rows]
    if not people:
        return None, None, None
    n, total = sum(rows for _, rows in people), sum(hits for hits, _ in people)
    p, k = total / n, len(people)
    if k == n:
        effective = float(n)
    elif p in (0, 1) or k == 1:
        effective = n**2 / sum(rows**2 for _, rows in people)
    else:
        spread = k / (k - 1) * sum((hits - p * rows) ** 2 for hits, rows in people)
        effect = spread / (n * p * (1 - p))
        effective = (n if effect * n <= 1e-9 else min(n, n / effect)) * (1.959963984540054 / t_95(k - 1)) ** 2
    return (p, *_wilson(p, effective))


def _wilson(p: float, n: float) -> tuple[float, float]:
    z = 1.959963984540054
    middle, half = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    low, high = (middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)
    return (0.0 if p == 0 else low), (1.0 if p == 1 else high)


def kinds_of(nodes: Sequence[str], **others: Sequence[str]) -> pa.Table:
    """The kinds that `told` tells of: one a node, its touchpoint, with these other columns."""
    named = {"source": ["s"] * len(nodes), "channel": ["c"] * len(nodes), "action": ["did"] * len(nodes)}
    columns = {name: list(others.get(name, same)) for name, same in named.items()}
    return pa.table({"code": np.arange(len(nodes), dtype=np.int32), "touchpoint": list(nodes), **columns})


def later(world: World, *, start_us: int, every_us: int) -> World:
    """The same world in another time: what happened at 0 happens at `start_us`, at 1 a step later …"""

    def moved(step: Step) -> Step:
        return replace(step, at=None if step.at is None else start_us + step.at * every_us)

    return [
        [
            person(one.name, *(replace(j, steps=tuple(map(moved, j.steps))) for j in one.journeys))
            for one in people
        ]
        for people in world
    ]


def lives(world: World) -> list[list[Step]]:
    """What each person did that the lens shows, in order; nobody who did nothing."""
    shown = [[step for j in one.journeys for step in j.shown] for people in world for one in people]
    return [steps for steps in shown if steps]


def rank(values: Sequence[int | None], percent: int) -> int | None:
    """The twin of `nearest_rank`, of the values that are known."""
    known = sorted(value for value in values if value is not None)
    return known[-(-percent * len(known) // 100) - 1] if known else None


def by_person(journeys: Sequence[Journey]) -> list[list[Journey]]:
    names = dict.fromkeys(journey.person for journey in journeys)
    return [[journey for journey in journeys if journey.person == name] for name in names]


@st.composite
def people(draw: st.DrawFn, name: str, nodes: Sequence[str] = NODES) -> Person:
    """One person with up to three journeys: ties, loops, hidden steps, steps without a time, answers."""
    at, timed, journeys = draw(st.integers(0, 3)), False, []
    for _ in range(draw(st.integers(0, 3))):
        steps = []
        for _ in range(draw(st.integers(1, 6))):
            at += draw(st.sampled_from([0, 0, 1, 5, 10]))
            timed = timed or draw(st.integers(0, 4)) > 0
            steps.append(
                Step(
                    node=draw(st.sampled_from([None, *nodes])),
                    at=at if timed else None,
                    valence=draw(st.sampled_from([None, None, -2000, -667, 1, 2000])),
                    about=draw(st.sampled_from([0, 0, 7, 8])),
                    value=draw(st.sampled_from([None, -5, 100])),
                    took=draw(st.sampled_from([None, None, 0, 3, 20])),
                    by_us=draw(st.booleans()),
                )
            )
        journeys.append(Journey(tuple(steps), draw(st.sampled_from([REACHED, CLOSED, OPEN]))))
    return person(name, *journeys)


@st.composite
def worlds(draw: st.DrawFn, nodes: Sequence[str] = NODES) -> World:
    """Up to three partitions of up to four people."""
    sizes = draw(st.lists(st.integers(0, 4), min_size=1, max_size=3))
    return [[draw(people(f"p{part}{i}", nodes)) for i in range(size)] for part, size in enumerate(sizes)]
