"""What stands between the stages and the lanes as native shapes: clock, silences, ways; and expectations.

A way that leaves a slide at its side ends there without an arrow; one between two cards is drawn where both
are on the slide.
"""

from pptx.enum.dml import MSO_PATTERN
from pptx.enum.shapes import MSO_SHAPE

from desirepath.prints.layout_cards import PlacedCount
from desirepath.prints.layout_clock import PlacedClock, PlacedGap
from desirepath.prints.layout_expectations import Dumbbell, PlacedExpectation
from desirepath.prints.layout_links import PlacedLink
from desirepath.prints.layout_marks import Box, NoteMark, Words
from desirepath.prints.layout_reality import Reality, Way
from desirepath.prints.layout_ways import PlacedWay, PlacedWays
from desirepath.prints.slide_cards import add_pill
from desirepath.prints.slide_shapes import (
    Canvas,
    Said,
    add_box,
    add_icon,
    add_line,
    add_route,
    add_text,
    group,
    write,
)
from desirepath.prints.slide_words import add_words, joined, said
from desirepath.prints.wording import word

Span = tuple[float, float]
_Place = tuple[float, float]


def add_clock(canvas: Canvas, clock: PlacedClock, shown: Span) -> None:
    """The ruler between two places across: solid where it is to scale."""
    colours = canvas.colours
    with group(canvas, "Clock", word("Time of day")):
        for span in clock.spans:
            start, end = max(span.left + 1, shown[0]), min(span.right - 1, shown[1])
            if start >= end:
                continue
            colour, width = (colours.edge, 1.5) if span.step is None else (colours.muted, 4.0)
            is_true = span.looks == "true"
            add_line(canvas, (start, clock.y), (end, clock.y), colour=colour, width=width, dashed=not is_true)
        for tick in clock.ticks:
            if shown[0] <= tick.x <= shown[1]:
                add_line(canvas, (tick.x, clock.y - 7), (tick.x, clock.y + 5), colour=colours.ink)
                if tick.words and shown[0] - 20 <= tick.words.box.x and tick.words.box.right <= shown[1] + 18:
                    add_words(canvas, tick.words)


def add_rail_words(canvas: Canvas, icon: str | None, at: _Place, words: list[Words]) -> None:
    """A name in the rail with its icon."""
    if icon:
        add_icon(canvas, icon, x=at[0], y=at[1], size=18, colour=canvas.colours.muted)
    for each in words:
        add_words(canvas, each)


def add_gap(canvas: Canvas, gap: PlacedGap, shown: Span, heights: Span) -> None:
    """A silence, hatched, between two heights."""
    left, right = max(gap.box.x, shown[0]), min(gap.box.right, shown[1])
    top, bottom = max(gap.box.y, heights[0]), min(gap.box.bottom, heights[1])
    if right - left < 4 or bottom - top < 4:
        return
    add_hatched(canvas, Box(x=left, y=top, width=right - left, height=bottom - top), alt=gap.title)
    if top <= gap.words.y < bottom and shown[0] <= gap.words.x <= shown[1]:
        ground = Box(x=gap.words.box.x - 3, y=gap.words.y - 10, width=gap.words.width + 6, height=14)
        add_box(canvas, ground, fill=canvas.colours.bg, radius=3)
        add_words(canvas, gap.words)


def add_hatched(canvas: Canvas, box: Box, *, alt: str, colour: str = "edge") -> None:
    """A hatched ground."""
    made = add_box(canvas, box, fill=canvas.colours.panel, name="Hatched", alt=alt)
    made.fill.patterned()
    made.fill.pattern = MSO_PATTERN.LIGHT_UPWARD_DIAGONAL
    made.fill.fore_color.rgb, made.fill.back_color.rgb = canvas.rgb(colour), canvas.rgb("bg")


def add_note(canvas: Canvas, note: NoteMark) -> None:
    """The small round number of a comment, or the letter of a way."""
    colours = canvas.colours
    fill, ink = (colours.bg, colours.ink) if note.is_way else (colours.accent, colours.bg)
    disc = Box(x=note.x - 7, y=note.y - 7, width=14, height=14)
    made = add_box(
        canvas, disc, fill=fill, stroke=ink if note.is_way else None, shape=MSO_SHAPE.OVAL, name="Note",
        alt=note.title,
    )  # fmt: skip
    sign = Said(text=note.sign, size=9, colour=ink, weight=700)
    write(canvas, made, [sign], anchor="middle", middle=True, wraps=False)


def add_ways(canvas: Canvas, ways: PlacedWays, shown: Span) -> None:
    """The ways under the steps' names: lines first, so that none runs through words."""
    there = [way for way in ways.ways if _reaches(way.start, way.end, shown)]
    for way in there:
        _add_way(canvas, way, shown)
    for way in there:
        for words in way.words:
            if shown[0] <= words.box.x and words.box.right <= shown[1]:
                _add_label(canvas, words)
        if way.pill and shown[0] <= way.pill.box.x and way.pill.box.right <= shown[1]:
            add_pill(canvas, way.pill)


