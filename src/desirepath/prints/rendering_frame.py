"""Drawing what stands around the cards: title block, stage bands, step names, rails, legend."""

from desirepath.drawing import Markup, Palette, element, icon
from desirepath.drawing import line as draw_line
from desirepath.maps import CardStatus
from desirepath.prints.layout import DashedLine, Heat, PlacedRow
from desirepath.prints.layout_footer import SWATCH, PlacedSign
from desirepath.prints.layout_header import MARGIN, EvidenceBar, PlacedBand, PlacedStep, TitleBlock
from desirepath.prints.layout_marks import Box
from desirepath.prints.layout_metrics import Bar
from desirepath.prints.rendering_cards import draw_bar, draw_pill, draw_severity, draw_standing, heat_opacity
from desirepath.prints.rendering_marks import draw_box, draw_words, titled


def draw_title(block: TitleBlock, colours: Palette) -> Markup:
    """The title block."""
    evidence = _draw_evidence(block.evidence, colours) if block.evidence else []
    return element("g", *(draw_words(words, colours) for words in block.words), *evidence)


def draw_band(band: PlacedBand, colours: Palette) -> Markup:
    """A stage: a tinted band that begins with a strong bar."""
    bar = Box(x=band.box.x, y=band.box.y, width=4, height=band.box.height)
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
        filled = Box(x=step.reach.x, y=step.reach.y, width=step.reached, height=step.reach.height)
        marks += [
            draw_box(step.reach, fill=colours.rule, radius=2),
            draw_box(filled, fill=colours.muted, radius=2),
        ]
    if step.is_moment_of_truth:
        marks.append(icon("star", x=step.star[0], y=step.star[1], size=11, colour=colours.accent, stroke=2.5))
    if step.is_goal:
        marks.append(icon("flag", x=step.flag[0], y=step.flag[1], size=11, colour=colours.accent, stroke=2.5))
    if step.pill:
        marks.append(draw_pill(step.pill, colours))
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
    start = line.words.box.right + 10
    return element(
        "g",
        draw_words(line.words, colours),
        draw_line((start, line.y), (right, line.y), colour=colours.ink, width=1.5, dashes="8 5"),
    )


def draw_sign(sign: PlacedSign, colours: Palette) -> Markup:
    """One entry of the legend."""
    box = Box(x=sign.x, y=sign.middle - 7, width=SWATCH, height=14)
    return element("g", *_draw_swatch(sign, box, colours), draw_words(sign.words, colours))


def _draw_swatch(  # noqa: C901 — one plain case for each sign of the legend
    sign: PlacedSign, box: Box, colours: Palette
) -> list[Markup]:
    middle = sign.middle
    track = Box(x=box.x, y=middle - 2, width=SWATCH, height=4)
    match sign.sign:
        case "validated" | "observed" | "assumed" | "contradicted" as status:
            marks = _draw_status(status, box, colours)
        case "hotspot":
            marks = [_draw_scale(box, colours)]
        case "strength":
            tint = draw_box(box, fill=colours.positive, opacity=0.1, radius=3)
            outline = draw_box(box, fill="none", radius=3, stroke=colours.positive, stroke_width=1.25)
            marks = [tint, outline]
        case "severity":
            marks = draw_severity(2, x=box.x, y=middle - 2, colour=colours.muted)
        case "truth":
            marks = [icon("star", x=box.x + 5, y=middle - 6, size=12, colour=colours.accent, stroke=2.5)]
        case "reach":
            marks = draw_bar(Bar(track=track, filled=14, low=None, high=None), colours)
        case "interval":
            marks = draw_bar(Bar(track=track, filled=12, low=7, high=17), colours)
        case "band":
            mean = draw_line((box.x, middle), (box.right, middle), colour=colours.ink, width=2.5)
            marks = [draw_box(box, fill=colours.ink, opacity=0.14, radius=0), mean]
    return marks


def _draw_status(status: CardStatus, box: Box, colours: Palette) -> list[Markup]:
    return draw_standing(box, status, edge=colours.edge, weight=1, colours=colours, radius=3)


def _draw_scale(box: Box, colours: Palette) -> Markup:
    """Three depths of heat side by side."""
    third = box.width / 3
    tints = [
        draw_box(Box(x=box.x + at * third, y=box.y, width=third, height=box.height), fill=colours.hotspot,
                 opacity=heat_opacity(at / 2), radius=0)
        for at in range(3)
    ]  # fmt: skip
    return element(
        "g", *tints, draw_box(box, fill="none", radius=3, stroke=colours.hotspot, stroke_width=1.5)
    )


def _draw_evidence(bar: EvidenceBar, colours: Palette) -> list[Markup]:
    supported = Box(x=bar.track.x, y=bar.track.y, width=bar.supported, height=bar.track.height)
    against_from = bar.track.right - bar.contradicted
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
