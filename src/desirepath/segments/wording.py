"""A segment in one plain English sentence."""

from collections.abc import Callable
from typing import Any

from desirepath.journeys import Between
from desirepath.segments.rules import (
    AllOf,
    Answered,
    AnyOf,
    Did,
    Followed,
    InSegment,
    InStage,
    NotThis,
    Rule,
    Segment,
    Step,
    Then,
    Trait,
    Value,
    Where,
)

__all__ = ["phrase", "sentence"]

OPS = {
    "is": "is {}", "is_not": "is known and not {}", "one_of": "is one of {}", "greater": "is more than {}",
    "less": "is less than {}", "at_least": "is at least {}", "at_most": "is at most {}",
    "contains": "contains {}", "known": "is known",
}  # fmt: skip
STATES = {
    "entered": "who entered", "moved_on": "who moved on from", "dropped_off": "who dropped off in",
    "still_open": "who are still open in",
}  # fmt: skip


def sentence(segment: Segment) -> str:
    """Whom a segment means, in one sentence.

    >>> bought = Did(action="purchased", within_days=30)
    >>> rule = AllOf(of=[Trait(name="plan", value="pro"), NotThis(of=bought)])
    >>> print(sentence(Segment(key="quiet", title="Quiet", rule=rule, as_of="2025-06-30")))
    People whose plan is "pro" and who are not people who had at least 1 interaction (action "purchased")
    in the last 30 days, as of 2025-06-30.
    """
    moment = f", as of {segment.as_of}" if segment.as_of else ""
    return f"People {phrase(segment.rule)}{moment}."


def phrase(rule: Rule) -> str:
    """What follows "people" for this rule."""
    return SAID[type(rule)](rule)


def _all(rule: AllOf) -> str:
    return " and ".join(_inside(one) for one in rule.of)


def _any(rule: AnyOf) -> str:
    return " or ".join(_inside(one) for one in rule.of)


def _inside(rule: Rule) -> str:
    return f"({phrase(rule)})" if isinstance(rule, AllOf | AnyOf) and len(rule.of) > 1 else phrase(rule)


def _not(rule: NotThis) -> str:
    return f"who are not people {_inside(rule.of)}"


def _trait(rule: Trait) -> str:
    return f"whose {rule.name} {_compared(rule)}"


def _did(rule: Did) -> str:
    return f"who had {_count(rule)}{_of(rule)}{_when(rule)}"


def _then(rule: Then) -> str:
    steps = ", later one".join(_of(step) or " of any kind" for step in rule.steps)
    window = "" if rule.within_days is None else f", within {_days(rule.within_days)}"
    return f"who had an interaction{steps}{window}"


def _answered(rule: Answered) -> str:
    which = "whose latest answer" if rule.which == "latest" else "of whom some answer"
    if rule.band is not None:
        judged = f"is a {rule.band}'s"
    elif rule.score is not None:
        judged = f"has a score {_between(rule.score)}"
    elif rule.valence is not None:
        judged = f"has a valence {_between(rule.valence)}"
    else:
        return f"who answered{_of(rule)}{_when(rule)}"
    return f"{which}{_of(rule)}{_when(rule)} {judged}"


def _stage(rule: InStage) -> str:
    return f'{STATES[rule.state]} the stage "{rule.stage}"'


def _path(rule: Followed) -> str:
    times = "" if rule.at_least == 1 else f" at least {rule.at_least} times"
    return f"whose journeys follow `{rule.pattern}`{times} (by {rule.lens})"


def _segment(rule: InSegment) -> str:
    return f'who are in the segment "{rule.key}"'


def _count(did: Did) -> str:
    least, most = did.at_least, did.at_most
    if did.exactly is not None:
        least = most = did.exactly
    if most == 0:
        return "no interaction"
    if least is None and most is None:
        least = 1
    if most is None:
        return f"at least {least} interaction{_s(least)}"
    if not least:
        return f"at most {most} interaction{_s(most)}"
    return f"exactly {least} interaction{_s(least)}" if least == most else f"{least} to {most} interactions"


def _s(count: int | None) -> str:
    return "" if count == 1 else "s"


def _of(step: Step) -> str:
    told = [
        f"{name} {_listed(getattr(step, name))}"
        for name in ("source", "channel", "touchpoint", "action")
        if getattr(step, name) is not None
    ]
    told += [f"{where.field.removeprefix('properties.')} {_compared(where)}" for where in step.where]
    return f" ({', '.join(told)})" if told else ""


def _when(rule: Did | Answered) -> str:
    if rule.during is not None:
        begin, dots, end = rule.during.partition("..")
        if dots and not (begin and end):
            return f" from {begin} on" if begin else f" before {end}"
        return f" during {rule.during}"
    return "" if rule.within_days is None else f" in the last {_days(rule.within_days)}"


def _days(days: float) -> str:
    return f"{days:g} day{'' if days == 1 else 's'}"


def _between(between: Between) -> str:
    least, most = between.at_least, between.at_most
    if least is not None and most is not None:
        return f"from {least:g} to {most:g}"
    if least is not None:
        return f"of at least {least:g}"
    return "of any size" if most is None else f"of at most {most:g}"


def _compared(test: Trait | Where) -> str:
    return OPS[test.op].format(_listed(test.value))


def _listed(value: Value) -> str:
    values = value if isinstance(value, list) else [value]
    said = [f'"{one}"' if isinstance(one, str) else _plain(one) for one in values]
    return " or ".join(said)


def _plain(value: float | bool | None) -> str:
    return str(value).lower() if isinstance(value, bool) or value is None else f"{value:g}"


SAID: dict[type[Any], Callable[[Any], str]] = {
    AllOf: _all,
    AnyOf: _any,
    NotThis: _not,
    Trait: _trait,
    Did: _did,
    Then: _then,
    Answered: _answered,
    InStage: _stage,
    Followed: _path,
    InSegment: _segment,
}
