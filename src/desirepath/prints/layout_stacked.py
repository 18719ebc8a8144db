"""Two maps one under the other on one axis of steps: every card of both, at its step's place.

A step that one of the maps does not have is an empty column there. Lanes are laid out as those of a single
map are.
"""

from typing import ClassVar

import msgspec

from desirepath.maps import EMOTION, Comparison, JourneyMap
from desirepath.prints.layout import LEAST_ROW, RAIL, ROW_PADDING, Rail
from desirepath.prints.layout_cards import PlacedCard, place_cards
from desirepath.prints.layout_changes import rail_of
from desirepath.prints.layout_columns import Columns, Edges
from desirepath.prints.layout_comparing import ComparedFrame, method_notes, place_frame
from desirepath.prints.layout_emotion import LANE_HEIGHT, PlacedEmotion, place_emotion
from desirepath.prints.layout_header import MARGIN
from desirepath.prints.layout_hotspots import Heats, heats_of
from desirepath.prints.layout_lanes import ShownLane
from desirepath.prints.layout_marks import BODY, HEADER, Box, Words, one_line
from desirepath.prints.layout_metrics import PlacedPanel, place_metrics
from desirepath.prints.layout_overlay import ChangeSign, place_change_legend, place_notes
from desirepath.prints.layout_reading import LANE_ICONS, Texts
from desirepath.prints.layout_two_curves import ComparedPoint, DeltaPill, delta_pill, planned_points
from desirepath.prints.views import Seen, see
from desirepath.prints.wording import word
from desirepath.records import Record

HEAD = 34.0  # a map's name above its rows
STRIP = 36.0  # the differences between the two


class StackedRow(Record):
    """One lane of one map."""

    role: str
    box: Box
    rail: Rail
    cards: list[PlacedCard] = []
    panels: list[PlacedPanel] = []
    emotion: PlacedEmotion | None = None
    planned: list[ComparedPoint] = []  # targets and guesses, where the curve shows only a line


class StackedMap(Record):
    """One of the maps: its name, its rows, the columns it does not have."""

    ACROSS: ClassVar[dict[str, float]] = {"sample": 0}

    side: str
    box: Box
    name: Words
    sample: tuple[float, float]
    rows: list[StackedRow]
    absent: list[Box]
    states: dict[str, str]  # what became of a card, by its id
    is_mirrored: bool = False


class Stacked(Record):
    """The whole picture, placed."""

    width: float
    height: float
    frame: ComparedFrame
    maps: list[StackedMap]
    strip: Rail | None
    strip_box: Box | None
    pills: list[DeltaPill]
    rows_bottom: float
    legend: list[ChangeSign]
    empty: Words | None
    notes: list[Words]


def lay_stacked(
    comparison: Comparison, before: JourneyMap, after: JourneyMap, texts: Texts | None = None
) -> Stacked:
    """The placed picture of one map under another."""
    frame = place_frame(comparison, before, after)
    y = frame.bottom
    placed = [_map("before", before, comparison, frame, top=y, texts=texts)]
    y = placed[0].box.bottom
    pills, strip, strip_box = _strip(comparison, frame, y)
    y = strip_box.bottom if strip_box else y
    placed.append(_map("after", after, comparison, frame, top=y + 8, texts=texts))
    y = placed[-1].box.bottom
    empty = None
    if not comparison.columns:
        empty = one_line(word("Neither map has a step yet."), BODY, x=RAIL, y=y + 24, limit=400)
        y += 32
    names = (comparison.before.name, comparison.after.name)
    legend, below = place_change_legend(frame.width, y + 14)
    notes, bottom = place_notes(method_notes(before, after, names), frame.width, below + 10)
    return Stacked(
        width=frame.width, height=bottom + 16, frame=frame, maps=placed, strip=strip, strip_box=strip_box,
        pills=pills, rows_bottom=y, legend=legend, empty=empty, notes=notes,
    )  # fmt: skip


