"""Edits made on an older revision, brought onto the newest one, or shown with what stands against them."""

from collections.abc import Iterable, Sequence

from desirepath.errors import InputError
from desirepath.maps.documents import JourneyMap
from desirepath.maps.edits import Operation
from desirepath.maps.operations import Conflict, EditConflict, carry_out, map_of, tree_of
from desirepath.maps.spelling import spelt
from desirepath.maps.trees import Tree
from desirepath.records import Record


class Rebased(Record):
    """Edits on a newer map: those that fit, what the map is with them, and those that do not."""

    journey_map: JourneyMap
    operations: list[Operation]
    conflicts: list[Conflict] = []


def rebase(operations: Iterable[Operation], onto: JourneyMap) -> Rebased:
    """Each edit made on `onto` if it still finds what it found; the others as conflicts.

    An edit of a field that nobody else touched always fits. What somebody else has already done in the same
    way is left out. A place in a list that has gone becomes the list's end.

    >>> from desirepath.maps.documents import MapStage
    >>> from desirepath.maps.edits import Set
    >>> now = JourneyMap(key="a", title="Theirs", stages=[MapStage(id="s", name="Buy")])
    >>> mine = [Set(id="map", field="title", value="Mine", was="Before"),
    ...         Set(id="s", field="name", value="Purchase", was="Buy")]
    >>> found = rebase(mine, onto=now)
    >>> found.journey_map.stages[0].name, [conflict.theirs for conflict in found.conflicts]
    ('Purchase', ['Theirs'])
    """
    tree = tree_of(onto)
    made: list[Operation] = []
    conflicts: list[Conflict] = []
    for operation in (spelt(each, tree) for each in operations):
        found = carry_out(tree, operation)
        if isinstance(found, Conflict):
            conflicts.append(found)
        elif found:
            made.append(operation)
    return Rebased(journey_map=_result(tree, conflicts), operations=made, conflicts=conflicts)


def _result(tree: Tree, conflicts: Sequence[Conflict]) -> JourneyMap:
    """The map with what fits; where that breaks a rule for want of what does not fit, the conflicts."""
    try:
        return map_of(tree)
    except InputError:
        if conflicts:
            raise EditConflict(conflicts) from None
        raise
