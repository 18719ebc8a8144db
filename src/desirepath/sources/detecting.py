"""How a file is written, found from its content: the name only helps where the content allows both."""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np

from desirepath.errors import SourceError, UnknownName
from desirepath.sources.csv_records import split_records
from desirepath.sources.encodings import (
    as_utf8,
    check_encoding,
    detect_encoding,
    marked_encoding,
    wide_encoding,
)
from desirepath.sources.json_files import find_records, lists_of
from desirepath.sources.ocel_rows import LISTS
from desirepath.sources.ocel_sqlite import check_ocel_sqlite, is_sqlite
from desirepath.sources.opening import byte_chunks, check_path
from desirepath.sources.parquet_folders import check_folder
from desirepath.sources.rows import FileFormat
from desirepath.sources.signatures import foreign_kind
from desirepath.sources.workbook_limits import is_workbook
from desirepath.sources.workbooks import find_sheet
from desirepath.sources.xml_streams import first_tags, looks_like_xml

__all__ = ["detect"]

TYPES = ("csv", "tsv", "json", "jsonl", "parquet", "excel", "xes", "ocel")
READABLE = "CSV, TSV, JSON, JSON lines, Parquet, Excel, XES or OCEL"
OLD_OCEL = re.compile(r'\s*\{\s*"ocel:')
XES_TAGS = {"trace", "extension", "global", "classifier", "event"}
OCEL_TAGS = {"object-types", "event-types", "objects", "events"}
DELIMITERS = ",;\t|"
SAMPLE_BYTES = 1 << 20
WINDOWS = 16  # of a plain file, spread over it: the first accent may come late
WINDOW_BYTES = 64 << 10
LINES = 200  # looked at to choose a delimiter ...
LOOKED_AT = 256 << 10  # ... in as many characters
CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def detect(path: Path, declared: FileFormat | None = None) -> FileFormat:
    """The complete format of a file: what was declared, the rest from a bounded sample of its content.

    SourceError when the content is no table at all, or not what was declared.
    """
    wanted = declared or FileFormat()
    if wanted.type is not None and wanted.type not in TYPES:
        raise UnknownName("file format", wanted.type, TYPES)
    if path.is_dir():
        check_folder(path)
        return _agreed(path, wanted, FileFormat(type="parquet"))
    check_path(path)
    start = _start(path)
    binary = _binary_type(path, start)
    if binary:
        return _completed(path, _agreed(path, wanted, FileFormat(type=binary)), wanted)
    encoding = _encoding(path, start, wanted.encoding)
    text = _text(start, encoding)
    _check_text(path, text)
    found = _text_type(path, text)
    chosen = _agreed(path, wanted, FileFormat(type=found)).type or found
    if chosen in {"csv", "tsv"}:
        delimiter = wanted.delimiter or ("\t" if chosen == "tsv" else _delimiter(text))
        return FileFormat(type=chosen, encoding=encoding, delimiter=delimiter)
    if chosen == "json" and not wanted.records and wanted.type is None and lists_of(path, encoding) >= LISTS:
        chosen = "ocel"
    if chosen in {"json", "jsonl"} and OLD_OCEL.match(text):
        raise SourceError(f"{path} is an object-centric log of OCEL 1.0: convert it to OCEL 2.0 first.")
    records = wanted.records or find_records(path, encoding) if chosen == "json" else None
    return FileFormat(type=chosen, encoding=encoding, records=records)


def _binary_type(path: Path, start: bytes) -> str | None:
    """The type of a file that says by its first bytes what it is; None for other text."""
    if start.startswith(b"PAR1"):
        return "parquet"
    if is_workbook(path, start):
        return "excel"
    if is_sqlite(start):
        check_ocel_sqlite(path)
        return "ocel"
    kind = foreign_kind(start)
    if kind:
        raise SourceError(
            f"{path} is {kind}, not a table that can be read: expected {READABLE}, plain or gzipped. "
            "Export it as one of these."
        )
    return _xml_type(path) if looks_like_xml(start) else None


def _xml_type(path: Path) -> str:
    """xes or ocel: both are called log, and tell themselves apart by what they hold."""
    names, attributes = first_tags(path)
    if names[:1] == ["log"]:
        if names[1:] and names[1] in OCEL_TAGS:
            return "ocel"
        if any(name.startswith("xes.") or "xes-standard" in value for name, value in attributes.items()) or (
            names[1:] and names[1] in XES_TAGS
        ):
            return "xes"
    root = f"<{names[0]}>" if names else "nothing"
    raise SourceError(
        f"{path} is an XML document of {root}, not an event log in XES or OCEL. Export it as {READABLE}."
    )


def _completed(path: Path, found: FileFormat, wanted: FileFormat) -> FileFormat:
    """A workbook's format with the sheet to read."""
    if found.type != "excel":
        return FileFormat(type=found.type)
    return FileFormat(type="excel", sheet=wanted.sheet or find_sheet(path), header_row=wanted.header_row)


