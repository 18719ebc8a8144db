"""A pattern set against the nodes of a lens: a table of states, one move for each step.

Thompson's construction gives a machine that may be in many states at once, the subset construction
one that is in a single state, and Moore's refinement merges states that no journey can tell apart.
(Hopcroft, Motwani, Ullman: Introduction to Automata Theory, 3rd ed., §2.3–2.5, §4.4.)
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from desirepath.errors import QuestionError, UnknownName
from desirepath.journeys.batches import Int32s
from desirepath.journeys.patterns import Either, Part, Pattern, Repeat, Step, Then
from desirepath.journeys.patterns_reading import pointed
from desirepath.records import Record

__all__ = ["Machine", "machine"]

MOST_PIECES, MOST_STATES, MOST_WORK = 2_500, 2_000, 2_000_000


class Machine(Record):
    """What a pattern comes to: where a step takes each state, and in which states it has matched.

    Nodes that the pattern does not tell apart share a column of the table; all that it does not name
    share the last.
    """

    classes: Int32s  # node → its column
    moves: Int32s  # columns × states → the state after a step there
    accepting: npt.NDArray[np.bool_]  # by state: the steps so far are a match
    start: int
    edges: npt.NDArray[np.bool_]  # by node: whether a match can begin there, and whether it can end there


class Loose(Record):
    """A machine under construction, in many states at once; its lists grow."""

    pattern: Pattern
    names: dict[str, int]  # the nodes it names → their column
    columns: int
    steps: list[tuple[int, int] | None] = []  # by state: the columns (as bits) it moves on, and where to
    free: list[list[int]] = []  # by state: states it is in as well


def machine(pattern: Pattern, nodes: Sequence[str], *, lens: str) -> Machine:
    """The machine that matches a pattern over these nodes.

    UnknownName, with a caret, for a name that is no node; QuestionError when there would be more
    states than anybody means.
    """
    names = _names(pattern, nodes, lens)
    others = max(names.values(), default=-1) + 1
    loose = Loose(pattern=pattern, names=names, columns=others + 1)
    first = _state(loose)
    last = _build(pattern.part, first, loose)
    moves, accepting = _single(loose, first, last)
    block = _merged(moves, accepting)
    chosen = np.unique(block, return_index=True)[1]
    table = np.ascontiguousarray(block[moves[chosen]].T.astype(np.int32))
    matched, start = accepting[chosen], int(block[0])
    goes_on = matched | (table != np.arange(len(chosen))).any(axis=0)
    begins = goes_on[table[:, start]] | pattern.from_start
    finishes = (matched[table] & ~matched).any(axis=1) | pattern.to_end
    classes = np.array([names.get(node, others) for node in nodes], np.int32)
    return Machine(
        classes=classes,
        moves=table,
        accepting=matched,
        start=start,
        edges=np.stack([begins, finishes])[:, classes],
    )


def _names(pattern: Pattern, nodes: Sequence[str], lens: str) -> dict[str, int]:
    """The names of the pattern → their column: names that always stand together share one."""
    known = set(nodes)
    for name, at in pattern.places:
        if name not in known:
            error = UnknownName(f"{lens} node", name, nodes)
            error.args = (f"{error}{pointed(pattern.text, at)}",)
            raise error
    together: dict[str, list[int]] = {name: [] for name, _ in pattern.places}
    for number, names in enumerate(_named(pattern.part)):
        for name in set(names):
            together[name].append(number)
    columns: dict[tuple[int, ...], int] = {}
    return {name: columns.setdefault(tuple(told), len(columns)) for name, told in together.items()}


def _named(part: Part) -> list[tuple[str, ...]]:
    if isinstance(part, Step):
        return [part.names]
    parts = (part.part,) if isinstance(part, Repeat) else part.parts
    return [names for one in parts for names in _named(one)]


def _state(loose: Loose) -> int:
    if len(loose.steps) >= MOST_PIECES:
        raise QuestionError(
            f"The pattern {loose.pattern.text} comes to more than {MOST_PIECES:,} pieces. Repeat fewer times."
        )
    loose.steps.append(None)
    loose.free.append([])
    return len(loose.steps) - 1


def _build(part: Part, start: int, loose: Loose) -> int:
    """Add what leads from a state through this part; the state it leads to."""
    if isinstance(part, Step):
        bits = sum(1 << column for column in {loose.names[name] for name in part.names})
        end = _state(loose)
        loose.steps[start] = (((1 << loose.columns) - 1) ^ bits if part.but else bits, end)
        return end
    if isinstance(part, Then):
        for one in part.parts:
            start = _build(one, _after(start, loose), loose)
        return start
    if isinstance(part, Either):
        ends = [_build(one, _after(start, loose), loose) for one in part.parts]
        end = _state(loose)
        for last in ends:
            loose.free[last].append(end)
        return end
    return _repeated(part, start, loose)


def _repeated(repeat: Repeat, start: int, loose: Loose) -> int:
    for _ in range(repeat.least):
        start = _build(repeat.part, _after(start, loose), loose)
    start = _after(start, loose)
    if repeat.most is None:
        back = _build(repeat.part, _after(start, loose), loose)
        loose.free[back].append(start)
        return start
    ends = [start]
    for _ in range(repeat.most - repeat.least):
        start = _build(repeat.part, _after(start, loose), loose)
        ends.append(start)
    end = _state(loose)
    for one in ends:
        loose.free[one].append(end)
    return end


def _after(state: int, loose: Loose) -> int:
    """A fresh state that one is in as soon as one is in this one."""
    fresh = _state(loose)
    loose.free[state].append(fresh)
    return fresh


def _single(loose: Loose, first: int, last: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """States × columns → state, and which states match; state 0 is the start.

    Where the pattern need not reach the journey's end, the first match is the match: nothing leads on.
    """
    most = min(MOST_STATES, MOST_WORK // len(loose.steps))
    start = _closed([first], loose)
    number = {start: 0}
    waiting, rows = [start], []
    for here in waiting:  # it grows as it is gone through
        over = last in here and not loose.pattern.to_end
        row = []
        for column in range(loose.columns):
            there = here if over else _moved(here, column, loose)
            if there not in number:
                if len(number) >= most:
                    raise QuestionError(
                        f"The pattern {loose.pattern.text} comes to more than {most:,} states. "
                        "Repeat fewer times, or begin it with a rarer step."
                    )
                number[there] = len(number)
                waiting.append(there)
            row.append(number[there])
        rows.append(row)
    return np.array(rows, np.int64), np.array([last in here for here in waiting], np.bool_)


def _moved(here: frozenset[int], column: int, loose: Loose) -> frozenset[int]:
    steps = [step for state in here if (step := loose.steps[state]) is not None]
    return _closed([to for bits, to in steps if bits >> column & 1], loose)


def _closed(states: list[int], loose: Loose) -> frozenset[int]:
    found = set(states)
    waiting = list(states)
    while waiting:
        for also in loose.free[waiting.pop()]:
            if also not in found:
                found.add(also)
                waiting.append(also)
    return frozenset(found)


def _merged(moves: npt.NDArray[np.int64], accepting: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """State → block: states in one block match the same journeys."""
    block = accepting.astype(np.int64)
    while True:
        told = np.column_stack([block, block[moves]])
        finer = np.unique(told, axis=0, return_inverse=True)[1].reshape(-1)
        if len(np.unique(finer)) == len(np.unique(block)):
            return finer
        block = finer
