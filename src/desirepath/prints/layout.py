"""From a map document to placed boxes and text: a pure function, the same for every renderer.

A rail on the left names the lanes; each step has a column; each row is as high as what stands in it.
`rendering` turns the result into SVG and knows nothing of measuring; here nothing is drawn.
"""

from typing import Literal

from desirepath.maps import Hotspot, JourneyMap, Lane
from desirepath.prints.layout_cards import PlacedCard, place_cards
from desirepath.prints.layout_emotion import LANE_HEIGHT, PlacedEmotion, place_emotion
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
from desirepath.prints.layout_marks import (
    CAPTION,
    DIVIDE,
    HEADER,
    SUBTITLE,
    Box,
    Words,
    broken,
    one_line,
    stacked,
)
from desirepath.prints.layout_metrics import PlacedPanel, place_metrics
from desirepath.prints.layout_reading import LANE_ICONS, LANE_ORDER, Texts
from desirepath.prints.layout_reality import Reality, place_reality, reality_room, shows_reality
from desirepath.records import Record

RAIL = 168.0
NARROW, WIDE = 132.0, 188.0  # a step's column
ROOM = 2240.0  # shared among the columns
LEAST_WIDTH = 960.0
ROW_PADDING = 6.0
LEAST_ROW = 36.0

_LINES = {
    "frontstage": "Line of interaction",
    "backstage": "Line of visibility",
    "support": "Line of internal interaction",
}


_CURVES = (("measured", "measured"), ("target", "target"), ("authored", "guessed"))


class Rail(Record):
    """A lane's name at the left."""

    icon: str
    icon_at: tuple[float, float]
    words: list[Words]


class PlacedRow(Record):
    """One lane: exactly one of cards, panels, emotion or the word that it is empty."""

    kind: Literal["cards", "metrics", "emotion", "empty"]
    lane: str
    role: str
    box: Box
    rail: Rail
    cards: list[PlacedCard] = []
    panels: list[PlacedPanel] = []
    emotion: PlacedEmotion | None = None
    curves: list[tuple[str, Words]] = []  # the rail's key to the curves
    empty: Words | None = None


class DashedLine(Record):
    """A line of interaction, visibility or internal interaction."""

    y: float
    words: Words


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
    reality: Reality | None = None


def lay_out(
    journey_map: JourneyMap,
    texts: Texts | None = None,
    *,
    column: float | None = None,
    reality: bool | None = None,
) -> Layout:
    """The placed picture of a map; `texts` finds the words of quotes, `column` is how wide a step is.

    `reality` draws the ways people really take over the drawn order; None: as the map's layers say.
    """
    steps = [step.id for stage in journey_map.stages for step in stage.steps]
    column = column or column_width(len(steps))
    edges = {step: (RAIL + at * column, RAIL + (at + 1) * column) for at, step in enumerate(steps)}
    width = max(RAIL + len(steps) * column + MARGIN, LEAST_WIDTH)
    grid_right = RAIL + len(steps) * column if steps else width - MARGIN
    title = place_title(journey_map, width)
    bands = place_bands(journey_map, edges, title.bottom)
    step_top = title.bottom + max([BAND, *(band.box.height for band in bands)]) + 12
    is_real = shows_reality(journey_map) if reality is None else reality
    above, below = reality_room(journey_map) if is_real else (0.0, 0.0)
    step_top += above
    placed_steps, y = place_steps(journey_map, edges, step_top)
    ways = place_reality(journey_map, edges, top=step_top - 4, bottom=y) if above or below else None
    y += below
    rows: list[PlacedRow] = []
    lines: list[DashedLine] = []
    for lane in shown_lanes(journey_map):
        name = line_before(lane, journey_map)
        if name:
            lines.append(
                DashedLine(y=y + 13, words=one_line(name, DIVIDE, x=MARGIN, y=y + 16.5, limit=RAIL + 60))
            )
            y += 26
        row = _row(lane, journey_map, edges, top=y, right=grid_right, texts=texts)
        rows.append(row)
        y = row.box.bottom
    empty = _no_steps(y) if not steps else None
    legend, y = place_legend(journey_map, width, y + 14)
    footnotes, y = place_footnotes(journey_map, width, y + 8)
    return Layout(
        width=width,
        height=y + 16,
        grid=Box(x=RAIL, y=step_top, width=grid_right - RAIL, height=y - step_top),
        title=title,
        bands=bands,
        steps=placed_steps,
        rows=rows,
        lines=lines,
        heats=_heats(journey_map, edges, rows, step_top),
        empty=empty,
        legend=legend,
        footnotes=footnotes,
        reality=ways,
    )


