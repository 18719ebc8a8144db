"""Small worlds of interactions, drawn by Hypothesis or told, and their slow, obvious timelines.

The twins are plain Python over plain tuples: they share nothing with the kernels but the story.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from hypothesis import strategies as st

from desirepath.engines import DuckDBEngine
from desirepath.journeys import (
    CLOSED,
    OPEN,
    REACHED,
    UNKNOWN_TIME,
    Calendar,
    Gap,
    Goal,
    Split,
    Store,
    Timelines,
    assemble,
)
from desirepath.testing import little

PEOPLE = ["ana", "bob", "cleo", "dan", None]
NODES = ["ad", "shop", "help"]
MINUTE = 60_000_000
AS_OF = 40 * MINUTE


@dataclass(frozen=True)
class Done:
    """One interaction, as the twin sees it."""

    fact: int
    person: str | None
    touchpoint: str
    time: int | None
    source: str
    ordinal: int
    interaction_id: str
    value_minor: int | None = None
    score: float | None = None


@st.composite
def interactions(draw: st.DrawFn) -> list[Done]:
    """Interactions of a few people in two parts, with many ties and some without a time."""
    drawn = draw(
        st.lists(
            st.tuples(
                st.sampled_from(PEOPLE),
                st.sampled_from(NODES),
                st.none() | st.integers(0, 3),
                st.sampled_from(["web", "crm"]),
                st.integers(0, 1),
                st.none() | st.integers(-5, 5),
                st.none() | st.sampled_from([0.0, 7.0, 10.0]),
            ),
            max_size=40,
        )
    )
    ids = draw(st.permutations([f"id-{number:02d}" for number in range(len(drawn))]))
    return [
        Done(
            (1 + number % 2) << 32 | number // 2,
            person,
            touchpoint,
            time,
            source,
            ordinal,
            ids[number],
            value,
            score,
        )
        for number, (person, touchpoint, time, source, ordinal, value, score) in enumerate(drawn)
    ]


def facts(world: Sequence[Done], shuffle: int | None = None) -> pa.Table:
    """The world as a table of facts; `shuffle` seeds another order of the rows."""
    rows = list(world)
    if shuffle is not None:
        random.Random(shuffle).shuffle(rows)  # noqa: S311
    return little(*[(one.person, one.touchpoint, None, _columns(one)) for one in rows])


def owners(world: Sequence[Done]) -> pa.Table:
    """Whose each fact is: people's names are their ids here."""
    return pa.table(
        {
            "fact": pa.array([one.fact for one in world], pa.int64()),
            "subject_id": pa.array([one.person for one in world], pa.string()),
        }
    )


def timelines_of(world: Sequence[Done]) -> dict[str, list[Done]]:
    """The twin of `assemble`: each person's interactions in the total order."""
    found: dict[str, list[Done]] = {}
    for one in sorted(world, key=_place):
        if one.person is not None:
            found.setdefault(one.person, []).append(one)
    return found


@cache
def one_engine() -> DuckDBEngine:
    """The engine these tests share: opening one costs more than most of them."""
    return DuckDBEngine(threads=2)


def generation(folder: Path, rows: pa.Table, owned: pa.Table | None = None, **options: Any) -> Store:
    """The store assembled from these facts; without owners the identifier's value is the person's id."""
    engine = one_engine()
    options = {"as_of_us": AS_OF, **options}
    whose = _named(rows) if owned is None else owned
    assemble(engine, engine.table(rows), engine.table(whose), folder=folder, **options)
    return Store.open(folder)


def read(store: Store) -> dict[str, list[int]]:
    """Each subject's facts, in the order of the store."""
    return {
        str(subject): one.fact[one.offsets[row] : one.offsets[row + 1]].tolist()
        for one in store.partitions
        for row, subject in enumerate(one.subjects.to_pylist())
    }


