"""Reading a file of any format: one small table from a format's name to its reader.

A reader is a function from a path, a complete format and a progress callback to batches of raw rows.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from desirepath.errors import SourceError, UnknownName
from desirepath.sources.csv_files import read_csv
from desirepath.sources.detecting import detect
from desirepath.sources.json_files import read_json
from desirepath.sources.json_lines import read_json_lines
from desirepath.sources.ocel_files import read_ocel
from desirepath.sources.opening import is_cut_short
from desirepath.sources.parquet_files import read_parquet
from desirepath.sources.parquet_folders import read_folder
from desirepath.sources.rows import FileFormat, Progress, RawRows
from desirepath.sources.workbooks import read_workbook
from desirepath.sources.xes_files import read_xes

__all__ = ["READERS", "read", "sample"]

Reader = Callable[[Path, FileFormat, Progress | None], Iterator[RawRows]]

MOST_REJECTS = 100_000  # before the first row of a sample

READERS: dict[str, Reader] = {
    "csv": read_csv,
    "tsv": read_csv,
    "json": read_json,
    "jsonl": read_json_lines,
    "parquet": read_parquet,
    "excel": read_workbook,
    "xes": read_xes,
    "ocel": read_ocel,
}


def read(
    path: Path,
    format: FileFormat | None = None,  # noqa: A002 - the mapping's own word
    *,
    progress: Progress | None = None,
) -> Iterator[RawRows]:
    """The raw rows of a file in batches of at most 50,000, in bounded memory; at least one batch.

    A folder of Parquet files is read as one table.

    What the format leaves open is detected. `progress` is told the bytes read so far, out of the file's
    size. A row that cannot be read is in the `rejects` of a batch; SourceError when nothing can be read.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "visits.csv"
    ...     _ = path.write_text("who;page\\nana;Prices\\nbo\\n")
    ...     (rows,) = read(path)
    >>> rows.columns.to_pylist(), rows.lines.tolist()
    ([{'who': 'ana', 'page': 'Prices'}], [2])
    >>> rows.rejects[0].line, rows.rejects[0].reason
    (3, 'expected 2 cells, found 1')
    """
    complete = detect(path, format)
    if complete.type not in READERS:
        raise UnknownName("file format", str(complete.type), READERS)
    if path.is_dir():
        return read_folder(path, complete, progress)
    return READERS[complete.type](path, complete, progress)


def sample(
    path: Path,
    format: FileFormat | None = None,  # noqa: A002 - the mapping's own word
    rows: int = 200,
) -> RawRows:
    """The first rows of a file (its first batch that has any), to look at before it is loaded."""
    batches = read(path, format)
    first = next(batches)
    found, rejected = first, len(first.rejects)
    while not len(found.ordinals) and rejected < MOST_REJECTS and (following := next(batches, None)):
        found, rejected = following, rejected + len(following.rejects)
    if not len(found.ordinals) and is_cut_short():
        raise SourceError(f"{path} has no rows where it is looked at.")
    found = found if len(found.ordinals) else first
    return RawRows(
        columns=found.columns.slice(0, rows),
        ordinals=found.ordinals[:rows],
        lines=found.lines[:rows],
        rejects=found.rejects[:rows],
    )
