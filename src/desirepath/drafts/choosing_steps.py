"""Which of the many things people do in a stage become steps of the map, and which stay "Other".

A *place* is a touchpoint of one stage, or one action at it where the touchpoint stands for clearly
different things. Choosing is by reach, but a place where people leave or suffer is never hidden among
the others. Pure: counts in, choices out; `drafting` does the counting and the naming.
"""

from collections import defaultdict
from collections.abc import Iterable

from desirepath.records import Record


class Place(Record):
    """One candidate for a step: what was counted and measured there."""

    stage: int
    touchpoint: str
    action: str | None  # what most people do here: its only action, or the one it is named after
    kinds: tuple[int, ...]
    interactions: int
    people: int = 0
    action_people: int | None = None  # who do it, where there are other actions too
    is_goal: bool = False
    is_answer: bool = False  # nothing but answers to questions
    leaving: float | None = None  # share of journeys that end here for good, with its 95 % interval
    leaving_low: float = 0.0
    leaving_high: float = 1.0
    leaving_n: int = 0
    excess: float | None = None  # leaving minus the median of all places
    feeling: float | None = None  # mean valence
    feeling_high: float = 2.0
    feeling_n: int = 0


class DraftRules(Record):
    """How a draft is cut down to what a page can hold; every number may be changed.

    With a `fidelity` the steps are those that explain most (`explaining`), `most_steps` of them at the most,
    and nothing is gathered as "Other"; without one they are chosen stage by stage, as follows.

    Joining (`joining_places`): a touchpoint with `dominant` of its stage's interactions keeps its actions
    apart; elsewhere actions of at least `overlap` of a place's people are one, and another stands alone when
    its leaving differs by `apart`. Choosing: a stage's steps are its most reached places until `explained` of
    its interactions are theirs and no place of `notable` reach is left, at most `per_stage`. Loud places are
    added to those: where more than `loud_people` of the map's people leave beyond the median, or `notable`
    many feel `loud_feeling` or worse.
    """

    fidelity: float | None = None  # of the interactions and of the journeys
    most_steps: int = 20
    explained: float = 0.9  # of a stage's interactions
    notable: float = 0.1  # of the map's people
    per_stage: int = 3
    in_all: int = 16  # columns to aim at: what many people do is never folded away to reach it
    kept_from: float = 0.35  # of the map's people: many
    other_from: float = 0.05  # of the map's people: from here the rest of a stage is a step of its own
    dominant: float = 0.95
    overlap: float = 0.7
    apart: float = 0.15  # share points
    at_least: int = 30  # fewer people say nothing about leaving or feeling
    loud_people: float = 0.02
    loud_excess: float = 0.1  # share points above the median
    loud_feeling: float = -0.5


class Chosen(Record):
    """The steps of one stage, most reached first, and the places left over."""

    stage: int
    steps: list[Place]
    rest: list[Place]


def choose(candidates: Iterable[Place], *, people: int, rules: DraftRules) -> list[Chosen]:
    """The steps of each stage that has any interaction; nothing is lost: what is not a step is in `rest`.

    `people` is how many the map is about. The most reached place of a stage is always a step.
    """
    by_stage: dict[int, list[Place]] = defaultdict(list)
    for place in candidates:
        by_stage[place.stage].append(place)
    chosen = [
        _choose_in_stage(stage, group, people=people, rules=rules)
        for stage, group in sorted(by_stage.items())
    ]
    return _within_budget(chosen, people=people, rules=rules)


def shows_other(chosen: Chosen, *, people: int, rules: DraftRules) -> bool:
    """Whether what is left of a stage holds enough people to be a step of its own.

    The people of several places are at least those of the largest and at most their sum; the sum decides.
    """
    return bool(chosen.rest) and sum(place.people for place in chosen.rest) >= rules.other_from * max(
        people, 1
    )


def is_loud(place: Place, *, people: int, rules: DraftRules) -> bool:
    """Whether a place must not be hidden: it is the goal, it loses many people, or many feel bad there."""
    leaves = (
        place.leaving is not None
        and place.excess is not None
        and place.leaving_n >= rules.at_least
        and place.leaving_low > place.leaving - place.excess
        and place.excess >= rules.loud_excess
        and place.excess * place.people >= rules.loud_people * people
    )
    suffers = (
        place.feeling is not None
        and place.feeling_n >= rules.at_least
        and place.feeling_high < 0
        and place.feeling <= rules.loud_feeling
        and place.people >= rules.notable * people
    )
    return place.is_goal or leaves or suffers


def _choose_in_stage(stage: int, group: list[Place], *, people: int, rules: DraftRules) -> Chosen:
    ranked = sorted(group, key=_by_reach)
    total = sum(place.interactions for place in group)
    steps = [place for place in ranked if place is ranked[0] or is_loud(place, people=people, rules=rules)]
    for place in ranked:
        is_explained = sum(step.interactions for step in steps) >= rules.explained * total
        is_notable = place.people >= rules.notable * people
        if len(steps) >= rules.per_stage or (is_explained and not is_notable):
            break
        if place not in steps:
            steps.append(place)
    return _settled(
        stage, steps, [place for place in ranked if place not in steps], people=people, rules=rules
    )


def _settled(stage: int, steps: list[Place], rest: list[Place], *, people: int, rules: DraftRules) -> Chosen:
    """One place left over is shown by its own name: an "Other" that hides a single thing tells less."""
    chosen = Chosen(stage=stage, steps=sorted(steps, key=_by_reach), rest=rest)
    if len(rest) == 1 and shows_other(chosen, people=people, rules=rules):
        return Chosen(stage=stage, steps=sorted([*steps, *rest], key=_by_reach), rest=[])
    return chosen


def _within_budget(chosen: list[Chosen], *, people: int, rules: DraftRules) -> list[Chosen]:
    """Fold the least reached quiet steps into their stage's rest until the columns fit the page.

    Where there is no "Other" yet, two must be folded to win a column; the cheapest fold, by people, is first.
    """
    kept = list(chosen)
    while sum(len(one.steps) + shows_other(one, people=people, rules=rules) for one in kept) > rules.in_all:
        folds = [(number, _fold(one, people=people, rules=rules)) for number, one in enumerate(kept)]
        possible = [(number, places) for number, places in folds if places]
        if not possible:
            break
        number, places = min(possible, key=lambda fold: sum(place.people for place in fold[1]))
        one = kept[number]
        steps = [step for step in one.steps if step not in places]
        kept[number] = Chosen(stage=one.stage, steps=steps, rest=sorted([*one.rest, *places], key=_by_reach))
    return kept


def _fold(one: Chosen, *, people: int, rules: DraftRules) -> list[Place]:
    """What would have to go into this stage's rest to win a column; empty when nothing can."""
    few = [place for place in one.steps[1:] if place.people < rules.kept_from * people]
    quiet = [place for place in few if not is_loud(place, people=people, rules=rules)]
    needed = 1 if shows_other(one, people=people, rules=rules) else 2
    return quiet[-needed:] if len(quiet) >= needed else []


def _by_reach(place: Place) -> tuple[int, int, str, str]:
    return (-place.people, -place.interactions, place.touchpoint, place.action or "")
