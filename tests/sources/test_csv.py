import csv
import gzip
import io
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desirepath.errors import SourceError
from desirepath.sources import FileFormat, RawRows, Reject, read, sample, sampling


def written(folder: Path, content: str | bytes, name: str = "visits.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def rows_of(path: Path, declared: FileFormat | None = None) -> list[dict[str, str | None]]:
    return [row for batch in read(path, declared) for row in batch.columns.to_pylist()]


def rejects_of(path: Path, declared: FileFormat | None = None) -> list[Reject]:
    return [reject for batch in read(path, declared) for reject in batch.rejects]


def test_rows_are_text_with_blanks_as_null_and_their_place_in_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, "who,page,paid\nana,Prices,\n\nbo,  ,1 200.50\n")

    (batch,) = read(path)

    assert batch.columns.to_pylist() == [
        {"who": "ana", "page": "Prices", "paid": None},
        {"who": "bo", "page": None, "paid": "1 200.50"},
    ]
    assert (batch.ordinals.tolist(), batch.lines.tolist(), batch.rejects) == ([0, 1], [2, 4], [])


@pytest.mark.parametrize("delimiter", list(",;\t|"))
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    path = written(tmp_path, delimiter.join(["a", "b", "c"]) + "\n" + delimiter.join(["2", "3", "x"]))
    assert rows_of(path) == [{"a": "2", "b": "3", "c": "x"}]


def test_decimal_commas_do_not_hide_a_semicolon(tmp_path: Path) -> None:
    path = written(tmp_path, "kunde;betrag;datum\n1;12,50;01.02.2025\n2;1.299,00;02.02.2025\n")
    assert rows_of(path)[1] == {"kunde": "2", "betrag": "1.299,00", "datum": "02.02.2025"}


def test_a_declared_delimiter_wins(tmp_path: Path) -> None:
    path = written(tmp_path, "a,b|c\n1,2|3\n")
    assert rows_of(path, FileFormat(delimiter="|")) == [{"a,b": "1,2", "c": "3"}]


def test_excels_own_line_that_names_the_delimiter_is_no_header(tmp_path: Path) -> None:
    path = written(tmp_path, "sep=;\r\na;b\r\n1;2\r\n")
    assert rows_of(path) == [{"a": "1", "b": "2"}]


def test_quoted_cells_hold_delimiters_quotes_and_line_ends(tmp_path: Path) -> None:
    path = written(tmp_path, 'who,said\nana,"good, ""really""\nyes"\nbo,5" screen\n')

    (batch,) = read(path)

    assert batch.columns["said"].to_pylist() == ['good, "really"\nyes', '5" screen']
    assert batch.lines.tolist() == [2, 4]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_and_none_at_the_end(tmp_path: Path, line_end: str) -> None:
    path = written(tmp_path, line_end.join(["a,b", "1,2", '"x\ny",4']))
    assert rows_of(path) == [{"a": "1", "b": "2"}, {"a": "x\ny", "b": "4"}]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252"]
)
def test_any_encoding_is_found(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path, "navn;by\nÅse Bjørnson;Tromsø\n".encode(encoding))
    assert rows_of(path) == [{"navn": "Åse Bjørnson", "by": "Tromsø"}]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "имя;город\n" + "Иван купил товар;Москва и Санкт-Петербург\n" * 5),
        ("shift_jis", "名前;町\n" + "山田さんは本を買いました;東京\n" * 5),
        ("cp1250", "imię;miasto\n" + "Łukasz zgłosił się później;Łódź, część żółta\n" * 5),
    ],
)
def test_other_scripts_are_found(tmp_path: Path, encoding: str, text: str) -> None:
    first = rows_of(written(tmp_path, text.encode(encoding)))[0]
    assert list(first.values()) == text.splitlines()[1].split(";")


