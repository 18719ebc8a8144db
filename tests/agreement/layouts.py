"""Where everything on a map stands, as the web app must place it too."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
from tests.agreement.days import awkward_day
from tests.agreement.edits import awkward_map

from desirepath.maps import JourneyMap, restand, steps_of
from desirepath.prints.html_table import card_levels
from desirepath.prints.layout_clock import place_clock
from desirepath.prints.layout_columns import columns_of
from desirepath.prints.layout_curve import Point, monotone
from desirepath.prints.layout_hotspots import Heats, heats_of
from desirepath.prints.layout_lanes import ShownLane
from desirepath.prints.layout_reading import (
    badge_text,
    description,
    facts_text,
    figure_note,
    figure_text,
    standing_of,
    state_text,
    subtitle_text,
)
from desirepath.prints.layout_steps import facts_of
from desirepath.prints.views import see

MADE: dict[str, Callable[[], JourneyMap]] = {"awkward": awkward_map, "awkward-day": awkward_day}
"""The maps that are made for it, by the names of their files."""


def layout_cases(folder: Path) -> Iterator[tuple[str, Any]]:
    """Maps of every kind, those kept in a folder too, and where everything on them stands."""
    for name, made in MADE.items():
        yield name, _laid_out(made())
    for path in sorted(folder.glob("*.json")):
        if path.stem not in MADE:
            yield path.stem, _laid_out(msgspec.json.decode(path.read_bytes(), type=JourneyMap))


def _laid_out(drawn: JourneyMap) -> dict[str, Any]:
    seen = see(drawn, every_layer=True)
    order = {step.id: at for at, step in enumerate(steps_of(seen.journey_map))}
    cards = [card for row in seen.lanes for card in row.lane.cards]
    return {
        "is_mirrored": seen.is_mirrored,
        "words": [description(drawn), subtitle_text(drawn), state_text(drawn), facts_text(drawn)],
        "lanes": [_row(row, order) for row in seen.lanes],
        "standing": {card.id: standing_of(card) for lane in restand(drawn).lanes for card in lane.cards},
        "badges": {card.id: badge_text(card, drawn) for card in cards},
        "figures": {card.id: [figure_text(card), figure_note(card)] for card in cards if card.figure},
        "heats": _heats(heats_of(seen.journey_map, seen.lanes)),
        "curves": _curves(drawn, order),
        "clock": _clock(drawn),
    }


def _row(row: ShownLane, order: Mapping[str, int]) -> dict[str, Any]:
    cards = [card for card in row.lane.cards if card.step in order]
    return {
        "id": row.lane.id,
        "role": row.lane.role,
        "label": row.lane.label,
        "line": row.line,
        "is_derived": row.is_derived,
        "levels": [
            [
                {"at": at, "span": span, "cards": [card.id for card in held]}
                for at, (span, held) in sorted(level.items())
            ]
            for level in card_levels(cards, dict(order))
        ],
    }


def _heats(heats: Heats) -> dict[str, Any]:
    return {
        "tints": {card: spot.id for card, spot in heats.tints.items()},
        "pills": {card: spot.id for card, spot in heats.pills.items()},
        "slots": {f"{lane} {step}": spot.id for (lane, step), spot in heats.slots.items()},
        "edges": {edge: spot.id for edge, spot in heats.edges.items()},
        "loose": {step: [spot.id for spot in spots] for step, spots in heats.loose.items()},
        "steps": {step: spot.id for step, spot in heats.steps.items()},
    }


def _curves(drawn: JourneyMap, order: Mapping[str, int]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for source in ("measured", "authored", "target"):
        felt = {one.step: one.value for one in drawn.emotions if one.source == source}
        points = [Point(x=100 * order[step], y=-felt[step]) for step in order if step in felt]
        found[source] = [
            [round(number, 9) for spot in (one.start_handle, one.end_handle) for number in (spot.x, spot.y)]
            for one in monotone(points)
        ]
    return found


def _clock(drawn: JourneyMap) -> dict[str, Any]:
    """The stretches of a day, the ruler's hours, and what is written of each step's time."""
    columns = columns_of(drawn, left=0)
    placed = place_clock(columns, top=0)
    if placed is None:
        return {"spans": [], "ticks": [], "when": {}}
    facts = facts_of(drawn, columns)
    return {
        "spans": [
            {"start": span.start, "end": span.end, "left": round(span.left, 6), "right": round(span.right, 6),
             "step": span.step, "looks": span.looks}
            for span in placed.spans
        ],
        "ticks": [
            {"x": round(tick.x, 6), "label": tick.words.text if tick.words else None} for tick in placed.ticks
        ],
        "when": {
            step.id: [fact.text for fact in facts[step.id][: 2 if step.starts_at else 1]]
            for step in steps_of(drawn)
        },
    }  # fmt: skip
