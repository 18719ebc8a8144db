"""A few hundred small worlds of people, drawn once, as one store: a world is three of its partitions."""

import random
from pathlib import Path

import msgspec
import numpy as np
import pyarrow as pa

from desirepath.journeys import UNKNOWN_TIME, UNKNOWN_VALENCE, UNKNOWN_VALUE, Store, Timelines

WORLDS, PARTS = 240, 3
TOUCHPOINTS = ["aware", "buy", "consider", "noise", "use"]
CHANNELS = ["website", "phone", "email", "app", "app"]
MINUTE, DAY = 60_000_000, 86_400_000_000
PAUSES = [0, 0, 1, MINUTE, 40 * MINUTE, DAY, 3 * DAY, 40 * DAY]
START = 1_735_000_000_000_000
AS_OF = START + 150 * DAY
KINDS = pa.table(
    {
        "code": pa.array(range(5), pa.int32()),
        "source": ["s"] * 5,
        "channel": CHANNELS,
        "touchpoint": TOUCHPOINTS,
        "action": ["did"] * 5,
        "steps": [1] * 5,
    }
)


def drawn_store(like: Store, folder: Path, *, seed: int) -> Store:
    """The worlds as a store in `folder`; partition p is of world p // PARTS."""
    chance = random.Random(seed)  # noqa: S311 - the same worlds every time
    partitions = tuple(drawn(chance, number) for number in range(WORLDS * PARTS))
    contents = msgspec.structs.replace(like.contents, as_of_us=AS_OF)
    return Store(folder=folder, contents=contents, kinds=KINDS, partitions=partitions)


def drawn(chance: random.Random, partition: int) -> Timelines:
    """Up to four people: ties, loops, long silences, steps without a time, answers, values."""
    lengths = [chance.choice([1, 1, 2, 3, 5, 8, 30]) for _ in range(chance.randrange(5))]
    steps = sum(lengths)
    times = [time for length in lengths for time in moments(chance, length)]

    def some(unknown: float, *values: float) -> list[float]:
        return [chance.choice([unknown, *values]) for _ in range(steps)]

    return Timelines(
        partition=partition,
        subjects=pa.array([f"{partition}-{row}" for row in range(len(lengths))], pa.string()),
        offsets=np.cumsum([0, *lengths]).astype(np.int64),
        kinds=np.array(some(0, 1, 2, 3, 4), np.int32),
        happened_at_us=np.array(times, np.int64),
        fact=np.arange(steps),
        value_minor=np.array(some(UNKNOWN_VALUE, -50, 0, 12_345), np.int64),
        valence_milli=np.array(some(UNKNOWN_VALENCE, UNKNOWN_VALENCE, -2000, 1, 2000), np.int32),
        score=np.array(some(np.nan, np.nan, 0, 9.5), np.float64),
        about=np.array(some(0, 0, 7, 8), np.int64),
        duration_us=np.array(some(UNKNOWN_VALUE, 0, MINUTE, 3 * DAY), np.int64),
        initiator=np.array(some(0, 0, 1), np.int8),
    )


def moments(chance: random.Random, length: int) -> list[int]:
    """Times that never run back; what has none comes first."""
    unknown = min(length, chance.choice([0, 0, 0, 1, 2]))
    now, times = START + chance.randrange(60) * DAY, [int(UNKNOWN_TIME)] * unknown
    for _ in range(length - unknown):
        now += chance.choice(PAUSES)
        times.append(now)
    return times
