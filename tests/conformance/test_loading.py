"""What is known already is recognised on Spark as on DuckDB: duplicates, changes, withdrawals."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.conformance.companies import SPARK

from desirepath import workspace
from desirepath.engines import SparkEngine
from desirepath.errors import InputError, SourceError
from desirepath.interactions import current_spend, current_traits, preview, suggest
from desirepath.workspace import Workspace, mapping_for

pytestmark = pytest.mark.xdist_group("spark")

MAPPING = """
kind: mapping
schema_version: 1
key: visits
source: site
format: {type: csv}
interactions:
  - key: "{id}"
    time: {of: "{at}", zone: UTC}
    channel: website
    touchpoint: "{page}"
    action: viewed
    identifiers: [{select: "{who}", type: customer}]
traits:
  - identifiers: [{select: "{who}", type: customer}]
    values: {plan: "{plan}"}
"""
FIRST = """id,at,page,who,plan
1,2025-03-01 10:00,Home,c1,basic
2,2025-03-01 10:05,Cart,c1,basic
3,2025-03-01 11:00,Home,c2,basic
3,2025-03-01 11:00,Home,c2,basic
4,never,Home,c3,basic
"""
SECOND = """id,at,page,who,plan
2,2025-03-01 10:05,Cart,c1,basic
3,2025-03-01 11:30,Checkout,c2,plus
5,2025-03-02 09:00,Cart,c2,plus
"""


def told(folder: Path, *, settings: str = "") -> Workspace:
    workspace.create(folder, name="Shop")
    with (folder / "workspace.yaml").open("a") as file:
        file.write(settings)
    for name, text in (("visits.yaml", MAPPING), ("first.csv", FIRST), ("second.csv", SECOND)):
        (folder / name).write_text(text)
    opened = workspace.open(folder, clock=lambda: 1_760_000_000_000_000)
    opened.apply(folder / "visits.yaml")
    for name in ("first.csv", "second.csv"):
        opened.load(folder / name, mapping="visits")
    return opened


def ledger(opened: Workspace) -> list[object]:
    return [(load.number, load.ledger) for load in opened.ledger()]


def facts(opened: Workspace) -> list[tuple[str, str]]:
    """Who was where, in the order of time."""
    rows = opened.engine.run(opened.interactions().order_by("happened_at_us")).to_pylist()
    return [(row["identifiers"][0]["value"], row["touchpoint"]) for row in rows]


def plans(opened: Workspace) -> list[str]:
    traits = current_traits(opened.catalog, opened.engine, opened.folder)
    return sorted(str(plan) for plan in opened.engine.run(traits)["value"].to_pylist())


HITS = """
kind: mapping
schema_version: 1
key: hits
source: site
format: {type: parquet}
interactions:
  - when: {id: {is_set: true}}
    key: "{id}"
    time: {of: "{at}", zone: UTC}
    channel: website
    touchpoint: "{page}"
    action: viewed
    text: "{said}"
    identifiers: [{select: "{who}", type: customer}]
  - when: {id: {is_set: false}}
    time: {of: "{at}", zone: UTC}
    channel: website
    touchpoint: "{page}"
    action: counted
    identifiers: [{select: "{who}", type: device}]
traits:
  - identifiers: [{select: "{who}", type: customer}]
    values: {page: "{page}"}
