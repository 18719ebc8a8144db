"""What is different between two maps as native shapes: sides, steps, differences, cards, both curves."""

from pptx.enum.shapes import MSO_SHAPE

from desirepath.prints.layout_changes import ChangedCard
from desirepath.prints.layout_comparing import ComparedStep, Line, SideKey, chip_box
from desirepath.prints.layout_curve import between, reversed_curve
from desirepath.prints.layout_marks import Box, Words
from desirepath.prints.layout_overlay import ChangeSign
from desirepath.prints.layout_two_curves import ComparedPlot, ComparedPoint, DeltaPill
from desirepath.prints.rendering_comparing import CURVES, SIGNS, side_colour
from desirepath.prints.slide_axes import add_hatched
from desirepath.prints.slide_shapes import (
    Canvas,
    Said,
    add_box,
    add_curve,
    add_icon,
    add_line,
    add_text,
    group,
    write,
)
from desirepath.prints.slide_words import add_words, said
from desirepath.prints.tints import mixed
from desirepath.prints.wording import word

_Span = tuple[float, float]


def add_side_key(canvas: Canvas, key: SideKey) -> None:
    """Which curve and mark is which map."""
    add_side_mark(canvas, key.side, key.sample, is_planned=key.is_planned)
    for words in key.words:
        add_words(canvas, words)


def add_side_mark(canvas: Canvas, side: str, at: tuple[float, float], *, is_planned: bool = False) -> None:
    """A short piece of a side's curve with its mark."""
    x, y = at
    colour = side_colour(side, canvas.colours)
    add_line(canvas, (x - 13, y), (x + 13, y), colour=colour, width=2.5, dashed=is_planned)
    _add_point(canvas, side, x, y)


def add_state(canvas: Canvas, state: str, x: float, y: float) -> None:
    """A sign on the corner of a card that is not the same in the other map."""
    if state == "same":
        return
    colour = canvas.colours.accent if state == "added" else canvas.colours.muted
    disc = Box(x=x - 7, y=y - 7, width=14, height=14)
    add_box(
        canvas, disc, fill=canvas.colours.card, stroke=colour, stroke_width=1.25, shape=MSO_SHAPE.OVAL,
        name="State", alt=word(state),
    )  # fmt: skip
    add_icon(canvas, SIGNS[state], x=x - 4.5, y=y - 4.5, size=9, colour=colour)


def add_column_ground(canvas: Canvas, step: ComparedStep, bottom: float, *, top: float | None = None) -> None:
    """A hatch down the column of an added step, a shade down that of a removed one."""
    start = step.box.y if top is None else top
    box = Box(x=step.box.x + 2, y=start, width=step.box.width - 4, height=bottom - start)
    if step.state == "added":
        add_hatched(canvas, box, alt=word(step.state), colour="rule")
    elif step.state == "removed":
        add_box(canvas, box, fill=mixed(canvas.colours.edge, canvas.colours.bg, 0.12))


def add_compared_step(canvas: Canvas, step: ComparedStep) -> None:
    """A step's name with what became of it."""
    with group(canvas, f"{word('Step')} {step.lineage}", step.title):
        for line in step.lines:
            _add_line(canvas, line)
        if step.chip:
            box = chip_box(step.chip)
            edge = canvas.colours.accent if step.state == "added" else canvas.colours.edge
            add_box(
                canvas, box, fill=canvas.colours.card, stroke=edge, dashed=step.state == "removed", radius=8
            )
            _add_sign(canvas, step.state, box.x + 5, box.y + 3)
            add_words(canvas, step.chip)


def add_delta(canvas: Canvas, pill: DeltaPill) -> None:
    """A difference: bold in a solid border when clear of chance, else quiet in a dashed one."""
    clear = pill.sureness == "clear"
    shape = add_box(
        canvas, pill.box, fill=canvas.colours.card, radius=9,
        stroke=canvas.colours.accent if clear else canvas.colours.edge, stroke_width=1.5 if clear else 1,
        dashed=not clear, name="Difference", alt=pill.title,
    )  # fmt: skip
    write(canvas, shape, [said(canvas, pill.words)], anchor="middle", middle=True, wraps=False)


def add_changed_card(canvas: Canvas, card: ChangedCard) -> None:
    """A card that was added, removed or changed, as one rectangle with its text."""
    colours = canvas.colours
    is_new = card.state == "added"
    with group(canvas, f"{word('Card')}: {word(card.state)}", card.title):
        shape = add_box(
            canvas, card.box, fill=mixed(colours.accent, colours.card, 0.07) if is_new else colours.card,
            stroke=colours.accent if is_new else colours.edge, stroke_width=1.25 if is_new else 1,
            dashed=card.state == "removed", radius=6, name="Card", alt=card.title,
        )  # fmt: skip
        texts = [_of_line(canvas, lines) for lines in _paragraphs(card.lines)]
        write(canvas, shape, texts, insets=(10, 24, 8, 2))
        _add_sign(canvas, card.state, card.mark.x - 16, card.mark.y - 10)
        add_words(canvas, card.mark)


