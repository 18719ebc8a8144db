"""The metrics lane: one panel per step, one row per figure, rows level across the whole map.

A figure that only one step has shares a row with others of its sort: it needs none of its own. One that is a share also gets a bar with its 95 % interval marked; fewer than 30 says "too few".
"""

from collections import Counter
from collections.abc import Iterable

from desirepath.maps import Card, CardStatus, Lane
from desirepath.prints.layout_cards import INSET
from desirepath.prints.layout_marks import CAPTION, Box, Style, Words, one_line
from desirepath.prints.layout_reading import STATUS_WORDS, figure_note, figure_text, headline, interval_text
from desirepath.records import Record

VALUE = Style(size=14, leading=18, weight=600)
SIDE = 9.0  # between a panel's edge and its text
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


class _Band(Record):
    """The row of one figure across all panels."""

    y: float
    height: float
    is_beside: bool  # whether names and values share a line


_Key = tuple[str, int]  # a figure's name ("" of one that only one step has), and which of these at its step


def place_metrics(
    lane: Lane, edges: dict[str, tuple[float, float]], *, top: float
) -> tuple[list[PlacedPanel], float]:
    """A lane's panels from `top` downwards, and where they end."""
    shared = _shared(lane)
    by_step = {step: _keyed([card for card in lane.cards if card.step == step], shared) for step in edges}
    narrowest = min((right - left for left, right in edges.values()), default=132.0)
    bands, bottom = _bands(list(by_step.values()), narrowest - 2 * INSET - 2 * SIDE, top)
    panels = []
    for step, (left, right) in edges.items():
        cards = by_step[step]
        box = Box(x=left + INSET, y=top, width=right - left - 2 * INSET, height=bottom - top)
        figures = [_figure(cards[key], box, bands[key]) for key in bands if key in cards]
        if figures:
            status = min((card.status for card in cards.values()), key=_WORST.index)
            panels.append(PlacedPanel(step=step, box=box, status=status, figures=figures))
    return panels, bottom


def _shared(lane: Lane) -> set[str]:
    """The names of figures that stand at more than one step."""
    steps = Counter(name for name, _ in {(_name(card), card.step) for card in lane.cards})
    return {name for name, count in steps.items() if count > 1}


def _keyed(cards: Iterable[Card], shared: set[str]) -> dict[_Key, Card]:
    seen: Counter[str] = Counter()
    keyed: dict[_Key, Card] = {}
    for card in cards:
        name = _name(card) if _name(card) in shared else ""
        keyed[name, seen[name]] = card
        seen[name] += 1
    return keyed


def _bands(columns: list[dict[_Key, Card]], room: float, top: float) -> tuple[dict[_Key, _Band], float]:
    """The band of each figure: as high as its tallest cell, the same in every column."""
    bands: dict[_Key, _Band] = {}
    y = top + 5
    for key in dict.fromkeys(key for column in columns for key in column):
        cards = [column[key] for column in columns if key in column]
        beside = all(_fits_beside(card, room) for card in cards)
        height = max(_height(card, beside) for card in cards)
        bands[key] = _Band(y=y, height=height, is_beside=beside)
        y += height
    return bands, y + 4


def _height(card: Card, beside: bool) -> float:
    bar, note = 10 if _share(card) is not None else 0, 14 if figure_note(card) else 0
    return 6 + (18 if beside else 32) + bar + note + 4


def _figure(card: Card, panel: Box, band: _Band) -> PlacedFigure:
    left, room = panel.x + SIDE, panel.width - 2 * SIDE
    y = band.y + 6 + (18 if band.is_beside else 32)
    share, note = _share(card), figure_note(card)
    bar = _bar(card, Box(x=left, y=y + 4, width=room, height=4)) if share is not None else None
    y += 10 if bar else 0
    return PlacedFigure(
        card=card.id,
        step=card.step,
        box=Box(x=panel.x, y=band.y, width=panel.width, height=band.height),
        name=one_line(_name(card), CAPTION, x=left, y=band.y + (19 if band.is_beside else 17), limit=room),
        value=_value(card, panel, band),
        note=one_line(note, CAPTION, x=left, y=y + 11, limit=room) if note else None,
        bar=bar,
        rule=band.y > panel.y + 6,
        title=_title(card),
    )


def _value(card: Card, panel: Box, band: _Band) -> Words:
    found = headline(card)
    style = FAINT_VALUE if found and found.too_few else VALUE
    room = panel.width - 2 * SIDE
    if band.is_beside:
        room -= _name_width(card)
        return one_line(
            figure_text(card), style, x=panel.right - SIDE, y=band.y + 20, limit=room, anchor="end"
        )
    return one_line(figure_text(card), style, x=panel.x + SIDE, y=band.y + 35, limit=room)


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
    return words.width + 4


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
