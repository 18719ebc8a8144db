import gzip
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desirepath.errors import SourceError
from desirepath.sources import FileFormat, Reject, detect, read


def written(folder: Path, content: str | bytes, name: str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def rows_of(path: Path, declared: FileFormat | None = None) -> list[dict[str, str | None]]:
    return [row for batch in read(path, declared) for row in batch.columns.to_pylist()]


def rejects_of(path: Path, declared: FileFormat | None = None) -> list[Reject]:
    return [reject for batch in read(path, declared) for reject in batch.rejects]


TRACK = '{"userId": "ana", "context": {"page": {"title": "Prices"}}, "tags": ["a", 1.50], "value": 12.50}'


def test_objects_are_flattened_with_dots_and_lists_stay_json_text(tmp_path: Path) -> None:
    path = written(tmp_path, TRACK + "\n", "track.jsonl")
    assert rows_of(path) == [
        {"userId": "ana", "context.page.title": "Prices", "tags": '["a",1.50]', "value": "12.50"}
    ]


def test_values_become_text_as_they_were_written(tmp_path: Path) -> None:
    line = '{"n": 12345678901234567890123, "f": 1e-7, "yes": true, "no": false, "none": null, "blank": " "}'
    assert rows_of(written(tmp_path, line + "\n" + line, "x.jsonl"))[1] == {
        "n": "12345678901234567890123",
        "f": "1E-7",
        "yes": "true",
        "no": "false",
        "none": None,
        "blank": None,
    }


def test_rows_of_different_shape_have_null_where_they_lack_a_column(tmp_path: Path) -> None:
    path = written(tmp_path, '{"a": 1}\n{"b": {"c": 2}}\n{"b": "text"}\n{"b": {}}\n', "x.jsonl")
    assert rows_of(path) == [
        {"a": "1", "b.c": None, "b": None},
        {"a": None, "b.c": "2", "b": None},
        {"a": None, "b.c": None, "b": "text"},
        {"a": None, "b.c": None, "b": None},
    ]


def test_a_key_written_twice_takes_its_last_value(tmp_path: Path) -> None:
    assert rows_of(written(tmp_path, '{"a": 1, "a": 2}\n{"a": 3}\n', "x.jsonl")) == [{"a": "2"}, {"a": "3"}]


def test_a_key_with_a_dot_and_a_nested_one_share_a_column(tmp_path: Path) -> None:
    path = written(tmp_path, '{"a.b": 1}\n{"a": {"b": 2}}\n', "x.jsonl")
    assert rows_of(path) == [{"a.b": "1"}, {"a.b": "2"}]


def test_a_broken_line_is_rejected_with_line_reason_and_text(tmp_path: Path) -> None:
    path = written(tmp_path, '{"a": 1}\n\n{"a": \n[1, 2]\n{"a": 2} {"a": 3}\n{"a": 4}\n', "x.jsonl")

    (batch,) = read(path)

    assert batch.columns.to_pylist() == [{"a": "1"}, {"a": "4"}]
    assert (batch.ordinals.tolist(), batch.lines.tolist()) == ([0, 4], [1, 6])
    assert [(reject.ordinal, reject.line, reject.raw) for reject in batch.rejects] == [
        (1, 3, '{"a": '),
        (2, 4, "[1, 2]"),
        (3, 5, '{"a": 2} {"a": 3}'),
    ]
    assert [reject.reason for reject in batch.rejects] == [
        "this is not JSON: Input data was truncated",
        "expected a JSON object, found a list",
        "this is not JSON: trailing characters (byte 10)",
    ]


def test_a_broken_first_line_does_not_hide_the_format(tmp_path: Path) -> None:
    path = written(tmp_path, 'oops\n{"a": 1}\n{"a": 2}\n', "x.jsonl")
    assert (len(rows_of(path)), len(rejects_of(path))) == (2, 1)


def test_bytes_that_are_not_utf8_reject_their_line(tmp_path: Path) -> None:
    path = written(tmp_path, b'{"a": "ok"}\n{"a": "Troms\xf8"}\n{"a": "ok"}\n', "x.jsonl")
    (reject,) = rejects_of(path, FileFormat(encoding="utf-8"))
    assert (reject.line, reject.raw) == (2, '{"a": "Troms\\xf8"}')
    assert reject.reason.startswith("the byte 0xF8 is not utf-8")


def test_json_nested_without_end_is_rejected(tmp_path: Path) -> None:
    path = written(tmp_path, '{"a": 1}\n{"a": ' + "[" * 100_000 + "\n", "x.jsonl")
    assert (len(rows_of(path)), len(rejects_of(path))) == (1, 1)


def test_objects_nested_too_deep_for_columns_stay_json_text(tmp_path: Path) -> None:
    path = written(tmp_path, '{"a": 1}\n' + '{"a":' * 60 + "1" + "}" * 60 + "\n", "x.jsonl")
    row = rows_of(path)[1]
    assert [value for value in row.values() if value] == ['{"a":' * 27 + "1" + "}" * 27]


@pytest.mark.parametrize("name", ["x.jsonl", "x.json"])
def test_an_80_mb_record_is_rejected_and_the_next_ones_load(tmp_path: Path, name: str) -> None:
    long = b'{"a": "' + b"x" * 80_000_000 + b'"}'
    records = [b'{"a": 1}', long, b'{"a": 2}']
    content = b"\n".join(records) if name.endswith("l") else b"[" + b",\n".join(records) + b"]"
    path = written(tmp_path, gzip.compress(content, 1), name)

    assert rows_of(path) == [{"a": "1"}, {"a": "2"}]
    (reject,) = rejects_of(path)
    assert (reject.ordinal, reject.line, len(reject.raw)) == (1, 2, 65_536)
    assert "80.0 MB long" in reject.reason


def test_a_truncated_gzip_of_json_lines_says_after_how_many_rows(tmp_path: Path) -> None:
    packed = gzip.compress(b"".join(b'{"n": %d}\n' % (number * 7919) for number in range(50_000)))
    path = written(tmp_path, packed[: len(packed) // 2], "x.jsonl.gz")
    count = len(rows_of(path))
    (reject,) = rejects_of(path)
    assert count > 10_000
    assert reject.ordinal == count
    assert reject.reason.startswith(f"the file ends early, after {count} rows")


def test_an_array_of_objects_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, '[\n {"a": 1, "t": "x,]"},\n\n {"a": 2,\n  "t": "\\"}"}\n]\n', "x.json")
    (batch, *rest) = read(path)
    assert (batch.columns.to_pylist(), batch.lines.tolist(), rest) == (
        [{"a": "1", "t": "x,]"}, {"a": "2", "t": '"}'}],
        [2, 4],
        [],
    )


def test_the_only_list_of_objects_in_a_document_is_found(tmp_path: Path) -> None:
    document = {"count": 2, "ids": [1, 2], "data": {"tickets": [{"id": 1}, {"id": 2}]}, "next": None}
    path = written(tmp_path, json.dumps(document, indent=1), "tickets.json")
    assert detect(path) == FileFormat(type="json", encoding="utf-8", records="data.tickets")
    assert rows_of(path) == [{"id": "1"}, {"id": "2"}]


def test_a_document_of_one_line_is_a_document(tmp_path: Path) -> None:
    path = written(tmp_path, '{"tickets": [{"id": 1}], "count": 1}', "tickets.json")
    assert rows_of(path) == [{"id": "1"}]


def test_several_lists_ask_which_one(tmp_path: Path) -> None:
    path = written(tmp_path, '{"users": [{"id": 1}],\n "tickets": [{"id": 2}]}', "x.json")
    with pytest.raises(SourceError, match=r'several lists: users, tickets.*records: "users"'):
        detect(path)
    assert rows_of(path, FileFormat(records="tickets")) == [{"id": "2"}]


def test_a_wrong_path_of_records_suggests_the_right_one(tmp_path: Path) -> None:
    path = written(tmp_path, '{"tickets": [{"id": 2}]}\n', "x.json")
    with pytest.raises(SourceError, match=r'no list "ticket"\. Did you mean "tickets"'):
        rows_of(path, FileFormat(type="json", records="ticket"))


def test_an_empty_list_has_no_rows(tmp_path: Path) -> None:
    for content in ("[]", '{"tickets": [],\n "count": 0}'):
        (batch,) = read(written(tmp_path, content, "x.json"))
        assert (batch.columns.num_rows, len(batch.ordinals), batch.rejects) == (0, 0, [])


def test_a_document_without_records_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="without a list of objects"):
        detect(written(tmp_path, '{"a":\n 1}', "x.json"))
    with pytest.raises(SourceError, match="but not of objects"):
        detect(written(tmp_path, "[1, 2,\n 3]", "x.json"))


def test_a_broken_record_in_a_document_is_rejected_alone(tmp_path: Path) -> None:
    path = written(tmp_path, '[{"a": 1},\n{"a": oops},\n7,\n{"a": 2}]', "x.json")
    assert rows_of(path) == [{"a": "1"}, {"a": "2"}]
    assert [(reject.line, reject.raw) for reject in rejects_of(path)] == [(2, '{"a": oops}'), (3, "7")]


def test_a_document_cut_short_keeps_its_whole_records(tmp_path: Path) -> None:
    path = written(tmp_path, '{"tickets": [{"a": 1}, {"a": 2}, {"a"', "x.json")
    assert rows_of(path) == [{"a": "1"}, {"a": "2"}]
    (reject,) = rejects_of(path)
    assert reject.reason == "the file ends early, after 2 rows: it stops in the middle of a record"
    assert reject.raw == ' {"a"'


def test_what_is_no_json_after_all_says_where(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"line 2: this is not JSON: expected a colon"):
        detect(written(tmp_path, '{"a": 1,\n"b" 2}', "x.json"))


def test_json_in_another_encoding_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, '[{"by": "Tromsø"}]'.encode("utf-16"), "x.json")
    assert rows_of(path) == [{"by": "Tromsø"}]


