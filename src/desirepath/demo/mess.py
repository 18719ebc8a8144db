"""The mess of real exports, at the fixed rates of `behaviour`: junk, duplicates, changes, late rows.

What is wrong with a row is written beside it, for the truth. Late rows and duplicates wait in a
bounded buffer, so that they stand apart from where they belong.
"""

import heapq
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from msgspec.structs import replace

from desirepath.demo.behaviour import CHANGED_ROWS, DUPLICATE_ROWS, JUNK_ROWS, LATE_ROWS
from desirepath.demo.clock import DAY, HOUR
from desirepath.demo.exports import FILES, Row
from desirepath.demo.people import pick

ZEROS = "00000000-0000-0000-0000-000000000000"
# file: [(the cell, the type of identifier it holds, what stands there instead)]
JUNK: dict[str, list[tuple[str, str, tuple[str, ...]]]] = {
    "web": [("userId", "user", ("undefined", "null", "anonymous", "0")), ("anonymousId", "device", (ZEROS,))],
    "orders": [("email", "email", ("test@test.com",))],
    "surveys": [("RecipientEmail", "email", ("test@test.com", "null"))],
    "receipts": [("Kundekort", "loyalty", ("0000000000000",))],
    "email": [("property_email", "email", ("undefined", "null"))],
    "contacts": [("Phone Number", "phone", ("+47 00 00 00 00", "0000000000"))],
    "tickets": [],
    "clicks": [],
    "deals": [],
    "spend": [],
}
NEVER_LATE = ("contacts", "spend")
WAITING = 600  # rows that may overtake a late one


class Quota:
    """Keeps a rate: something is due while less of it was taken than the rate allows."""

    def __init__(self, rate: float) -> None:
        self.rate, self.taken = rate, 0

    def due(self, total: int) -> bool:
        """Whether one more may be taken of so many."""
        return self.taken < self.rate * total


class Shuffle:
    """Rows on their way to a file, some of them held back for a while."""

    def __init__(self) -> None:
        self._held: list[tuple[int, int, Row]] = []
        self._passed = 0
        self._seen = 0

    def send(self, row: Row, *, hold: int = 0) -> Iterator[Row]:
        """The rows to write now that this one has come."""
        self._seen += 1
        if hold:
            heapq.heappush(self._held, (self._passed + hold, self._seen, row))
        else:
            self._passed += 1
            yield row
        while self._held and self._held[0][0] <= self._passed:
            yield heapq.heappop(self._held)[2]

    def rest(self) -> Iterator[Row]:
        """The rows still held back."""
        while self._held:
            yield heapq.heappop(self._held)[2]


def soil(row: Row, rng: Random) -> Iterator[tuple[Row, int]]:
    """The row as the export has it, with its duplicates and changes, each with how long it is held back."""
    if rng.random() < JUNK_ROWS and JUNK[row.file] and not row.mess:
        row = _junk(row, rng)
    late = rng.random() < LATE_ROWS and row.file not in NEVER_LATE and not row.mess
    if late:
        row = _received(replace(row, mess="late"), row.received + rng.randrange(3 * DAY, 20 * DAY))
    yield row, rng.randrange(WAITING // 4, WAITING) if late else 0
    if row.file == "spend":
        return
    if rng.random() < DUPLICATE_ROWS:
        yield replace(row, mess="duplicate"), rng.randrange(1, WAITING)
    if rng.random() < CHANGED_ROWS and row.file in CHANGES:
        yield _changed(row, rng), rng.randrange(1, WAITING)


def _junk(row: Row, rng: Random) -> Row:
    cell, kind, texts = pick(rng, JUNK[row.file])
    left = tuple(pair for pair in row.identifiers if pair[0] != kind)
    return replace(row, values={**row.values, cell: pick(rng, texts)}, identifiers=left, mess="junk")


def _changed(row: Row, rng: Random) -> Row:
    values = {**row.values, **CHANGES[row.file](row.values)}
    changed = replace(row, values=values, mess="changed")
    return _received(changed, row.received + rng.randrange(2 * HOUR, 9 * DAY))


def _received(row: Row, at: int) -> Row:
    file = FILES[row.file]
    cell = {file.received: file.written(at)} if file.received else {}
    return replace(row, received=at, values={**row.values, **cell})


def _web(values: dict[str, Any]) -> dict[str, Any]:
    """A replay sets the clock of the device right by part of a second."""
    text = values["timestamp"]
    return {"timestamp": f"{text[:-4]}{(int(text[-4:-1]) + 417) % 1000:03d}Z"}


# What is different when a system sends a row again.
CHANGES: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "web": _web,
    "contacts": lambda _: {"Lead Status": "Connected"},
    "deals": lambda values: {"Deal Name": f"{values['Deal Name']} (12 months)"},
    "email": lambda values: {"property_subject": f"{values['property_subject']} – updated"},
    "orders": lambda values: {"note": f"{values['note']} (checked)"},
    "receipts": lambda _: {"Betalingsmåte": "Gavekort"},
    "tickets": lambda values: {"status": "closed", "tags": [*values["tags"], "reviewed"]},
    "surveys": lambda values: {"Comment": f"{values['Comment']} (edited)".strip()},
}
