"""Answers as files and by group."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest

from desirepath.errors import InputError, UnknownName
from desirepath.journeys import Gap
from desirepath.measures import Answer, DropOff, Groups, Paths, measure
from desirepath.testing import ask, little, store_of

TOLD: list[Any] = [("ana", "ad", "10:00"), ("ana", "shop", "10:05"), ("bo", "ad", "10:00")]
QUESTION = {"measure": "paths", "lens": "touchpoint", "split": {"by": "gap", "minutes": 30.0}}


def answer() -> Answer:
    return ask(Paths(split=Gap(minutes=30)), *TOLD, as_of="12:00")


def test_parquet_carries_the_question_and_the_moment(tmp_path: Path) -> None:
    found = answer()
    written = pq.read_table(found.write(tmp_path / "paths.parquet"))
    assert written.equals(found.table)
    told = json.loads(written.schema.metadata[b"desirepath"])
    assert QUESTION.items() <= told["question"].items()
    assert (told["as_of_us"], told["journeys"], told["subjects"]) == (found.as_of_us, 2, 2)


def test_json_has_the_same_beside_the_rows(tmp_path: Path) -> None:
    found = answer()
    told = json.loads(found.write(str(tmp_path / "paths.json")).read_text())
    assert told["rows"] == found.rows()
    assert QUESTION.items() <= told["question"].items()


def test_csv_is_the_table_with_paths_as_texts(tmp_path: Path) -> None:
    written = pa_csv.read_csv(answer().write(tmp_path / "paths.CSV"))
    assert written["path"].to_pylist() == ["ad", "ad > shop"]
    assert written["count"].to_pylist() == [1, 1]


def test_another_ending_or_no_place_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"as \.parquet, \.csv, \.json, its picture as \.svg, \.png; found"):
        answer().write(tmp_path / "paths.xlsx")
    with pytest.raises(InputError, match="cannot be written"):
        answer().write(tmp_path / "nowhere" / "paths.csv")
    for name in ("x" * 400, "half\ud800", "nul\0"):
        for ending in (".csv", ".svg"):
            with pytest.raises(InputError, match="cannot be"):
                answer().write(tmp_path / f"{name}{ending}")


def test_a_breakdown_answers_group_by_group(tmp_path: Path) -> None:
    store = store_of(little(*TOLD), tmp_path, as_of="2025-06-01 00:00")
    of = [
        np.arange(len(part.subjects), dtype=np.int32) * 0 + number
        for number, part in enumerate(store.partitions)
    ]
    names = [f"group {number}" for number in range(len(of))]
    found = measure(DropOff(), store, breakdown=Groups(names=names, of=of, each="subject"))
    one = found.of_group("group 0")
    assert one.entered == found.groups["group 0"]
    assert one.rows() == measure(DropOff(), store, mask=[part == 0 for part in of]).rows()
    with pytest.raises(UnknownName, match='Did you mean "group 0"'):
        found.of_group("grup 0")
    assert found.overall is not None
    assert "excess_beyond_mix" in found.overall.column_names
    assert measure(Paths(), store, breakdown=Groups(names=names, of=of, each="subject")).overall is None
