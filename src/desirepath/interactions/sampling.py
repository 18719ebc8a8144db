"""Sampling: the columns of a file and its first rows, as far as somebody needs them to write a mapping."""

from pathlib import Path

from desirepath.engines import Engine
from desirepath.interactions.column_guesses import Column, columns_of
from desirepath.interactions.tables import is_table, table_rows
from desirepath.interactions.texts import batch_of, text_of
from desirepath.records import Record
from desirepath.sources import FileFormat, RawRows, Reject, detect, sample, sampling

__all__ = ["FileSample", "SampledColumn", "first_rows", "look_at"]

ROWS = 500  # looked at
SHOWN_ROWS = 8
SHOWN_VALUES = 40  # different values of a column
MOST_COLUMNS = 500
LONGEST = 120


class SampledColumn(Record):
    """A column of a file by its first rows."""

    name: str
    known: int  # rows with a value
    blank: int
    distinct: int
    values: list[str]  # different ones, most frequent first, cut when they are long
    time_format: str | None = None  # in which they are times
    is_number: bool = False


class FileSample(Record):
    """What a file looks like: how it is written, its columns, its first rows."""

    format: FileFormat
    columns: list[SampledColumn]
    more_columns: int  # beyond those listed
    rows: list[list[str | None]]  # cells of the listed columns
    rows_read: int
    rejects: list[Reject]  # rows among them that cannot be read


def first_rows(
    path: Path, form: FileFormat | None, rows: int, *, engine: Engine | None = None
) -> tuple[FileFormat, RawRows]:
    """How a file is written and its first rows; `engine` knows the table where it names one.

    SourceError when it cannot be read.
    """
    if is_table(path):
        return FileFormat(type="parquet"), table_rows(engine, path, rows)
    with sampling(path):
        found = detect(path, form)
        return found, sample(path, found, rows)


def look_at(path: Path) -> FileSample:
    """The columns and the first rows of a file of any format that can be read; else SourceError.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "visits.csv"
    ...     _ = path.write_text("who;page\\nana;Prices\\nbo;\\n")
    ...     found = look_at(path)
    >>> [(column.name, column.values, column.blank) for column in found.columns]
    [('who', ['ana', 'bo'], 0), ('page', ['Prices'], 1)]
    """
    form, raw = first_rows(path, None, ROWS)
    names = raw.columns.column_names[:MOST_COLUMNS]
    batch = batch_of(raw.columns.select(names))
    columns = columns_of(batch)
    cells = [text_of(batch, column.name).slice(0, SHOWN_ROWS).to_pylist() for column in columns]
    return FileSample(
        format=form,
        columns=[_sampled(column) for column in columns],
        more_columns=len(raw.columns.column_names) - len(columns),
        rows=[[_cut(cell) for cell in row] for row in zip(*cells, strict=True)],
        rows_read=len(raw.ordinals) + len(raw.rejects),
        rejects=[
            Reject(
                ordinal=each.ordinal, line=each.line, reason=_cut(each.reason) or "", raw=_cut(each.raw) or ""
            )
            for each in raw.rejects[:SHOWN_ROWS]
        ],
    )


def _sampled(column: Column) -> SampledColumn:
    counts: dict[str, int] = {}
    for value in column.values:
        counts[value] = counts.get(value, 0) + 1
    often = sorted(counts, key=lambda value: -counts[value])
    return SampledColumn(
        name=column.name,
        known=len(column.values),
        blank=column.blank,
        distinct=len(often),
        values=[value[:LONGEST] for value in often[:SHOWN_VALUES]],
        time_format=column.time_format,
        is_number=column.is_number,
    )


def _cut(text: str | None) -> str | None:
    return text if text is None or len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
