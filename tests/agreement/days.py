"""A day that is awkward to draw: past midnight, with overlaps, silences and steps that say no time."""

from typing import Any

import msgspec

from desirepath.maps import JourneyMap

_STEPS: list[tuple[str, str, list[tuple[str, str | None, str | None]]]] = [
    ("early", "awareness", [("wakes", "05:45", "06:00"), ("reads", "06:30", "08:00"), ("packs", None, None)]),
    ("empty", "custom", []),
    ("day", "purchase", [("drives", "07:30", "10:00"), ("waits", "10:05", None), ("pays", "16:00", None)]),
    ("night", "use", [("calls", "22:40", "24:00"), ("sleeps", "00:30", "00:30"), ("dreams", "02:00", None)]),
]  # fmt: skip


def awkward_day() -> JourneyMap:
    """A map on a clock, from a quarter to six to the small hours of the next day."""
    return msgspec.convert(_body(), JourneyMap)


def _body() -> dict[str, Any]:
    return {
        "key": "awkward-day",
        "title": "An awkward day",
        "map_kind": "day_in_the_life",
        "axis": "clock",
        "stages": [{"id": name, "name": name, "type": kind, "steps": [_step(*each) for each in steps]}
                   for name, kind, steps in _STEPS],
        "lanes": [
            {"id": "l-do", "role": "actions", "label": "Does", "cards": [
                {"id": "c-over", "step": "wakes", "span_to_step": "drives", "text": "Across a silence"},
                {"id": "c-last", "step": "dreams", "text": "After midnight"},
            ]},
        ],
        "emotions": [
            {"id": f"e-{step}", "step": step, "source": "measured", "value": value, "n": 40}
            for step, value in (("wakes", -1.0), ("packs", 0.5), ("drives", 1.5), ("dreams", 2.0))
        ],
    }  # fmt: skip


def _step(name: str, starts_at: str | None, ends_at: str | None) -> dict[str, Any]:
    return {"id": name, "name": name.title(), "lineage_id": name, "starts_at": starts_at, "ends_at": ends_at}
