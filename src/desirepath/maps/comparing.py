"""Two maps side by side: their steps joined by lineage, and what is different at each.

Any two can be compared: a current and a future state, two personas, two periods, two revisions. Everything is
read from the maps themselves; `comparing_figures` says how figures differ, `comparing_cards` how cards do.
"""

from collections import defaultdict
from collections.abc import Iterator

from desirepath.maps.comparing_cards import LaneChange, State, lane_changes
from desirepath.maps.comparing_figures import EMOTION, FigureChange, difference_text, figure_changes
from desirepath.maps.differing import longest_rising
from desirepath.maps.documents import JourneyMap, MapStage, Step
from desirepath.maps.wording import DROPPED_OFF, MOVED_ON
from desirepath.records import Record


class Side(Record):
    """Which map stands on a side, as a picture or a program names it."""

    key: str
    title: str
    name: str  # what tells the two apart: "current state", "r3", a persona, a period


class Column(Record):
    """A step of either map: of both, when they share its lineage."""

    lineage: str
    state: State
    stage: str  # the name of its stage
    stage_type: str
    name: str
    before: Step | None
    after: Step | None
    words: list[str] = []  # what else is different: "renamed from …", "moved", …
    figures: list[FigureChange] = []
    lanes: list[LaneChange] = []

    def figure(self, name: str) -> FigureChange | None:
        """How one of its figures differs, if either map has it."""
        return next((each for each in self.figures if each.name == name), None)


class Comparison(Record):
    """What `compare` found: every step of either map from left to right, and a sentence that sums it up."""

    before: Side
    after: Side
    columns: list[Column]
    summary: str


def compare(before: JourneyMap, after: JourneyMap, *, names: tuple[str, str] | None = None) -> Comparison:
    """How `after` differs from `before`, step by step.

    Steps are the same where their `lineage_id` is; where a map has several of one lineage they are paired in
    order. A column is `changed` when its name, stage, place, or a card is different, or a figure is clear of
    chance; a figure that differs by no more than chance leaves it `same`. `names` call the sides.

    >>> from desirepath.maps.documents import Emotion
    >>> def made(kind, source, value):
    ...     step = Step(id="s1", name="Activation", lineage_id="activation")
    ...     felt = Emotion(id="e1", step="s1", source=source, value=value, low=value, high=value, n=80)
    ...     stage = MapStage(id="g1", name="Use", steps=[step])
    ...     return JourneyMap(key="a", title="A", map_kind=kind, stages=[stage], emotions=[felt])
    >>> compare(made("current_state", "measured", -1.0), made("future_state", "target", 0.6)).summary
    '1 step changed; mood at “Activation” +1.6 (target).'
    """
    called = names or _told_apart(before, after)
    one, two = _Indexed(before), _Indexed(after)
    pairs = _joined(one, two)
    moved = _moved(pairs)
    stages = _stage_names(before, after)
    columns = [
        _column(one, two, pair, moved=moved, stages=stages) for pair in _in_order(one, two, pairs, stages)
    ]
    return Comparison(
        before=Side(key=before.key, title=before.title, name=called[0]),
        after=Side(key=after.key, title=after.title, name=called[1]),
        columns=columns,
        summary=_summary(columns),
    )


class _Indexed:
    """A map's steps in order, each with its stage."""

    def __init__(self, journey_map: JourneyMap) -> None:
        self.map = journey_map
        self.steps = [step for stage in journey_map.stages for step in stage.steps]
        self.stages = [stage for stage in journey_map.stages for _ in stage.steps]
        self.by_lineage: dict[str, list[int]] = defaultdict(list)
        for at, step in enumerate(self.steps):
            self.by_lineage[step.lineage_id].append(at)

    def step(self, at: int | None) -> tuple[JourneyMap, Step] | None:
        return None if at is None else (self.map, self.steps[at])


_Pair = tuple[int | None, int | None]  # where a column's step stands before, and after


def _joined(one: _Indexed, two: _Indexed) -> dict[int, int]:
    """Where each step of `after` was before, for those of a shared lineage."""
    return {
        there: here
        for lineage, places in two.by_lineage.items()
        for here, there in zip(one.by_lineage.get(lineage, []), places, strict=False)
    }


def _moved(pairs: dict[int, int]) -> set[int]:
    """The steps of `after` that must have been moved: all but the longest run that kept its order."""
    order = sorted(pairs)
    kept = set(longest_rising(order, [pairs[at] for at in order]))
    return set(order) - kept


def _in_order(one: _Indexed, two: _Indexed, pairs: dict[int, int], stages: dict[str, str]) -> list[_Pair]:
    """The columns: those of `after`, each removed step beside the neighbour it had in its stage."""
    found: list[_Pair] = [(pairs.get(at), at) for at in range(len(two.steps))]
    kept = set(pairs.values())
    for at in range(len(one.steps)):
        if at not in kept:
            found.insert(_place(one, at, found, stages, two), (at, None))
    return found


def _place(one: _Indexed, at: int, found: list[_Pair], stages: dict[str, str], two: _Indexed) -> int:  # noqa: PLR0917
    places = {before: place for place, (before, _) in enumerate(found) if before is not None}
    stage = stages[one.stages[at].id]
    same_stage = [before for before in places if stages[one.stages[before].id] == stage]
    earlier, later = [b for b in same_stage if b < at], [b for b in same_stage if b > at]
    if earlier:
        return places[max(earlier)] + 1
    if later:
        return places[min(later)]
    of_stage = [
        place
        for place, (_, there) in enumerate(found)
        if there is not None and two.stages[there].name == stage
    ]
    if of_stage:
        return of_stage[0]
    previous = [before for before in places if before < at]
    return _end_of_stage(found, places[max(previous)], one, two) + 1 if previous else 0


