"""A folder of Parquet files as one table, with the columns that hive-partitioned folders tell by their names.

What the files agree on is checked before a row is read. Rows come in the order of the files' names, numbered
through; each batch says which file it is of. How one file is read is in `parquet_files`; `stretches`,
`read_stretch`, `bytes_of` and `checksum_of` take either.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import numpy as np
import pyarrow as pa
from msgspec.structs import replace

from desirepath.errors import SourceError, nearest
from desirepath.sources.parquet_files import Stretch, file_stretches, flat_schema, read_file_stretch
from desirepath.sources.rows import FileFormat, Progress, RawRows

__all__ = [
    "bytes_of",
    "check_folder",
    "checksum_of",
    "is_parquet_folder",
    "read_folder",
    "read_stretch",
    "stretches",
]

IGNORED = ("_", ".")  # how Spark and Hive begin the names of what is no data: _SUCCESS, .part-0.parquet.crc
MAGIC = b"PAR1"
UNKNOWN = "__HIVE_DEFAULT_PARTITION__"
LOGS = {"_delta_log": "Delta", ".hoodie": "Hudi"}
KINDS = (
    (pa.types.is_integer, "whole number"),
    (pa.types.is_floating, "number"),
    (pa.types.is_decimal, "decimal"),
    (pa.types.is_string, "text"),
    (pa.types.is_large_string, "text"),
    (pa.types.is_timestamp, "time"),
)


def stretches(path: Path) -> list[Stretch]:
    """The pieces in which `read` takes a Parquet file or a folder of them, each of whole batches of one file.

    None of a zipped file, or one that is damaged: only `read` says what is wrong with it. SourceError when
    the files of a folder do not agree.
    """
    return _stretches(path, _members(path)) if path.is_dir() else file_stretches(path)


def read_stretch(path: Path, stretch: Stretch) -> Iterator[RawRows]:
    """The batches of one piece, as `read` gives them."""
    if stretch.file is None:
        yield from read_file_stretch(path, stretch)
        return
    told = _told_by(stretch.file)
    for rows in read_file_stretch(path / stretch.file, stretch):
        ordinals = rows.ordinals + stretch.before
        yield replace(rows, columns=_with(rows.columns, told), ordinals=ordinals, file=stretch.file)


def bytes_of(path: Path) -> int:
    """How large a file is, or all Parquet files of a folder together."""
    return sum(file.stat().st_size for file in _members(path)) if path.is_dir() else path.stat().st_size


def checksum_of(path: Path) -> str:
    """SHA-256 of a file, or of the names and contents of a folder's Parquet files."""
    if not path.is_dir():
        return _digest(path)
    whole = hashlib.sha256()
    for file in _members(path):
        whole.update(f"{_name(path, file)}\0{_digest(file)}\n".encode())
    return whole.hexdigest()


def check_folder(folder: Path) -> None:
    """Raise a SourceError unless this is a folder of Parquet files, and of nothing else."""
    _members(folder)


def is_parquet_folder(folder: Path) -> bool:
    """Whether a folder holds Parquet, as far as its first file tells."""
    first = next(iter(_files(folder, folder)), None)
    return first is not None and _is_parquet(first)


