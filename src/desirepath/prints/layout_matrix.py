"""Where a map's opportunities stand between effort and value, and the list that says what each of them is.

A bubble's area is its reach. Numbers never stand on one another: one that has no room where it belongs moves
to the nearest free place and a line leads back. What is not scored yet is listed, not guessed.
"""

from math import hypot, sqrt
from typing import ClassVar

from desirepath.maps import JourneyMap, Opportunity, count_text
from desirepath.prints.layout_header import MARGIN, small_caps
from desirepath.prints.layout_marks import (
    BODY,
    CAPTION,
    HEADER,
    SUBTITLE,
    TITLE,
    Box,
    Style,
    Words,
    broken,
    one_line,
    stacked,
)
from desirepath.prints.layout_mirror import mirrored
from desirepath.prints.layout_reading import people
from desirepath.prints.views import is_mirrored
from desirepath.prints.wording import joined, word
from desirepath.records import Record

WIDTH = 1180.0
PLOT, TALL = 560.0, 600.0
SIDE = 44.0  # between the plot's edge and its extreme values: the largest bubble fits
ABOVE = 64.0  # the same above and below, where the names of the quarters stand
LEAST, MOST = 14.0, 36.0  # a bubble's radius
DISC = 10.5  # of a number
CELL = 23.0  # two numbers apart
MOST_EFFORT, MOST_VALUE = 5.0, 100.0
NUMBER = Style(size=11, leading=14, weight=700)
NAME = Style(size=12, leading=16, weight=600)
STATUS_WORDS = {
    "open": "open",
    "planned": "planned",
    "in_progress": "in progress",
    "done": "done",
    "dismissed": "dismissed",
}


class MatrixTick(Record):
    """A line across the matrix and its number."""

    ACROSS: ClassVar[dict[str, float]] = {"start": 0, "end": 0}

    start: tuple[float, float]
    end: tuple[float, float]
    words: Words


class Bubble(Record):
    """An opportunity in the matrix."""

    ACROSS: ClassVar[dict[str, float]] = {"at": 0, "number_at": 0}

    opportunity: str
    at: tuple[float, float]
    radius: float
    has_reach: bool
    is_done: bool
    number_at: tuple[float, float]
    number: Words
    title: str

    @property
    def is_led(self) -> bool:
        """Whether its number had to move away."""
        return self.number_at != self.at


class Listed(Record):
    """An opportunity in the list; without a number where it is not in the matrix."""

    ACROSS: ClassVar[dict[str, float]] = {"disc": 0}

    opportunity: str
    disc: tuple[float, float] | None
    number: Words | None
    words: list[Words]
    box: Box


class Matrix(Record):
    """The whole picture, placed."""

    ACROSS: ClassVar[dict[str, float]] = {"cross": 0}

    width: float
    height: float
    title: list[Words]
    plot: Box
    cross: tuple[float, float]  # where the quarters meet
    ticks: list[MatrixTick]
    quarters: list[Words]
    axes: list[Words]
    bubbles: list[Bubble]
    rows: list[Listed]
    headings: list[Words]
    notes: list[Words]
    is_mirrored: bool = False


def lay_matrix(journey_map: JourneyMap) -> Matrix:
    """The placed matrix of a map's opportunities."""
    title, top = _title(journey_map)
    plot = Box(x=MARGIN + 44, y=top + 8, width=PLOT, height=TALL)
    kept = [each for each in journey_map.opportunities if each.status != "dismissed"]
    scored = sorted(
        (each for each in kept if _is_scored(each)), key=lambda each: (-(each.value or 0), each.effort or 0)
    )
    others = [each for each in kept if not _is_scored(each)]
    quarters = _quarters(plot)
    bubbles = _bubbles(scored, plot, journey_map.subject_noun)
    rows, headings, bottom = _list(scored, others, plot, journey_map.subject_noun)
    notes, end = _notes(journey_map, max(plot.bottom + 52, bottom + 8), bool(scored))
    is_turned = is_mirrored(journey_map)
    placed = Matrix(
        width=WIDTH,
        height=end + 16,
        title=title,
        plot=plot,
        cross=_place(MOST_EFFORT / 2, MOST_VALUE / 2, plot),
        ticks=_ticks(plot),
        quarters=quarters,
        axes=_axes(plot, arrow="←" if is_turned else "→"),
        bubbles=bubbles,
        rows=rows,
        headings=headings,
        notes=notes,
    )
    return mirrored(placed, WIDTH) if is_turned else placed


