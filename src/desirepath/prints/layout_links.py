"""Ways between the cards of two lanes, as a blueprint has them: lines in the gutters, never through a card.

A link runs straight where the two slots lie in one column with nothing between, else through the gutters of
columns and rows. Its label is a letter on the line, told in the footnotes.
"""

from itertools import pairwise
from string import ascii_lowercase

from desirepath.maps import Hotspot, JourneyMap
from desirepath.prints.layout_cards import INSET, PlacedCard
from desirepath.prints.layout_columns import Columns, Edges
from desirepath.prints.layout_curve import Point
from desirepath.prints.layout_hotspots import Heats, Pill, hotspot_pill
from desirepath.prints.layout_marks import Box, NoteMark
from desirepath.prints.layout_ways import way_text, way_title
from desirepath.prints.wording import onward
from desirepath.records import Record

TRACK = 6.0  # the height of a way above a lane's cards


class PlacedLink(Record):
    """A line of straight pieces that ends in an arrow."""

    edge: str
    points: list[Point]
    note: NoteMark | None
    pill: Pill | None
    title: str


class Slots(Record):
    """Where the cards that a link may join are drawn, and the lanes they stand in."""

    cards: dict[str, tuple[str, str, Box]]  # card → its lane, its step, its box
    rows: dict[str, Box]
    order: list[str]  # the lanes from top to bottom
    tracks: dict[str, list[str]] = {}  # lane → the ways that run along above its cards

    @property
    def boxes(self) -> list[Box]:
        """All the cards."""
        return [box for _, _, box in self.cards.values()]


def tracks_of(journey_map: JourneyMap) -> dict[str, list[str]]:
    """The ways that pass over other steps, by the lane above whose cards they run along."""
    steps = [step for stage in journey_map.stages for step in stage.steps]
    columns = {step.id: at for at, step in enumerate(steps)}
    cards = {card.id: (lane.id, card) for lane in journey_map.lanes for card in lane.cards}
    tracks: dict[str, list[str]] = {}
    for one in journey_map.edges:
        if one.from_card not in cards or one.to_card not in cards:
            continue
        (_, start), (lane, end) = cards[one.from_card], cards[one.to_card]
        first, last = sorted((start, end), key=lambda card: columns[card.step])
        apart = columns[last.step] - columns[first.span_to_step or first.step]
        if start.step != end.step and apart > 1:
            tracks.setdefault(lane, []).append(one.id)
    return tracks


def track_room(ways: list[str]) -> float:
    """The height that the ways above a lane's cards need."""
    return TRACK * len(ways) + 2 if ways else 0.0


def slots_of(
    rows: list[tuple[str, Box, list[PlacedCard]]], tracks: dict[str, list[str]] | None = None
) -> Slots:
    """The cards of all lanes."""
    return Slots(
        tracks=tracks or {},
        cards={card.card: (lane, card.step, card.box) for lane, _, placed in rows for card in placed},
        rows={lane: box for lane, box, _ in rows},
        order=[lane for lane, _, _ in rows],
    )


def place_links(journey_map: JourneyMap, slots: Slots, columns: Columns, heats: Heats) -> list[PlacedLink]:
    """The edges that name cards, from card to card."""
    edges, page = columns.edges, columns.stretch
    names = {step.id: step.name for stage in journey_map.stages for step in stage.steps}
    links: list[PlacedLink] = []
    letters = iter(ascii_lowercase)
    taken = slots.boxes
    for number, one in enumerate(journey_map.edges):
        start, end = slots.cards.get(one.from_card or ""), slots.cards.get(one.to_card or "")
        if start is None or end is None or one.from_card == one.to_card:
            continue
        apart = (number % 3 - 1) * 2.5
        points = _route(
            start, end, slots=slots, edges=edges, apart=apart, along=_along(one.id, end[0], slots)
        )
        title = way_title(one, names)
        note = None
        if one.label and (letter := next(letters, None)):
            place = _clear_place(points, taken, page, width=16, height=16)
            note = NoteMark(sign=letter, x=place.x, y=place.y, title=title, is_way=True)
            taken = [*taken, Box(x=place.x - 8, y=place.y - 8, width=16, height=16)]
        spot = heats.edges.get(one.id)
        pill = _pill(spot, points, taken, page) if spot else None
        taken = [*taken, pill.box] if pill else taken
        links.append(PlacedLink(edge=one.id, points=points, note=note, title=title, pill=pill))
    return links


def _pill(spot: Hotspot, points: list[Point], taken: list[Box], page: tuple[float, float]) -> Pill:
    """The pill of a hot way, on the way, where no card, no letter and no other pill stands."""
    size = hotspot_pill(spot, right=0, top=0, limit=110).box
    place = _clear_place(points, taken, page, width=size.width, height=size.height + 2)
    return hotspot_pill(spot, right=place.x + size.width / 2, top=place.y - size.height / 2, limit=110)


