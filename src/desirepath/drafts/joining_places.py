"""Which touchpoints and actions are told as one place: kinds of the same thing, and actions that go together.

Three stores of one chain are "stores", a page view and the click that follows it at once are one visit;
but an action after which people leave as after no other stands alone. Pure, like `choosing_steps`.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence

import msgspec

from desirepath.drafts.choosing_steps import DraftRules, Place

# What touchpoints of one kind are called by their last word, and whose they are by their first: a word that
# says nothing alone ("page", "range", "report") joins nothing.
KINDS = frozenset({
    "ad", "advert", "agent", "app", "banner", "booth", "branch", "brochure", "dealer", "event", "fair",
    "kiosk", "newsletter", "office", "outlet", "reseller", "shop", "showroom", "store", "survey", "webinar",
    "workshop",
})  # fmt: skip
OWNERS = frozenset({"advice", "community", "help", "helpdesk", "sales", "service", "support"})


def places(parts: Sequence[Place], *, people: int, rules: DraftRules) -> list[Place]:
    """Candidates for steps from places told apart by touchpoint and action, each of them measured.

    Touchpoints of one stage that share an action and the word that says what they are (two stores, two ways
    to support), none of them met by many of the map's `people`, count as one. Its actions are joined when
    they are the same people's, or few people's, and do not differ in how many leave; an only touchpoint of a
    stage keeps its actions apart. What reaches the goal is never joined with what does not. People of joined
    places are not known yet (0), nor what was measured: both must be asked again.
    """
    of_stage: dict[int, list[Place]] = defaultdict(list)
    for part in parts:
        of_stage[part.stage].append(part)
    return [
        place
        for mine in of_stage.values()
        for place in _in_stage(_with_families(mine, rules.kept_from * people), rules)
    ]


def _in_stage(parts: list[Place], rules: DraftRules) -> list[Place]:
    total = sum(part.interactions for part in parts)
    grouped: dict[tuple[str, bool], list[Place]] = defaultdict(list)
    for part in parts:
        grouped[part.touchpoint, part.is_goal].append(part)
    found: list[Place] = []
    for group in grouped.values():
        same_action = _by_action(group)
        if sum(part.interactions for part in group) >= rules.dominant * total:
            found += same_action
        else:
            found += _by_outcome(same_action, rules)
    return found


def _by_action(group: list[Place]) -> list[Place]:
    """One place an action, over all touchpoints of a family."""
    actions: dict[str, list[Place]] = defaultdict(list)
    for part in group:
        actions[(part.action or "").casefold()].append(part)
    return [_joined(same) for same in actions.values()]


def _by_outcome(group: list[Place], rules: DraftRules) -> list[Place]:
    """What most people here do, with the actions of few unless clearly more or fewer leave there."""
    ranked = sorted(group, key=lambda part: (-part.people, -part.interactions, part.action or ""))
    most = ranked[0]
    alone = [
        part
        for part in ranked[1:]
        if part.people < rules.overlap * most.people and _leaves_otherwise(part, most, rules)
    ]
    return [_joined([part for part in ranked if part not in alone]), *alone]


def _leaves_otherwise(part: Place, most: Place, rules: DraftRules) -> bool:
    if part.leaving is None or most.leaving is None or min(part.leaving_n, most.leaving_n) < rules.at_least:
        return False
    is_far = abs(part.leaving - most.leaving) >= rules.apart
    return is_far and (part.leaving_low > most.leaving_high or part.leaving_high < most.leaving_low)


def _with_families(parts: list[Place], many: float) -> list[Place]:
    """The parts with touchpoints that are kinds of one thing under one name, in lower case."""
    actions: dict[str, set[str]] = defaultdict(set)
    known = {part.touchpoint for part in parts if part.people >= many}
    for part in parts:
        if part.touchpoint not in known:
            actions[part.touchpoint].add((part.action or "").casefold())
    names: dict[str, str] = {}
    for at, meaningful, named in ((-1, KINDS, "{}s"), (0, OWNERS, "{}")):
        for word, members in _sharing(actions, at, meaningful).items():
            if _have_an_action_in_common(members, actions):
                for touchpoint in members:
                    names.setdefault(touchpoint, named.format(word))
    return [
        msgspec.structs.replace(part, touchpoint=names.get(part.touchpoint, part.touchpoint))
        for part in parts
    ]


def _sharing(touchpoints: Iterable[str], at: int, meaningful: Container[str]) -> dict[str, list[str]]:
    """Touchpoints of several words by their last (−1) or first (0) word, where at least two have it."""
    found: dict[str, list[str]] = defaultdict(list)
    for touchpoint in touchpoints:
        words = touchpoint.casefold().split()
        if len(words) > 1 and words[at] in meaningful:
            found[words[at]].append(touchpoint)
    return {word: members for word, members in found.items() if len(members) > 1}


def _have_an_action_in_common(members: list[str], actions: dict[str, set[str]]) -> bool:
    return bool(set.intersection(*(actions[member] for member in members)))


def _joined(group: list[Place]) -> Place:
    if len(group) == 1:
        return group[0]
    most = max(group, key=lambda part: (part.people, part.interactions))
    return Place(
        stage=most.stage,
        touchpoint=most.touchpoint,
        action=most.action,
        action_people=sum(part.people for part in group if part.action == most.action),
        kinds=tuple(sorted(kind for part in group for kind in part.kinds)),
        interactions=sum(part.interactions for part in group),
        people=max(part.people for part in group),
        is_goal=most.is_goal,
        is_answer=all(part.is_answer for part in group),
        leaving=most.leaving,
        leaving_low=most.leaving_low,
        leaving_high=most.leaving_high,
        leaving_n=most.leaving_n,
    )
