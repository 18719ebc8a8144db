"""Stories that are hard to draw: many nodes, long names, other scripts, names that would be markup."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from desirepath.journeys import Store
from desirepath.testing import little, store_of

AWKWARD = [
    "<script>alert('x')</script>",
    'He said "never" & left',
    "A touchpoint with a name so long that nobody could ever want to read it to the end of the line",
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenverkaufsstelle",
    "مركز خدمة العملاء",
    "שירות לקוחות",
    "カスタマーサポートセンター",
    "👩‍👧 family 🎉 desk",
    "]]>",
    "https://example.com/a/very/long/address?with=parameters&and=more",
]
CHANNELS = ["website", "app", "phone", "in_person", "e-mail & <chat>"]
START = datetime(2025, 1, 6, 9, tzinfo=UTC)


def crowd(folder: Path, *, people: int = 90, nodes: int = 40) -> Store:
    """People who wander over many nodes for months, some of whom give scores and cost time."""
    names = [*AWKWARD, *(f"Page {number}" for number in range(len(AWKWARD), nodes))][:nodes]
    told = []
    for person in range(people):
        steps = 2 + (person * 7) % 9
        for step in range(steps):
            place = (person * (step + 3) + step * step * 5) % nodes
            moment = START + timedelta(days=person % 60 + step * (3 + person % 11), minutes=step)
            more: dict[str, Any] = {
                "channel": CHANNELS[place % len(CHANNELS)],
                "value_minor": 990 * place if step == 3 else None,
                "duration_us": 60_000_000 * (1 + place) if place % 5 == 0 else None,
                "initiator": "organisation" if place % 4 == 1 else "customer",
            }
            if (person + step) % 5 == 0:
                more |= {"score": float(person % 11), "scale": "0..10"}
            told.append((f"person{person}", names[place], f"{moment:%Y-%m-%d %H:%M}", more))
    return store_of(little(*told), folder, as_of="2025-07-01 00:00")


def alone(folder: Path) -> Store:
    """One person who did one thing."""
    return store_of(little(("Ana", "ad", "10:00")), folder, as_of="2025-01-05 00:00")