def add_compared_plot(rail: Canvas, grid: Canvas, plot: ComparedPlot, across: _Span) -> None:
    """Both curves between two places across, the differences above them."""
    colours, (left, right) = grid.colours, across
    ground = Box(x=0, y=plot.box.y, width=plot.box.x + right - left, height=plot.box.height)
    add_box(rail, ground, fill=colours.panel)
    for text, y in (("+2", plot.top), ("0", plot.zero), ("−2", plot.bottom)):
        add_line(grid, (left, y), (right, y), colour=colours.edge if text == "0" else colours.rule,
                 dashed=text == "0")  # fmt: skip
        at = plot.box.x - 6
        add_words(rail, Words(text=text, x=at, y=y + 3.5, limit=24, size=10, colour="muted", anchor="end"))
    _add_runs(grid, plot, across)
    for point in plot.points:
        if left <= point.at.x < right:
            add_compared_felt(grid, point)
    for words in plot.gaps:
        if left <= words.x < right:
            add_words(grid, words)
    for pill in plot.pills:
        if left <= pill.box.x + pill.box.width / 2 < right:
            add_delta(grid, pill)


def _add_runs(grid: Canvas, plot: ComparedPlot, across: _Span) -> None:
    """The bands below, the curves above."""
    colours, (left, right) = grid.colours, across
    for run in plot.runs:
        upper, lower = between(run.upper, left, right), between(run.lower, left, right)
        if run.source == "measured" and upper and lower:
            grey = mixed(side_colour(run.side, colours), colours.panel, 0.13)
            name = f"{word('95 % interval')}, {word(run.side)}"
            add_curve(grid, upper, reversed_curve(lower), fill=grey, name=name)
    for run in plot.runs:
        shown = between(run.line, left, right)
        width, dashes = CURVES[run.source]
        if shown:
            name = f"{word('Emotion')}, {word(run.side)}"
            add_curve(grid, shown, stroke=side_colour(run.side, colours), width=width, dashed=bool(dashes),
                      name=name, alt=name)  # fmt: skip


def add_change_sign(canvas: Canvas, sign: ChangeSign) -> None:
    """One entry of the legend."""
    colours, box = canvas.colours, sign.box
    middle = box.y + box.height / 2
    match sign.sign:
        case "added":
            add_hatched(canvas, box, alt=sign.words.text, colour="accent")
        case "removed":
            ground = mixed(colours.edge, colours.bg, 0.12)
            add_box(canvas, box, fill=ground, stroke=colours.edge, dashed=True, radius=4)
            add_line(canvas, (box.x + 4, middle), (box.right - 4, middle), colour=colours.muted, width=1.5)
        case "clear":
            add_box(canvas, box, fill=colours.card, stroke=colours.accent, stroke_width=1.5, radius=7)
        case "chance":
            add_box(canvas, box, fill=colours.card, stroke=colours.edge, dashed=True, radius=7)
        case "band":
            add_box(canvas, box, fill=mixed(colours.ink, colours.bg, 0.12))
            add_line(canvas, (box.x, middle), (box.right, middle), colour=colours.ink, width=2.5)
        case _:
            ends = (box.x, middle), (box.right, middle)
            add_line(canvas, *ends, colour=colours.accent, width=2, dashed=True)
    add_words(canvas, sign.words)


def add_compared_felt(canvas: Canvas, point: ComparedPoint) -> None:
    """A feeling of one side at one step."""
    with group(canvas, f"{word('Felt')}, {word(point.side)}", point.title):
        _add_point(canvas, point.side, point.at.x, point.at.y)
        add_words(canvas, point.label)


def _add_point(canvas: Canvas, side: str, x: float, y: float) -> None:
    """A hollow circle before, a filled diamond after."""
    colours = canvas.colours
    half = 4.5 if side == "before" else 6.0
    box = Box(x=x - half, y=y - half, width=2 * half, height=2 * half)
    if side == "before":
        add_box(canvas, box, fill=colours.card, stroke=colours.ink, stroke_width=2, shape=MSO_SHAPE.OVAL)
    else:
        add_box(canvas, box, fill=colours.accent, stroke=colours.card, shape=MSO_SHAPE.DIAMOND)


def _add_sign(canvas: Canvas, state: str, x: float, y: float) -> None:
    colour = canvas.colours.accent if state == "added" else canvas.colours.muted
    add_icon(canvas, SIGNS[state], x=x, y=y, size=10, colour=colour)


def _add_line(canvas: Canvas, line: Line) -> None:
    words = line.words
    box = Box(x=words.x, y=words.y - 0.95 * words.size, width=words.limit + 2, height=1.3 * words.size)
    add_text(canvas, box, [_of_line(canvas, [line])], anchor=words.anchor, wraps=False)


def _paragraphs(lines: list[Line]) -> list[list[Line]]:
    """Lines of one look that follow one another."""
    found: list[list[Line]] = []
    for line in lines:
        last = found[-1][-1] if found else None
        looks = (line.is_struck, line.words.size, line.words.colour)
        if last and looks == (last.is_struck, last.words.size, last.words.colour):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _of_line(canvas: Canvas, lines: list[Line]) -> Said:
    first = lines[0].words
    return Said(
        text=" ".join(line.words.text for line in lines),
        size=first.size,
        colour=getattr(canvas.colours, first.colour),
        weight=first.weight,
        is_struck=lines[0].is_struck,
        above=2,
    )
