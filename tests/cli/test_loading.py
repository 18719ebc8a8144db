"""Loading, replacing and withdrawing at the command line, and files that are not what they should be."""

import csv
import gzip
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.cli.bakery import VISIT_COLUMNS, VISITS_MAPPING, Shell, story, write_visits

from desirepath import workspace as workspaces

HEAD = ",".join(VISIT_COLUMNS) + "\n"
GOOD = "g1,2025-04-01T10:00:00Z,website,Menu,viewed,gro@mail.example,,\n"
EVENTS_MAPPING = VISITS_MAPPING.replace("visits", "events").replace("type: csv", "type: jsonl")


def loaded(shell: Shell, empty: Path, name: str, content: str | bytes) -> dict[str, int]:
    """What the ledger says of one file that was loaded; reasons are asked for apart."""
    file = empty / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    mapping = empty / "events.yaml"
    mapping.write_text(EVENTS_MAPPING, encoding="utf-8")
    said = shell("load", file, "-m", mapping if "json" in name else "visits", "--format", "json", at=empty)
    assert said.code == 0, said.err
    ledger: dict[str, int] = said.json[0]["load"]["ledger"]
    assert ledger["read"] == sum(ledger[word] for word in ("loaded", "duplicates", "changed", "quarantined"))
    return {word: ledger[word] for word in ("read", "loaded", "quarantined")}


def reasons(shell: Shell, folder: Path) -> list[tuple[str, int]]:
    listed = shell("quarantine", "list", "--format", "json", at=folder).json
    return [(each["reason"], each["first_line"]) for each in listed]


def refused(shell: Shell, empty: Path, name: str, content: bytes) -> str:
    """What is said of a file that cannot be loaded at all; the workspace must be as it was."""
    (empty / name).write_bytes(content)
    said = shell("load", empty / name, "--mapping", "visits", at=empty)
    assert (said.code, said.out) == (2, "")
    assert shell("ledger", "--format", "json", at=empty).json == []
    assert list((empty / "facts").glob("*")) == []
    return said.err


def test_a_load_is_told_in_three_forms_and_its_ledger_balances(shell: Shell, empty: Path) -> None:
    first = shell("load", empty / "visits.csv", "--format", "json", at=empty)
    assert (first.code, first.json[0]["was_there"]) == (0, False)
    assert "1 rows were set aside. See: desirepath quarantine list --load 1" in first.err
    again = shell("load", empty / "visits.csv", "--format", "csv", at=empty)
    assert again.rows[0]["loaded"] == "267"
    assert "was already loaded with this mapping (load 1): nothing changed" in again.err
    assert "read = loaded + duplicates + changed + quarantined" in shell("ledger", at=empty).out
    assert shell("ledger", "--format", "csv", at=empty).rows == again.rows
    assert [load["number"] for load in shell("ledger", "--format", "json", at=empty).json] == [1]


def test_what_was_set_aside_is_listed_and_shown(shell: Shell, bakery: Path) -> None:
    listed = shell("quarantine", "list", "--format", "json", at=bakery).json
    assert listed == [
        {"load": 1, "file": "visits.csv", "rows": 1, "first_line": 269,
         "reason": 'time "2999-01-01T08:00:00Z" lies in the future'}
    ]  # fmt: skip
    assert shell("quarantine", "list", "--format", "csv", at=bakery).rows[0]["rows"] == "1"
    shown = shell("quarantine", "show", "1", at=bakery).out
    assert shown.startswith('visits.csv, line 269: time "2999-01-01T08:00:00Z" lies in the future\n')
    assert shell("quarantine", "show", "1", "--format", "csv", at=bakery).rows[0]["line"] == "269"
    assert "2999" in shell("quarantine", "show", "1", "--format", "json", at=bakery).json[0]["raw"]
    assert "Nothing was set aside" in shell("quarantine", "list", "--load", "2", at=bakery).out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["quarantine", "list", "--load", "99"], 'There is no load "99". There are: 1, 2.'),
        (["quarantine", "show", "99"], 'There is no load "99".'),
        (["quarantine", "show", "2"], "Load 2 has nothing in quarantine."),
        (["quarantine", "show", "1", "--line", "3"], "Load 1 has nothing in quarantine at line 3."),
        (["quarantine", "show", "1", "--limit", "0"], "Must be >= 1"),
        (["load", "--withdraw", "99"], 'There is no load "99".'),
        (["load", "x.csv", "--withdraw", "1"], "give it alone"),
        (["load", "nope.csv"], "There is no file nope.csv. Check the name"),
        (["load", "/dev/null"], "No mapping fits null by its name"),
        (["load", "/"], "matches a mapping's patterns"),
    ],
)
def test_a_load_that_is_not_there_is_said_so(
    arguments: list[str], says: str, shell: Shell, bakery: Path
) -> None:
    said = shell(*arguments, at=bakery)
    assert (said.code, said.out) == (2, "")
    assert says in said.err


