"""Which steps of two maps stand beside one another: joined by lineage, in an order that both can be read in.

Steps and stages only; `comparing` says what is different at each pair.
"""

from collections import defaultdict

from desirepath.maps.differing import longest_rising
from desirepath.maps.documents import JourneyMap, MapStage, Step

Pair = tuple[int | None, int | None]  # where a column's step stands before, and after


class Indexed:
    """A map's steps in order, each with its stage."""

    def __init__(self, journey_map: JourneyMap) -> None:
        self.map = journey_map
        self.steps = [step for stage in journey_map.stages for step in stage.steps]
        self.stages = [stage for stage in journey_map.stages for _ in stage.steps]
        self.by_lineage: dict[str, list[int]] = defaultdict(list)
        for at, step in enumerate(self.steps):
            self.by_lineage[step.lineage_id].append(at)

    def step(self, at: int | None) -> tuple[JourneyMap, Step] | None:
        """The step at this place, with its map."""
        return None if at is None else (self.map, self.steps[at])


def joined(one: Indexed, two: Indexed) -> dict[int, int]:
    """Where each step of `after` was before, for those of a shared lineage."""
    return {
        there: here
        for lineage, places in two.by_lineage.items()
        for here, there in zip(one.by_lineage.get(lineage, []), places, strict=False)
    }


def moved(pairs: dict[int, int]) -> set[int]:
    """The steps of `after` that must have been moved: all but the longest run that kept its order."""
    order = sorted(pairs)
    kept = set(longest_rising(order, [pairs[at] for at in order]))
    return set(order) - kept


def in_order(one: Indexed, two: Indexed, pairs: dict[int, int], stages: dict[str, str]) -> list[Pair]:
    """The columns: those of `after`, each removed step beside the neighbour it had in its stage."""
    found: list[Pair] = [(pairs.get(at), at) for at in range(len(two.steps))]
    kept = set(pairs.values())
    for at in range(len(one.steps)):
        if at not in kept:
            found.insert(_place(one, at, found, stages=stages, two=two), (at, None))
    return found


def _place(one: Indexed, at: int, found: list[Pair], *, stages: dict[str, str], two: Indexed) -> int:
    places = {before: place for place, (before, _) in enumerate(found) if before is not None}
    stage = stages[one.stages[at].id]
    same_stage = [before for before in places if stages[one.stages[before].id] == stage]
    earlier, later = [b for b in same_stage if b < at], [b for b in same_stage if b > at]
    if earlier:
        return places[max(earlier)] + 1
    if later:
        return places[min(later)]
    of_stage = [
        place
        for place, (_, there) in enumerate(found)
        if there is not None and two.stages[there].name == stage
    ]
    if of_stage:
        return of_stage[0]
    previous = [before for before in places if before < at]
    return _end_of_stage(found, places[max(previous)], one, two) + 1 if previous else 0


def _end_of_stage(found: list[Pair], place: int, one: Indexed, two: Indexed) -> int:
    """The last column of the stage that the column at this place is in."""

    def stage(pair: Pair) -> str:
        before, after = pair
        return two.stages[after].id if after is not None else one.stages[before or 0].id

    while place + 1 < len(found) and stage(found[place + 1]) == stage(found[place]):
        place += 1
    return place


def stage_names(before: JourneyMap, after: JourneyMap) -> dict[str, str]:
    """What the stages of `before` are called in `after`, by id: the same id, stage key or name."""
    names: dict[str, str] = {}
    for stage in before.stages:
        found = next((other for other in after.stages if _is_same_stage(stage, other)), stage)
        names[stage.id] = found.name
    return names


def _is_same_stage(one: MapStage, other: MapStage) -> bool:
    if one.key and other.key:
        return one.key == other.key
    return one.id == other.id or one.name.casefold() == other.name.casefold()
