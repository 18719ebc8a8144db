"""What msgspec says about a record that does not fit, in words and places people know; only for `documents`.

`explain` turns "Expected `str`, got `int` - at `$.a[...]`" into the path of the very value that is
wrong and a sentence with a suggestion.
"""

import re
from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import inspect

from desirepath.errors import nearest
from desirepath.sources.document_nodes import Path, noun_of

_PLACE = re.compile(r"^(?P<says>.*?)(?: - at `(?P<key>key in )?(?P<path>\$.*)`)?$", re.DOTALL)
_STEP = re.compile(r"\.(?P<field>[A-Za-z_][A-Za-z0-9_]*)|\[(?P<index>\d+)\]|(?P<any>\[\.\.\.\])")
_NAMES = {"str": "a text", "int": "a whole number", "float": "a number", "bool": "true or false",
          "array": "a list", "object": "fields", "null": "nothing"}  # fmt: skip


def explain(failure: str, value: Any, record: type[Any]) -> tuple[Path, str]:
    """The place a failure is about and what to say of it."""
    says, path = _place(failure, value, record)
    if unknown := re.match(r"Object contains unknown field `(.*)`", says):
        return (*path, unknown[1]), _unknown(unknown[1], _fields(record, path, value))
    if missing := re.match(r"Object missing required field `(.*)`", says):
        return path, f'the field "{missing[1]}" is missing here'
    there = _at(value, path)
    if wrong := re.match(r"Expected `(.*?)`, got `.*?`", says):
        return path, _wrong_type(wrong[1], there)
    if says.startswith("Invalid"):
        return path, _invalid(there, _choices(record, path, value))
    if "matching regex" in says:
        says = f"expected {_description(record, path, value)}"
    elif bound := re.match(r"Expected `(\w+)`( of length)? ([<>]=?) (\S+)$", says):
        says = f"expected {_bounded(*bound.groups())}"
    return path, f"{says[0].lower()}{says[1:]}, found {noun_of(there)}"


def _place(failure: str, value: Any, record: type[Any]) -> tuple[str, Path]:
    match = _PLACE.match(failure)
    assert match is not None  # noqa: S101 - the pattern matches any text
    path: Path = ()
    spelled = "$"
    for step in _STEP.finditer(match["path"] or ""):
        spelled += step[0]
        if step["field"]:
            path = (*path, step["field"])
        elif step["index"]:
            path = (*path, int(step["index"]))
        else:
            path = (*path, _culprit(value, path, record, spelled))
    return match["says"], path


def _culprit(value: Any, path: Path, record: type[Any], spelled: str) -> str:
    """Which entry of a dictionary is wrong: msgspec does not say, so each is tried alone."""
    entries = _at(value, path)
    for name in entries:
        try:
            msgspec.convert(_with(value, path, {name: entries[name]}), record)
        except msgspec.ValidationError as failure:
            if spelled in str(failure):
                return str(name)
    return str(next(iter(entries)))


def _at(value: Any, path: Sequence[str | int]) -> Any:
    for part in path:
        value = value[part]
    return value


def _with(value: Any, path: Path, entries: dict[str, Any]) -> Any:
    """The document with the dictionary at `path` replaced."""
    if not path:
        return entries
    if isinstance(value, list):
        return [_with(item, path[1:], entries) if i == path[0] else item for i, item in enumerate(value)]
    return {k: _with(item, path[1:], entries) if k == path[0] else item for k, item in value.items()}


def _unknown(field: str, known: list[str]) -> str:
    guess = nearest(field, known)
    if guess:
        return f'unknown field "{field}": did you mean "{guess}"?'
    return f'unknown field "{field}": there are {", ".join(known)}'


def _wrong_type(expected: str, there: Any) -> str:
    names = [_NAMES.get(name.strip(), name.strip()) for name in expected.split("|")]
    message = f"expected {' or '.join(dict.fromkeys(names))}, found {noun_of(there)}"
    if "str" in expected and isinstance(there, bool | int | float):
        return f"{message}. To mean the text, put it in quotes"
    return message