@st.composite
def timelines(draw: st.DrawFn) -> list[list[tuple[int | None, int]]]:
    """For a few subjects, (minute, kind) in order; minutes repeat, some have none, some nothing at all."""
    steps = st.tuples(st.none() | st.integers(0, 60), st.integers(0, len(NODES)))
    drawn = draw(st.lists(st.lists(steps, max_size=12), max_size=5))
    return [sorted(one, key=lambda step: -1 if step[0] is None else step[0]) for one in drawn]


def stored(told: Sequence[Sequence[tuple[int | None, int]]]) -> Timelines:
    """The same as the arrays that kernels read."""
    flat = [step for one in told for step in one]
    return Timelines(
        partition=0,
        subjects=pa.array([f"subject-{number}" for number in range(len(told))], pa.string()),
        offsets=np.cumsum([0, *map(len, told)]).astype(np.int64),
        kinds=np.array([kind for _, kind in flat], np.int32),
        happened_at_us=np.array([UNKNOWN_TIME if at is None else at * MINUTE for at, _ in flat], np.int64),
        fact=np.arange(len(flat), dtype=np.int64),
    )


Journey = tuple[int, list[tuple[int, int]], int]  # subject, (node, position) of each step, state


def journeys_of(
    told: Sequence[Sequence[tuple[int | None, int]]], codes: Sequence[int], split: Split, *, collapse: bool
) -> list[Journey]:
    """The twin of `cut`, as of AS_OF: journeys subject by subject."""
    found: list[Journey] = []
    position = 0
    for subject, steps in enumerate(told):
        shown = [
            (minute, codes[kind], position + number)
            for number, (minute, kind) in enumerate(steps)
            if codes[kind] >= 0 and (minute is None or minute * MINUTE <= AS_OF)
        ]
        position += len(steps)
        for part in _parts(shown, split, collapse=collapse):
            kept = [step for n, step in enumerate(part) if not (collapse and n and part[n - 1][1] == step[1])]
            found.append((subject, [(node, where) for _, node, where in kept], _state(part, split)))
    return found


Shown = tuple[int | None, int, int]  # minute, node, position


def _parts(shown: Sequence[Shown], split: Split, *, collapse: bool) -> list[list[Shown]]:
    parts: list[list[Shown]] = []
    for step in shown:
        last = parts[-1][-1] if parts else None
        over = last is None or _ends(last, step, split)
        if collapse and last is not None and isinstance(split, Goal) and last[1] == step[1]:
            over = False  # the goal again at once is a loop of it
        if over:
            parts.append([step])
        else:
            parts[-1].append(step)
    return parts


def _ends(last: Shown, step: Shown, split: Split) -> bool:
    if isinstance(split, Goal):
        return NODES[last[1]] in split.nodes
    if isinstance(split, Gap):
        return last[0] is not None and step[0] is not None and step[0] - last[0] > split.minutes
    return False


def _state(part: Sequence[Shown], split: Split) -> int:
    minute, node, _ = part[-1]
    if isinstance(split, Goal) and NODES[node] in split.nodes:
        return REACHED
    assert not isinstance(split, Calendar)  # `test_cutting` has a twin for it
    quiet = split.minutes if isinstance(split, Gap) else split.quiet_days * 24 * 60
    return CLOSED if minute is None or AS_OF / MINUTE - minute > quiet else OPEN


def _place(one: Done) -> tuple[int, str, int, str]:
    return (-1 if one.time is None else one.time, one.source, one.ordinal, one.interaction_id)


def _columns(one: Done) -> Mapping[str, Any]:
    names = ("fact", "source", "ordinal", "interaction_id", "value_minor", "score")
    given = {name: getattr(one, name) for name in names}
    return {**given, "happened_at_us": one.time, "scale": None if one.score is None else "0..10"}


def _named(rows: pa.Table) -> pa.Table:
    identifiers: list[Any] = rows["identifiers"].to_pylist()
    whose = [next((i["value"] for i in ids if i["role"] == "self"), None) for ids in identifiers]
    return pa.table({"fact": rows["fact"], "subject_id": pa.array(whose, pa.string())})
