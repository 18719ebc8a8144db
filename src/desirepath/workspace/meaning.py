"""Places in an answer as segments: the rule that means the people behind a figure, where one can be said.

A place of a flow, a path or a funnel is a path pattern, a cohort what was done in which period. What no rule
can say is told in words, so that nobody takes the segment for more than it is.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from desirepath.journeys import Split, WholeLife
from desirepath.measures import (
    AtLink,
    AtNode,
    AtPath,
    CameTo,
    Funnel,
    InCohort,
    LostAfter,
    Paths,
    Place,
    Stands,
)
from desirepath.records import Record
from desirepath.segments import AllOf, AnyOf, Followed, InSegment, InStage, NotThis, Rule, Segment, Trait
from desirepath.workspace.about import About
from desirepath.workspace.meaning_cohorts import cohort_rule
from desirepath.workspace.meaning_flows import (
    Unsayable,
    flow_pattern,
    flow_steps,
    limited,
    one_of,
    quoted,
)
from desirepath.workspace.meaning_groups import OneGroup, group_rule
from desirepath.workspace.naming_places import LONGEST, titled

__all__ = ["Meant", "meant"]


class Meant(Record):
    """Whom a place means, as a segment; without one, `caveats` says why."""

    segment: Segment | None
    caveats: list[str]


def meant(
    question: Any, place: Place, about: About, *, nodes: Sequence[str], group: OneGroup | None = None
) -> Meant:
    """The segment of a place, of one group where the answer has several; `nodes` are of the question's lens.

    >>> from desirepath.measures import Flow
    >>> found = meant(Flow(), AtLink(from_node="ad", to_node="(end)", step=2), About(), nodes=["ad"])
    >>> found.segment.rule.pattern
    '^ . -> "ad" $'
    """
    try:
        rules = [_rule(question, place, about, nodes)]
    except Unsayable as error:
        return Meant(segment=None, caveats=[str(error)])
    caveats = list(_caveats(question, place, about))
    title = titled(place, unit=getattr(question, "unit", "period"))
    if group is not None:
        grouped = group_rule(group, question, about)
        rules.append(grouped.rule)
        caveats += grouped.caveats
        title = f"{title}, {group.name}"[:LONGEST]
    rules += _scope(question, about)
    rule = rules[0] if len(rules) == 1 else AllOf(of=rules)
    return Meant(segment=Segment(key=_key(title), title=title, rule=rule), caveats=caveats)


def _key(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:64].rstrip("-") or "those-people"


def _rule(question: Any, place: Place, about: About, nodes: Sequence[str]) -> Rule:
    if not isinstance(question.lens, str):
        raise Unsayable("These steps are seen through a table of names, which no segment can name.")
    match place:
        case AtNode() | AtLink():
            return _in_flow(question, place, about, nodes)
        case CameTo() | LostAfter():
            return _in_funnel(question, place, about)
        case AtPath():
            return _followed(_path_pattern(question, place), question, about)
        case Stands():
            return _stands(question, place, about, nodes)
        case InCohort():
            return cohort_rule(question, place)


def _in_flow(question: Any, place: AtNode | AtLink, about: About, nodes: Sequence[str]) -> Rule:
    patterns = [flow_pattern(question, place, step, nodes) for step in flow_steps(question, place)]
    said: list[Rule] = [_followed(one, question, about) for one in patterns if one is not None]
    if not said:
        raise Unsayable("No rule of a segment can say where this is, counted from that anchor.")
    return said[0] if len(said) == 1 else AnyOf(of=said)


def _in_funnel(question: Any, place: CameTo | LostAfter, about: About) -> Rule:
    reached = _came_to(question, place.step, about)
    if isinstance(place, CameTo):
        return reached
    return AllOf(of=[reached, NotThis(of=_came_to(question, place.step + 1, about))])


def _followed(pattern: str, question: Any, about: About) -> Followed:
    return Followed(
        pattern=pattern,
        lens=question.lens,
        split=question.split,
        collapse_loops=bool(getattr(question, "collapse_loops", False)),
        stages=about.stages if question.lens == "stage" else None,
    )


# Funnels, paths and stages


def _came_to(question: Funnel, step: int, about: About) -> Rule:
    steps = [one_of([one] if isinstance(one, str) else one) for one in question.steps[:step]]
    if question.exclude:
        raise Unsayable("A funnel that steps may void cannot be said as a rule of a segment.")
    if question.order == "unordered":
        is_plain = question.within_days is None and isinstance(question.split, WholeLife)
        if not is_plain or len(set(steps)) < len(steps):
            raise Unsayable("Steps in any order within a window cannot be said as a rule of a segment.")
        said: list[Rule] = [_followed(one, question, about) for one in steps]
        return said[0] if len(said) == 1 else AllOf(of=said)
    window = "" if question.within_days is None or step == 1 else f" within {_days(question.within_days)}"
    arrow = " -> " if question.order == "strict" else " ... "
    return _followed(f"{arrow.join(steps)}{window}", question, about)


def _days(days: float) -> str:
    """The window as a pattern writes it.

    >>> _days(7.0), _days(1 / 24)
    ('7d', '3600s')
    """
    return (
        f"{days:.0f}d" if float(days).is_integer() else f"{days * 86_400:.6f}".rstrip("0").rstrip(".") + "s"
    )


def _path_pattern(question: Paths, place: AtPath) -> str:
    is_cut = question.prefix is not None and len(place.path) >= question.prefix
    return limited(f"^ {' -> '.join(quoted(name) for name in place.path)}{'' if is_cut else ' $'}")


def _stands(question: Any, place: Stands, about: About, nodes: Sequence[str]) -> Rule:
    if place.state == "went_back":
        return _followed(_back_to(place.node, nodes), question, about)
    if question.lens == "stage":
        return InStage(
            stage=place.node,
            state=place.state,
            split=question.split,
            goal=list(getattr(question, "goal", [])),
            stages=about.stages,
        )
    if place.state == "entered":
        return _followed(quoted(place.node), question, about)
    if place.state == "dropped_off":
        return _followed(f"{quoted(place.node)} $", question, about)
    raise Unsayable(
        "Who moved on from a step, and who may still do so, cannot be said as a rule of a segment."
    )


def _back_to(stage: str, nodes: Sequence[str]) -> str:
    later = nodes[nodes.index(stage) + 1 :]
    if not later:
        raise Unsayable("It is the last stage: there is none to come back from.")
    return f"{quoted(stage)} ... {one_of(later)} ... {quoted(stage)}"


# Of whom it was asked


def _scope(question: Any, about: About) -> list[Rule]:
    rules: list[Rule] = [Trait(name=name, value=value) for name, value in (about.where or {}).items()]
    if isinstance(about.segment, Segment):
        rules.append(about.segment.rule)
    elif about.segment is not None:
        rules.append(InSegment(key=about.segment))
    if about.matching is not None:
        rules.append(_followed(about.matching, question, about))
    return rules


def _caveats(question: Any, place: Place, about: About) -> Iterator[str]:
    if about.period is not None:
        yield "The segment is not limited to the period: it means whoever ever did this."
    if about.only or about.containing:
        yield "The filter of steps is not part of the segment."
    if not (_is_one_each(question.split) or isinstance(place, InCohort)):  # who begins is a person
        yield "The segment means people with at least one such journey."
    if isinstance(place, Stands) and place.state == "dropped_off" and question.lens != "stage":
        yield "The segment holds those too whose journey is not over yet."


def _is_one_each(split: Split) -> bool:
    return isinstance(split, WholeLife)
