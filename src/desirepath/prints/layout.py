"""From a map document to placed boxes and text: a pure function, the same for every renderer.

A rail on the left names the lanes; each step has a column; each row is as high as what stands in it. A map
read from right to left is placed the same way and then mirrored. `rendering` turns the result into SVG and
knows nothing of measuring; here nothing is drawn.
"""

from typing import ClassVar, Literal

from desirepath.maps import JourneyMap, Lane
from desirepath.prints.layout_cards import (
    PlacedCard,
    PlacedCount,
    SlotHeat,
    place_cards,
    place_counts,
    place_slots,
)
from desirepath.prints.layout_clock import RULER, PlacedClock, PlacedGap, place_clock, place_gaps
from desirepath.prints.layout_columns import RAIL, Columns, column_width, columns_of, on_page
from desirepath.prints.layout_emotion import LANE_HEIGHT, PlacedEmotion, place_emotion
from desirepath.prints.layout_expectations import PlacedExpectation, place_expectations
from desirepath.prints.layout_footer import PlacedSign, place_footnotes, place_legend
from desirepath.prints.layout_header import (
    BAND,
    MARGIN,
    PlacedBand,
    PlacedStep,
    TitleBlock,
    place_bands,
    place_steps,
    place_title,
)
from desirepath.prints.layout_hotspots import Heats, heats_of
from desirepath.prints.layout_lanes import ShownLane, shown_lanes
from desirepath.prints.layout_links import (
    PlacedLink,
    link_notes,
    place_links,
    slots_of,
    track_room,
    tracks_of,
)
from desirepath.prints.layout_marks import (
    CAPTION,
    DIVIDE,
    HEADER,
    SUBTITLE,
    Box,
    NoteMark,
    Words,
    broken,
    one_line,
    stacked,
)
from desirepath.prints.layout_metrics import PlacedPanel, place_metrics
from desirepath.prints.layout_mirror import mirrored
from desirepath.prints.layout_pins import Pinned, pin_remarks
from desirepath.prints.layout_reading import Texts
from desirepath.prints.layout_reality import Reality, place_reality, reality_room
from desirepath.prints.layout_ways import PlacedWays, place_ways
from desirepath.prints.views import Seen, View, language_of, see
from desirepath.prints.wording import speaking, word
from desirepath.records import Record

__all__ = [
    "RAIL", "DashedLine", "Heat", "Layout", "PlacedRow", "Rail", "column_width", "lay_out", "line_before",
    "place_seen", "shown_lanes", "turned",
]  # fmt: skip

LEAST_WIDTH = 960.0
ROW_PADDING = 6.0
LEAST_ROW = 36.0
_LAST_HOUR = 12.0  # the room that the name of the last hour takes beside the columns
_LINE = 26.0  # the height of a dashed line with its name
_CURVES = (("measured", "measured"), ("target", "target"), ("authored", "guessed"))


class Rail(Record):
    """A lane's name at the left."""

    ACROSS: ClassVar[dict[str, float]] = {"icon_at": 18}

    icon: str
    icon_at: tuple[float, float]
    words: list[Words]
    name: str = ""  # as it is written, not in lines
    note: NoteMark | None = None


class PlacedRow(Record):
    """One lane: exactly one of cards, panels, emotion, expectations, counts or the word that it is empty."""

    kind: Literal["cards", "metrics", "emotion", "empty", "expectations", "collapsed"]
    lane: str
    role: str
    box: Box
    rail: Rail
    cards: list[PlacedCard] = []
    panels: list[PlacedPanel] = []
    emotion: PlacedEmotion | None = None
    curves: list[tuple[str, Words]] = []  # the rail's key to the curves
    empty: Words | None = None
    expectations: list[PlacedExpectation] = []
    counts: list[PlacedCount] = []
    slots: list[SlotHeat] = []


class DashedLine(Record):
    """A line of interaction, visibility or internal interaction."""

    ACROSS: ClassVar[dict[str, float]] = {"start": 0, "end": 0}

    y: float
    words: Words
    start: float | None = None
    end: float | None = None


