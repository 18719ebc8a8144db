"""What was expected of a step and what was received, as two dots on one line: the gap is seen at once."""

from typing import ClassVar

from desirepath.maps import Step, valence_text
from desirepath.prints.layout_cards import INSET, SIDE, fair_width
from desirepath.prints.layout_columns import Columns
from desirepath.prints.layout_content import MOST_LINES
from desirepath.prints.layout_marks import CARD, Box, Colour, Style, Words, broken, one_line, stacked
from desirepath.prints.wording import word
from desirepath.records import Record

SCALE_ENDS = Style(size=9.5, leading=13, colour="muted")
GAP = Style(size=10, leading=14, weight=600)
_DUMBBELL = 40.0


class Dumbbell(Record):
    """A line from −2 to +2 with a hollow dot for what was expected and a full one for what was received."""

    ACROSS: ClassVar[dict[str, float]] = {"zero": 0, "expected": 0, "received": 0}

    track: Box  # one pixel high
    zero: float
    expected: float | None
    received: float | None
    colour: Colour
    words: list[Words]


class PlacedExpectation(Record):
    """One step's expectation."""

    step: str
    box: Box
    words: list[Words]
    dumbbell: Dumbbell | None
    title: str


def place_expectations(
    steps: list[Step], columns: Columns, *, top: float
) -> tuple[list[PlacedExpectation], float]:
    """The expectations of all steps from `top` downwards, equally high, and where they end."""
    told = [step for step in steps if step.expectation is not None]
    widths = {step.id: fair_width(*columns.edges[step.id]) for step in told}
    lines = {
        step.id: broken(step.expectation.statement, CARD, widths[step.id] - 2 * SIDE, most=MOST_LINES)
        for step in told
        if step.expectation
    }
    on_page = [step for step in told if columns.holds(step.id)]
    most = max((len(lines[step.id]) for step in on_page), default=0)
    has_scores = any(_scores(step) for step in on_page)
    height = 7 + CARD.leading * most + (_DUMBBELL if has_scores else 0) + 7
    placed = []
    for step in told:
        box = Box(x=columns.edges[step.id][0] + INSET, y=top, width=widths[step.id], height=height)
        words = stacked(lines[step.id], CARD, x=box.x + SIDE, top=top + 7, limit=box.width - 2 * SIDE)
        dumbbell = _dumbbell(step, box, box.bottom - 7 - _DUMBBELL) if _scores(step) else None
        placed.append(
            PlacedExpectation(
                step=step.id, box=box, words=words, dumbbell=dumbbell, title=expectation_text(step)
            )
        )
    return placed, top + height if on_page else top


def expectation_text(step: Step) -> str:
    """An expectation in words."""
    one = step.expectation
    if one is None:
        return ""
    parts = [one.statement]
    parts += [word("expected {value}", value=valence_text(one.expected))] if one.expected is not None else []
    parts += [word("received {value}", value=valence_text(one.received))] if one.received is not None else []
    if one.expected is not None and one.received is not None:
        parts.append(word("gap {value}", value=valence_text(one.received - one.expected)))
    return "; ".join(part for part in parts if part)


def _scores(step: Step) -> bool:
    one = step.expectation
    return one is not None and (one.expected is not None or one.received is not None)


def _dumbbell(step: Step, box: Box, top: float) -> Dumbbell:
    one = step.expectation
    assert one is not None  # noqa: S101 - `_scores` says so
    left, room = box.x + SIDE + 7, box.width - 2 * SIDE - 14
    middle = top + 14

    def at(value: float | None) -> float | None:
        return None if value is None else left + (max(-2.0, min(2.0, value)) + 2) / 4 * room

    gap = one.received - one.expected if one.received is not None and one.expected is not None else None
    colour: Colour = "muted" if gap is None or abs(gap) < 0.05 else "positive" if gap > 0 else "negative"
    style = Style(size=GAP.size, leading=GAP.leading, weight=GAP.weight, colour=colour)
    known = one.expected if one.received is None else one.received
    said = valence_text(known or 0) if gap is None else word("gap {value}", value=valence_text(gap))
    below = middle + 20
    x = left + room / 2 if gap is not None else at(known) or left
    told = one_line(said, style, x=x, y=below, limit=room - 30 if gap is not None else 40, anchor="middle")
    first = one_line("−2", SCALE_ENDS, x=left - 6, y=below, limit=18)
    last = one_line("+2", SCALE_ENDS, x=left + room + 6, y=below, limit=18, anchor="end")
    words = [each for each in (first, told, last) if each is told or not each.box.meets(told.box)]
    return Dumbbell(
        track=Box(x=left, y=middle, width=room, height=1),
        zero=left + room / 2,
        expected=at(one.expected),
        received=at(one.received),
        colour=colour,
        words=words,
    )