def test_records_whose_keys_never_repeat_stay_in_bounds(tmp_path: Path) -> None:
    lines = [json.dumps({f"k{number * 50 + key}": 1 for key in range(50)}) for number in range(600)]
    batches = list(read(written(tmp_path, "\n".join(lines), "x.jsonl")))
    assert sum(len(batch.ordinals) for batch in batches) == 600
    assert max(batch.columns.num_rows * batch.columns.num_columns for batch in batches) <= 4_000_000


TEXTS = st.text(st.sampled_from('a ,]}["{é€\\\n'), max_size=5)
RECORDS = st.lists(
    st.dictionaries(
        st.sampled_from(["a", "b", "c]", 'd"{']),
        st.none() | st.booleans() | st.integers() | TEXTS | st.lists(TEXTS, max_size=2),
        max_size=4,
    ),
    min_size=1,
    max_size=6,
)


def known(row: dict[str, str | None]) -> dict[str, str | None]:
    return {key: value for key, value in row.items() if value is not None}


def as_text(value: Any) -> str | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@settings(deadline=None, database=None)
@given(RECORDS, st.sampled_from([None, 2]), st.booleans())
def test_json_lines_and_documents_give_the_same_rows(
    records: list[dict[str, Any]], indent: int | None, ascii_only: bool
) -> None:
    with TemporaryDirectory() as folder:
        lines = "\n".join(json.dumps(record, ensure_ascii=ascii_only) for record in records)
        from_lines = rows_of(
            written(Path(folder), lines, "x.jsonl"), FileFormat(type="jsonl", encoding="utf-8")
        )
        document = json.dumps({"rows": records}, indent=indent, ensure_ascii=ascii_only)
        from_document = rows_of(
            written(Path(folder), document, "x.json"),
            FileFormat(type="json", encoding="utf-8", records="rows"),
        )

    told = [{key: as_text(value) for key, value in record.items() if as_text(value)} for record in records]
    assert [known(row) for row in from_lines] == told
    assert [known(row) for row in from_document] == told


