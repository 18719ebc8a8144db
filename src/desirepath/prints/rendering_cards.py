"""Drawing cards and metric panels: their ground tells the tone, their border the standing."""

from desirepath.drawing import Markup, Palette, element, icon
from desirepath.drawing import line as draw_line
from desirepath.maps import CardStatus
from desirepath.prints.layout_cards import PlacedCard, PlacedCount, SlotHeat
from desirepath.prints.layout_content import SIDE, Tone
from desirepath.prints.layout_hotspots import Pill
from desirepath.prints.layout_marks import Box
from desirepath.prints.layout_metrics import SIDE as PANEL_SIDE
from desirepath.prints.layout_metrics import Bar, PlacedFigure, PlacedPanel, Spark
from desirepath.prints.rendering_marks import (
    draw_bead,
    draw_box,
    draw_chip,
    draw_mark,
    draw_warning,
    draw_words,
    shrunk,
    titled,
)

DASHES = "4 3"


def draw_card(card: PlacedCard, colours: Palette) -> Markup:
    """A card with everything on it."""
    edge, weight = _edge(card.tone, card.heat, colours)
    return titled(
        card.title,
        *_draw_ground(card.box, card.tone, card.heat, colours=colours),
        *_draw_frames(card, colours),
        *draw_standing(
            card.box, card.status, edge=edge, weight=weight, colours=colours, is_mirrored=card.is_mirrored
        ),
        *(draw_words(words, colours) for words in card.words),
        *(draw_chip(chip, colours) for chip in card.chips),
        *(draw_mark(mark, colours, colour=_mark_ink(card, colours)) for mark in card.marks),
        *_draw_badge(card, colours),
        *_draw_severity(card, colours),
        *([draw_pill(card.pill, colours)] if card.pill else []),
        class_="card",
        data_card=card.card,
        data_step=card.step,
        opacity=card.opacity if card.opacity < 1 else None,
    )


def draw_count(count: PlacedCount, colours: Palette) -> Markup:
    """How many cards a collapsed slot holds, as a little stack of them."""
    behind = Box(x=count.box.x + 3, y=count.box.y + 3, width=count.box.width - 6, height=count.box.height)
    back = [draw_box(behind, fill=colours.card, stroke=colours.edge)] if count.count > 1 else []
    front = draw_box(count.box, fill=colours.card, stroke=colours.edge)
    return titled(count.title, *back, front, draw_words(count.words, colours), data_step=count.step)


def draw_slot(slot: SlotHeat, colours: Palette) -> Markup:
    """The tint under a slot that is hot as a whole."""
    tint = draw_box(slot.box, fill=colours.hotspot, opacity=round(heat_opacity(slot.score) / 2, 3))
    outline = draw_box(
        shrunk(slot.box, 0.75), fill="none", stroke=colours.hotspot, stroke_width=1.5, dashes="2 3"
    )
    pill = [draw_pill(slot.pill, colours)] if slot.pill else []
    return titled(slot.title, tint, outline, *pill)


def draw_standing(
    box: Box,
    status: CardStatus,
    *,
    edge: str,
    weight: float,
    colours: Palette,
    radius: float = 6,
    is_mirrored: bool = False,
) -> list[Markup]:
    """The border: solid validated, solid with a hollow dot observed, dashed assumed, double contradicted."""
    outline = draw_box(
        shrunk(box, weight / 2),
        fill="none",
        radius=radius,
        stroke=edge,
        stroke_width=weight,
        dashes=DASHES if status == "assumed" else None,
    )
    if status == "observed":
        x = box.right - 14 if is_mirrored else box.x + 14
        return [outline, draw_bead(x, box.y + weight / 2, fill=colours.card, stroke=edge)]
    if status == "contradicted":
        inner = draw_box(shrunk(box, weight + 2), fill="none", radius=radius - 2, stroke=edge, stroke_width=1)
        x = box.right - 16 if is_mirrored else box.x + 16
        return [outline, inner, draw_warning(x, box.y + 1, fill=colours.bg, colour=colours.hotspot)]
    return [outline]


def draw_pill(pill: Pill, colours: Palette) -> Markup:
    """A hotspot's pill: full where it was computed, outlined with a hand where somebody placed it."""
    if pill.faint or pill.is_manual:
        edge = colours.edge if pill.faint else colours.hotspot
        ground = draw_box(shrunk(pill.box, 0.5), fill=colours.card, radius=7, stroke=edge)
    else:
        ground = draw_box(pill.box, fill=colours.hotspot, radius=7.5)
    sign = []
    if pill.is_manual:
        is_right = pill.words.x < pill.box.x + pill.box.width / 2
        x = pill.box.right - 14 if is_right else pill.box.x + 5
        ink = colours.muted if pill.faint else colours.hotspot
        sign = [icon("hand", x=x, y=pill.box.y + 3, size=9, colour=ink, stroke=2.5)]
    return titled(pill.title, ground, *sign, draw_words(pill.words, colours))


def draw_panel(panel: PlacedPanel, colours: Palette) -> Markup:
    """A step's figures on one panel."""
    return element(
        "g",
        draw_box(panel.box, fill=colours.panel),
        *draw_standing(
            panel.box,
            panel.status,
            edge=colours.edge,
            weight=1,
            colours=colours,
            is_mirrored=panel.is_mirrored,
        ),
        *(_draw_figure(figure, colours) for figure in panel.figures),
        data_step=panel.step,
        style="font-variant-numeric:tabular-nums",
    )


