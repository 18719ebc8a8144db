"""A page's table in Typst's language: stages and steps as header cells, a row for each lane.

Typst 0.15.2 has header cells for columns; those for rows (`pdf.header-cell`) are behind its switch
`a11y-extras`, which its Python package cannot set, so a lane's name is the first cell of its row and no
header.
"""

from collections import defaultdict
from itertools import accumulate, pairwise

import msgspec

from desirepath.maps import JourneyMap, steps_of
from desirepath.prints.inking import Aside, Inked, paragraphs
from desirepath.prints.layout import RAIL, Layout, PlacedRow
from desirepath.prints.layout_marks import Box
from desirepath.prints.pdf_view import View
from desirepath.prints.pdf_writing import Pen
from desirepath.prints.typesetting import Typst, quoted
from desirepath.prints.wording import word
from desirepath.records import Record

_Slot = tuple[int, int]  # row and column of the table


class Picture(Record):
    """A picture in a row of the table, with what it says to those who do not see it."""

    file: str
    lane: str
    box: Box  # on the page
    alt: str


def table(shown: Layout, view: View, pen: Pen, *, texts: list[Inked], asides: list[Aside],
          pictures: list[Picture]) -> Typst:  # fmt: skip
    """The table of what a page shows, from where the map begins; `texts` and `asides` are where the drawing
    has them."""
    slots = _Slots(shown, view)
    cells: dict[_Slot, list[Typst]] = defaultdict(list)
    for picture in pictures:
        row = slots.row_of(picture.lane)
        cells[row, 0].append(_placed_picture(picture, slots.corner((row, 0)), pen))
    by_slot: dict[_Slot, list[Inked]] = defaultdict(list)
    for one in texts:
        by_slot[slots.slot(one.lane, one.step, one.middle)].append(one)
    for slot, inked in by_slot.items():
        x, y = slots.corner(slot)
        cells[slot] += [
            pen.write([slots.moved(line) for line in paragraph], x=x, y=y) for paragraph in paragraphs(inked)
        ]
    for aside in asides:
        slot = slots.slot(aside.lane, aside.step, aside.at)
        cells[slot].append(_said_aside(aside, slots, slot, pen))
    return _assembled(slots, cells, pen)


def curve_text(journey_map: JourneyMap, row: PlacedRow, shown: Layout) -> str:
    """The emotion curve in words, for the steps that a page shows."""
    names = {step.id: step.name for step in steps_of(journey_map)}
    on_page = [step.step for step in shown.steps]
    felt = {point.step: point.title for point in row.emotion.points} if row.emotion else {}
    said = [f"{names.get(step, step)}: {felt.get(step) or word('no answers')}" for step in on_page]
    return word("The emotion curve, from −2 to +2. {said}.", said="; ".join(said))


