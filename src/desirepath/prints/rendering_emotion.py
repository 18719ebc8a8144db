"""Drawing the emotion lane: ground, band, curves, faces, labels."""

from desirepath.drawing import Markup, Palette, content, element, icon
from desirepath.drawing import line as draw_line
from desirepath.prints.layout_curve import Segment, reversed_curve
from desirepath.prints.layout_emotion import FACE, Dot, Felt, PlacedEmotion, Run
from desirepath.prints.layout_marks import Words
from desirepath.prints.rendering_marks import draw_words, titled


def draw_emotion(
    lane: PlacedEmotion, colours: Palette, *, axis_inside: bool = False, tint: str = "feeling"
) -> Markup:
    """The plot, without the rail and the ground under it; its axis stands left of it, or inside.

    `tint` is the id of its gradient: two plots in one picture need two.
    """
    target = [_draw_curve(each, colour=colours.accent, width=2, dashes="6 5") for each in lane.target if each]
    authored = [
        _draw_curve(each, colour=colours.muted, width=1.5, dashes="1.5 3.5") for each in lane.authored if each
    ]
    return element(
        "g",
        *_draw_grid(lane, colours, axis_inside),
        _shade(lane, colours, tint),
        *(_draw_area(run, lane.zero, tint) for run in lane.runs if run.line),
        *(_draw_band(run, colours) for run in lane.runs if run.line),
        *authored,
        *target,
        *(_draw_curve(run.line, colour=colours.ink, width=2.5) for run in lane.runs if run.line),
        *(_draw_whisker(felt, colours) for felt in lane.points if _is_alone(felt, lane)),
        *(_draw_dot(dot, colours) for dot in lane.dots),
        *(_draw_felt(felt, colours) for felt in lane.points),
        *(draw_words(words, colours, halo=colours.panel) for words in lane.gaps),
    )


def draw_curve_key(curves: list[tuple[str, Words]], colours: Palette) -> list[Markup]:
    """The rail's key: a short piece of each curve with its name."""
    looks: dict[str, tuple[str, float, str | None]] = {
        "measured": (colours.ink, 2.5, None),
        "target": (colours.accent, 2, "6 5"),
        "authored": (colours.muted, 1.5, "1.5 3.5"),
    }
    marks: list[Markup] = []
    for source, words in curves:
        colour, width, dashes = looks[source]
        middle = words.y - 3.5
        side = 1 if words.anchor == "end" else -1
        start, end = (words.x + side * 26, middle), (words.x + side * 7, middle)
        marks += [
            draw_line(start, end, colour=colour, width=width, dashes=dashes),
            draw_words(words, colours),
        ]
    return marks


def path_data(segments: list[Segment], *, join: bool = False) -> str:
    """A curve as SVG path data; `join` continues a path instead of starting one."""
    first = segments[0].start
    data = f"{'L' if join else 'M'}{first.x:.1f} {first.y:.1f}"
    for one in segments:
        handles = (
            f"{one.start_handle.x:.1f} {one.start_handle.y:.1f} {one.end_handle.x:.1f} {one.end_handle.y:.1f}"
        )
        data += f"C{handles} {one.end.x:.1f} {one.end.y:.1f}"
    return data


def _draw_grid(lane: PlacedEmotion, colours: Palette, axis_inside: bool) -> list[Markup]:
    left, right = lane.box.x, lane.box.right
    marks = [draw_line((left, lane.zero), (right, lane.zero), colour=colours.edge, dashes="2 4")]
    for text, y in (("+2", lane.top), ("0", lane.zero), ("−2", lane.bottom)):
        words = _axis_words(text, y, lane, axis_inside)
        marks.append(draw_words(words, colours))
        if text != "0":
            marks.append(draw_line((left, y), (right, y), colour=colours.rule))
    return marks


def _axis_words(text: str, y: float, lane: PlacedEmotion, inside: bool) -> Words:
    """A value on the axis: outside the plot where the rail is, or just inside."""
    is_right = lane.is_mirrored
    edge = lane.box.right if is_right else lane.box.x
    at_left = is_right == inside  # of the edge
    return Words(
        text=text,
        x=edge - 6 if at_left else edge + 6,
        y=y - 4 if inside else y + 3.5,
        limit=24,
        size=10,
        colour="muted",
        anchor="end" if at_left else "start",
    )


