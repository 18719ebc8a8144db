"""Two emotion curves on one axis, and the difference at each step as a pill above them.

A side's curve breaks where it says nothing, and where a measured feeling meets a target or a guess.
"""

from typing import Literal

from desirepath.maps import (
    EMOTION,
    Column,
    FigureChange,
    Reading,
    count_text,
    valence_text,
)
from desirepath.prints.layout_curve import Point, Segment, monotone
from desirepath.prints.layout_emotion import PADDING
from desirepath.prints.layout_marks import (
    CAPTION,
    Box,
    Style,
    Words,
    one_line,
)
from desirepath.prints.layout_reading import interval_of
from desirepath.prints.retelling import certainty, difference, interval, reading
from desirepath.prints.wording import onward, word
from desirepath.records import Record

PILLS = 30.0  # the strip of differences above the curves
PLOT = 148.0
PILL = Style(size=11, leading=15, weight=700)
FAINT = Style(size=11, leading=15, weight=600, colour="muted")
Sureness = Literal["clear", "chance", "unknown"]


class DeltaPill(Record):
    """A difference in short: solid when clear of chance, dashed when not."""

    box: Box
    words: Words
    sureness: Sureness
    title: str


class ComparedPoint(Record):
    """A feeling of one side at one step."""

    side: str
    at: Point
    low_y: float | None
    high_y: float | None
    label: Words
    source: str
    title: str


class ComparedRun(Record):
    """An unbroken piece of one side's curve, with its band where it was measured."""

    side: str
    source: str
    line: list[Segment]
    upper: list[Segment]
    lower: list[Segment]


class ComparedPlot(Record):
    """Both curves."""

    box: Box
    top: float
    zero: float
    bottom: float
    points: list[ComparedPoint]
    runs: list[ComparedRun]
    pills: list[DeltaPill]
    gaps: list[Words]
    is_mirrored: bool = False


def delta_pill(change: FigureChange, *, center: float, top: float, limit: float) -> DeltaPill | None:
    """The pill of a difference; None where it is not known."""
    text = difference(change)
    if not text:
        return None
    sureness: Sureness = "clear" if change.is_clear else "chance" if change.is_clear is False else "unknown"
    style = PILL if sureness == "clear" else FAINT
    shown = word("too few") if change.too_few else f"Δ {text}"
    words = one_line(shown, style, x=center, y=top + 12.5, limit=limit - 16, anchor="middle")
    width = words.width + 16
    return DeltaPill(
        box=Box(x=center - width / 2, y=top, width=width, height=18),
        words=words,
        sureness=sureness,
        title=change_text(change),
    )


def change_text(change: FigureChange) -> str:
    """A difference in one line, for a tooltip or a table."""
    between = f"{word('95 % interval')} {words}" if (words := interval(change)) else ""
    said = f"{word(change.name)}: {onward(reading(change.before), reading(change.after))}"
    parts = [said, difference(change), between, certainty(change)]
    return ", ".join(part for part in parts if part)


def place_plot(columns: list[Column], edges: list[tuple[float, float]], box: Box) -> ComparedPlot:
    """Both curves inside a box, the strip of differences above them."""
    top, bottom = box.y + PILLS + PADDING, box.bottom - PADDING
    centers = [(left + right) / 2 for left, right in edges]
    narrow = min((right - left for left, right in edges), default=132.0)
    changes = [column.figure(EMOTION) for column in columns]
    runs = [run for side in ("before", "after") for run in _runs(side, columns, centers, (top, bottom))]
    points, pills, gaps = [], [], []
    for column, change, x in zip(columns, changes, centers, strict=True):
        if change is None:
            gaps.append(
                one_line(
                    word("no answers"),
                    CAPTION,
                    x=x,
                    y=_y(0, top, bottom) - 6,
                    limit=narrow - 8,
                    anchor="middle",
                )
            )
            continue
        points += _points(column, change, x, (top, bottom))
        pill = delta_pill(change, center=x, top=box.y + 8, limit=narrow - 10)
        pills += [pill] if pill else []
    return ComparedPlot(
        box=box,
        top=top,
        zero=_y(0, top, bottom),
        bottom=bottom,
        points=points,
        runs=runs,
        pills=pills,
        gaps=gaps,
    )