def _end_of_stage(found: list[_Pair], place: int, one: _Indexed, two: _Indexed) -> int:
    """The last column of the stage that the column at this place is in."""

    def stage(pair: _Pair) -> str:
        before, after = pair
        return two.stages[after].id if after is not None else one.stages[before or 0].id

    while place + 1 < len(found) and stage(found[place + 1]) == stage(found[place]):
        place += 1
    return place


def _stage_names(before: JourneyMap, after: JourneyMap) -> dict[str, str]:
    """What the stages of `before` are called in `after`, by id: the same id, stage key or name."""
    names: dict[str, str] = {}
    for stage in before.stages:
        found = next((other for other in after.stages if _is_same_stage(stage, other)), stage)
        names[stage.id] = found.name
    return names


def _is_same_stage(one: MapStage, other: MapStage) -> bool:
    if one.key and other.key:
        return one.key == other.key
    return one.id == other.id or one.name.casefold() == other.name.casefold()


def _column(one: _Indexed, two: _Indexed, pair: _Pair, *, moved: set[int], stages: dict[str, str]) -> Column:
    here, there = pair
    before, after = one.step(here), two.step(there)
    step = after[1] if after else one.steps[here or 0]
    stage = two.stages[there] if there is not None else one.stages[here or 0]
    figures = figure_changes(before, after)
    lanes = lane_changes(_with_id(before), _with_id(after))
    words = []
    if here is not None and there is not None:
        words = list(_differences(one.steps[here], two.steps[there]))
        if stages[one.stages[here].id] != stage.name:
            words.append(f"moved from the stage “{one.stages[here].name}”")
        elif there in moved:
            words.append("moved")
    return Column(
        lineage=step.lineage_id,
        state=_state(pair, words, figures, lanes),
        stage=stages.get(stage.id, stage.name) if there is None else stage.name,
        stage_type=stage.type,
        name=step.name,
        before=before[1] if before else None,
        after=after[1] if after else None,
        words=words,
        figures=figures,
        lanes=lanes,
    )


def _with_id(side: tuple[JourneyMap, Step] | None) -> tuple[JourneyMap, str] | None:
    return (side[0], side[1].id) if side else None


def _state(pair: _Pair, words: list[str], figures: list[FigureChange], lanes: list[LaneChange]) -> State:
    if pair[0] is None:
        return "added"
    if pair[1] is None:
        return "removed"
    cards = any(card.state != "same" for lane in lanes for card in lane.cards)
    return "changed" if words or cards or any(figure.is_clear for figure in figures) else "same"


def _differences(before: Step, after: Step) -> Iterator[str]:
    if before.name != after.name:
        yield f"renamed from “{before.name}”"
    for field, words in (("moment_of_truth", "a moment of truth"), ("is_goal", "a goal")):
        was, now = getattr(before, field), getattr(after, field)
        if was != now:
            yield f"now {words}" if now else f"no longer {words}"
    if before.bindings != after.bindings and not (before.is_other and after.is_other):
        yield "bound to other interactions"
    if before.child != after.child:
        yield "told in detail by another map" if after.child else "no longer told in detail"


def _told_apart(before: JourneyMap, after: JourneyMap) -> tuple[str, str]:
    """Two short names for the sides: by what tells the maps apart, else before and after."""
    kinds = before.map_kind.replace("_", " "), after.map_kind.replace("_", " ")
    traits = tuple(", ".join(each.where.values()) for each in (before, after))
    choices = (kinds, (before.persona or "", after.persona or ""), traits, (before.title, after.title),
               _periods(before, after), (before.key, after.key))  # fmt: skip
    return next(((a, b) for a, b in choices if a and b and a != b), ("before", "after"))


def _periods(before: JourneyMap, after: JourneyMap) -> tuple[str, str]:
    one, two = ((each.period or "").replace("/", " – ") for each in (before, after))
    return one, two


def _summary(columns: list[Column]) -> str:
    """One sentence: how many steps came, went and changed, then what differs most, of what is clear."""
    if not columns:
        return "Neither map has a step."
    counts = [
        (state, sum(column.state == state for column in columns)) for state in ("added", "removed", "changed")
    ]
    told: list[str] = []
    for state, count in counts:
        if count:
            told.append(
                f"{count} {state}" if told else f"{count} {'step' if count == 1 else 'steps'} {state}"
            )
    if all(column.state in {"added", "removed"} for column in columns):
        return f"{', '.join(told)}; the maps share no step."
    clear = [
        next((words for name, noun in names if (words := _loudest(columns, name, noun))), None)
        for names in (((EMOTION, "mood"),), ((MOVED_ON, "moved on"), (DROPPED_OFF, "dropped off")))
    ]
    start = ", ".join(told) or "The same steps and cards"
    return f"{'; '.join([start, *filter(None, clear)])}."


def _loudest(columns: list[Column], name: str, noun: str) -> str | None:
    found = [(column, figure) for column in columns if (figure := column.figure(name)) and figure.is_clear]
    if not found:
        return None
    column, figure = max(found, key=lambda each: abs(each[1].difference or 0))
    planned = next(
        (side.source for side in (figure.after, figure.before) if side and side.source != "measured"), None
    )
    return f"{noun} at “{column.name}” {difference_text(figure)}{f' ({planned})' if planned else ''}"
