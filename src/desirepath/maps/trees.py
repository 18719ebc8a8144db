"""A map as a tree of things with ids: where each one is, and what stands in which list.

Works on plain values. Any list whose members have an `id` holds things; every other field is a value of the
thing it stands on. `operations`, `differing` and `flaws` see maps in this way, so a new kind of thing needs
nothing but its record.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from desirepath.records import Record

Body = dict[str, Any]
ROOT = "map"
"""The id of the map itself."""
DEEPEST = 60  # a question inside evidence nests about ten deep


class Place(Record):
    """Where a thing stands: in a list of another thing, before a third (None: at the end)."""

    into: str
    list: str
    before: str | None = None


def ids_on(journey_map: Record) -> set[str]:
    """Every id on a map, and "map", which is its own."""
    return set(Tree(msgspec.to_builtins(journey_map)).things)


class Tree:
    """A map's plain values, indexed by id; changing it changes them."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self.things: dict[str, Body] = {ROOT: body}
        self.homes: dict[str, tuple[str, str]] = {}
        for parent, name, thing in descendants(body):
            self._note(thing, parent, name)

    def place_of(self, thing: str) -> Place:
        """Where a thing stands now."""
        into, name = self.homes[thing]
        ids = self.ids(into, name)
        at = ids.index(thing) + 1
        return Place(into=into, list=name, before=ids[at] if at < len(ids) else None)

    def ids(self, into: str, name: str) -> list[str]:
        """The things in one list, in order."""
        return [each["id"] for each in self.things[into].get(name, [])]

    def insert(self, thing: Body, place: Place) -> None:
        """Put a thing, with all it holds, in its place."""
        siblings = self.things[place.into].setdefault(place.list, [])
        ids = [each["id"] for each in siblings]
        siblings.insert(ids.index(place.before) if place.before in ids else len(ids), thing)
        self._note(thing, place.into, place.list)
        for parent, name, inner in descendants(thing, thing["id"]):
            self._note(inner, parent, name)

    def take_out(self, thing: str) -> Body:
        """Take a thing out, with all it holds."""
        into, name = self.homes[thing]
        taken = self.things[thing]
        siblings = [each for each in self.things[into][name] if each is not taken]
        if siblings:
            self.things[into][name] = siblings
        else:
            del self.things[into][name]
        for gone in [thing, *(inner["id"] for _, _, inner in descendants(taken, thing))]:
            self.things.pop(gone, None)
            self.homes.pop(gone, None)
        return taken

    def _note(self, thing: Body, parent: str, name: str) -> None:
        self.things[thing["id"]] = thing
        self.homes[thing["id"]] = (parent, name)


def descendants(body: Body, parent: str = ROOT) -> Iterator[tuple[str, str, Body]]:
    """Every thing below: its parent's id, the name of its list, the thing; parents before children."""
    for name, value in body.items():
        if holds_things(value):
            for thing in value:
                yield parent, name, thing
                yield from descendants(thing, thing["id"])


def holds_things(value: Any) -> bool:
    """Whether a field is a list of things with ids."""
    if not isinstance(value, list) or not value:
        return False
    return all(isinstance(each, dict) and isinstance(each.get("id"), str) for each in value)


def is_too_deep(value: Any, deepest: int = DEEPEST) -> bool:
    """Whether lists and fields are nested deeper than any map's, so that walking them could fail."""
    layer = [value]
    for _ in range(deepest):
        layer = [inner for each in layer for inner in _inside(each)]
        if not layer:
            return False
    return True


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def own_fields(thing: Body) -> Body:
    """A thing's own values, without the things in its lists and without its id."""
    return {name: value for name, value in thing.items() if name != "id" and not holds_things(value)}
