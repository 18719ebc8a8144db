"""Cohorts of retention as rules: who began in a period, and who came back in a later one, or did not."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from desirepath.measures import InCohort, Retention
from desirepath.segments import AllOf, Did, NotThis, Rule
from desirepath.workspace.meaning_flows import Unsayable
from desirepath.workspace.meaning_groups import own_name

__all__ = ["cohort_rule"]

ALL = "(all)"
MONTHS = {"month": 1, "quarter": 3, "year": 12}
DAYS = {"day": 1, "week": 7}
FIELDS = ("touchpoint", "channel", "action", "source")


def cohort_rule(question: Retention, place: InCohort) -> Rule:
    """Who began in the cohort's period, and (with a period) came back so many periods later, or did not.

    >>> rule = cohort_rule(Retention(unit="month"), InCohort(cohort="2025-03-01", period=2))
    >>> [type(one).__name__ for one in rule.of], rule.of[-1].during
    (['Did', 'NotThis', 'Did'], '2025-05-01..2025-06-01')
    """
    if place.cohort == ALL:
        raise Unsayable("No rule of a segment can say it of all cohorts together: open one of them.")
    first = date.fromisoformat(place.cohort)
    if _on(first, question.unit, 0) != first:
        raise Unsayable(f"No {question.unit} begins on {place.cohort}.")
    start = _step(question.start, question)
    rules: list[Rule] = [Did(**start, during=_during(first, question.unit, 0))]
    if question.cohorts == "first":
        rules.append(NotThis(of=Did(**start, during=f"..{first}")))
    if place.period is not None:
        back = _came_back(question, first, place.period)
        rules.append(back if place.came_back else NotThis(of=back))
    return rules[0] if len(rules) == 1 else AllOf(of=rules)


def _came_back(question: Retention, first: date, later: int) -> Did:
    back = _step(question.back, question)
    during = _during(first, question.unit, later, is_open=question.rolling)
    if later > 0:
        return Did(**back, during=during)
    if set(question.start) != set(question.back):
        raise Unsayable(
            f"No rule of a segment can say what came after the beginning within the same {question.unit}."
        )
    return Did(**back, during=during, at_least=2)  # the beginning is one of them


def _step(names: Sequence[str], question: Retention) -> dict[str, Any]:
    """An interaction at any of these nodes; at any at all where none is named."""
    if question.lens == "stage":
        raise Unsayable("Stages are seen here, and no rule of a segment can say when somebody came to one.")
    if not names:
        return {}
    if question.lens not in FIELDS:
        raise Unsayable(f"No rule of a segment can name a step as {question.lens} does.")
    return {str(question.lens): [own_name(name).replace("*", r"\*") for name in names]}


def _during(first: date, unit: str, later: int, *, is_open: bool = False) -> str:
    begin = _on(first, unit, later)
    return f"{begin}.." if is_open else f"{begin}..{_on(first, unit, later + 1)}"


def _on(day: date, unit: str, later: int) -> date:
    """The first day of the period so many after the one that a day lies in."""
    if unit in MONTHS:
        number = (day.year * 12 + day.month - 1) // MONTHS[unit] + later
        years, months = divmod(number * MONTHS[unit], 12)
        return date(years, months + 1, 1)
    whole = day - timedelta(days=day.weekday()) if unit == "week" else day
    return whole + timedelta(days=later * DAYS[unit])
