"""The reader of object-centric event logs (OCEL 2.0) in XML; `ocel_files` tells what becomes of them."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from desirepath.errors import SourceError
from desirepath.sources.flat_rows import Gathered, events_of
from desirepath.sources.ocel_rows import Event, Object, Objects, add_event
from desirepath.sources.opening import RECORD_LIMIT
from desirepath.sources.rows import Progress, RawRows
from desirepath.sources.xml_streams import Attributes, Elements, elements

__all__ = ["read_ocel_xml"]

TOP = 2  # how many elements are open around an object or event: log, and objects or events


def read_ocel_xml(path: Path, progress: Progress | None = None) -> Iterator[RawRows]:
    """The events of an object-centric log in XML as rows, in batches of at most 50,000."""
    log = _Log()
    return events_of(path, log.rows, elements(path, log, progress))


class _Log(Elements):
    """The object or event that is open, and what was said of it so far.

    `<object>` stands in `<objects>` twice over: as a thing of the log, and inside an event or another
    object, where an attribute names what it is about.
    """

    def __init__(self) -> None:
        super().__init__()
        self.rows = Gathered()
        self.objects = Objects()
        self._open = ""  # "object" or "event", while one is
        self._head: dict[str, str] = {}
        self._said: list[tuple[str, str, str]] = []
        self._about: list[tuple[str, str]] = []
        self._attribute: tuple[str, str] | None = None  # name and time
        self._text: list[str] = []
        self._line = 1
        self._size = 0

    def begin(self, name: str, attributes: Attributes) -> None:
        told = dict(attributes.items())
        self._size += sum(len(each) + 1 for pair in told.items() for each in pair)
        if name in {"object", "event"} and not self._open:
            self._open, self._head, self._line = name, told, self.line
            self._said, self._about, self._size = [], [], 0
        elif self._size > RECORD_LIMIT:
            return  # it is rejected whole
        elif self._open and "object-id" in told:
            self._about.append((told["object-id"], told.get("qualifier", "")))
        elif self._open and name == "attribute":
            self._attribute = (told.get("name", ""), told.get("time", ""))
            self._text = [told["value"]] if "value" in told else []

    def words(self, text: str) -> None:
        if self._attribute is not None:
            self._size += len(text)
            if self._size <= RECORD_LIMIT:
                self._text.append(text)

    def end(self, name: str) -> None:
        if name == "attribute" and self._attribute is not None:
            attribute, time = self._attribute
            self._said.append((attribute, "".join(self._text).strip(), time))
            self._attribute = None
        elif name == self._open and self.depth == TOP:  # deeper, `</object>` closes a mention of another
            self._told()
            self._open = ""

    def _told(self) -> None:
        identity, kind = self._head.get("id", ""), self._head.get("type", "")
        if self._open == "object":
            if self._size > RECORD_LIMIT:
                raise SourceError(
                    f'The object "{identity[:80]}" on line {self._line} is more than {RECORD_LIMIT >> 20} MB '
                    "long. Fetch the file again."
                )
            self.objects.add(Object(id=identity, type=kind, said=self._said))
            return
        raw = msgspec.json.encode([self._head | {name: value for name, value, _ in self._said}]).decode()
        if self._size > RECORD_LIMIT:
            reason = f"the event is more than {RECORD_LIMIT >> 20} MB long"
            self.rows.reject(self._line, reason, raw)
            return
        event = Event(
            id=identity,
            type=kind,
            time=self._head.get("time", ""),
            said=[(name, value) for name, value, _ in self._said],
            about=self._about,
        )
        add_event(self.rows, event, self.objects, line=self._line, raw=raw)
