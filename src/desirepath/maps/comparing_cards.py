"""What stands on a step's cards in two maps: the same, changed, added, removed.

A text that only says a figure again (`wording.said`) has changed when its figure has, clear of chance: else
every card of two periods would look changed. Metric cards are figures, and compared as such.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

from desirepath.maps.comparing_figures import evidence_change
from desirepath.maps.documents import Card, JourneyMap, Lane, LaneRole
from desirepath.maps.wording import said
from desirepath.records import Record

State = Literal["same", "changed", "added", "removed"]
_FIELDS = {
    "severity": "severity", "obstacle_kind": "kind of obstacle", "channel": "channel", "status": "standing",
    "image": "picture",
}  # fmt: skip
_LEFT_OUT: set[LaneRole] = {"metrics", "emotions"}


class CardChange(Record):
    """One card of the two maps; `words` say what is different about a changed one."""

    state: State
    before: Card | None
    after: Card | None
    words: list[str] = []


class LaneChange(Record):
    """A lane's cards at one step."""

    role: LaneRole
    label: str
    cards: list[CardChange]


class _Placed(Record):
    card: Card
    role: LaneRole
    drawn: JourneyMap


def lane_changes(
    before: tuple[JourneyMap, str] | None, after: tuple[JourneyMap, str] | None
) -> list[LaneChange]:
    """The lanes with a card at this step in either map (a map and its step's id), in the order of `after`."""
    lanes = [*(_lanes(after) if after else []), *(_lanes(before) if before else [])]
    changes = []
    for role, label in dict.fromkeys((lane.role, _label(lane)) for lane in lanes):
        one = _cards(before, role, label)
        two = _cards(after, role, label)
        if one or two:
            shown = next(lane.label for lane in lanes if (lane.role, _label(lane)) == (role, label))
            changes.append(LaneChange(role=role, label=shown, cards=_joined(one, two)))
    return changes


def _lanes(side: tuple[JourneyMap, str]) -> list[Lane]:
    return [lane for lane in side[0].lanes if lane.role not in _LEFT_OUT]


def _label(lane: Lane) -> str:
    """Lanes of a role are one row; those of one's own making are told apart by their names."""
    return lane.label.casefold() if lane.role == "custom" else ""


def _cards(side: tuple[JourneyMap, str] | None, role: LaneRole, label: str) -> list[_Placed]:
    if side is None:
        return []
    journey_map, step = side
    return [
        _Placed(card=card, role=role, drawn=journey_map)
        for lane in _lanes(side)
        if (lane.role, _label(lane)) == (role, label)
        for card in lane.cards
        if card.step == step
    ]


def _joined(before: Sequence[_Placed], after: Sequence[_Placed]) -> list[CardChange]:
    """Cards paired by id where they say the same, then by what they say, then by id alone.

    An id alone tells only in maps that were made of one another (revisions of one map, a future state and
    its baseline), and not while the card's text stands elsewhere in the slot: two drafts number their cards
    alike.
    """
    pairs = _paired(before, after)
    found = [_change(pairs.get(at), card) for at, card in enumerate(after)]
    kept = {id(one) for one in pairs.values()}
    return found + [
        CardChange(state="removed", before=one.card, after=None) for one in before if id(one) not in kept
    ]


def _paired(before: Sequence[_Placed], after: Sequence[_Placed]) -> dict[int, _Placed]:
    """Which card before each of those after was, by its place in `after`."""
    left = list(before)
    pairs: dict[int, _Placed] = {}
    for is_same in (_is_same_card, _says_the_same, _has_the_same_id):
        for at, card in enumerate(after):
            found = None if at in pairs else next((one for one in left if is_same(one, card)), None)
            if found is not None:
                pairs[at] = found
                left = [one for one in left if one is not found]
    return pairs


def _is_same_card(one: _Placed, other: _Placed) -> bool:
    return one.card.id == other.card.id and _says_the_same(one, other)


def _says_the_same(one: _Placed, other: _Placed) -> bool:
    return _said(one) == _said(other)


def _has_the_same_id(one: _Placed, other: _Placed) -> bool:
    return one.card.id == other.card.id and _are_kin(one.drawn, other.drawn) and not _quoted(one.card)


def _are_kin(one: JourneyMap, other: JourneyMap) -> bool:
    """Whether one of the maps was made of the other, so that an id means the same card in both."""
    return other.key in {one.key, one.baseline} or other.baseline == one.key


def _said(placed: _Placed) -> str:
    """What a card says: a quote is the fact it is read from, a computed obstacle the figure it tells of."""
    card = placed.card
    if placed.role in {"obstacles", "strengths"} and _is_computed(placed):
        return f"{card.evidence[0].measure} {card.evidence[0].column}"
    return _quoted(card) or " ".join(card.text.split()).casefold()


def _quoted(card: Card) -> str | None:
    """The fact that a quote is read from: another fact is another quote."""
    if card.text:
        return None
    return next((piece.interaction_id for piece in card.evidence if piece.interaction_id), None)


def _change(before: _Placed | None, after: _Placed) -> CardChange:
    if before is None:
        return CardChange(state="added", before=None, after=after.card)
    words = list(_different(before, after))
    return CardChange(state="changed" if words else "same", before=before.card, after=after.card, words=words)


def _different(before: _Placed, after: _Placed) -> Iterable[str]:
    one, two = before.card, after.card
    is_computed = _is_computed(before) and _is_computed(after)
    if is_computed and _figure_moved(one, two):
        yield "figure"
    if not is_computed:
        texts = {"text": "text", "body": "description"}
        yield from (word for field, word in texts.items() if getattr(one, field) != getattr(two, field))
    for field, words in _FIELDS.items():
        if is_computed and field in {"severity", "status"}:
            continue  # these follow from the figure and its n
        if getattr(one, field) != getattr(two, field):
            yield f"{words}: {_plain(getattr(one, field))} → {_plain(getattr(two, field))}"


def _is_computed(placed: _Placed) -> bool:
    """Whether the card still says what its evidence makes it say, and nothing of a person's."""
    told = said(placed.role, placed.card, placed.drawn)
    return told is not None and told[0] == placed.card.text


def _figure_moved(one: Card, two: Card) -> bool:
    change = evidence_change(one.evidence[0], two.evidence[0])
    if change is None:
        return one.text != two.text
    return bool(change.is_clear)


def _plain(value: object) -> str:
    return "none" if value is None else str(value).replace("_", " ")
