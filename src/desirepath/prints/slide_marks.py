"""What stands around the cards as native shapes: stage bands, step names, rails, lines, legend."""

from pptx.enum.shapes import MSO_SHAPE

from desirepath.prints.layout import DashedLine, Heat, PlacedRow, Rail
from desirepath.prints.layout_curve import Point
from desirepath.prints.layout_footer import SWATCH, PlacedSign
from desirepath.prints.layout_header import EvidenceBar, PlacedBand, PlacedStep
from desirepath.prints.layout_marks import Box, NoteMark
from desirepath.prints.layout_metrics import Bar, Spark
from desirepath.prints.rendering_cards import heat_opacity
from desirepath.prints.slide_axes import add_dots, add_hatched, add_note
from desirepath.prints.slide_cards import add_bar, add_mark, add_pill, add_severity, add_spark, add_standing
from desirepath.prints.slide_shapes import Canvas, add_box, add_icon, add_line, add_text, write
from desirepath.prints.slide_words import add_words, joined, said
from desirepath.prints.tints import mixed
from desirepath.prints.wording import word


def add_band(canvas: Canvas, band: PlacedBand, name: str, *, box: Box | None = None) -> None:
    """A stage: a tinted band with its name, beginning with a strong bar; `box` is what is seen of it."""
    box = box or band.box
    shape = add_box(
        canvas, box, fill=canvas.colours.stages[band.type], radius=4, name=band.title, alt=band.title
    )
    if band.words:
        write(canvas, shape, [said(canvas, band.words[0], name)], middle=True, insets=(14, 0, 6, 0))
    bar = Box(x=box.x, y=box.y, width=4, height=box.height)
    add_box(canvas, bar, fill=canvas.colours.stage_bars[band.type])


def add_step(canvas: Canvas, step: PlacedStep, name: str) -> None:
    """A step's name with how many came, and a pill where it is hot and no card says so."""
    lines = [words for words in step.words if words.size == step.words[0].size and words.x == step.words[0].x]
    others = [words for words in step.words if words not in lines]
    top = lines[0].y - 0.9 * lines[0].size
    box = Box(x=lines[0].x, y=top, width=lines[0].limit + 6, height=lines[-1].y + 5 - top)
    add_text(canvas, box, [said(canvas, lines[0], name)], name=f"{word('Step')} {name}")
    for words in others:
        add_words(canvas, words)
    if step.reach:
        filled = Box(x=step.reach.x, y=step.reach.y, width=max(step.reached, 0.5), height=step.reach.height)
        add_box(canvas, step.reach, fill=canvas.colours.rule)
        add_box(canvas, filled, fill=canvas.colours.muted, name="Reach", alt=step.title)
    if step.is_moment_of_truth:
        star = Box(x=step.star[0], y=step.star[1], width=11, height=11)
        add_box(canvas, star, fill=canvas.colours.accent, shape=MSO_SHAPE.STAR_5_POINT)
    if step.is_goal:
        add_icon(canvas, "flag", x=step.flag[0], y=step.flag[1], size=11, colour=canvas.colours.accent)
    for mark in step.marks:
        add_mark(canvas, mark)
    for pill in (step.pill, *step.more_pills):
        if pill:
            add_pill(canvas, pill)


def add_heat(canvas: Canvas, heat: Heat, top: float, bottom: float) -> None:
    """A hotspot's column between two heights, on white."""
    box = Box(x=heat.box.x, y=max(top, heat.box.y), width=heat.box.width, height=0)
    box = Box(x=box.x, y=box.y, width=box.width, height=min(bottom, heat.box.bottom) - box.y)
    if box.height > 0:
        tint = mixed(canvas.colours.hotspot, canvas.colours.bg, heat_opacity(heat.score) / 3)
        add_box(canvas, box, fill=tint)


def add_rail(canvas: Canvas, row: PlacedRow) -> None:
    """A lane's icon and name."""
    add_rail_of(canvas, row.rail)


