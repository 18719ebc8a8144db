"""Events of an object-centric log as rows: each carries the objects it is about, by their type.

`ocel:eid`, `ocel:activity` and `ocel:timestamp` are the event's own; its attributes keep their names.
`ocel:type:customer` names its customers (one as it is, several as a JSON list), `ocel:qualifier:payer`
those it calls payer. `customer.segment` is what was known of its only customer then. The objects are
held in memory.
"""

from datetime import UTC, datetime

import msgspec

from desirepath.records import Record
from desirepath.sources.flat_rows import Gathered

__all__ = ["LISTS", "Event", "Object", "Objects", "add_event", "named"]

LISTS = {"objectTypes", "eventTypes", "objects", "events"}  # what an OCEL 2.0 document in JSON holds
TYPE = "ocel:type:"

Said = tuple[str, str, str]  # name, value, time


class Object(Record):
    """A thing of the log: an order, a customer."""

    id: str
    type: str
    said: list[Said]


class Event(Record):
    """Something that happened, and the (object, qualifier) pairs it is about."""

    id: str
    type: str
    time: str
    said: list[tuple[str, str]]
    about: list[tuple[str, str]]


class Objects:
    """What is known of every object: its type, and its attributes from when on."""

    def __init__(self) -> None:
        self.types: dict[str, str] = {}
        self._said: dict[str, dict[str, list[tuple[float, str]]]] = {}

    def add(self, each: Object) -> None:
        """Keep an object; a value without a readable time has always been so."""
        self.types[each.id] = each.type
        for name, value, time in each.said:
            history = self._said.setdefault(each.id, {}).setdefault(name, [])
            history.append((_seconds(time), value))
            history.sort(key=lambda pair: pair[0])

    def known(self, object_id: str, time: str) -> dict[str, str]:
        """The attributes of an object as they were at a time; the newest when the time cannot be read."""
        then = _seconds(time, unreadable=float("inf"))
        known = {}
        for name, history in self._said.get(object_id, {}).items():
            values = [value for since, value in history if since <= then]
            if values:
                known[name] = values[-1]
        return known


def add_event(rows: Gathered, event: Event, objects: Objects, *, line: int, raw: str) -> None:
    """The event as a row; rejected when it is about an object that the log does not hold."""
    unknown = next((name for name, _ in event.about if name not in objects.types), None)
    if unknown is not None:
        rows.reject(line, f'it is about the object "{unknown}", which is not among the objects', raw)
        return
    row = {"ocel:eid": event.id, "ocel:activity": event.type, "ocel:timestamp": event.time}
    groups = _groups(event, objects)
    row |= {group: named(ids) for group, ids in groups.items()}
    for name, value in event.said:
        _put(row, name, value)
    for group, ids in groups.items():
        if group.startswith(TYPE) and len(ids) == 1:
            for name, value in objects.known(ids[0], event.time).items():
                _put(row, f"{group.removeprefix(TYPE)}.{name}", value)
    rows.add(row, line, size=sum(map(len, row.values())))


def _groups(event: Event, objects: Objects) -> dict[str, list[str]]:
    """The event's objects by the columns that name them."""
    groups: dict[str, list[str]] = {}
    for object_id, qualifier in event.about:
        columns = [f"{TYPE}{objects.types[object_id]}"]
        if qualifier:
            columns.append(f"ocel:qualifier:{qualifier}")
        for column in columns:
            ids = groups.setdefault(column, [])
            if object_id not in ids:
                ids.append(object_id)
    return groups


def named(ids: list[str]) -> str:
    """One name as it is, several as a JSON list (and one that looks like a list, too)."""
    return ids[0] if len(ids) == 1 and not ids[0].startswith("[") else msgspec.json.encode(ids).decode()


def _put(row: dict[str, str], name: str, value: str) -> None:
    free, count = name, 1
    while free in row:
        count += 1
        free = f"{name}_{count}"
    row[free] = value


def _seconds(time: str, *, unreadable: float = float("-inf")) -> float:
    try:
        moment = datetime.fromisoformat(time)
    except ValueError:
        return unreadable
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