def _strip(
    comparison: Comparison, frame: ComparedFrame, top: float
) -> tuple[list[DeltaPill], Rail | None, Box | None]:
    """The differences of feeling, between the maps."""
    pills = []
    for column, (left, right) in zip(comparison.columns, frame.edges, strict=True):
        change = column.figure(EMOTION)
        pill = (
            delta_pill(change, center=(left + right) / 2, top=top + 9, limit=right - left - 10)
            if change
            else None
        )
        pills += [pill] if pill else []
    if not pills:
        return [], None, None
    return (
        pills,
        rail_of(f"{word('Emotion')}, Δ", "heart", top),
        Box(x=0, y=top, width=frame.right, height=STRIP),
    )


def _map(
    side: str,
    drawn: JourneyMap,
    comparison: Comparison,
    frame: ComparedFrame,
    *,
    top: float,
    texts: Texts | None,
) -> StackedMap:
    edges: Edges = {}
    absent: list[tuple[float, float]] = []
    for column, (left, right) in zip(comparison.columns, frame.edges, strict=True):
        step = getattr(column, side)
        if step is None:
            absent.append((left, right))
        else:
            edges[step.id] = (left, right)
    which = getattr(comparison, side)
    name = one_line(which.name, HEADER, x=MARGIN + 36, y=top + 22, limit=RAIL + 200)
    y = top + HEAD
    rows: list[StackedRow] = []
    seen = see(drawn)
    columns, heats = Columns(edges=edges, right=frame.right), heats_of(drawn, seen.lanes)
    for each in seen.lanes:
        row = _row(each, seen, columns, heats, top=y, texts=texts)
        if row is not None:
            rows.append(_with_planned(row, comparison, frame, side))
            y = row.box.bottom
    return StackedMap(
        side=side,
        box=Box(x=0, y=top, width=frame.right, height=y - top),
        name=name,
        sample=(MARGIN + 13, top + 18),
        rows=rows,
        absent=[
            Box(x=a + 4, y=top + HEAD, width=b - a - 8, height=max(0.0, y - top - HEAD)) for a, b in absent
        ],
        states=_states(side, comparison),
    )


def _with_planned(row: StackedRow, comparison: Comparison, frame: ComparedFrame, side: str) -> StackedRow:
    if row.emotion is None:
        return row
    ends = row.emotion.top, row.emotion.bottom
    planned = planned_points(comparison.columns, frame.edges, side, ends)
    felt = {point.step for point in row.emotion.points}
    return msgspec.structs.replace(row, planned=[each for step, each in planned.items() if step not in felt])


def _states(side: str, comparison: Comparison) -> dict[str, str]:
    found: dict[str, str] = {}
    for column in comparison.columns:
        for lane in column.lanes:
            for change in lane.cards:
                card = getattr(change, side)
                if card is not None:
                    found[card.id] = change.state
    return found


def _row(
    each: ShownLane, seen: Seen, columns: Columns, heats: Heats, *, top: float, texts: Texts | None
) -> StackedRow | None:
    """A lane as a single map draws it; None for one without anything on it."""
    lane, drawn, edges, right = each.lane, seen.journey_map, columns.edges, columns.right
    if lane.role == "emotions" and drawn.emotions and edges:
        box = Box(x=RAIL, y=top, width=right - RAIL, height=LANE_HEIGHT)
        centers = {step: (left + end) / 2 for step, (left, end) in edges.items()}
        rail = rail_of(lane.label, LANE_ICONS[lane.role], top + 6)
        return StackedRow(role=lane.role, box=box, rail=rail, emotion=place_emotion(drawn, centers, box))
    rail = rail_of(lane.label, LANE_ICONS[lane.role], top)
    cards: list[PlacedCard] = []
    panels: list[PlacedPanel] = []
    if lane.role == "metrics":
        panels, bottom = place_metrics(each, drawn, columns, top=top + ROW_PADDING)
    else:
        cards, bottom = place_cards(each, seen, columns, top=top + ROW_PADDING, heats=heats, texts=texts)
    if not cards and not panels:
        return None
    height = max([top + LEAST_ROW, bottom + ROW_PADDING, rail.words[-1].y + 10]) - top
    return StackedRow(
        role=lane.role, box=Box(x=0, y=top, width=right, height=height), rail=rail, cards=cards, panels=panels
    )
