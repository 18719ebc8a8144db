"""Cards, panels of figures and pills as native shapes: the ground tells the tone, the border the standing."""

from typing import Any

from pptx.enum.shapes import MSO_SHAPE

from desirepath.drawing import Palette
from desirepath.maps import CardStatus
from desirepath.prints.layout_cards import SIDE, STRIP, Pill, PlacedCard, Tone
from desirepath.prints.layout_marks import BODY, Box, Mark, Words
from desirepath.prints.layout_metrics import SIDE as PANEL_SIDE
from desirepath.prints.layout_metrics import Bar, PlacedPanel, Spark
from desirepath.prints.rendering_cards import heat_opacity
from desirepath.prints.slide_shapes import Canvas, Said, add_box, add_icon, add_line, add_route, group, write
from desirepath.prints.slide_words import add_words, joined, said
from desirepath.prints.tints import mixed
from desirepath.prints.wording import word

PICTURED = 20.0  # an icon wider than this is a picture


def add_card(canvas: Canvas, card: PlacedCard, full: str, body: str | None) -> None:
    """A card as one rounded rectangle with its text, its standing in the border, its marks beside it."""
    colours = canvas.colours
    with group(canvas, f"{word('Card')}: {full[:60]}", card.title):
        shape = add_standing(canvas, card.box, card.status, tone=card.tone, heat=card.heat)
        left, top = SIDE, 5 + (STRIP if card.pill else 0)
        if card.words:  # beside a channel's sign, under a picture
            left, top = card.words[0].x - card.box.x, card.words[0].y - card.box.y - 14.3
        write(canvas, shape, _texts_of(canvas, card, full, body), insets=(left, top, SIDE - 2, 2))
        _add_marks(canvas, card)
        if card.severity is not None:
            colour = colours.hotspot if card.heat is not None else colours.muted
            place = card.box.right - SIDE - 26, card.box.bottom - 13
            add_severity(canvas, card.severity, x=place[0], y=place[1], colour=colour)
        if card.pill:
            add_pill(canvas, card.pill)


def add_mark(canvas: Canvas, mark: Mark) -> None:
    """An icon that says something."""
    box = mark.box
    add_icon(canvas, mark.icon, x=box.x, y=box.y, size=box.width, colour=getattr(canvas.colours, mark.colour))


def _add_marks(canvas: Canvas, card: PlacedCard) -> None:
    """Pictures on their ground, channels, locks; tags."""
    colours = canvas.colours
    for mark in card.marks:
        if mark.box.width > PICTURED:
            ground = Box(x=card.box.x + 6, y=mark.box.y - 8, width=card.box.width - 12, height=52)
            add_box(canvas, ground, fill=colours.panel, radius=4)
        add_mark(canvas, mark)
    for chip in card.chips:
        add_box(canvas, chip.box, fill=colours.card, stroke=colours.edge, stroke_width=0.75, radius=7)
        add_words(canvas, chip.words)


def add_panel(canvas: Canvas, panel: PlacedPanel) -> None:
    """A step's figures on one panel."""
    colours = canvas.colours
    with group(canvas, "Figures", "\n".join(figure.title for figure in panel.figures)):
        add_standing(canvas, panel.box, panel.status, ground=colours.panel)
        for figure in panel.figures:
            if figure.rule:
                ends = (
                    (figure.box.x + PANEL_SIDE, figure.box.y),
                    (figure.box.right - PANEL_SIDE, figure.box.y),
                )
                add_line(canvas, *ends, colour=colours.rule)
            for words in (*figure.name, figure.value, *figure.delta, *figure.note):
                add_words(canvas, words)
            if figure.spark:
                add_spark(canvas, figure.spark)
            if figure.bar:
                add_bar(canvas, figure.bar)


def add_bar(canvas: Canvas, bar: Bar) -> None:
    """A share as a bar; its interval as a paler, higher block under it."""
    colours, track = canvas.colours, bar.track
    add_box(canvas, track, fill=colours.rule)
    if bar.low is not None and bar.high is not None:
        width = max(2.0, bar.high - bar.low)
        around = Box(x=track.x + bar.low, y=track.y - 3, width=width, height=track.height + 6)
        add_box(canvas, around, fill=mixed(colours.ink, colours.panel, 0.28))
    if bar.filled > 0:
        filled = Box(x=track.x, y=track.y, width=bar.filled, height=track.height)
        add_box(canvas, filled, fill=colours.muted)
    if bar.target is not None:
        aim = Box(x=track.x + bar.target - 1, y=track.y - 4, width=2, height=track.height + 8)
        add_box(canvas, aim, fill=colours.accent)


def add_spark(canvas: Canvas, spark: Spark) -> None:
    """How a figure went, small; a dot where it is now."""
    points, last = [(point.x, point.y) for point in spark.points], spark.points[-1]
    add_route(canvas, points, colour=canvas.colours.muted, width=1.5, name="Course", alt=spark.title)
    dot = Box(x=last.x - 2.5, y=last.y - 2.5, width=5, height=5)
    add_box(canvas, dot, fill=canvas.colours.ink, shape=MSO_SHAPE.OVAL)


