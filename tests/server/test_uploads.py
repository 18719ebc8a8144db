"""Uploads over HTTP: files that come in whole or not at all, looked at, tried with a mapping, kept."""

import asyncio
import gzip
import hashlib
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from tests.server.companies import Client, loaded, served

from desirepath import workspace as workspaces
from desirepath.server import create_app

BYTES = {"Content-Type": "application/octet-stream", "X-Desirepath": "upload"}
ORDERS = "order_id;customer_id;ordered_at;status;total;currency\n" + "".join(
    f"{1000 + n};c-{n % 7};2025-03-{1 + n % 28:02}T10:00:00Z;{'paid' if n % 3 else 'returned'};{n},50;NOK\n"
    for n in range(60)
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """The API of a shop that takes files of at most one megabyte."""
    folder = tmp_path_factory.mktemp("uploads") / "shop"
    loaded(folder)
    settings = folder / "workspace.yaml"
    settings.write_text(settings.read_text() + "upload_megabytes: 1\n")
    with served(folder) as client:
        yield client


def sent(client: Client, name: str, content: bytes) -> Any:
    """What the server says of a file that is handed over."""
    return client.post("/api/uploads", params={"name": name}, content=content, headers=BYTES)


def test_a_file_is_handed_over_looked_at_suggested_for_tried_and_its_mapping_kept(shop: Client) -> None:
    upload = sent(shop, "../my shop/Orders [March].csv", ORDERS.encode()).json()
    assert (upload["name"], upload["bytes"]) == ("Orders _March_.csv", len(ORDERS))
    assert upload in shop.get("/api/uploads").json()
    place = f"/api/uploads/{upload['id']}"

    columns = shop.get(f"{place}/columns").json()
    assert [each["name"] for each in columns["columns"]] == ORDERS.split("\n", 1)[0].split(";")
    assert columns["columns"][3]["values"] == ["paid", "returned"]
    assert len(columns["rows"]) == 8

    mapping = shop.get(f"{place}/suggestion").json()["mapping"]
    tried = shop.post(f"{place}/preview", json={"mapping": mapping}).json()
    assert tried["flaws"] == []
    assert len(tried["preview"]["interactions"]) == 5
    assert (tried["preview"]["rows"], tried["preview"]["quarantined"]) == (60, 0)

    mapping["interactions"][0]["channel"] = "webshop"
    flawed = shop.post(f"{place}/preview", json={"mapping": mapping}).json()
    assert flawed["flaws"][0]["place"] == ["interactions", "0", "channel"]
    assert flawed["preview"] is None
    refused = shop.put(f"/api/mappings/{mapping['key']}", json=mapping)
    assert (refused.status_code, "webshop" in refused.json()["detail"]) == (400, True)

    mapping["interactions"][0]["channel"] = "website"
    kept = shop.put(f"/api/mappings/{mapping['key']}", json=mapping).json()
    assert (kept["revision"], kept["mapping"]["key"]) == (1, mapping["key"])
    assert shop.put(f"/api/mappings/{mapping['key']}", json=mapping).json()["revision"] == 1
    assert shop.post("/api/mappings/read", json={"text": kept["text"]}).json() == kept["mapping"]
    assert mapping["key"] in [each["key"] for each in shop.get("/api/mappings").json()]

    assert shop.delete(place).json()["id"] == upload["id"]
    gone = shop.get(f"{place}/columns")
    assert (gone.status_code, "Choose the file again" in gone.json()["detail"]) == (400, True)


def test_a_mapping_that_reads_a_column_the_file_lacks_is_a_flaw_of_the_mapping(shop: Client) -> None:
    upload = sent(shop, "orders.csv", ORDERS.encode()).json()
    mapping = shop.get(f"/api/uploads/{upload['id']}/suggestion").json()["mapping"]
    mapping["interactions"][0]["action"] = "{stauts}"
    flaws = shop.post(f"/api/uploads/{upload['id']}/preview", json={"mapping": mapping}).json()["flaws"]
    assert "stauts" in flaws[0]["says"]


def test_a_file_that_is_too_large_or_empty_leaves_nothing(shop: Client) -> None:
    before = shop.get("/api/uploads").json()
    told = sent(shop, "big.csv", b"a" * 1_000_001)
    assert (told.status_code, "1 MB" in told.json()["detail"]) == (413, True)

    def unending() -> Iterator[bytes]:
        for _ in range(40):
            yield b"b" * 65_536

    counted = shop.post("/api/uploads", params={"name": "big.csv"}, content=unending(), headers=BYTES)
    assert counted.status_code == 413
    empty = sent(shop, "empty.csv", b"")
    assert (empty.status_code, "empty" in empty.json()["detail"]) == (400, True)
    assert shop.get("/api/uploads").json() == before


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "application/octet-stream"},
        {"Content-Type": "text/plain", "X-Desirepath": "upload"},
        {"Content-Type": "multipart/form-data; boundary=x"},
        BYTES | {"Origin": "http://evil.example"},
        BYTES | {"Host": "evil.example"},
        BYTES | {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_a_foreign_form_hands_nothing_over(shop: Client, headers: dict[str, str]) -> None:
    told = shop.post("/api/uploads", params={"name": "x.csv"}, content=b"a;b", headers=headers)
    assert told.status_code in (403, 415)


def test_bytes_are_no_json_elsewhere(shop: Client) -> None:
    assert shop.post("/api/jobs", content=b"{}", headers=BYTES).status_code == 415


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("blank.csv", b"\n \n\n", "blank"),
        ("only-a-head.csv", b"id;when;who\n", "no rows"),
        ("photo.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, ""),
        ("noise.csv", b"".join(hashlib.sha512(bytes([n])).digest() for n in range(256)) * 4, ""),
        ("torn.csv.gz", gzip.compress(ORDERS.encode() * 9, mtime=0)[:20], ""),
        ("torn.json", b'[{"id": 1, "when": ', ""),
        ("page.html", b"<html><script>alert(1)</script></html>", ""),
        ("not.xlsx", b"PK\x03\x04" + b"\0" * 400, ""),
        ("deep.json", b"[" * 90_000, ""),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_a_sentence(
    shop: Client, name: str, content: bytes, says: str
) -> None:
    upload = sent(shop, name, content).json()
    for what in ("columns", "suggestion"):
        told = shop.get(f"/api/uploads/{upload['id']}/{what}")
        assert told.status_code in (200, 400), told.text
    assert told.status_code == 400
    assert says in told.json()["detail"]
    assert "/shop/" not in told.json()["detail"], "the machine's folders are nobody's business"


@pytest.mark.parametrize(
    ("name", "content", "columns"),
    [
        ("latin.csv", "navn;når;by\nÅse;2025-01-01;Bodø\n".encode("latin-1"), ["navn", "når", "by"]),
        ("utf16.csv", "who,when\nana,2025-01-01\n".encode("utf-16"), ["who", "when"]),
        ("wide.csv", _wide := (",".join(f"c{n}" for n in range(300)) + "\n" + ",".join("1" * 300)).encode(),
         [f"c{n}" for n in range(300)]),
        ("huge-cell.csv", b"who,said\nana," + b"x" * 900_000 + b"\n", ["who", "said"]),
        ("names.csv", b",,a,a,<script>\n1,2,3,4,5\n", ["column_1", "column_2", "a", "a_2", "<script>"]),
    ],
)  # fmt: skip
def test_awkward_tables_are_read_as_they_are(
    shop: Client, name: str, content: bytes, columns: list[str]
) -> None:
    upload = sent(shop, name, content).json()
    found = shop.get(f"/api/uploads/{upload['id']}/columns").json()
    assert [each["name"] for each in found["columns"]] == columns
    assert max(len(cell or "") for row in found["rows"] for cell in row) <= 120
    mapping = shop.get(f"/api/uploads/{upload['id']}/suggestion").json()["mapping"]
    assert shop.post(f"/api/uploads/{upload['id']}/preview", json={"mapping": mapping}).status_code == 200


def test_what_unpacks_to_far_more_than_it_is_takes_no_more_room_than_a_sample(shop: Client) -> None:
    row = b"ana;2025-01-01;viewed;" + b"a" * 1_000 + b"\n"
    packed = gzip.compress(b"who;when;action;said\n" + row * 300_000, 9)  # 300 MB
    assert len(packed) < 1_000_000
    upload = sent(shop, "bomb.csv.gz", packed).json()
    found = shop.get(f"/api/uploads/{upload['id']}/columns").json()
    assert (found["rows_read"], len(found["rows"])) == (500, 8)


def test_what_nobody_loaded_for_a_week_is_gone_when_the_server_starts(tmp_path: Path) -> None:
    shop = workspaces.create(tmp_path / "shop")
    old, young = (shop.uploads.keep(name, [ORDERS.encode()]) for name in ("old.csv", "young.csv"))
    os.utime(shop.uploads.path(old.id), (0, 0))
    with served(tmp_path / "shop") as client:
        assert [each["id"] for each in client.get("/api/uploads").json()] == [young.id]


ROOM = gzip.compress(b" " * (16 << 20), 9) * 6  # 96 MB of white space, as members of a gzip file


@pytest.mark.parametrize("what", ["columns", "suggestion", "preview"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("late.json.gz", gzip.compress(b'{"note": "') + ROOM + gzip.compress(b'", "rows": [{"a": 1}]}')),
        ("blank.csv.gz", gzip.compress(b"who;when\n") + ROOM + gzip.compress(b"\nana;2025-01-01\n")),
        ("x.parquet.gz", gzip.compress(b"PAR1") + ROOM),
    ],
)
def test_no_more_than_64_mb_are_unpacked_for_a_look(
    shop: Client, name: str, content: bytes, what: str
) -> None:
    place = f"/api/uploads/{sent(shop, name, content).json()['id']}/{what}"
    mapping = shop.get("/api/mappings/visits").json()["mapping"] | {"format": {}}
    told = shop.post(place, json={"mapping": mapping}) if what == "preview" else shop.get(place)
    said = f"{name} cannot be looked at: the first 64 MB of what it unpacks into are not enough to show rows"
    assert (told.status_code, said in told.json()["detail"]) == (400, True)


def test_rows_that_come_before_are_shown(shop: Client) -> None:
    content = gzip.compress(b'{"rows": [{"who": "ana"},') + ROOM + gzip.compress(b'{"who": "bo"}]}')
    upload = sent(shop, "early.json.gz", content).json()
    found = shop.get(f"/api/uploads/{upload['id']}/columns").json()
    assert (found["format"]["records"], found["rows"]) == ("rows", [["ana"]])


@pytest.mark.parametrize("name", ["..", "%2e%2e", "0" * 16, "x", "..%2f..%2fworkspace.yaml"])
def test_an_id_is_no_path(shop: Client, name: str) -> None:
    assert shop.get(f"/api/uploads/{name}").status_code in (400, 404)
    assert shop.delete(f"/api/uploads/{name}").status_code in (400, 404, 405)


@pytest.mark.parametrize("path", ["/api/uploads", "/api/attachments"])
def test_who_goes_in_the_middle_leaves_nothing_and_is_no_fault(
    tmp_path: Path, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    workspaces.create(tmp_path / "shop")
    headers = BYTES | {"Host": "127.0.0.1", "Content-Length": "99"}
    scope = {
        "type": "http", "method": "POST", "path": path, "raw_path": path.encode(), "scheme": "http",
        "query_string": b"name=orders.csv" if path == "/api/uploads" else b"", "http_version": "1.1",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80), "root_path": "", "extensions": {},
    }  # fmt: skip
    coming = [{"type": "http.request", "body": b"id;when", "more_body": True}, {"type": "http.disconnect"}]
    answered: list[Any] = []

    async def receive() -> Any:
        return coming.pop(0) if coming else {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        answered.append(message)

    app = create_app(tmp_path / "shop")
    with ThreadPoolExecutor(1) as thread:  # in this one a browser's loop may run
        thread.submit(asyncio.run, app(scope, receive, send)).result()  # type: ignore[arg-type]
    faults = [each for each in caplog.records if each.levelname == "ERROR"]
    assert (answered[0]["status"], faults) == (400, [])
    assert [each.name for each in (tmp_path / "shop").glob("uploads/*")] == []