def test_a_missing_file_keeps_no_mapping_either(shell: Shell, empty: Path) -> None:
    (empty / "other.yaml").write_text(VISITS_MAPPING.replace("key: visits", "key: other"), encoding="utf-8")
    assert shell("load", empty / "nope.csv", "-m", empty / "other.yaml", at=empty).code == 2
    said = shell("load", empty / "visits.csv", "-m", "other", at=empty)
    assert said.err == 'There is no mapping "other". There are: contacts, visits.\n'


def test_a_mapping_that_does_not_fit_the_file_is_not_kept(shell: Shell, empty: Path) -> None:
    wrong = VISITS_MAPPING.replace("{place}", "{plaice}")
    (empty / "other.yaml").write_text(wrong.replace("key: visits", "key: other"), encoding="utf-8")
    said = shell("load", empty / "visits.csv", "-m", empty / "other.yaml", at=empty)
    assert (said.code, 'Did you mean "place"?' in said.err) == (2, True)
    assert 'There is no mapping "other"' in shell("load", empty / "visits.csv", "-m", "other", at=empty).err


def test_a_number_that_is_not_there_is_not_taken_for_another(shell: Shell, bakery: Path) -> None:
    said = shell("quarantine", "show", "22", at=bakery)
    assert said.err == 'There is no load "22". There are: 1, 2.\n'


def test_stages_that_are_not_there_are_told_in_whole_words(shell: Shell, bakery: Path) -> None:
    said = shell("measure", "stages", "--stages", "nope", at=bakery)
    assert 'There is no stage document "nope".' in said.err


def test_a_mended_mapping_replaces_what_the_wrong_one_loaded(shell: Shell, own_bakery: Path) -> None:
    before = shell("person", "show", "ana@mail.example", "--format", "json", at=own_bakery).json
    mended = own_bakery / "documents" / "visits.yaml"
    mended.write_text(VISITS_MAPPING.replace('"{place}"', '"The {place}"'), encoding="utf-8")
    unasked = shell("load", own_bakery / "visits.csv", "-m", mended, at=own_bakery)
    assert unasked.code == 2
    assert "Use --replace to load it anew" in unasked.err

    replaced = shell("load", own_bakery / "visits.csv", "-m", mended, "--replace", at=own_bakery)
    assert replaced.code == 0
    states = {
        load["number"]: load["state"] for load in shell("ledger", "--format", "json", at=own_bakery).json
    }
    assert sorted(states.values()) == ["live", "live", "replaced"]
    assert shell("refresh", at=own_bakery).code == 0
    after = shell("person", "show", "ana@mail.example", "--format", "json", at=own_bakery).json
    assert after["subject"] == before["subject"]
    assert [step["touchpoint"] for step in after["timeline"]] == [
        f"The {step['touchpoint']}" for step in before["timeline"]
    ]


def test_what_was_set_aside_is_replayed_once_the_mapping_is_mended(shell: Shell, empty: Path) -> None:
    late = GOOD.replace("g1", "g2").replace("2025-04-01T10:00:00Z", "02.04.2025 10:00")
    (empty / "visits-late.csv").write_text(HEAD + GOOD + late)
    assert shell("load", empty / "visits-late.csv", at=empty).code == 0
    unchanged = shell("quarantine", "replay", at=empty)
    assert "1 row stays in quarantine: the mapping visits (revision 1) makes nothing of it" in unchanged.err

    mended = VISITS_MAPPING.replace("zone: UTC", 'zone: UTC, format: [iso, "%d.%m.%Y %H:%M"]')
    (empty / "mended.yaml").write_text(mended, encoding="utf-8")
    assert shell("apply", empty / "mended.yaml", at=empty).code == 0
    (told,) = shell("quarantine", "replay", "--format", "json", at=empty).json
    assert (told["of"], told["rows"], told["load"]["ledger"]["loaded"]) == (1, 1, 1)
    assert shell("quarantine", "replay", at=empty).err == "Nothing is in quarantine.\n"
    said = shell("load", "--withdraw", "1", at=empty).err
    assert said.startswith("Load 1 no longer counts, nor does what was replayed of it (load 2).")


