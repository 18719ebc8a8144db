"""The metrics lane: one panel per step, one row per figure, rows level across the whole map.

A figure that is a share also gets a bar with its 95 % interval and its target marked; one that has an aim
says how far it is from it; one whose evidence holds a series has that drawn small. Fewer than 30 says "too
few".
"""

from collections import Counter
from collections.abc import Iterable, Set

import msgspec

from desirepath.maps import APART, Card, CardStatus, JourneyMap
from desirepath.prints.layout_aims import Aim, aim_of
from desirepath.prints.layout_cards import INSET, fair_width
from desirepath.prints.layout_columns import Columns
from desirepath.prints.layout_curve import Point
from desirepath.prints.layout_lanes import ShownLane
from desirepath.prints.layout_marks import (
    CAPTION,
    Box,
    Colour,
    Style,
    Words,
    broken,
    one_line,
    stacked,
    told,
)
from desirepath.prints.layout_reading import (
    STATUS_WORDS,
    figure_note,
    figure_text,
    headline,
    interval_text,
    standing_of,
)
from desirepath.prints.wording import word
from desirepath.records import Record

VALUE = Style(size=14, leading=18, weight=600)
SIDE = 9.0  # between a panel's edge and its text
FAINT_VALUE = Style(size=14, leading=18, weight=600, colour="muted")
AIMED_VALUE = Style(size=14, leading=18, weight=600, colour="accent")
DELTA = Style(size=10, leading=13, weight=600)
SPARK = (60.0, 16.0)
_WORST: tuple[CardStatus, ...] = ("contradicted", "assumed", "observed", "validated")


class Bar(Record):
    """A share as a bar: `filled` of the track, interval from `low` to `high`, in pixels from its start."""

    track: Box
    filled: float
    low: float | None
    high: float | None
    target: float | None = None  # where the target stands
    is_mirrored: bool = False  # it starts at the right


class Spark(Record):
    """How a figure went, small; the last point is now."""

    box: Box
    points: list[Point]
    title: str


class PlacedFigure(Record):
    """One metric card inside its step's panel."""

    card: str
    step: str
    box: Box
    name: list[Words]
    value: Words
    note: list[Words]
    bar: Bar | None
    rule: bool  # a hairline above, between two figures
    title: str
    delta: list[Words] = []
    spark: Spark | None = None


class PlacedPanel(Record):
    """The panel of one step; its border tells the weakest standing of its figures."""

    step: str
    box: Box
    status: CardStatus
    figures: list[PlacedFigure]
    is_mirrored: bool = False


class _Figure(Record):
    """A metric card with all that is said of it."""

    card: Card
    name: str
    names: list[str]  # the name, in lines
    text: str
    share: float | None
    aim: Aim | None
    delta: list[str]
    notes: list[str]  # the note, in lines
    series: list[float]

    @property
    def style(self) -> Style:
        found = headline(self.card)
        if found is None and self.aim and self.aim.is_promise:
            return AIMED_VALUE
        return FAINT_VALUE if found and found.too_few else VALUE

    def height(self, *, is_beside: bool) -> float:
        bar, notes = 10 if self.has_bar else 0, CAPTION.leading * len(self.notes)
        spark = SPARK[1] + 6 if len(self.series) > 1 else 0
        return 6 + self.head(is_beside=is_beside) + spark + bar + DELTA.leading * len(self.delta) + notes + 4

    def head(self, *, is_beside: bool) -> float:
        """What name and value need."""
        return 18.0 if is_beside else 32.0 + CAPTION.leading * (len(self.names) - 1)

    @property
    def has_bar(self) -> bool:
        return self.share is not None

    def fits_beside(self, room: float) -> bool:
        name = Words(text=self.name, x=0, y=0, limit=0, size=CAPTION.size).width + 4
        return name + Words(text=self.text, x=0, y=0, limit=0, size=14, weight=600).width <= room


class _Band(Record):
    """The row of one figure across all panels."""

    y: float
    height: float
    is_beside: bool  # whether names and values share a line


_Key = tuple[str, int]  # a figure's name ("" of one that only one step has), and which of these at its step