def opportunity_facts(each: Opportunity, noun: str) -> list[str]:
    """What the list says of an opportunity below its title."""
    who = [
        word("owner {owner}", owner=each.owner) if each.owner else word("no owner yet"),
        word("due {date}", date=each.due) if each.due else word("no date"),
    ]
    value, effort, reach = word("value not scored"), word("effort not scored"), word("reach not known")
    if each.value is not None:
        value = word("value {n}", n=f"{each.value:.0f}")
    if each.effort is not None:
        effort = word("effort {n} of 5", n=f"{each.effort:g}")
    if each.reach is not None:
        reach = people(each.reach, noun)
    return [joined([word(STATUS_WORDS[each.status]), *who]), joined([value, effort, reach])]


def _is_scored(each: Opportunity) -> bool:
    return each.value is not None and each.effort is not None


def _title(journey_map: JourneyMap) -> tuple[list[Words], float]:
    room = WIDTH - 2 * MARGIN - 220
    lines = broken(word("Opportunities: {title}", title=journey_map.title), TITLE, room, most=2)
    words = stacked(lines, TITLE, x=MARGIN, top=16, limit=room)
    y = 18 + TITLE.leading * len(lines)
    about = word("What is worth doing first: value to customers and business, against what it takes.")
    words += stacked([about], SUBTITLE, x=MARGIN, top=y, limit=room)
    words.append(small_caps(word("Opportunity matrix"), WIDTH - MARGIN))
    return words, y + SUBTITLE.leading + 8


def _place(effort: float, value: float, plot: Box) -> tuple[float, float]:
    across, up = plot.width - 2 * SIDE, plot.height - 2 * ABOVE
    held = max(0.0, min(MOST_EFFORT, effort)), max(0.0, min(MOST_VALUE, value))
    return plot.x + SIDE + held[0] / MOST_EFFORT * across, plot.bottom - ABOVE - held[1] / MOST_VALUE * up


def _ticks(plot: Box) -> list[MatrixTick]:
    ticks = []
    for effort in range(6):
        x = _place(effort, 0, plot)[0]
        words = one_line(str(effort), CAPTION, x=x, y=plot.bottom + 15, limit=30, anchor="middle")
        ticks.append(MatrixTick(start=(x, plot.y), end=(x, plot.bottom), words=words))
    for value in range(0, 101, 25):
        y = _place(0, value, plot)[1]
        words = one_line(str(value), CAPTION, x=plot.x - 8, y=y + 3.5, limit=30, anchor="end")
        ticks.append(MatrixTick(start=(plot.x, y), end=(plot.right, y), words=words))
    return ticks


def _axes(plot: Box, *, arrow: str) -> list[Words]:
    x, y = plot.x, plot.bottom + 34
    return [
        one_line(word("little effort"), BODY, x=x, y=y, limit=140),
        one_line(f"{word('much effort')} {arrow}", BODY, x=plot.right, y=y, limit=140, anchor="end"),
        one_line(f"↑ {word('value')}", BODY, x=MARGIN, y=plot.y + 12, limit=54),
    ]


def _quarters(plot: Box) -> list[Words]:
    left, right, top, bottom = plot.x + 10, plot.right - 10, plot.y + 19, plot.bottom - 10
    return [
        one_line(word("Do first"), HEADER, x=left, y=top, limit=200),
        one_line(word("Plan well"), HEADER, x=right, y=top, limit=200, anchor="end"),
        one_line(word("When there is time"), HEADER, x=left, y=bottom, limit=200),
        one_line(word("Leave for now"), HEADER, x=right, y=bottom, limit=200, anchor="end"),
    ]


