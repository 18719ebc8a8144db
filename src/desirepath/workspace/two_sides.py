"""Comparisons as documents hold them: one question, its two sides, and what these are called.

A saved view is one, and a map's evidence may cite one: then it is asked of the map's own people, so that a
comparison on the map of a persona compares people of that persona.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import pyarrow as pa
from msgspec.structs import replace

from desirepath.errors import QuestionError
from desirepath.journeys import stretch
from desirepath.maps import COMPARE
from desirepath.measures import Question
from desirepath.records import Record, spelt_out
from desirepath.segments import AllOf, InSegment, Rule, Segment, Trait
from desirepath.workspace.about import About
from desirepath.workspace.comparing import compare
from desirepath.workspace.views import Key, Title, View, ViewSide

if TYPE_CHECKING:
    from desirepath.workspace.opening import Workspace

__all__ = [
    "Ask",
    "TwoSides",
    "asked_in",
    "comparisons_of",
    "forgiving",
    "two_sides_in",
]

Ask = Callable[[Mapping[str, Any]], pa.Table]
OWN = tuple(name for name in ViewSide.__struct_fields__ if name != "where")


class TwoSides(Record, tag_field="measure", tag=COMPARE):
    """One question asked of two sides."""

    of: Question
    a: ViewSide
    b: ViewSide
    names: tuple[Title, Title]
    stages: Key | None = None  # the stage document, where there are several
    resamples: Annotated[int, msgspec.Meta(ge=0, le=1_000)] = 0  # for the intervals of medians


def two_sides_in(view: View) -> TwoSides:
    """What a saved view compares; what it says beside its sides is said of both, where they do not say it.

    >>> from desirepath.measures import Stages
    >>> sides = {"a": ViewSide(segment="movers"), "b": ViewSide(segment="families")}
    >>> view = View(key="v", title="V", view="compare", question=Stages(), period="2025", **sides)
    >>> two_sides_in(view).a
    ViewSide(where={}, segment='movers', only=None, containing=None, matching=None, period='2025')
    """
    return TwoSides(
        of=view.question,
        a=_whole(view, view.a or ViewSide()),
        b=_whole(view, view.b or ViewSide()),
        names=view.names or ("a", "b"),
        stages=view.stages,
    )


def asked_in(view: View) -> Any:
    """What a view asks, as a map's evidence cites it."""
    return spelt_out(two_sides_in(view) if view.view == COMPARE else view.question)


def comparisons_of(workspace: "Workspace", whose: About, *, as_of_us: int | None) -> Ask:
    """An ask for the comparisons that a map cites, each side being people of the map's own.

    The table is that of `measures.compared`, and has beside it what each figure rests on: `n` is the smaller
    side's, `value_a_n` and `value_b_n` are each side's own.
    """
    known: dict[bytes, pa.Table] = {}

    def ask(question: Mapping[str, Any]) -> pa.Table:
        text = msgspec.json.encode(question, order="deterministic")
        if text not in known:
            known[text] = _sized(_compared(workspace, _read(question), whose, as_of_us).table)
        return known[text]

    return ask


def forgiving(ask: Ask) -> Ask:
    """The same ask; a comparison that cannot be made any more has no figures, and does no other harm."""

    def asked(question: Mapping[str, Any]) -> pa.Table:
        try:
            return ask(question)
        except QuestionError:
            return pa.table({})

    return asked


def _whole(view: View, side: ViewSide) -> ViewSide:
    shared = {name: getattr(view, name) for name in OWN if getattr(side, name) is None}
    return replace(side, **shared, where={**view.where, **side.where})


def _read(question: Mapping[str, Any]) -> TwoSides:
    try:
        return msgspec.convert(question, TwoSides)
    except msgspec.ValidationError as error:
        raise QuestionError(f"A comparison is written otherwise: {error}.") from None


def _compared(workspace: "Workspace", asked: TwoSides, whose: About, as_of_us: int | None) -> Any:
    a, b = (_about(side, asked, whose, as_of_us) for side in (asked.a, asked.b))
    with stretch(1.0, 1.0):  # of what is asked for a map it is the last and the least
        return compare(workspace, asked.of, a, b, names=asked.names)


def _about(side: ViewSide, asked: TwoSides, whose: About, as_of_us: int | None) -> About:
    return About(
        where=side.where or None,
        segment=_among(side.segment, whose),
        only=side.only,
        containing=side.containing,
        matching=side.matching,
        period=side.period,
        resamples=asked.resamples,
        as_of_us=as_of_us,
        stages=asked.stages or whose.stages,
    )


def _among(segment: str | Segment | None, whose: About) -> str | Segment | None:
    """The side's people as far as they are people of the map."""
    rules: list[Rule] = [Trait(name=name, value=value) for name, value in (whose.where or {}).items()]
    if not rules and whose.segment is None:
        return segment
    rules += [
        one.rule if isinstance(one, Segment) else InSegment(key=one)
        for one in (whose.segment, segment)
        if one is not None
    ]
    return Segment(key="those", title="those of the map", rule=AllOf(of=rules))


def _sized(table: pa.Table) -> pa.Table:
    """The table with what each figure rests on, as evidence looks for it: `n`, and `COLUMN_n`."""
    sizes = {side: [one or 0 for one in table[f"n_{side}"].to_pylist()] for side in "ab"}
    beside = {
        "n": [min(pair) for pair in zip(sizes["a"], sizes["b"], strict=True)],
        "value_a_n": sizes["a"],
        "value_b_n": sizes["b"],
    }
    for name, numbers in beside.items():
        table = table.append_column(name, pa.array(numbers, pa.int64()))
    return table
