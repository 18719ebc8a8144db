"""The edits that turn one map into another: how a changed document becomes operations.

A tree is worked on edit by edit, so each says exactly what it finds. Things are told apart by their ids
alone: a card with a new id is a new card.
"""

import copy
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import msgspec

from desirepath.maps.documents import JourneyMap
from desirepath.maps.edits import Add, Move, Operation, Remove, Set
from desirepath.maps.operations import carry_out, tree_of
from desirepath.maps.trees import ROOT, Place, Tree, descendants, holds_things, own_fields

Item = TypeVar("Item")


def difference(before: JourneyMap, after: JourneyMap) -> list[Operation]:
    """The edits that make `after` of `before`: applying them does.

    >>> from desirepath.maps.documents import MapStage
    >>> old = JourneyMap(key="a", title="A", stages=[MapStage(id="s", name="Buy")])
    >>> new = JourneyMap(key="a", title="A", stages=[MapStage(id="s", name="Purchase")])
    >>> difference(old, new)
    [Set(id='s', field='name', value='Purchase', was='Buy')]
    """
    tree = tree_of(before)
    wanted = Tree(msgspec.to_builtins(after))
    done: list[Operation] = []
    for operation in _removals(tree, [name for name in tree.homes if _is_other_kind(name, tree, wanted)]):
        carry_out(tree, operation)
        done.append(operation)
    for parent in [ROOT, *(thing["id"] for _, _, thing in descendants(wanted.body))]:
        for operation in _arranging(tree, wanted, parent):
            carry_out(tree, operation)
            done.append(operation)
    gone = [name for name in tree.homes if name not in wanted.things]
    for operation in [*_removals(tree, gone), *_changes(tree, wanted)]:
        carry_out(tree, operation)
        done.append(operation)
    return done


def _arranging(tree: Tree, wanted: Tree, parent: str) -> Iterator[Operation]:
    """Bring everything that belongs into one thing's lists there, last first, so each has its neighbour."""
    for name, value in wanted.things[parent].items():
        if not holds_things(value):
            continue
        ids = [thing["id"] for thing in value]
        staying = set(_in_order(tree, parent, name, ids))
        before: str | None = None
        for each in reversed(ids):
            to = Place(into=parent, list=name, before=before)
            if each not in tree.things:
                thing = _new(wanted.things[each], tree)
                yield Add(thing=thing, into=parent, list=name, before=before)
            elif each not in staying:
                yield Move(id=each, to=to, was=tree.place_of(each))
            before = each


def _in_order(tree: Tree, parent: str, name: str, ids: Sequence[str]) -> list[str]:
    """The longest run of a list's things whose order need not change."""
    now = tree.ids(parent, name) if parent in tree.things else []
    rank = {each: at for at, each in enumerate(ids)}
    common = [each for each in now if each in rank]
    return longest_rising(common, [rank[each] for each in common])


def longest_rising(items: Sequence[Item], ranks: Sequence[int]) -> list[Item]:
    """The longest choice of items, in their order, whose ranks rise.

    >>> longest_rising("abcd", [3, 1, 2, 0])
    ['b', 'c']
    """
    tails: list[int] = []  # the least last rank of a rising run of each length
    ends: list[int] = []  # where in `ranks` it is
    before: list[int] = []
    for at, rank in enumerate(ranks):
        length = bisect_left(tails, rank)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [rank]
        ends[length : length + 1] = [at]
    found: list[Item] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        found.append(items[at])
        at = before[at]
    return found[::-1]


def _new(thing: dict[str, Any], tree: Tree) -> dict[str, Any]:
    """A new thing with the new things in it; what was on the map already is moved there afterwards."""
    made: dict[str, Any] = {}
    for name, value in thing.items():
        if not holds_things(value):
            made[name] = copy.deepcopy(value)
            continue
        inner = [_new(each, tree) for each in value if each["id"] not in tree.things]
        if inner:
            made[name] = inner
    return made


def _removals(tree: Tree, names: Sequence[str]) -> Iterator[Operation]:
    """Take these out; what has gone with its parent needs no edit of its own."""
    inner = {each["id"] for name in names for _, _, each in descendants(tree.things[name])}
    for name in names:
        if name not in inner:
            place = tree.place_of(name)
            thing = copy.deepcopy(tree.things[name])
            yield Remove(thing=thing, into=place.into, list=place.list, before=place.before)


def _is_other_kind(name: str, tree: Tree, wanted: Tree) -> bool:
    return name in wanted.homes and tree.homes[name][1] != wanted.homes[name][1]


def _changes(tree: Tree, wanted: Tree) -> Iterator[Operation]:
    for name, thing in wanted.things.items():
        if name not in tree.things:
            continue
        old, new = own_fields(tree.things[name]), own_fields(thing)
        for field in dict.fromkeys([*new, *old]):
            if old.get(field) != new.get(field):
                value, was = copy.deepcopy((new.get(field), old.get(field)))
                yield Set(id=name, field=field, value=value, was=was)