"""


def hits(path: Path, rows: int) -> None:
    """Many repeat another, near or far; every thousandth has no time; some say who they are in a text."""
    number, again = np.arange(rows), np.arange(rows) % 40_000
    table = pa.table(
        {
            "id": pa.array([None if one % 2 else f"h{one % 40_000}" for one in number.tolist()], pa.string()),
            "at": pa.array([None if one % 1000 == 7 else 10**15 + one % 5_000 for one in number.tolist()],
                           pa.timestamp("us")),
            "page": np.array(["Home", "Cart", "Pay"])[(again + number // 80_000) % 3],
            "said": np.where(number % 50 == 0, "I am ana@shop.org", "fine"),
            "who": (again % 9).astype(str),
        }
    )  # fmt: skip
    pq.write_table(table, path, row_group_size=30_000)


def test_a_large_parquet_file_becomes_the_same_parts_byte_for_byte(
    spark: SparkEngine, tmp_path: Path
) -> None:
    hits(tmp_path / "hits.parquet", 110_000)
    (tmp_path / "hits.yaml").write_text(HITS)
    opened, told = [], []
    for name, setting in (("here", ""), ("there", SPARK)):
        one = spoken(tmp_path, name, setting)
        one.load(tmp_path / "hits.parquet", mapping="hits", progress=lambda *done: told.append(done))
        opened.append(one)
    here, there = opened

    assert isinstance(there.engine, type(spark))
    assert ledger(there) == ledger(here)
    counted = there.ledger()[0].ledger
    assert min(counted.quarantined, counted.duplicates, counted.changed) > 50
    assert told[-1][1] == told[-1][2] == (tmp_path / "hits.parquet").stat().st_size
    assert_same_parts(opened)


def as_folder(folder: Path, rows: int) -> Path:
    """The same hits, as Spark keeps a table: in files by day, large ones and small ones."""
    hits(folder.with_suffix(".parquet"), rows)
    table = pq.read_table(folder.with_suffix(".parquet"))
    edges = (0, 100, rows // 2, rows // 2, rows)
    for number, (start, end) in enumerate(pairwise(edges)):
        file = folder / f"day=2025-01-0{1 + number // 2}" / f"part-{number}.parquet"
        file.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(table[start:end], file, row_group_size=30_000)
    return folder


def test_a_folder_becomes_the_same_parts_byte_for_byte_and_can_be_replaced_and_withdrawn(
    spark: SparkEngine, tmp_path: Path
) -> None:
    folder = as_folder(tmp_path / "hits", 110_000)
    by_day = HITS.replace('    text: "{said}"', '    text: "{said}"\n    campaign: "{day}"')
    (tmp_path / "hits.yaml").write_text(by_day)
    told: list[tuple[object, ...]] = []
    opened = [spoken(tmp_path, name, setting) for name, setting in (("here", ""), ("there", SPARK))]
    for one in opened:
        one.load(folder, mapping="hits", progress=lambda *done: told.append(done))
    here, there = opened

    assert isinstance(there.engine, type(spark))
    assert ledger(there) == ledger(here)
    files = here.ledger()[0].ledger.files
    assert [(each.file, each.read) for each in files] == [
        ("day=2025-01-01/part-0.parquet", 100),
        ("day=2025-01-01/part-1.parquet", 54_900),
        ("day=2025-01-02/part-3.parquet", 55_000),
    ]
    assert sum(each.quarantined for each in files) == here.ledger()[0].ledger.quarantined > 50
    assert told[-1][1] == told[-1][2]
    assert_same_parts(opened)
    shown = [one.quarantine_rows(load=1, limit=80) for one in opened]
    assert shown[1] == shown[0]
    assert {row["file"] for row in shown[0]} >= {"hits/day=2025-01-01/part-0.parquet"}
    part = here.folder / here.catalog.parts("interactions")[0].path
    days = pq.read_table(part, columns=["campaign"])["campaign"].unique().drop_null()
    assert days.to_pylist() == ["2025-01-01", "2025-01-02"]

    (folder / "day=2025-01-02" / "part-3.parquet").unlink()
    for one in opened:
        assert one.load(folder, mapping="hits", replace=True)[0].load.ledger.read == 55_000
        assert [load.state for load in one.ledger()] == ["replaced", "live"]
        one.load(folder, mapping="hits")
        assert len(one.ledger()) == 2
        one.withdraw(2)
    assert ledger(there) == ledger(here)
    assert_same_parts(opened)


def test_files_that_do_not_agree_are_no_load_on_either_engine(spark: SparkEngine, tmp_path: Path) -> None:
    folder = as_folder(tmp_path / "hits", 110_000)
    pq.write_table(pa.table({"id": ["1"]}), folder / "day=2025-01-02" / "part-9.parquet")
    (tmp_path / "hits.yaml").write_text(HITS)
    for name, setting in (("here", ""), ("there", SPARK)):
        one = spoken(tmp_path, name, setting)
        with pytest.raises(SourceError, match=r"The files of .*hits do not agree: .*part-9\.parquet has not"):
            one.load(folder, mapping="hits")
        assert one.ledger() == []
        assert not (one.folder / "facts").exists() or not list((one.folder / "facts").iterdir())


def spoken(folder: Path, name: str, setting: str) -> Workspace:
    """An empty workspace with the mapping of the hits."""
    workspace.create(folder / name, name="Shop")
    with (folder / name / "workspace.yaml").open("a") as file:
        file.write(setting)
    one = workspace.open(folder / name, clock=lambda: 1_760_000_000_000_000)
    one.apply(folder / "hits.yaml")
    return one


def assert_same_parts(opened: list[Workspace]) -> None:
    parts = [sorted((one.folder / "facts").iterdir()) for one in opened]
    assert [part.name for part in parts[1]] == [part.name for part in parts[0]]
    for ours, theirs in zip(*parts, strict=True):
        if ours.name.endswith("contested.parquet"):  # a set of ids, which the engine writes
            assert in_order(theirs) == in_order(ours)
        else:
            assert theirs.read_bytes() == ours.read_bytes(), ours.name


def in_order(part: Path) -> list[str]:
    return sorted(map(str, pq.read_table(part)["interaction_id"].to_pylist()))


def test_a_parquet_file_that_is_damaged_is_no_load_wherever_it_is_read(
    spark: SparkEngine, tmp_path: Path
) -> None:
    hits(tmp_path / "hits.parquet", 110_000)
    content = bytearray((tmp_path / "hits.parquet").read_bytes())
    content[len(content) // 2 : len(content) // 2 + 5000] = bytes(5000)
    (tmp_path / "hits.parquet").write_bytes(content)
    (tmp_path / "hits.yaml").write_text(HITS)
    there = spoken(tmp_path, "there", SPARK)

    with pytest.raises(SourceError, match=r"cannot be read after \d+ rows"):
        there.load(tmp_path / "hits.parquet", mapping="hits")

    assert there.ledger() == []
    assert not list((there.folder / "facts").iterdir())


def test_loads_meet_each_other_the_same_way(spark: SparkEngine, tmp_path: Path) -> None:
    here, there = told(tmp_path / "here"), told(tmp_path / "there", settings=SPARK)
    assert isinstance(there.engine, type(spark))
    assert ledger(there) == ledger(here)
    assert facts(there) == facts(here) == [("c1", "Home"), ("c1", "Cart"), ("c2", "Checkout"), ("c2", "Cart")]
    assert plans(there) == plans(here)

    for one in (here, there):
        one.withdraw(one.ledger()[-1].number)

    assert facts(there) == facts(here) == [("c1", "Home"), ("c1", "Cart"), ("c2", "Home")]


ADS = """
kind: mapping
schema_version: 1
key: ads
source: ads
format: {type: csv}
spend:
  - {day: "{day}", channel: paid_search, campaign: "{campaign}", cost: {amount: "{cost}", currency: EUR}}