def _draw_dot(dot: Dot, colours: Palette) -> Markup:
    """A point of the target or of a guess, smaller than a face."""
    ink = colours.accent if dot.source == "target" else colours.muted
    mark = element("circle", cx=dot.at.x, cy=dot.at.y, r=3, fill=colours.panel, stroke=ink, stroke_width=1.75)
    words = [draw_words(dot.label, colours, halo=colours.panel)] if dot.label else []
    return titled(dot.title, mark, *words, data_step=dot.step)


def _shade(lane: PlacedEmotion, colours: Palette, tint: str) -> Markup:
    """The tint between curve and zero line: stronger the further from zero, blue above, orange below."""
    stops = [
        element("stop", offset=0, stop_color=colours.positive, stop_opacity=0.3),
        element("stop", offset=0.5, stop_color=colours.positive, stop_opacity=0.05),
        element("stop", offset=0.5, stop_color=colours.negative, stop_opacity=0.05),
        element("stop", offset=1, stop_color=colours.negative, stop_opacity=0.3),
    ]
    gradient = element(
        "linearGradient", *stops, id=tint, gradientUnits="userSpaceOnUse",
        x1=0, y1=lane.top, x2=0, y2=lane.bottom,
    )  # fmt: skip
    return element("defs", gradient)


def _draw_area(run: Run, zero: float, tint: str) -> Markup:
    first, last = run.line[0].start, run.line[-1].end
    data = f"{path_data(run.line)}L{last.x:.1f} {zero:.1f}H{first.x:.1f}Z"
    return element("path", d=data, fill=f"url(#{tint})")


def _draw_band(run: Run, colours: Palette) -> Markup:
    data = path_data(run.upper) + path_data(reversed_curve(run.lower), join=True) + "Z"
    return element("path", d=data, fill=colours.ink, fill_opacity=0.14)


def _draw_curve(line: list[Segment], *, colour: str, width: float, dashes: str | None = None) -> Markup:
    return element(
        "path",
        d=path_data(line),
        fill="none",
        stroke=colour,
        stroke_width=width,
        stroke_dasharray=dashes,
        stroke_linecap="round",
    )


def _is_alone(felt: Felt, lane: PlacedEmotion) -> bool:
    ends = {place for run in lane.runs for one in run.line for place in (one.start.x, one.end.x)}
    return felt.at.x not in ends


def _draw_whisker(felt: Felt, colours: Palette) -> Markup:
    """The interval of a point without neighbours, where no band can be drawn."""
    if felt.low_y is None or felt.high_y is None:
        return element("g")
    x = felt.at.x
    high, low = f"{felt.high_y:.1f}", f"{felt.low_y:.1f}"
    data = f"M{x - 5:.1f} {high}h10M{x:.1f} {high}V{low}M{x - 5:.1f} {low}h10"
    return element("path", d=data, stroke=colours.muted, stroke_width=1.5, fill="none")


def _draw_felt(felt: Felt, colours: Palette) -> Markup:
    colour = getattr(colours, felt.colour)
    half = FACE / 2
    disc = element(
        "circle",
        cx=felt.at.x,
        cy=felt.at.y,
        r=half + 1,
        fill=colours.card,
    )
    if felt.too_few:
        mark = element("circle", cx=felt.at.x, cy=felt.at.y, r=6, fill=colours.panel, stroke=colour,
                       stroke_width=1.75, stroke_dasharray="2.5 2")  # fmt: skip
        return titled(felt.title, mark, *_draw_label(felt, colours), class_="felt", data_step=felt.step)
    face = icon(felt.face, x=felt.at.x - half, y=felt.at.y - half, size=FACE, colour=colour, stroke=2.4)
    return titled(felt.title, disc, face, *_draw_label(felt, colours), class_="felt", data_step=felt.step)


def _draw_label(felt: Felt, colours: Palette) -> list[Markup]:
    return [draw_words(words, colours, halo=colours.panel) for words in felt.label]


def emotion_svg(lane: PlacedEmotion, colours: Palette, *, name: str) -> Markup:
    """The lane as a picture of its own, for a page that draws the rest as a table."""
    box = lane.box
    return element(
        "svg",
        element("title", content(name)),
        draw_emotion(lane, colours, axis_inside=True),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"{box.x:g} {box.y:g} {box.width:g} {box.height:g}",
        width=box.width,
        height=box.height,
        role="img",
        class_="curve",
    )
