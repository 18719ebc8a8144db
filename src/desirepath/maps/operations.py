"""Edits made on a map, and undone: all of them, or none and a conflict that says why.

Two people can edit one map: what an edit did not expect is a conflict, never lost without a word.
"""

import copy
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from desirepath.errors import InputError
from desirepath.maps.documents import JourneyMap
from desirepath.maps.edits import Add, Move, Operation, Remove, Set
from desirepath.maps.flaws import map_flaws
from desirepath.maps.spelling import spelt
from desirepath.maps.trees import ROOT, Place, Tree, descendants, holds_things
from desirepath.records import Record, spelt_out
from desirepath.sources import explain

FIXED = ("key", "kind", "schema_version", "revision")  # of the map: what it is kept by


class Conflict(Record):
    """An edit that does not fit the map any more: what was meant, and what stands there now."""

    operation: Operation
    says: str
    theirs: Any = None  # what stands there now
    mine: Any = None  # what the edit would have put there


class EditConflict(InputError):
    """Edits that somebody else's edits stand against; nothing was changed."""

    def __init__(self, conflicts: Sequence[Conflict], *, key: str | None = None) -> None:
        self.conflicts = list(conflicts)
        which = "The map" if key is None else f'The map "{key}"'
        said = "\n".join(f"- {conflict.says}" for conflict in conflicts)
        super().__init__(
            f"{which} has changed meanwhile, and {len(conflicts)} of these edits no longer fit:\n{said}\n"
            "Look at the map as it is now and decide again."
        )


def apply(journey_map: JourneyMap, operations: Iterable[Operation]) -> JourneyMap:
    """The map with these edits made, in order.

    >>> from desirepath.maps.documents import MapStage
    >>> little = JourneyMap(key="a", title="A", stages=[MapStage(id="s", name="Buy")])
    >>> apply(little, [Set(id="s", field="name", value="Purchase", was="Buy")]).stages[0].name
    'Purchase'

    EditConflict when one of them does not find what it says it found; DocumentError when the map would break
    a rule of its own.
    """
    tree = tree_of(journey_map)
    for operation in operations:
        found = carry_out(tree, spelt(operation, tree))
        if isinstance(found, Conflict):
            raise EditConflict([found])
    return map_of(tree)


def invert(operations: Sequence[Operation]) -> list[Operation]:
    """The edits that undo these: applied after them, they give the map that was before."""
    return [_inverse(operation) for operation in reversed(operations)]


def tree_of(journey_map: JourneyMap) -> Tree:
    """A map as a tree to be edited; the map stays as it is."""
    return Tree(copy.deepcopy(msgspec.to_builtins(journey_map)))


def map_of(tree: Tree) -> JourneyMap:
    """The map that a tree says; InputError when it is none any more."""
    try:
        edited = msgspec.convert(tree.body, JourneyMap)
    except msgspec.ValidationError as failure:
        path, says = explain(str(failure), tree.body, JourneyMap)
        field = next((f"{name}: " for name in reversed(path) if isinstance(name, str)), "")
        raise InputError(f"That edit cannot be made: {field}{says}.") from None
    for flaw in map_flaws(edited):
        raise InputError(f"That edit cannot be made: {flaw.says}.")
    return edited


def carry_out(tree: Tree, operation: Operation) -> Conflict | bool:
    """Make one edit in a tree: True; False when it is so already. A conflict leaves the tree alone.

    InputError for an edit that no map can take, whatever stands on it.
    """
    match operation:
        case Set():
            return _set(tree, operation)
        case Add():
            return _add(tree, operation)
        case Remove():
            return _remove(tree, operation)
        case Move():
            return _move(tree, operation)


def _set(tree: Tree, operation: Set) -> Conflict | bool:
    thing = tree.things.get(operation.id)
    if thing is None:
        return Conflict(operation=operation, says=_gone(operation.id), mine=operation.value)
    now = thing.get(operation.field)
    if operation.id == ROOT and operation.field in FIXED:
        raise InputError(f'That edit cannot be made: a map keeps its "{operation.field}".')
    if operation.field == "id":
        raise InputError("That edit cannot be made: a thing keeps its id. Add another, and remove this one.")
    if holds_things(now) or holds_things(operation.value):
        raise InputError(f'"{operation.field}" cannot be set: add, move or remove what is in it.')
    if now == operation.value:
        return False
    if now != operation.was:
        says = f'{_called(thing)}: "{operation.field}" is now {_shown(now)}, and was {_shown(operation.was)}'
        return Conflict(operation=operation, says=says, theirs=now, mine=operation.value)
    if operation.value is None:
        del thing[operation.field]
    else:
        thing[operation.field] = copy.deepcopy(operation.value)
    return True