def _clear_place(
    points: list[Point], taken: list[Box], page: tuple[float, float], *, width: float, height: float
) -> Point:
    """The place on a line, as near its middle as may be, where a thing of this size meets nothing."""
    places = [
        Point(x=one.x + (other.x - one.x) * part / 12, y=one.y + (other.y - one.y) * part / 12)
        for one, other in pairwise(points)
        for part in range(13)
    ]
    middle = _middle(points)

    def cost(place: Point) -> float:
        box = Box(x=place.x - width / 2, y=place.y - height / 2, width=width, height=height)
        met = sum(box.meets(other) for other in taken)
        met += 100 * (box.x < page[0] or page[1] < box.right)
        return met * 10_000 + abs(place.x - middle.x) + abs(place.y - middle.y)

    return min(places, key=cost)


def link_notes(journey_map: JourneyMap, links: list[PlacedLink]) -> list[str]:
    """What the letters on the links mean."""
    edges = {one.id: one for one in journey_map.edges}
    texts = {card.id: card.text for lane in journey_map.lanes for card in lane.cards}
    notes = []
    for link in links:
        if link.note:
            one = edges[link.edge]
            ends = onward(texts.get(one.from_card or "", ""), texts.get(one.to_card or "", ""))
            notes.append(f"{link.note.sign} · {ends}: {way_text(one)}")
    return notes


_Place = tuple[str, str, Box]  # a card's lane, step and box


def _along(edge: str, lane: str, slots: Slots) -> float:
    """How high a way runs that passes over other steps: each on a track of its own, above the cards."""
    tracks = slots.tracks.get(lane, [])
    below = len(tracks) - 1 - tracks.index(edge) if edge in tracks else 0
    return slots.rows[lane].y - 1 - TRACK * below


def _route(
    start: _Place, end: _Place, *, slots: Slots, edges: Edges, apart: float, along: float
) -> list[Point]:
    (_, start_step, one), (_, end_step, other) = start, end
    if start_step == end_step:
        return _down(start, end, slots=slots, edges=edges, apart=apart)
    forward = edges[start_step][0] < edges[end_step][0]
    out, into = (one.right, other.x) if forward else (one.x, other.right)
    gutter = (one.right + INSET if forward else edges[start_step][0]) + apart
    last = (edges[end_step][0] if forward else other.right + INSET) + apart
    y, to_y = one.y + one.height / 2, other.y + min(other.height / 2, 22)
    if abs(gutter - last) < 12:
        top, bottom = max(one.y, other.y), min(one.bottom, other.bottom)
        if top + 8 < bottom:
            return [Point(x=out, y=(top + bottom) / 2), Point(x=into, y=(top + bottom) / 2)]
        return [Point(x=out, y=y), Point(x=gutter, y=y), Point(x=gutter, y=to_y), Point(x=into, y=to_y)]
    return [
        Point(x=out, y=y), Point(x=gutter, y=y), Point(x=gutter, y=along), Point(x=last, y=along),
        Point(x=last, y=to_y), Point(x=into, y=to_y),
    ]  # fmt: skip


def _down(start: _Place, end: _Place, *, slots: Slots, edges: Edges, apart: float) -> list[Point]:
    """Within one column: straight down or up, around what stands between."""
    (first, step, one), (last, _, other) = start, end
    down = (slots.order.index(first), one.y) < (slots.order.index(last), other.y)
    upper, lower = (one, other) if down else (other, one)
    x = (max(one.x, other.x) + min(one.right, other.right)) / 2 + apart * 4
    if not _met(x, upper.bottom + 1, lower.y - 1, slots):
        return [Point(x=x, y=one.bottom if down else one.y), Point(x=x, y=other.y if down else other.bottom)]
    y, to_y = one.y + one.height / 2, other.y + min(other.height / 2, 22)
    left, right = edges[step][0] + apart, edges[step][1] + apart
    if _met(right, y, to_y, slots) <= _met(left, y, to_y, slots):
        return [Point(x=one.right, y=y), Point(x=right, y=y), Point(x=right, y=to_y),
                Point(x=other.right, y=to_y)]  # fmt: skip
    return [Point(x=one.x, y=y), Point(x=left, y=y), Point(x=left, y=to_y), Point(x=other.x, y=to_y)]


def _met(x: float, y: float, to_y: float, slots: Slots) -> int:
    """How many cards a line down at `x` runs through."""
    low, high = min(y, to_y), max(y, to_y)
    return sum(box.x < x < box.right and low < box.bottom and box.y < high for box in slots.boxes)


def _middle(points: list[Point]) -> Point:
    """The middle of the longest piece."""
    pieces = list(pairwise(points))
    first, last = max(pieces, key=lambda piece: abs(piece[0].x - piece[1].x) + abs(piece[0].y - piece[1].y))
    return Point(x=(first.x + last.x) / 2, y=(first.y + last.y) / 2)