def test_a_declared_encoding_wins(tmp_path: Path) -> None:
    path = written(tmp_path, "a;b\né;1\n".encode("cp850"))
    assert rows_of(path, FileFormat(encoding="cp850")) == [{"a": "é", "b": "1"}]


def test_the_first_accent_may_come_late(tmp_path: Path) -> None:
    lines = ["navn;by\n", *["Ola;Oslo\n"] * 400_000, *["Åse;Tromsø\n"] * 40_000]
    assert rows_of(written(tmp_path, "".join(lines).encode("cp1252")))[-1] == {"navn": "Åse", "by": "Tromsø"}


def test_bytes_that_are_not_the_declared_encoding_reject_their_rows_only(tmp_path: Path) -> None:
    path = written(tmp_path, b"who,town\nana,Oslo\nbo,Troms\xf8\ncy,Bergen\n")

    utf8 = FileFormat(encoding="utf-8")

    assert [row["who"] for row in rows_of(path, utf8)] == ["ana", "cy"]
    assert rejects_of(path, utf8) == [
        Reject(
            ordinal=1,
            line=3,
            reason="the byte 0xF8 is not utf-8: if most rows fail so, try the encoding cp1252",
            raw="bo,Troms\\xf8",
        )
    ]


def test_bytes_that_are_no_text_in_another_encoding_are_shown_too(tmp_path: Path) -> None:
    path = written(tmp_path, b"who,town\nana,Oslo\nbo,Troms\x81\n")
    (reject,) = rejects_of(path, FileFormat(encoding="cp1252"))
    assert (reject.line, reject.raw) == (3, "bo,Troms\\x81")
    assert reject.reason.startswith("the byte 0x81 is not cp1252")


def test_one_damaged_row_does_not_make_another_encoding_of_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, b"navn\n" + "Åse\n".encode() * 20 + b"\xc5se\n")
    assert (len(rows_of(path)), len(rejects_of(path))) == (20, 1)


def test_a_header_in_another_encoding_says_what_to_try(tmp_path: Path) -> None:
    path = written(tmp_path, "Größe,b\n1,2\n".encode("cp1252"))
    with pytest.raises(
        SourceError, match=r"column names cannot be read: the byte 0xF6 is not utf-8.* cp1252"
    ):
        rows_of(path, FileFormat(encoding="utf-8"))


def test_an_unknown_encoding_is_named_with_a_suggestion(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r'There is no encoding "utf-88"\. Did you mean "utf-8"'):
        rows_of(written(tmp_path, "a,b\n"), FileFormat(encoding="utf-88"))
    with pytest.raises(SourceError, match='There is no encoding "base64"'):
        rows_of(written(tmp_path, "a,b\n"), FileFormat(encoding="base64"))


def test_an_encoding_that_the_first_bytes_contradict_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "a,b\n1,2\n".encode("utf-16"))
    with pytest.raises(SourceError, match="declared as utf-8, but its first bytes are utf-16"):
        rows_of(path, FileFormat(encoding="utf-8"))


def test_ragged_rows_are_rejected_with_what_was_expected(tmp_path: Path) -> None:
    path = written(tmp_path, "a,b,c\n1,2,3\n4,5\n6,7,8,9\n10,11,12\n")

    assert [row["a"] for row in rows_of(path)] == ["1", "10"]
    assert rejects_of(path) == [
        Reject(ordinal=1, line=3, reason="expected 3 cells, found 2", raw="4,5"),
        Reject(ordinal=2, line=4, reason="expected 3 cells, found 4", raw="6,7,8,9"),
    ]


def test_an_unclosed_quote_costs_its_own_line_only(tmp_path: Path) -> None:
    path = written(tmp_path, 'a,b\n1,"oops\n2,fine\n3,"also, fine"\n4,last\n')

    assert [row["a"] for row in rows_of(path)] == ["2", "3", "4"]
    (reject,) = rejects_of(path)
    assert (reject.ordinal, reject.line, reject.raw) == (0, 2, '1,"oops')


