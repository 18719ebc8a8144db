"""How a map goes on paper: which sheet, how large, in which parts.

A map that can be read on one page is on one page. Else it is as wide as the page if it can be read so, and
goes on below; else it is parted at its stages as well. `pdf` and `slides` draw what is planned here.
"""

from collections.abc import Callable
from functools import cache
from typing import Literal

from desirepath.maps import JourneyMap
from desirepath.prints.layout import Layout, place_seen
from desirepath.prints.layout_columns import NARROW, RAIL, READ, WIDE
from desirepath.prints.layout_footer import PlacedSign, place_footnotes, place_legend
from desirepath.prints.layout_header import MARGIN, TitleBlock, place_title
from desirepath.prints.layout_marks import CAPTION, Words, broken, stacked
from desirepath.prints.layout_reading import Texts, span_of
from desirepath.prints.paging import (
    Part,
    Span,
    column_groups,
    head,
    only,
    parts,
    stretch_of,
    tallest_row,
)
from desirepath.prints.paging_lanes import fullest_slot, in_pieces
from desirepath.prints.views import Seen, see
from desirepath.prints.wording import joined, word
from desirepath.records import Record

Page = Literal["a3", "a4", "poster"]
"""A3 or A4 landscape, or one page as large as the map."""

EDGE = 17.0  # points between the sheet's edge and the map, which has a margin of its own
FOOT = 14.0  # points for the page's number
FULL = 0.75  # points for a pixel: as large as on a screen
_MOST_POINTS = 14_400.0  # a side of a PDF page (ISO 32000-1, annex C.2)
RUNNING_HEAD = 34.0
_PIECES = (20, 14, 10, 7, 5, 3, 2, 1)  # so many cards of a slot in a piece of a lane, until it can be read
_WIDTHS = (NARROW, 156.0, WIDE, READ)  # columns that are tried

Laid = tuple[Layout, Span]  # a layout and from where to where its columns are on a page
Lay = Callable[[float, tuple[str, str] | None], Layout]


class Sheet(Record):
    """A sheet in points, and how many points a pixel must have and may have on it.

    Text is 12 pixels, captions are 10. `least_alone` is the least for a map that is whole on its sheet.
    """

    width: float
    height: float
    least_alone: float = 0.5
    least: float = 0.6
    most: float = FULL

    @property
    def room(self) -> tuple[float, float]:
        """What is left for the map, in points."""
        return self.width - 2 * EDGE, self.height - 2 * EDGE - FOOT


_SHEETS: dict[Page, Sheet] = {
    "a3": Sheet(width=1190.55, height=841.89),
    "a4": Sheet(width=841.89, height=595.28),
}
SLIDE = Sheet(width=960, height=540, least_alone=0.6, most=0.9)


class Closing(Record):
    """What stands below the map: legend, footnotes, which layers are printed."""

    legend: list[PlacedSign]
    notes: list[Words]
    bottom: float


class Plan(Record):
    """A map on its pages. Lengths are pixels of the layout but for the sheet's, which are points."""

    parts: list[Part]
    title: TitleBlock
    closing: Closing
    closing_top: float | None  # on the last part's page; None: on a page of its own
    scale: float  # points for a pixel
    sheet: Sheet

    @property
    def width(self) -> float:
        """How wide a page is, in pixels."""
        return self.sheet.room[0] / self.scale

    @property
    def pages(self) -> int:
        """How many there are."""
        return len(self.parts) + (self.closing_top is None)

    def top(self, page: int) -> float:
        """Where the map begins on a page."""
        return self.title.bottom if page == 0 else RUNNING_HEAD


def plan(journey_map: JourneyMap, page: Page, texts: Texts | None = None) -> Plan:
    """The pages of a map: as few as can be read, and on them as large as it can be."""
    if page == "poster":
        return _poster(see(journey_map), texts)
    return planned_on(journey_map, _SHEETS[page], texts)


def planned_on(journey_map: JourneyMap, sheet: Sheet, texts: Texts | None = None) -> Plan:
    """The pages of a map on sheets of any size: whole on one if it can be read there, else parted.

    Lanes are told in pieces only where one is too high to be read on a page.
    """
    seen = see(journey_map)
    fullest = fullest_slot(seen)
    found = _best(seen, sheet, texts, most=fullest)
    for most in (each for each in _PIECES if each < fullest):
        if found.scale >= sheet.least_alone:
            break
        found = _best(seen, sheet, texts, most=most)
    return found


def _best(seen: Seen, sheet: Sheet, texts: Texts | None, *, most: int) -> Plan:
    """The plan with the fewest pages, and on them as large as it can be."""
    order = [step.id for step in seen.steps]

    @cache
    def lay(column: float, page: tuple[str, str] | None) -> Layout:
        first, last = (order.index(page[0]), order.index(page[1])) if page else (0, len(order))
        pieces = in_pieces(seen, most, set(order[first : last + 1]))
        return place_seen(pieces, texts, column=column, page=page)

    whole = [made for width in _WIDTHS if (made := _on_one(seen, lay(width, None), sheet))]
    if whole:
        return min(whole, key=lambda each: (each.pages, -round(each.scale, 2), -each.parts[0].width))
    scales = [sheet.least + (sheet.most - sheet.least) * part / 2 for part in range(3)]
    plans = [made for scale in scales for made in _parted(seen, lay, sheet, scale=scale)]
    return min(plans, key=lambda each: (each.scale < sheet.least, each.pages, -round(each.scale, 2)))


