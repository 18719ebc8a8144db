"""Writes what the web app's `map/` must agree with: `make agreement`.

Two programs change and lay out the same maps, so both are held to the same files: tests/golden/agreement
holds edits with what they make of a map, and maps with where everything on them stands. `spelling.json` says
what a map's text leaves out.
"""

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin

import msgspec
from tests.agreement.edits import awkward_map, chosen_edits, random_edits
from tests.agreement.layouts import MADE, layout_cases

from desirepath.errors import InputError
from desirepath.maps import (
    Conflict,
    EditConflict,
    JourneyMap,
    Operation,
    apply,
    difference,
    invert,
    rebase,
)
from desirepath.records import Record

HOME = Path(__file__).parent.parent.parent
AGREEMENT = HOME / "tests" / "golden" / "agreement"
SPELLING = HOME / "web" / "src" / "map" / "spelling.json"
RANDOM_CASES = 30
Files = dict[Path, str]


def files() -> Files:
    """Every file and what it holds."""
    found: Files = {
        SPELLING: json.dumps(spelling(JourneyMap), indent=2) + "\n",
    }
    for name, made in MADE.items():
        found[AGREEMENT / "maps" / f"{name}.json"] = _text(made())
    for name, case in edit_cases():
        found[AGREEMENT / "edits" / f"{name}.json"] = _text(case)
    for name, case in layout_cases(AGREEMENT / "maps"):
        found[AGREEMENT / "layout" / f"{name}.json"] = _text(case)
    return found


# Edits


def edit_cases() -> Iterator[tuple[str, Any]]:
    """Edits on a map, edits of somebody else on the same, and what becomes of both."""
    start = awkward_map()
    for name, mine, theirs in chosen_edits():
        yield name, _edited(start, mine, theirs)
    for seed in range(RANDOM_CASES):
        chance = random.Random(seed)  # noqa: S311 - the same maps every time
        mine, theirs = random_edits(start, chance), random_edits(start, chance)
        yield f"random-{seed:02}", _edited(start, mine, theirs)


def _edited(start: JourneyMap, mine: list[Operation], theirs: list[Operation]) -> dict[str, Any]:
    case: dict[str, Any] = {"mine": mine, "theirs": theirs}
    try:
        after = apply(start, mine)
    except EditConflict as error:
        case["conflict"] = _told(error.conflicts[0])
    except InputError:
        case["refused"] = True
    else:
        case |= {"after": after, "inverse": invert(mine), "difference": difference(start, after)}
        case["back"] = difference(after, start)
    return case | _rebased(start, mine, theirs)


def _rebased(start: JourneyMap, mine: list[Operation], theirs: list[Operation]) -> dict[str, Any]:
    try:
        onto = apply(start, theirs)
        found = rebase(mine, onto=onto)
    except (EditConflict, InputError):
        return {}
    return {
        "onto": onto,
        "rebased": {
            "map": found.journey_map,
            "operations": found.operations,
            "conflicts": [_told(each) for each in found.conflicts],
        },
    }


def _told(conflict: Conflict) -> dict[str, Any]:
    return {"says": conflict.says, "theirs": conflict.theirs, "mine": conflict.mine}


# Spelling


def spelling(root: type[Record]) -> dict[str, Any]:
    """Of every record on a map, its fields: their defaults, what stands in them, what is written always."""
    records: dict[str, dict[str, Any]] = {}
    lists: dict[str, str] = {"map": root.__name__}
    _spell(root, records, lists)
    return {"lists": lists, "records": records}


def _spell(kind: type[Record], records: dict[str, dict[str, Any]], lists: dict[str, str]) -> None:
    if kind.__name__ in records:
        return
    fields: dict[str, Any] = {}
    records[kind.__name__] = fields
    for field in msgspec.structs.fields(kind):
        said: dict[str, Any] = {}
        default = _default(field)
        if default is not msgspec.NODEFAULT:
            said["default"] = default
        inner, is_list = _record_in(field.type)
        if inner is not None:
            said["of"] = inner.__name__
            if is_list and "id" in inner.__struct_fields__:
                lists[field.name] = inner.__name__
            _spell(inner, records, lists)
        if "default" in said and _is_written(kind, field.name, said["default"]):
            said["written"] = True
        fields[field.name] = said


def _default(field: msgspec.structs.FieldInfo) -> Any:
    if field.default_factory is not msgspec.NODEFAULT:
        return msgspec.to_builtins(field.default_factory())
    return field.default if field.default is msgspec.NODEFAULT else msgspec.to_builtins(field.default)


def _record_in(kind: Any) -> tuple[type[Record] | None, bool]:
    """The record that a field holds, and whether in a list."""
    if isinstance(kind, type) and issubclass(kind, Record):
        return kind, False
    is_list = get_origin(kind) is list
    for each in get_args(kind):
        found, inside = _record_in(each)
        if found is not None:
            return found, is_list or inside
    return None, False


def _is_written(kind: type[Record], name: str, default: Any) -> bool:
    """Whether a map's text says a field that a program has said, though it is at its default."""
    sent = json.loads(json.dumps({name: default}))
    field = next(each for each in msgspec.structs.fields(kind) if each.name == name)
    alone = msgspec.defstruct("Alone", [(name, field.type, _as_default(field))], omit_defaults=True)
    return name in msgspec.to_builtins(msgspec.convert(sent, alone))


def _as_default(field: msgspec.structs.FieldInfo) -> Any:
    if field.default_factory is not msgspec.NODEFAULT:
        return msgspec.field(default_factory=field.default_factory)
    return field.default


def _text(value: Any) -> str:
    return json.dumps(msgspec.to_builtins(value), ensure_ascii=False, separators=(",", ":")) + "\n"


def main() -> None:
    """Write the files that are not as they should be."""
    wanted = files()
    for folder in (AGREEMENT / "edits", AGREEMENT / "layout"):
        folder.mkdir(parents=True, exist_ok=True)
        for old in set(folder.glob("*.json")) - set(wanted):
            old.unlink()
    for path, text in wanted.items():
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, encoding="utf-8")
            sys.stdout.write(f"{path.relative_to(HOME)}\n")


if __name__ == "__main__":
    main()
