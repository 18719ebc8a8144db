"""What is wrong with a segment in this workspace: names nobody knows, types that do not fit, circles."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from msgspec.structs import replace

from desirepath.errors import DocumentError, QuestionError, UnknownName
from desirepath.journeys import StageRule, matcher, matching, pattern
from desirepath.segments.catalogues import PREFIX, Catalogue, Entry, catalogue, names_of
from desirepath.segments.comparing import NUMBERS, ORDERED, is_number
from desirepath.segments.flaws import segment_flaws
from desirepath.segments.folding import stage_lens
from desirepath.segments.knowing import Ground, Knowledge
from desirepath.segments.rules import Followed, InSegment, InStage, Rule, Segment, Step, Trait, Where
from desirepath.segments.stepping import PLACES
from desirepath.segments.walking import conditions, steps_of

__all__ = ["check_segment"]


def check_segment(segment: Segment, known: Knowledge) -> None:
    """Nothing, when every name that the segment uses is known here and every value fits its type.

    Segments that it names are checked with it. UnknownName with the nearest name, DocumentError for what
    cannot be meant, such as two segments that are each made of the other.
    """
    rules = [rule for one in _reached(segment, known) for rule in _sound(one)]
    tests = [rule for rule in rules if isinstance(rule, Trait)]
    steps = [step for rule in rules for _, step in steps_of(rule, ())]
    wheres = [where for step in steps for where in step.where]
    listed = catalogue(known, traits={test.name for test in tests}, fields={where.field for where in wheres})
    for test in tests:
        if test.name not in listed.traits:
            raise UnknownName("trait", test.name, names_of(known, "trait"))
        _check_value(test, listed.traits[test.name], test.name)
    for step in steps:
        _check_places(step, listed, known)
    for where in wheres:
        _check_where(where, listed, known)
    for rule in rules:
        _check_nodes(rule, known)


def _reached(segment: Segment, known: Knowledge) -> Iterator[Segment]:
    """The segment and all that it is made of, each once; DocumentError when it is made of itself."""
    done: set[str] = set()

    def visit(one: Segment, above: tuple[str, ...]) -> Iterator[Segment]:
        for _, rule in conditions(one.rule):
            if not isinstance(rule, InSegment):
                continue
            if rule.key in above:
                circle = " → ".join([*above[above.index(rule.key) :], rule.key])
                raise DocumentError(
                    f"these segments are made of each other: {circle}. Take one of the references out",
                    file=segment.key,
                )
            if rule.key in done:
                continue
            if rule.key not in known.segments:
                raise UnknownName("segment", rule.key, known.segments)
            yield from visit(known.segments[rule.key], (*above, rule.key))
        done.add(one.key)
        yield one

    yield from visit(segment, (segment.key,))


def _sound(segment: Segment) -> Iterator[Rule]:
    for flaw in segment_flaws(segment):
        place = ".".join(str(part) for part in flaw.path)
        raise DocumentError(flaw.says, file=segment.key, key=place)
    for _, rule in conditions(segment.rule):
        yield rule


def _check_value(test: Trait | Where, entry: Entry, name: str) -> None:
    """That a text is one of the values there are, and that only numbers and days are put in order."""
    values = test.value if isinstance(test.value, list) else [test.value]
    if test.op in ORDERED:
        wanted = "number" if is_number(test.value) else "day"
        if entry.type != wanted:
            shown = ", ".join(f'"{value}"' for value in entry.values[:3])
            raise QuestionError(
                f"{name} {test.op} {test.value} asks for a {wanted}, but {name} is a {entry.type}: {shown}"
                f"{', …' if (entry.distinct or 0) > 3 else ''}."
            )
    elif test.op in ("is", "is_not", "one_of") and entry.is_complete and entry.type == "text":
        for value in values:
            if isinstance(value, str) and value not in entry.values:
                raise UnknownName(f"value of {name}", value, entry.values)


def _check_places(step: Step, listed: Catalogue, known: Knowledge) -> None:
    kinds = known.store.kinds
    size = int(kinds["code"].to_numpy().max(initial=-1)) + 1
    for name in PLACES:
        asked = getattr(step, name)
        for text in [asked] if isinstance(asked, str) else asked or []:
            rule = replace(StageRule(stage="any"), **{name: text})
            if not np.any(matching(rule, kinds, size)):
                raise UnknownName(name, text, getattr(listed, f"{name}s"))


def _check_where(where: Where, listed: Catalogue, known: Knowledge) -> None:
    if where.field in NUMBERS:
        return
    entry = listed.fields.get(where.field)
    if entry is None and where.field.startswith(PREFIX):
        raise UnknownName("property", where.field.removeprefix(PREFIX), names_of(known, "property"))
    if entry is None:
        raise QuestionError(f"No interaction has a {where.field}, so nothing can be asked of it.")
    _check_value(where, entry, where.field.removeprefix(PREFIX))


def _check_nodes(rule: Rule, known: Knowledge) -> None:
    if not isinstance(rule, InStage | Followed):
        return
    lens = stage_lens(rule, Ground(known=known, as_of_us=0))
    if isinstance(rule, Followed):
        matcher(pattern(rule.pattern), lens.nodes, lens=lens.name)
        return
    _check_among([rule.stage, *rule.goal], "stage", lens.nodes)


def _check_among(names: Iterable[Any], noun: str, known: list[str]) -> None:
    for name in names:
        if name not in known:
            raise UnknownName(noun, str(name), known)
