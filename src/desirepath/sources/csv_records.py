"""Where each record of a delimited file begins and ends, and how many cells it has.

Compiled, one pass over the bytes. Records are judged before anything parses them, so one stray quote
costs one line: a record that is wrong and runs over several lines gives up its first line only, and
the search goes on from the second.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

__all__ = ["RAGGED", "SOUND", "STRAY_QUOTE", "UNCLOSED_QUOTE", "Records", "split_records"]

SOUND, RAGGED, STRAY_QUOTE, UNCLOSED_QUOTE = 0, 1, 2, 3
LF, CR, QUOTE = 10, 13, 34

# What a byte is ...
OTHER, DELIMITER, QUOTATION, LINE_END = 0, 1, 2, 3
# ... and where it leaves us: a quote opens a cell only where the cell begins (RFC 4180).
START, PLAIN, QUOTED, CLOSING, STRAY, END = 0, 1, 2, 3, 4, 5
NEXT = np.array(
    [  # other, delimiter, quotation, line end
        [PLAIN, START, QUOTED, END],  # START of a cell
        [PLAIN, START, PLAIN, END],  # PLAIN: in a cell without quotes
        [QUOTED, QUOTED, CLOSING, QUOTED],  # QUOTED: in a quoted cell
        [STRAY, START, QUOTED, END],  # CLOSING: after a quote in a quoted cell
        [STRAY, STRAY, STRAY, END],  # STRAY: text after a closing quote
    ],
    dtype=np.uint8,
)

Records = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.uint8]]


def split_records(
    data: bytes, delimiter: str, wanted: int, *, line: int, final: bool
) -> tuple[Records, int, int]:
    """Starts, ends, lines, cells and fault of every record; how far the data was used; the next line.

    With `wanted` 0 only the first record is taken; then, or with -1, any number of cells is
    right. Unless `final`, a record that may go on in the next block is left unused. Blank lines are
    no records.
    """
    capacity = data.count(b"\n") + data.count(b"\r") + 1 if wanted else 1
    starts, ends, lines, cells = np.empty((4, capacity), np.int64)
    faults = np.empty(capacity, np.uint8)
    classes = np.zeros(256, np.uint8)
    classes[[ord(delimiter), QUOTE, LF, CR]] = DELIMITER, QUOTATION, LINE_END, LINE_END
    found, used, line = _split(
        np.frombuffer(data, np.uint8), classes, wanted, line, final, starts, ends, lines, cells, faults
    )
    return (starts[:found], ends[:found], lines[:found], cells[:found], faults[:found]), used, line


@njit(nogil=True, cache=True)
def _split(data, classes, wanted, line, final, starts, ends, lines, cells, faults):  # type: ignore[no-untyped-def]  # noqa: PLR0917
    found = 0
    position = 0
    while position < data.size and found < starts.size:
        end, first_end, line_ends, count, state = _one(data, classes, position)
        if state != END and not final:
            break
        fault = _fault(state, count, wanted)
        if fault != SOUND and line_ends > 1:
            end, line_ends = first_end, 1
        if data[position] != LF and data[position] != CR:
            starts[found], ends[found], lines[found] = position, end, line
            cells[found], faults[found] = count, fault
            found += 1
        position = end
        line += line_ends
    return found, position, line


@njit(nogil=True, cache=True)
def _one(data, classes, position):  # type: ignore[no-untyped-def]
    """Where the record at `position` ends, where its first line ends, its line ends, cells and state."""
    state, cells, line_ends, first_end = START, 1, 0, data.size
    strayed = False
    while position < data.size and state != END:
        byte = data[position]
        kind = classes[byte]
        state = NEXT[state, kind]
        position += 1
        if kind == LINE_END:
            if byte == CR and position < data.size and data[position] == LF:
                position += 1
            line_ends += 1
            if line_ends == 1:
                first_end = position
        elif kind == DELIMITER and state == START:
            cells += 1
        strayed = strayed or state == STRAY
    if strayed and state == END:
        cells = -1
    return position, first_end, line_ends, cells, state


@njit(nogil=True, cache=True)
def _fault(state, cells, wanted):  # type: ignore[no-untyped-def]
    if state == QUOTED:
        return UNCLOSED_QUOTE
    if state == STRAY or cells < 0:
        return STRAY_QUOTE
    if wanted > 0 and cells != wanted:
        return RAGGED
    return SOUND