def test_a_withdrawn_load_is_gone_from_the_timelines_and_comes_back_when_loaded_again(
    shell: Shell, own_bakery: Path
) -> None:
    late = write_visits(own_bakery / "visits-late.csv", [
        ("late-1", "2025-06-01T10:00:00Z", "website", "Menu", "viewed", "ana@mail.example", "", ""),
    ])  # fmt: skip

    def steps() -> int:
        assert shell("refresh", at=own_bakery).code == 0
        return len(
            shell("person", "show", "ana@mail.example", "--format", "json", at=own_bakery).json["timeline"]
        )

    assert steps() == 3
    number = shell("load", late, "--format", "json", at=own_bakery).json[0]["load"]["number"]
    assert steps() == 4
    withdrawn = shell("load", "--withdraw", number, "--format", "json", at=own_bakery)
    assert withdrawn.json["state"] == "withdrawn"
    assert steps() == 3
    assert shell("load", "--withdraw", number, at=own_bakery).err == f"Load {number} is already withdrawn.\n"
    assert shell("load", late, at=own_bakery).code == 0
    assert steps() == 4


def test_withdrawing_everything_leaves_answers_about_nobody(shell: Shell, own_bakery: Path) -> None:
    for number in (1, 2):
        assert shell("load", "--withdraw", number, at=own_bakery).code == 0
    assert shell("refresh", "--format", "json", at=own_bakery).json["subjects"] == 0
    assert shell("measure", "paths", "--format", "json", at=own_bakery).json["journeys"] == 0


def test_a_folder_loads_the_files_that_mappings_name(shell: Shell, empty: Path) -> None:
    said = shell("load", empty, "--format", "json", at=empty)
    assert [Path(each["load"]["path"]).name for each in said.json] == ["contacts.csv", "visits.csv"]


CLICKS_MAPPING = VISITS_MAPPING.replace("key: visits", "key: clicks").replace("source: site", "source: lake")
CLICKS_MAPPING = CLICKS_MAPPING.replace('"visits*.csv"', "clicks").replace("type: csv", "type: parquet")


def test_a_folder_of_parquet_files_is_one_load_whose_files_are_named(shell: Shell, empty: Path) -> None:
    (empty / "documents" / "clicks.yaml").write_text(CLICKS_MAPPING, encoding="utf-8")
    assert shell("apply", empty / "documents" / "clicks.yaml", at=empty).code == 0
    with (empty / "visits.csv").open(encoding="utf-8", newline="") as file:
        visits = list(csv.DictReader(file))
    for name, rows in (
        ("day=1", visits[:100]),
        ("day=2", [row | {"at": "01.02.2025"} for row in visits[:2]]),
    ):
        (empty / "clicks" / name).mkdir(parents=True)
        texts = {column: pa.array([row[column] for row in rows], pa.string()) for column in VISIT_COLUMNS}
        pq.write_table(pa.table(texts), empty / "clicks" / name / "part-0.parquet")

    done = shell("load", empty, "--format", "json", at=empty)  # the folder is found as files are

    one = next(each["load"] for each in done.json if each["load"]["path"].endswith("clicks"))
    assert one["ledger"]["files"] == [
        {"file": "day=1/part-0.parquet", "read": 100, "quarantined": 0},
        {"file": "day=2/part-0.parquet", "read": 2, "quarantined": 2},
    ]
    listed = shell("quarantine", "list", "--load", one["number"], "--format", "json", at=empty).json
    assert [(each["file"], each["rows"], each["first_line"]) for each in listed] == [
        ("clicks/day=2/part-0.parquet", 2, 1)
    ]
    assert "clicks (2 files)" in shell("ledger", at=empty).out
    again = shell("load", empty / "clicks", at=empty)
    assert "was already loaded with this mapping" in again.err

    mended = CLICKS_MAPPING.replace("zone: UTC", 'zone: UTC, format: [iso, "%d.%m.%Y"]')
    (empty / "documents" / "clicks.yaml").write_text(mended, encoding="utf-8")
    assert shell("apply", empty / "documents" / "clicks.yaml", at=empty).code == 0
    (told,) = shell("quarantine", "replay", one["number"], "--format", "json", at=empty).json
    assert told["load"]["ledger"]["files"] == [{"file": "day=2/part-0.parquet", "read": 2, "quarantined": 0}]

    withdrawn = shell("load", "--withdraw", one["number"], at=empty)
    assert withdrawn.code == 0
    (empty / "clicks" / "day=2" / "readme.txt").write_text("do not touch")
    refused = shell("load", empty / "clicks", "-m", "clicks", at=empty)
    assert (refused.code, "day=2/readme.txt in" in refused.err) == (2, True)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "latin-1", "utf-16"])