def read_folder(path: Path, written: FileFormat, progress: Progress | None = None) -> Iterator[RawRows]:  # noqa: ARG001 - every reader is called alike
    """The rows of all Parquet files of a folder; a row's line is its position in its own file, from 1."""
    files = _members(path)
    pieces = _stretches(path, files)
    size, total, read = bytes_of(path), sum(piece.rows for piece in pieces), 0
    for piece in pieces:
        for rows in read_stretch(path, piece):
            read += len(rows.ordinals)
            if progress:
                progress(size * read // total)
            yield rows
    if not total:
        nothing = np.empty(0, np.int64)
        columns = _with(flat_schema(files[0]).empty_table(), _told_by(_name(path, files[0])))
        yield RawRows(columns=columns, ordinals=nothing, lines=nothing)


def _members(folder: Path) -> list[Path]:
    """The Parquet files of a folder and of those in it, in the order of their names.

    What begins with `_` or `.` is ignored. SourceError when there is none, or anything that is not Parquet.
    """
    found = sorted(_files(folder, folder), key=lambda file: _name(folder, file))
    if not found:
        raise SourceError(
            f"{folder} is a folder without Parquet files: expected a file, or a folder of Parquet files. "
            "Name one of the files in it."
        )
    for file in found:
        if not _is_parquet(file):
            raise SourceError(
                f"{_name(folder, file)} in {folder} is not Parquet: a folder is loaded as one table when all "
                "of its files are Parquet (what begins with _ or . is ignored). Move it away, or load the "
                "files one by one."
            )
    return found


def _stretches(folder: Path, files: list[Path]) -> list[Stretch]:
    _check_agreement(folder, files)
    found: list[Stretch] = []
    before = 0
    for file in files:
        pieces = file_stretches(file)
        found += [replace(piece, file=_name(folder, file), before=before) for piece in pieces]
        before += sum(piece.rows for piece in pieces)
    return found


def _name(folder: Path, file: Path) -> str:
    return file.relative_to(folder).as_posix()


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _is_parquet(file: Path) -> bool:
    try:
        with file.open("rb") as content:
            return content.read(len(MAGIC)) == MAGIC
    except OSError as error:
        raise SourceError(f"{file} cannot be opened: {error.strerror}") from None


def _files(folder: Path, top: Path) -> Iterator[Path]:
    """Every file below that is data; a table whose log says which of its files count is refused."""
    for entry in sorted(folder.iterdir()):
        if entry.name in LOGS:
            raise SourceError(
                f"{top} is a {LOGS[entry.name]} table: some of its files hold rows that were deleted or "
                "changed since. With `engine: spark`, load it by its name (table:NAME); or write it as "
                "plain Parquet files."
            )
        if entry.name.startswith(IGNORED):
            continue
        if not entry.is_dir():
            yield entry
        elif entry.is_symlink():
            raise SourceError(f"{entry} is a link to another folder: name that folder itself.")
        else:
            yield from _files(entry, top)


def _check_agreement(folder: Path, files: list[Path]) -> None:
    first, wanted = files[0], _columns(folder, files[0])
    for file in files[1:]:
        found = _columns(folder, file)
        one, other = _name(folder, first), _name(folder, file)
        for has, lacks, whose, theirs in ((found, wanted, other, one), (wanted, found, one, other)):
            missing = [name for name in has if name not in lacks]
            if missing:
                raise SourceError(_lacking(folder, missing[0], whose, theirs, known=list(lacks)))
        for name, kind in found.items():
            if wanted[name] is None:
                wanted[name] = kind
            elif kind is not None and kind != wanted[name]:
                raise SourceError(
                    f'The files of {folder} do not agree: "{name}" is a {kind} in {other} and a '
                    f"{wanted[name]} in {one}. Write them alike, or load them one by one."
                )


def _lacking(folder: Path, name: str, has: str, lacks: str, *, known: list[str]) -> str:
    guess = nearest(name, known)
    hint = f' It has "{guess}".' if guess else ""
    return (
        f'The files of {folder} do not agree: {has} has the column "{name}", {lacks} has not.{hint} '
        "Write them alike, or load them one by one."
    )


def _columns(folder: Path, file: Path) -> dict[str, str | None]:
    """What each column holds; None where all of it is unknown, which agrees with anything."""
    try:
        own = {field.name: _kind(field.type) for field in flat_schema(file)}
    except (pa.ArrowException, OSError) as error:
        reason = str(error).splitlines()[0].rstrip(".")[:200]
        name = _name(folder, file)
        raise SourceError(
            f"{name} in {folder} cannot be read as Parquet: {reason}. Fetch it again."
        ) from None
    return {**dict.fromkeys(_told_by(_name(folder, file)), "text"), **own}


def _kind(of: pa.DataType) -> str | None:
    if pa.types.is_null(of):
        return None
    return next((name for is_it, name in KINDS if is_it(of)), str(of))


def _told_by(name: str) -> dict[str, str | None]:
    """The columns that the names of a file's folders tell: {"day": "2026-01-01"} of day=2026-01-01/0.parquet.

    >>> _told_by("country=NO/day=2026-01-01/part-0.parquet")
    {'country': 'NO', 'day': '2026-01-01'}
    """
    told = (part.partition("=") for part in name.split("/")[:-1])
    return {
        unquote(column): None if value == UNKNOWN else unquote(value) for column, sign, value in told if sign
    }


def _with(columns: pa.Table, told: dict[str, str | None]) -> pa.Table:
    """The columns, and those that the folders tell; what the file itself says of one counts."""
    for name, value in told.items():
        if name not in columns.column_names:
            texts = pa.repeat(pa.scalar(value, pa.string()), columns.num_rows)
            columns = columns.append_column(name, texts)
    return columns
