"""Who is who on a world with shared devices, kiosks and junk, whose truth is known."""

from collections import Counter
from collections.abc import Iterable
from math import comb
from random import Random

import numpy as np
from tests.identities.worlds import resolved

from desirepath.identities import Identities
from desirepath.identities.components import components

PEOPLE, ROWS = 2000, 12


def test_kiosks_shared_devices_and_junk_do_not_merge_people() -> None:
    rows, truth = a_messy_world(Random(3))  # noqa: S311

    found = resolved(*rows)

    precision, recall = pairwise(found, truth, reachable(rows, truth))
    assert precision >= 0.999, precision
    assert recall >= 0.97, recall


def a_messy_world(random: Random) -> tuple[list[list[str]], dict[str, int]]:
    """Rows that name identifiers, and whose each identifier is (those of several people are left out)."""
    rows, truth = [], {}
    for person in range(PEOPLE):
        emails = [f"email:p{person}.{number}@mail.org" for number in range(random.choice([1, 1, 1, 2]))]
        devices = [f"device:d{person}-{number}" for number in range(random.randint(1, 3))]
        numbers = [f"customer:{10_000 + person}", f"user:u{person}", f"phone:+4790{person:06d}"]
        truth.update(dict.fromkeys([*emails, *devices, *numbers], person))
        if random.random() < 0.02:  # somebody's device is used by the next person too
            shared = f"device:d{person}-0"
            truth.pop(shared)
            rows.append([shared, f"user:u{(person + 1) % PEOPLE}"])
        rows.append([numbers[0], emails[-1], numbers[2]])  # the shop's customer record
        rows.append([numbers[0], emails[0]])
        rows += [visit(random, devices, [numbers[1], emails[0]]) for _ in range(ROWS)]
    return rows, truth


def visit(random: Random, devices: list[str], names: list[str]) -> list[str]:
    device = f"device:kiosk{random.randint(1, 3)}" if random.random() < 0.002 else random.choice(devices)
    if random.random() < 0.001:
        device = random.choice(["device:null", "device:00000000-0000-0000-0000-000000000000"])
    name = random.choice(["email:test@test.com", "user:undefined"]) if random.random() < 0.001 else None
    named = [random.choice(names)] if random.random() < 0.6 else []
    return [device, *([name] if name else named)]


def reachable(rows: list[list[str]], truth: dict[str, int]) -> list[int]:
    """How many identifiers hang together in each piece of a person, through rows that can be trusted."""
    number = {name: place for place, name in enumerate(truth)}
    trusted = [[number[name] for name in row if name in truth] for row in rows]
    ends = np.array([(row[0], other) for row in trusted for other in row[1:]])
    return [int(size) for size in np.unique(components(len(number), *ends.T), return_counts=True)[1]]


def pairwise(found: Identities, truth: dict[str, int], pieces: list[int]) -> tuple[float, float]:
    """Of the pairs joined, the share that is one person; of the pairs that can be, the share joined."""
    joined: list[tuple[str, int]] = [
        (row["subject_id"], truth[name])
        for row in found.identifiers.to_pylist()
        if (name := f"{row['type']}:{row['value']}") in truth and row["subject_id"] is not None
    ]
    both = pairs(Counter(joined).values())
    return both / pairs(Counter(subject for subject, _ in joined).values()), both / pairs(pieces)


def pairs(sizes: Iterable[int]) -> int:
    return sum(comb(size, 2) for size in sizes)
