"""Loads and their parts: listed together or not at all, and taken back whole."""

from pathlib import Path

import pytest
from tests.catalog.listings import a_load, a_part, loaded

from desirepath.catalog import Catalog
from desirepath.errors import InputError, IntegrityError, UnknownName


def test_a_committed_load_is_there_for_whoever_opens_the_catalog_next(tmp_path: Path) -> None:
    catalog = Catalog.open(tmp_path)
    load, part = a_load(catalog.reserve_load()), a_part(tmp_path, catalog.reserve_parts(1).start, load=1)

    catalog.commit_load(load, [part])

    again = Catalog.open(tmp_path)
    assert again.loads() == [load]
    assert again.parts("interactions") == [part]
    assert again.parts("traits") == []


def test_a_number_is_never_handed_out_twice(tmp_path: Path) -> None:
    one, other = Catalog.open(tmp_path), Catalog.open(tmp_path)

    numbers = [*one.reserve_parts(3), *other.reserve_parts(2), *one.reserve_parts(1)]

    assert numbers == [1, 2, 3, 4, 5, 6]
    assert [one.reserve_load(), other.reserve_load()] == [1, 2]
    assert [one.reserve_generation(), other.reserve_generation()] == [1, 2]


def test_a_load_whose_part_was_never_written_is_refused_whole(tmp_path: Path) -> None:
    catalog = Catalog.open(tmp_path)
    written = a_part(tmp_path, 1, load=1)
    missing = a_part(tmp_path, 2, load=1)
    (tmp_path / missing.path).unlink()

    with pytest.raises(IntegrityError, match="Part 2"):
        catalog.commit_load(a_load(1), [written, missing])

    assert catalog.loads() == []
    assert catalog.parts("interactions", live=False) == []


def test_a_replaced_load_stops_counting_the_moment_the_new_one_starts(tmp_path: Path) -> None:
    catalog = Catalog.open(tmp_path)
    old = loaded(catalog, tmp_path)

    new = loaded(catalog, tmp_path, replaces=(old.number,))

    assert [(load.number, load.state) for load in catalog.loads()] == [(1, "replaced"), (2, "live")]
    assert [part.load for part in catalog.parts("interactions")] == [new.number]
    assert [part.load for part in catalog.parts("interactions", live=False)] == [1, 2]


def test_a_load_that_cannot_replace_is_not_committed_at_all(tmp_path: Path) -> None:
    catalog = Catalog.open(tmp_path)
    old = loaded(catalog, tmp_path)
    loaded(catalog, tmp_path, replaces=(old.number,))

    with pytest.raises(InputError, match="Load 1 was already replaced, by load 2"):
        loaded(catalog, tmp_path, replaces=(old.number,))

    assert [load.number for load in catalog.loads()] == [1, 2]


def test_a_withdrawn_load_stays_in_the_books_but_does_not_count(tmp_path: Path) -> None:
    catalog = Catalog.open(tmp_path)
    loaded(catalog, tmp_path)

    catalog.withdraw(1, at_us=5)

    assert [load.state for load in catalog.loads()] == ["withdrawn"]
    assert catalog.parts("interactions") == []


def test_withdrawing_twice_or_what_is_not_there_says_so(tmp_path: Path) -> None:
    catalog = Catalog.open(tmp_path)
    loaded(catalog, tmp_path)
    loaded(catalog, tmp_path)
    catalog.withdraw(1, at_us=5)

    with pytest.raises(InputError, match="already withdrawn"):
        catalog.withdraw(1, at_us=6)
    with pytest.raises(UnknownName, match=r'no load "7"\. There are: 2'):
        catalog.withdraw(7, at_us=6)
