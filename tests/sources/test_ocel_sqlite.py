"""Object-centric logs in SQLite, as OCEL 2.0 lays their tables out; and files that would do harm."""

import gzip
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from desirepath.errors import SourceError
from desirepath.interactions import suggest
from desirepath.sources import FileFormat, detect, read

SCHEMA = """
CREATE TABLE event_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT);
CREATE TABLE object_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT);
CREATE TABLE event (ocel_id TEXT PRIMARY KEY, ocel_type TEXT REFERENCES event_map_type (ocel_type));
CREATE TABLE object (ocel_id TEXT PRIMARY KEY, ocel_type TEXT REFERENCES object_map_type (ocel_type));
CREATE TABLE event_object (ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT,
    PRIMARY KEY (ocel_event_id, ocel_object_id, ocel_qualifier));
CREATE TABLE object_object (ocel_source_id TEXT, ocel_target_id TEXT, ocel_qualifier TEXT);
CREATE TABLE "event_PlaceOrder" (ocel_id TEXT PRIMARY KEY, ocel_time TIMESTAMP, total REAL);
CREATE TABLE [event_Complain "loudly"] (ocel_id TEXT PRIMARY KEY, ocel_time TIMESTAMP);
CREATE TABLE "object_Customer" (ocel_id TEXT, ocel_time TIMESTAMP, tier TEXT, town TEXT,
    ocel_changed_field TEXT);
CREATE TABLE "object_Item" (ocel_id TEXT, ocel_time TIMESTAMP, ocel_changed_field TEXT);
INSERT INTO event_map_type VALUES ('place order', 'PlaceOrder'), ('complain', 'Complain "loudly"');
INSERT INTO object_map_type VALUES ('customer', 'Customer'), ('item', 'Item');
INSERT INTO event VALUES ('e1', 'place order'), ('e2', 'complain'), ('e3', 'complain');
INSERT INTO object VALUES ('c1', 'customer'), ('i1', 'item'), ('i2', 'item');
INSERT INTO event_object VALUES ('e1', 'c1', 'buyer'), ('e1', 'i1', ''), ('e1', 'i2', ''),
    ('e2', 'c1', 'buyer'), ('e3', '?', '');
INSERT INTO "event_PlaceOrder" VALUES ('e1', '2024-05-01 10:00:00', 12.5);
INSERT INTO [event_Complain "loudly"] VALUES ('e2', '2024-06-01 10:00:00'), ('e3', '2024-06-02 10:00:00');
INSERT INTO "object_Customer" VALUES ('c1', '1970-01-01 00:00:00', 'basic', 'Oslo', NULL),
    ('c1', '2024-05-15 00:00:00', 'gold', NULL, 'tier');
INSERT INTO "object_Item" VALUES ('i1', '1970-01-01 00:00:00', NULL), ('i2', '1970-01-01 00:00:00', NULL);
"""


def database(path: Path, *more: str) -> Path:
    """The log above in a file, after these changes."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(SCHEMA)
        for statement in more:
            connection.execute(statement)
        connection.commit()
    return path


def told(path: Path) -> list[dict[str, Any]]:
    return [
        {name: value for name, value in row.items() if value is not None}
        for batch in read(path)
        for row in batch.columns.to_pylist()
    ]


def test_an_event_carries_its_objects_and_what_was_known_of_them_then(tmp_path: Path) -> None:
    path = database(tmp_path / "orders.sqlite")
    assert detect(path) == FileFormat(type="ocel")
    assert told(path) == [
        {
            "ocel:eid": "e1", "ocel:activity": "place order", "ocel:timestamp": "2024-05-01 10:00:00",
            "ocel:type:customer": "c1", "ocel:qualifier:buyer": "c1", "ocel:type:item": '["i1","i2"]',
            "total": "12.5", "customer.tier": "basic", "customer.town": "Oslo",
        },
        {
            "ocel:eid": "e2", "ocel:activity": "complain", "ocel:timestamp": "2024-06-01 10:00:00",
            "ocel:type:customer": "c1", "ocel:qualifier:buyer": "c1", "customer.tier": "gold",
            "customer.town": "Oslo",
        },
    ]  # fmt: skip
    (reject,) = [reject for batch in read(path) for reject in batch.rejects]
    assert (reject.ordinal, 'the object "?", which is not among the objects' in reject.reason) == (2, True)


def test_the_file_is_only_looked_at(tmp_path: Path) -> None:
    path = database(tmp_path / "orders.sqlite")
    path.chmod(0o400)
    before = path.read_bytes()
    told(path)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["orders.sqlite"]


def test_a_mapping_is_suggested_for_it(tmp_path: Path) -> None:
    text = suggest(database(tmp_path / "orders.sqlite")).text
    assert "{ocel:activity}" in text
    assert "ocel:type:customer" in text


ENDLESS = """
CREATE VIEW "event_PlaceOrder" AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)
    SELECT x AS ocel_id, x AS ocel_time FROM n