"""
STATED = (
    "day,campaign,cost\n2024-01-01,spring,10\n2024-01-02,spring,7\n2024-01-02,spring,7\n2024-01-02,,1\n",
    "day,campaign,cost\n2024-01-02,spring,7\n2024-01-02,spring,9\n2024-01-03,spring,4\nnever,spring,4\n",
)


def spent(opened: Workspace) -> list[tuple[str, str, int]]:
    """Day, campaign and minor units of every line that counts."""
    table = current_spend(opened.catalog, opened.engine, opened.folder)
    assert table is not None
    rows = opened.engine.run(table).to_pylist()
    return sorted((str(row["day"]), row["campaign"] or "", row["cost_minor"]) for row in rows)


def test_spend_that_is_stated_again_counts_the_same_way(spark: SparkEngine, tmp_path: Path) -> None:
    (tmp_path / "hits.yaml").write_text(ADS)
    opened = [spoken(tmp_path, name, setting) for name, setting in (("here", ""), ("there", SPARK))]
    for one in opened:
        for number, text in enumerate(STATED):
            (tmp_path / f"ads-{number}.csv").write_text(text)
            one.load(tmp_path / f"ads-{number}.csv", mapping="ads")
    here, there = opened

    assert isinstance(there.engine, type(spark))
    assert ledger(there) == ledger(here)
    counted = here.ledger()[1].ledger
    assert (counted.read, counted.duplicates, counted.changed, counted.quarantined) == (4, 1, 1, 1)
    assert spent(there) == spent(here) == [
        ("2024-01-01", "spring", 1000), ("2024-01-02", "", 100), ("2024-01-02", "spring", 700),
        ("2024-01-02", "spring", 900), ("2024-01-03", "spring", 400),
    ]  # fmt: skip

    for one in opened:
        one.withdraw(2)
    assert spent(there) == spent(here) == [
        ("2024-01-01", "spring", 1000), ("2024-01-02", "", 100), ("2024-01-02", "spring", 700),
        ("2024-01-02", "spring", 700),
    ]  # fmt: skip


@pytest.fixture
def sales(spark: SparkEngine, tmp_path: Path) -> Iterator[Callable[[str, pa.Table], None]]:
    """Writes tables into a schema of Spark's catalogue, which is dropped afterwards."""
    session = spark._session
    session.sql(f"CREATE SCHEMA sales LOCATION '{tmp_path / 'sales'}'")

    def write(name: str, rows: pa.Table) -> None:
        frame = session.createDataFrame(rows).repartition(3)
        frame.write.mode("overwrite").saveAsTable(f"sales.{name}")

    yield write
    session.sql("DROP SCHEMA sales CASCADE")


