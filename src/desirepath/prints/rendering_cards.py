"""Drawing cards and metric panels: their ground tells the tone, their border the standing."""

from desirepath.drawing import Markup, Palette, element, icon
from desirepath.drawing import line as draw_line
from desirepath.maps import CardStatus
from desirepath.prints.layout_cards import SIDE, Pill, PlacedCard, Tone
from desirepath.prints.layout_marks import Box
from desirepath.prints.layout_metrics import SIDE as PANEL_SIDE
from desirepath.prints.layout_metrics import Bar, PlacedFigure, PlacedPanel
from desirepath.prints.rendering_marks import (
    draw_bead,
    draw_box,
    draw_warning,
    draw_words,
    shrunk,
    titled,
)

DASHES = "4 3"


def draw_card(card: PlacedCard, colours: Palette) -> Markup:
    """A card with everything on it."""
    edge, weight = _edge(card.tone, card.heat, colours)
    badge = _draw_badge(card, colours)
    marks = _draw_severity(card, colours)
    pill = [draw_pill(card.pill, colours)] if card.pill else []
    return titled(
        card.title,
        *_draw_ground(card.box, card.tone, card.heat, colours=colours),
        *draw_standing(card.box, card.status, edge=edge, weight=weight, colours=colours),
        *(draw_words(words, colours) for words in card.words),
        *badge,
        *marks,
        *pill,
        class_="card",
        data_card=card.card,
        data_step=card.step,
    )


def draw_standing(
    box: Box, status: CardStatus, *, edge: str, weight: float, colours: Palette, radius: float = 6
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
        return [outline, draw_bead(box.x + 14, box.y + weight / 2, fill=colours.card, stroke=edge)]
    if status == "contradicted":
        inner = draw_box(shrunk(box, weight + 2), fill="none", radius=radius - 2, stroke=edge, stroke_width=1)
        return [
            outline,
            inner,
            draw_warning(box.x + 16, box.y + 1, fill=colours.bg, colour=colours.hotspot),
        ]
    return [outline]


def draw_pill(pill: Pill, colours: Palette) -> Markup:
    """A hotspot's pill."""
    if pill.faint:
        ground = draw_box(shrunk(pill.box, 0.5), fill=colours.card, radius=7, stroke=colours.edge)
    else:
        ground = draw_box(pill.box, fill=colours.hotspot, radius=7.5)
    return titled(pill.title, ground, draw_words(pill.words, colours))


def draw_panel(panel: PlacedPanel, colours: Palette) -> Markup:
    """A step's figures on one panel."""
    return element(
        "g",
        draw_box(panel.box, fill=colours.panel),
        *draw_standing(panel.box, panel.status, edge=colours.edge, weight=1, colours=colours),
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
    filled = Box(x=track.x, y=track.y, width=bar.filled, height=track.height)
    marks = [draw_box(track, fill=colours.rule, radius=2), draw_box(filled, fill=colours.muted, radius=2)]
    if bar.low is not None and bar.high is not None:
        width = max(2.0, bar.high - bar.low)
        around = Box(x=track.x + bar.low, y=track.y - 3, width=width, height=track.height + 6)
        marks.append(draw_box(around, fill=colours.ink, radius=2, opacity=0.28))
    return marks


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
    note = [draw_words(figure.note, colours)] if figure.note else []
    bar = draw_bar(figure.bar, colours) if figure.bar else []
    return titled(
        figure.title,
        draw_box(figure.box, fill=colours.panel, radius=0, opacity=0),
        *rule,
        draw_words(figure.name, colours),
        draw_words(figure.value, colours),
        *bar,
        *note,
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
        case "obstacle" if heat is not None:
            return [ground, draw_box(box, fill=colours.hotspot, opacity=heat_opacity(heat))]
        case "strength":
            return [ground, draw_box(box, fill=colours.positive, opacity=0.08)]
        case "opportunity":
            return [ground, draw_box(box, fill=colours.accent, opacity=0.07)]
        case _:
            return [ground]


def _draw_badge(card: PlacedCard, colours: Palette) -> list[Markup]:
    if not card.badge:
        return []
    sign = icon(card.badge_icon, x=card.box.x + SIDE, y=card.badge[0].y - 9, size=11, colour=colours.muted)
    return [sign, *(draw_words(words, colours) for words in card.badge)]


def _draw_severity(card: PlacedCard, colours: Palette) -> list[Markup]:
    if card.severity is None:
        return []
    colour = colours.hotspot if card.heat is not None else colours.muted
    return draw_severity(card.severity, x=card.box.right - SIDE - 26, y=card.box.bottom - 16, colour=colour)