def test_a_record_of_more_than_20_000_columns_is_set_aside(tmp_path: Path) -> None:
    inside = ", ".join(f'"c{n}": {n}' for n in range(20_000))
    lines = ['{"a": 1}', f'{{"a": 2, "in": {{{inside}}}}}', f"{{{inside}}}", '{"a": 3}']
    for path in (
        written(tmp_path, "\n".join(lines), "wide.jsonl"),
        written(tmp_path, f"[{', '.join(lines)}]", "wide.json"),
    ):
        (reject,) = rejects_of(path)
        assert (reject.ordinal, reject.reason) == (1, "it names 20,001 columns; at most 20,000 are read")
        assert [row["a"] for row in rows_of(path) if row.get("a")] == ["1", "3"]
        assert sum(len(batch.ordinals) for batch in read(path)) == 3


def test_records_that_name_new_columns_all_the_time_come_in_narrow_batches(tmp_path: Path) -> None:
    lines = [json.dumps({f"c{row}_{n}": n for n in range(400)}) for row in range(120)]
    batches = list(read(written(tmp_path, "\n".join(lines), "new.jsonl")))
    assert all(batch.columns.num_columns <= 20_000 for batch in batches)
    assert (len(batches) < 6, sum(len(batch.ordinals) for batch in batches)) == (True, 120)