"""
REPLACED = 'DROP TABLE "event_PlaceOrder"'


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (["DROP TABLE event_map_type"], "no object-centric log: it has no table event_map_type"),
        (["ALTER TABLE event_object RENAME COLUMN ocel_object_id TO x"], "no table event_object with"),
        ([REPLACED], 'no table event_PlaceOrder with ocel_id and ocel_time for the type "place order"'),
        (
            [
                REPLACED,
                ENDLESS,
            ],
            "no table event_PlaceOrder",
        ),
        (
            [REPLACED, 'CREATE VIRTUAL TABLE "event_PlaceOrder" USING fts5(ocel_id, ocel_time)'],
            "no table event_PlaceOrder",
        ),
        (["INSERT INTO object_map_type VALUES ('x', 'x; DROP TABLE y')"], "no table object_x; DROP TABLE"),
        (
            ["UPDATE object_Customer SET town = hex(zeroblob(3000000))"],
            "cannot be read as an SQLite file: string or blob too big",
        ),
    ],
)
def test_what_is_no_log_or_would_work_without_end_is_refused(
    changes: list[str], says: str, tmp_path: Path
) -> None:
    path = database(tmp_path / "orders.sqlite", *changes)
    with pytest.raises(SourceError) as refused:
        list(read(path))
    assert says in str(refused.value)


def test_a_value_of_an_event_that_is_too_long_ends_the_reading_there(tmp_path: Path) -> None:
    long = "INSERT INTO [event_Complain \"loudly\"] VALUES ('e4', 'x' || hex(zeroblob(3000000)))"
    *rows, broken = read(database(tmp_path / "orders.sqlite", long))
    assert sum(batch.columns.num_rows for batch in rows) >= 1
    assert "string or blob too big" in broken.rejects[0].reason


def test_a_computed_column_is_not_computed(tmp_path: Path) -> None:
    computed = 'ALTER TABLE "event_PlaceOrder" ADD COLUMN much TEXT AS (hex(zeroblob(2000000000))) VIRTUAL'
    rows = told(database(tmp_path / "orders.sqlite", computed))
    assert [row["ocel:eid"] for row in rows] == ["e1", "e2"]


def test_a_file_that_another_program_writes_to_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "orders.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(SCHEMA)
        with pytest.raises(SourceError, match="still open in another program"):
            detect(path)


def test_a_packed_database_is_to_be_unpacked(tmp_path: Path) -> None:
    packed = tmp_path / "orders.sqlite.gz"
    packed.write_bytes(gzip.compress(database(tmp_path / "orders.sqlite").read_bytes()))
    with pytest.raises(SourceError, match="unpack it first"):
        detect(packed)


def shortened(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(16, len(content))]


def scribbled(content: bytes, chance: random.Random) -> bytes:
    found = bytearray(content)
    for _ in range(200):
        found[chance.randrange(16, len(found))] = chance.randrange(256)
    return bytes(found)


@pytest.mark.parametrize("damaged", [shortened, scribbled])
def test_a_damaged_file_is_an_error_or_says_where_it_ends(
    damaged: Callable[[bytes, random.Random], bytes], tmp_path: Path
) -> None:
    whole = database(tmp_path / "orders.sqlite").read_bytes()
    chance = random.Random(11)  # noqa: S311
    outcomes = set()
    for number in range(60):
        path = tmp_path / f"{number}.sqlite"
        path.write_bytes(damaged(whole, chance))
        try:
            outcomes.add("read" if told(path) else "empty")
        except SourceError:
            outcomes.add("refused")
    assert "refused" in outcomes
