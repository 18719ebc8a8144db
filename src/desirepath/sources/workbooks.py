"""The reader of workbooks: Excel's .xlsx and .xls, and .ods; one sheet, or all of them, as one table.

The first row that is filled well enough names the columns, unless the format says which does. Dates
become ISO texts, numbers the digits they need, a merged cell stands in each row it spans, blank rows are
none. A row's line is its number in the sheet. What a formula computed is read, not the formula.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import python_calamine as calamine

from desirepath.errors import SourceError, UnknownName
from desirepath.sources.batches import in_batches
from desirepath.sources.flat_rows import Gathered
from desirepath.sources.rows import FileFormat, Progress, RawRows, unique_names
from desirepath.sources.workbook_cells import Cells, Spelling, filled_down
from desirepath.sources.workbook_limits import check_content, check_sheet

__all__ = ["ALL_SHEETS", "find_sheet", "read_workbook"]

ALL_SHEETS = "*"
LOOKED_AT = 50  # rows, for the one with the column names


def read_workbook(path: Path, written: FileFormat, progress: Progress | None = None) -> Iterator[RawRows]:
    """The rows of a sheet (or of all sheets, one after another) in batches of at most 50,000."""
    book = _opened(path)
    names = _sheets(book) if written.sheet == ALL_SHEETS else [written.sheet or find_sheet(path)]
    rows = Gathered()
    columns: list[str] = []
    for name in names:
        table = _table(book, path, name, written.header_row)
        if table is None:
            if written.sheet != ALL_SHEETS:
                raise SourceError(f'{path}: the sheet "{name}" is empty.')
            continue
        header, cells = table
        if columns and header != columns:
            raise SourceError(f"{path}: {_difference(columns, header, name)}")
        columns = header
        for batch in _rows(rows, columns, cells):
            yield from in_batches(batch)
    if not columns:
        raise SourceError(f"{path}: all its sheets are empty.")
    rows.name(columns)
    yield from in_batches(rows.take())
    if progress:
        progress(path.stat().st_size)


def find_sheet(path: Path) -> str:
    """The only sheet that holds anything, hidden ones left out; SourceError when it must be said which."""
    book = _opened(path)
    names = _sheets(book)
    if len(names) > 1:
        names = [name for name in names if _sheet(book, path, name).start] or names[:1]
    if len(names) == 1:
        return names[0]
    if not names:
        raise SourceError(f"{path} is a workbook without a visible sheet. Name a hidden one in the format.")
    raise SourceError(
        f"{path} holds several sheets: {', '.join(names)}. Say in the format which one, like "
        f'`sheet: "{names[0]}"`, or `sheet: "*"` for all of them.'
    )


def _opened(path: Path) -> "calamine.CalamineWorkbook":
    check_content(path)
    with _reading(path), path.open("rb") as file:
        return calamine.CalamineWorkbook.from_filelike(file)


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """What the reader of workbooks says of a damaged file, in our words; it may even panic."""
    try:
        yield
    except calamine.PasswordError:
        raise SourceError(
            f"{path} is protected by a password. Save it without one, or export the sheet as CSV."
        ) from None
    except calamine.CalamineError as error:
        raise _unreadable(path, str(error)) from None
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise _unreadable(path, "it is damaged") from None
        raise


def _sheets(book: "calamine.CalamineWorkbook") -> list[str]:
    """The names of the sheets people see."""
    return [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.typ == calamine.SheetTypeEnum.WorkSheet
        and sheet.visible == calamine.SheetVisibleEnum.Visible
    ]


def _sheet(book: "calamine.CalamineWorkbook", path: Path, name: str) -> "calamine.CalamineSheet":
    if name not in book.sheet_names:
        raise SourceError(f"{path}: {UnknownName('sheet', name, book.sheet_names)}")
    check_sheet(path, name)
    with _reading(path):
        return book.get_sheet_by_name(name)


def _table(
    book: "calamine.CalamineWorkbook", path: Path, name: str, header_row: int | None
) -> tuple[list[str], Cells] | None:
    """The names of a sheet's columns, and its cells behind them; None when it is empty."""
    sheet = _sheet(book, path, name)
    if sheet.start is None:
        return None
    cells = filled_down(sheet)
    looked_at = []
    for number, values in cells:
        looked_at.append((number, values))
        if len(looked_at) == max(LOOKED_AT, header_row or 0):
            break
    place = _header_place([values for _, values in looked_at], header_row, path, name)
    header = looked_at[place][1]
    spelling = Spelling(len(header))
    names = unique_names([spelling.text(at, value) for at, value in enumerate(header)])
    return names, _then(looked_at[place + 1 :], cells)


def _header_place(rows: Sequence[Sequence[Any]], header_row: int | None, path: Path, name: str) -> int:
    """Which row names the columns: the first that is filled more than half as well as the best one."""
    filled = [sum(value not in {"", None} for value in row) for row in rows]
    if header_row is None:
        return next(at for at, count in enumerate(filled) if count * 2 > max(filled))
    if header_row > len(rows) or not filled[header_row - 1]:
        raise SourceError(f'{path}: row {header_row} of the sheet "{name}" is blank: it names no columns.')
    return header_row - 1


def _then(first: Sequence[tuple[int, list[Any]]], cells: Cells) -> Cells:
    yield from first
    yield from cells


def _rows(rows: Gathered, columns: list[str], cells: Cells) -> Iterator[RawRows]:
    spelling = Spelling(len(columns))
    for number, values in cells:
        texts = {
            name: spelling.text(at, value)
            for at, (name, value) in enumerate(zip(columns, values, strict=True))
        }
        if any(texts.values()):
            rows.add(texts, number, size=sum(map(len, texts.values())))
        if rows.is_full:
            yield rows.take()


def _difference(columns: list[str], header: list[str], name: str) -> str:
    other = [each for each in header if each not in columns]
    lacking = [each for each in columns if each not in header]
    says = f'has the column "{other[0]}"' if other else f'lacks the column "{lacking[0]}"' if lacking else ""
    return (
        f'the sheet "{name}" {says or "has its columns in another order"}, unlike the sheets before it. '
        "Read sheets that differ through mappings of their own."
    )


def _unreadable(path: Path, said: str) -> SourceError:
    return SourceError(
        f"{path} begins like a workbook but cannot be read: {said.rstrip('.')[:200]}. It may have been cut "
        "while it was copied, or be protected: save it anew as .xlsx without a password, or export the sheet "
        "as CSV."
    )
