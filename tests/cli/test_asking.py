"""What any question may be asked under at the command line: of whom, of what, of when, and in which form."""

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.cli.bakery import Shell
from tests.waiting import SECONDS

PATHS = ("measure", "paths", "--format", "json")
KIOSK = """
kind: segment
key: kiosk
title: Been to the kiosk
rule: {by: did, touchpoint: Kiosk}
"""
NOBODY = """
kind: segment
key: nobody
title: Nobody
rule: {by: did, touchpoint: Kiosk, at_least: 99}
"""
WEB = """
lens: touchpoint
show: {Home page: Web, Menu: Web, Search ad: null}
collapse_loops: true
"""


@pytest.fixture
def kiosk(tmp_path: Path) -> Path:
    """A file with the segment of the six who have been to the kiosk."""
    file = tmp_path / "kiosk.yaml"
    file.write_text(KIOSK, encoding="utf-8")
    return file


def test_only_people_of_a_segment_are_asked_about(shell: Shell, bakery: Path, kiosk: Path) -> None:
    answer = shell(*PATHS, "--segment", kiosk, at=bakery).json
    assert (answer["subjects"], answer["segment"]) == (6, str(kiosk))
    both = shell(*PATHS, "--segment", kiosk, "--where", "plan=family", at=bakery).json
    assert both["subjects"] == 3


def test_a_segment_of_nobody_says_so(shell: Shell, bakery: Path, tmp_path: Path) -> None:
    (tmp_path / "nobody.yaml").write_text(NOBODY, encoding="utf-8")
    said = shell("measure", "paths", "--segment", tmp_path / "nobody.yaml", at=bakery)
    assert said.code == 0
    assert "the segment means nobody" in said.out


def test_every_other_step_may_be_hidden(shell: Shell, bakery: Path) -> None:
    rows = shell(*PATHS, "--only", "touchpoint=Menu|Order form", at=bakery).json["rows"]
    assert [(row["path"], row["count"]) for row in rows] == [(["Menu", "Order form"], 40), (["Menu"], 20)]


def test_only_journeys_with_some_step_may_be_asked_about_whole(shell: Shell, bakery: Path) -> None:
    answer = shell(*PATHS, "--containing", "channel=in_person", at=bakery).json
    assert answer["journeys"] == 6
    assert all(row["path"][-1] == "Kiosk" and row["path"][0] == "Search ad" for row in answer["rows"])


def test_only_journeys_that_match_a_pattern_may_be_asked_about(shell: Shell, bakery: Path) -> None:
    assert shell(*PATHS, "--matching", "Menu -> [^Kiosk]* -> Survey", at=bakery).json["journeys"] == 40
    said = shell(*PATHS, "--matching", "Menu -> (", at=bakery)
    assert (said.code, said.out) == (2, "")
    assert "^" in said.err


def test_only_journeys_of_a_period_may_be_asked_about(shell: Shell, bakery: Path) -> None:
    assert shell(*PATHS, "--period", "2025-03-01..2025-03-03", at=bakery).json["subjects"] == 6
    assert shell(*PATHS, "--period", "2025-03", at=bakery).json["subjects"] == 60


def test_an_answer_is_broken_down_by_groups(shell: Shell, bakery: Path) -> None:
    answer = shell("measure", "funnel", "--steps", "Menu > Order form", "--breakdown", "traits.plan",
                   "--format", "json", at=bakery).json  # fmt: skip
    assert {name: entered["subjects"] for name, entered in answer["groups"].items()} == {
        "family": 30, "single": 30
    }  # fmt: skip
    assert [(row["group"], row["subjects"]) for row in answer["rows"]] == [
        ("family", 30), ("family", 20), ("single", 30), ("single", 20)
    ]  # fmt: skip
    least = shell(*PATHS, "--breakdown", "last channel", "--groups", "1", at=bakery).json
    assert list(least["groups"]) == ["email", "(other)"]


def test_segments_of_the_workspace_break_an_answer_down(shell: Shell, own_bakery: Path, kiosk: Path) -> None:
    assert shell("apply", kiosk, at=own_bakery).code == 0
    answer = shell(*PATHS, "--breakdown", "segments.kiosk", at=own_bakery).json
    assert {name: entered["subjects"] for name, entered in answer["groups"].items()} == {
        "kiosk": 6, "(in none)": 54
    }  # fmt: skip


def test_nodes_are_renamed_merged_and_hidden_by_a_lens_table(
    shell: Shell, bakery: Path, tmp_path: Path
) -> None:
    (tmp_path / "web.yaml").write_text(WEB, encoding="utf-8")
    rows = shell(*PATHS, "--lens", tmp_path / "web.yaml", "--prefix", "2", at=bakery).json["rows"]
    assert [(row["path"], row["count"]) for row in rows] == [
        (["Web", "Order form"], 40), (["Web"], 18), (["Web", "Kiosk"], 2)
    ]  # fmt: skip


def test_loops_are_collapsed_when_asked(shell: Shell, bakery: Path) -> None:
    asked = ("measure", "transitions", "--lens", "source", "--format", "json")
    pairs = {(row["from_node"], row["to_node"]) for row in shell(*asked, at=bakery).json["rows"]}
    kept = shell(*asked, "--collapse-loops", at=bakery).json["rows"]
    assert pairs - {(row["from_node"], row["to_node"]) for row in kept} == {("site", "site")}