class Heat(Record):
    """A hotspot's column: tinted from the step's name down through the emotion lane."""

    step: str
    box: Box
    score: float


class Layout(Record):
    """A whole picture, placed."""

    width: float
    height: float
    grid: Box  # the columns, without the rail
    title: TitleBlock
    bands: list[PlacedBand]
    steps: list[PlacedStep]
    rows: list[PlacedRow]
    lines: list[DashedLine]
    heats: list[Heat]
    empty: Words | None  # what a map without steps says
    legend: list[PlacedSign]
    footnotes: list[Words]
    clock: PlacedClock | None = None
    gaps: list[PlacedGap] = []
    ways: PlacedWays | None = None
    links: list[PlacedLink] = []
    pins: list[NoteMark] = []  # numbered comments
    notes: list[str] = []  # what letters and numbers mean; the footnotes tell it
    reality: Reality | None = None
    is_mirrored: bool = False


def lay_out(
    journey_map: JourneyMap,
    texts: Texts | None = None,
    view: View | None = None,
    *,
    column: float | None = None,
    reality: bool | None = None,
) -> Layout:
    """The placed picture of a map; `texts` finds the words of quotes, `view` says how it is looked at.

    `column` is how wide a step is. `reality` draws the ways people really take over the drawn order; None: as
    the map's layers say.
    """
    with speaking(language_of(journey_map, view)):
        seen = see(journey_map, view)
        return turned(seen, place_seen(seen, texts, column=column, reality=reality))


def turned(seen: Seen, placed: Layout) -> Layout:
    """A placed picture as the map is read: mirrored, if that is from right to left."""
    return mirrored(placed, placed.width) if seen.is_mirrored else placed


def line_before(lane: Lane, journey_map: JourneyMap) -> str | None:
    """The dashed line above a lane: only where that lane is the first of its role."""
    return next((each.line for each in see(journey_map).lanes if each.lane.id == lane.id), None)


def place_seen(
    seen: Seen,
    texts: Texts | None = None,
    *,
    column: float | None = None,
    reality: bool | None = None,
    page: tuple[str, str] | None = None,
) -> Layout:
    """The picture of a map as it is seen, from left to right whatever it is written in.

    `page` is the first and the last step that a page has: its rows are as high as those need.
    """
    columns = columns_of(seen.journey_map, width=column, page=page)
    width = max(columns.right + MARGIN + (_LAST_HOUR if columns.is_clock else 0), LEAST_WIDTH)
    right = columns.right if columns.edges else width - MARGIN
    heats = heats_of(seen.journey_map, seen.lanes)
    title = place_title(seen, width)
    is_real = seen.shows("reality") if reality is None else reality
    head = _head(seen, columns, heats, top=title.bottom, is_real=is_real)
    rows, lines, y = _rows(seen, columns, heats, top=head.bottom, right=right, texts=texts)
    links = _links(seen, rows, columns, heats)
    pinned = pin_remarks(
        seen.remarks, bands=head.bands, steps=head.steps, rows=[_pinnable(row) for row in rows]
    )
    legend, legend_end = place_legend(seen, width, y + 14, pins=bool(pinned.pins), spans=columns.spans)
    notes = [*link_notes(seen.journey_map, links), *_remark_lines(pinned)]
    footnotes, end = place_footnotes(seen, width, legend_end + 8, notes=notes)
    return Layout(
        width=width, height=end + 16, title=title, bands=head.bands, steps=head.steps, rows=rows, lines=lines,
        grid=Box(x=RAIL, y=head.top, width=right - RAIL, height=y - head.top),
        heats=_heats(heats, columns, rows, head.names_top),
        empty=None if columns.edges else _no_steps(y), legend=legend, footnotes=footnotes, clock=head.clock,
        gaps=place_gaps(columns, top=head.names_top - 4, bottom=y), ways=head.ways, links=links,
        pins=pinned.pins, notes=notes, reality=head.reality,
    )  # fmt: skip


