"""Every measure gives the same table on both engines, over a few hundred worlds: one Spark job for all."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.conformance.companies import KEYS
from tests.conformance.worlds import AS_OF, KINDS, PARTS, WORLDS, drawn_store
from tests.measures.test_folds import QUESTIONS

from desirepath.engines import SparkEngine
from desirepath.journeys import Gap, Goal, Lens, Stage, StageDocument, StageRule, Timelines, cut, lens_by
from desirepath.measures.framing import Frame, frame
from desirepath.measures.spreading import spread
from desirepath.workspace import Workspace

pytestmark = pytest.mark.xdist_group("spark")

STAGES = StageDocument(
    key="life",
    stages=[Stage(key=key, name=key.title()) for key in KEYS],
    rules=[StageRule(stage=key, touchpoint=key) for key in KEYS],
)
SPLITS = [None, Gap(minutes=30), Goal(nodes=["buy"])]
Asked = tuple[Any, Lens, Frame]


def asked() -> list[Asked]:
    """Every measure's question under every split, the last with loops collapsed where it may."""
    questions = []
    for question in QUESTIONS:
        for split in SPLITS:
            one = question if split is None else msgspec.structs.replace(question, split=split)
            lens = lens_by(one.lens, KINDS, STAGES, collapse_loops=isinstance(split, Goal))
            names = frame(
                lens.name, lens.nodes, as_of_us=AS_OF, stages=STAGES, kinds=KINDS, zone="Europe/Oslo"
            )
            questions.append((one, lens, names))
    return questions


def scanning(questions: list[Asked]) -> Callable[[Timelines], list[Any]]:
    """One pass for all questions; nothing in it names this file, which workers do not have."""

    def scan(timelines: Timelines) -> list[Any]:
        return [
            question.scan(cut(timelines, lens, question.split, as_of_us=names.as_of_us), names)
            for question, lens, names in questions
        ]

    return scan


def test_every_measure_gives_the_same_table_in_every_world(
    here: Workspace, spark: SparkEngine, tmp_path: Path
) -> None:
    store = drawn_store(here.store(), tmp_path, seed=20)
    questions = asked()
    ours = spread(scanning(questions), store)
    theirs = spread(scanning(questions), store, engine=spark)
    told = 0
    for world in range(WORLDS):
        parts = slice(world * PARTS, (world + 1) * PARTS)
        for number, (question, _, names) in enumerate(questions):
            if (number + world) % len(SPLITS):  # each question under each split in every third world
                continue
            tables = [
                question.finish(question.merge(*(partials[number] for partials in side[parts])), names)
                for side in (ours, theirs)
            ]
            assert tables[0].equals(tables[1]), (world, question)
            told += tables[0].num_rows
    assert told > 30_000
