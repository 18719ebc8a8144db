"""Measuring a real store: assembled from told interactions, memory-mapped, folded on several threads."""

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from desirepath.engines import DuckDBEngine
from desirepath.errors import QuestionError, UnknownName
from desirepath.journeys import Gap, Goal, Stage, StageDocument, StageRule, Store, assemble
from desirepath.measures import DropOff, Emotion, Funnel, Paths, Stages, Transitions, measure
from desirepath.testing import little, microseconds

STAGES = StageDocument(
    key="life",
    stages=[Stage(key="aware", name="Aware"), Stage(key="buy", name="Buy")],
    rules=[StageRule(stage="aware", touchpoint=["ad", "site"]), StageRule(stage="buy", touchpoint="shop")],
)
QUESTIONS: list[Any] = [
    Transitions(),
    Transitions(lens="channel", split=Gap(minutes=30), collapse_loops=True),
    Paths(top=5),
    Paths(split=Goal(nodes=["shop"]), prefix=2),
    Stages(goal=["buy"]),
    Funnel(steps=["ad", ["site", "shop"]], within_days=1),
    DropOff(lens="stage"),
    Emotion(),
]


def stored(folder: Path, *told: Any) -> Store:
    """A store of told interactions, each person their own subject."""
    table = little(*told)
    named: list[Any] = table["identifiers"].to_pylist()
    owners = pa.table(
        {
            "fact": table["fact"].combine_chunks(),
            "subject_id": pa.array([identifiers[0]["value"] for identifiers in named], pa.string()),
        }
    )
    engine = DuckDBEngine(threads=1)
    as_of_us = microseconds("2025-06-01 00:00")
    assemble(engine, engine.table(table), engine.table(owners), folder=folder, as_of_us=as_of_us)
    return Store.open(folder)


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Three hundred people who wander, buy and answer, the same every time."""
    draw = np.random.default_rng(3)
    told = []
    for _ in range(3_000):
        minute = int(draw.integers(0, 60 * 24))
        person, touchpoint = (
            f"p{draw.integers(300)}",
            str(draw.choice(["ad", "site", "site", "shop", "mail"])),
        )
        extra: dict[str, Any] = {"channel": str(draw.choice(["website", "app", "email"]))}
        if draw.random() < 0.1:
            extra |= {"score": float(draw.integers(0, 11)), "scale": "0..10"}
        told.append((person, touchpoint, f"{minute // 60:02}:{minute % 60:02}", extra))
    return stored(tmp_path_factory.mktemp("crowd") / "generation", *told)


def test_a_question_is_answered_from_a_store(tmp_path: Path) -> None:
    store = stored(
        tmp_path / "generation",
        ("ana", "ad", "10:00"), ("ana", "site", "10:05"), ("ana", "shop", "12:00"), ("bo", "ad", "09:00"),
    )  # fmt: skip
    answer = measure(Paths(), store)
    assert [(row["path"], row["count"], row["median_duration_us"]) for row in answer.rows()] == [
        (["ad"], 1, 0),
        (["ad", "site", "shop"], 1, 2 * 60 * 60 * 1_000_000),
    ]
    assert (answer.entered.journeys, answer.entered.subjects) == (2, 2)
    assert (answer.question, answer.as_of_us) == (Paths(), store.as_of_us)
    assert list(answer.to_pandas().columns) == answer.table.column_names


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: type(question).__name__)
def test_the_answer_does_not_depend_on_the_threads(crowd: Store, question: Any) -> None:
    alone = measure(question, crowd, stages=STAGES, threads=1)
    together = measure(question, crowd, stages=STAGES, threads=8)
    assert alone.table.equals(together.table)
    assert alone.table.num_rows > 0


@pytest.mark.parametrize("split", [Gap(minutes=30), Goal(nodes=["shop"])])
def test_measures_reconcile_with_each_other(crowd: Store, split: Any) -> None:
    transitions, paths, drop_off = (
        measure(question, crowd)
        for question in (Transitions(split=split), Paths(split=split), DropOff(split=split))
    )
    journeys = transitions.entered.journeys
    interactions = crowd.contents.interactions
    starts = [row["count"] for row in transitions.rows() if row["from_node"] == "(start)"]
    ends = {row["from_node"]: row["count"] for row in transitions.rows() if row["to_node"] == "(end)"}
    assert sum(row["count"] for row in transitions.rows()) == interactions + journeys
    assert sum(starts) == sum(ends.values()) == sum(row["count"] for row in paths.rows()) == journeys
    assert sum(row["dropped_off"] + row["still_open"] for row in drop_off.rows()) <= journeys
    for row in drop_off.rows():
        assert row["dropped_off"] + row["still_open"] <= ends.get(row["node"], 0)


def test_stages_and_a_funnel_over_them_agree(crowd: Store) -> None:
    stages = {row["stage"]: row for row in measure(Stages(), crowd, stages=STAGES).rows()}
    [aware] = measure(Funnel(lens="stage", steps=["aware"]), crowd, stages=STAGES).rows()
    assert (stages["aware"]["journeys"], stages["aware"]["subjects"]) == (
        aware["journeys"],
        aware["subjects"],
    )


def test_a_mask_asks_about_some_people_and_adding_others_changes_nothing(crowd: Store) -> None:
    some = [f"p{number}" for number in range(40)]
    of_some = measure(Transitions(), crowd, mask=crowd.mask(some))
    rest = [f"p{number}" for number in range(40, 300)]
    of_rest = measure(Transitions(), crowd, mask=crowd.mask(rest))
    everybody = measure(Transitions(), crowd)
    assert 0 < of_some.entered.subjects <= 40
    assert of_some.entered.subjects + of_rest.entered.subjects == everybody.entered.subjects
    total = {(row["from_node"], row["to_node"]): row["count"] for row in everybody.rows()}
    for row in (*of_some.rows(), *of_rest.rows()):
        total[row["from_node"], row["to_node"]] -= row["count"]
    assert set(total.values()) == {0}


def test_an_earlier_moment_sees_nothing_that_came_later(tmp_path: Path) -> None:
    store = stored(tmp_path / "generation", ("ana", "ad", "10:00"), ("ana", "shop", "12:00"))
    answer = measure(Paths(), store, as_of_us=microseconds("11:00"))
    assert [row["path"] for row in answer.rows()] == [["ad"]]
    assert answer.as_of_us == microseconds("11:00")


def test_a_moment_of_which_nothing_is_known_yet_is_refused(crowd: Store) -> None:
    with pytest.raises(QuestionError, match="after the last load"):
        measure(Paths(), crowd, as_of_us=crowd.as_of_us + 1)


def test_a_mask_of_another_store_is_refused(crowd: Store) -> None:
    with pytest.raises(QuestionError, match=r"make it with `Store\.mask`"):
        measure(Paths(), crowd, mask=[np.ones(3, np.bool_)])


def test_an_unknown_lens_is_named_with_the_nearest(crowd: Store) -> None:
    with pytest.raises(UnknownName, match='Did you mean "channel"'):
        measure(Paths(lens="chanel"), crowd)


def test_emotions_are_read_from_the_store(tmp_path: Path) -> None:
    store = stored(
        tmp_path / "generation",
        ("ana", "shop", "10:00"),
        ("ana", "survey", "10:30", {"score": 10.0, "scale": "0..10"}),
        ("bo", "site", "10:00"),
        ("bo", "survey", "11:00", {"score": 1.0, "scale": "5..1"}),
    )
    found = {row["node"]: row["mean"] for row in measure(Emotion(), store).rows()}
    assert found == {"shop": 2.0, "site": 2.0}
    staged = {row["node"]: row["mean"] for row in measure(Emotion(lens="stage"), store, stages=STAGES).rows()}
    assert staged == {"aware": 2.0, "buy": 2.0}  # the survey is in no stage, and is heard all the same
