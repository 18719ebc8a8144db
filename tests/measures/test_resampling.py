"""The bootstrap by person: what is drawn, against a twin, and whether 95 of 100 intervals hold the truth."""

from collections import defaultdict
from math import ceil, exp, factorial
from pathlib import Path
from statistics import mean
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
import pytest
from tests.measures.test_breakdowns import by_subject, every_question
from tests.measures.test_measuring import STAGES as DOCUMENT
from tests.measures.test_measuring import crowd, stored

from desirepath.errors import QuestionError
from desirepath.journeys import Gap, Store, Timelines
from desirepath.measures import DropOff, Paths, Transitions, measure
from desirepath.measures.besides import Beside
from desirepath.measures.figures import figures, has_interval
from desirepath.measures.resampling import _ends
from desirepath.measures.runs import end_to_end, scan_runs
from desirepath.measures.weights import person_keys, weights

__all__ = ["crowd"]
RESAMPLES = 200


def drawn(names: list[str], resample: int) -> list[int]:
    return [int(weight) for weight in weights(person_keys(pa.array(names, pa.string())), resample)]


def test_what_a_person_draws_is_theirs_alone() -> None:
    names = ["ana", "bo", "åse", ""]
    assert [drawn(names, resample) for resample in range(6)] == [
        [drawn([name], resample)[0] for name in names] for resample in range(6)
    ]
    sliced = pa.array(["zoe", *names], pa.string()).slice(1)
    assert weights(person_keys(sliced), 3).tolist() == drawn(names, 3)
    assert person_keys(pa.array([], pa.string())).tolist() == []


def mixed(number: int) -> int:
    """SplitMix64, in whole numbers."""
    number = (number + 0x9E3779B97F4A7C15) % 2**64
    number = (number ^ number >> 30) * 0xBF58476D1CE4E5B9 % 2**64
    number = (number ^ number >> 27) * 0x94D049BB133111EB % 2**64
    return number ^ number >> 31


def test_what_is_drawn_is_poisson_s_inverse_at_a_hash() -> None:
    names = ["ana", "bo", "åse", *(f"p{number}" for number in range(300))]
    for resample in (0, 1, 199):
        for name, found in zip(names, drawn(names, resample), strict=True):
            key = 0xCBF29CE484222325
            for letter in name.encode():
                key = (key ^ letter) * 0x100000001B3 % 2**64
            uniform = mixed((key + 0x9E3779B97F4A7C15 * mixed(resample)) % 2**64) / 2**64
            count, share = 0, exp(-1)
            while uniform >= share:
                count += 1
                share += exp(-1) / factorial(count)
            assert found == count


def test_everybody_is_drawn_poisson_times_on_their_own() -> None:
    keys = person_keys(pa.array([f"subject-{number}" for number in range(50_000)], pa.string()))
    first, second = weights(keys, 0).astype(float), weights(keys, 1).astype(float)
    for count in range(6):
        expected = exp(-1) / factorial(count)
        assert abs(np.mean(first == count) - expected) < 4 * (expected / len(first)) ** 0.5
    assert abs(np.corrcoef(first, second)[0, 1]) < 0.02
    assert abs(np.corrcoef(first[:-1], first[1:])[0, 1]) < 0.02


def rank(values: list[int], percent: int) -> int:
    return sorted(values)[max(1, ceil(percent * len(values) / 100)) - 1]


def test_a_median_s_interval_is_what_the_slow_twin_finds(tmp_path: Path) -> None:
    told: list[Any] = []
    minutes: dict[str, list[int]] = defaultdict(list)
    random = np.random.default_rng(4)
    for number in range(40):
        for hour in range(int(random.integers(1, 4))):
            name, took = f"p{number}", int(random.integers(0, 25))
            minutes[name].append(took)
            told += [(name, "ad", f"{8 + hour}:00".zfill(5)), (name, "shop", f"{8 + hour:02}:{took:02}:30")]
    store = stored(tmp_path / "generation", *told)
    [row] = measure(Paths(split=Gap(minutes=30)), store, resamples=100).rows()
    medians = []
    for resample in range(100):
        weight = dict(zip(minutes, drawn(list(minutes), resample), strict=True))
        medians.append(
            rank(
                [took for name, all_of in minutes.items() for _ in range(weight[name]) for took in all_of], 50
            )
        )
    expected = [60_000_000 * at + 30_000_000 for at in (sorted(medians)[1], sorted(medians)[98])]
    assert [row["median_duration_us_low"], row["median_duration_us_high"]] == expected  # ranks 2 and 99
    assert expected[0] < row["median_duration_us"] < expected[1]


