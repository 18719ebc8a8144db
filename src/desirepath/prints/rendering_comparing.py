"""Drawing what every picture of two maps has: hatches, sides, steps, difference pills, struck text."""

from desirepath.drawing import FONT_STACK, Markup, Palette, content, element, icon
from desirepath.drawing import line as draw_line
from desirepath.prints.layout_changes import ChangedCard
from desirepath.prints.layout_comparing import ComparedFrame, ComparedStep, Line, SideKey, chip_box
from desirepath.prints.layout_marks import Box, Words
from desirepath.prints.layout_two_curves import DeltaPill
from desirepath.prints.rendering_frame import draw_band
from desirepath.prints.rendering_marks import draw_box, draw_words, shrunk, titled

CURVES = {
    "measured": (2.5, None),
    "target": (2.0, "6 5"),
    "expected": (2.0, "6 5"),
    "guessed": (1.5, "1.5 3.5"),
}
SIGNS = {"added": "plus", "removed": "minus", "changed": "pencil"}


def draw_page(*marks: Markup, width: float, height: float, title: str, told: str, colours: Palette) -> str:
    """A standalone SVG with title, description and the hatches."""
    return element(
        "svg",
        element("title", content(title), id="comparison-title"),
        element("desc", content(told), id="comparison-desc"),
        element("defs", _hatch("added", colours.accent, 0.2), _hatch("absent", colours.edge, 0.3)),
        element("rect", width=width, height=height, fill=colours.bg),
        *marks,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width:g} {height:g}",
        width=width,
        height=height,
        role="img",
        aria_labelledby="comparison-title comparison-desc",
        font_family=FONT_STACK,
        font_size=12,
    )


def side_colour(side: str, colours: Palette) -> str:
    """The map before is ink, the map after accent; their marks differ too."""
    return colours.accent if side == "after" else colours.ink


def draw_head(frame: ComparedFrame, colours: Palette) -> list[Markup]:
    """Title, sides, bands and steps."""
    return [
        element("g", *(draw_words(words, colours) for words in frame.head.words)),
        *(_draw_key(key, colours) for key in frame.head.keys),
        *(draw_band(band, colours) for band in frame.bands),
        *(_draw_step(step, colours) for step in frame.steps),
    ]


def draw_grounds(frame: ComparedFrame, bottom: float, colours: Palette) -> list[Markup]:
    """Behind everything: a hatch down the columns of added steps, a shade down those of removed ones."""
    marks = []
    for step in frame.steps:
        box = Box(x=step.box.x + 2, y=step.box.y, width=step.box.width - 4, height=bottom - step.box.y)
        if step.state == "added":
            marks.append(draw_box(box, fill="url(#hatch-added)", radius=8))
        elif step.state == "removed":
            marks.append(draw_box(box, fill=colours.edge, opacity=0.12, radius=8))
    return marks


def draw_absent(box: Box) -> Markup:
    """The ground of a step that one of the maps does not have."""
    return draw_box(box, fill="url(#hatch-absent)", radius=6)


def draw_point(side: str, at: tuple[float, float], colours: Palette) -> Markup:
    """A side's mark: a hollow circle before, a filled diamond after."""
    x, y = at
    if side == "before":
        return element("circle", cx=x, cy=y, r=4.5, fill=colours.card, stroke=colours.ink, stroke_width=2)
    return element(
        "path",
        d=f"M{x:.2f} {y - 6:.2f}l6 6l-6 6l-6 -6Z",
        fill=colours.accent,
        stroke=colours.card,
        stroke_width=1.5,
    )


def draw_delta(pill: DeltaPill, colours: Palette) -> Markup:
    """A difference: bold in a solid border when clear of chance, else quiet in a dashed one."""
    clear = pill.sureness == "clear"
    ground = draw_box(
        shrunk(pill.box, 0.75),
        fill=colours.card,
        radius=8.5,
        stroke=colours.accent if clear else colours.edge,
        stroke_width=1.5 if clear else 1,
        dashes=None if clear else "3 2.5",
    )
    return titled(pill.title, ground, draw_words(pill.words, colours))


def draw_changed_card(card: ChangedCard, colours: Palette) -> Markup:
    """A card that was added, removed or changed."""
    edge = colours.accent if card.state == "added" else colours.edge
    marks = [draw_box(card.box, fill=colours.card)]
    if card.state == "added":
        marks.append(draw_box(card.box, fill=colours.accent, opacity=0.07))
    border = draw_box(
        shrunk(card.box, 0.5), fill="none", stroke=edge, stroke_width=1.25 if card.state == "added" else 1,
        dashes="4 3" if card.state == "removed" else None,
    )  # fmt: skip
    x = card.mark.x + 6 if card.is_mirrored else card.mark.x - 16
    sign = _sign(card.state, x, card.mark.y - 8.6, colours)
    return titled(
        card.title,
        *marks,
        border,
        sign,
        draw_words(card.mark, colours),
        *(draw_line_of_text(each, colours) for each in card.lines),
    )


def draw_line_of_text(line: Line, colours: Palette) -> Markup:
    """Words, struck through where they no longer hold."""
    drawn = draw_words(line.words, colours)
    return (
        Markup(drawn.replace("<text ", '<text text-decoration="line-through" ', 1))
        if line.is_struck
        else drawn
    )


def _hatch(name: str, colour: str, opacity: float) -> Markup:
    stripe = element("path", d="M0 0V8", stroke=colour, stroke_width=2.5, stroke_opacity=opacity)
    return element(
        "pattern", stripe, id=f"hatch-{name}", width=8, height=8, patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )  # fmt: skip


def _draw_key(key: SideKey, colours: Palette) -> Markup:
    x, y = key.sample
    width, dashes = CURVES["target" if key.is_planned else "measured"]
    piece = draw_line(
        (x - 13, y), (x + 13, y), colour=side_colour(key.side, colours), width=width, dashes=dashes
    )
    return element(
        "g",
        piece,
        draw_point(key.side, key.sample, colours),
        *(_of_side(each, key, colours) for each in key.words),
    )


def _of_side(words: Words, key: SideKey, colours: Palette) -> Markup:
    if words.weight != 600 or key.side != "after":
        return draw_words(words, colours)
    return Markup(draw_words(words, colours).replace(f'fill="{colours.ink}"', f'fill="{colours.accent}"', 1))


def _draw_step(step: ComparedStep, colours: Palette) -> Markup:
    marks = [draw_line_of_text(line, colours) for line in step.lines]
    if step.chip:
        box = chip_box(step.chip)
        edge = colours.accent if step.state == "added" else colours.edge
        dashes = "3 2.5" if step.state == "removed" else None
        marks += [
            draw_box(shrunk(box, 0.5), fill=colours.card, radius=7.5, stroke=edge, dashes=dashes),
            _sign(step.state, box.right - 15 if step.is_mirrored else box.x + 5, box.y + 3, colours),
            draw_words(step.chip, colours),
        ]
    return titled(step.title, *marks, data_lineage=step.lineage)


def _sign(state: str, x: float, y: float, colours: Palette) -> Markup:
    colour = colours.accent if state == "added" else colours.muted
    return icon(SIGNS[state], x=x, y=y, size=10, colour=colour, stroke=2.75)
