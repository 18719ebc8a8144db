"""Timelines placed a partition at a time, by workers, are the file that one process writes."""

import pickle
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pytest
from hypothesis import given
from tests.journeys.test_assembling import SLOW
from tests.journeys.worlds import AS_OF, Done, facts, generation, interactions, owners

from desirepath.engines import DuckDBEngine, Spreads
from desirepath.errors import IntegrityError
from desirepath.journeys import Store, assemble, workers
from desirepath.testing import little

Work = Callable[[Iterator[pa.RecordBatch]], Iterator[bytes]]


class Dealing(DuckDBEngine):
    """DuckDB with workers: they are sent their work as a cluster's are, and get a few rows at a time."""

    def __init__(self, at_once: int = 7) -> None:
        super().__init__(threads=2)
        self.at_once = at_once

    def spread(self, paths: Any, work: Work, *, watcher: Any = None) -> list[bytes]:
        raise NotImplementedError

    def hand_out(self, items: Any, work: Any) -> Iterator[bytes]:
        raise NotImplementedError

    def deal(self, rows: ibis.Table, work: Work, *, by: str) -> Iterator[bytes]:
        sent = pickle.loads(pickle.dumps(work))  # noqa: S301 - ours
        together = self.run(rows.order_by(by, ibis.random()))
        yield from sent(iter(together.to_batches(max_chunksize=self.at_once)))


class Doubling(Dealing):
    """Workers one of which does its work twice."""

    def deal(self, rows: ibis.Table, work: Work, *, by: str) -> Iterator[bytes]:
        made = list(super().deal(rows, work, by=by))
        return iter([*made, made[0]])


class Forgetful(Dealing):
    """Workers whose work is not all brought back."""

    def deal(self, rows: ibis.Table, work: Work, *, by: str) -> Iterator[bytes]:
        return iter(list(super().deal(rows, work, by=by))[1:])


def dealt(
    folder: Path, rows: pa.Table, whose: pa.Table, engine: Dealing | None = None, **given: Any
) -> Store:
    engine = engine or Dealing()
    assert isinstance(engine, Spreads)
    assemble(engine, engine.table(rows), engine.table(whose), folder=folder, **{"as_of_us": AS_OF, **given})
    return Store.open(folder)


def files(store: Store) -> list[bytes]:
    return [(store.folder / name).read_bytes() for name in ("timelines.arrow", "kinds.parquet", "meta.json")]


@SLOW
@given(interactions())
def test_the_files_are_the_same_byte_for_byte(world: list[Done]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        here = generation(Path(folder) / "here", facts(world), owners(world))
        there = dealt(Path(folder) / "there", facts(world), owners(world))
        assert files(there) == files(here)
        assert sorted(each.name for each in Path(folder).iterdir()) == ["here", "there"]


def story() -> pa.Table:
    """Two orders and a ticket, answers about them, two currencies, a wait, a call that the shop made."""

    def named(person: str, *others: str) -> list[dict[str, str]]:
        things = [{"type": kind, "value": "7", "role": "other"} for kind in others]
        return [{"type": "user", "value": person, "role": "self"}, *things]

    def about(person: str, *others: str, **columns: Any) -> dict[str, Any]:
        return {"identifiers": named(person, *others), **columns}

    return little(
        ("ana", "shop", "10:00", about("ana", "product", "order", value_minor=900, currency="EUR")),
        ("ana", "shop", "10:00", about("ana", "order", ordinal=0, interaction_id="a tie that comes first")),
        ("bob", "call", "11:00", about("bob", "order", "crm_ticket", initiator="organisation")),
        ("ana", "survey", "12:00", about("ana", "crm_ticket", score=2.0, scale="1..5")),
        ("bob", "shop", "12:30", about("bob", value_minor=100, currency="NOK")),
        ("cleo", "shop", None, about("cleo", value_minor=5, currency="EUR", duration_us=60)),
        (None, "shop", "13:00"),
    )


def whose(rows: pa.Table) -> pa.Table:
    named: list[Any] = rows["identifiers"].to_pylist()
    people = [next((one["value"] for one in ids if one["role"] == "self"), None) for ids in named]
    return pa.table({"fact": rows["fact"], "subject_id": pa.array(people, pa.string())})


def test_what_only_some_steps_have_is_beside_them_too(tmp_path: Path) -> None:
    here = generation(tmp_path / "here", story(), whose(story()))
    there = dealt(tmp_path / "there", story(), whose(story()))
    assert all(one.about is not None and one.value_minor is not None for one in there.partitions)
    assert there.contents.without_subject == 1
    assert files(there) == files(here)


def test_owners_may_carry_numbers_and_kinds_their_codes(tmp_path: Path) -> None:
    rows = story()
    numbered = pa.table({"fact": range(7), "subject": pa.array([7, 7, 3, 7, 3, 9, None], pa.int64())})
    names = pa.table({"subject": [3, 7, 9, 5], "subject_id": ["bob", "ana", "cleo", "nobody"]})
    before = generation(tmp_path / "before", little(("zoe", "zoo", "10:00"))).kinds
    options: dict[str, Any] = {"subjects": names, "previous_kinds": before}
    here = generation(tmp_path / "here", rows, numbered, **options)
    assert files(dealt(tmp_path / "there", rows, numbered, **options)) == files(here)


def test_only_the_owned_are_placed_when_that_is_asked(tmp_path: Path) -> None:
    rows = story()
    ana = whose(rows).filter(pa.array([True, True, False, True, False, False, False]))
    here = generation(tmp_path / "here", rows, ana, only_owned=True)
    assert here.contents.without_subject == 0
    assert files(dealt(tmp_path / "there", rows, ana, only_owned=True)) == files(here)


def test_partitions_are_placed_together_up_to_a_number_of_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = little(*((f"p{number % 50}", "ad", f"10:{number % 60:02d}") for number in range(400)))
    here = generation(tmp_path / "here", rows)
    for at_once in (1, 60, 1000):
        monkeypatch.setattr(workers, "AT_ONCE", at_once)
        there = dealt(tmp_path / f"there-{at_once}", rows, whose(rows))
        assert files(there) == files(here)


@pytest.mark.parametrize("engine", [Doubling, Forgetful])
def test_nothing_is_published_when_a_workers_partition_is_lost_or_doubled(
    tmp_path: Path, engine: type[Dealing]
) -> None:
    with pytest.raises(IntegrityError, match="lost or doubled"):
        dealt(tmp_path / "gen", story(), whose(story()), engine())
    assert list(tmp_path.iterdir()) == []


def test_a_fact_that_comes_twice_is_never_two_steps(tmp_path: Path) -> None:
    rows = little(*(("ana", "ad", "10:00", {"fact": 0}) for _ in range(2)))
    with pytest.raises(IntegrityError, match="lost or doubled"):
        dealt(tmp_path / "gen", rows, pa.table({"fact": [0], "subject_id": ["ana"]}))
    assert list(tmp_path.iterdir()) == []


def test_a_fact_has_one_owner_and_may_be_told_so_twice(tmp_path: Path) -> None:
    rows = little(("ana", "ad", "10:00"))
    with pytest.raises(IntegrityError, match="1 interactions belong to more than one subject"):
        dealt(tmp_path / "gen", rows, pa.table({"fact": [0, 0], "subject_id": ["ana", "bob"]}))
    assert list(tmp_path.iterdir()) == []
    twice = dealt(tmp_path / "gen", rows, pa.table({"fact": [0, 0], "subject_id": ["ana", "ana"]}))
    assert twice.contents.interactions == 1
