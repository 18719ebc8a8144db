"""Drawing what stands between the stages and the lanes: the clock's ruler, silences, ways, expectations."""

from desirepath.drawing import Markup, Palette, content, element, icon
from desirepath.drawing import line as draw_line
from desirepath.prints.layout_clock import PlacedClock, PlacedGap
from desirepath.prints.layout_curve import Point
from desirepath.prints.layout_expectations import Dumbbell, PlacedExpectation
from desirepath.prints.layout_marks import Box
from desirepath.prints.layout_ways import PlacedWay, PlacedWays
from desirepath.prints.rendering_cards import draw_pill
from desirepath.prints.rendering_frame import draw_arrow
from desirepath.prints.rendering_marks import draw_box, draw_dots, draw_words, titled
from desirepath.prints.wording import word


def silence_pattern(colours: Palette) -> Markup:
    """The hatching of what nothing is told of."""
    stripe = element("path", d="M0 8L8 0", stroke=colours.edge, stroke_width=1, stroke_opacity=0.45)
    pattern = element("pattern", stripe, id="silence", width=8, height=8, patternUnits="userSpaceOnUse")
    return element("defs", pattern)


def draw_gap(gap: PlacedGap, colours: Palette) -> Markup:
    """A silence: hatched from the ruler down."""
    return titled(
        gap.title,
        draw_box(gap.box, fill="url(#silence)", radius=4),
        draw_words(gap.words, colours, halo=colours.bg),
        class_="silence",
    )


def draw_clock(clock: PlacedClock, colours: Palette) -> Markup:
    """The ruler with its hours and its name in the rail."""
    x, y = clock.icon_at
    sign = icon("clock", x=x, y=y, size=18, colour=colours.muted, stroke=1.75)
    rail = [draw_words(words, colours) for words in clock.rail]
    named = element("title", content(word("Time of day")))
    return element("g", named, sign, *rail, draw_ruler(clock, colours), class_="clock")


def draw_ruler(clock: PlacedClock, colours: Palette) -> Markup:
    """The ruler alone: solid where it is to scale."""
    marks: list[Markup] = []
    for span in clock.spans:
        start, end = sorted((span.left, span.right))
        ends = ((start + 1, clock.y), (end - 1, clock.y))
        is_true = span.looks == "true"
        if span.step is None:
            marks.append(draw_line(*ends, colour=colours.edge, width=1.5, dashes=None if is_true else "2 4"))
        else:
            marks.append(draw_line(*ends, colour=colours.muted, width=4, dashes=None if is_true else "3 2"))
    for tick in clock.ticks:
        marks.append(draw_line((tick.x, clock.y - 7), (tick.x, clock.y + 5), colour=colours.ink))
        marks += [draw_words(tick.words, colours)] if tick.words else []
    return element("g", *marks)


def draw_ways(ways: PlacedWays, colours: Palette) -> Markup:
    """The ways under the steps' names, with their name in the rail."""
    x, y = ways.icon_at
    sign = icon("git-branch", x=x, y=y, size=18, colour=colours.muted, stroke=1.75)
    rail = [draw_words(words, colours) for words in ways.rail]
    return element("g", sign, *rail, draw_tracks(ways, colours), class_="ways")


def draw_tracks(ways: PlacedWays, colours: Palette) -> Markup:
    """The ways alone: lines first, so that none runs through words."""
    lines = [_draw_way(way, colours) for way in ways.ways]
    words = [draw_words(words, colours, halo=colours.bg) for way in ways.ways for words in way.words]
    pills = [draw_pill(way.pill, colours) for way in ways.ways if way.pill]
    return element("g", *lines, *words, *pills)


def draw_expectation(told: PlacedExpectation, colours: Palette) -> Markup:
    """A step's expectation, with the dumbbell of what came of it."""
    ground = draw_box(told.box, fill=colours.panel)
    words = [draw_words(words, colours) for words in told.words]
    marks = _draw_dumbbell(told.dumbbell, colours) if told.dumbbell else []
    return titled(told.title, ground, *words, *marks, class_="expectation", data_step=told.step)


def _draw_dumbbell(one: Dumbbell, colours: Palette) -> list[Markup]:
    y = one.track.y
    return [
        draw_line((one.track.x, y), (one.track.right, y), colour=colours.edge),
        draw_line((one.zero, y - 4), (one.zero, y + 4), colour=colours.edge),
        *draw_dots(one.expected, one.received, y, ink=getattr(colours, one.colour), colours=colours),
        *(draw_words(words, colours) for words in one.words),
    ]


def _draw_way(way: PlacedWay, colours: Palette) -> Markup:
    ink = colours.muted
    if way.kind == "exit":
        data = f"M{way.start:.1f} {way.top:.1f}V{way.y:.1f}H{way.end:.1f}"
        before, tip = Point(x=way.start, y=way.y), Point(x=way.end, y=way.y)
    else:
        data = f"M{way.start:.1f} {way.top:.1f}V{way.y:.1f}H{way.end:.1f}V{way.top + 2:.1f}"
        before, tip = Point(x=way.end, y=way.y), Point(x=way.end, y=way.top)
    dashes = {"skip": "5 3", "branch": "1.5 3"}.get(way.kind)
    line = element(
        "path",
        d=data,
        fill="none",
        stroke=ink,
        stroke_width=1.5,
        stroke_linejoin="round",
        stroke_dasharray=dashes,
    )
    ground = Box(x=min(way.start, way.end), y=way.top, width=abs(way.end - way.start), height=way.y - way.top)
    return titled(
        way.title,
        draw_box(ground, fill=colours.bg, opacity=0, radius=0),
        line,
        draw_arrow(before, tip, ink),
        class_=f"way {way.kind}",
        data_edge=way.edge,
    )
