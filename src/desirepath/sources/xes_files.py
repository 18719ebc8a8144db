"""The reader of XES event logs (IEEE 1849), plain or gzipped: one row an event.

An event's attributes are its columns; those of its trace have the prefix `case:`. A nested attribute
is named with a dot, `cost.currency`; a second one of the same name is `name_2`. Attributes of the log,
its globals, classifiers and extensions are not read. Values are texts as written.
"""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from desirepath.sources.flat_rows import Fields, Gathered, events_of
from desirepath.sources.opening import RECORD_LIMIT
from desirepath.sources.rows import MOST_COLUMNS, FileFormat, Progress, RawRows, too_wide
from desirepath.sources.xml_streams import Attributes, Elements, elements

__all__ = ["read_xes"]

VALUED = {"string", "date", "int", "float", "boolean", "id", "list", "container"}
NOT_READ = {"global", "classifier", "extension"}


def read_xes(path: Path, written: FileFormat, progress: Progress | None = None) -> Iterator[RawRows]:  # noqa: ARG001 - every reader is called alike
    """The events of a log as rows, in batches of at most 50,000, in bounded memory."""
    log = _Log()
    return events_of(path, log.rows, elements(path, log, progress))


class _Log(Elements):
    """Where the reader is in the log: in which trace, which event, which attribute inside another."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = Gathered()
        self._case = Fields()
        self._event: Fields | None = None
        self._names: list[str] = []  # of the attributes that are open, outermost first
        self._in_trace = False
        self._skipped = 0  # how deep inside something that is not read
        self._case_size = self._size = 0
        self._line = 1

    def begin(self, name: str, attributes: Attributes) -> None:
        if self._skipped or name in NOT_READ:
            self._skipped += 1
        elif name == "trace":
            self._in_trace, self._case, self._case_size = True, Fields(), 0
        elif name == "event":
            self._event, self._line, self._size = Fields(), self.line, 0
        elif name in VALUED:
            self._attribute(attributes)

    def end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif name == "event":
            self._told()
        elif name == "trace":
            self._in_trace, self._case = False, Fields()
        elif name in VALUED and self._names:
            self._names.pop()

    def _attribute(self, attributes: Attributes) -> None:
        key, value = attributes.get("key", ""), attributes.get("value")
        self._names.append(key)
        if value is None:
            return
        if self._event is not None:
            self._size += len(key) + len(value)
            self._put(self._event, ".".join(self._names), value)
        elif self._in_trace:
            self._case_size += len(key) + len(value)
            self._put(self._case, "case:" + ".".join(self._names), value)

    def _put(self, fields: Fields, name: str, value: str) -> None:
        if self._case_size + self._size <= RECORD_LIMIT:  # else its events are rejected whole
            fields.put(name, value)

    def _told(self) -> None:
        event, self._event = self._event or Fields(), None
        width, size = self._case.width + event.width, self._case_size + self._size
        if size > RECORD_LIMIT or width > MOST_COLUMNS:
            most = RECORD_LIMIT >> 20
            too_long = f"the event is {size / 1e6:.1f} MB long; the longest that is read has {most} MB"
            reason = too_long if size > RECORD_LIMIT else too_wide(width)
            self.rows.reject(self._line, reason, msgspec.json.encode([event.row]).decode())
            return
        self.rows.add(self._case.row | event.row, self._line, size=size)
