"""Drift: whether people go other ways since a map was reviewed, told from the noise of chance.

Two windows of the same length, before and since, are compared by the total-variation distance of a mix
(`mixes`): the ways between steps, the channels, or any groups of steps or people (devices, segments).
"""

import hashlib
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from desirepath.drafts.counting import Int64s, Mask
from desirepath.drafts.mixes import Mix, Parts, Walked, Windows, mixes_of
from desirepath.journeys import Store, compiled, each_of
from desirepath.measures import Groups, person_keys
from desirepath.records import Record

Floats = npt.NDArray[np.float64]
AMONG, SWAPS = 1024, 200  # groups of people, and how often they are swapped
NOISE_PERCENT = 99
LEAST_SHIFT = 0.05  # less matters to nobody, however sure it is
FEW = 30
MOVERS = 3
MOST_PARTS = 1000  # of a mix: the rarer ones are one part, so that a map of many steps fits in memory
OTHERS = "all others"


class Mover(Record):
    """One part of a mix and how its share changed."""

    name: str
    before: float
    since: float


class Shift(Record):
    """How a mix differs between the time before a moment and the time since.

    `distance` is ½ Σ |share since − share before| (total variation, 0–1); `noise` what 99 of 100 differences
    would stay below if nothing had changed; `alarm`: it is above that, and at least 0.05, of enough people.
    """

    what: str
    distance: float | None
    noise: float | None
    alarm: bool
    n_before: int  # people
    n_since: int
    too_few: bool
    movers: list[Mover]  # the parts that changed most


def windows_around(store: Store, since_us: int, *, as_of_us: int) -> Windows | None:
    """As long before a moment as has passed since, or as there is; None where one of the two is empty."""
    first = store.contents.first_at_us
    if first is None or not first < since_us < as_of_us:
        return None
    length = min(as_of_us - since_us, since_us - first)
    return Windows(from_us=since_us - length, since_us=since_us, to_us=since_us + length)


def shifts(
    store: Store,
    walked: Walked,
    windows: Windows,
    *,
    mask: Mask = None,
    mixes: Mapping[str, Groups] | None = None,
) -> list[Shift]:
    """How ways, channels and these other mixes differ; `walked` shows the map's steps."""
    groups = [
        (person_keys(timelines.subjects) >> np.uint64(33)).astype(np.int64) % AMONG
        for timelines in store.partitions
    ]
    found = mixes_of(store, walked, windows, mask=mask, others=mixes)
    return [_shift(mix, store=store, groups=groups) for mix in found]


def _shift(mix: Mix, *, store: Store, groups: Sequence[Int64s]) -> Shift:
    """Counted by group of people, part and window; groups are then swapped between the windows.

    Of many parts the most frequent are told apart; in which order does not depend on the partitions.
    """
    shown, places = _places(mix.parts, mix.count, store)
    names = [*map(mix.name, shown.tolist()), *([OTHERS] if mix.count > MOST_PARTS else [])]
    counts, people = np.zeros((AMONG, len(names), 2), np.int64), np.zeros(2, np.int64)
    for number, timelines in enumerate(each_of(store.partitions)):
        add_parts(*mix.parts(number, timelines), groups[number], places, counts, people)
    return _told(mix.what, counts, names, n_before=int(people[0]), n_since=int(people[1]))


@compiled
def add_parts(  # noqa: PLR0917 - a kernel takes no keywords
    parts: Int64s, rows: Int64s, window: Int64s, group: Int64s, places: Int64s, counts: Int64s, people: Int64s
) -> None:
    """Add what is in a window to the counts by group, part and window; a person's rows stand together."""
    last = np.full(2, -1, np.int64)
    for at in range(len(parts)):
        here = window[at]
        if here < 0 or parts[at] < 0:
            continue
        counts[group[rows[at]], places[parts[at]], here] += 1
        people[here] += last[here] != rows[at]
        last[here] = rows[at]


def _places(parts_of: Parts, count: int, store: Store) -> tuple[Int64s, Int64s]:
    """The parts that are told apart, and where each part is counted: after the most frequent all others."""
    if count <= MOST_PARTS:
        return np.arange(count), np.arange(count)
    total = np.zeros(count, np.int64)
    for number, timelines in enumerate(each_of(store.partitions)):
        parts, _, window = parts_of(number, timelines)
        total += np.bincount(parts[(window >= 0) & (parts >= 0)], minlength=count)
    most = np.argsort(-total, kind="stable")[:MOST_PARTS]
    shown = np.sort(most[total[most] > 0]) if total.any() else most[:1]
    places = np.full(count, len(shown), np.int64)
    places[shown] = np.arange(len(shown))
    return shown, places


def _told(what: str, by_group: Int64s, names: Sequence[str], *, n_before: int, n_since: int) -> Shift:
    before, since = by_group[:, :, 0].sum(axis=0), by_group[:, :, 1].sum(axis=0)
    few = min(n_before, n_since) < FEW
    distance = _distance(before, since)
    if distance is None:
        return Shift(
            what=what, distance=None, noise=None, alarm=False,
            n_before=n_before, n_since=n_since, too_few=True, movers=[],
        )  # fmt: skip
    noise = _noise(by_group)
    share_before, share_since = before / before.sum(), since / since.sum()
    most = np.argsort(-np.abs(share_since - share_before), kind="stable")[:MOVERS]
    movers = [
        Mover(name=names[at], before=float(share_before[at]), since=float(share_since[at]))
        for at in most.tolist()
        if share_before[at] != share_since[at]
    ]
    return Shift(
        what=what,
        distance=distance,
        noise=noise,
        alarm=not few and distance > noise and distance >= LEAST_SHIFT,
        n_before=n_before,
        n_since=n_since,
        too_few=few,
        movers=movers,
    )


def _distance(before: Int64s | Floats, since: Int64s | Floats) -> float | None:
    """Total variation: half the sum of the differences of shares; None where one side is empty.

    >>> _distance(np.array([3, 1]), np.array([1, 3]))
    0.5
    """
    if not before.sum() or not since.sum():
        return None
    return float(np.abs(before / before.sum() - since / since.sum()).sum() / 2)


def _noise(by_group: Int64s) -> float:
    """What 99 of 100 distances stay below when it is chance in which window a group of people stands.

    A permutation test that keeps what one person did together: each group changes places or does not, by the
    bits of a hash, so the answer is always the same.
    """
    before, more = by_group[:, :, 0], by_group[:, :, 1] - by_group[:, :, 0]
    total, whole = by_group.sum(axis=(0, 2)), before.sum(axis=0)
    swapped = whole + _swaps() @ more.astype(np.float64)  # whole numbers below 2⁵³: no digit is lost
    found = [_distance(one, total - one) or 0.0 for one in swapped]
    return sorted(found)[-(-NOISE_PERCENT * len(found) // 100) - 1]


def _swaps() -> Floats:
    """Swaps × groups: 1 where a group changes places."""
    digests = (hashlib.shake_256(f"swap {number}".encode()).digest(AMONG // 8) for number in range(SWAPS))
    return np.array([np.unpackbits(np.frombuffer(digest, np.uint8)) for digest in digests], np.float64)
