"""Several questions in one pass, against each of them asked alone."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.measures.test_measuring import STAGES, stored

from desirepath.journeys import Gap, Goal, Store, lens_of
from desirepath.measures import (
    DropOff,
    Emotion,
    Paths,
    Stages,
    Transitions,
    Viewed,
    measure,
    measure_together,
)

QUESTIONS: list[Any] = [
    Transitions(),
    DropOff(),
    Emotion(),
    DropOff(lens="channel"),  # shows the same steps under other names
    Paths(lens="interaction", top=3),
    Transitions(split=Gap(minutes=30)),
    DropOff(lens="channel", split=Gap(minutes=30)),
    Stages(goal=["buy"]),
    Emotion(lens="stage"),
    Transitions(collapse_loops=True),
    Paths(split=Goal(nodes=["shop"])),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    draw = np.random.default_rng(8)
    told: list[Any] = []
    for number in range(400):
        extra: dict[str, Any] = {"channel": str(draw.choice(["website", "app"]))}
        if draw.random() < 0.2:
            extra |= {"score": float(draw.integers(0, 11)), "scale": "0..10"}
        person, touchpoint = f"p{draw.integers(60)}", str(draw.choice(["ad", "site", "shop", "mail"]))
        told.append((person, touchpoint, f"{number % 24:02}:{number % 60:02}", extra))
    return stored(Path(tmp_path_factory.mktemp("store")) / "generation", *told)


def viewed(question: Any, store: Store) -> Viewed:
    loops = getattr(question, "collapse_loops", False)
    lens = lens_of(question.lens, store.kinds, STAGES, collapse_loops=loops)
    return Viewed(question=question, lens=lens, stages=STAGES if lens.name == "stage" else None)


@pytest.mark.parametrize("whom", [None, [f"p{number}" for number in range(20)]])
def test_each_answer_is_what_it_would_be_alone(store: Store, whom: list[str] | None) -> None:
    mask = None if whom is None else store.mask(whom)
    as_of_us = store.as_of_us - 1
    together = measure_together(
        [viewed(question, store) for question in QUESTIONS], store, mask=mask, as_of_us=as_of_us
    )
    for question, table in zip(QUESTIONS, together, strict=True):
        alone = measure(question, store, stages=STAGES, mask=mask, as_of_us=as_of_us)
        assert table.equals(alone.table), question


def test_nothing_asked_is_nothing_answered(store: Store) -> None:
    assert measure_together([], store) == []
