"""The pages of a PDF in Typst's language: a picture of all shapes, every text in its cell of a table.

Everything stands where the drawing has it. On the last page the legend and the footnotes follow.
"""

import msgspec

from desirepath.drawing import Markup, Palette, element, palette
from desirepath.maps import JourneyMap
from desirepath.prints.inking import asides_of, paragraphs, shapes_of, texts_of
from desirepath.prints.layout import Layout, PlacedRow
from desirepath.prints.layout_header import MARGIN
from desirepath.prints.layout_marks import CAPTION, HEADER, Box, broken, one_line
from desirepath.prints.layout_mirror import Placed, mirrored
from desirepath.prints.paging import only
from desirepath.prints.paper import EDGE, Plan, said_of
from desirepath.prints.pdf_table import Picture, curve_text, table
from desirepath.prints.pdf_view import View
from desirepath.prints.pdf_writing import PREAMBLE, Pen
from desirepath.prints.rendering import draw_grid, draw_grounds
from desirepath.prints.rendering_emotion import draw_curve_key, draw_emotion
from desirepath.prints.rendering_frame import draw_title
from desirepath.prints.rendering_legend import draw_sign
from desirepath.prints.rendering_marks import draw_words
from desirepath.prints.typesetting import Drawable, Typst, quoted
from desirepath.prints.views import see
from desirepath.prints.wording import joined, word
from desirepath.records import Record

_NOTHING = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'


class _Desk(Record):
    """What every page is made with."""

    journey_map: JourneyMap
    plan: Plan
    pen: Pen
    colours: Palette
    is_mirrored: bool

    def turned(self, placed: Placed) -> Placed:
        """What stands on a page, as the map is read."""
        return mirrored(placed, self.plan.width) if self.is_mirrored else placed


class _Sheet(Record):
    """A page: its content, the shapes under it, and the pictures that its content names."""

    content: list[Typst]
    shapes: list[Markup]
    pictures: dict[str, Markup]


def document(journey_map: JourneyMap, plan: Plan, drawable: Drawable) -> dict[str, bytes]:
    """The files that Typst makes the PDF of, by name."""
    desk = _Desk(
        journey_map=journey_map,
        plan=plan,
        pen=Pen(scale=plan.scale, drawable=drawable),
        colours=palette("light"),
        is_mirrored=see(journey_map).is_mirrored,
    )
    sheets = [_sheet(desk, number) for number in range(plan.pages)]
    main = [
        f"#set document(title: {quoted(drawable(journey_map.title) or '?')}, date: none)",
        f"#set text({_language(journey_map.language)}, hyphenate: false)",
        PREAMBLE,
        *(_page(desk, number, sheet) for number, sheet in enumerate(sheets)),
    ]
    sources = {"main.typ": "\n".join(main).encode(), "nothing.svg": _NOTHING}
    for number, sheet in enumerate(sheets):
        size = Box(x=0, y=0, width=plan.width, height=(plan.sheet.height - 2 * EDGE) / plan.scale)
        sources[f"page{number}.svg"] = _svg(sheet.shapes, size)
        sources |= {name: markup.encode() for name, markup in sheet.pictures.items()}
    return sources


def _language(tag: str | None) -> str:
    """A language as Typst takes it: the first part of a tag such as nb-NO, and the country.

    >>> _language("nb-NO"), _language(None)
    ('lang: "nb", region: "NO"', 'lang: "en"')
    """
    first, *others = (tag or "en").split("-")
    country = next((part.upper() for part in others if len(part) == 2), None)
    known = first.lower() if len(first) in {2, 3} else "en"
    return f'lang: "{known}"' + (f', region: "{country}"' if country else "")


def _sheet(desk: _Desk, number: int) -> _Sheet:
    plan = desk.plan
    sheet = (
        _map_part(desk, number) if number < len(plan.parts) else _Sheet(content=[], shapes=[], pictures={})
    )
    head = _title(desk) if number == 0 else _running_head(desk, number)
    closing = _closing(desk) if number == plan.pages - 1 else _Sheet(content=[], shapes=[], pictures={})
    return _Sheet(
        content=[*head.content, *sheet.content, *closing.content],
        shapes=[*head.shapes, *sheet.shapes, *closing.shapes],
        pictures=sheet.pictures,
    )


def _title(desk: _Desk) -> _Sheet:
    drawn = draw_title(desk.turned(desk.plan.title), desk.colours)
    first, *others = paragraphs(texts_of(drawn))
    content = [desk.pen.write(first, heading=1), *(desk.pen.write(each) for each in others)]
    return _Sheet(content=content, shapes=[shapes_of(drawn)], pictures={})