class _Head(Record):
    """What stands between the title and the lanes, from top to bottom."""

    bands: list[PlacedBand]
    top: float  # below the bands
    clock: PlacedClock | None
    names_top: float
    steps: list[PlacedStep]
    reality: Reality | None
    ways: PlacedWays | None
    bottom: float


def _head(seen: Seen, columns: Columns, heats: Heats, *, top: float, is_real: bool) -> _Head:
    """Stages, ruler, names, and the ways above and below them."""
    journey_map, edges = on_page(seen.journey_map, columns), columns.edges
    bands = place_bands(seen, edges, top, page=columns.stretch)
    below_bands = top + max([BAND, *(band.box.height for band in bands)]) + 12
    clock = place_clock(columns, top=below_bands - 6)
    above, below = reality_room(journey_map) if is_real else (0.0, 0.0)
    names_top = below_bands + (RULER if clock else 0) + above
    steps, y = place_steps(seen, columns, names_top, heats=heats)
    real = place_reality(journey_map, columns, top=names_top - 4, bottom=y) if above or below else None
    ways = place_ways(journey_map, columns, heats, top=y + below, besides=_told_by(real))
    return _Head(
        bands=bands, top=below_bands, clock=clock, names_top=names_top, steps=steps, reality=real, ways=ways,
        bottom=ways.box.bottom if ways else y + below,
    )  # fmt: skip


def _told_by(real: Reality | None) -> set[str]:
    """The edges that are drawn as real ways already."""
    return {way.edge for way in real.ways} if real else set()


def _rows(
    seen: Seen, columns: Columns, heats: Heats, *, top: float, right: float, texts: Texts | None
) -> tuple[list[PlacedRow], list[DashedLine], float]:
    """The lanes from top to bottom, the lines between them, and where they end."""
    rows: list[PlacedRow] = []
    lines: list[DashedLine] = []
    y = top
    tracks = tracks_of(on_page(seen.journey_map, columns))
    for each in seen.lanes:
        if each.line:
            words = one_line(word(each.line), DIVIDE, x=MARGIN, y=y + 16.5, limit=RAIL + 60)
            lines.append(DashedLine(y=y + 13, words=words, start=MARGIN + words.width + 10, end=right))
            y += _LINE
        y += track_room(tracks.get(each.lane.id, []))
        row = _row(each, seen, columns, heats, top=y, right=right, texts=texts)
        rows.append(row)
        y = row.box.bottom
    return rows, lines, y


def _row(
    each: ShownLane,
    seen: Seen,
    columns: Columns,
    heats: Heats,
    *,
    top: float,
    right: float,
    texts: Texts | None,
) -> PlacedRow:
    lane = each.lane
    if lane.role == "emotions" and seen.journey_map.emotions and not lane.is_collapsed:
        return _emotion_row(each, seen, columns, top=top, right=right)
    rail = _rail(each, top)
    row = _filled(each, seen, columns, heats, top=top, texts=texts)
    kind, cards, panels, told, counts, bottom = row
    floor = max([top + LEAST_ROW, *(words.y + 10 for words in rail.words)])
    height = max(floor, bottom + ROW_PADDING) - top
    box = Box(x=0, y=top, width=right, height=height)
    slots = place_slots(each, columns, box, heats)
    empty = None
    if not (cards or panels or told or counts or slots):
        kind = "empty"
        empty = one_line(word("no evidence yet"), CAPTION, x=RAIL + 15, y=top + 22, limit=right - RAIL)
    return PlacedRow(
        kind=kind, lane=lane.id, role=lane.role, box=box, rail=rail, cards=cards, panels=panels, empty=empty,
        expectations=told, counts=counts, slots=slots,
    )  # fmt: skip


_Kind = Literal["cards", "metrics", "emotion", "empty", "expectations", "collapsed"]
_Filled = tuple[_Kind, list[PlacedCard], list[PlacedPanel], list[PlacedExpectation], list[PlacedCount], float]


