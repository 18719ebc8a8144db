"""Ids that stay: who a subject was yesterday, and new ids (UUIDv7) for those who are new.

The identity log remembers for each identifier whose it was last. A merge keeps the older id; when
a subject falls apart, the part that kept most of it keeps the id and the other parts get new ones.
"""

import os
from collections import defaultdict
from collections.abc import Callable, Iterable

__all__ = ["Mint", "keep_ids", "minting"]

Mint = Callable[[int], list[str]]


def minting(at_us: int, *, random_bytes: Callable[[int], bytes] = os.urandom) -> Mint:
    """A mint of UUIDv7 subject ids (RFC 9562): all of this moment, each greater than the one before.

    >>> mint = minting(1_700_000_000_000_000, random_bytes=bytes)
    >>> mint(2)
    ['018bcfe5-6800-7000-8000-000000000000', '018bcfe5-6800-7000-8000-010000000000']
    """
    moment = f"{at_us // 1000:012x}"
    minted = 0

    def mint(count: int) -> list[str]:
        nonlocal minted
        noise = random_bytes(5 * count).hex()
        numbers = range(minted, minted + count)
        minted += count
        return [_uuid(moment, number, noise[10 * at : 10 * at + 10]) for at, number in enumerate(numbers)]

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


def _uuid(moment: str, number: int, noise: str) -> str:
    # 32 bits count within the millisecond, so that ids sort in the order they were minted
    return (
        f"{moment[:8]}-{moment[8:]}-7{number >> 20 & 0xFFF:03x}"
        f"-8{number >> 8 & 0xFFF:03x}-{number & 0xFF:02x}{noise}"
    )
