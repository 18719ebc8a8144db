"""A map as Excel sheets: a matrix of lanes by steps, and the list of all that it rests on.

`sheet_cells` writes, `listing` lists, `layout` says which cards stand where. `office` is the door.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import msgspec
import xlsxwriter

from desirepath.drawing import legal, palette
from desirepath.maps import JourneyMap, parse_time
from desirepath.prints.layout_reading import Texts, description
from desirepath.prints.listing import Piece, chances, pieces
from desirepath.prints.retelling import retold_map
from desirepath.prints.sheet_cells import Book, height, number_of, put
from desirepath.prints.sheet_matrix import write_matrix
from desirepath.prints.views import is_mirrored
from desirepath.prints.wording import speaking, word

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_EVIDENCE = (
    ("Map", 22), ("Step", 22), ("Lane", 16), ("Card", 44), ("Standing", 12), ("Kind", 13), ("Stance", 11),
    ("Figure", 20), ("Value", 12), ("Low", 12), ("High", 12), ("n", 9), ("Too few", 8), ("Period", 23),
    ("Collected", 12), ("Source", 16), ("Locator", 44), ("Extracted by", 12), ("Id", 20),
)  # fmt: skip
_OPPORTUNITIES = (
    ("Map", 22), ("Steps", 28), ("Opportunity", 44), ("More", 44), ("Kind", 11), ("Status", 12),
    ("Customer value", 14), ("Business value", 14), ("Value", 9), ("Effort", 9), ("Confidence", 11),
    ("Reach", 9),    ("Owner", 14), ("Due", 12), ("Evidence", 10),
)  # fmt: skip


def compose(maps: Sequence[JourneyMap], texts: Texts | None) -> bytes:
    """The workbook's bytes."""
    file = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    workbook = xlsxwriter.Workbook(file, options)
    book = Book(workbook=workbook, colours=palette("light"), formats={})
    with speaking(maps[0].language if maps else None):
        names = _names([one.title for one in maps])
        _describe(workbook, maps)
    for journey_map, name in zip(maps, names, strict=True):
        own = msgspec.structs.replace(book, is_mirrored=is_mirrored(journey_map))
        with speaking(journey_map.language):
            write_matrix(own, workbook.add_worksheet(name), name, journey_map, texts=texts)
    book = msgspec.structs.replace(book, is_mirrored=bool(maps) and all(map(is_mirrored, maps)))
    with speaking(maps[0].language if maps else None):
        told = [retold_map(one) for one in maps]
        _write_evidence(book, told, texts)
        _write_opportunities(book, told)
    workbook.close()
    return file.getvalue()


def _names(titles: list[str]) -> list[str]:
    """A sheet's name for each title: short, allowed, and no two the same."""
    taken = {"history", *(word(name).lower() for name in ("Evidence", "Opportunities"))}
    names = []
    for title in titles:
        plain = _short(_FORBIDDEN.sub(" ", legal(title)).strip(" '"), most=31) or word("Map")
        name, number = plain, 2
        while name.lower() in taken:
            name, number = f"{_short(plain, most=27)} {number}", number + 1
        taken.add(name.lower())
        names.append(name)
    return names


def _short(text: str, *, most: int) -> str:
    """The beginning of a text as Excel counts it: in units of UTF-16, two for an emoji."""
    while len(text.encode("utf-16-le")) > 2 * most:
        text = text[:-1]
    return text.strip(" '\u200d")


def _describe(workbook: Any, maps: Sequence[JourneyMap]) -> None:
    known = max((one.last_reviewed_at or one.as_of or "" for one in maps), default="")
    at = parse_time(known, key="as_of").replace(tzinfo=None) if known else datetime(1980, 1, 1)  # noqa: DTZ001
    first = maps[0] if maps else None
    workbook.set_properties(
        {
            "title": first.title[:255] if first else "",
            "subject": description(first)[:255] if first else "",
            "author": (first.owner or "") if first else "",
            "created": at,
        }
    )


def _write_evidence(book: Book, maps: Sequence[JourneyMap], texts: Texts | None) -> None:
    rows = [(one, piece) for one in maps for piece in pieces(one, texts)]
    sheet = _list(book, word("Evidence"), _EVIDENCE, len(rows))
    plain = book.look(text_wrap=True)
    for at, (journey_map, piece) in enumerate(rows, start=1):
        for column, value in enumerate(_told(journey_map, piece)):
            put(sheet, (at, column), value, plain)
        figures = (piece.evidence.value, piece.evidence.low, piece.evidence.high)
        for column, figure in enumerate(figures, start=8):
            shown, form = number_of(piece.evidence, figure, journey_map.currency)
            put(sheet, (at, column), shown, book.look(num_format=form))
        put(sheet, (at, 11), piece.evidence.n, book.look(num_format="#,##0"))
        sheet.set_row(at, height([piece.card, piece.evidence.provenance.locator], 290))


def _told(journey_map: JourneyMap, piece: Piece) -> list[str | None]:
    found = piece.evidence
    where = found.provenance
    about = [journey_map.title, piece.step, piece.lane, piece.card, piece.status]
    about += [word(found.kind.replace("_", " ")), word(found.stance), piece.figure]
    when = [(found.period or "").replace("/", " – "), (found.collected_at or "")[:10]]
    numbers = [None, None, None, None, word("too few") if found.too_few else None]
    return [*about, *numbers, *when, where.source, where.locator, word(where.extracted_by), found.id]


def _write_opportunities(book: Book, maps: Sequence[JourneyMap]) -> None:
    rows = [(one.title, chance) for one in maps for chance in chances(one)]
    if not rows:
        return
    sheet = _list(book, word("Opportunities"), _OPPORTUNITIES, len(rows))
    for at, (title, chance) in enumerate(rows, start=1):
        values: list[str | float | None] = [title, *chance]
        for column, value in enumerate(values):
            form = "0 %" if _OPPORTUNITIES[column][0] == "Confidence" else "General"
            put(sheet, (at, column), value, book.look(text_wrap=True, num_format=form, align="left"))
        sheet.set_row(at, height([str(chance[1]), str(chance[2] or "")], 290))


def _list(book: Book, name: str, columns: Sequence[tuple[str, int]], rows: int) -> Any:
    """A sheet with a header that stays in sight and can be filtered by."""
    sheet = book.workbook.add_worksheet(name)
    if book.is_mirrored:
        sheet.right_to_left()
    head = book.look(bold=True, bg_color=book.colours.panel, bottom=1, bottom_color=book.colours.edge)
    for at, (title, width) in enumerate(columns):
        sheet.set_column(at, at, width)
        put(sheet, (0, at), word(title), head)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(rows, 1), len(columns) - 1)
    _paper(sheet)
    sheet.repeat_rows(0)
    return sheet


def _paper(sheet: Any) -> None:
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)
