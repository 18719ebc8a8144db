"""What no funnel can answer, said before it is asked; and the exclusions between its steps."""

from collections.abc import Sequence
from math import isfinite

from desirepath.errors import QuestionError
from desirepath.measures.passages import NO_WINDOW
from desirepath.records import Record

__all__ = ["DAY_US", "Exclusion", "check"]

DAY_US = 86_400_000_000


class Exclusion(Record):
    """Nodes that void an attempt where they occur after step `after` (from 1) and before the next."""

    nodes: list[str]
    after: int


def check(
    steps: Sequence[Sequence[str]], order: str, within_days: float | None, exclude: Sequence[str | Exclusion]
) -> None:
    """QuestionError where the steps, their order, the window and the exclusions contradict each other."""
    if not steps or not all(steps) or not all(name for step in steps for name in step):
        raise QuestionError("A funnel needs at least one step, and every step at least one node.")
    if within_days is not None and not (isfinite(within_days) and 0 < within_days * DAY_US < NO_WINDOW):
        raise QuestionError(
            f"Expected within_days to be above 0 and to end, found {within_days:g}. "
            "Leave it out for no limit."
        )
    if order == "unordered":
        _check_apart(steps)
    if exclude:
        _check_exclusions(steps, order, exclude)


def _check_apart(steps: Sequence[Sequence[str]]) -> None:
    seen: dict[str, tuple[int, frozenset[str]]] = {}
    for number, step in enumerate(steps, start=1):
        for name in step:
            before, same = seen.setdefault(name, (number, frozenset(step)))
            if same != frozenset(step):
                raise QuestionError(
                    f'Steps {before} and {number} of an unordered funnel both want "{name}" but not the same '
                    "nodes, so one interaction could be either. Give both the same nodes, or none in common."
                )


def _check_exclusions(steps: Sequence[Sequence[str]], order: str, exclude: Sequence[str | Exclusion]) -> None:
    if order == "strict":
        raise QuestionError(
            "Nothing can lie between the steps of a strict funnel, so nothing can be excluded there. "
            'Leave out exclude, or ask with order "ordered".'
        )
    if len(steps) == 1:
        raise QuestionError("Exclusions stand between steps: a funnel of one step has nothing between.")
    for one in exclude:
        if isinstance(one, str):
            _check_not_wanted([one], steps, range(1, len(steps) + 1))
            continue
        if order == "unordered":
            raise QuestionError(
                "An unordered funnel has no step after another: exclude nodes by name, for the whole attempt."
            )
        if not 1 <= one.after < len(steps):
            raise QuestionError(
                f"Expected an exclusion after one of the steps 1 to {len(steps) - 1}, found {one.after}. "
                "It stands between that step and the next."
            )
        if not one.nodes:
            raise QuestionError(
                f"The exclusion after step {one.after} names no node. Name one, or leave it out."
            )
        _check_not_wanted(one.nodes, steps, range(one.after, one.after + 2))


def _check_not_wanted(nodes: Sequence[str], steps: Sequence[Sequence[str]], numbers: range) -> None:
    for number in numbers:
        for name in nodes:
            if name in steps[number - 1]:
                raise QuestionError(
                    f'"{name}" is wanted by step {number} and excluded beside it. Leave out one of the two.'
                )