@every_question
def test_every_figure_gets_an_interval_and_nothing_else_changes(crowd: Store, question: Any) -> None:
    plain = measure(question, crowd, stages=DOCUMENT)
    sure = measure(question, crowd, stages=DOCUMENT, resamples=40)
    assert sure.table.select(plain.table.column_names).equals(plain.table)
    assert [name for name in figures(sure.table) if not has_interval(sure.table, name)] == []
    for name in figures(sure.table):
        for row in sure.rows():
            if name not in plain.table.column_names or f"{name}_low" in plain.table.column_names:
                continue
            low, high = row[f"{name}_low"], row[f"{name}_high"]
            assert (low is None) == (high is None)
            assert low is None or (row[name] is not None and low <= high)


def test_the_draws_do_not_depend_on_threads_or_partitions(crowd: Store) -> None:
    question = Transitions(split=Gap(minutes=30))
    alone = measure(question, crowd, resamples=40, threads=1).table
    assert alone.equals(measure(question, crowd, resamples=40, threads=8).table)
    joined = end_to_end(crowd.partitions)
    as_one = msgspec.structs.replace(crowd, partitions=(joined,))
    assert alone.equals(measure(question, as_one, resamples=40).table)
    for run in (1, 500, 10**9):
        parts = scan_runs(
            counted, crowd, [Beside()] * len(crowd.partitions), least_steps=run, engine=None, threads=2
        )
        assert sum(len(subjects) for subjects, _ in parts) == len(joined.subjects)
        assert sum(steps for _, steps in parts) == len(joined.kinds)
        assert all(steps >= run for _, steps in parts[:-1])


def counted(timelines: Timelines, _: Beside) -> tuple[list[Any], int]:
    assert timelines.offsets[-1] == len(timelines.kinds)
    return timelines.subjects.to_pylist(), len(timelines.kinds)


def test_a_group_is_resampled_as_if_asked_alone(crowd: Store) -> None:
    groups = by_subject(crowd, 3)
    found = measure(DropOff(), crowd, breakdown=groups, resamples=40).rows()
    alone = measure(DropOff(), crowd, mask=[of == 1 for of in groups.of], resamples=40).rows()
    assert [row for row in found if row["group"] == "group 1"] == [
        {"group": "group 1", **row} for row in alone
    ]
    assert alone[0]["excess_low"] < alone[0]["excess_high"]


def test_what_rests_on_very_few_people_has_no_interval(tmp_path: Path) -> None:
    many = [(f"p{number}", "site", f"10:{number:02}") for number in range(40)]
    rare = [("p0", "shop", "12:00"), ("p1", "shop", "12:00")]
    [row] = [
        row
        for row in measure(Transitions(), stored(tmp_path / "generation", *many, *rare), resamples=40).rows()
        if row["to_node"] == "shop"
    ]
    assert (row["gap_p50_us"] is None, row["gap_p50_us_low"], row["gap_p50_us_high"]) == (False, None, None)


def test_the_rest_beyond_the_top_has_no_interval(crowd: Store) -> None:
    rows = measure(Paths(top=2), crowd, resamples=40).rows()
    assert rows[-1]["path"] == ["(other)"]
    assert rows[-1]["median_duration_us_low"] is None


@pytest.mark.parametrize("resamples", [1, 39, 10_001, -5])
def test_too_few_resamples_are_refused(crowd: Store, resamples: int) -> None:
    with pytest.raises(QuestionError, match="resamples"):
        measure(Paths(), crowd, resamples=resamples)


@pytest.mark.parametrize("figure", ["median", "share"])
@pytest.mark.parametrize("people", [60, 150])
def test_95_of_100_intervals_hold_the_truth(people: int, figure: str) -> None:
    """Several rows a person, alike among themselves; the truth of both figures is known."""
    random = np.random.default_rng(8)
    held = []
    for world in range(800):
        rows = random.integers(1, 5, people)
        own = np.repeat(np.arange(people), rows)
        value = np.rint(1e6 * np.exp(random.normal(0, 1, people)[own] + random.normal(0, 1, len(own))))
        order = np.argsort(value, kind="stable")
        keys = person_keys(pa.array([f"{world}-{number}" for number in range(people)], pa.string()))
        drawn = np.stack([weights(keys, resample) for resample in range(RESAMPLES)])[:, own[order]]
        upto = np.cumsum(drawn, axis=1, dtype=np.int64)
        if figure == "median":
            place = (2 * upto >= upto[:, -1:]).argmax(axis=1)
            found, truth = value[order][place], 1e6
        else:
            found, truth = (drawn * (value[order] > 2e6)).sum(axis=1) / upto[:, -1], SHARE_ABOVE
        low, high = _ends(found[:, np.newaxis], pa.chunked_array([[0.0]]))
        held.append(low[0].as_py() <= truth <= high[0].as_py())
    assert 0.93 <= mean(held) <= 0.97


SHARE_ABOVE = 0.312021  # P(√2 · Z > ln 2)