def add_pill(canvas: Canvas, pill: Pill) -> None:
    """A hotspot's pill; one placed by hand is outlined and has a hand."""
    colours = canvas.colours
    edge = colours.edge if pill.faint else colours.hotspot
    shape = add_box(
        canvas, pill.box, fill=colours.card if pill.faint or pill.is_manual else colours.hotspot,
        stroke=edge if pill.faint or pill.is_manual else None, radius=7.5, name="Hotspot", alt=pill.title,
    )  # fmt: skip
    hand = 12 if pill.is_manual else 0
    said_there = [said(canvas, pill.words)]
    write(canvas, shape, said_there, anchor="middle", middle=True, wraps=False, insets=(hand, 0, 0, 0))
    if pill.is_manual:
        add_icon(canvas, "hand", x=pill.box.x + 5, y=pill.box.y + 2.5, size=10, colour=edge)


def add_severity(canvas: Canvas, severity: int, *, x: float, y: float, colour: str) -> None:
    """Three marks, as many filled as the obstacle is severe."""
    for at in range(3):
        box = Box(x=x + at * 9.5, y=y, width=7, height=4)
        add_box(canvas, box, fill=colour if at < severity else None, stroke=colour, stroke_width=0.75)


def add_standing(
    canvas: Canvas,
    box: Box,
    status: CardStatus,
    *,
    tone: Tone = "plain",
    heat: float | None = None,
    ground: str | None = None,
    radius: float = 6,
) -> Any:
    """A ground with its border: solid validated, with a dot observed, dashed assumed, double contradicted."""
    edge, weight = _edge(tone, heat, canvas.colours)
    fill = _tint(tone, heat, canvas.colours, ground=ground)
    shape = add_box(
        canvas,
        box,
        fill=fill,
        stroke=edge,
        stroke_width=weight,
        dashed=status == "assumed",
        double=status == "contradicted",
        radius=radius,
        name="Card",
        alt=word(status),
    )
    if status == "observed":
        dot = Box(x=box.x + 10.75, y=box.y - 3.25, width=6.5, height=6.5)
        add_box(canvas, dot, fill=canvas.colours.card, stroke=edge, stroke_width=1.25, shape=MSO_SHAPE.OVAL)
    if status == "contradicted":
        _add_warning(canvas, Box(x=box.x + 9, y=box.y - 7, width=14, height=13))
    return shape


def _edge(tone: Tone, heat: float | None, colours: Palette) -> tuple[str, float]:
    if heat is not None:
        return colours.hotspot, 2
    return (colours.positive, 1.25) if tone == "strength" else (colours.edge, 1)


def _tint(tone: Tone, heat: float | None, colours: Palette, *, ground: str | None) -> str:
    tints = {
        "obstacle": (colours.hotspot, heat_opacity(heat) if heat is not None else 0.0),
        "strength": (colours.positive, 0.08),
        "opportunity": (colours.accent, 0.07),
    }
    tint, share = tints.get(tone, (colours.card, 0.0))
    return mixed(tint, ground or colours.card, share)


def _add_warning(canvas: Canvas, box: Box) -> None:
    colours = canvas.colours
    sign = add_box(
        canvas,
        box,
        fill=colours.card,
        stroke=colours.hotspot,
        stroke_width=1.5,
        shape=MSO_SHAPE.ISOSCELES_TRIANGLE,
        name="Contradicted",
        alt=word("contradicted"),
    )
    mark = Said(text="!", size=10, colour=colours.hotspot, weight=700)
    write(canvas, sign, [mark], anchor="middle", middle=True, wraps=False, insets=(0, 3, 0, 0))


def _texts_of(canvas: Canvas, card: PlacedCard, full: str, body: str | None) -> list[Said]:
    """Text, body and badge; in full where the layout has them in full, else as far as they have room."""
    lead = card.words[0]
    first = [words for words in card.words if (words.size, words.italic) == (lead.size, lead.italic)]
    rest = [words for words in card.words if words not in first]
    told = [words for words in rest if words.size == BODY.size]
    texts = [said(canvas, lead, _whole(first, full))]
    texts += [said(canvas, told[0], _whole(told, body or ""), above=2)] if told else []
    texts += [
        said(canvas, lines[0], joined(lines), above=2)
        for lines in _facts([words for words in rest if words not in told])
    ]
    texts += (
        [said(canvas, card.badge[0], joined(card.badge), above=4 + _tag_room(card))] if card.badge else []
    )
    return texts


def _tag_room(card: PlacedCard) -> float:
    """The height of the tags, which stand between the text and the badge."""
    boxes = [chip.box for chip in card.chips]
    return max(box.bottom for box in boxes) - min(box.y for box in boxes) + 5 if boxes else 0.0


def _facts(lines: list[Words]) -> list[list[Words]]:
    """What is known of an opportunity: its facts, then each initiative."""
    found: list[list[Words]] = []
    for line in lines:
        if found and not line.text.startswith(("→", "←")):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _whole(lines: list[Words], full: str) -> str:
    shown = joined(lines)
    return shown if shown.endswith("…") and not full.endswith("…") else full
