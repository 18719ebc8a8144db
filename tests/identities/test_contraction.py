"""Randomised contraction finds the components that union-find finds, in few rounds, on every engine."""

import random

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desirepath.engines import DuckDBEngine, Engine, SparkEngine
from desirepath.identities.components import components
from desirepath.identities.contraction import LARGEST, contracted

ENGINE = DuckDBEngine(threads=1)
Edges = list[tuple[int, int]]
graphs = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=20)


def relation(edges: Edges) -> pa.Table:
    return pa.table({end: pa.array([edge[at] for edge in edges], pa.int64()) for at, end in enumerate("ab")})


def found(engine: Engine, edges: Edges, *, seed: int = 1) -> dict[int, int]:
    labels = contracted(engine, engine.table(relation(edges)), seed=seed).labels
    rows = engine.run(labels).to_pylist()
    assert len(rows) == len({row["thing"] for row in rows})
    return {row["thing"]: row["smallest"] for row in rows}


def twin(edges: Edges) -> dict[int, int]:
    """The same from union-find: for each thing of some edge the smallest it hangs together with."""
    things = sorted({end for edge in edges for end in edge})
    row = {thing: number for number, thing in enumerate(things)}
    ends = np.array([[row[a], row[b]] for a, b in edges], np.int64).reshape(-1, 2)
    root = components(len(things), ends[:, 0], ends[:, 1])
    return {thing: things[root[number]] for number, thing in enumerate(things)}


@settings(max_examples=30, deadline=None)
@given(graphs, st.integers(0, 3))
def test_the_partition_is_that_of_union_find_whatever_the_seed(edges: Edges, seed: int) -> None:
    assert found(ENGINE, edges, seed=seed) == twin(edges)


def test_the_largest_numbers_keep_their_place() -> None:
    edges = [(LARGEST, LARGEST - 1), (0, LARGEST), (7, 7)]
    assert found(ENGINE, edges) == {0: 0, LARGEST - 1: 0, LARGEST: 0, 7: 7}


@pytest.mark.parametrize("shuffled", [False, True])
def test_a_path_of_a_million_takes_few_rounds(shuffled: bool) -> None:
    size = 1_000_000
    order = np.random.default_rng(3).permutation(size) if shuffled else np.arange(size)
    edges = ENGINE.table(pa.table({"a": order[:-1], "b": order[1:]}))

    path = contracted(ENGINE, edges)

    labels = ENGINE.run(path.labels)
    assert labels.num_rows == size
    assert labels["smallest"].unique().to_pylist() == [0]
    assert path.rounds <= 40  # three quarters are left after a round on average: log(1e6) / log(4/3) is 48


@pytest.mark.xdist_group("spark")
def test_spark_finds_the_same_in_a_few_hundred_graphs_at_once(spark: SparkEngine) -> None:
    chance = random.Random(4)  # noqa: S311 - the same graphs every time
    edges = [
        (graph * 100 + chance.randrange(size), graph * 100 + chance.randrange(size))
        for graph in range(200)
        for size in [chance.randrange(1, 60)]
        for _ in range(chance.randrange(60))
    ]
    path = [(100_000 + number, 100_001 + number) for number in range(40)]
    assert found(spark, edges + path) == twin(edges + path)
