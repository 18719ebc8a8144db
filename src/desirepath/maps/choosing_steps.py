"""Which of the many things people do in a stage become steps of the map, and which stay "Other".

A *place* is a touchpoint of one stage, or one action at it where the touchpoint stands for clearly
different things. Choosing is by reach, but a place where people leave or suffer is never hidden among
the others. Pure: counts in, choices out; `drafting` does the counting and the naming.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from desirepath.records import Record


class Place(Record):
    """One candidate for a step: what was counted and measured there."""

    stage: int
    touchpoint: str
    action: str | None  # None: all its actions
    kinds: tuple[int, ...]
    interactions: int
    people: int = 0
    is_goal: bool = False
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

    A touchpoint is split by action when it alone holds `dominant` of its stage's interactions, or when
    the leaving at one action lies clear of the others by at least `apart`; only actions with at least
    `action_share` of the touchpoint's interactions count for that.
    """

    explained: float = 0.9  # of a stage's interactions, by its steps
    per_stage: int = 3
    in_all: int = 14  # columns
    other_from: float = 0.05  # of the map's people: from here the rest of a stage is a step of its own
    dominant: float = 0.6
    action_share: float = 0.1
    apart: float = 0.15
    at_least: int = 30  # fewer people say nothing about leaving or feeling
    loud_excess: float = 0.1  # share points above the median
    loud_feeling: float = -0.5


class Chosen(Record):
    """The steps of one stage, most reached first, and the places left over."""

    stage: int
    steps: list[Place]
    rest: list[Place]


def places(parts: Sequence[Place], rules: DraftRules) -> list[Place]:
    """Candidates from places counted by action: a touchpoint's actions stay together unless they differ.

    What reaches the goal is never put together with what does not. People of joined places are not known
    yet (0), nor what was measured: both must be asked again.
    """
    grouped: dict[tuple[int, str, bool], list[Place]] = defaultdict(list)
    stage_total: dict[int, int] = defaultdict(int)
    for part in parts:
        grouped[part.stage, part.touchpoint, part.is_goal].append(part)
        stage_total[part.stage] += part.interactions
    found: list[Place] = []
    for (stage, _, _), group in grouped.items():
        found += group if _stand_apart(group, stage_total[stage], rules) else [_joined(group)]
    return found


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


def is_loud(place: Place, rules: DraftRules) -> bool:
    """Whether a place must not be hidden: it is the goal, clearly more people leave, or they feel bad."""
    leaves = (
        place.leaving is not None
        and place.excess is not None
        and place.leaving_n >= rules.at_least
        and place.leaving_low > place.leaving - place.excess
        and place.excess >= rules.loud_excess
    )
    suffers = (
        place.feeling is not None
        and place.feeling_n >= rules.at_least
        and place.feeling_high < 0
        and place.feeling <= rules.loud_feeling
    )
    return place.is_goal or leaves or suffers


def _choose_in_stage(stage: int, group: list[Place], *, people: int, rules: DraftRules) -> Chosen:
    ranked = sorted(group, key=_by_reach)
    loud = [place for place in ranked[1:] if is_loud(place, rules)]
    quiet = [place for place in ranked[1:] if place not in loud]
    total = sum(place.interactions for place in group)
    steps: list[Place] = []
    for place in [ranked[0], *loud, *quiet]:
        explained = sum(step.interactions for step in steps) >= rules.explained * total
        if len(steps) >= rules.per_stage or (explained and place not in loud):
            break
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
    """Fold the least reached quiet steps into their stage's rest until the columns fit the page."""
    kept = {one.stage: one for one in chosen}

    def columns() -> int:
        return sum(len(one.steps) + shows_other(one, people=people, rules=rules) for one in kept.values())

    spare = sorted(
        (place for one in chosen for place in one.steps[1:] if not is_loud(place, rules)),
        key=lambda place: place.people,
    )
    for place in spare:
        if columns() <= rules.in_all:
            break
        one = kept[place.stage]
        steps = [step for step in one.steps if step is not place]
        kept[place.stage] = Chosen(
            stage=one.stage, steps=steps, rest=sorted([*one.rest, place], key=_by_reach)
        )
    return [kept[one.stage] for one in chosen]


def _stand_apart(group: list[Place], stage_total: int, rules: DraftRules) -> bool:
    total = sum(part.interactions for part in group)
    large = [part for part in group if part.interactions >= rules.action_share * total]
    if len(large) < 2:
        return False
    return total >= rules.dominant * stage_total or _leave_differently(large, rules)


def _leave_differently(parts: list[Place], rules: DraftRules) -> bool:
    known = [part for part in parts if part.leaving is not None and part.leaving_n >= rules.at_least]
    if len(known) < 2:
        return False
    least = min(known, key=lambda part: part.leaving or 0.0)
    most = max(known, key=lambda part: part.leaving or 0.0)
    is_far = (most.leaving or 0.0) - (least.leaving or 0.0) >= rules.apart
    return is_far and most.leaving_low > least.leaving_high


def _joined(group: list[Place]) -> Place:
    first = group[0]
    return Place(
        stage=first.stage,
        touchpoint=first.touchpoint,
        action=first.action if len(group) == 1 else None,
        kinds=tuple(sorted(kind for part in group for kind in part.kinds)),
        interactions=sum(part.interactions for part in group),
        is_goal=first.is_goal,
    )


def _by_reach(place: Place) -> tuple[int, int, str, str]:
    return (-place.people, -place.interactions, place.touchpoint, place.action or "")
