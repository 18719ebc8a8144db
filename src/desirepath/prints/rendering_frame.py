"""Drawing what stands around the cards: title block, stage bands, step names, rails, legend."""

from desirepath.drawing import Markup, Palette, element, icon
from desirepath.drawing import line as draw_line
from desirepath.prints.layout import DashedLine, Heat, PlacedRow
from desirepath.prints.layout_curve import Point
from desirepath.prints.layout_header import MARGIN, EvidenceBar, PlacedBand, PlacedStep, TitleBlock
from desirepath.prints.layout_links import PlacedLink
from desirepath.prints.layout_marks import Box
from desirepath.prints.rendering_cards import draw_pill, heat_opacity
from desirepath.prints.rendering_marks import draw_box, draw_mark, draw_note, draw_words, titled


def draw_title(block: TitleBlock, colours: Palette) -> Markup:
    """The title block."""
    evidence = _draw_evidence(block.evidence, colours) if block.evidence else []
    return element("g", *(draw_words(words, colours) for words in block.words), *evidence)


def draw_band(band: PlacedBand, colours: Palette) -> Markup:
    """A stage: a tinted band that begins with a strong bar."""
    x = band.box.right - 4 if band.is_mirrored else band.box.x
    bar = Box(x=x, y=band.box.y, width=4, height=band.box.height)
    return titled(
        band.title,
        draw_box(band.box, fill=colours.stages[band.type]),
        draw_box(bar, fill=colours.stage_bars[band.type], radius=2),
        *(draw_words(words, colours) for words in band.words),
        data_stage=band.stage,
    )


def draw_step(step: PlacedStep, colours: Palette) -> Markup:
    """A step's name, how many came, and a pill where it is hot and no card says so."""
    marks: list[Markup] = []
    if step.reach:
        x = step.reach.right - step.reached if step.is_mirrored else step.reach.x
        filled = Box(x=x, y=step.reach.y, width=step.reached, height=step.reach.height)
        marks += [
            draw_box(step.reach, fill=colours.rule, radius=2),
            draw_box(filled, fill=colours.muted, radius=2),
        ]
    if step.is_moment_of_truth:
        marks.append(icon("star", x=step.star[0], y=step.star[1], size=11, colour=colours.accent, stroke=2.5))
    if step.is_goal:
        marks.append(icon("flag", x=step.flag[0], y=step.flag[1], size=11, colour=colours.accent, stroke=2.5))
    marks += [draw_mark(mark, colours) for mark in step.marks]
    marks += [draw_pill(pill, colours) for pill in (step.pill, *step.more_pills) if pill]
    return titled(
        step.title, *(draw_words(words, colours) for words in step.words), *marks, data_step=step.step
    )


def draw_heat(heat: Heat, colours: Palette) -> Markup:
    """A hotspot's column, a third as strong as its card, so that what is written there stays readable."""
    return draw_box(heat.box, fill=colours.hotspot, opacity=round(heat_opacity(heat.score) / 3, 3), radius=8)


def draw_rail(row: PlacedRow, colours: Palette) -> Markup:
    """A lane's icon and name."""
    x, y = row.rail.icon_at
    sign = icon(row.rail.icon, x=x, y=y, size=18, colour=colours.muted, stroke=1.75)
    return element("g", sign, *(draw_words(words, colours) for words in row.rail.words))


def draw_dashed(line: DashedLine, right: float, colours: Palette) -> Markup:
    """A line of interaction or visibility, its name in the rail."""
    start = line.words.box.right + 10 if line.start is None else line.start
    end = right if line.end is None else line.end
    return element(
        "g",
        draw_words(line.words, colours),
        draw_line((start, line.y), (end, line.y), colour=colours.ink, width=1.5, dashes="8 5"),
    )


def draw_link(link: PlacedLink, colours: Palette) -> Markup:
    """A way between two cards: straight pieces with a little round at the corners, and an arrow."""
    data = "M" + "L".join(f"{point.x:.1f} {point.y:.1f}" for point in link.points)
    line = element("path", d=data, fill="none", stroke=colours.ink, stroke_width=1.5, stroke_linejoin="round")
    marks = [line, draw_arrow(link.points[-2], link.points[-1], colours.ink)]
    return titled(link.title, *marks, data_edge=link.edge)


def draw_link_signs(link: PlacedLink, colours: Palette) -> Markup:
    """Its letter and its pill, above the cards."""
    marks = [draw_note(link.note, colours)] if link.note else []
    marks += [draw_pill(link.pill, colours)] if link.pill else []
    return element("g", *marks) if marks else Markup("")


def draw_arrow(before: Point, tip: Point, colour: str) -> Markup:
    """The head of an arrow that comes from `before`."""
    across, down = tip.x - before.x, tip.y - before.y
    length = max(1e-9, (across**2 + down**2) ** 0.5)
    ux, uy = across / length, down / length
    back = (tip.x - 6 * ux, tip.y - 6 * uy)
    one = f"{back[0] - 3.2 * uy:.1f} {back[1] + 3.2 * ux:.1f}"
    other = f"{back[0] + 3.2 * uy:.1f} {back[1] - 3.2 * ux:.1f}"
    return element("path", d=f"M{tip.x:.1f} {tip.y:.1f}L{one}L{other}Z", fill=colour)


def _draw_evidence(bar: EvidenceBar, colours: Palette) -> list[Markup]:
    x = bar.track.right - bar.supported if bar.is_mirrored else bar.track.x
    supported = Box(x=x, y=bar.track.y, width=bar.supported, height=bar.track.height)
    against_from = bar.track.x if bar.is_mirrored else bar.track.right - bar.contradicted
    against = Box(x=against_from, y=bar.track.y, width=bar.contradicted, height=bar.track.height)
    return [
        draw_box(bar.track, fill=colours.rule, radius=3),
        draw_box(supported, fill=colours.positive, radius=3),
        draw_box(against, fill=colours.hotspot, radius=3) if bar.contradicted else Markup(""),
        draw_words(bar.words, colours),
    ]


def draw_row_rule(y: float, right: float, colours: Palette) -> Markup:
    """The hairline between two lanes."""
    return draw_line((MARGIN, y), (right, y), colour=colours.rule)