def test_figures_without_an_interval_get_one_by_resampling(shell: Shell, bakery: Path) -> None:
    asked = ("measure", "durations", "--start", "Menu", "--end", "Survey", "--resamples", "40", "--format")
    (row,) = shell(*asked, "json", at=bakery).json["rows"]
    hours = 10 * 3_600_000_000
    assert (row["p25_us_low"], row["p25_us"], row["p25_us_high"]) == (hours, hours, hours)
    assert "10.0 h (10.0–10.0 h)" in shell(*asked, "table", at=bakery).out


def test_a_picture_is_written_where_the_file_is_called_one(
    shell: Shell, bakery: Path, tmp_path: Path
) -> None:
    said = shell("measure", "paths", "-o", tmp_path / "paths.svg", at=bakery)
    assert (said.code, said.out) == (0, "")
    assert (tmp_path / "paths.svg").read_text(encoding="utf-8").startswith("<svg")


@pytest.mark.parametrize("ending", ["parquet", "json", "csv"])
def test_an_answer_is_written_to_a_file_by_the_ending_of_its_name(
    ending: str, shell: Shell, bakery: Path, tmp_path: Path
) -> None:
    file = tmp_path / f"paths.{ending}"
    said = shell("measure", "paths", "-o", file, at=bakery)
    assert (said.code, said.out, said.err) == (0, "", f"Wrote {file}\n")
    answer = shell(*PATHS, at=bakery).json
    if ending == "parquet":
        written = pq.read_table(file)
        assert written.to_pylist() == answer["rows"]
        assert json.loads(written.schema.metadata[b"desirepath"])["subjects"] == 60
    elif ending == "json":
        assert json.loads(file.read_text(encoding="utf-8")) == answer
    else:
        assert file.read_text(encoding="utf-8") == shell("measure", "paths", "-f", "csv", at=bakery).out
    assert [each.name for each in tmp_path.iterdir()] == [file.name]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--segment", "kisok"], 'There is no segment "kisok"'),
        (["--segment", "nowhere.yaml"], "nowhere.yaml"),
        (["--only", "campain=spring"], 'Did you mean "campaign"?'),
        (["--only", "touchpoint=Meny"], 'Did you mean "Menu"?'),
        (["--only", "touchpoint"], "--only: A filter is written field=value"),
        (["--only", "channel=app", "--only", "channel=phone"], "twice"),
        (["--containing", "=x"], "--containing: A filter is written field=value"),
        (["--period", "spring"], '"spring" is not a period'),
        (["--period", "1999"], "Nothing is known of this period"),
        (["--period", "2025-04..2025-03"], "period"),
        (["--breakdown", "campain"], 'Did you mean "campaign"?'),
        (["--breakdown", "traits.pln"], 'Did you mean "plan"?'),
        (["--breakdown", "segments.vip"], 'There is no segment "vip"'),
        (["--breakdown", "channel", "--groups", "0"], "one group or more"),
        (["--groups", "3"], "it needs --breakdown"),
        (["--resamples", "3"], "Expected 40 to 10,000 resamples"),
        (["--resamples", "many"], "into int"),
        (["--split", "calendar:fortnight"], "There are: day, month"),
        (["--lens", "nowhere.yaml"], "There is no file nowhere.yaml"),
        (["-f", "parquet"], "name one with --output"),
        (["-o", "paths.txt"], "name a file ending in .json, .csv, .parquet, .svg, .png"),
        (["-o", "nowhere/paths.csv"], "There is no folder nowhere"),
        (["--format", "arrow"], "Choose from"),
    ],
)
def test_what_makes_no_sense_of_any_question_says_what_to_try(
    arguments: list[str], says: str, shell: Shell, bakery: Path
) -> None:
    said = shell("measure", "paths", *arguments, at=bakery)
    assert (said.code, said.out) == (2, "")
    assert says in said.err


def test_a_lens_table_that_cannot_be_read_is_named_with_its_line(
    shell: Shell, bakery: Path, tmp_path: Path
) -> None:
    (tmp_path / "web.yaml").write_text("lens: touchpoint\nshwo: {Menu: Web}\n", encoding="utf-8")
    said = shell("measure", "paths", "--lens", tmp_path / "web.yaml", at=bakery)
    assert said.code == 2
    assert "web.yaml, line 2" in said.err
    assert 'did you mean "show"' in said.err


def test_who_stops_a_long_question_gets_no_traceback(bakery: Path) -> None:
    terminal, theirs = pty.openpty()
    asked = ["-w", str(bakery), "measure", "paths", "--resamples", "10000"]
    process = subprocess.Popen([sys.executable, "-m", "desirepath", *asked], stdout=-1, stderr=theirs)
    os.close(theirs)
    seen = b""
    while "━".encode() not in seen:  # the bar: the question is being asked
        seen += os.read(terminal, 4_096)
    process.send_signal(signal.SIGINT)
    while b"nothing else was changed" not in seen:
        seen += os.read(terminal, 4_096)
    out, _ = process.communicate(timeout=SECONDS)
    os.close(terminal)
    assert (process.returncode, out) == (130, b"")
    assert b"Traceback" not in seen
