"""Native PowerPoint shapes: boxes, lines, curves and texts that can be edited, in pixels of the layout.

A `Canvas` puts pixels where they belong on a slide, and turns them round where the map is read from right to
left: whoever draws thinks from left to right. Every shape has a name and either a text that says it to
those who do not see it, or the mark that it is decoration. `slide_marks` draws a map with these.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import msgspec
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from desirepath.drawing import Palette, element, icon, rasterise, right_to_left
from desirepath.prints.layout_curve import Segment
from desirepath.prints.layout_marks import Anchor, Box
from desirepath.prints.wording import word
from desirepath.records import Record

FONT = "Arial"  # everywhere there, and not wider than Inter, which everything was measured in
_POINT = 12_700
_ALIGNED = {"start": PP_ALIGN.LEFT, "middle": PP_ALIGN.CENTER, "end": PP_ALIGN.RIGHT}
_TURNED = {"start": PP_ALIGN.RIGHT, "middle": PP_ALIGN.CENTER, "end": PP_ALIGN.LEFT}
_DECORATIVE = (
    '<a:extLst {ns}><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


class Said(Record):
    """A paragraph in a shape; its size in pixels."""

    text: str
    size: float
    colour: str
    weight: int = 400
    italic: bool = False
    is_struck: bool = False
    above: float = 0  # room above it


class Canvas(Record):
    """Somewhere on a slide: a pixel of the layout is `scale` points, moved by `dx` and `dy` pixels.

    `turned_at` is the width in pixels of a slide that is read from right to left.
    """

    shapes: Any  # of a slide
    scale: float
    edge: float  # points
    colours: Palette
    dx: float = 0
    dy: float = 0
    turned_at: float | None = None

    @property
    def is_turned(self) -> bool:
        """Whether it is read from right to left."""
        return self.turned_at is not None

    def across(self, x: float) -> int:
        """A place across, in the unit of PowerPoint."""
        place = x + self.dx
        seen = place if self.turned_at is None else self.turned_at - place
        return round((seen * self.scale + self.edge) * _POINT)

    def down(self, y: float) -> int:
        """A place down."""
        return round(((y + self.dy) * self.scale + self.edge) * _POINT)

    def length(self, pixels: float) -> int:
        """A length."""
        return round(pixels * self.scale * _POINT)

    def rgb(self, name: str) -> RGBColor:
        """A colour by its token's name, as PowerPoint has it."""
        return _colour(getattr(self.colours, name))

    def moved(self, dx: float, dy: float) -> "Canvas":
        """The same, moved so many pixels from where nothing is moved."""
        return msgspec.structs.replace(self, dx=dx, dy=dy)

    def frame(self, box: Box) -> tuple[Emu, Emu, Emu, Emu]:
        """A box."""
        left, right = sorted((self.across(box.x), self.across(box.right)))
        top = self.down(box.y)
        return Emu(left), Emu(top), Emu(right - left), Emu(self.down(box.bottom) - top)

    def inside(self, box: Box, x: float) -> int:
        """How far from the left of a box a place across is."""
        return self.length(box.right - x if self.is_turned else x - box.x)


@contextmanager
def group(canvas: Canvas, name: str, alt: str) -> Iterator[None]:
    """What is added inside becomes one group, with a name and what it says aloud."""
    tree = canvas.shapes._spTree  # noqa: SLF001  (a group's extents are reckoned once, not with each shape)
    before = len(tree)
    yield
    members = list(tree)[before:]
    made = canvas.shapes.add_group_shape()
    for member in members:
        made._element.insert_element_before(member, "p:extLst")  # noqa: SLF001
    made._element.recalculate_extents()  # noqa: SLF001
    name_shape(made, name, alt)


def add_box(
    canvas: Canvas,
    box: Box,
    *,
    fill: str | None,
    stroke: str | None = None,
    stroke_width: float = 1,
    dashed: bool = False,
    double: bool = False,
    radius: float = 0,
    shape: Any = None,
    name: str = "",
    alt: str | None = None,
) -> Any:
    """A rectangle, rounded where it has a radius, or another shape of PowerPoint's."""
    kind = shape or (MSO_SHAPE.ROUNDED_RECTANGLE if radius else MSO_SHAPE.RECTANGLE)
    made = canvas.shapes.add_shape(kind, *canvas.frame(box))
    if radius and shape is None:
        made.adjustments[0] = min(0.5, radius / max(1e-6, min(box.width, box.height)))
    _plain(made)
    _filled(made, fill)
    _outlined(made.line, stroke, stroke_width * canvas.scale, dashed=dashed, double=double)
    name_shape(made, name, alt)
    return made


