"""The metrics lane: one panel per step, one row per figure, rows level across the whole map.

A figure that is a share also gets a bar with its 95 % interval marked; fewer than 30 says "too few".
"""

from desirepath.maps.documents import Card, CardStatus, Lane
from desirepath.maps.layout_cards import INSET, SIDE
from desirepath.maps.layout_marks import CAPTION, Box, Style, Words, one_line
from desirepath.maps.layout_reading import STATUS_WORDS, figure_note, figure_text, headline, interval_text
from desirepath.records import Record

VALUE = Style(size=14, leading=18, weight=600)
FAINT_VALUE = Style(size=14, leading=18, weight=600, colour="muted")
_WORST: tuple[CardStatus, ...] = ("contradicted", "assumed", "observed", "validated")


class Bar(Record):
    """A share as a bar: `filled` of the track, its interval from `low` to `high`, all in pixels."""

    track: Box
    filled: float
    low: float | None
    high: float | None


class PlacedFigure(Record):
    """One metric card inside its step's panel."""

    card: str
    step: str
    box: Box
    name: Words
    value: Words
    note: Words | None
    bar: Bar | None
    rule: bool  # a hairline above, between two figures
    title: str


class PlacedPanel(Record):
    """The panel of one step; its border tells the weakest standing of its figures."""

    step: str
    box: Box
    status: CardStatus
    figures: list[PlacedFigure]


def place_metrics(
    lane: Lane, edges: dict[str, tuple[float, float]], *, top: float
) -> tuple[list[PlacedPanel], float]:
    """A lane's panels from `top` downwards, and where they end."""
    cards = [card for card in lane.cards if card.step in edges]
    names = list(dict.fromkeys(_name(card) for card in cards))
    slots = {(card.step, _name(card)): card for card in cards}
    narrowest = min((right - left for left, right in edges.values()), default=132.0)
    tops, bottom = _rows(names, slots, narrowest, top)
    panels = []
    for step, (left, right) in edges.items():
        mine = [(name, slots[step, name]) for name in names if (step, name) in slots]
        box = Box(x=left + INSET, y=top, width=right - left - 2 * INSET, height=bottom - top)
        figures = [_figure(card, box, tops[name]) for name, card in mine]
        if figures:
            status = min((card.status for _, card in mine), key=_WORST.index)
            panels.append(PlacedPanel(step=step, box=box, status=status, figures=figures))
    return panels, bottom


def _rows(
    names: list[str], slots: dict[tuple[str, str], Card], column: float, top: float
) -> tuple[dict[str, Box], float]:
    """The band of each figure: as high as its tallest cell, the same in every column."""
    bands: dict[str, Box] = {}
    y = top + 5
    room = column - 2 * INSET - 2 * SIDE
    for name in names:
        cards = [card for (_, other), card in slots.items() if other == name]
        height = max(_height(card, room) for card in cards)
        bands[name] = Box(x=0, y=y, width=column, height=height)
        y += height
    return bands, y + 4


def _height(card: Card, room: float) -> float:
    beside = _fits_beside(card, room)
    return (
        6
        + (18 if beside else 32)
        + (10 if _share(card) is not None else 0)
        + (14 if figure_note(card) else 0)
        + 4
    )


def _figure(card: Card, panel: Box, band: Box) -> PlacedFigure:
    left, room = panel.x + SIDE, panel.width - 2 * SIDE
    beside = _fits_beside(card, room)
    y = band.y + 6
    faint = bool((found := headline(card)) and found.too_few)
    value_style = FAINT_VALUE if faint else VALUE
    value_room = room - _name_width(card) if beside else room
    at = panel.right - SIDE if beside else left
    value = one_line(
        figure_text(card),
        value_style,
        x=at,
        y=y + (14 if beside else 29),
        limit=value_room,
        anchor="end" if beside else "start",
    )
    name = one_line(_name(card), CAPTION, x=left, y=y + (13 if beside else 11), limit=room)
    y += 18 if beside else 32
    share = _share(card)
    bar = _bar(card, Box(x=left, y=y + 4, width=room, height=4)) if share is not None else None
    y += 10 if bar else 0
    note = figure_note(card)
    return PlacedFigure(
        card=card.id,
        step=card.step,
        box=Box(x=panel.x, y=band.y, width=panel.width, height=band.height),
        name=name,
        value=value,
        note=one_line(note, CAPTION, x=left, y=y + 11, limit=room) if note else None,
        bar=bar,
        rule=band.y > panel.y + 6,
        title=_title(card),
    )


def _bar(card: Card, track: Box) -> Bar | None:
    found = headline(card)
    if found is None or found.value is None:
        return None
    whole = track.width
    return Bar(
        track=track,
        filled=max(0.0, min(1.0, found.value)) * whole,
        low=None if found.low is None else max(0.0, found.low) * whole,
        high=None if found.high is None else min(1.0, found.high) * whole,
    )


def _name(card: Card) -> str:
    return card.figure or "Figure"


def _name_width(card: Card) -> float:
    words = Words(text=_name(card), x=0, y=0, limit=0, size=CAPTION.size)
    return words.width + 6


def _fits_beside(card: Card, room: float) -> bool:
    value = Words(text=figure_text(card), x=0, y=0, limit=0, size=14, weight=600)
    return _name_width(card) + value.width <= room


def _share(card: Card) -> float | None:
    found = headline(card)
    return found.value if found and found.unit == "share" and 0 <= (found.value or 0) <= 1 else None


def _title(card: Card) -> str:
    found = headline(card)
    sure = interval_text(found) if found else ""
    return "\n".join(
        part for part in (f"{_name(card)}: {figure_text(card)}", sure, STATUS_WORDS[card.status]) if part
    )
