"""Where the lists of records stand in a JSON document, found without holding the document.

`Cursor` walks over bytes that arrive in chunks: names and brackets in Python, everything it can skip in
a compiled pass that knows only depth and quotes.
"""

import re
from collections.abc import Iterator

import msgspec
import numpy as np
from numba import njit
from numpy.typing import NDArray

from desirepath.errors import SourceError
from desirepath.sources.opening import RECORD_LIMIT, Broken, CutShortError
from desirepath.sources.rows import RAW_LIMIT, shown

__all__ = ["Cursor", "Elements", "lists_in"]

INK = re.compile(rb"[^ \t\r\n]")
STRING = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
DEPTH_LIMIT = 16  # lists of records are looked for no deeper
OUTSIDE, INSIDE, ESCAPED = 0, 1, 2  # of a text

LF, QUOTE, COMMA, BACKSLASH = 10, 34, 44, 92
OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET = 123, 125, 91, 93

Elements = tuple[list[bytes], list[int]]  # their texts, and the lines they start on


class Cursor:
    """A place in a JSON document that is read chunk by chunk."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self.data = b""
        self.position = 0
        self.line = 1  # of the first byte of data
        self.problem = ""  # why the document ends early, once it did

    def more(self) -> bool:
        """Let go of what is behind and take another chunk; False at the end."""
        try:
            chunk = next(self._chunks, b"")
            while not chunk:
                chunk = next(self._chunks)
        except StopIteration:
            self.problem = "it stops in the middle of a record"
            return False
        except CutShortError as end:
            self.problem = str(end)
            return False
        self.line += self.data.count(b"\n", 0, self.position)
        self.data = self.data[self.position :] + chunk
        self.position = 0
        return True

    def peek(self) -> str:
        """The next character that is no white space, not yet taken; "" at the end."""
        while not (found := INK.search(self.data, self.position)):
            self.position = len(self.data)
            if not self.more():
                return ""
        self.position = found.start()
        return chr(found[0][0])

    def take(self) -> None:
        """Step over the character just peeked at."""
        self.position += 1

    def name(self) -> str:
        """The JSON text that begins here, and step over it."""
        while not (found := STRING.match(self.data, self.position)):
            if len(self.data) - self.position > RECORD_LIMIT or not self.more():
                raise self.unlike_json("a name in quotes")
        self.position = found.end()
        try:
            return str(msgspec.json.decode(found[0]))
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise self.unlike_json("a name in quotes") from None

    def skip(self, *, depth: int = 1) -> None:
        """Step over the rest of the value, from `depth` - 1 brackets inside it, up to what follows it."""
        state = OUTSIDE
        place = np.empty(1, np.int64)
        while True:
            bytes_ = np.frombuffer(self.data, np.uint8)
            count, scanned, depth, state = _find_ends(bytes_, self.position, depth, state, place)
            self.position = int(place[0]) if count else scanned
            if count or not self.more():
                return

    def elements(self) -> Iterator[Elements | Broken]:
        """The elements of the list whose bracket was just taken, block by block, and what is broken."""
        depth, state, scanned = 1, OUTSIDE, self.position
        dropped, start = 0, b""  # of an element too long to hold
        while True:
            ends = np.empty(self.data.count(b",", scanned) + 1, np.int64)
            bytes_ = np.frombuffer(self.data, np.uint8)
            count, scanned, depth, state = _find_ends(bytes_, scanned, depth, state, ends)
            if dropped and count:
                yield _too_long(start, dropped + int(ends[0]) - self.position)
                self.position = int(ends[0]) + 1
                ends, count, dropped = ends[1:], count - 1, 0
            yield self._cut(ends[:count])
            if not depth:
                return
            if dropped or len(self.data) - self.position > RECORD_LIMIT:
                start = start if dropped else self.data[self.position : self.position + RAW_LIMIT]
                dropped += len(self.data) - self.position
                self.position = len(self.data)
            behind = self.position
            if not self.more():
                raw = start if dropped else self.data[behind : behind + RAW_LIMIT]
                yield Broken(raw=raw, reason=self.problem, ends_early=True)
                return
            scanned -= behind

    def _cut(self, ends: NDArray[np.int64]) -> Elements:
        """The elements that end at these places; the place moves behind the last of them."""
        texts: list[bytes] = []
        starts: list[int] = []
        for end in ends.tolist():
            text = self.data[self.position : end].lstrip()
            self.position = end + 1
            if text:
                texts.append(text)
                starts.append(end - len(text))
        breaks = np.flatnonzero(np.frombuffer(self.data, np.uint8) == LF)
        return texts, (self.line + np.searchsorted(breaks, starts)).tolist()

    def unlike_json(self, expected: str) -> SourceError:
        """The error that says where the document stops being JSON."""
        line = self.line + self.data.count(b"\n", 0, self.position)
        found = shown(self.data[self.position : self.position + 20])
        seen = f'"{found}"' if found else "the end"
        return SourceError(f"line {line}: this is not JSON: expected {expected}, found {seen}")


def lists_in(cursor: Cursor, path: str = "", depth: int = DEPTH_LIMIT) -> Iterator[tuple[str, str]]:
    """Each list in the object whose brace was just taken: its dotted path, its first character.

    At each yield the cursor stands at the list's first element, so that a reader can stay there.
    """
    while (here := cursor.peek()) != "}":
        if here == ",":
            cursor.take()
            continue
        if not here:
            return
        name = path + cursor.name()
        if cursor.peek() != ":":
            raise cursor.unlike_json("a colon")
        cursor.take()
        here = cursor.peek()
        if here == "{" and depth:
            cursor.take()
            yield from lists_in(cursor, f"{name}.", depth - 1)
            continue
        if here == "[":
            cursor.take()
            yield name, cursor.peek()
            cursor.skip(depth=2)
        else:
            cursor.skip()
    cursor.take()


def _too_long(start: bytes, size: int) -> Broken:
    limit = RECORD_LIMIT >> 20
    return Broken(
        raw=start, reason=f"the record is {size / 1e6:.1f} MB long; the longest that is read has {limit} MB"
    )


@njit(nogil=True, cache=True)
def _find_ends(data, position, depth, state, ends):  # type: ignore[no-untyped-def]  # noqa: PLR0917
    """The places of commas at depth 1, and of the bracket that leaves it; where and how the scan stopped."""
    count = 0
    while position < data.size and count < ends.size and depth > 0:
        byte = data[position]
        if state != OUTSIDE:
            state = _after(state, byte)
        elif byte == QUOTE:
            state = INSIDE
        else:
            depth += _step(byte)
            if depth == 0 or (depth == 1 and byte == COMMA):
                ends[count] = position
                count += 1
        position += 1
    return count, position, depth, state


@njit(nogil=True, cache=True)
def _after(state, byte):  # type: ignore[no-untyped-def]
    if state == ESCAPED:
        return INSIDE
    if byte == BACKSLASH:
        return ESCAPED
    return OUTSIDE if byte == QUOTE else INSIDE


@njit(nogil=True, cache=True)
def _step(byte):  # type: ignore[no-untyped-def]
    if byte in (OPEN_BRACE, OPEN_BRACKET):
        return 1
    return -1 if byte in (CLOSE_BRACE, CLOSE_BRACKET) else 0
