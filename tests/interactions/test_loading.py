"""Loads: nothing lost, nothing counted twice, and every load can be taken back."""

import resource
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.interactions.worlds import KEYED, SIMPLE, Shop, csv, mapped, visit

from desirepath.catalog import Ledger
from desirepath.errors import DocumentError, InputError, IntegrityError, SourceError, WorkspaceError
from desirepath.interactions import load, taking
from desirepath.interactions.facts import INTERACTIONS

HOME, CART, PAY = (
    visit("1", "2024-01-01T10:00:00Z", "Home"),
    visit("2", "2024-01-01T10:05:00Z", "Cart"),
    visit("3", "2024-01-01T10:09:00Z", "Pay"),
)
LATER_CART = CART | {"page": "Basket"}
BROKEN = visit("4", "yesterday", "Home")
NOBODY = visit("5", "2024-01-02T10:00:00Z", "Home", who="")


def test_the_ledger_says_what_became_of_every_raw_row(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    done = shop.load(csv(tmp_path / "a.csv", HOME, CART, CART, LATER_CART, BROKEN, NOBODY))
    assert done.ledger == Ledger(
        read=6, loaded=3, duplicates=1, changed=1, quarantined=1, without_subject=1,
        traits=0, spend=0, interactions=4,
    )  # fmt: skip
    assert shop.current("touchpoint") == [("Basket",), ("Home",), ("Home",)]


def test_a_row_that_goes_back_to_what_it_was_ends_as_it_was(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    ledger = shop.load(csv(tmp_path / "a.csv", CART, LATER_CART, LATER_CART, CART)).ledger
    assert (ledger.read, ledger.loaded, ledger.duplicates, ledger.changed) == (4, 1, 1, 2)
    assert shop.current("touchpoint") == [("Cart",)]


def test_a_quarantined_row_is_kept_with_its_line_and_reason(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    path = csv(tmp_path / "a.csv", HOME, BROKEN)
    shop.load(path)
    assert shop.quarantined("line", "ordinal", "reason", "raw", "path") == [
        (
            "3", "1", 'time "yesterday" (from {when}) is not in the format iso',
            '{"id":"4","when":"yesterday","page":"Home","who":"ana"}', str(path),
        )
    ]  # fmt: skip


def test_a_part_has_the_columns_of_a_fact_and_every_fact_its_own_number(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.load(csv(tmp_path / "a.csv", HOME, CART))
    (part,) = shop.catalog.parts("interactions")
    table = pq.read_table(shop.folder / part.path)
    assert table.schema.equals(INTERACTIONS)
    assert table["fact"].to_pylist() == [part.number << 32, part.number << 32 | 1]
    assert (part.rows, shop.files()) == (2, {Path(part.path).name})


def test_loading_again_loads_nothing(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    path = csv(tmp_path / "a.csv", HOME, CART)
    assert shop.load(path) == shop.load(path)
    assert len(shop.catalog.loads()) == 1


def test_a_copy_of_a_loaded_file_is_the_same_file(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    first = shop.load(csv(tmp_path / "a.csv", HOME))
    assert shop.load(csv(tmp_path / "copy.csv", HOME)) == first


@pytest.mark.parametrize(("mapping", "carts"), [(KEYED, 1), (SIMPLE, 2)])
def test_a_file_that_has_grown_brings_only_what_is_new(tmp_path: Path, mapping: str, carts: int) -> None:
    shop = Shop(tmp_path, mapping)
    shop.load(csv(tmp_path / "a.csv", HOME, CART, CART))
    done = shop.load(csv(tmp_path / "a.csv", HOME, CART, CART, PAY))
    assert (done.ledger.read, done.ledger.loaded, done.ledger.duplicates) == (4, 1, 3)
    assert shop.current("touchpoint") == [*[("Cart",)] * carts, ("Home",), ("Pay",)]


def test_without_a_key_equal_rows_of_one_file_are_different_rows(tmp_path: Path) -> None:
    shop = Shop(tmp_path, SIMPLE)
    done = shop.load(csv(tmp_path / "a.csv", HOME, HOME))
    assert (done.ledger.loaded, done.ledger.duplicates) == (2, 0)


def test_the_newest_version_of_a_row_counts_and_the_older_one_comes_back(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.load(csv(tmp_path / "a.csv", HOME, CART))
    second = shop.load(csv(tmp_path / "b.csv", LATER_CART, PAY))
    assert (second.ledger.loaded, second.ledger.changed) == (1, 1)
    assert shop.current("touchpoint") == [("Basket",), ("Home",), ("Pay",)]
    shop.catalog.withdraw(second.number, at_us=shop.clock)
    assert shop.current("touchpoint") == [("Cart",), ("Home",)]


def test_withdrawing_the_first_of_two_overlapping_loads_leaves_the_second_whole(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    first = shop.load(csv(tmp_path / "a.csv", HOME, CART))
    shop.load(csv(tmp_path / "b.csv", CART, PAY))
    shop.catalog.withdraw(first.number, at_us=shop.clock)
    assert shop.current("touchpoint") == [("Cart",), ("Pay",)]


def test_a_row_already_changed_in_its_file_is_settled_with_other_loads_too(tmp_path: Path) -> None:
    paid = """  - {time: "{when}", channel: website, touchpoint: "{paid}", action: paid, key: "paid-{pid}",
     identifiers: [{select: "{who}", type: user}]}
"""
    shop = Shop(tmp_path, KEYED + paid)
    shop.load(csv(tmp_path / "a.csv", HOME | {"paid": "Cash", "pid": "7"}))
    cart, basket = (row | {"paid": how, "pid": pid} for row, how, pid in (
        (CART, "Card", "8"), (LATER_CART, "Voucher", "7"),
    ))  # fmt: skip
    ledger = shop.load(csv(tmp_path / "b.csv", cart, basket)).ledger
    assert (ledger.loaded, ledger.changed) == (1, 1)
    assert shop.current("touchpoint") == [("Basket",), ("Card",), ("Home",), ("Voucher",)]


def test_what_was_received_later_wins_whichever_was_loaded_first(tmp_path: Path) -> None:
    mapping = KEYED.replace("source: web", 'source: web\nreceived_at: "{received}"')
    old = csv(tmp_path / "old.csv", CART | {"received": "2024-01-02"})
    new = csv(tmp_path / "new.csv", LATER_CART | {"received": "2024-01-03"})
    for name, order in (("x", (old, new)), ("y", (new, old))):
        shop = Shop(tmp_path / name, mapping)
        for path in order:
            shop.load(path)
        assert shop.current("touchpoint") == [("Basket",)]


def test_a_row_that_does_not_say_when_it_was_received_gives_way_to_one_that_does(tmp_path: Path) -> None:
    shop = Shop(tmp_path, KEYED.replace("source: web", 'source: web\nreceived_at: "{received}"'))
    shop.load(csv(tmp_path / "a.csv", LATER_CART | {"received": "2024-01-03"}, CART | {"received": ""}))
    assert shop.current("touchpoint") == [("Basket",)]
    shop.load(csv(tmp_path / "b.csv", HOME | {"received": ""}, HOME | {"page": "Start", "received": ""}))
    assert shop.current("touchpoint", "received_at_us")[1] == ("Start", "None")


def test_replacing_supersedes_the_load_of_the_same_file(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    path = csv(tmp_path / "a.csv", HOME, CART)
    first = shop.load(path)
    second = shop.load(path, revision=2, replace=True)
    assert [load.state for load in shop.catalog.loads()] == ["replaced", "live"]
    assert (second.ledger.loaded, second.ledger.duplicates) == (2, 0)
    assert {number for (number,) in shop.current("load")} == {str(second.number)}
    assert first.number != second.number


def test_the_same_file_through_an_edited_mapping_must_replace(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    path = csv(tmp_path / "a.csv", HOME)
    shop.load(path)
    with pytest.raises(InputError, match=r"already loaded \(load 1\) through revision 1 .* Use --replace"):
        shop.load(path, revision=2)


def test_replacing_leaves_what_other_mappings_made_of_the_file(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    path = csv(tmp_path / "a.csv", HOME)
    visits, returns = (
        shop.mapping,
        mapped(SIMPLE.replace(": web\n", ": returns\n").replace("{page}", "Return")),
    )
    for shop.mapping in (visits, returns):
        shop.load(path)
    shop.mapping = visits
    assert shop.load(path, replace=True).number == 1  # it is there already
    shop.load(path, revision=2, replace=True)
    assert [load.state for load in shop.catalog.loads()] == ["replaced", "live", "live"]
    assert shop.current("touchpoint") == [("Home",), ("Return",)]


def test_replacing_a_path_that_is_written_anew_every_day_keeps_the_days_before(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    for row in (HOME, CART):
        path = csv(tmp_path / "today.csv", row)
        shop.load(path)
    shop.load(csv(path, CART | {"page": "Basket"}), replace=True)
    assert [load.state for load in shop.catalog.loads()] == ["live", "replaced", "live"]
    csv(path, HOME)
    shop.load(path, revision=2, replace=True)
    assert [load.state for load in shop.catalog.loads()] == ["replaced", "replaced", "live", "live"]
    assert shop.current("touchpoint") == [("Basket",), ("Home",)]


def test_a_file_of_which_no_row_fits_replaces_nothing(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    path = csv(tmp_path / "a.csv", HOME)
    shop.load(path)
    before = (shop.catalog.loads(), shop.files())
    with pytest.raises(InputError, match=r"None of the 1 rows of a.csv fits .* load 1 stays as it is"):
        shop.load(csv(path, BROKEN), replace=True)
    assert (shop.catalog.loads(), shop.files()) == before
    assert shop.current("touchpoint") == [("Home",)]


def test_a_file_written_anew_each_day_is_told_to_take_another_name(tmp_path: Path) -> None:
    shop = Shop(tmp_path, SIMPLE)
    shop.load(csv(tmp_path / "today.csv", HOME))
    with pytest.raises(InputError, match=r"--replace .*; a file of other days needs a name of its own\."):
        shop.load(csv(tmp_path / "today.csv", CART), revision=2)


def test_a_grown_file_through_an_edited_mapping_must_replace_when_rows_have_no_key(tmp_path: Path) -> None:
    for name, mapping in (("keyed", KEYED), ("unkeyed", SIMPLE)):
        shop = Shop(tmp_path / name, mapping)
        shop.load(csv(tmp_path / "a.csv", HOME))
        grown = csv(tmp_path / "a.csv", HOME, CART)
        if mapping == SIMPLE:
            with pytest.raises(InputError, match=r"Rows without a key would count twice. Use --replace"):
                shop.load(grown, revision=2)
        shop.load(grown, revision=2, replace=mapping == SIMPLE)
        assert shop.current("touchpoint") == [("Cart",), ("Home",)]


def test_two_tables_of_one_source_may_number_their_rows_alike(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    first = shop.load(csv(tmp_path / "orders.csv", HOME))
    shop.mapping = mapped(KEYED.replace("key: web", "key: tickets"))
    second = shop.load(csv(tmp_path / "tickets.csv", HOME | {"page": "Ticket form"}))
    assert (first.ledger.loaded, second.ledger.loaded, second.ledger.changed) == (1, 1, 0)
    assert shop.current("touchpoint") == [("Home",), ("Ticket form",)]


def test_a_row_stays_itself_through_the_revisions_of_its_mapping(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.load(csv(tmp_path / "a.csv", HOME))
    shop.mapping = mapped(KEYED.replace("action: viewed", "action: seen"))
    ledger = shop.load(csv(tmp_path / "b.csv", HOME, CART), revision=2).ledger
    assert (ledger.changed, ledger.loaded) == (1, 1)
    assert shop.current("touchpoint", "action") == [("Cart", "seen"), ("Home", "seen")]


def test_a_column_that_the_file_does_not_have_is_named_with_the_nearest(tmp_path: Path) -> None:
    shop = Shop(tmp_path, SIMPLE.replace("{page}", "{pages}"))
    with pytest.raises(DocumentError) as failure:
        shop.load(csv(tmp_path / "a.csv", HOME))
    assert str(failure.value) == (
        'mapping web, interactions[0].touchpoint: reads the column "pages", but a.csv has no such column. '
        'Did you mean "page"?'
    )
    assert (shop.catalog.loads(), shop.files()) == ([], set())


def test_a_field_missing_from_json_is_blank(tmp_path: Path) -> None:
    shop = Shop(tmp_path, SIMPLE)
    path = tmp_path / "a.jsonl"
    path.write_text('{"when": "2024-01-01", "page": "Home"}\n{broken\n')
    ledger = shop.load(path).ledger
    assert (ledger.loaded, ledger.quarantined, ledger.without_subject) == (1, 1, 1)


def test_a_missing_file_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="There is no file"):
        Shop(tmp_path).load(tmp_path / "none.csv")


def test_a_ledger_that_does_not_balance_is_never_committed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = Shop(tmp_path)
    count = taking._Tally.add

    def miscount(self: object, *batch: object) -> None:
        count(self, *batch)  # type: ignore[arg-type]
        self.read += 1  # type: ignore[attr-defined]

    monkeypatch.setattr(taking._Tally, "add", miscount)
    with pytest.raises(IntegrityError, match="does not balance"):
        shop.load(csv(tmp_path / "a.csv", HOME))
    assert (shop.catalog.loads(), shop.files()) == ([], set())


def test_a_full_disk_leaves_the_workspace_as_it_was(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    rows = [visit(str(n), "2024-01-01", f"Page {n * 7919}", f"user {n * 104_729}") for n in range(20_000)]
    path = csv(tmp_path / "a.csv", *rows)
    most, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
    try:
        with pytest.raises(WorkspaceError, match="no room left"):
            shop.load(path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    assert (shop.catalog.loads(), shop.files()) == ([], set())


def test_a_killed_load_leaves_nothing_listed_and_can_be_done_again(tmp_path: Path) -> None:
    path = csv(tmp_path / "a.csv", HOME, CART)
    program = f"""
import os
from pathlib import Path
from desirepath.catalog import Catalog
from tests.interactions.worlds import Shop
Catalog.commit_load = lambda *a, **k: os.kill(os.getpid(), 9)
Shop(Path({str(tmp_path)!r})).load(Path({str(path)!r}))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=False, cwd=Path(__file__).parents[2]
    )
    assert done.returncode == -9
    shop = Shop(tmp_path)
    assert (shop.catalog.loads(), shop.current("fact")) == ([], [])
    assert shop.load(path).ledger.loaded == 2
    with shop.catalog.writer_lock():
        shop.catalog.sweep()
    assert shop.files() == {Path(shop.catalog.parts("interactions")[0].path).name}


def test_progress_reaches_the_whole(tmp_path: Path) -> None:
    shop, told = Shop(tmp_path), []
    path = csv(tmp_path / "a.csv", HOME, CART)
    load(
        path, shop.mapping, mapping_revision=1, catalog=shop.catalog, engine=shop.engine,
        folder=shop.folder, at_us=shop.clock, progress=lambda done, size: told.append((done, size)),
    )  # fmt: skip
    assert told[-1] == (path.stat().st_size, path.stat().st_size)