class _Slots:
    """Which cell of the table a place of the map is in, and where the cells are on the page."""

    def __init__(self, shown: Layout, view: View) -> None:
        self._view = view
        self._steps = {step.step: at for at, step in enumerate(shown.steps, start=1)}
        self._lanes = {row.lane: at for at, row in enumerate(shown.rows, start=2)}
        part = view.part
        begins = [step.box.x - part.left + RAIL for step in shown.steps]
        self.xs = [0.0, *begins, RAIL + part.right - part.left]  # along the page
        step_top = min((step.box.y for step in shown.steps), default=part.head_bottom)
        rows = [view.y(part.top), *(view.y(row.box.bottom - 0.001) for row in shown.rows)]
        self.ys = [view.top, view.y(step_top), *rows]
        self.bands = [
            sum(band.box.x <= step.box.x + step.box.width / 2 <= band.box.right for step in shown.steps)
            for band in shown.bands
        ]

    def row_of(self, lane: str) -> int:
        return self._lanes[lane]

    def corner(self, slot: _Slot) -> tuple[float, float]:
        """The upper left corner of a cell on the page."""
        row, column = slot
        ends = (self.xs[column], self.xs[column + self._span(slot)])
        return min(map(self._view.seen, ends)), self.ys[row]

    def slot(self, lane: str | None, step: str | None, at: tuple[float, float]) -> _Slot:
        row = self._lanes.get(lane or "")
        column = self._steps.get(step or "")
        x, y = self.place(at)
        row = _last(self.ys[:-1], y) if row is None else row
        if column is None or self._view.along(at[0]) < RAIL:
            column = _last(self.xs[:-1], self._view.seen(x))
        return row, self._under_band(column) if row == 0 else column

    def place(self, at: tuple[float, float]) -> tuple[float, float]:
        """A place of the map, on the page."""
        return self._view.x(at[0]), self._view.y(at[1])

    def moved(self, one: Inked) -> Inked:
        """A text where it is on the page."""
        middle = one.middle
        x, y = self.place(middle)
        return msgspec.structs.replace(one, x=one.x + x - middle[0], y=one.y + y - middle[1])

    @property
    def is_mirrored(self) -> bool:
        """Whether the first column is at the right."""
        return self._view.is_mirrored

    def _span(self, slot: _Slot) -> int:
        """How many columns a cell takes."""
        row, column = slot
        firsts = accumulate(self.bands, initial=1)
        return next((wide for first, wide in zip(firsts, self.bands, strict=False)
                     if row == 0 and first == column), 1)  # fmt: skip

    def _under_band(self, column: int) -> int:
        """The first column of a stage, whose cell spans them all."""
        first = 1
        for width in self.bands:
            if first <= column < first + width:
                return first
            first += width
        return column


def _last(starts: list[float], place: float) -> int:
    """Which stretch a place is in."""
    return max((at for at, start in enumerate(starts) if start <= place), default=0)


def _assembled(slots: _Slots, cells: dict[_Slot, list[Typst]], pen: Pen) -> Typst:
    widths = [pen.points(after - before) for before, after in pairwise(slots.xs)]
    heights = [pen.points(after - before) for before, after in pairwise(slots.ys)]

    def cell(row: int, column: int) -> str:
        return f"[{''.join(cells.get((row, column), []))}]"

    stages, first = [cell(0, 0)], 1
    for width in slots.bands:
        stages.append(f"table.cell(colspan: {width}, {cell(0, first)})")
        first += width
    columns = range(len(widths))
    header = [
        f"table.header(repeat: false, {', '.join(stages)})",
        f"table.header(level: 2, repeat: false, {', '.join(cell(1, column) for column in columns)})",
    ]
    body = [", ".join(cell(row, column) for column in columns) for row in range(2, len(heights))]
    content = ",\n".join([*header, *body])
    side, direction = ("right", "rtl") if slots.is_mirrored else ("left", "ltr")
    return Typst(
        f"#place(top + {side}, dy: {pen.points(slots.ys[0])}, {{ set text(dir: {direction})\n"
        f"table(columns: ({', '.join(widths)},), rows: ({', '.join(heights)},),\n{content}) }})"
    )


def _placed_picture(picture: Picture, corner: tuple[float, float], pen: Pen) -> Typst:
    box = picture.box
    return Typst(
        f"#place(top + left, dx: {pen.points(box.x - corner[0])}, dy: {pen.points(box.y - corner[1])}, "
        f"image({quoted(picture.file)}, width: {pen.points(box.width)}, height: {pen.points(box.height)}, "
        f"alt: {quoted(pen.drawable(picture.alt))}))"
    )


def _said_aside(aside: Aside, slots: _Slots, slot: _Slot, pen: Pen) -> Typst:
    """A picture of nothing beside a card: what its border, marks and tooltip say is said aloud there."""
    x, y = slots.place(aside.at)
    corner = slots.corner(slot)
    return Typst(
        f"#place(top + left, dx: {pen.points(x - corner[0])}, dy: {pen.points(y - corner[1])}, "
        f'image("nothing.svg", width: 1pt, height: 1pt, alt: {quoted(pen.drawable(aside.text))}))'
    )
