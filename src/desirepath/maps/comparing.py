"""Two maps side by side: their steps joined by lineage, and what is different at each.

Any two can be compared: a current and a future state, two personas, two periods, two revisions. Everything is
read from the maps themselves; `comparing_figures` says how figures differ, `comparing_cards` how cards do.
"""

from collections.abc import Iterator

from desirepath.maps.comparing_cards import LaneChange, State, lane_changes
from desirepath.maps.comparing_figures import FigureChange, figure_changes
from desirepath.maps.comparing_readings import EMOTION
from desirepath.maps.comparing_steps import Indexed, Pair, in_order, joined, moved, stage_names
from desirepath.maps.comparing_words import difference_text
from desirepath.maps.documents import JourneyMap, LaneRole, Step
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
    chance; a figure that differs by no more than chance leaves it `same`, and so do cards of a lane that a
    map of another kind does without: a future state has no quotes. `names` call the sides.

    >>> from desirepath.maps.documents import Emotion, MapStage
    >>> def made(kind, source, value):
    ...     step = Step(id="s1", name="Activation", lineage_id="activation")
    ...     felt = Emotion(id="e1", step="s1", source=source, value=value, low=value, high=value, n=80)
    ...     stage = MapStage(id="g1", name="Use", steps=[step])
    ...     return JourneyMap(key="a", title="A", map_kind=kind, stages=[stage], emotions=[felt])
    >>> compare(made("current_state", "measured", -1.0), made("future_state", "target", 0.6)).summary
    '1 step changed; mood at “Activation” +1.6 (target).'
    """
    called = names or _told_apart(before, after)
    one, two = Indexed(before), Indexed(after)
    pairs = joined(one, two)
    shifted = moved(pairs)
    stages = stage_names(before, after)
    gone = _done_without(before, after)
    columns = [
        _column(one, two, pair, shifted=shifted, stages=stages, gone=gone)
        for pair in in_order(one, two, pairs, stages)
    ]
    return Comparison(
        before=Side(key=before.key, title=before.title, name=called[0]),
        after=Side(key=after.key, title=after.title, name=called[1]),
        columns=columns,
        summary=_summary(columns),
    )


def _done_without(before: JourneyMap, after: JourneyMap) -> set[LaneRole]:
    """The lanes that a map of another kind does without: that they are not there is no change of a step."""
    if before.map_kind == after.map_kind:
        return set()
    one, two = ({lane.role for lane in each.lanes if lane.cards} for each in (before, after))
    return one - two


def _column(
    one: Indexed,
    two: Indexed,
    pair: Pair,
    *,
    shifted: set[int],
    stages: dict[str, str],
    gone: set[LaneRole],
) -> Column:
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
        elif there in shifted:
            words.append("moved")
    return Column(
        lineage=step.lineage_id,
        state=_state(pair, words, figures, [lane for lane in lanes if lane.role not in gone]),
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


def _state(pair: Pair, words: list[str], figures: list[FigureChange], lanes: list[LaneChange]) -> State:
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
