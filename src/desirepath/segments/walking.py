"""Through the tree of a rule: every condition in it with its place, and the moment it speaks about."""

from collections.abc import Iterator

from desirepath.errors import QuestionError
from desirepath.journeys import Period, period_from
from desirepath.segments.rules import AllOf, Answered, AnyOf, Did, NotThis, Rule, Step, Then

__all__ = ["Path", "conditions", "moment", "steps_of"]

Path = tuple[str | int, ...]


def conditions(rule: Rule, path: Path = ("rule",)) -> Iterator[tuple[Path, Rule]]:
    """The rule and all conditions inside it, from the top, each with its place in the document.

    >>> from desirepath.segments.rules import AllOf, InSegment
    >>> [place for place, _ in conditions(AllOf(of=[InSegment(key="a"), InSegment(key="b")]))]
    [('rule',), ('rule', 'of', 0), ('rule', 'of', 1)]
    """
    yield path, rule
    if isinstance(rule, AllOf | AnyOf):
        for number, one in enumerate(rule.of):
            yield from conditions(one, (*path, "of", number))
    elif isinstance(rule, NotThis):
        yield from conditions(rule.of, (*path, "of"))


def steps_of(rule: Rule, path: Path) -> Iterator[tuple[Path, Step]]:
    """The interactions that a condition speaks of."""
    if isinstance(rule, Did | Answered):
        yield path, rule
    elif isinstance(rule, Then):
        for number, step in enumerate(rule.steps):
            yield (*path, "steps", number), step


def moment(text: str, zone: str) -> int:
    """A day (its end) or a time in a zone, as microseconds UTC; QuestionError when it is neither.

    >>> moment("1970-01-01", "UTC"), moment("1970-01-01T00:00:01", "UTC")
    (86399999999, 1000000)
    """
    try:
        period = Period() if ".." in text else period_from(text, zone=zone)
    except QuestionError:
        period = Period()
    if period.from_us is None:
        raise QuestionError(
            f'"{text}" is not a moment. Write a day, such as 2025-06-30, or 2025-06-30T12:00.'
        )
    return period.from_us if period.to_us is None else period.to_us - 1
