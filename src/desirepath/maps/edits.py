"""Edits of a map as small values: set a field, add, remove or move a thing.

Each names what it changes by id and says what it found there, so it can be undone and brought onto a newer
map. `operations` makes them.
"""

from typing import Any, TypeAlias

from desirepath.maps.trees import Place
from desirepath.records import Record


class Set(Record, tag_field="op", tag="set"):
    """A field of one thing gets a value; None takes it back to its default. The map itself is "map"."""

    id: str
    field: str
    value: Any = None
    was: Any = None


class Add(Record, tag_field="op", tag="add"):
    """A thing, with all it holds, is put in a list of another."""

    thing: dict[str, Any]
    into: str
    list: str
    before: str | None = None  # None: at the end


class Remove(Record, tag_field="op", tag="remove"):
    """A thing is taken out, with all it holds."""

    thing: dict[str, Any]
    into: str
    list: str
    before: str | None = None


class Move(Record, tag_field="op", tag="move"):
    """A thing goes elsewhere: to another place in its list, or to the same list of another thing."""

    id: str
    to: Place
    was: Place


Operation: TypeAlias = Set | Add | Remove | Move
