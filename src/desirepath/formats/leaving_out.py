"""What of a map a form has no place for, counted and said: nothing is left out in silence."""

from collections.abc import Callable, Iterator, Mapping, Set

from desirepath.maps import Card, JourneyMap, steps_of


def _cards(journey_map: JourneyMap) -> Iterator[Card]:
    for lane in journey_map.lanes:
        yield from lane.cards


def _cards_with(field: str) -> Callable[[JourneyMap], int]:
    return lambda drawn: sum(bool(getattr(card, field)) for card in _cards(drawn))


def _steps_with(*fields: str) -> Callable[[JourneyMap], int]:
    return lambda drawn: sum(any(getattr(step, each) for each in fields) for step in steps_of(drawn))


def _pieces(drawn: JourneyMap) -> int:
    felt = sum(len(one.evidence) for one in drawn.emotions)
    return felt + sum(len(card.evidence) for card in _cards(drawn))


def _header(drawn: JourneyMap) -> int:
    fields = ("objective", "scope_start", "scope_end", "persona", "scenario", "owner", "review_every")
    return sum(bool(getattr(drawn, each)) for each in fields)


def _translated(drawn: JourneyMap) -> int:
    rows = sum(len(lane.i18n) for lane in drawn.lanes) + sum(len(card.i18n) for card in _cards(drawn))
    columns = sum(len(stage.i18n) + sum(len(step.i18n) for step in stage.steps) for stage in drawn.stages)
    return len(drawn.i18n) + rows + columns


THINGS: Mapping[str, tuple[str, str, Callable[[JourneyMap], int]]] = {
    "header": ("line of the header", "lines of the header", _header),
    "cards": ("card", "cards", lambda drawn: sum(1 for _ in _cards(drawn))),
    "quotes": ("quote", "quotes", lambda drawn: sum(not card.text for card in _cards(drawn))),
    "details": ("card's detail", "cards' details", _cards_with("body")),
    "severities": ("severity", "severities", _cards_with("severity")),
    "obstacle_kinds": ("kind of obstacle", "kinds of obstacles", _cards_with("obstacle_kind")),
    "channels": ("channel", "channels", _cards_with("channel")),
    "spans": ("card's reach over several steps", "cards' reach over several steps",
              _cards_with("span_to_step")),
    "pictures": ("picture", "pictures", _cards_with("image")),
    "feelings": ("feeling", "feelings", lambda drawn: len(drawn.emotions)),
    "evidence": ("piece of evidence", "pieces of evidence", _pieces),
    "bindings": ("step's binding", "steps' bindings", _steps_with("bindings")),
    "expectations": ("expectation", "expectations", _steps_with("expectation")),
    "times": ("step's time", "steps' times", _steps_with("starts_at", "ends_at", "duration_expected")),
    "marks": ("goal or moment of truth", "goals and moments of truth",
              _steps_with("is_goal", "moment_of_truth")),
    "children": ("map of a step in detail", "maps of steps in detail", _steps_with("child")),
    "edges": ("edge", "edges", lambda drawn: len(drawn.edges)),
    "hotspots": ("hotspot", "hotspots", lambda drawn: len(drawn.hotspots)),
    "goals": ("goal", "goals", lambda drawn: len(drawn.goals)),
    "kpis": ("KPI", "KPIs", lambda drawn: len(drawn.kpis)),
    "opportunities": ("opportunity", "opportunities", lambda drawn: len(drawn.opportunities)),
    "stakeholders": ("stakeholder", "stakeholders", lambda drawn: len(drawn.stakeholders)),
    "resources": ("resource", "resources", lambda drawn: len(drawn.resources)),
    "layers": ("layer", "layers", lambda drawn: len(drawn.layers)),
    "comments": ("comment", "comments", lambda drawn: len(drawn.comments)),
    "walkthroughs": ("walkthrough", "walkthroughs", lambda drawn: len(drawn.walkthroughs)),
    "footnotes": ("footnote", "footnotes", lambda drawn: len(drawn.footnotes)),
    "translations": ("translation", "translations", _translated),
}  # fmt: skip


CARDS = {"cards", "quotes", "details", "severities", "obstacle_kinds", "channels", "spans", "pictures"}
"""Cards and what is of cards: a form that counts its own cards names all of these as held."""


def counted(count: int, one: str, many: str) -> str:
    """A number with its noun.

    >>> counted(1, "card", "cards"), counted(2000, "card", "cards")
    ('1 card', '2,000 cards')
    """
    return f"{count:,} {one if count == 1 else many}"


def left_out(journey_map: JourneyMap, *, held: Set[str]) -> list[str]:
    """A sentence for each kind of thing on the map but those that the form has a place for (`held`).

    >>> from desirepath.maps import Goal
    >>> drawn = JourneyMap(key="m", title="M", goals=[Goal(id="g", statement="Nobody waits")])
    >>> left_out(drawn, held=set())
    ['Left out: 1 goal.']
    """
    assert held <= set(THINGS)  # noqa: S101 - a form names what there is
    asked = [thing for name, thing in THINGS.items() if name not in held]
    found = [(count(journey_map), one, many) for one, many, count in asked]
    return [f"Left out: {counted(*each)}." for each in found if each[0]]