def test_a_file_in_another_encoding_is_read(encoding: str, shell: Shell, empty: Path) -> None:
    row = GOOD.replace("Menu", "Blåbærhyllen på hjørnet")
    assert loaded(shell, empty, "visits-x.csv", (HEAD + row).encode(encoding))["loaded"] == 1
    opened = workspaces.open(empty)
    places = opened.engine.run(opened.interactions())["touchpoint"].to_pylist()
    assert places == ["Blåbærhyllen på hjørnet"]


def test_ragged_and_broken_rows_are_set_aside_and_the_rest_is_loaded(shell: Shell, empty: Path) -> None:
    rows = GOOD + "g2,2025-04-01\n" + GOOD.replace("g1", "g3").replace("\n", ",extra,more\n")
    damaged = "g4,2025-04-01T10:00:00Z,web\0site,Menu,viewed,x@mail.example,,\n"
    assert loaded(shell, empty, "visits-x.csv", HEAD + rows + damaged) == {
        "read": 4, "loaded": 1, "quarantined": 3,
    }  # fmt: skip
    assert sorted(reasons(shell, empty), key=lambda each: each[1]) == [
        ("expected 8 cells, found 2", 3),
        ("expected 8 cells, found 10", 4),
        ("it holds a NUL byte: the file may be damaged", 5),
    ]


def test_times_that_cannot_be_are_set_aside_with_the_column_and_the_value(shell: Shell, empty: Path) -> None:
    times = (
        "2024-13-01",
        "",
        "2999-01-01T00:00:00Z",
        "1969-01-01T00:00:00Z",
        "yesterday",
        "2025-01-01T00:00Z",
    )
    rows = "".join(
        f"t{number},{time},website,Menu,viewed,g@mail.example,,\n" for number, time in enumerate(times)
    )
    assert loaded(shell, empty, "visits-x.csv", HEAD + rows) == {"read": 6, "loaded": 1, "quarantined": 5}
    assert sorted(reasons(shell, empty), key=lambda each: each[1]) == [
        ('time "2024-13-01" (from {at}) is not in the format iso', 2),
        ("time is blank (from {at})", 3),
        ('time "2999-01-01T00:00:00Z" lies in the future', 4),
        ('time "1969-01-01T00:00:00Z" lies before 1970', 5),
        ('time "yesterday" (from {at}) is not in the format iso', 6),
    ]


def test_broken_json_lines_are_set_aside_and_the_rest_is_loaded(shell: Shell, empty: Path) -> None:
    def line(name: str) -> str:
        visit = (name, "2025-04-01T10:00:00Z", "website", "Menu", "viewed", "gro@mail.example", "", "")
        return json.dumps(dict(zip(VISIT_COLUMNS, visit, strict=True))) + "\n"

    deep = '{"a":' * 20_000 + "1" + "}" * 20_000
    lines = line("g1") + '{"id": "g2", broken\n[1, 2]\n"text"\nnull\n\n' + deep + "\n" + line("g3")
    assert loaded(shell, empty, "events.jsonl", lines) == {"read": 7, "loaded": 2, "quarantined": 5}
    assert sorted(reasons(shell, empty), key=lambda each: each[1]) == [
        ("this is not JSON: object keys must be strings (byte 13)", 2),
        ("expected a JSON object, found a list", 3),
        ("expected a JSON object, found a text", 4),
        ("expected a JSON object, found null", 5),
        ("the JSON is nested too deeply", 7),
    ]