def _bubbles(scored: list[Opportunity], plot: Box, noun: str) -> list[Bubble]:
    highest = max((each.reach or 0 for each in scored), default=0)
    places = [_place(each.effort or 0, each.value or 0, plot) for each in scored]
    taken = [words.box for words in _quarters(plot)]
    free = _cells(plot)
    bubbles = []
    for number, (each, at) in enumerate(zip(scored, places, strict=True), start=1):
        spot = _nearest(at, free, taken)
        taken.append(_disc(spot))
        share = (each.reach or 0) / highest if highest else 0.0
        bubbles.append(
            Bubble(
                opportunity=each.id,
                at=at,
                radius=LEAST + (MOST - LEAST) * sqrt(share),
                has_reach=each.reach is not None,
                is_done=each.status == "done",
                number_at=spot,
                number=one_line(
                    str(number), NUMBER, x=spot[0], y=spot[1] + 4, limit=2 * DISC, anchor="middle"
                ),
                title="\n".join([each.title, *opportunity_facts(each, noun)]),
            )
        )
    return bubbles


def _cells(plot: Box) -> list[tuple[float, float]]:
    """Places for numbers that had to move, in a grid over the plot."""
    across, down = int((plot.width - CELL) / CELL), int((plot.height - CELL) / CELL)
    return [
        (plot.x + CELL * (col + 1), plot.y + CELL * (row + 1)) for row in range(down) for col in range(across)
    ]


def _nearest(
    at: tuple[float, float], free: list[tuple[float, float]], taken: list[Box]
) -> tuple[float, float]:
    """Where a number goes: at its bubble, else at the free place nearest to it."""
    spots = [at, *sorted(free, key=lambda spot: (round(hypot(spot[0] - at[0], spot[1] - at[1]), 3), spot))]
    return next((spot for spot in spots if not any(_disc(spot).meets(other) for other in taken)), at)


def _disc(at: tuple[float, float]) -> Box:
    return Box(x=at[0] - DISC, y=at[1] - DISC, width=2 * DISC, height=2 * DISC)


def _list(
    scored: list[Opportunity], others: list[Opportunity], plot: Box, noun: str
) -> tuple[list[Listed], list[Words], float]:
    left = plot.right + 36
    room = WIDTH - MARGIN - left - 34
    rows: list[Listed] = []
    headings: list[Words] = []
    y = plot.y
    if not scored and not others:
        text = word("This map names no opportunities yet.")
        headings += stacked(broken(text, BODY, room + 34), BODY, x=left, top=y, limit=room + 34)
    for number, each in enumerate([*scored, *others], start=1):
        if number == len(scored) + 1:
            y += 8 if scored else 0
            text = word("Not scored yet: customer value, business value or effort is missing")
            headings += stacked(broken(text, HEADER, room + 34), HEADER, x=left, top=y, limit=room + 34)
            y += 24
        rows.append(_listed(each, number if number <= len(scored) else None, left, y, room, noun))
        y = rows[-1].box.bottom + 10
    return rows, headings, y


def _listed(each: Opportunity, number: int | None, left: float, y: float, room: float, noun: str) -> Listed:  # noqa: PLR0917
    name = broken(each.title, NAME, room, most=3)
    words = stacked(name, NAME, x=left + 34, top=y, limit=room)
    end = y + NAME.leading * len(name) + 2
    for fact in opportunity_facts(each, noun):
        lines = broken(fact, BODY, room, most=2)
        words += stacked(lines, BODY, x=left + 34, top=end, limit=room)
        end += BODY.leading * len(lines)
    disc = (left + DISC, y + DISC - 1) if number else None
    sign = (
        one_line(str(number), NUMBER, x=left + DISC, y=y + DISC + 3, limit=2 * DISC, anchor="middle")
        if number
        else None
    )
    box = Box(x=left, y=y, width=room + 34, height=max(end, y + 2 * DISC) - y)
    return Listed(opportunity=each.id, disc=disc, number=sign, words=words, box=box)


def _notes(journey_map: JourneyMap, top: float, has_scored: bool) -> tuple[list[Words], float]:
    dismissed = sum(each.status == "dismissed" for each in journey_map.opportunities)
    notes = []
    if has_scored:
        notes.append(
            word(
                "Value: half customer value, half business value, 0 to 100. A bubble's area is its reach; "
                "dashed: not known. Hollow: it is done."
            )
        )
    if dismissed:
        told = "{n} dismissed is not shown." if dismissed == 1 else "{n} dismissed are not shown."
        notes.append(word(told, n=count_text(dismissed)))
    words: list[Words] = []
    room = WIDTH - 2 * MARGIN
    for note in notes:
        lines = broken(note, CAPTION, room)
        words += stacked(lines, CAPTION, x=MARGIN, top=top, limit=room)
        top += CAPTION.leading * len(lines)
    return words, top
