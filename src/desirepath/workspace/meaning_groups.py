"""Groups of a breakdown as rules: who is in one, as far as a segment can say it.

A trait, a segment and the first or last channel can be said as they are. What stands in the facts alone (a
device, a campaign) can be said of any step, not of the first: then the rule means more people, and says so.
"""

from collections.abc import Sequence
from typing import Any

from desirepath.journeys import WholeLife, told_apart
from desirepath.measures import Breakdown, breakdown_from
from desirepath.records import Record
from desirepath.segments import AllOf, AnyOf, Did, Followed, InSegment, NotThis, Rule, Trait, Where
from desirepath.workspace.about import About
from desirepath.workspace.meaning_flows import OTHER, but, quoted

__all__ = ["OneGroup", "group_rule", "own_name"]

UNKNOWN = ("(unknown)", "(in none)")
OF_KINDS = ("source", "channel", "touchpoint", "action")


class OneGroup(Record):
    """A group of an answer, and the others that have rows of their own."""

    name: str
    among: list[str]

    @property
    def named(self) -> list[str]:
        """All that have rows of their own, as the answer names them."""
        return [name for name in self.among if name not in {OTHER, *UNKNOWN}]


class Grouped(Record):
    """Who is in a group, and what the rule does not say."""

    rule: Rule
    caveats: list[str] = []


def group_rule(group: OneGroup, question: Any, about: About) -> Grouped:
    """Who is in this group of the answer to a question.

    >>> from desirepath.measures import Funnel
    >>> group = OneGroup(name="pro", among=["free", "pro"])
    >>> group_rule(group, Funnel(steps=["ad", "cart"]), About(breakdown="traits.plan")).rule
    Trait(name='plan', op='is', value='pro')
    """
    by = breakdown_from(about.breakdown) if isinstance(about.breakdown, str) else about.breakdown
    assert by is not None  # noqa: S101 - there are groups only of a breakdown
    if by.segments:
        return Grouped(rule=_in_segment(group.name, by.segments))
    if by.trait is not None:
        return Grouped(rule=_with_trait(group, by.trait))
    if by.by in OF_KINDS:
        return _by_kind(group, by, question)
    return _by_fact(group, by)


def own_name(name: str) -> str:
    """A name as the data has it: answers write one that could be taken for theirs in more parentheses.

    >>> own_name("((end))"), own_name("(direct)"), own_name("Shop")
    ('(end)', '(direct)', 'Shop')
    """
    inner = name[1:-1]
    return inner if inner and told_apart(inner) == name else name


def _in_segment(name: str, keys: Sequence[str]) -> Rule:
    """Who is in several is counted in the first of them."""
    if name not in keys:
        return NotThis(of=_one_of([InSegment(key=key) for key in keys]))
    before = [InSegment(key=key) for key in keys[: list(keys).index(name)]]
    mine = InSegment(key=name)
    return AllOf(of=[mine, NotThis(of=_one_of(before))]) if before else mine


def _one_of(rules: Sequence[Rule]) -> Rule:
    return rules[0] if len(rules) == 1 else AnyOf(of=list(rules))


def _with_trait(group: OneGroup, trait: str) -> Rule:
    if group.name in UNKNOWN:
        return NotThis(of=Trait(name=trait, op="known"))
    if group.name != OTHER:
        return Trait(name=trait, value=own_name(group.name))
    shown = Trait(name=trait, op="one_of", value=[own_name(name) for name in group.named])
    return AllOf(of=[Trait(name=trait, op="known"), NotThis(of=shown)])


def _by_kind(group: OneGroup, by: Breakdown, question: Any) -> Grouped:
    """The first or last step of a journey, as a pattern sees it."""
    if group.name in UNKNOWN:
        return Grouped(rule=NotThis(of=Followed(pattern=".", lens=by.by, split=question.split)))
    step = but(group.named) if group.name == OTHER else quoted(group.name)
    pattern = f"{step} $" if by.take == "last" else f"^ {step}"
    caveats = []
    if not isinstance(question.split, WholeLife):
        caveats.append(f"The {by.take} {by.by} may be that of another of their journeys.")
    if question.lens == "stage":
        caveats.append(f"The {by.take} {by.by} is that of all they did, also of what is in no stage.")
    return Grouped(rule=Followed(pattern=pattern, lens=by.by, split=question.split), caveats=caveats)


def _by_fact(group: OneGroup, by: Breakdown) -> Grouped:
    if group.name in UNKNOWN:
        return Grouped(rule=NotThis(of=Did(where=[Where(field=by.by, op="known")])))
    noun = by.by.removeprefix("properties.")
    rest = "the segment holds those too who had it at another time."
    said = f"No rule can say which {noun} came {by.take}: {rest}"
    if group.name == OTHER:
        shown = [Where(field=by.by, op="is_not", value=own_name(name)) for name in group.named]
        return Grouped(rule=Did(where=shown or [Where(field=by.by, op="known")]), caveats=[said])
    return Grouped(rule=Did(where=[Where(field=by.by, value=own_name(group.name))]), caveats=[said])
