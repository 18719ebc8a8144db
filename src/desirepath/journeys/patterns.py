"""Path patterns: what a stretch of a journey must look like, such as `ad -> [^purchase]* -> cart`.

These are the shapes a pattern is read into; `patterns_reading` reads one from text, `patterns_machine`
turns it into a table of states, `patterns_matching` finds it in journeys, `patterns_wording` says it.
"""

from typing import TypeAlias

from desirepath.records import Record

__all__ = ["LATER", "Either", "Part", "Pattern", "Repeat", "Step", "Then", "is_nullable"]

Part: TypeAlias = "Step | Then | Either | Repeat"


class Step(Record):
    """One step at one of these nodes; with `but`, at any node but these."""

    names: tuple[str, ...]
    but: bool = False


class Then(Record):
    """All of these, each straight after the one before."""

    parts: tuple[Part, ...]


class Either(Record):
    """One of these."""

    parts: tuple[Part, ...]


class Repeat(Record):
    """This so many times in a row; without `most`, any number from `least` on."""

    part: Part
    least: int
    most: int | None


LATER = Repeat(part=Step(names=(), but=True), least=0, most=None)  # what "..." stands for


class Pattern(Record):
    """A pattern as read from its text; `pattern` makes one, `matcher` sets it against nodes."""

    text: str
    part: Part
    places: tuple[tuple[str, int], ...]  # each name it mentions, and where in the text
    from_start: bool = False
    to_end: bool = False
    within_us: int | None = None


def is_nullable(part: Part) -> bool:
    """Whether this can match without a single step.

    >>> is_nullable(LATER), is_nullable(Step(names=("ad",)))
    (True, False)
    """
    if isinstance(part, Step):
        return False
    if isinstance(part, Repeat):
        return part.least == 0 or is_nullable(part.part)
    return (all if isinstance(part, Then) else any)(is_nullable(one) for one in part.parts)