def column_width(steps: int) -> float:
    """Wide columns for few steps, never narrower than 132 px.

    >>> column_width(5), column_width(14), column_width(40)
    (188.0, 160.0, 132.0)
    """
    fair = ROOM / max(1, steps) // 4 * 4
    return max(NARROW, min(WIDE, fair))


def shown_lanes(journey_map: JourneyMap) -> list[Lane]:
    """The lanes from top to bottom, with one for the emotions even where the document lists none."""
    lanes = list(journey_map.lanes)
    if journey_map.emotions and not any(lane.role == "emotions" for lane in lanes):
        lanes.append(Lane(id="emotions", role="emotions", label="Emotion"))
    return sorted(lanes, key=lambda lane: LANE_ORDER.index(lane.role))


def line_before(lane: Lane, journey_map: JourneyMap) -> str | None:
    """The dashed line above a lane: only where that lane is the first of its role."""
    first = next(one for one in shown_lanes(journey_map) if one.role == lane.role)
    return _LINES.get(lane.role) if first is lane or first == lane else None


def _row(
    lane: Lane,
    journey_map: JourneyMap,
    edges: dict[str, tuple[float, float]],
    *,
    top: float,
    right: float,
    texts: Texts | None,
) -> PlacedRow:
    if lane.role == "emotions" and journey_map.emotions:
        return _emotion_row(lane, journey_map, edges, top=top, right=right)
    rail = _rail(lane, top)
    floor = max([top + LEAST_ROW, *(words.y + 10 for words in rail.words)])
    kind: Literal["cards", "metrics"] = "metrics" if lane.role == "metrics" else "cards"
    cards: list[PlacedCard] = []
    panels: list[PlacedPanel] = []
    if kind == "metrics":
        panels, bottom = place_metrics(lane, edges, top=top + ROW_PADDING)
    else:
        cards, bottom = place_cards(lane, journey_map, edges, top=top + ROW_PADDING, texts=texts)
    height = max(floor, bottom + ROW_PADDING) - top
    box = Box(x=0, y=top, width=right, height=height)
    if not cards and not panels:
        empty = one_line("no evidence yet", CAPTION, x=RAIL + 15, y=top + 22, limit=right - RAIL)
        return PlacedRow(kind="empty", lane=lane.id, role=lane.role, box=box, rail=rail, empty=empty)
    return PlacedRow(kind=kind, lane=lane.id, role=lane.role, box=box, rail=rail, cards=cards, panels=panels)


def _emotion_row(
    lane: Lane, journey_map: JourneyMap, edges: dict[str, tuple[float, float]], *, top: float, right: float
) -> PlacedRow:
    box = Box(x=0, y=top, width=right, height=LANE_HEIGHT)
    plot = Box(x=RAIL, y=top, width=right - RAIL, height=LANE_HEIGHT)
    centers = {step: (left + end) / 2 for step, (left, end) in edges.items()}
    rail = _rail(lane, top + 6)
    curves = []
    y = rail.words[-1].y + 18
    for source, name in _CURVES:
        if any(one.source == source for one in journey_map.emotions):
            curves.append((source, one_line(name, CAPTION, x=72, y=y, limit=RAIL - 72 - 22)))
            y += 15
    return PlacedRow(
        kind="emotion",
        lane=lane.id,
        role=lane.role,
        box=box,
        rail=rail,
        emotion=place_emotion(journey_map, centers, plot),
        curves=curves,
    )


def _no_steps(y: float) -> Words:
    text = "This map has no steps yet. Draft it from data, or add stages and steps to its document."
    return one_line(text, SUBTITLE, x=RAIL, y=y - 8, limit=LEAST_WIDTH - RAIL - MARGIN)


def _rail(lane: Lane, top: float) -> Rail:
    room = RAIL - MARGIN - 26 - 14
    words = stacked(broken(lane.label, HEADER, room, most=3), HEADER, x=MARGIN + 26, top=top + 12, limit=room)
    return Rail(icon=LANE_ICONS[lane.role], icon_at=(MARGIN, top + 11), words=words)


def _heats(
    journey_map: JourneyMap, edges: dict[str, tuple[float, float]], rows: list[PlacedRow], top: float
) -> list[Heat]:
    feeling = [row for row in rows if row.kind == "emotion"]
    bottom = feeling[0].box.bottom if feeling else rows[0].box.y if rows else top + 60
    worst: dict[str, Hotspot] = {}
    for spot in journey_map.hotspots:
        if spot.step in edges and spot.score > worst.get(spot.step, spot).score - 1e-9 and spot.score > 0:
            worst[spot.step] = spot
    return [
        Heat(
            step=step,
            score=spot.score,
            box=Box(x=edges[step][0] + 2, y=top - 8, width=edges[step][1] - edges[step][0] - 4,
                    height=bottom - top + 8),
        )
        for step, spot in worst.items()
    ]  # fmt: skip