def place_metrics(
    row: ShownLane, journey_map: JourneyMap, columns: Columns, *, top: float
) -> tuple[list[PlacedPanel], float]:
    """A lane's panels from `top` downwards, and where those on the page end."""
    on_page = {step for step in columns.edges if columns.holds(step)}
    placed, bottom = _panels(row, journey_map, columns, on_page, top=top)
    beside, _ = _panels(row, journey_map, columns, columns.edges.keys() - on_page, top=top)
    return [*placed, *beside], bottom


def _panels(
    row: ShownLane, journey_map: JourneyMap, columns: Columns, steps: Set[str], *, top: float
) -> tuple[list[PlacedPanel], float]:
    """The panels of some steps, their figures level."""
    widths = {step: fair_width(*edges) for step, edges in columns.edges.items()}
    room = min(widths.values(), default=122.0) - 2 * SIDE
    held: dict[str, list[Card]] = {step: [] for step in columns.edges if step in steps}
    for card in row.lane.cards:
        if card.step in held:
            held[card.step].append(card)
    by_step = {step: _keyed(cards, journey_map, room) for step, cards in held.items()}
    bands, shared = _bands(list(by_step.values()), room, top)
    panels: list[PlacedPanel] = []
    for step, figures in by_step.items():
        own, end = _own_bands(figures, bands, room, shared)
        box = Box(x=columns.edges[step][0] + INSET, y=top, width=widths[step], height=end + 4 - top)
        drawn = [_placed(figures[key], box, band) for key, band in (bands | own).items() if key in figures]
        if drawn:
            status = min((standing_of(each.card) for each in figures.values()), key=_WORST.index)
            panels.append(PlacedPanel(step=step, box=box, status=status, figures=drawn))
    bottom = max((panel.box.bottom for panel in panels), default=top)
    return [_stretched(panel, bottom) if bands else panel for panel in panels], bottom


def _stretched(panel: PlacedPanel, bottom: float) -> PlacedPanel:
    """A panel that reaches as far down as its neighbours."""
    box = msgspec.structs.replace(panel.box, height=bottom - panel.box.y)
    return msgspec.structs.replace(panel, box=box)


def _keyed(cards: Iterable[Card], journey_map: JourneyMap, room: float) -> dict[_Key, _Figure]:
    seen: Counter[str] = Counter()
    keyed: dict[_Key, _Figure] = {}
    for card in cards:
        figure = _figure(card, journey_map, room)
        keyed[figure.name, seen[figure.name]] = figure
        seen[figure.name] += 1
    return keyed


def _figure(card: Card, journey_map: JourneyMap, room: float) -> _Figure:
    found, aim = headline(card), aim_of(card, journey_map)
    name = card.figure or word("Figure")
    text = figure_text(card)
    note = figure_note(card)
    if found is None and aim and aim.is_promise:
        text, note = aim.target_text or text, word("target, not measured")
    is_share = found is not None and found.unit == "share" and found.column not in APART
    share = found.value if found and is_share and 0 <= (found.value or 0) <= 1 else None
    return _Figure(
        card=card,
        name=name,
        text=text,
        share=share,
        aim=aim,
        names=broken(name, CAPTION, room, most=4),
        delta=broken(aim.says, DELTA, room, most=3) if aim and aim.says else [],
        notes=told(note, CAPTION, room, most=4) if note else [],
        series=next((piece.series for piece in card.evidence if len(piece.series) > 1), []),
    )


def _bands(columns: list[dict[_Key, _Figure]], room: float, top: float) -> tuple[dict[_Key, _Band], float]:
    """The bands of the figures that several steps have: as high as the tallest cell, level everywhere."""
    bands: dict[_Key, _Band] = {}
    y = top + 5
    held = Counter(key for column in columns for key in column)
    for key in (key for key, count in held.items() if count > 1):
        figures = [column[key] for column in columns if key in column]
        bands[key] = _band(figures, room, y)
        y += bands[key].height
    return bands, y


