"""What is wrong with a segment in this workspace: names nobody knows, types that do not fit, circles."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

import numpy as np
from msgspec.structs import replace

from desirepath.errors import DocumentError, InputError, QuestionError, UnknownName
from desirepath.journeys import StageRule, matcher, matching, pattern
from desirepath.records import Record
from desirepath.segments.catalogues import PREFIX, Catalogue, Entry, catalogue, names_of
from desirepath.segments.comparing import NUMBERS, ORDERED, is_number
from desirepath.segments.flaws import segment_flaws
from desirepath.segments.folding import stage_lens
from desirepath.segments.knowing import Ground, Knowledge
from desirepath.segments.rules import Followed, InSegment, InStage, Segment, Trait, Where
from desirepath.segments.stepping import PLACES
from desirepath.segments.walking import Path, conditions, steps_of

__all__ = ["Misfit", "check_segment", "misfits"]

Check = Callable[[], None]


class Misfit(Record):
    """Something in a document that cannot be meant: where, what, and the name that was perhaps meant."""

    path: tuple[str | int, ...]
    says: str
    guess: str | None = None


def check_segment(segment: Segment, known: Knowledge) -> None:
    """Nothing, when every name that the segment uses is known here and every value fits its type.

    Segments that it names are checked with it. UnknownName with the nearest name, DocumentError for what
    cannot be meant, such as two segments that are each made of the other.
    """
    reached = list(_reached(segment, known))
    for one in reached:
        _check_form(one)
    listed = _listed(reached, known)
    for one in reached:
        for _, check in _checks(one, listed, known):
            check()


def misfits(segment: Segment, known: Knowledge) -> Iterator[Misfit]:
    """All that is wrong with a segment here, each with its place in the document; nothing when it fits."""
    flaws = [Misfit(path=flaw.path, says=flaw.says) for flaw in segment_flaws(segment)]
    yield from flaws
    if flaws:
        return
    listed = _listed([segment], known)
    for path, check in [*_checks(segment, listed, known), *_references(segment, known)]:
        try:
            check()
        except InputError as error:
            guess = error.guess if isinstance(error, UnknownName) else None
            yield Misfit(path=path, says=str(error), guess=guess)


def _references(segment: Segment, known: Knowledge) -> Iterator[tuple[Path, Check]]:
    """That each segment that is named is there, can be asked, and is not made of this one."""
    for path, rule in conditions(segment.rule):
        if isinstance(rule, InSegment):
            alone = replace(segment, rule=rule)
            yield (*path, "key"), partial(check_segment, alone, known)


def _listed(segments: Iterable[Segment], known: Knowledge) -> Catalogue:
    """What there is of the names that these use."""
    rules = [rule for one in segments for _, rule in conditions(one.rule)]
    steps = [step for rule in rules for _, step in steps_of(rule, ())]
    traits = {rule.name for rule in rules if isinstance(rule, Trait)}
    return catalogue(known, traits=traits, fields={where.field for step in steps for where in step.where})


def _checks(segment: Segment, listed: Catalogue, known: Knowledge) -> Iterator[tuple[Path, Check]]:
    """What must hold of each condition by itself, with its place."""
    for path, rule in conditions(segment.rule):
        if isinstance(rule, Trait):
            yield path, partial(_check_trait, rule, listed, known)
        for place, step in steps_of(rule, path):
            for name in PLACES:
                yield (*place, name), partial(_check_places, name, getattr(step, name), listed, known)
            for number, where in enumerate(step.where):
                yield (*place, "where", number), partial(_check_where, where, listed, known)
        if isinstance(rule, InStage):
            yield (*path, "stage"), partial(_check_stages, rule, known)
        if isinstance(rule, Followed):
            yield (*path, "pattern"), partial(_check_pattern, rule, known)


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


def _check_form(segment: Segment) -> None:
    for flaw in segment_flaws(segment):
        place = ".".join(str(part) for part in flaw.path)
        raise DocumentError(flaw.says, file=segment.key, key=place)


def _check_trait(test: Trait, listed: Catalogue, known: Knowledge) -> None:
    if test.name not in listed.traits:
        raise UnknownName("trait", test.name, names_of(known, "trait"))
    _check_value(test, listed.traits[test.name], test.name)


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


def _check_places(name: str, asked: list[str] | str | None, listed: Catalogue, known: Knowledge) -> None:
    kinds = known.store.kinds
    size = int(kinds["code"].to_numpy().max(initial=-1)) + 1
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


def _check_stages(rule: InStage, known: Knowledge) -> None:
    nodes = stage_lens(rule, Ground(known=known, as_of_us=0)).nodes
    for name in [rule.stage, *rule.goal]:
        if name not in nodes:
            raise UnknownName("stage", name, nodes)


def _check_pattern(rule: Followed, known: Knowledge) -> None:
    lens = stage_lens(rule, Ground(known=known, as_of_us=0))
    matcher(pattern(rule.pattern), lens.nodes, lens=lens.name)
