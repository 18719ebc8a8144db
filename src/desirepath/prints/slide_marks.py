"""What stands around the cards as native shapes: stage bands, step names, rails, lines, legend."""

from pptx.enum.shapes import MSO_SHAPE

from desirepath.prints.layout import DashedLine, Heat, PlacedRow
from desirepath.prints.layout_footer import SWATCH, PlacedSign
from desirepath.prints.layout_header import EvidenceBar, PlacedBand, PlacedStep
from desirepath.prints.layout_marks import Box
from desirepath.prints.layout_metrics import Bar
from desirepath.prints.rendering_cards import heat_opacity
from desirepath.prints.slide_cards import add_bar, add_pill, add_severity, add_standing
from desirepath.prints.slide_shapes import Canvas, add_box, add_icon, add_line, add_text, write
from desirepath.prints.slide_words import add_words, joined, said
from desirepath.prints.tints import mixed


def add_band(canvas: Canvas, band: PlacedBand, name: str) -> None:
    """A stage: a tinted band with its name, beginning with a strong bar."""
    shape = add_box(
        canvas, band.box, fill=canvas.colours.stages[band.type], radius=4, name=band.title, alt=band.title
    )
    if band.words:
        write(canvas, shape, [said(canvas, band.words[0], name)], middle=True, insets=(14, 0, 6, 0))
    bar = Box(x=band.box.x, y=band.box.y, width=4, height=band.box.height)
    add_box(canvas, bar, fill=canvas.colours.stage_bars[band.type])


def add_step(canvas: Canvas, step: PlacedStep, name: str) -> None:
    """A step's name with how many came, and a pill where it is hot and no card says so."""
    lines = [words for words in step.words if words.size == step.words[0].size and words.x == step.words[0].x]
    others = [words for words in step.words if words not in lines]
    top = lines[0].y - 0.9 * lines[0].size
    box = Box(x=lines[0].x, y=top, width=lines[0].limit + 6, height=lines[-1].y + 5 - top)
    add_text(canvas, box, [said(canvas, lines[0], name)], name=f"Step {name}")
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
    if step.pill:
        add_pill(canvas, step.pill)


def add_heat(canvas: Canvas, heat: Heat, top: float, bottom: float) -> None:
    """A hotspot's column between two heights, on white."""
    box = Box(x=heat.box.x, y=max(top, heat.box.y), width=heat.box.width, height=0)
    box = Box(x=box.x, y=box.y, width=box.width, height=min(bottom, heat.box.bottom) - box.y)
    if box.height > 0:
        tint = mixed(canvas.colours.hotspot, canvas.colours.bg, heat_opacity(heat.score) / 3)
        add_box(canvas, box, fill=tint)


def add_rail(canvas: Canvas, row: PlacedRow) -> None:
    """A lane's icon and name."""
    x, y = row.rail.icon_at
    add_icon(canvas, row.rail.icon, x=x, y=y, size=18, colour=canvas.colours.muted)
    words = row.rail.words
    if words:
        box = Box(
            x=words[0].x, y=words[0].y - 12, width=words[0].limit + 4, height=words[-1].y - words[0].y + 18
        )
        add_text(canvas, box, [said(canvas, words[0], joined(words))], name=f"Lane {joined(words)}")


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


def _add_swatch(  # noqa: C901 — one plain case for each sign of the legend
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
        case "band":
            add_box(canvas, box, fill=mixed(colours.ink, colours.bg, 0.14))
            add_line(canvas, (box.x, middle), (box.right, middle), colour=colours.ink, width=2.5)