def _filled(
    each: ShownLane,
    seen: Seen,
    columns: Columns,
    heats: Heats,
    *,
    top: float,
    texts: Texts | None,
) -> _Filled:
    """What stands in a lane, and where it ends."""
    inner = top + ROW_PADDING
    if each.lane.is_collapsed:
        counts = place_counts(each, columns, top=inner)
        return "collapsed", [], [], [], counts, max((one.box.bottom for one in counts), default=inner)
    if each.is_expectations:
        told, bottom = place_expectations(seen.steps, columns, top=inner)
        return "expectations", [], [], told, [], bottom
    if each.lane.role == "metrics":
        panels, bottom = place_metrics(each, seen.journey_map, columns, top=inner)
        return "metrics", [], panels, [], [], bottom
    cards, bottom = place_cards(each, seen, columns, top=inner, heats=heats, texts=texts)
    return "cards", cards, [], [], [], bottom


def _emotion_row(each: ShownLane, seen: Seen, columns: Columns, *, top: float, right: float) -> PlacedRow:
    journey_map = seen.journey_map
    box = Box(x=0, y=top, width=right, height=LANE_HEIGHT)
    plot = Box(x=RAIL, y=top, width=right - RAIL, height=LANE_HEIGHT)
    centers = {step: (left + end) / 2 for step, (left, end) in columns.edges.items()}
    rail = _rail(each, top + 6)
    curves = []
    y = rail.words[-1].y + 18
    for source, name in _CURVES:
        if any(one.source == source for one in journey_map.emotions):
            curves.append((source, one_line(word(name), CAPTION, x=72, y=y, limit=RAIL - 72 - 22)))
            y += 15
    return PlacedRow(
        kind="emotion",
        lane=each.lane.id,
        role=each.lane.role,
        box=box,
        rail=rail,
        emotion=place_emotion(journey_map, centers, plot),
        curves=curves,
    )


def _no_steps(y: float) -> Words:
    text = word("This map has no steps yet. Draft it from data, or add stages and steps to its document.")
    return one_line(text, SUBTITLE, x=RAIL, y=y - 8, limit=LEAST_WIDTH - RAIL - MARGIN)


def _rail(each: ShownLane, top: float) -> Rail:
    room = RAIL - MARGIN - 26 - 14
    lines = broken(each.name, HEADER, room, most=3)
    words = stacked(lines, HEADER, x=MARGIN + 26, top=top + 12, limit=room)
    return Rail(icon=each.icon, icon_at=(MARGIN, top + 11), words=words, name=each.name)


def _heats(heats: Heats, columns: Columns, rows: list[PlacedRow], top: float) -> list[Heat]:
    feeling = [row for row in rows if row.kind == "emotion"]
    bottom = feeling[0].box.bottom if feeling else rows[0].box.y if rows else top + 60
    found = []
    for step, spot in heats.steps.items():
        if step not in columns.edges:
            continue
        left, right = columns.edges[step]
        box = Box(x=left + 2, y=top - 8, width=right - left - 4, height=bottom - top + 8)
        found.append(Heat(step=step, score=spot.score, box=box))
    return found


def _links(seen: Seen, rows: list[PlacedRow], columns: Columns, heats: Heats) -> list[PlacedLink]:
    if not any(one.from_card and one.to_card for one in seen.journey_map.edges):
        return []
    tracks = tracks_of(on_page(seen.journey_map, columns))
    slots = slots_of([(row.lane, row.box, row.cards) for row in rows], tracks)
    return place_links(seen.journey_map, slots, columns, heats)


def _pinnable(row: PlacedRow) -> tuple[str, list[Words], dict[str, Box]]:
    """A row's lane, its name, and the boxes of what a comment may be about."""
    boxes = {card.card: card.box for card in row.cards}
    boxes |= {figure.card: figure.box for panel in row.panels for figure in panel.figures}
    return row.lane, row.rail.words, boxes


def _remark_lines(pinned: Pinned) -> list[str]:
    return [
        f"{pin.sign} · {line}" if at == 0 else line
        for pin, lines in zip(pinned.signs, pinned.lines, strict=True)
        for at, line in enumerate(lines)
    ]