def heat_opacity(score: float) -> float:
    """How strongly a hotspot tints: 0.06 to 0.25 by its score.

    >>> heat_opacity(0), heat_opacity(1)
    (0.06, 0.25)
    """
    return round(0.06 + 0.19 * max(0.0, min(1.0, score)), 3)


def draw_bar(bar: Bar, colours: Palette) -> list[Markup]:
    """A share as a bar; its interval as a paler, higher block behind the bar's end."""
    track = bar.track
    marks = [
        draw_box(track, fill=colours.rule, radius=2),
        draw_box(_part(bar, 0, bar.filled, 0), fill=colours.muted, radius=2),
    ]
    if bar.low is not None and bar.high is not None:
        around = _part(bar, bar.low, max(bar.low + 2.0, bar.high), 3)
        marks.append(draw_box(around, fill=colours.ink, radius=2, opacity=0.28))
    if bar.target is not None:
        marks.append(draw_box(_part(bar, bar.target - 1, bar.target + 1, 4), fill=colours.accent, radius=1))
    return marks


def _part(bar: Bar, start: float, end: float, out: float) -> Box:
    """A stretch of a bar, from its beginning on, `out` pixels higher and lower than its track."""
    track = bar.track
    x = track.right - end if bar.is_mirrored else track.x + start
    return Box(x=x, y=track.y - out, width=end - start, height=track.height + 2 * out)


def draw_spark(spark: Spark, colours: Palette) -> Markup:
    """A figure's course, its last value as a dot."""
    data = "M" + "L".join(f"{point.x:.1f} {point.y:.1f}" for point in spark.points)
    now = spark.points[-1]
    ground = draw_box(spark.box, fill=colours.panel, opacity=0, radius=0)
    course = element(
        "path", d=data, fill="none", stroke=colours.muted, stroke_width=1.5, stroke_linejoin="round"
    )
    return titled(spark.title, ground, course, element("circle", cx=now.x, cy=now.y, r=2.5, fill=colours.ink))


def draw_severity(severity: int, *, x: float, y: float, colour: str) -> list[Markup]:
    """Three marks, as many filled as the obstacle is severe."""
    return [
        element("rect", x=x + at * 9.5, y=y, width=7, height=4, rx=1,
                fill=colour if at < severity else "none", stroke=colour)
        for at in range(3)
    ]  # fmt: skip


def _draw_figure(figure: PlacedFigure, colours: Palette) -> Markup:
    left, right = figure.box.x + PANEL_SIDE, figure.box.right - PANEL_SIDE
    rule = (
        [draw_line((left, figure.box.y), (right, figure.box.y), colour=colours.rule)] if figure.rule else []
    )
    bar = draw_bar(figure.bar, colours) if figure.bar else []
    return titled(
        figure.title,
        draw_box(figure.box, fill=colours.panel, radius=0, opacity=0),
        *rule,
        *(draw_words(words, colours) for words in figure.name),
        draw_words(figure.value, colours),
        *([draw_spark(figure.spark, colours)] if figure.spark else []),
        *bar,
        *(draw_words(words, colours) for words in figure.delta),
        *(draw_words(words, colours) for words in figure.note),
        class_="card",
        data_card=figure.card,
        data_step=figure.step,
    )


def _edge(tone: Tone, heat: float | None, colours: Palette) -> tuple[str, float]:
    if heat is not None:
        return colours.hotspot, 2
    return (colours.positive, 1.25) if tone == "strength" else (colours.edge, 1)


def _draw_ground(box: Box, tone: Tone, heat: float | None, *, colours: Palette) -> list[Markup]:
    ground = draw_box(box, fill=colours.card)
    match tone:
        case _ if heat is not None:
            return [ground, draw_box(box, fill=colours.hotspot, opacity=heat_opacity(heat))]
        case "strength":
            return [ground, draw_box(box, fill=colours.positive, opacity=0.08)]
        case "opportunity":
            return [ground, draw_box(box, fill=colours.accent, opacity=0.07)]
        case _:
            return [ground]


def _draw_frames(card: PlacedCard, colours: Palette) -> list[Markup]:
    """The ground under a storyboard card's picture."""
    pictures = [mark.box for mark in card.marks if mark.box.width > 20]
    grounds = [Box(x=card.box.x + 6, y=box.y - 8, width=card.box.width - 12, height=52) for box in pictures]
    return [draw_box(ground, fill=colours.panel, radius=4) for ground in grounds]


def _mark_ink(card: PlacedCard, colours: Palette) -> str | None:
    """On a hot ground muted icons are ink."""
    return colours.ink if card.heat is not None else None


def _draw_badge(card: PlacedCard, colours: Palette) -> list[Markup]:
    if not card.badge:
        return []
    x = card.box.right - SIDE - 11 if card.is_mirrored else card.box.x + SIDE
    sign = icon(
        card.badge_icon, x=x, y=card.badge[0].y - 9, size=11, colour=_mark_ink(card, colours) or colours.muted
    )
    return [sign, *(draw_words(words, colours) for words in card.badge)]


def _draw_severity(card: PlacedCard, colours: Palette) -> list[Markup]:
    if card.severity is None:
        return []
    colour = colours.hotspot if card.heat is not None else colours.muted
    x = card.box.x + SIDE if card.is_mirrored else card.box.right - SIDE - 26
    return draw_severity(card.severity, x=x, y=card.box.bottom - 16, colour=colour)
