"""A map with nothing English in it but what its measures made it say; the words of what is drawn of it."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET

import msgspec
from openpyxl import load_workbook
from pptx import Presentation
from tests.prints.test_slides import alt, every

from desirepath.maps import JourneyMap
from desirepath.prints.retelling_notes import retold_note
from desirepath.prints.wording import speaking

WRITTEN = {
    "title", "name", "label", "text", "body", "statement", "note", "override_note", "persona", "scenario",
    "objective", "scope_start", "scope_end", "author", "owner", "image", "source", "locator", "pill", "reads",
}  # fmt: skip
LISTS = {"tags", "reasons"}
COMPUTED = re.compile(
    r"\d.*(leave here for good|leave$|move on|people|done then|go back|named|within)|The mood is|Quick|"
    r"(Told|Wants|Asks): “|feels|"
    r"not known|too few|severity \d|^and \d+ more"
)
FIGURES = {"Reach", "Moved on", "Dropped off", "Time to next step", "Came back", "Value", "In these hours"}
CHANNELS = {"Website", "App", "Email", "Phone", "Chat", "In person", "Paid search", "Paid ad", "Direct mail"}
LANES = {
    "Storyboard", "Emotion", "Physical evidence", "Actions", "Motivations", "Questions", "Obstacles",
    "Strengths", "Touchpoints", "Quotes", "Metrics", "Frontstage", "Backstage", "Support", "Opportunities",
    "Initiatives", "Owner",
}  # fmt: skip


def foreign(drawn: JourneyMap) -> JourneyMap:
    """The same map as if people had written it in Cyrillic; what was computed stays as it was."""
    told = _told(msgspec.to_builtins(drawn))
    for piece in _all(told, "provenance"):
        piece.update(measure="ж" if piece.get("measure") else None, question=None, row=None)
        piece["column"] = piece.get("column") if piece.get("column") == "excess" else None
    return msgspec.structs.replace(msgspec.convert(told, JourneyMap), where={}, currency=None)


def _told(value: Any, key: str = "") -> Any:
    if key == "footnotes":
        return [_note(note) for note in value]
    if isinstance(value, dict):
        fixed = {"name"} if "reads" in value else {"source"} if "locator" not in value else set()
        return {name: each if name in fixed else _told(each, name) for name, each in value.items()}
    if isinstance(value, list):
        return [_told(each, key) for each in value]
    is_place = key in {"locator", "source"}
    if not isinstance(value, str) or key not in WRITTEN | LISTS or (not is_place and COMPUTED.search(value)):
        inside = re.sub(r"(?<=“)[^”]*(?=”)", "ж", value) if isinstance(value, str) else value
        return inside if key in WRITTEN else value
    first, apart, rest = value.partition(" · ")
    if (
        value in FIGURES | LANES
        or (key == "body" and value in CHANNELS)
        or (apart and first in CHANNELS and COMPUTED.search(rest))
    ):
        return value
    return re.sub("[A-Za-z]", "ж", value)


def _note(note: str) -> str:
    """What a draft says of itself, with names in Cyrillic; what a person said, in Cyrillic."""
    with speaking("de"):
        is_told = retold_note(note) != note
    return re.sub(r"(?<=“)[^”]*(?=”)|Europe/Oslo" if is_told else "[A-Za-z]", "ж", note)


def _all(value: Any, having: str) -> Iterator[dict[str, Any]]:
    """Every record that has a field."""
    if isinstance(value, dict):
        if having in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _all(each, having)


class _Page(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.inside: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside.append(tag)
        self.said += [told or "" for name, told in attrs if name in {"aria-label", "title", "alt"}]

    def handle_data(self, data: str) -> None:
        if self.inside[-1:] != ["style"]:
            self.said.append(data)

    def handle_endtag(self, tag: str) -> None:
        self.inside.append("")


def of_svg(svg: str) -> list[str]:
    """The texts and tooltips of a picture."""
    return [each.text or "" for each in ET.fromstring(svg).iter()]  # noqa: S314 (drawn here)


def of_html(page: str) -> list[str]:
    """The texts of a page, and what it says to those who hear it."""
    return _Page(page).said


def of_xlsx(file: bytes) -> list[str]:
    """The cells of a workbook, the names of its sheets, the formats that say something."""
    book = load_workbook(BytesIO(file))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    cells = [cell for cell in cells if not re.fullmatch(r"[\w-]+\.\d+", str(cell.value))]  # ids
    formats = {part for cell in cells for part in re.findall('"([^"]*)"', cell.number_format)}
    return [*book.sheetnames, *(str(cell.value) for cell in cells), *formats]


def of_pptx(file: bytes) -> list[str]:
    """The texts, tables and notes of slides, what their shapes are called and what they say aloud."""
    said = []
    for slide in Presentation(BytesIO(file)).slides:
        said.append(slide.notes_slide.notes_text_frame.text)
        for shape in every(slide.shapes):
            said += [shape.name, alt(shape) or ""]
            said += [shape.text_frame.text] if shape.has_text_frame else []
            if getattr(shape, "has_table", False):
                said += [cell.text for row in shape.table.rows for cell in row.cells]
    return said


def of_typst(sources: dict[str, bytes]) -> list[str]:
    """The texts that a PDF is set from, and what its pictures say aloud."""
    _, _, pages = sources["main.typ"].decode().partition("#page(")
    quoted = re.findall(r'"((?:[^"\\]|\\.)*)"', re.sub(r"f: \([^)]*\)", "", pages))
    return [text for text in quoted if not re.fullmatch(r"#[0-9A-Fa-f]{6}|italic|normal|.*\.svg|\w\w", text)]