def _own_bands(
    figures: dict[_Key, _Figure], shared: dict[_Key, _Band], room: float, top: float
) -> tuple[dict[_Key, _Band], float]:
    """The bands of the figures that only this step has, under those that it shares."""
    bands: dict[_Key, _Band] = {}
    y = top
    for key, figure in figures.items():
        if key not in shared:
            bands[key] = _band([figure], room, y)
            y += bands[key].height
    return bands, y


def _band(figures: list[_Figure], room: float, y: float) -> _Band:
    beside = all(figure.fits_beside(room) for figure in figures)
    height = max(figure.height(is_beside=beside) for figure in figures)
    return _Band(y=y, height=height, is_beside=beside)


def _placed(figure: _Figure, panel: Box, band: _Band) -> PlacedFigure:
    left, room = panel.x + SIDE, panel.width - 2 * SIDE
    y = band.y + 6 + figure.head(is_beside=band.is_beside)
    spark = None
    if len(figure.series) > 1:
        spark = _spark(figure, Box(x=left, y=y + 4, width=SPARK[0], height=SPARK[1]))
        y += SPARK[1] + 6
    bar = _bar(figure, Box(x=left, y=y + 4, width=room, height=4)) if figure.has_bar else None
    y += 10 if bar else 0
    delta = stacked(figure.delta, _toned(figure.aim), x=left, top=y + 1, limit=room)
    y += DELTA.leading * len(figure.delta)
    return PlacedFigure(
        card=figure.card.id,
        step=figure.card.step,
        box=Box(x=panel.x, y=band.y, width=panel.width, height=band.height),
        name=stacked(
            figure.names, CAPTION, x=left, top=band.y + (8.4 if band.is_beside else 6.4), limit=room
        ),
        value=_value(figure, panel, band),
        note=stacked(figure.notes, CAPTION, x=left, top=y + 0.4, limit=room),
        bar=bar,
        rule=band.y > panel.y + 6,
        title=_title(figure),
        delta=delta,
        spark=spark,
    )


def _value(figure: _Figure, panel: Box, band: _Band) -> Words:
    room = panel.width - 2 * SIDE
    if band.is_beside:
        room -= Words(text=figure.name, x=0, y=0, limit=0, size=CAPTION.size).width + 4
        x = panel.right - SIDE
        return one_line(figure.text, figure.style, x=x, y=band.y + 20, limit=room, anchor="end")
    y = band.y + 35 + CAPTION.leading * (len(figure.names) - 1)
    return one_line(figure.text, figure.style, x=panel.x + SIDE, y=y, limit=room)


def _toned(aim: Aim | None) -> Style:
    """Blue where the figure is as good as it should be or better, orange where it is worse."""
    colour: Colour = (
        "muted" if aim is None or aim.is_good is None else "positive" if aim.is_good else "negative"
    )
    return Style(size=DELTA.size, leading=DELTA.leading, weight=DELTA.weight, colour=colour)


def _bar(figure: _Figure, track: Box) -> Bar:
    found = headline(figure.card)
    whole = track.width
    target = figure.aim.target if figure.aim and figure.aim.unit == "share" else None
    return Bar(
        track=track,
        filled=max(0.0, min(1.0, figure.share or 0)) * whole,
        low=None if found is None or found.low is None else max(0.0, found.low) * whole,
        high=None if found is None or found.high is None else min(1.0, found.high) * whole,
        target=None if target is None else max(0.0, min(1.0, target)) * whole,
    )


def _spark(figure: _Figure, box: Box) -> Spark:
    series = figure.series
    low, high = min(series), max(series)
    across = box.width / (len(series) - 1)
    points = [
        Point(x=box.x + at * across, y=box.bottom - (each - low) / max(high - low, 1e-12) * box.height)
        for at, each in enumerate(series)
    ]  # fmt: skip
    return Spark(box=box, points=points, title=word("{n} values, the last is now", n=len(series)))


def _title(figure: _Figure) -> str:
    found = headline(figure.card)
    sure = interval_text(found) if found else ""
    parts = (
        f"{figure.name}: {figure.text}",
        sure,
        figure.aim.says if figure.aim else "",
        word(STATUS_WORDS[standing_of(figure.card)]),
    )
    return "\n".join(part for part in parts if part)
