"""A demo folder: the same bytes for the same seed, every row in the truth, the mess at its rates."""

import csv
import gzip
import hashlib
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from tests.demo.companies import PEOPLE, Company

from desirepath.demo import write_demo
from desirepath.demo.exports import FILES

KEYS = {
    "web": "messageId",
    "contacts": "Record ID",
    "deals": "Record ID",
    "email": "id",
    "clicks": "click_view_gclid",
    "orders": "id",
    "receipts": "Kvitteringsnr",
    "tickets": "id",
    "surveys": "ResponseId",
}


def digests(folder: Path) -> dict[str, str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_same_seed_writes_the_same_bytes_and_another_does_not(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("again", 1), ("other", 2)):
        write_demo(tmp_path / name, people=40, seed=seed)
    one, again, other = (digests(tmp_path / name) for name in ("one", "again", "other"))
    assert one == again
    assert {name for name in one if one[name] == other[name]} == {
        name for name in one if name.startswith(("mappings", "documents")) or name == "truth/zones.json"
    }


def test_another_process_writes_the_same_bytes(tmp_path: Path) -> None:
    write = "import sys; from pathlib import Path; from desirepath.demo import write_demo; "
    write += "write_demo(Path(sys.argv[1]), people=30, seed=1)"
    for hashing in ("1", "2"):  # Python orders a set of texts differently in each process
        command = [sys.executable, "-c", write, str(tmp_path / hashing)]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": hashing})
    assert digests(tmp_path / "1") == digests(tmp_path / "2")


def test_a_folder_holds_seven_systems_the_documents_and_the_truth(company: Company) -> None:
    assert (
        len({file.system for file in FILES.values()}) == 8
    )  # web, crm, e-mail, ads, shop, stores, support, surveys
    assert {path.name for path in (company.folder / "exports").iterdir()} == {f.path for f in FILES.values()}
    assert len(list((company.folder / "mappings").glob("*.yaml"))) == len(FILES)
    documents = {path.name for path in (company.folder / "documents").iterdir()}
    assert documents == {"stages.yaml", "segments.yaml", "personas.yaml"}


def test_every_row_of_every_export_is_in_the_truth(company: Company) -> None:
    told = Counter((line["file"], line["key"]) for line in company.rows)
    written: Counter[tuple[str, str]] = Counter()
    for name, file in FILES.items():
        lines = company.export(name)
        keys = (
            f"{line['date']}/{line['id']}" if name == "spend" else str(line[KEYS[name]]) for line in lines
        )
        written.update((file.path, key) for key in keys)
    assert told == written
    assert sum(written.values()) == sum(company.summary.rows.values())


def test_every_row_is_somebodys_but_spend_and_robots(company: Company) -> None:
    nobodys = {(line["file"], line["mess"]) for line in company.rows if not line["person"]}
    assert {file for file, mess in nobodys if mess != "bot"} == {FILES["spend"].path}
    assert {line["person"] for line in company.rows} - {""} == set(company.people)


@pytest.mark.parametrize(
    ("mess", "rate", "tolerance"),
    [
        ("duplicate", 0.01, 0.25),
        ("changed", 0.005, 0.3),
        ("late", 0.01, 0.25),
        ("kiosk", 0.002, 0.3),
        ("junk", 0.001, 0.6),
        ("bot", 0.006, 0.3),
    ],
)
def test_the_mess_comes_at_its_rate(company: Company, mess: str, rate: float, tolerance: float) -> None:
    count = sum(line["mess"] == mess for line in company.rows)
    assert count / len(company.rows) == pytest.approx(rate, rel=tolerance)


def test_six_in_a_hundred_are_mistyped_and_two_share_a_device(company: Company) -> None:
    typos = [line["typo"] for line in company.people.values() if line["typo"]]
    shared = [line for line in company.people.values() if line["shared_device"] == "1"]
    assert len(typos) / PEOPLE == pytest.approx(0.06, abs=0.01)
    assert set(typos) == {"crm", "shop", "support"}
    assert len(shared) / PEOPLE == pytest.approx(0.02, abs=0.005)


def test_a_mistyped_address_stands_where_the_truth_says(company: Company) -> None:
    orders = {line["id"]: line["email"].strip().lower() for line in company.export("orders")}
    for line in company.rows:
        if line["file"] == FILES["orders"].path and not line["mess"]:
            person = company.people[line["person"]]
            assert (orders[line["key"]] == person["email"]) is (person["typo"] != "shop")


def test_an_exact_duplicate_is_the_same_line_and_a_change_is_received_later(company: Company) -> None:
    by_key: dict[str, list[dict[str, str]]] = {}
    for line in company.export("surveys"):
        by_key.setdefault(line["ResponseId"], []).append(line)
    told = {(line["key"], line["mess"]) for line in company.rows if line["file"] == FILES["surveys"].path}
    for key, mess in told:
        if mess == "changed":
            first, last = min(by_key[key], key=received), max(by_key[key], key=received)
            assert received(first) < received(last)
            assert (first["Comment"], first["EndDate"]) != (last["Comment"], "")
            assert last["Comment"].endswith("(edited)")
        elif mess == "duplicate":
            assert any(by_key[key].count(line) > 1 for line in by_key[key])


def received(line: dict[str, str]) -> str:
    return line["RecordedDate"]


def test_late_rows_stand_apart_and_were_received_days_later(company: Company) -> None:
    late = {line["key"] for line in company.rows if line["mess"] == "late"}
    rows = [line for line in company.export("web") if line["messageId"] in late]
    assert rows
    assert all(line["receivedAt"][:10] > line["timestamp"][:10] for line in rows)


def test_receipts_are_written_as_a_norwegian_till_does(company: Company) -> None:
    raw = (company.folder / "exports" / FILES["receipts"].path).read_bytes()
    with pytest.raises(UnicodeDecodeError):
        raw.decode("utf-8")
    lines = company.export("receipts")
    assert "Beløp" in lines[0]
    assert all(re.fullmatch(r"\d+,\d\d", line["Beløp"]) for line in lines)
    assert all(re.fullmatch(r"\d\d\.\d\d\.2025 1[0-8]:\d\d", line["Tidspunkt"]) for line in lines)


def test_names_and_comments_come_in_many_scripts(company: Company) -> None:
    names = "".join(line["First Name"] for line in company.export("contacts"))
    for script in ("[\u0600-\u06ff]", "[\u4e00-\u9fff]", "[\u0400-\u04ff]", "[æøåÆØÅ]"):
        assert re.search(script, names)


def test_some_comments_hold_personal_data_to_redact(company: Company) -> None:
    texts = [line["description"] for line in company.export("tickets")]
    private = [text for text in texts if "@" in text or "+47" in text]
    assert 0.03 < len(private) / len(texts) < 0.3


def test_some_optional_cells_are_blank(company: Company) -> None:
    cities = [line["City"] for line in company.export("contacts")]
    assert 0.01 < cities.count("") / len(cities) < 0.12


def test_progress_is_told_to_the_end(tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    write_demo(
        tmp_path, people=60, seed=1, progress=lambda done, all_of_them: heard.append((done, all_of_them))
    )
    assert heard == [(50, 60), (60, 60)]


WEIGH = """
import sys
from pathlib import Path
from desirepath.demo import write_demo
from tests.memory import peak_kb
write_demo(Path(sys.argv[1]), people=int(sys.argv[2]), seed=7)
print(peak_kb())
"""


def test_five_times_as_many_people_need_no_more_memory(tmp_path: Path) -> None:
    peaks = []
    for people in ("300", "1500"):
        command = [sys.executable, "-c", WEIGH, str(tmp_path / people), people]
        root = Path(__file__).parents[2]
        peaks.append(int(subprocess.run(command, cwd=root, capture_output=True, check=True).stdout))
    assert peaks[1] < peaks[0] + 3_000, f"{peaks} kB"


def test_the_columns_are_those_of_the_real_exports(shared_data: Path) -> None:
    with gzip.open(shared_data / "fivetran_connector_seeds" / "index.csv.gz", "rt", encoding="utf-8") as text:
        headers = {
            (line["connector"], line["file"]): line["header"].lstrip("\ufeff")
            for line in csv.DictReader(text)
        }
    real = {
        "email": ("klaviyo", "event.csv"),
        "orders": ("shopify", "shopify_order_data.csv"),
        "spend": ("google_ads", "campaign_stats_data.csv"),
    }
    for name, table in real.items():
        assert set(FILES[name].columns) <= set(headers[table].split(","))
