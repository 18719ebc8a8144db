"""Events of an object-centric log as rows: each carries the objects it is about, by their type.

`ocel:eid`, `ocel:activity` and `ocel:timestamp` are the event's own; its attributes keep their names.
`ocel:type:customer` names its customers (one as it is, several as a JSON list), `ocel:qualifier:payer`
those it calls payer. `customer.segment` is what was known of its only customer then. The objects are
held in memory.
"""

from bisect import bisect_right
from datetime import UTC, datetime
from operator import itemgetter

import msgspec

from desirepath.errors import SourceError
from desirepath.records import Record
from desirepath.sources.flat_rows import Fields, Gathered
from desirepath.sources.rows import MOST_COLUMNS, too_wide

__all__ = ["LISTS", "Event", "Object", "Objects", "add_event", "named"]

LISTS = {"objectTypes", "eventTypes", "objects", "events"}  # what an OCEL 2.0 document in JSON holds
TYPE = "ocel:type:"
HELD_LIMIT = 2 << 30  # bytes of objects, about
OVERHEAD = 200  # bytes that holding a value costs beside the value, about

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
        self._unsorted: set[str] = set()
        self._bytes = 0

    def add(self, each: Object) -> None:
        """Keep an object; a value without a readable time has always been so."""
        self._hold(each)
        self.types[each.id] = each.type
        for name, value, time in each.said:
            history = self._said.setdefault(each.id, {}).setdefault(name, [])
            history.append((_seconds(time), value))
            self._unsorted.add(each.id)

    def _hold(self, each: Object) -> None:
        values = sum(len(name) + len(value) + OVERHEAD for name, value, _ in each.said)
        self._bytes += len(each.id) + OVERHEAD + values
        if self._bytes > HELD_LIMIT:
            raise SourceError(
                f"The log's objects fill more than the {HELD_LIMIT >> 30} GB that are held in memory. "
                "Split it into several files, or export its events as CSV or Parquet."
            )

    def known(self, object_id: str, time: str) -> dict[str, str]:
        """The attributes of an object as they were at a time; the newest when the time cannot be read."""
        then, said = _seconds(time, unreadable=float("inf")), self._said.get(object_id, {})
        if object_id in self._unsorted:
            self._unsorted.remove(object_id)
            for history in said.values():
                history.sort(key=itemgetter(0))
        places = {name: bisect_right(history, then, key=itemgetter(0)) for name, history in said.items()}
        return {name: said[name][place - 1][1] for name, place in places.items() if place}


def add_event(rows: Gathered, event: Event, objects: Objects, *, line: int, raw: str) -> None:
    """The event as a row; rejected when it is about an object that the log does not hold."""
    unknown = next((name for name, _ in event.about if name not in objects.types), None)
    if unknown is not None:
        rows.reject(line, f'it is about the object "{unknown}", which is not among the objects', raw)
        return
    fields, groups = Fields(), _groups(event, objects)
    told = [("ocel:eid", event.id), ("ocel:activity", event.type), ("ocel:timestamp", event.time)]
    told += [(group, named(ids)) for group, ids in groups.items()]
    for name, value in [*told, *event.said]:
        fields.put(name, value)
    for group, ids in groups.items():
        if group.startswith(TYPE) and len(ids) == 1:
            for name, value in objects.known(ids[0], event.time).items():
                fields.put(f"{group.removeprefix(TYPE)}.{name}", value)
    if fields.width > MOST_COLUMNS:
        rows.reject(line, too_wide(fields.width), raw)
        return
    rows.add(fields.row, line, size=sum(map(len, fields.row.values())))


def _groups(event: Event, objects: Objects) -> dict[str, list[str]]:
    """The event's objects by the columns that name them."""
    groups: dict[str, dict[str, None]] = {}  # each once, in order
    for object_id, qualifier in event.about:
        columns = [f"{TYPE}{objects.types[object_id]}"]
        if qualifier:
            columns.append(f"ocel:qualifier:{qualifier}")
        for column in columns:
            groups.setdefault(column, {})[object_id] = None
    return {column: [*ids] for column, ids in groups.items()}


def named(ids: list[str]) -> str:
    """One name as it is, several as a JSON list (and one that looks like a list, too)."""
    return ids[0] if len(ids) == 1 and not ids[0].startswith("[") else msgspec.json.encode(ids).decode()


def _seconds(time: str, *, unreadable: float = float("-inf")) -> float:
    try:
        moment = datetime.fromisoformat(time)
    except ValueError:
        return unreadable
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