def _add(tree: Tree, operation: Add) -> Conflict | bool:
    if not holds_things([operation.thing]):
        raise InputError("What is added to a map needs an `id`.")
    if operation.into not in tree.things:
        return Conflict(operation=operation, says=_gone(operation.into), mine=operation.thing)
    _check_list(tree, operation.into, operation.list)
    name = operation.thing["id"]
    if name in tree.things:
        now = tree.things[name]
        says = f'{_called(now)} has the id "{name}" already'
        same = now == operation.thing
        return False if same else Conflict(operation=operation, says=says, theirs=now, mine=operation.thing)
    place = Place(into=operation.into, list=operation.list, before=operation.before)
    tree.insert(copy.deepcopy(operation.thing), place)
    return True


def _check_list(tree: Tree, into: str, name: str) -> None:
    siblings = tree.things[into].get(name, [])
    if siblings != [] and not holds_things(siblings):
        raise InputError(f'Nothing can be put in "{name}": set it as a whole.')


def _remove(tree: Tree, operation: Remove) -> Conflict | bool:
    name = str(operation.thing.get("id"))
    if name == ROOT:
        raise InputError("A map cannot be removed from itself.")
    if name not in tree.things:
        return False
    now = tree.things[name]
    if now != operation.thing:
        says = f"{_called(now)} was to be removed, and has been changed"
        return Conflict(operation=operation, says=says, theirs=now)
    if tree.homes[name] != (operation.into, operation.list):
        says = f'{_called(now)} was to be removed, and has been moved to "{tree.homes[name][0]}"'
        return Conflict(operation=operation, says=says, theirs=now)
    tree.take_out(name)
    return True


def _move(tree: Tree, operation: Move) -> Conflict | bool:
    if operation.id not in tree.homes:
        return Conflict(operation=operation, says=_gone(operation.id))
    thing, now = tree.things[operation.id], tree.place_of(operation.id)
    inside = {inner["id"] for _, _, inner in descendants(thing)}
    if operation.to.list != now.list or operation.to.into in {operation.id, *inside}:
        raise InputError(f'{_called(thing)} stands in "{now.list}" and can only be moved to such a list.')
    if operation.to.into not in tree.things:
        return Conflict(operation=operation, says=_gone(operation.to.into), theirs=now)
    _check_list(tree, operation.to.into, operation.to.list)
    if now == operation.to:
        return False
    if now.into not in {operation.was.into, operation.to.into}:
        says = f'{_called(thing)} has been moved to "{now.into}"'
        return Conflict(operation=operation, says=says, theirs=now)
    tree.insert(tree.take_out(operation.id), operation.to)
    return True


def _inverse(operation: Operation) -> Operation:
    match operation:
        case Set():
            return Set(id=operation.id, field=operation.field, value=operation.was, was=operation.value)
        case Move():
            return Move(id=operation.id, to=operation.was, was=operation.to)
        case Add() | Remove():
            other = Remove if isinstance(operation, Add) else Add
            return other(
                thing=operation.thing, into=operation.into, list=operation.list, before=operation.before
            )


def _called(thing: dict[str, Any]) -> str:
    """A thing by the words that people know it by."""
    for field in ("name", "title", "text", "label", "statement", "body"):
        if isinstance(thing.get(field), str):
            return f"“{thing[field][:60]}”"
    return f'"{thing.get("id", ROOT)}"'


def _gone(name: str) -> str:
    return f'"{name}" is not on the map any more'


def _shown(value: Any) -> str:
    return "nothing" if value is None else f"“{str(spelt_out(value))[:80]}”"


def touches(operation: Operation, thing: str) -> bool:
    """Whether an edit is about a thing: changes it, moves it, or brings or takes it, alone or with others.

    >>> touches(Add(thing={"id": "lane", "cards": [{"id": "card"}]}, into="map", list="lanes"), "card")
    True
    """
    if isinstance(operation, Set | Move):
        return operation.id == thing
    inner = (each["id"] for _, _, each in descendants(operation.thing))
    return thing in {operation.thing.get("id"), *inner}