def add_line(
    canvas: Canvas, start: tuple[float, float], end: tuple[float, float], *, colour: str, width: float = 1,
    dashed: bool = False,
) -> None:  # fmt: skip
    """A straight line."""
    made = canvas.shapes.add_connector(
        MSO_CONNECTOR.STRAIGHT,
        canvas.across(start[0]), canvas.down(start[1]), canvas.across(end[0]), canvas.down(end[1]),
    )  # fmt: skip
    _plain(made)
    _outlined(made.line, colour, width * canvas.scale, dashed=dashed)
    name_shape(made, "Line", None)


def add_curve(
    canvas: Canvas,
    line: Sequence[Segment],
    back: Sequence[Segment] = (),
    *,
    stroke: str | None = None,
    width: float = 1,
    dashed: bool = False,
    fill: str | None = None,
    name: str,
    alt: str | None = None,
) -> None:
    """A curve as a freeform with handles; with `back`, the area between there and back."""
    places = [
        place for one in (*line, *back) for place in (one.start, one.start_handle, one.end_handle, one.end)
    ]
    left, right = min(place.x for place in places), max(place.x for place in places)
    top, bottom = min(place.y for place in places), max(place.y for place in places)
    box = Box(x=left, y=top, width=max(right - left, 0.1), height=max(bottom - top, 0.1))
    made = canvas.shapes.add_shape(MSO_SHAPE.RECTANGLE, *canvas.frame(box))
    _plain(made)
    geometry = made._element.spPr.find(qn("a:prstGeom"))  # noqa: SLF001  (python-pptx has no béziers)
    geometry.getparent().replace(geometry, parse_xml(_geometry(canvas, box, line, back)))
    _filled(made, fill)
    _outlined(made.line, stroke, width * canvas.scale, dashed=dashed)
    name_shape(made, name, alt)


def add_route(
    canvas: Canvas,
    points: Sequence[tuple[float, float]],
    *,
    colour: str,
    width: float,
    dashed: bool = False,
    arrow: bool = False,
    name: str,
    alt: str,
) -> None:
    """A line of straight pieces as a freeform whose points can be moved, with an arrow at its end."""
    left, top = min(x for x, _ in points), min(y for _, y in points)
    wide, high = max(x for x, _ in points) - left, max(y for _, y in points) - top
    box = Box(x=left, y=top, width=max(wide, 0.1), height=max(high, 0.1))
    made = canvas.shapes.add_shape(MSO_SHAPE.RECTANGLE, *canvas.frame(box))
    _plain(made)
    places = [f'<a:pt x="{canvas.inside(box, x)}" y="{canvas.length(y - top)}"/>' for x, y in points]
    path = f"<a:moveTo>{places[0]}</a:moveTo>" + "".join(f"<a:lnTo>{each}</a:lnTo>" for each in places[1:])
    geometry = made._element.spPr.find(qn("a:prstGeom"))  # noqa: SLF001  (python-pptx closes its freeforms)
    geometry.getparent().replace(geometry, parse_xml(_shaped(canvas, box, path, is_filled=False)))
    _filled(made, None)
    _outlined(made.line, colour, width * canvas.scale, dashed=dashed)
    if arrow:
        size = "sm" if width > 4 else "med"
        head = f'<a:tailEnd {nsdecls("a")} type="triangle" w="{size}" len="{size}"/>'
        made.line._get_or_add_ln().append(parse_xml(head))  # noqa: SLF001  (python-pptx has no arrows)
    name_shape(made, name, alt)


def add_text(
    canvas: Canvas, box: Box, said: Sequence[Said], *, anchor: Anchor = "start", middle: bool = False,
    name: str = "Text", wraps: bool = True,
) -> Any:  # fmt: skip
    """A text box without a ground."""
    made = canvas.shapes.add_textbox(*canvas.frame(box))
    write(canvas, made, said, anchor=anchor, middle=middle, wraps=wraps)
    made.name = word(name)
    return made


def write(
    canvas: Canvas,
    shape: Any,
    said: Sequence[Said],
    *,
    anchor: Anchor = "start",
    middle: bool = False,
    wraps: bool = True,
    insets: tuple[float, float, float, float] = (0, 0, 0, 0),
) -> None:
    """Paragraphs into a shape; `insets` are before, above, after and below the text, in pixels."""
    frame = shape.text_frame
    frame.word_wrap, frame.auto_size = wraps, MSO_AUTO_SIZE.NONE
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE if middle else MSO_ANCHOR.TOP
    before, after = ("margin_right", "margin_left") if canvas.is_turned else ("margin_left", "margin_right")
    sides = (before, "margin_top", after, "margin_bottom")
    for side, inset in zip(sides, insets, strict=True):
        setattr(frame, side, Emu(canvas.length(inset)))
    for at, one in enumerate(said):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        set_text(paragraph, one, canvas, anchor)


def add_icon(canvas: Canvas, name: str, *, x: float, y: float, size: float, colour: str) -> None:
    """An icon as a small picture: decoration."""
    drawn = element(
        "svg", icon(name, x=0, y=0, size=24, colour=colour), xmlns="http://www.w3.org/2000/svg",
        width=24, height=24,
    )  # fmt: skip
    box = Box(x=x, y=y, width=size, height=size)
    made = canvas.shapes.add_picture(BytesIO(rasterise(drawn, scale=4)), *canvas.frame(box))
    name_shape(made, "Icon", None)