def add_rail_of(canvas: Canvas, rail: Rail) -> None:
    """A row's icon and name."""
    x, y = rail.icon_at
    add_icon(canvas, rail.icon, x=x, y=y, size=18, colour=canvas.colours.muted)
    words = rail.words
    if words:
        box = Box(
            x=words[0].x, y=words[0].y - 12, width=words[0].limit + 4, height=words[-1].y - words[0].y + 18
        )
        add_text(canvas, box, [said(canvas, words[0], joined(words))], name=f"{word('Lane')} {joined(words)}")


def add_dashed(canvas: Canvas, line: DashedLine, right: float) -> None:
    """A line of interaction or visibility, its name at its beginning."""
    add_words(canvas, line.words)
    start = (line.words.box.right + 10, line.y)
    add_line(canvas, start, (right, line.y), colour=canvas.colours.ink, width=1.5, dashed=True)


def add_evidence_bar(canvas: Canvas, bar: EvidenceBar) -> None:
    """How much of the map is supported."""
    colours, track = canvas.colours, bar.track
    add_box(canvas, track, fill=colours.rule)
    against = Box(x=track.right - bar.contradicted, y=track.y, width=bar.contradicted, height=track.height)
    supported = Box(x=track.x, y=track.y, width=bar.supported, height=track.height)
    for box, colour in ((supported, colours.positive), (against, colours.hotspot)):
        if box.width > 0:
            add_box(canvas, box, fill=colour)
    add_words(canvas, bar.words)


def add_sign(canvas: Canvas, sign: PlacedSign) -> None:
    """One entry of the legend."""
    box = Box(x=sign.x, y=sign.middle - 7, width=SWATCH, height=14)
    _add_swatch(canvas, sign, box)
    add_words(canvas, sign.words)


def _add_swatch(  # noqa: C901, PLR0912 — one plain case for each sign of the legend
    canvas: Canvas, sign: PlacedSign, box: Box
) -> None:
    colours, middle = canvas.colours, sign.middle
    track = Box(x=box.x, y=middle - 2, width=SWATCH, height=4)
    match sign.sign:
        case "validated" | "observed" | "assumed" | "contradicted" as status:
            add_standing(canvas, box, status, radius=3)
        case "hotspot":
            add_standing(canvas, box, "validated", tone="obstacle", heat=0.5, radius=3)
        case "strength":
            add_standing(canvas, box, "validated", tone="strength", radius=3)
        case "severity":
            add_severity(canvas, 2, x=box.x, y=middle - 2, colour=colours.muted)
        case "truth":
            star = Box(x=box.x + 7, y=middle - 6, width=12, height=12)
            add_box(canvas, star, fill=colours.accent, shape=MSO_SHAPE.STAR_5_POINT)
        case "reach":
            add_bar(canvas, Bar(track=track, filled=14, low=None, high=None))
        case "interval":
            add_bar(canvas, Bar(track=track, filled=12, low=7, high=17))
        case "target":
            add_bar(canvas, Bar(track=track, filled=12, low=None, high=None, target=19))
        case "override" | "manual" as name:
            icon, colour = ("user-pen", colours.muted) if name == "override" else ("hand", colours.hotspot)
            add_icon(canvas, icon, x=box.x + 6, y=middle - 6, size=12, colour=colour)
        case "spark":
            course = [Point(x=box.x + x, y=box.y + y) for x, y in ((0, 11), (7, 7), (13, 9), (20, 2))]
            add_spark(canvas, Spark(box=box, points=course, title=word("how it went")))
        case "dumbbell":
            add_dots(canvas, box.x + 20, box.x + 5, middle, ink=colours.negative)
        case "stretched":
            add_line(canvas, (box.x, middle), (box.right, middle), colour=colours.muted, width=4, dashed=True)
        case "silence":
            add_hatched(canvas, box, alt=word("nothing told"))
        case "comment":
            add_note(canvas, NoteMark(sign="1", x=box.x + 13, y=middle, title=word("comment")))
        case "way":
            add_line(canvas, (box.x, middle), (box.right, middle), colour=colours.ink, width=1.5)
            add_note(canvas, NoteMark(sign="a", x=box.x + 13, y=middle, title=word("way"), is_way=True))
        case "band":
            add_box(canvas, box, fill=mixed(colours.ink, colours.bg, 0.14))
            add_line(canvas, (box.x, middle), (box.right, middle), colour=colours.ink, width=2.5)
