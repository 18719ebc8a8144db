"""Ids that stay: who a subject was yesterday, and new ids (UUIDv7) for those who are new.

The identity log remembers for each identifier whose it was last. A merge keeps the older id; when
a subject falls apart, the part that kept most of it keeps the id and the other parts get new ones.
"""

import os
from collections import defaultdict
from collections.abc import Callable, Iterable

import numpy as np
import numpy.typing as npt

__all__ = ["Mint", "keep_ids", "minting"]

Mint = Callable[[int], list[str]]
Bytes = npt.NDArray[np.uint8]


def minting(at_us: int, *, random_bytes: Callable[[int], bytes] = os.urandom) -> Mint:
    """A mint of UUIDv7 subject ids (RFC 9562): all of this moment, each greater than the one before.

    >>> mint = minting(1_700_000_000_000_000, random_bytes=bytes)
    >>> mint(2)
    ['018bcfe5-6800-7000-8000-000000000000', '018bcfe5-6800-7000-8000-010000000000']
    """
    moment = np.frombuffer((at_us // 1000).to_bytes(6), np.uint8)
    minted = 0

    def mint(count: int) -> list[str]:
        nonlocal minted
        noise = np.frombuffer(random_bytes(5 * count), np.uint8).reshape(count, 5)
        numbers = np.arange(minted, minted + count, dtype=np.uint32)
        minted += count
        return _uuids(moment, numbers, noise)

    return mint


def keep_ids(claims: Iterable[tuple[int, str, int]]) -> dict[int, str]:
    """Which subject keeps which id, given how many of its identifiers had each: (subject, id, how many).

    Ids are given away from the oldest (ids sort by age), each to the subject with most of its
    identifiers, the lowest number on a tie; a subject that has an older one does not get a second.

    >>> keep_ids([(0, "id-1", 2), (0, "id-2", 5), (1, "id-1", 1)])
    {0: 'id-1'}
    """
    by_id: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for subject, identity, count in claims:
        by_id[identity].append((-count, subject))
    kept: dict[int, str] = {}
    for identity in sorted(by_id):
        heir = next((subject for _, subject in sorted(by_id[identity]) if subject not in kept), None)
        if heir is not None:
            kept[heir] = identity
    return kept


def _uuids(moment: Bytes, numbers: npt.NDArray[np.uint32], noise: Bytes) -> list[str]:
    """Version 7, variant 8; 32 bits count within the millisecond, so that ids sort as they were minted."""
    raw = np.empty((len(numbers), 16), np.uint8)
    raw[:, :6] = moment
    raw[:, 6] = 0x70 | numbers >> 28
    raw[:, 7] = numbers >> 20 & 0xFF
    raw[:, 8] = 0x80 | numbers >> 16 & 0xF
    raw[:, 9] = numbers >> 8 & 0xFF
    raw[:, 10] = numbers & 0xFF
    raw[:, 11:] = noise
    digits = np.frombuffer(raw.tobytes().hex().encode(), np.uint8).reshape(-1, 32)
    written = np.full((len(numbers), 36), ord("-"), np.uint8)
    for first, end, place in ((0, 8, 0), (8, 12, 9), (12, 16, 14), (16, 20, 19), (20, 32, 24)):
        written[:, place : place + end - first] = digits[:, first:end]
    text = written.tobytes().decode()
    return [text[at : at + 36] for at in range(0, len(text), 36)]
