"""The emotion curve as native curves, with faces that can be made to smile."""

from pptx.enum.shapes import MSO_SHAPE

from desirepath.prints.layout_curve import between, reversed_curve
from desirepath.prints.layout_emotion import FACE, Dot, Felt, PlacedEmotion
from desirepath.prints.layout_marks import Box, Words
from desirepath.prints.slide_shapes import Canvas, add_box, add_curve, add_line
from desirepath.prints.slide_words import add_words
from desirepath.prints.tints import mixed
from desirepath.prints.wording import word

_SMILES = {"smile": 0.04653, "meh": 0.0, "frown": -0.04653}


def add_emotion(canvas: Canvas, lane: PlacedEmotion, left: float, right: float, *, alt: str) -> None:
    """The emotion curve between two places across: native curves, faces, labels."""
    colours = canvas.colours
    for y, dashed in ((lane.top, False), (lane.zero, True), (lane.bottom, False)):
        colour = colours.edge if dashed else colours.rule
        add_line(canvas, (left, y), (right, y), colour=colour, dashed=dashed)
    for run in lane.runs:
        upper, lower = between(run.upper, left, right), between(run.lower, left, right)
        if upper:
            grey = mixed(colours.ink, colours.panel, 0.14)
            add_curve(canvas, upper, reversed_curve(lower), fill=grey, name="95 % interval")
    _add_lines(canvas, lane, left, right, alt=alt)
    _add_points(canvas, lane, left, right)
    for words in lane.gaps:
        if left <= words.x < right:
            add_words(canvas, words)


def add_felt(canvas: Canvas, felt: Felt) -> None:
    """A point of the curve: a face that smiles or not, hollow where too few answered."""
    colours = canvas.colours
    colour = getattr(colours, felt.colour)
    half = 6 if felt.too_few else FACE / 2
    box = Box(x=felt.at.x - half, y=felt.at.y - half, width=2 * half, height=2 * half)
    kind = MSO_SHAPE.OVAL if felt.too_few else MSO_SHAPE.SMILEY_FACE
    shape = add_box(
        canvas, box, fill=colours.card, stroke=colour, stroke_width=1.75, dashed=felt.too_few, shape=kind,
        name="Felt", alt=felt.title,
    )  # fmt: skip
    if not felt.too_few:
        shape.adjustments[0] = _SMILES.get(felt.face, 0.0)
    for words in felt.label:
        add_words(canvas, words)


def _add_points(canvas: Canvas, lane: PlacedEmotion, left: float, right: float) -> None:
    for dot in lane.dots:
        if left <= dot.at.x < right:
            _add_dot(canvas, dot)
    for felt in lane.points:
        if left <= felt.at.x < right:
            add_felt(canvas, felt)


def _add_dot(canvas: Canvas, dot: Dot) -> None:
    """A point of the target or of a guess, smaller than a face."""
    colours = canvas.colours
    stroke = colours.accent if dot.source == "target" else colours.muted
    box = Box(x=dot.at.x - 3, y=dot.at.y - 3, width=6, height=6)
    add_box(
        canvas, box, fill=colours.panel, stroke=stroke, stroke_width=1.5, shape=MSO_SHAPE.OVAL,
        name="Target" if dot.source == "target" else "Guess", alt=dot.title,
    )  # fmt: skip
    if dot.label:
        add_words(canvas, dot.label)


def add_curve_key(canvas: Canvas, curves: list[tuple[str, Words]]) -> None:
    """The rail's key: a short piece of each curve with its name."""
    colours = canvas.colours
    looks = {
        "measured": (colours.ink, 2.5),
        "target": (colours.accent, 2.0),
        "authored": (colours.muted, 1.5),
    }
    for source, words in curves:
        colour, width = looks[source]
        y = words.y - 3.5
        ends = (words.x - 26, y), (words.x - 7, y)
        add_line(canvas, *ends, colour=colour, width=width, dashed=source != "measured")
        add_words(canvas, words)


def add_axis(canvas: Canvas, lane: PlacedEmotion) -> None:
    """The scale beside the curve."""
    for text, y in (("+2", lane.top), ("0", lane.zero), ("−2", lane.bottom)):
        words = Words(text=text, x=lane.box.x - 6, y=y + 3.5, limit=24, size=10, colour="muted", anchor="end")
        add_words(canvas, words)


def _add_lines(canvas: Canvas, lane: PlacedEmotion, left: float, right: float, *, alt: str) -> None:
    colours, felt = canvas.colours, word("Emotion")
    drawn = [(each, colours.muted, 1.5, True, f"{felt}, {word('guessed')}") for each in lane.authored]
    drawn += [(each, colours.accent, 2.0, True, f"{felt}, {word('target')}") for each in lane.target]
    drawn += [(run.line, colours.ink, 2.5, False, felt) for run in lane.runs]
    for line, colour, width, dashed, name in drawn:
        shown = between(line, left, right)
        if shown:
            add_curve(canvas, shown, stroke=colour, width=width, dashed=dashed, name=name, alt=alt)