def test_a_table_of_sparks_catalogue_gives_the_facts_of_the_same_rows_in_a_file(
    spark: SparkEngine, sales: Callable[[str, pa.Table], None], tmp_path: Path
) -> None:
    hits(tmp_path / "hits.parquet", 25_000)
    rows = pq.read_table(tmp_path / "hits.parquet")
    sales("clicks", rows)
    (tmp_path / "hits.yaml").write_text(HITS)
    here, there = spoken(tmp_path, "here", ""), spoken(tmp_path, "there", SPARK)
    here.load(tmp_path / "hits.parquet", mapping="hits")
    told: list[tuple[str, int, int]] = []

    (done,) = there.load("table:sales.clicks", mapping="hits", progress=lambda *each: told.append(each))

    assert (done.load.path, done.was_there) == ("table:sales.clicks", False)
    assert done.load.ledger == here.ledger()[0].ledger
    assert told[-1] == ("table:sales.clicks", 25_000, 25_000)
    assert min(done.load.ledger.quarantined, done.load.ledger.interactions) > 10
    apart = {"fact", "received_at_us", "ordinal", "load"}
    ids = [
        sorted(repr({name: row[name] for name in row if name not in apart}) for row in one.engine.run(
            one.interactions()).to_pylist())
        for one in (here, there)
    ]  # fmt: skip
    assert ids[1] == ids[0]
    facts = there.engine.run(there.interactions())
    assert facts["ordinal"].to_numpy().max() <= 24_999
    assert len(facts["ordinal"].unique()) == len(facts)
    assert there.quarantine_rows(load=1, limit=1)[0]["file"] == "table:sales.clicks"

    clicks = Path("table:sales.clicks")
    first = suggest(clicks, engine=there.engine).mapping
    assert (first.key, first.source, first.files) == ("clicks", "clicks", ["table:sales.clicks"])
    seen = preview(clicks, mapping_for(there.folder, "hits"), rows=50, engine=there.engine)
    assert (seen.rows, seen.accepted + seen.quarantined) == (50, 50)

    there.load("table:sales.clicks", mapping="hits")
    assert len(there.ledger()) == 1
    sales("clicks", rows[:20_000])
    (again,) = there.load("table:sales.clicks", mapping="hits", replace=True)
    assert (again.load.ledger.read, [load.state for load in there.ledger()]) == (20_000, ["replaced", "live"])
    there.withdraw(again.load.number)
    assert [load.state for load in there.ledger()] == ["replaced", "withdrawn"]


def test_a_table_that_cannot_be_loaded_says_what_to_do(
    spark: SparkEngine, sales: Callable[[str, pa.Table], None], tmp_path: Path
) -> None:
    sales("clicks", pa.table({"id": ["1"], "at": ["2025-01-01"]}))
    (tmp_path / "hits.yaml").write_text(HITS)
    here, there = spoken(tmp_path, "here", ""), spoken(tmp_path, "there", SPARK)
    for one, name, says in (
        (here, "sales.clicks", "Say `engine: spark` in workspace.yaml; or have sales.clicks written"),
        (there, "sales.cliks", 'catalogue "sales.cliks". Did you mean "sales.clicks"?'),
        (there, "nowhere.clicks", 'There is no table in Spark\'s catalogue "nowhere.clicks"'),
        (there, "a b; DROP SCHEMA sales", "is no name of a table"),
        (there, "sales.clicks", 'reads the column "page", but table:sales.clicks has no such column'),
    ):  # fmt: skip
        with pytest.raises(InputError) as refused:
            one.load(f"table:{name}", mapping="hits")
        assert says in str(refused.value)
        assert one.ledger() == []