def set_direction(paragraph: Any, text: str, anchor: Anchor = "start", *, is_turned: bool = False) -> None:
    """A paragraph is read as its first letter says; it begins there too, or where its slide begins."""
    is_from_right = right_to_left(text)
    if is_from_right:
        paragraph._p.get_or_add_pPr().set("rtl", "1")  # noqa: SLF001  (python-pptx has no directions)
    turned = is_turned or (is_from_right and anchor == "start")
    paragraph.alignment = (_TURNED if turned else _ALIGNED)[anchor]


def set_text(paragraph: Any, one: Said, canvas: Canvas, anchor: Anchor = "start") -> None:
    """A paragraph's text and looks."""
    scale = canvas.scale
    run = paragraph.add_run()
    run.text = one.text
    paragraph.space_before = Pt(one.above * scale)
    run.font.size = Pt(round(one.size * scale * 10) / 10)
    if not one.text:  # the size of an empty line is that of its end
        paragraph.font.size = run.font.size
        paragraph._p.remove(run._r)  # noqa: SLF001  (python-pptx removes no runs)
        end = parse_xml(f'<a:endParaRPr {nsdecls("a")} sz="{round(one.size * scale * 100)}"/>')
        paragraph._p.append(end)  # noqa: SLF001  (nor does it know the end of a line)
        return
    run.font.name = FONT
    run.font.bold = one.weight >= 600
    run.font.italic = one.italic
    run.font.color.rgb = _colour(one.colour)
    if one.is_struck:
        run.font._rPr.set("strike", "sngStrike")  # noqa: SLF001  (python-pptx strikes nothing through)
    set_direction(paragraph, one.text, anchor, is_turned=canvas.is_turned)


def _geometry(canvas: Canvas, box: Box, line: Sequence[Segment], back: Sequence[Segment]) -> str:
    def place(x: float, y: float) -> str:
        return f'<a:pt x="{canvas.inside(box, x)}" y="{canvas.length(y - box.y)}"/>'

    first = line[0].start
    path = f"<a:moveTo>{place(first.x, first.y)}</a:moveTo>"
    for at, one in enumerate((*line, *back)):
        if back and at == len(line):
            path += f"<a:lnTo>{place(one.start.x, one.start.y)}</a:lnTo>"
        ends = "".join(place(each.x, each.y) for each in (one.start_handle, one.end_handle, one.end))
        path += f"<a:cubicBezTo>{ends}</a:cubicBezTo>"
    return _shaped(canvas, box, path + ("<a:close/>" if back else ""), is_filled=bool(back))


def _shaped(canvas: Canvas, box: Box, path: str, *, is_filled: bool) -> str:
    """A path as the geometry of a shape."""
    size = f'w="{canvas.length(box.width)}" h="{canvas.length(box.height)}"'
    fills = "" if is_filled else ' fill="none"'
    return (
        f"<a:custGeom {nsdecls('a')}><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f"<a:path {size}{fills}>{path}</a:path></a:pathLst></a:custGeom>"
    )


def _plain(shape: Any) -> None:
    """Without the theme's shadow and colours."""
    style = shape._element.find(qn("p:style"))  # noqa: SLF001  (python-pptx leaves it to the theme)
    if style is not None:
        shape._element.remove(style)  # noqa: SLF001


def _filled(shape: Any, fill: str | None) -> None:
    if fill is None:
        shape.fill.background()
        return
    shape.fill.solid()
    shape.fill.fore_color.rgb = _colour(fill)


def _outlined(
    line: Any, stroke: str | None, points: float, *, dashed: bool = False, double: bool = False
) -> None:
    if stroke is None:
        line.fill.background()
        return
    line.color.rgb = _colour(stroke)
    line.width = Pt(points * (3 if double else 1))
    if dashed:
        line.dash_style = MSO_LINE.SQUARE_DOT
    if double:
        line._get_or_add_ln().set("cmpd", "dbl")  # noqa: SLF001  (python-pptx has no double lines)


def name_shape(shape: Any, name: str, alt: str | None) -> None:
    """A shape's name, in the language spoken, and what is said of it; None: it is decoration."""
    about = shape._element._nvXxPr.cNvPr  # noqa: SLF001  (python-pptx has no alternative texts)
    about.set("name", word(name or "Decoration"))
    if alt is not None:
        about.set("descr", alt)
    else:
        about.attrib.pop("descr", None)  # a picture has the name of a file
        about.append(parse_xml(_DECORATIVE.format(ns=nsdecls("a"))))


def _colour(text: str) -> RGBColor:
    red, green, blue = (int(text[at : at + 2], 16) for at in (1, 3, 5))
    return RGBColor(red, green, blue)  # type: ignore[no-untyped-call]