def _running_head(desk: _Desk, number: int) -> _Sheet:
    """On every page but the first: what map this is, and what of it."""
    words = one_line(
        said_of(desk.journey_map, desk.plan, number),
        HEADER,
        x=MARGIN,
        y=20,
        limit=desk.plan.width - 2 * MARGIN,
    )
    inked = texts_of(draw_words(desk.turned(words), desk.colours))
    return _Sheet(content=[desk.pen.write(inked, heading=2)], shapes=[], pictures={})


def _map_part(desk: _Desk, number: int) -> _Sheet:
    view = _view(desk, number)
    shown = only(view.part)
    seen = mirrored(shown, view.width) if desk.is_mirrored else shown
    drawing = _drawn(seen, desk.colours)
    texts = [one for one in texts_of(drawing) if view.shows(one)]
    without_curve = [msgspec.structs.replace(row, emotion=None) for row in seen.rows]
    shapes = shapes_of(_drawn(msgspec.structs.replace(seen, rows=without_curve), desk.colours))
    curves = [_curve(desk, row, shown, view, number=number) for row in seen.rows if row.emotion]
    return _Sheet(
        content=[
            table(
                shown,
                view,
                desk.pen,
                texts=texts,
                asides=asides_of(drawing),
                pictures=[each for each, _ in curves],
            )
        ]
        if shown.steps
        else [desk.pen.write(each) for each in paragraphs(texts)],
        shapes=[view.picture(shapes, window) for window in view.windows()],
        pictures={picture.file: drawn for picture, drawn in curves},
    )


def _view(desk: _Desk, number: int) -> View:
    plan = desk.plan
    return View(
        part=plan.parts[number],
        top=plan.top(number),
        width=plan.parts[number].placed.width,
        page_width=plan.width,
        is_mirrored=desk.is_mirrored,
    )


def _drawn(shown: Layout, colours: Palette) -> Markup:
    return Markup("".join([*draw_grounds(shown, colours), *draw_grid(shown, colours)]))


def _curve(desk: _Desk, row: PlacedRow, shown: Layout, view: View, *, number: int) -> tuple[Picture, Markup]:
    """The emotion curve as a picture of its own, with its words."""
    assert row.emotion is not None  # noqa: S101  (asked by the caller)
    drawn = [*draw_curve_key(row.curves, desk.colours), draw_emotion(row.emotion, desk.colours)]
    shapes = shapes_of(Markup("".join(drawn)))
    left = min(view.seen(0), view.seen(view.part.width))
    box = Box(x=left, y=view.y(row.box.y), width=view.part.width, height=row.box.height)
    seen = [view.picture(shapes, window) for window in view.windows(top=row.box.y, bottom=row.box.bottom)]
    alt = curve_text(desk.journey_map, row, shown)
    picture = Picture(file=f"curve{number}-{row.lane}.svg", lane=row.lane, box=box, alt=alt)
    return picture, Markup(_svg(seen, box).decode())


def _closing(desk: _Desk) -> _Sheet:
    closing = desk.turned(desk.plan.closing)
    drawn = Markup("".join(draw_sign(sign, desk.colours) for sign in closing.legend))
    notes = Markup("".join(draw_words(words, desk.colours) for words in closing.notes))
    inked = [[one] for one in texts_of(drawn)] + paragraphs(texts_of(notes))
    return _Sheet(content=[desk.pen.write(each) for each in inked], shapes=[shapes_of(drawn)], pictures={})


def _page(desk: _Desk, number: int, sheet: _Sheet) -> str:
    plan = desk.plan
    width, height = (f"{side:.2f}pt" for side in (plan.sheet.width, plan.sheet.height))
    foot = _foot(desk, number) if plan.pages > 1 else ""
    content = "\n".join(sheet.content)
    return (
        f"#page(width: {width}, height: {height}, margin: {EDGE}pt, header: none, footer: none, "
        f'background: place(top + left, dx: {EDGE}pt, dy: {EDGE}pt, {{ image("page{number}.svg", '
        f"width: {plan.sheet.room[0]:.2f}pt)\n{foot} }}))[\n{content}\n]"
    )


def _foot(desk: _Desk, number: int) -> str:
    """The page's number, which nobody needs to hear."""
    plan = desk.plan
    room = plan.width - 2 * MARGIN
    title = broken(desk.journey_map.title, CAPTION, 0.8 * room, most=1)
    words = one_line(
        joined([*title, word("{n} of {m}", n=number + 1, m=plan.pages)]),
        CAPTION,
        x=plan.width - MARGIN,
        y=plan.sheet.room[1] / plan.scale + 12,
        limit=room,
        anchor="end",
    )
    return desk.pen.write(texts_of(draw_words(desk.turned(words), desk.colours))).removeprefix("#")


def _svg(inside: list[Markup], box: Box) -> bytes:
    return element(
        "svg",
        *inside,
        xmlns="http://www.w3.org/2000/svg",
        width=box.width,
        height=box.height,
        viewBox=f"{box.x:.2f} {box.y:.2f} {box.width:.2f} {box.height:.2f}",
    ).encode()