def said_of(journey_map: JourneyMap, plan: Plan, page: int) -> str:
    """What a page shows: the map's title, from which stage to which, from which lane to which."""
    if page >= len(plan.parts):
        return joined([journey_map.title, word("what the signs mean")])
    part = plan.parts[page]
    shown = only(part)
    names = {stage.id: stage.name for stage in journey_map.stages}
    stages = [names[band.stage] for band in shown.bands]
    lanes = [row.rail.name for row in shown.rows]
    said = [
        journey_map.title,
        _from_to(stages),
        _from_to(lanes) if len(shown.rows) < len(part.placed.rows) else "",
    ]
    return joined(part for part in said if part)


def _from_to(names: list[str]) -> str:
    first, *last = dict.fromkeys([*names[:1], *names[-1:]]) or [""]
    return span_of(first, last[0]) if last else first


def printed_layers(placed: Layout) -> str:
    """Which layers are on the paper, for its footnote."""
    felt = [row.emotion for row in placed.rows if row.emotion]
    layers = {
        "authored": any(row.cards for row in placed.rows) or any(one.authored or one.target for one in felt),
        "analytics": any(row.panels for row in placed.rows) or any(one.points for one in felt),
        "hotspots": bool(placed.heats),
    }
    shown = [word(name) for name, is_there in layers.items() if is_there]
    return word("Layers printed: {names}.", names=", ".join(shown) or word("none"))


def _poster(seen: Seen, texts: Texts | None) -> Plan:
    placed = place_seen(seen, texts)
    scale = min(FULL, (_MOST_POINTS - 2 * EDGE) / max(placed.width, placed.height + 40))
    closing = _closing(seen, placed, placed.width, 0)
    found = parts([_all_of(placed)], first=1e9, height=1e9)
    below = placed.title.bottom + found[0].height + 14
    height = (below + closing.bottom) * scale + 2 * EDGE + FOOT
    return Plan(
        parts=found,
        title=placed.title,
        closing=_closing(seen, placed, placed.width, below),
        closing_top=below,
        scale=scale,
        sheet=Sheet(width=placed.width * scale + 2 * EDGE, height=height),
    )


def _on_one(seen: Seen, placed: Layout, sheet: Sheet) -> Plan | None:
    """The map on one page, as large as it can be; None where that could not be read."""
    wide, high = sheet.room
    scale = min(sheet.most, wide / placed.width, high / (placed.height + CAPTION.leading))
    return _at(seen, [_all_of(placed)], sheet, scale=scale) if scale >= sheet.least_alone else None


def _parted(seen: Seen, lay: Lay, sheet: Sheet, *, scale: float) -> list[Plan]:
    """The map on several pages, columns as wide as each page has room for; and as large as they allow."""
    wide, high = sheet.room
    room = wide / scale - RAIL - MARGIN
    base = lay(NARROW, None)
    groups: list[Laid] = []
    for group in column_groups(base, room) if base.steps else []:
        placed = lay(max(NARROW, min(READ, room / group.count // 4 * 4)), (group.first, group.last))
        groups.append((placed, stretch_of(placed, group)))
    groups = groups or [_all_of(base)]
    title = place_title(seen, wide / sheet.most).bottom  # as high as it gets
    most = min(_most(placed, high, title) for placed, _ in groups)
    widest = max(RAIL + right - left for _, (left, right) in groups) + MARGIN
    scales = {min(scale, most), min(sheet.most, wide / widest, most)}
    return [_at(seen, groups, sheet, scale=each) for each in sorted(scales)]


def _all_of(placed: Layout) -> Laid:
    """All the columns of a layout."""
    ends = [step.box.right for step in placed.steps]
    return placed, (placed.grid.x, max(ends, default=placed.grid.right))


def _most(placed: Layout, high: float, title: float) -> float:
    """The largest scale at which each row still fits on a page with the header."""
    top, bottom = head(placed)
    return high / (max(RUNNING_HEAD, title) + bottom - top + tallest_row(placed))


def _at(seen: Seen, groups: list[Laid], sheet: Sheet, *, scale: float) -> Plan:
    width, height = (side / scale for side in sheet.room)
    title = place_title(seen, width)
    found = parts(groups, first=height - title.bottom, height=height - RUNNING_HEAD)
    below = (title.bottom if len(found) == 1 else RUNNING_HEAD) + found[-1].height + 14
    closing = _closing(seen, groups[0][0], width, below)
    fits = closing.bottom <= height
    return Plan(
        parts=found,
        title=title,
        closing=closing if fits else _closing(seen, groups[0][0], width, RUNNING_HEAD),
        closing_top=below if fits else None,
        scale=scale,
        sheet=sheet,
    )


def _closing(seen: Seen, placed: Layout, width: float, top: float) -> Closing:
    legend, y = place_legend(
        seen, width, top, pins=bool(placed.pins), spans=placed.clock.spans if placed.clock else ()
    )
    notes, y = place_footnotes(seen, width, y + 8, notes=placed.notes)
    room = width - 2 * MARGIN
    lines = broken(printed_layers(placed), CAPTION, room)
    notes = [*notes, *stacked(lines, CAPTION, x=MARGIN, top=y, limit=room)]
    return Closing(legend=legend, notes=notes, bottom=y + CAPTION.leading * len(lines) + 4)
