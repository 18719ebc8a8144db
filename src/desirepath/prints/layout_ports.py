"""Where ways leave and arrive under a step: each at a place of its own, so that no two look like one.

Ways to the left stand left, ways to the right stand right, and short ones outside: they run above, and the
long ones, below, then cross none of them at their own step.
"""

from itertools import pairwise

from desirepath.maps import Edge
from desirepath.prints.layout_columns import Edges

GAP = 7.0  # between two ways at one step, less where there are many
_LOOP = 24.0  # as wide is a way that returns to its own step
_SIDE = 14.0  # free at both sides of a column


def reach(edge: Edge, edges: Edges) -> float:
    """How far a way goes, negative to the left; a way out of the journey goes to the end of its column."""
    left, right = edges[edge.from_step]
    if edge.to_step is None or edge.to_step not in edges:
        return (right - left) / 2 - 4
    to_left, to_right = edges[edge.to_step]
    return (to_left + to_right - left - right) / 2


def ends_of(drawn: list[Edge], edges: Edges) -> dict[str, tuple[float, float]]:
    """Where each way leaves and arrives; `drawn` has the short ones first.

    >>> a, b, out = (Edge(id=k, from_step="s", to_step=to, kind="skip") for k, to in zip("abo", "tu-"))
    >>> edges = {"s": (0, 100), "t": (100, 200), "u": (200, 300)}
    >>> ends_of([out, a, b], edges)
    {'o': (57.0, 96), 'a': (50.0, 150.0), 'b': (43.0, 250.0)}
    """
    at: dict[tuple[str, bool], float] = {}
    for step, held in _by_step(drawn, edges).items():
        at |= _spread(held, *edges[step])
    out = {each.id: edges[each.from_step][1] - 4 for each in drawn}
    return {each.id: (at[each.id, False], at.get((each.id, True), out[each.id])) for each in drawn}


_End = tuple[tuple[int, float, int], str, bool]  # its rank from left to right, its way, whether it arrives


def _by_step(drawn: list[Edge], edges: Edges) -> dict[str, list[_End]]:
    held: dict[str, list[_End]] = {}
    for number, each in enumerate(drawn):
        far = reach(each, edges)
        held.setdefault(each.from_step, []).append((_rank(far, number), each.id, False))
        if each.to_step is not None and each.to_step in edges:
            held.setdefault(each.to_step, []).append((_rank(-far, number), each.id, True))
    return held


def _rank(far: float, number: int) -> tuple[int, float, int]:
    return (1, -far, -number) if far > 0 else (0, -far, number)


def _spread(held: list[_End], left: float, right: float) -> dict[tuple[str, bool], float]:
    """The ends side by side around the middle of their step."""
    ends = [(edge, arrives) for _, edge, arrives in sorted(held)]
    apart = [_LOOP if one[0] == other[0] else GAP for one, other in pairwise(ends)]
    fit = min(1.0, (right - left - 2 * _SIDE) / max(sum(apart), 1.0))
    x = (left + right - sum(apart) * fit) / 2
    placed = {ends[0]: x}
    for end, gap in zip(ends[1:], apart, strict=True):
        x += gap * fit
        placed[end] = x
    return placed