def _agreed(path: Path, declared: FileFormat, found: FileFormat) -> FileFormat:
    """The declared type where the content can be that type, else a SourceError."""
    if declared.type is None or declared.type == found.type:
        return found
    families = ({"csv", "tsv"}, {"json", "jsonl", "ocel"})
    if any({declared.type, found.type} <= family for family in families):
        return declared
    raise SourceError(
        f"{path} is declared as {declared.type}, but its content looks like {found.type}. "
        f"Declare `type: {found.type}`, or leave the type out to have it detected."
    )


def _start(path: Path) -> bytes:
    """The first megabyte of the content, unzipped."""
    try:
        return next(byte_chunks(path), b"")[:SAMPLE_BYTES]
    except SourceError as error:
        raise SourceError(f"{path}: {error}. Fetch the file again.") from None


def _encoding(path: Path, start: bytes, declared: str | None) -> str:
    if declared is None:
        return detect_encoding(b"\n".join([_whole(start), *_windows(path)]))
    name = check_encoding(declared)
    seen = marked_encoding(start) or wide_encoding(start)
    if seen and name[:6] != seen[:6] and name.replace("-", "_") != seen.replace("-", "_"):
        raise SourceError(
            f"{path} is declared as {declared}, but its first bytes are {seen}. "
            f"Declare `encoding: {seen}`, or leave the encoding out to have it detected."
        )
    return name


def _windows(path: Path) -> Iterator[bytes]:
    """Whole lines from places spread over a plain file that is longer than the sample."""
    size = path.stat().st_size
    if size <= SAMPLE_BYTES:
        return
    with path.open("rb") as file:
        if file.read(2) == b"\x1f\x8b":
            return
        for place in range(SAMPLE_BYTES, size, max(WINDOW_BYTES, size // WINDOWS)):
            file.seek(place)
            window = file.read(WINDOW_BYTES)
            yield _whole(window[window.find(b"\n") + 1 :])


def _whole(sample: bytes) -> bytes:
    """The sample without its last line when that may be cut in the middle of a character."""
    return sample[: sample.rfind(b"\n") + 1] or sample


def _text(start: bytes, encoding: str) -> str:
    text = b"".join(as_utf8(iter([start]), encoding)).decode("utf-8", "replace")
    return text if len(start) < SAMPLE_BYTES else text[: text.rfind("\n") + 1] or text


def _check_text(path: Path, text: str) -> None:
    start = text[:4096]
    if len(CONTROL.findall(start)) * 10 > len(start):
        raise SourceError(f"{path} is a binary file: expected {READABLE}, plain or gzipped.")
    if not start.strip() and len(text) == len(start):
        raise SourceError(f"{path} holds only blank lines: expected a line with the names of the columns.")


def _text_type(path: Path, text: str) -> str:
    """csv, tsv, json or jsonl, by what the first lines look like."""
    lines = [line.strip() for line in text[:LOOKED_AT].splitlines() if line.strip()][:20]
    objects = sum(_is_object(line) for line in lines)
    suffixes = {suffix.lower() for suffix in path.suffixes}
    if objects * 2 > len(lines) and (len(lines) > 1 or not _has_records(path, suffixes)):
        return "jsonl"
    if re.match(r"\s*(\{\s*[\"}]|\[\s*[\[{\]\"0-9-])", text):
        return "jsonl" if suffixes & {".jsonl", ".ndjson"} else "json"
    if suffixes & {".json", ".jsonl", ".ndjson"} and text.lstrip()[:1] in {"[", "{"}:
        return "json"  # broken, and said so by its reader
    return "tsv" if _delimiter(text) == "\t" else "csv"


def _is_object(line: str) -> bool:
    try:
        return isinstance(msgspec.json.decode(line), dict)
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError):
        return False


def _has_records(path: Path, suffixes: set[str]) -> bool:
    """Whether a document of a single line is a list of records inside an object, not one record."""
    if suffixes & {".jsonl", ".ndjson"}:
        return False
    try:
        find_records(path, "utf-8")
    except SourceError as error:
        return "several lists" in str(error)
    return True


def _delimiter(text: str) -> str:
    """The delimiter by which the first rows have as many cells as the header, and most of them."""
    data = text[:LOOKED_AT].encode("utf-8", "replace")
    scores = {delimiter: _score(data, delimiter) for delimiter in DELIMITERS}
    return max(DELIMITERS, key=lambda delimiter: scores[delimiter])


def _score(data: bytes, delimiter: str) -> tuple[float, int]:
    (_, _, _, cells, _), _, _ = split_records(data, delimiter, -1, line=1, final=True)
    wanted = int(cells[0]) if len(cells) else 1
    if wanted < 2:
        return 0.0, 0
    return round(float(np.mean(cells[:LINES] == wanted)), 1), wanted