def test_a_quote_that_never_closes_in_a_long_file_costs_its_own_line_only(tmp_path: Path) -> None:
    path = written(tmp_path, 'a,b\n1,"oops\n' + "2,fine\n" * 2_000_000)

    batches = list(read(path))

    assert sum(len(batch.ordinals) for batch in batches) == 2_000_000
    rejects = [reject for batch in batches for reject in batch.rejects]
    assert rejects == [
        Reject(ordinal=0, line=2, reason="a quote is opened and not closed within 4 MB", raw='1,"oops')
    ]
    assert batches[-1].lines[-1] == 2_000_002
    assert batches[-1].ordinals[-1] == 2_000_000


def test_a_quote_that_is_not_doubled_is_rejected(tmp_path: Path) -> None:
    path = written(tmp_path, 'a,b\n1,"a 5" screen"\n2,fine\n')
    assert [row["a"] for row in rows_of(path)] == ["2"]
    assert "not doubled" in rejects_of(path)[0].reason


@pytest.mark.parametrize("packed", [False, True])
def test_an_80_mb_line_is_rejected_and_the_next_lines_load(tmp_path: Path, packed: bool) -> None:
    content = b"a,b\n1,2\n3," + b"x" * 80_000_000 + b"\n4,5\n"
    path = written(tmp_path, gzip.compress(content, 1) if packed else content)

    assert [row["a"] for row in rows_of(path)] == ["1", "4"]
    (reject,) = rejects_of(path)
    assert (reject.ordinal, reject.line, len(reject.raw)) == (1, 3, 65_536)
    assert reject.reason == "the line is 80.0 MB long; the longest row that is read has 4 MB"


def test_a_nul_byte_rejects_its_row(tmp_path: Path) -> None:
    path = written(tmp_path, b"a,b\n1,x\n2,y\0\n3,z\n")
    assert [row["a"] for row in rows_of(path)] == ["1", "3"]
    assert rejects_of(path)[0].reason == "it holds a NUL byte: the file may be damaged"


