"""Ways between the cards of two lanes, as a blueprint has them: lines in the gutters, never through a card.

A link runs straight where the two slots lie in one column with nothing between, else through the gutters of
columns and rows. Its label is a letter on the line, told in the footnotes.
"""

from itertools import pairwise
from string import ascii_lowercase

from desirepath.maps import Edge, Hotspot, JourneyMap
from desirepath.prints.layout_cards import INSET, PlacedCard
from desirepath.prints.layout_columns import Columns, Edges
from desirepath.prints.layout_curve import Point
from desirepath.prints.layout_gutters import Upright, upright_places
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
    page = columns.stretch
    names = {step.id: step.name for stage in journey_map.stages for step in stage.steps}
    links: list[PlacedLink] = []
    letters = iter(ascii_lowercase)
    taken = slots.boxes
    joins = _joins(journey_map, slots, columns.edges)
    places = upright_places(piece for join in joins for piece in join.uprights)
    for join in joins:
        one = join.edge
        points = _route(join, slots=slots, places=places)
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


class _Join(Record):
    """A way with its two cards, and where it needs a gutter."""

    edge: Edge
    start: _Place
    end: _Place
    uprights: list[Upright]

    @property
    def boxes(self) -> tuple[Box, Box]:
        return self.start[2], self.end[2]


def _joins(journey_map: JourneyMap, slots: Slots, edges: Edges) -> list[_Join]:
    joins = []
    for one in journey_map.edges:
        start, end = slots.cards.get(one.from_card or ""), slots.cards.get(one.to_card or "")
        if start is not None and end is not None and one.from_card != one.to_card:
            uprights = _uprights(one.id, start, end, slots=slots, edges=edges)
            joins.append(_Join(edge=one, start=start, end=end, uprights=uprights))
    return joins


def _uprights(edge: str, start: _Place, end: _Place, *, slots: Slots, edges: Edges) -> list[Upright]:
    """The gutters that a way stands in: none where it runs straight, one to the next card, else two."""
    (_, step, one), (_, end_step, other) = start, end
    if step == end_step:
        return _beside(edge, start, end, slots=slots, edges=edges)
    forward = edges[step][0] < edges[end_step][0]
    gutter = one.right + INSET if forward else edges[step][0]
    last = edges[end_step][0] if forward else other.right + INSET
    if abs(gutter - last) >= 12:
        depth = _depth(edge, end[0], slots)
        return [
            Upright(edge=edge, gutter=gutter, role="leaves", is_forward=forward, depth=depth),
            Upright(edge=edge, gutter=last, role="arrives", is_forward=forward, depth=depth),
        ]
    if max(one.y, other.y) + 8 < min(one.bottom, other.bottom):
        return []
    return [Upright(edge=edge, gutter=gutter, role="crosses", is_forward=forward)]


def _beside(edge: str, start: _Place, end: _Place, *, slots: Slots, edges: Edges) -> list[Upright]:
    """Within one column: the gutter with fewer cards in the way, where something stands between."""
    (_, step, one), (_, _, other) = start, end
    upper, lower = sorted((one, other), key=lambda box: box.y)
    if not _met(_middle_of(one, other), upper.bottom + 1, lower.y - 1, slots):
        return []
    left, right = edges[step]
    y, to_y = _arrival(one), _arrival(other)
    is_right = _met(right, y, to_y, slots) <= _met(left, y, to_y, slots)
    gutter = right if is_right else left
    return [Upright(edge=edge, gutter=gutter, role="returns", is_forward=is_right)]


def _depth(edge: str, lane: str, slots: Slots) -> int:
    tracks = slots.tracks.get(lane, [])
    return tracks.index(edge) if edge in tracks else 0


def _along(edge: str, lane: str, slots: Slots) -> float:
    """How high a way runs that passes over other steps: each on a track of its own, above the cards."""
    tracks = slots.tracks.get(lane, [])
    below = len(tracks) - 1 - tracks.index(edge) if edge in tracks else 0
    return slots.rows[lane].y - 1 - TRACK * below


def _arrival(box: Box) -> float:
    """How far down a way arrives at a card's side: at its first line."""
    return box.y + min(box.height / 2, 22)


def _departure(box: Box, towards: float) -> float:
    """Where a way leaves a card's side: not where others arrive."""
    return box.y + 7 if towards < box.y else box.bottom - 7


def _middle_of(one: Box, other: Box) -> float:
    return (max(one.x, other.x) + min(one.right, other.right)) / 2


def _route(join: _Join, *, slots: Slots, places: dict[tuple[str, float], float]) -> list[Point]:
    one, other = join.boxes
    xs = [places[piece.edge, piece.gutter] for piece in join.uprights]
    if not xs:
        return _straight(join, slots)
    is_right = join.uprights[0].is_forward
    out = one.right if is_right else one.x
    returns = join.uprights[0].role == "returns"
    into = other.right if is_right == returns else other.x
    to_y = _arrival(other)
    if len(xs) == 1:
        y = _departure(one, to_y)
        return [Point(x=out, y=y), Point(x=xs[0], y=y), Point(x=xs[0], y=to_y), Point(x=into, y=to_y)]
    along = _along(join.edge.id, join.end[0], slots)
    y = _departure(one, along)
    return [
        Point(x=out, y=y), Point(x=xs[0], y=y), Point(x=xs[0], y=along), Point(x=xs[1], y=along),
        Point(x=xs[1], y=to_y), Point(x=into, y=to_y),
    ]  # fmt: skip


def _straight(join: _Join, slots: Slots) -> list[Point]:
    """Straight to the neighbour, or down or up within a column."""
    (first, step, one), (last, end_step, other) = join.start, join.end
    if step != end_step:
        y = (max(one.y, other.y) + min(one.bottom, other.bottom)) / 2
        out, into = (one.right, other.x) if one.x < other.x else (one.x, other.right)
        return [Point(x=out, y=y), Point(x=into, y=y)]
    down = (slots.order.index(first), one.y) < (slots.order.index(last), other.y)
    x = _middle_of(one, other) + (8 if down else -8)
    return [Point(x=x, y=one.bottom if down else one.y), Point(x=x, y=other.y if down else other.bottom)]


def _met(x: float, y: float, to_y: float, slots: Slots) -> int:
    """How many cards a line down at `x` runs through."""
    low, high = min(y, to_y), max(y, to_y)
    return sum(box.x < x < box.right and low < box.bottom and box.y < high for box in slots.boxes)


def _middle(points: list[Point]) -> Point:
    """The middle of the longest piece."""
    pieces = list(pairwise(points))
    first, last = max(pieces, key=lambda piece: abs(piece[0].x - piece[1].x) + abs(piece[0].y - piece[1].y))
    return Point(x=(first.x + last.x) / 2, y=(first.y + last.y) / 2)