def _bounded(kind: str, length: str | None, sign: str, limit: str) -> str:
    """What may stand there, in words.

    >>> _bounded("float", None, "<=", "2.0"), _bounded("str", " of length", "<=", "20000")
    ('a number of at most 2', 'a text of at most 20,000 characters')
    """
    least = {"<=": "at most", ">=": "at least", "<": "less than", ">": "more than"}[sign]
    amount = f"{float(limit):,.15g}"
    unit = {"str": " characters", "array": " entries", "object": " fields"}.get(kind, "") if length else ""
    return f"{_NAMES.get(kind, kind)} of {least} {amount}{unit}"


def _invalid(there: Any, choices: list[str]) -> str:
    if not choices:
        return f"{noun_of(there)} is not possible here"
    guess = nearest(str(there), choices)
    hint = f'did you mean "{guess}"?' if guess else f"expected one of: {', '.join(choices)}"
    return f"{noun_of(there)} is not possible here: {hint}"


def _description(record: type[Any], path: Path, value: Any) -> str:
    """How a text must look: the field's own words, else its pattern."""
    for kind in _kinds(inspect.type_info(record), path, value):
        if isinstance(kind, inspect.Metadata):
            return str((kind.extra_json_schema or {})["description"])
        if isinstance(kind, inspect.StrType) and kind.pattern:
            return f"a text like {kind.pattern}"
    return "another text"


def _choices(record: type[Any], path: Path, value: Any) -> list[str]:
    """The texts that may stand at a place: a literal's values, or the tags of expressions."""
    tags = []
    for kind in _kinds(inspect.type_info(record), path, value):
        if isinstance(kind, inspect.LiteralType):
            return [str(choice) for choice in kind.values]
        if isinstance(kind, inspect.StructType) and kind.tag is not None:
            tags.append(str(kind.tag))
    if not tags and path:  # the place may be the tag field of a union one level up
        return _choices(record, path[:-1], value) if path[-1] in ("do", "by") else []
    return tags


def _fields(record: type[Any], path: Path, value: Any) -> list[str]:
    structs = [k for k in _kinds(inspect.type_info(record), path, value) if isinstance(k, inspect.StructType)]
    there = _at(value, path)
    tagged = [k for k in structs if k.tag_field and there.get(k.tag_field) == k.tag]
    chosen = tagged or structs[:1]
    names = [field.encode_name for kind in chosen for field in kind.fields]
    return names + [kind.tag_field for kind in chosen if kind.tag_field]


def _kinds(kind: inspect.Type, path: Path, value: Any) -> list[inspect.Type]:
    """The types that may stand at a place, unions opened."""
    kinds = _members(kind)
    for part in path:
        kinds = [inner for kind in kinds for inner in _step_into(kind, part, value)]
        value = value[part] if part in value or isinstance(part, int) else None
    return kinds


def _members(kind: inspect.Type) -> list[inspect.Type]:
    if isinstance(kind, inspect.Metadata):
        described = "description" in (kind.extra_json_schema or {})
        return [kind] if described else _members(kind.type)
    if isinstance(kind, inspect.UnionType):
        return [member for inner in kind.types for member in _members(inner)]
    return [kind]


def _step_into(kind: inspect.Type, part: str | int, value: Any) -> list[inspect.Type]:
    if isinstance(kind, inspect.ListType):
        return _members(kind.item_type)
    if isinstance(kind, inspect.DictType):
        return _members(kind.value_type)
    if isinstance(kind, inspect.StructType):
        if kind.tag_field and isinstance(value, dict) and value.get(kind.tag_field) != kind.tag:
            return []
        return [m for field in kind.fields if field.encode_name == part for m in _members(field.type)]
    return []