def _y(value: float, top: float, bottom: float) -> float:
    return top + (2 - max(-2.0, min(2.0, value))) / 4 * (bottom - top)


def _points(column: Column, change: FigureChange, x: float, ends: tuple[float, float]) -> list[ComparedPoint]:
    """Both sides' points; each label stands on the side away from the other."""
    known = [
        (side, known_at) for side in ("before", "after") if (known_at := getattr(change, side)) is not None
    ]
    heights = [_y(known_at.value, *ends) for _, known_at in known]
    points = []
    for at, (side, known_at) in enumerate(known):
        other = heights[1 - at] if len(known) == 2 else None
        is_above = heights[at] < other if other is not None and heights[at] != other else side == "after"
        if other is None:
            is_above = known_at.value >= 0
        y = heights[at] - 11 if is_above else heights[at] + 18
        points.append(
            ComparedPoint(
                side=side,
                at=Point(x=x, y=heights[at]),
                low_y=None if known_at.low is None else _y(known_at.low, *ends),
                high_y=None if known_at.high is None else _y(known_at.high, *ends),
                label=Words(text=valence_text(known_at.value), x=x, y=y, limit=60, size=11, weight=600,
                            colour="accent" if side == "after" else "ink", anchor="middle"),
                source=known_at.source,
                title=f"{column.name}, {word(side)}: {_reading_words(known_at)}",
            )
        )  # fmt: skip
    return points


def planned_points(
    columns: list[Column], edges: list[tuple[float, float]], side: str, ends: tuple[float, float]
) -> dict[str, ComparedPoint]:
    """A side's targets and guesses by step id, each with its value; `ends`: where +2 and −2 stand."""
    found: dict[str, ComparedPoint] = {}
    for column, (left, right) in zip(columns, edges, strict=True):
        change, step = column.figure(EMOTION), getattr(column, side)
        reading = getattr(change, side) if change else None
        if step is None or reading is None or reading.source == "measured":
            continue
        alone = FigureChange(name=EMOTION, unit="valence", **{"before": None, "after": None, side: reading})
        found[step.id] = _points(column, alone, (left + right) / 2, ends)[0]
    return found


def _reading_words(side: Reading) -> str:
    parts = [f"{reading(side)} ({word(side.source)})"]
    if side.low is not None and side.high is not None:
        parts.append(interval_of(valence_text(side.low), valence_text(side.high)))
    parts += [f"n = {count_text(side.n)}"] if side.n is not None else []
    return ", ".join(parts)


def _runs(
    side: str, columns: list[Column], centers: list[float], ends: tuple[float, float]
) -> list[ComparedRun]:
    """A side's curve over its own steps; it breaks where one says nothing, or is of another sort."""
    runs: list[list[tuple[float, Reading]]] = []
    last: Reading | None = None
    for column, x in zip(columns, centers, strict=True):
        if getattr(column, side) is None:
            continue  # this map does not have the step: its curve runs on
        change = column.figure(EMOTION)
        reading = getattr(change, side) if change else None
        if reading is not None:
            if last is None or last.source != reading.source:
                runs.append([])
            runs[-1].append((x, reading))
        last = reading
    return [_run(side, run, ends) for run in runs]


def _run(side: str, run: list[tuple[float, Reading]], ends: tuple[float, float]) -> ComparedRun:
    def line(values: list[tuple[float, float]]) -> list[Segment]:
        return monotone([Point(x=x, y=_y(value, *ends)) for x, value in values])

    return ComparedRun(
        side=side,
        source=run[0][1].source,
        line=line([(x, each.value) for x, each in run]),
        upper=line([(x, each.value if each.high is None else each.high) for x, each in run]),
        lower=line([(x, each.value if each.low is None else each.low) for x, each in run]),
    )
