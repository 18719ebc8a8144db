"""Two maps over one another: both curves on one axis, a difference for each step, what became of the cards.

Cards that are the same in both are only counted, so that the picture shows what is different.
"""

import msgspec

from desirepath.maps import EMOTION, Comparison, JourneyMap
from desirepath.prints.layout import RAIL, Rail
from desirepath.prints.layout_changes import (
    OverlayRow,
    figure_names,
    is_only,
    lane_names,
    lane_of,
    one_sided,
    place_card_row,
    place_figure_row,
    rail_of,
)
from desirepath.prints.layout_comparing import ComparedFrame, method_notes, place_frame
from desirepath.prints.layout_footer import MEASURE
from desirepath.prints.layout_header import MARGIN
from desirepath.prints.layout_marks import BODY, CAPTION, Box, Words, broken, one_line, stacked
from desirepath.prints.layout_reading import LANE_ICONS, Texts
from desirepath.prints.layout_two_curves import PILLS, PLOT, ComparedPlot, place_plot
from desirepath.prints.wording import listed, word
from desirepath.records import Record

_LEGEND = (
    ("added", "added"),
    ("removed", "removed"),
    ("clear", "difference clear of chance"),
    ("chance", "within chance, or not to be told"),
    ("band", "mean and its 95 % interval"),
    ("target", "target"),
)


class ChangeSign(Record):
    """One entry of the legend: what a border, a hatch or a stroke means."""

    sign: str
    box: Box
    words: Words


class Overlay(Record):
    """The whole picture, placed."""

    width: float
    height: float
    frame: ComparedFrame
    plot_rail: Rail | None
    plot: ComparedPlot | None
    rows: list[OverlayRow]
    rows_bottom: float
    legend: list[ChangeSign]
    empty: Words | None
    notes: list[Words]
    told: list[str]  # the notes before they were set


def lay_over(
    comparison: Comparison, before: JourneyMap, after: JourneyMap, texts: Texts | None = None
) -> Overlay:
    """The placed picture of one map over another."""
    frame = place_frame(comparison, before, after)
    y = frame.bottom
    plot, rail = None, None
    if any(column.figure(EMOTION) for column in comparison.columns):
        box = Box(x=RAIL, y=y, width=frame.right - RAIL, height=PILLS + PLOT)
        plot, rail = (
            place_plot(comparison.columns, frame.edges, box),
            rail_of("Emotion", LANE_ICONS["emotions"], y + 6),
        )
        y = box.bottom
    rows: list[OverlayRow] = []
    for name in figure_names(comparison.columns):
        rows.append(place_figure_row(name, comparison.columns, frame, y))
        y = rows[-1].box.bottom
    same: list[str] = []
    names = (comparison.before.name, comparison.after.name)
    for role, label in lane_names(comparison.columns):
        if is_only(comparison.columns, role, label):
            continue  # a note says so
        lanes = [lane_of(column, role, label) for column in comparison.columns]
        if all(lane is None or all(card.state == "same" for card in lane.cards) for lane in lanes):
            same.append(label)
            continue
        rows.append(place_card_row(role, label, lanes, frame, top=y, texts=texts))
        y = rows[-1].box.bottom
    empty = None
    if not comparison.columns:
        empty = one_line(word("Neither map has a step yet."), BODY, x=RAIL, y=y + 10, limit=400)
        y += 24
    notes = [word("The same in both maps: {names}.", names=listed(map(word, same)))] if same else []
    notes += [*one_sided(comparison.columns, names), *method_notes(before, after, names)]
    legend, below = place_change_legend(frame.width, y + 14)
    placed, bottom = place_notes(notes, frame.width, below + 10)
    return Overlay(
        width=frame.width, height=bottom + 16, frame=frame, plot_rail=rail, plot=plot, rows=rows,
        rows_bottom=y, legend=legend, empty=empty, notes=placed, told=notes,
    )  # fmt: skip


def place_change_legend(width: float, top: float) -> tuple[list[ChangeSign], float]:
    """The legend over as many lines as it needs, and where it ends."""
    x, y = MARGIN, top
    placed = []
    for sign, text in _LEGEND:
        words = one_line(word(text), CAPTION, x=0, y=0, limit=400)
        if x > MARGIN and x + 34 + words.width > width - MARGIN:
            x, y = MARGIN, y + 20
        words = msgspec.structs.replace(words, x=x + 34, y=y + 13.5, limit=words.width)
        placed.append(ChangeSign(sign=sign, box=Box(x=x, y=y + 3, width=26, height=14), words=words))
        x += 34 + words.width + 20
    return placed, y + 20


def place_notes(notes: list[str], width: float, top: float) -> tuple[list[Words], float]:
    """Notes below a picture, and where they end."""
    room = min(width - 2 * MARGIN, MEASURE)
    words: list[Words] = []
    for note in notes:
        lines = broken(note, CAPTION, room)
        words += stacked(lines, CAPTION, x=MARGIN, top=top, limit=room)
        top += CAPTION.leading * len(lines)
    return words, top