def test_a_truncated_gzip_gives_every_whole_row_and_says_that_it_ends_early(tmp_path: Path) -> None:
    lines = b"".join(b"%d,%d\n" % (number, number * 7919 % 1000) for number in range(100_000))
    packed = gzip.compress(b"a,b\n" + lines)

    batches = list(read(written(tmp_path, packed[: len(packed) // 2])))

    rows = [row for batch in batches for row in batch.columns.to_pylist()]
    assert len(rows) > 10_000
    assert rows == [{"a": str(n), "b": str(n * 7919 % 1000)} for n in range(len(rows))]
    (reject,) = [reject for batch in batches for reject in batch.rejects]
    assert reject.reason.startswith(f"the file ends early, after {len(rows)} rows: the gzip file ends early")
    assert (reject.ordinal, reject.line) == (len(rows), len(rows) + 2)


def test_a_gzip_with_nothing_readable_is_refused(tmp_path: Path) -> None:
    packed = gzip.compress(b"a,b\n1,2\n")
    with pytest.raises(SourceError, match="gzip file ends early"):
        rows_of(written(tmp_path, packed[:12]))


def test_a_damaged_gzip_keeps_what_came_before(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(b"a,b\n" + b"".join(b"%d,%d\n" % (n, n * n) for n in range(500_000))))
    packed[len(packed) * 3 // 4] ^= 0xFF
    (reject,) = rejects_of(written(tmp_path, bytes(packed)))
    assert "the file ends early, after" in reject.reason


def test_gzip_is_known_by_its_content_and_may_have_several_members(tmp_path: Path) -> None:
    path = written(tmp_path, gzip.compress(b"a,b\n1,2\n") + gzip.compress(b"3,4\n"), name="log.csv")
    assert rows_of(path) == [{"a": "1", "b": "2"}, {"a": "3", "b": "4"}]


def test_only_a_header_gives_no_rows_but_its_columns(tmp_path: Path) -> None:
    (batch,) = read(written(tmp_path, "a,b\n"))
    assert (batch.columns.column_names, len(batch.ordinals)) == (["a", "b"], 0)


def test_only_blank_lines_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="holds only blank lines"):
        rows_of(written(tmp_path, "\n\n  \n"))


def test_columns_of_the_same_name_or_none_are_told_apart(tmp_path: Path) -> None:
    path = written(tmp_path, "email,,email, name \n1,2,3,4\n")
    assert rows_of(path) == [{"email": "1", "column_2": "2", "email_2": "3", "name": "4"}]


def test_a_very_wide_table_is_read(tmp_path: Path) -> None:
    names = [f"c{number}" for number in range(5_000)]
    path = written(tmp_path, "\n".join([",".join(names)] + [",".join(["1"] * 5_000)] * 3))
    rows = rows_of(path)
    assert (len(rows), len(rows[0])) == (3, 5_000)


def test_batches_are_bounded_and_progress_is_told_in_bytes(tmp_path: Path) -> None:
    path = written(tmp_path, "a,b\n" + "1,2\n" * 120_000)
    told: list[int] = []

    batches: list[RawRows] = list(read(path, progress=told.append))

    assert [len(batch.ordinals) for batch in batches] == [50_000, 50_000, 20_000]
    assert told[-1] == path.stat().st_size


CELLS = st.text(st.sampled_from('ab1 ",;\n\ré€'), max_size=6)


@settings(deadline=None, database=None)
@given(
    st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=8), st.sampled_from(["\n", "\r\n"])
)
def test_whatever_is_written_as_csv_is_read_back(rows: list[list[str]], line_end: str) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator=line_end, quoting=csv.QUOTE_ALL)
    writer.writerows([["a", "b", "c"], *rows])
    with TemporaryDirectory() as folder:
        path = written(Path(folder), text.getvalue())
        read_back = [list(row.values()) for row in rows_of(path, FileFormat(encoding="utf-8", delimiter=","))]

    assert read_back == [[cell if cell.strip() else None for cell in row] for row in rows]


@settings(deadline=None, database=None)
@given(st.text(st.sampled_from('a",\n\r'), max_size=40))
def test_any_text_is_read_or_rejected_row_by_row_and_nothing_is_lost(text: str) -> None:
    with TemporaryDirectory() as folder:
        path = written(Path(folder), "x,y\n" + text)
        batches = list(read(path, FileFormat(type="csv", encoding="utf-8", delimiter=",")))

    places = sorted(
        [int(place) for batch in batches for place in batch.ordinals]
        + [reject.ordinal for batch in batches for reject in batch.rejects]
    )
    assert places == list(range(len(places)))
    assert all(batch.columns.num_rows == len(batch.ordinals) == len(batch.lines) for batch in batches)


def test_a_header_with_more_columns_than_can_be_held_says_how_many(tmp_path: Path) -> None:
    path = written(tmp_path, ",".join(["x"] * 20_001) + "\n")
    with pytest.raises(SourceError, match="names 20,001 columns; at most 20,000 are read"):
        rows_of(path)


def test_a_name_that_is_repeated_for_long_is_told_apart_at_once(tmp_path: Path) -> None:
    path = written(tmp_path, ",".join(["x"] * 20_000) + "\n")
    (batch,) = read(path)
    assert batch.columns.column_names[:2] + batch.columns.column_names[-1:] == ["x", "x_2", "x_20000"]


def test_a_sample_does_not_wade_through_rejects_without_end(tmp_path: Path) -> None:
    path = tmp_path / "ragged.csv.gz"
    path.write_bytes(gzip.compress(b"a;b\n" + b"1\n" * 1_000_000 + b"1;2\n"))
    with sampling(path):
        found = sample(path, rows=10)
    assert (len(found.ordinals), len(found.rejects)) == (0, 10)
