"""What is wrong with a segment document by itself, in any workspace: contradictions and empty conditions."""

import re
from collections.abc import Callable, Iterator
from math import isfinite
from typing import Any

from desirepath.errors import InputError, UnknownName
from desirepath.journeys import LENSES, Between, pattern, period_from
from desirepath.segments.comparing import DAY, FIELDS, NUMBERS, ORDERED, is_number
from desirepath.segments.rules import (
    AllOf,
    Answered,
    AnyOf,
    Did,
    Followed,
    Rule,
    Segment,
    Then,
    Trait,
    Where,
)
from desirepath.segments.walking import Path, conditions, moment, steps_of
from desirepath.sources import Flaw

__all__ = ["segment_flaws"]

MOST_STEPS, DEEPEST = 60, 40


def segment_flaws(segment: Segment) -> Iterator[Flaw]:
    """What is wrong with a segment whose form is right, in the order of the document."""
    if segment.as_of is not None:
        yield from _refused(lambda: moment(segment.as_of or "", "UTC"), ("as_of",))
    for path, rule in conditions(segment.rule):
        if len(path) > DEEPEST:
            yield Flaw(path=path, says="conditions nest too deep here to be understood")
            return
        check = CHECKS.get(type(rule))
        if check is not None:
            yield from check(rule, path)
        for place, step in steps_of(rule, path):
            for number, where in enumerate(step.where):
                yield from _where_flaws(where, (*place, "where", number))


def _several_flaws(rule: AllOf | AnyOf, path: Path) -> Iterator[Flaw]:
    if not rule.of:
        yield Flaw(path=(*path, "of"), says="expected at least one condition, found none")


def _value_flaws(test: Trait | Where, path: Path) -> Iterator[Flaw]:
    says, value, op = None, test.value, test.op
    if op == "known":
        says = None if value is None else '"known" asks for no value. Leave it out'
    elif op == "one_of":
        says = None if isinstance(value, list) and value else '"one_of" asks for a list of values'
    elif value is None or isinstance(value, list):
        says = f'"{op}" asks for one value' + ("; for several write op: one_of" if value else "")
    elif op == "contains" and not isinstance(value, str):
        says = '"contains" asks for a text'
    elif op in ORDERED and not (is_number(value) or re.match(DAY, str(value))):
        says = f'"{op}" asks for a number or a day such as 2025-06-30'
    if says:
        yield Flaw(path=(*path, "value"), says=says)


def _where_flaws(where: Where, path: Path) -> Iterator[Flaw]:
    if where.field not in FIELDS and not re.match(r"properties\..", where.field):
        says = str(UnknownName("field", where.field, [*FIELDS, "properties.NAME"]))
        yield Flaw(path=(*path, "field"), says=says)
        return
    yield from _value_flaws(where, path)
    if where.field in NUMBERS and where.op == "contains":
        yield Flaw(path=(*path, "op"), says=f"{where.field} is a number, and contains no text")
    elif where.field in NUMBERS and where.op != "known" and not is_number(where.value):
        yield Flaw(path=(*path, "value"), says=f"{where.field} is a number: compare it with a number")


def _did_flaws(did: Did, path: Path) -> Iterator[Flaw]:
    for name in ("at_least", "at_most", "exactly"):
        if (getattr(did, name) or 0) < 0:
            yield Flaw(path=(*path, name), says="expected zero or more")
    if did.exactly is not None and (did.at_least is not None or did.at_most is not None):
        yield Flaw(path=(*path, "exactly"), says="stands alone, without at_least and at_most")
    if did.at_least is not None and did.at_most is not None and did.at_least > did.at_most:
        says = f"at_least {did.at_least} is above at_most {did.at_most}, so nobody can be meant"
        yield Flaw(path=(*path, "at_least"), says=says)
    yield from _time_flaws(did, path)


def _then_flaws(then: Then, path: Path) -> Iterator[Flaw]:
    if not 1 <= len(then.steps) <= MOST_STEPS:
        yield Flaw(path=(*path, "steps"), says=f"expected 1 to {MOST_STEPS} steps, found {len(then.steps)}")
    yield from _days_flaws(then.within_days, path)


def _answered_flaws(answered: Answered, path: Path) -> Iterator[Flaw]:
    asked = [name for name in ("score", "valence", "band") if getattr(answered, name) is not None]
    if len(asked) > 1:
        yield Flaw(path=(*path, asked[1]), says=f"an answer is judged by one of {' and '.join(asked)}")
    for name in ("score", "valence"):
        between: Between | None = getattr(answered, name)
        least, most = (None, None) if between is None else (between.at_least, between.at_most)
        if least is not None and most is not None and least > most:
            says = f"at_least {least:g} is above at_most {most:g}, so nothing can match"
            yield Flaw(path=(*path, name), says=says)
    yield from _time_flaws(answered, path)


def _path_flaws(followed: Followed, path: Path) -> Iterator[Flaw]:
    if followed.lens not in LENSES:
        yield Flaw(path=(*path, "lens"), says=str(UnknownName("lens", followed.lens, LENSES)))
    if followed.at_least < 1:
        yield Flaw(path=(*path, "at_least"), says="expected 1 or more. For none, put it under `by: not`")
    yield from _refused(lambda: pattern(followed.pattern), (*path, "pattern"))


def _time_flaws(rule: Did | Answered, path: Path) -> Iterator[Flaw]:
    yield from _days_flaws(rule.within_days, path)
    if rule.during is not None:
        yield from _refused(lambda: period_from(rule.during or ""), (*path, "during"))
        if rule.within_days is not None:
            yield Flaw(path=(*path, "during"), says="say either during or within_days, not both")


def _days_flaws(days: float | None, path: Path) -> Iterator[Flaw]:
    if days is not None and not (isfinite(days) and 0 < days < 1_000_000):
        yield Flaw(path=(*path, "within_days"), says=f"expected a number of days above 0, found {days:g}")


def _refused(read: Callable[[], object], path: Path) -> Iterator[Flaw]:
    try:
        read()
    except InputError as error:
        yield Flaw(path=path, says=str(error))


CHECKS: dict[type[Rule], Callable[[Any, Path], Iterator[Flaw]]] = {
    AllOf: _several_flaws,
    AnyOf: _several_flaws,
    Trait: _value_flaws,
    Did: _did_flaws,
    Then: _then_flaws,
    Answered: _answered_flaws,
    Followed: _path_flaws,
}