@pytest.mark.parametrize("name", ["visits-x.csv", "events.jsonl"])
def test_a_line_of_80_mb_is_set_aside_and_the_rest_is_loaded(name: str, shell: Shell, empty: Path) -> None:
    visit = dict(zip(VISIT_COLUMNS, GOOD.strip().split(","), strict=True))
    around = (
        (json.dumps(visit) + "\n", '{"id": "', '"}\n') if "json" in name else (HEAD + GOOD, "", ",,,,,,,\n")
    )
    first, before, after = (part.encode() for part in around)
    content = (
        first + before + b"x" * (80 << 20) + after + first.removeprefix(HEAD.encode()).replace(b"g1", b"g2")
    )
    assert loaded(shell, empty, name, content) == {"read": 3, "loaded": 2, "quarantined": 1}
    assert reasons(shell, empty) == [
        ("the line is 83.9 MB long; the longest row that is read has 4 MB", 2 if "json" in name else 3)
    ]
    assert sum(file.stat().st_size for file in (empty / "facts").iterdir()) < 1 << 20


def test_of_a_truncated_gzip_what_is_whole_is_loaded(shell: Shell, empty: Path) -> None:
    visits = write_visits(empty / "all.csv", [visit for number in range(60) for visit in story(number)])
    whole = gzip.compress(visits.read_bytes())
    counted = loaded(shell, empty, "visits-x.csv.gz", whole[: len(whole) // 2])
    assert counted["loaded"] > 50
    assert counted["quarantined"] == 1
    assert "the gzip file ends early: it was cut off" in reasons(shell, empty)[0][0]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty: expected at least a line with the names of the columns"),
        (b"\n\n", "holds only blank lines"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "is a PNG picture, not a table"),
        (b"PK\x03\x04" + bytes(range(256)), "is a zip archive"),
        (b"<!DOCTYPE html><html><body>Please log in</body></html>", "is a web page"),
        (b'{"id": 1}\n{"id": 2}\n', "Declare `type: jsonl`"),
        (gzip.compress(b"x" * 999, mtime=0)[:-8] + bytes(8), "the gzip file is damaged"),
        (b"id,at\n1,2025-01-01\n", "has no such column"),
        (HEAD.replace("place", "plase").encode() + GOOD.encode(), 'Did you mean "plase"?'),
    ],
    ids=["empty", "blank", "picture", "archive", "page", "json", "damaged", "columns", "misspelt"],
)
def test_a_file_that_is_not_what_it_says_changes_nothing(
    content: bytes, says: str, shell: Shell, empty: Path
) -> None:
    assert says in refused(shell, empty, "visits-x.csv", content)


def test_one_bad_file_stops_there_and_what_was_loaded_before_stays(shell: Shell, empty: Path) -> None:
    (empty / "visits-a.csv").write_text(HEAD + GOOD)
    (empty / "visits-b.csv").write_text("")
    said = shell("load", empty / "visits-a.csv", empty / "visits-b.csv", at=empty)
    assert said.code == 2
    assert "visits-b.csv is empty" in said.err
    assert len(shell("ledger", "--format", "json", at=empty).json) == 1


def test_uploads_are_listed_and_taken_away(shell: Shell, own_bakery: Path) -> None:
    assert "No upload waits" in shell("upload", "list", at=own_bakery).err
    kept = workspaces.open(own_bakery).uploads.keep("orders.csv", [b"id;when\n"])
    (row,) = shell("upload", "list", "--format", "csv", at=own_bakery).rows
    assert (row["id"], row["file"], row["bytes"], row["use"]) == (kept.id, "orders.csv", "8", "not loaded")
    assert "orders.csv (8 bytes) is gone" in shell("upload", "drop", kept.id, at=own_bakery).err
    gone = shell("upload", "drop", kept.id, at=own_bakery)
    assert (gone.code, "not there any more" in gone.err) == (2, True)
