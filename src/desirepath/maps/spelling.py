"""Edits spelt as a map's own text spells them: what is at its default is left out.

A program may write every field out (`"status": "draft"`); a map says only what is not the default. Edits of
both spellings must meet, or an edit could not be undone, and would conflict with the map it was made on.
"""

from collections.abc import Iterator
from typing import Any, get_args

import msgspec

from desirepath.errors import InputError
from desirepath.maps.documents import JourneyMap
from desirepath.maps.edits import Add, Move, Operation, Remove, Set
from desirepath.maps.trees import ROOT, Tree, is_too_deep
from desirepath.records import Record


def spelt(operation: Operation, tree: Tree) -> Operation:
    """The same edit in the map's own words; what no map can take stays as it is, to be refused.

    InputError for values that are nested deeper than a map can be.

    >>> from desirepath.maps.operations import tree_of
    >>> spelt(Set(id="map", field="status", value="draft"), tree_of(JourneyMap(key="a", title="A")))
    Set(id='map', field='status', value=None, was=None)
    """
    values = [getattr(operation, name, None) for name in ("value", "was", "thing")]
    if is_too_deep(values):
        raise InputError("That edit cannot be made: it is nested too deeply.")
    match operation:
        case Move():
            return operation
        case Set():
            field = _FIELDS.get((_list_of(operation.id, tree), operation.field))
            if field is None:
                return operation
            value, was = _value(field, operation.value), _value(field, operation.was)
            return msgspec.structs.replace(operation, value=value, was=was)
        case Add() | Remove():
            kind = _KINDS.get(operation.list)
            thing = _plain(operation.thing, kind) if kind else operation.thing
            return msgspec.structs.replace(operation, thing=thing)


def _list_of(thing: str, tree: Tree) -> str:
    """The name of the list that a thing stands in; the map stands in none."""
    return ROOT if thing == ROOT else tree.homes.get(thing, (ROOT, ""))[1]


def _value(field: msgspec.structs.FieldInfo, value: Any) -> Any:
    """A field's value, None when it is the default."""
    if value is None:
        return None
    plain = _plain(value, field.type)
    return None if plain == _default(field) else plain


def _default(field: msgspec.structs.FieldInfo) -> Any:
    if field.default_factory is not msgspec.NODEFAULT:
        return msgspec.to_builtins(field.default_factory())
    return None if field.default is msgspec.NODEFAULT else msgspec.to_builtins(field.default)


def _plain(value: Any, kind: Any) -> Any:
    try:
        return msgspec.to_builtins(msgspec.convert(value, kind))
    except msgspec.ValidationError:
        return value


def _lists(kind: type[Record]) -> Iterator[tuple[str, type[Record]]]:
    """The lists of things below a record, by name, with what stands in each."""
    for field in msgspec.structs.fields(kind):
        for each in get_args(field.type):
            if isinstance(each, type) and issubclass(each, Record) and "id" in each.__struct_fields__:
                yield field.name, each
                yield from _lists(each)


_KINDS: dict[str, type[Record]] = dict(_lists(JourneyMap))
_OWNERS: dict[str, type[Record]] = {ROOT: JourneyMap, **_KINDS}
_FIELDS = {
    (name, field.name): field for name, kind in _OWNERS.items() for field in msgspec.structs.fields(kind)
}
