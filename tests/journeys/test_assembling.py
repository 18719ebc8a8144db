"""Facts and owners become timelines: complete, in the total order, whatever order the rows come in."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from tests.journeys.worlds import AS_OF, Done, facts, generation, interactions, owners, read, timelines_of
from tests.waiting import SECONDS

from desirepath.engines import DuckDBEngine
from desirepath.errors import IntegrityError, WorkspaceError
from desirepath.journeys import CUSTOMER, ORGANISATION, Store, assemble
from desirepath.testing import little

SLOW = settings(
    max_examples=15,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)


@SLOW
@given(interactions())
def test_timelines_are_what_the_slow_twin_finds(world: list[Done]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = generation(Path(folder) / "gen", facts(world), owners(world))
        expected = timelines_of(world)
        assert read(store) == {person: [one.fact for one in done] for person, done in expected.items()}
        for person, done in expected.items():
            told = store.timeline(person).select(
                ["happened_at_us", "source", "touchpoint", "value_minor", "score"]
            )
            assert told.to_pylist() == [
                {
                    "happened_at_us": one.time,
                    "source": one.source,
                    "touchpoint": one.touchpoint,
                    "value_minor": one.value_minor,
                    "score": one.score,
                }
                for one in done
            ]


@SLOW
@given(interactions())
def test_the_order_of_the_rows_changes_nothing(world: list[Done]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        written = []
        for shuffle in (None, 1):
            store = generation(Path(folder) / f"gen-{shuffle}", facts(world, shuffle), owners(world))
            written.append((store.folder / "timelines.arrow").read_bytes())
        assert written[0] == written[1]


def test_owners_may_carry_numbers_whose_names_are_given_once(tmp_path: Path) -> None:
    rows = little(
        ("ana", "ad", "10:00"), ("bob", "ad", "10:01"), (None, "ad", "10:02"), ("ana", "shop", "10:03")
    )
    numbered = pa.table({"fact": [0, 1, 2, 3], "subject": pa.array([7, 3, None, 7], pa.int64())})
    names = pa.table({"subject": [3, 7, 9], "subject_id": ["bob", "ana", "nobody"]})
    spelt = generation(tmp_path / "spelt", rows)
    store = generation(tmp_path / "numbered", rows, numbered, subjects=names)
    assert read(store) == {"ana": [0, 3], "bob": [1]}
    assert (spelt.folder / "timelines.arrow").read_bytes() == (store.folder / "timelines.arrow").read_bytes()


def test_interactions_known_only_by_their_order_come_first_in_that_order(tmp_path: Path) -> None:
    rows = little(("ana", "ad", "10:00"), ("ana", "shop", None), ("ana", "help", None))
    store = generation(tmp_path / "gen", rows)
    assert store.timeline("ana")["touchpoint"].to_pylist() == ["shop", "help", "ad"]
    assert store.timeline("ana")["happened_at_us"].null_count == 2


def test_what_nobody_owns_is_counted_and_in_no_timeline(tmp_path: Path) -> None:
    rows = little(("ana", "ad", "10:00"), (None, "ad", "10:01"), (None, "shop", "10:02"))
    engine = DuckDBEngine(threads=1)
    whose = engine.table(pa.table({"fact": [0, 1], "subject_id": ["ana", None]}))
    made = assemble(engine, engine.table(rows), whose, folder=tmp_path / "gen", as_of_us=AS_OF)
    assert (made.subjects, made.interactions, made.without_subject, made.kinds) == (1, 1, 2, 2)
    assert Store.open(tmp_path / "gen").kinds.select(["touchpoint", "steps"]).to_pylist() == [
        {"touchpoint": "ad", "steps": 1},
        {"touchpoint": "shop", "steps": 0},
    ]


def test_a_world_without_anybody_is_a_generation_too(tmp_path: Path) -> None:
    store = generation(tmp_path / "gen", little((None, "ad", "10:00")))
    assert (store.partitions, store.subjects.num_rows, store.kinds.num_rows) == ((), 0, 1)
    assert store.mask(["ana"]) == []
    assert generation(tmp_path / "empty", little()).contents.interactions == 0


def test_a_kind_keeps_its_code_when_others_appear(tmp_path: Path) -> None:
    first = generation(tmp_path / "gen-1", little(("ana", "shop", "10:00")))
    rows = little(("ana", "ad", "09:00"), ("ana", "shop", "10:00"))
    second = generation(tmp_path / "gen-2", rows, previous_kinds=first.kinds)
    assert second.kinds.select(["code", "touchpoint"]).to_pylist() == [
        {"code": 0, "touchpoint": "shop"},
        {"code": 1, "touchpoint": "ad"},
    ]
    assert second.partitions[0].kinds.tolist() == [1, 0]


def test_of_several_things_a_step_is_about_the_one_that_an_answer_names(tmp_path: Path) -> None:
    ana = {"type": "user", "value": "ana", "role": "self"}
    order, ticket, lamp = (
        {"type": kind, "value": "7", "role": "other"} for kind in ("order_id", "crm_ticket", "product")
    )
    called = {"identifiers": [ana, lamp, order, ticket]}
    bought = {"identifiers": [ana, lamp, order]}
    told = {"identifiers": [ana, lamp, ticket], "score": 2.0, "scale": "1..5"}

    rows = little(
        ("ana", "shop", "2025-03-01 10:00", bought),
        ("ana", "hotline", "2025-03-02 10:00", called),
        ("ana", "survey", "2025-03-03 10:00", told),
        ("ana", "ad", "2025-03-04 10:00", {"identifiers": [ana, lamp]}),
    )
    steps = generation(tmp_path / "gen", rows).partitions[0]

    assert steps.about is not None
    shop, hotline, survey, ad = steps.about.tolist()
    assert hotline == survey > 0 == ad
    assert 0 < shop != hotline


def test_a_step_carries_its_value_its_valence_and_what_it_is_about(tmp_path: Path) -> None:
    order = {"type": "order", "value": "A-1", "role": "other"}
    self_ = {"type": "user", "value": "ana", "role": "self"}
    rows = little(
        ("ana", "shop", "10:00", {"value_minor": 1250, "identifiers": [self_, order]}),
        ("ana", "survey", "11:00", {"score": 1.0, "scale": "5..1", "identifiers": [self_, order]}),
        ("ana", "ad", "12:00", {"identifiers": [self_, {"type": "friend", "value": "bob", "role": "other"}]}),
    )
    steps = generation(tmp_path / "gen", rows).partitions[0]
    assert steps.value_minor is not None
    assert steps.valence_milli is not None
    assert steps.about is not None
    assert steps.value_minor.tolist() == [1250, np.iinfo(np.int64).min, np.iinfo(np.int64).min]
    assert steps.valence_milli.tolist() == [np.iinfo(np.int32).min, 2000, np.iinfo(np.int32).min]
    assert steps.about[0] == steps.about[1] > 0 == steps.about[2]


def test_a_step_carries_how_long_was_waited_and_who_began_it(tmp_path: Path) -> None:
    rows = little(
        ("ana", "hotline", "10:00", {"duration_us": 90_000_000}),
        ("ana", "answer", "11:00", {"initiator": "organisation"}),
    )
    steps = generation(tmp_path / "gen", rows).partitions[0]
    assert steps.duration_us is not None
    assert steps.initiator is not None
    assert steps.duration_us.tolist() == [90_000_000, np.iinfo(np.int64).min]
    assert steps.initiator.tolist() == [CUSTOMER, ORGANISATION]


def test_amounts_of_two_currencies_never_stand_in_one_column(tmp_path: Path) -> None:
    rows = little(
        ("ana", "shop", "10:00", {"value_minor": 100, "currency": "GBP"}),
        ("ana", "shop", "11:00", {"value_minor": 900, "currency": "JPY"}),
        ("bob", "shop", "10:00", {"value_minor": 300, "currency": "GBP"}),
    )
    store = generation(tmp_path / "gen", rows)
    assert (store.contents.currency, store.contents.other_currencies) == ("GBP", {"JPY": 1})
    assert store.timeline("ana")["value_minor"].to_pylist() == [100, None]


def test_a_column_that_no_step_has_is_not_there(tmp_path: Path) -> None:
    steps = generation(tmp_path / "gen", little(("ana", "ad", "10:00"))).partitions[0]
    assert (steps.value_minor, steps.valence_milli, steps.score, steps.about) == (None, None, None, None)
    assert (steps.duration_us, steps.initiator) == (None, None)


def test_one_person_with_a_hundred_thousand_steps_is_sorted_too(tmp_path: Path) -> None:
    count = 100_000
    times = np.random.default_rng(3).integers(0, 1000, count)
    row = little(("ana", "ad", "10:00"))
    first = pa.array(np.zeros(count, np.int64), pa.int64())
    columns: dict[str, Any] = {name: row[name].take(first) for name in row.column_names}
    columns |= {
        "fact": pa.array(np.arange(count)),
        "happened_at_us": pa.array(times),
        "ordinal": pa.array(np.arange(count)),
    }
    whose = pa.table({"fact": np.arange(count), "subject_id": ["ana"] * count})
    store = generation(tmp_path / "gen", pa.table(columns), whose)
    assert store.facts_of("ana").tolist() == np.lexsort((np.arange(count), times)).tolist()


class Forgetful(DuckDBEngine):
    """An engine that loses the last row of every answer that has an ordinal."""

    def batches(self, expr: ibis.Table) -> Iterator[pa.RecordBatch]:
        for batch in super().batches(expr):
            yield batch.slice(0, batch.num_rows - 1) if "ordinal" in batch.schema.names else batch


def test_nothing_is_published_when_the_engine_loses_a_row(tmp_path: Path) -> None:
    engine = Forgetful(threads=1)
    rows = engine.table(little(("ana", "ad", "10:00"), ("ana", "shop", "11:00")))
    whose = engine.table(pa.table({"fact": [0, 1], "subject_id": ["ana", "ana"]}))
    with pytest.raises(IntegrityError, match="lost or doubled"):
        assemble(engine, rows, whose, folder=tmp_path / "gen", as_of_us=AS_OF)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("fact", "subject_id", "message"),
    [([0, 0], ["ana", "ana"], "lost or doubled"), ([0, 1], ["ana", "ana"], None)],
)
def test_a_fact_that_comes_twice_is_never_two_steps(
    tmp_path: Path, fact: list[int], subject_id: list[str], message: str | None
) -> None:
    rows = little(("ana", "ad", "10:00", {"fact": fact[0]}), ("ana", "ad", "10:00", {"fact": fact[1]}))
    whose = pa.table({"fact": fact, "subject_id": subject_id})
    if message is None:
        assert read(generation(tmp_path / "gen", rows, whose)) == {"ana": [0, 1]}
        return
    with pytest.raises(IntegrityError, match=message):
        generation(tmp_path / "gen", rows, whose)
    assert list(tmp_path.iterdir()) == []


def test_a_fact_has_one_owner(tmp_path: Path) -> None:
    rows = little(("ana", "ad", "10:00"))
    with pytest.raises(IntegrityError, match="1 interactions belong to more than one subject"):
        generation(tmp_path / "gen", rows, pa.table({"fact": [0, 0], "subject_id": ["ana", "bob"]}))
    names = pa.table({"subject": [0], "subject_id": ["ana"]})
    with pytest.raises(IntegrityError, match="not listed"):
        generation(tmp_path / "gen", rows, pa.table({"fact": [0], "subject": [4]}), subjects=names)


def test_facts_that_are_not_numbered_by_part_and_row_are_refused(tmp_path: Path) -> None:
    for fact in (-1, 2**62, 2**32 - 1):
        with pytest.raises(IntegrityError, match="numbered"):
            generation(tmp_path / "gen", little(("ana", "ad", "10:00", {"fact": fact})))


def test_a_few_facts_of_many_may_lie_far_apart(tmp_path: Path) -> None:
    count, apart = 70_000, 300
    alike = little(("ana", "ad", "10:00")).take(np.zeros(count, int))
    rows = alike.set_column(0, "fact", pa.array(np.arange(count) * apart))
    last = pa.table({"fact": pa.array([(count - 1) * apart]), "subject_id": ["ana"]})
    store = generation(tmp_path / "gen", rows, last, only_owned=True)
    assert store.facts_of("ana").tolist() == [(count - 1) * apart]


def test_a_generation_is_never_written_over_another(tmp_path: Path) -> None:
    generation(tmp_path / "gen", little(("ana", "ad", "10:00")))
    with pytest.raises(WorkspaceError, match="never written over another"):
        generation(tmp_path / "gen", little(("bob", "ad", "10:00")))
    assert read(Store.open(tmp_path / "gen")) == {"ana": [0]}


FULL = """
import resource, sys
from pathlib import Path
from desirepath.errors import WorkspaceError
from desirepath.testing import little
from tests.journeys.worlds import generation, one_engine

one_engine()
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    generation(Path(sys.argv[1]) / "gen", little(("ana", "ad", "10:00")))
except WorkspaceError as error:
    print("no room" if "no room left" in str(error) else error)
"""


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    root = str(Path(__file__).parents[2])
    command = [sys.executable, "-c", FULL, str(tmp_path)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=SECONDS)
    assert done.stdout == "no room\n", done.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_made_for_it_is_taken(tmp_path: Path) -> None:
    (tmp_path / "gen").mkdir()
    assert read(generation(tmp_path / "gen", little(("ana", "ad", "10:00")))) == {"ana": [0]}