def add_reality(canvas: Canvas, reality: Reality, strip: str, shown: Span) -> None:
    """The ways people really take of one strip, the widest lowest, then their labels."""
    there = [way for way in reality.ways if way.strip == strip and _reaches(way.start[0], way.end[0], shown)]
    for way in sorted(there, key=lambda each: -each.width):
        _add_real(canvas, way, shown)
    for way in there:
        if way.label and shown[0] <= way.label.box.x and way.label.box.right <= shown[1]:
            _add_label(canvas, way.label)


def add_link(canvas: Canvas, link: PlacedLink) -> None:
    """A way between two cards, with its letter and its pill."""
    points = [(point.x, point.y) for point in link.points]
    add_route(canvas, points, colour=canvas.colours.ink, width=1.5, arrow=True, name="Way", alt=link.title)
    if link.note:
        add_note(canvas, link.note)
    if link.pill:
        add_pill(canvas, link.pill)


def add_expectation(canvas: Canvas, told: PlacedExpectation) -> None:
    """What was expected of a step, and the dumbbell of what came of it."""
    with group(canvas, "Expectation", told.title):
        add_box(canvas, told.box, fill=canvas.colours.panel, radius=6, name="Expectation", alt=told.title)
        if told.words:
            first, last = told.words[0], told.words[-1]
            box = Box(x=first.x, y=first.y - 12, width=first.limit + 4, height=last.y - first.y + 18)
            add_text(canvas, box, [said(canvas, first, joined(told.words))], name="Expectation")
        if told.dumbbell:
            _add_dumbbell(canvas, told.dumbbell)


def add_count(canvas: Canvas, count: PlacedCount) -> None:
    """How many cards a slot of a collapsed lane holds."""
    add_box(canvas, count.box, fill=canvas.colours.panel, radius=6, name="Cards", alt=count.title)
    add_words(canvas, count.words)


def _add_dumbbell(canvas: Canvas, one: Dumbbell) -> None:
    colours, y = canvas.colours, one.track.y
    ink = getattr(colours, one.colour)
    add_line(canvas, (one.track.x, y), (one.track.right, y), colour=colours.edge)
    add_line(canvas, (one.zero, y - 4), (one.zero, y + 4), colour=colours.edge)
    add_dots(canvas, one.expected, one.received, y, ink=ink)
    for words in one.words:
        add_words(canvas, words)


def add_dots(canvas: Canvas, expected: float | None, received: float | None, y: float, *, ink: str) -> None:
    """A hollow dot for what was expected, a full one for what was received, and the gap between."""
    if expected is not None and received is not None:
        add_line(canvas, (expected, y), (received, y), colour=ink, width=3)
    for x, half, fill, name in (
        (expected, 4.5, canvas.colours.card, word("Expected")),
        (received, 5.0, ink, word("Received")),
    ):
        if x is not None:
            dot = Box(x=x - half, y=y - half, width=2 * half, height=2 * half)
            add_box(
                canvas, dot, fill=fill, stroke=ink, stroke_width=2, shape=MSO_SHAPE.OVAL, name=name, alt=name
            )


def _add_way(canvas: Canvas, way: PlacedWay, shown: Span) -> None:
    ends: list[_Place] = [(way.start, way.top), (way.start, way.y), (way.end, way.y)]
    ends += [] if way.kind == "exit" else [(way.end, way.top)]
    points, arrives = _cut(ends, shown)
    add_route(
        canvas, points, colour=canvas.colours.muted, width=1.5, dashed=way.kind in {"skip", "branch"},
        arrow=arrives, name="Way", alt=way.title,
    )  # fmt: skip


def _add_real(canvas: Canvas, way: Way, shown: Span) -> None:
    (start, top), (end, bottom) = way.start, way.end
    ends = [(start, top), (start, way.across_y), (end, way.across_y), (end, bottom)]
    points, arrives = _cut(ends, shown)
    colours = canvas.colours
    add_route(
        canvas, points, colour=colours.stage_bars[way.stage_type] if way.is_used else colours.edge,
        width=way.width, dashed=not way.is_used, arrow=arrives, name="Real way", alt=way.title,
    )  # fmt: skip


def _add_label(canvas: Canvas, words: Words) -> None:
    """Words on a line, on a ground that keeps the line from running through them."""
    box = words.box
    ground = Box(x=box.x - 3, y=words.y - 0.85 * words.size, width=box.width + 6, height=1.15 * words.size)
    add_box(canvas, ground, fill=canvas.colours.bg)
    add_words(canvas, words)


def _reaches(start: float, end: float, shown: Span) -> bool:
    return min(start, end) < shown[1] and max(start, end) > shown[0]


def _cut(points: list[_Place], shown: Span) -> tuple[list[_Place], bool]:
    """The points of a way as far as it is on the slide, and whether it ends there."""
    left, right = shown
    held = [(max(left + 2, min(right - 2, x)), y) for x, y in points]
    begins, arrives = (left <= points[at][0] <= right for at in (0, -1))
    kept = held if begins else held[1:]
    if not arrives and len(points) == 4:
        kept = kept[:-1]
    return kept, arrives
