"""Suggestions for event logs (XES, OCEL), whose columns have known meanings; only for `suggesting`."""

import re
from collections.abc import Callable, Sequence

from desirepath.interactions.column_guesses import Column, suggest_channel
from desirepath.interactions.mapping_columns import Path as Place
from desirepath.interactions.mappings import (
    Extract,
    First,
    Identifier,
    InteractionRule,
    Lookup,
    Time,
    TraitRule,
    Value,
)

__all__ = ["LOG_RULES", "is_log"]

Rules = tuple[list[InteractionRule], list[TraitRule]]

_LOG = frozenset({"case:concept:name", "concept:name", "time:timestamp"})
_CASE, _TYPE = "case:", "ocel:type:"
_PEOPLE = r"customer|client|patient|citizen|applicant|passenger|guest|user|member|person|account|household"
_ONE = r"^[^\[].*"
_DONE = "completed"
_LIFECYCLE = {
    "complete": _DONE, "start": "started", "schedule": "scheduled", "suspend": "suspended",
    "resume": "resumed", "assign": "assigned", "withdraw": "withdrawn", "manualskip": "skipped",
}  # fmt: skip


def is_log(columns: Sequence[Column]) -> bool:
    """Whether a table has the columns of an event log, as programs that mine them write CSV and Parquet."""
    times = {column.name: column.time_format for column in columns}
    return times.keys() >= _LOG and times["time:timestamp"] == "iso"


def _xes_rules(columns: Sequence[Column], remarks: dict[Place, str]) -> Rules:
    """What happened to each case, and what is known of it."""
    names = {column.name for column in columns}
    known = {"concept:name", "time:timestamp", "lifecycle:transition", "concept:instance", "identity:id"}
    case = Identifier(select="{case:concept:name}", type="case")
    extras = [c.name for c in columns if c.name not in known and not c.name.startswith(_CASE) and c.values]
    traits = {
        c.name.removeprefix(_CASE): f"{{{c.name}}}"
        for c in columns
        if c.name.startswith(_CASE) and c.name != "case:concept:name" and c.values
    }
    rule = InteractionRule(
        time=Time(of="{time:timestamp}"),
        channel=suggest_channel(columns, remarks),
        touchpoint="{concept:name}",
        action=_action(columns),
        key="{identity:id}" if "identity:id" in names else None,
        identifiers=[case],
        properties={name: f"{{{name}}}" for name in extras},
    )
    remarks["interactions", 0, "identifiers"] = "who travels is the case; add whom it is about"
    remarks["interactions", 0, "touchpoint"] = (
        "a log tells tasks: name places people know, and add initiator: organisation where staff act"
    )
    return [rule], [TraitRule(identifiers=[case], values=dict(traits))] if traits else []


def _action(columns: Sequence[Column]) -> Value:
    """The step of a task's life that a row tells: most logs tell only when it was completed."""
    seen = {value for c in columns if c.name == "lifecycle:transition" for value in c.values}
    if not seen:
        return _DONE
    table = {value: _LIFECYCLE[value.lower()] for value in sorted(seen) if value.lower() in _LIFECYCLE}
    otherwise: Value = First(of=["{lifecycle:transition}", _DONE])
    return Lookup(of="{lifecycle:transition}", table=table, otherwise=otherwise) if table else otherwise


def _ocel_rules(columns: Sequence[Column], remarks: dict[Place, str]) -> Rules:
    """What happened to the objects of each event; those of one type travel, the others are named."""
    types = [c.name.removeprefix(_TYPE) for c in columns if c.name.startswith(_TYPE)]
    traveller = _traveller(columns, types)
    own = [c.name for c in columns if not c.name.startswith("ocel:") and c.values]
    of_objects = [name for name in own if any(name.startswith(f"{kind}.") for kind in types)]
    rule = InteractionRule(
        time=Time(of="{ocel:timestamp}"),
        channel=suggest_channel([c for c in columns if not c.name.startswith("ocel:")], remarks),
        touchpoint="{ocel:activity}",
        action=_DONE,
        key="{ocel:eid}",
        identifiers=[_identifier(kind, is_self=kind == traveller) for kind in types],
        properties={name: f"{{{name}}}" for name in own if not name.startswith(f"{traveller}.")},
    )
    remarks["interactions", 0, "identifiers"] = (
        f"who travels is the {traveller}; give another type the role self, and this one other, to change that"
    )
    values = {
        name.removeprefix(f"{traveller}."): f"{{{name}}}"
        for name in of_objects
        if name.startswith(f"{traveller}.")
    }
    people = [_identifier(traveller, is_self=True)]
    traits = [TraitRule(identifiers=people, values=dict(values), since=Time(of="{ocel:timestamp}"))]
    return [rule], traits if values else []


def _traveller(columns: Sequence[Column], types: Sequence[str]) -> str:
    """The type that sounds like people, else the one that most events are about."""
    named = [kind for kind in types if re.search(_PEOPLE, kind.lower())]
    events = {c.name.removeprefix(_TYPE): len(c.values) for c in columns if c.name.startswith(_TYPE)}
    return max(named or types, key=lambda kind: events[kind], default="")


def _identifier(kind: str, *, is_self: bool) -> Identifier:
    word = re.sub(r"[^a-z0-9]+", "_", kind.lower()).strip("_")
    name = word if re.match("[a-z]", word) else f"object_{word}"
    column = f"{{{_TYPE}{kind}}}"
    if is_self:  # an event of several of them is nobody's alone, and would make them one
        return Identifier(select=Extract(of=column, pattern=_ONE), type=name)
    return Identifier(select=column, type=name, role="other", many=True)


LOG_RULES: dict[str | None, Callable[[Sequence[Column], dict[Place, str]], Rules]] = {
    "xes": _xes_rules,
    "ocel": _ocel_rules,
}
