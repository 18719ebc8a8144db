"""Of whom, of what and of when a question is asked: the record, checked at its birth.

What is said comes from a person or a program, so nothing of it is trusted before this. `asking` makes masks
and groups of it.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from desirepath.errors import QuestionError
from desirepath.journeys import Period
from desirepath.measures import Breakdown
from desirepath.records import Record, is_text
from desirepath.segments import Segment
from desirepath.workspace.moments import written

__all__ = ["About", "Options", "Wanted", "check_traits", "said"]

Wanted = Mapping[str, str | Sequence[str]]
EVER_US = 2**62  # a moment no question can be about: 146,000 years from now


class About(Record):
    """Of whom, of what and of when a question is asked; what is left out asks about everybody, ever.

    - `where`: people by what is known of them, {"plan": "pro"};
    - `segment`: people by a rule: a segment's key, a path to its file, or the record itself;
    - `only`: every other step is hidden, {"campaign": "spring", "properties.plan": ["pro", "free"]}: of
      several values any. Fields are source, channel, touchpoint, action, campaign, device, initiator and
      properties.NAME;
    - `containing`: journeys that show such a step, whole;
    - `matching`: journeys in which a path pattern is found: "ad -> [^Order]* -> Help", in the lens's nodes;
    - `period`: journeys that started in it: "2025-03", "2025-Q1", "2025-01-01..2025-04-01" (up to April);
    - `breakdown`: the question is asked of each group: "campaign", "last device", "traits.plan",
      "segments.vip|new";
    - `resamples`: how many, for the intervals of figures that have none of their own (200 will do);
    - `as_of_us`: as things stood then; `stages`: the key of the stage document, where there are several.

    >>> About(where={"plan": None})
    Traceback (most recent call last):
    ...
    desirepath.errors.QuestionError: where: expected a text for "plan", such as "pro", found None.
    """

    where: Mapping[str, str] | None = None
    segment: str | Segment | None = None
    only: Wanted | None = None
    containing: Wanted | None = None
    matching: str | None = None
    period: str | Period | None = None
    breakdown: str | Breakdown | None = None
    resamples: int = 0
    as_of_us: int | None = None
    stages: str | None = None

    def __post_init__(self) -> None:
        check_traits(self.where)
        for name in ("only", "containing"):
            _check_wanted(name, getattr(self, name))
        for name, also in (
            ("segment", Segment),
            ("matching", ()),
            ("period", Period),
            ("breakdown", Breakdown),
            ("stages", ()),
        ):
            value = getattr(self, name)
            if value is not None and not isinstance(value, also):
                _check_text(name, value, "a text")
        if isinstance(self.breakdown, Breakdown):
            _check_text("breakdown", self.breakdown.by, "a text")
        _check_number("resamples", self.resamples)
        if self.as_of_us is not None:
            _check_number("as_of_us", self.as_of_us)


class Options(TypedDict, total=False):
    """The fields of `About`, as keywords."""

    where: Mapping[str, str] | None
    segment: str | Segment | None
    only: Wanted | None
    containing: Wanted | None
    matching: str | None
    period: str | Period | None
    breakdown: str | Breakdown | None
    resamples: int
    as_of_us: int | None
    stages: str | None


def said(about: About) -> list[str]:
    """Of whom, of what and of when, in words; nothing of everybody, ever.

    >>> said(About(where={"plan": "pro"}, only={"device": ["mobile", "tablet"]}, period="2025-Q1"))
    ['plan = pro', 'steps with device = mobile | tablet', 'begun in 2025-Q1']
    """
    words = [f"{trait} = {value}" for trait, value in (about.where or {}).items()]
    if about.segment is not None:
        words.append(
            about.segment.title if isinstance(about.segment, Segment) else f"segment {about.segment}"
        )
    words += _filtered("steps with", about.only)
    words += _filtered("journeys with", about.containing)
    if about.matching is not None:
        words.append(f"journeys with {about.matching}")
    if about.period is not None:
        words.append(f"begun in {_period(about.period)}")
    return words


def _period(period: str | Period) -> str:
    if isinstance(period, str):
        return period
    return "..".join(written(moment) or "" for moment in (period.from_us, period.to_us))


def _filtered(what: str, wanted: Wanted | None) -> list[str]:
    texts = {field: [one] if isinstance(one, str) else one for field, one in (wanted or {}).items()}
    return [f"{what} {field} = {' | '.join(values)}" for field, values in texts.items()]


def check_traits(where: Any) -> None:
    """QuestionError for what is not trait → value, both of them texts; None is everybody."""
    if where is None:
        return
    if not isinstance(where, Mapping):
        raise QuestionError(f'where: expected traits and their values, {{"plan": "pro"}}, found {where!r}.')
    for trait, value in where.items():
        _check_text("where", trait, "the name of a trait")
        _check_text("where", value, f'a text for "{trait}", such as "pro"')


def _check_wanted(name: str, wanted: Any) -> None:
    if wanted is None:
        return
    if not isinstance(wanted, Mapping):
        told = '{"campaign": "spring", "device": ["mobile", "tablet"]}'
        raise QuestionError(f"{name}: expected fields and their values, {told}, found {wanted!r}.")
    for field, values in wanted.items():
        _check_text(name, field, "the name of a field")
        several = [values] if isinstance(values, str) else values
        if not isinstance(several, Sequence) or isinstance(several, bytes) or not several:
            raise QuestionError(f'{name}: expected a value of "{field}", or several, found {values!r}.')
        for value in several:
            _check_text(name, value, f'a text for "{field}"')


def _check_text(name: str, value: Any, expected: str) -> None:
    if not isinstance(value, str):
        raise QuestionError(f"{name}: expected {expected}, found {value!r}.")
    if not is_text(value):
        raise QuestionError(f"{name}: expected {expected}, found half a character in {value!r}.")


def _check_number(name: str, value: Any) -> None:
    if not isinstance(value, int) or isinstance(value, bool):
        raise QuestionError(f"{name}: expected a whole number, found {value!r}.")
    if not -EVER_US < value < EVER_US:
        raise QuestionError(f"{name}: expected a number of microseconds since 1970, found {value:.1e}.")
