"""A map as PowerPoint slides of native shapes: everything on them can be moved, edited and restyled.

The slides are planned as paper is (`paper`), each with the rail, the stages and the steps of what it shows.
`slide_marks` draws, `slide_shapes` knows PowerPoint.
"""

from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.util import Emu, Pt

from desirepath.drawing import palette
from desirepath.maps import JourneyMap, parse_time, steps_of
from desirepath.prints.layout import RAIL, Layout, PlacedRow
from desirepath.prints.layout_header import MARGIN
from desirepath.prints.layout_marks import Box
from desirepath.prints.layout_reading import Texts, description
from desirepath.prints.layout_reality import Reality
from desirepath.prints.listing import card_texts
from desirepath.prints.paging import Part, only
from desirepath.prints.paper import EDGE, SLIDE, Plan, planned_on, said_of
from desirepath.prints.pdf_table import curve_text
from desirepath.prints.retelling import retold_map
from desirepath.prints.slide_axes import (
    add_clock,
    add_count,
    add_expectation,
    add_gap,
    add_link,
    add_note,
    add_rail_words,
    add_reality,
    add_ways,
)
from desirepath.prints.slide_cards import add_card, add_panel
from desirepath.prints.slide_emotion import add_axis, add_curve_key, add_emotion
from desirepath.prints.slide_marks import (
    add_band,
    add_dashed,
    add_evidence_bar,
    add_heat,
    add_rail,
    add_sign,
    add_step,
)
from desirepath.prints.slide_shapes import FONT, Canvas, add_box, add_line, set_direction
from desirepath.prints.slide_words import add_words
from desirepath.prints.views import see
from desirepath.prints.wording import word
from desirepath.records import Record

TITLE_ONLY = 5  # the layout of python-pptx's template that has a title and nothing else
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest moment that a ZIP can name


class _Desk(Record):
    """What every slide is made with."""

    journey_map: JourneyMap
    plan: Plan
    cards: dict[str, tuple[str, str | None]]  # id → text and body
    steps: dict[str, str]
    is_mirrored: bool


def compose(journey_map: JourneyMap, texts: Texts | None) -> bytes:
    """The presentation's bytes."""
    plan = planned_on(journey_map, SLIDE, texts)
    desk = _Desk(
        journey_map=journey_map,
        plan=plan,
        cards=card_texts(retold_map(journey_map), texts),
        steps={step.id: step.name for step in steps_of(journey_map)},
        is_mirrored=see(journey_map).is_mirrored,
    )
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Pt(SLIDE.width), Pt(SLIDE.height)
    _describe(presentation.core_properties, journey_map)
    for number in range(plan.pages):
        _add_slide(presentation, desk, number)
    return timeless(presentation)


def _add_slide(presentation: Any, desk: _Desk, number: int) -> None:
    plan = desk.plan
    slide = presentation.slides.add_slide(presentation.slide_layouts[TITLE_ONLY])
    slide.shapes.turbo_add_enabled = True  # shapes get their numbers without a look at all the others
    canvas = Canvas(
        shapes=slide.shapes,
        scale=plan.scale,
        edge=EDGE,
        colours=palette("light"),
        turned_at=plan.width if desk.is_mirrored else None,
    )
    _set_title(slide.shapes.title, desk, number, canvas)
    if number == 0:
        _add_title_block(canvas, plan)
    if number < len(plan.parts):
        _add_part(canvas, desk, number)
    if number == plan.pages - 1:
        for sign in plan.closing.legend:
            add_sign(canvas, sign)
        for words in plan.closing.notes:
            add_words(canvas, words, name="Footnote")
    set_notes(slide, _notes(desk, number), is_turned=desk.is_mirrored)


def set_notes(slide: Any, text: str, *, is_turned: bool) -> None:
    """What is said beside a slide."""
    frame = slide.notes_slide.notes_text_frame
    frame.text = text
    for paragraph in frame.paragraphs:
        set_direction(paragraph, paragraph.text, is_turned=is_turned)


def _set_title(title: Any, desk: _Desk, number: int, canvas: Canvas) -> None:
    """The slide's title: the map's, then what each of the others shows."""
    lines = sum(words.size == 22 for words in desk.plan.title.words) if number == 0 else 1
    if number == 0:
        box = Box(x=MARGIN, y=14, width=desk.plan.title.words[0].limit, height=28.0 * lines)
        set_title(title, canvas, desk.journey_map.title, box=box, size=22)
        return
    box = Box(x=MARGIN, y=6, width=desk.plan.width - 2 * MARGIN, height=18)
    set_title(title, canvas, said_of(desk.journey_map, desk.plan, number), box=box, size=12)


def set_title(title: Any, canvas: Canvas, text: str, *, box: Box, size: float) -> None:
    """A slide's title, which outlines and screen readers list."""
    title.name = word("Title")
    title.left, title.top, title.width, title.height = canvas.frame(box)
    frame = title.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Emu(0)
    frame.auto_size, frame.vertical_anchor, frame.word_wrap = MSO_AUTO_SIZE.NONE, MSO_ANCHOR.TOP, True
    frame.text = text
    paragraph = frame.paragraphs[0]
    set_direction(paragraph, frame.text, is_turned=canvas.is_turned)
    run = paragraph.runs[0] if paragraph.runs else paragraph.add_run()
    run.font.size, run.font.bold, run.font.name = Pt(size * canvas.scale), True, FONT


def _add_title_block(canvas: Canvas, plan: Plan) -> None:
    for words in plan.title.words:
        if words.size < 22:
            add_words(canvas, words)
    if plan.title.evidence:
        add_evidence_bar(canvas, plan.title.evidence)


def _add_part(canvas: Canvas, desk: _Desk, number: int) -> None:
    plan, part = desk.plan, desk.plan.parts[number]
    shown, top = only(part), plan.top(number)
    head = canvas.moved(RAIL - part.left, top - part.head_top)
    below = top + part.head_bottom - part.head_top - part.top
    rail, grid = canvas.moved(0, below), canvas.moved(RAIL - part.left, below)
    for heat in shown.heats:
        add_heat(head, heat, part.head_top, part.head_bottom)
    for band in shown.bands:
        add_band(head, band, band.name)
    for step in shown.steps:
        add_step(head, step, desk.steps[step.step])
    _add_axes(
        shown, part, heads=_Panes(rail=canvas.moved(0, top - part.head_top), grid=head),
        below=_Panes(rail=rail, grid=grid),
    )  # fmt: skip
    _add_rows(_Panes(rail=rail, grid=grid), desk, shown, part)
    if shown.empty:
        add_words(canvas.moved(0, top - part.head_top), shown.empty)


class _Panes(Record):
    """Where the rows of a slide are drawn: beside the rail and in the grid."""

    rail: Canvas
    grid: Canvas


def _add_axes(shown: Layout, part: Part, *, heads: _Panes, below: _Panes) -> None:
    """Clock, silences and ways: those above the names with the names, those below with the first lane."""
    across, clock, ways = (part.left, part.right), shown.clock, shown.ways
    for gap in shown.gaps:
        add_gap(heads.grid, gap, across, (gap.box.y, part.head_bottom))
        add_gap(below.grid, gap, across, (part.top, part.bottom))
    if clock:
        add_clock(heads.grid, clock, across)
        add_rail_words(heads.rail, "clock", clock.icon_at, clock.rail)
    if shown.reality:
        _add_reality(shown.reality, part, heads=heads, below=below)
    if ways and part.top <= ways.box.y < part.bottom:
        add_ways(below.grid, ways, across)
        add_rail_words(below.rail, "git-branch", ways.icon_at, ways.rail)


def _add_reality(real: Reality, part: Part, *, heads: _Panes, below: _Panes) -> None:
    for strip, panes in (("loops", heads), ("onward", below)):
        heights = [way.across_y for way in real.ways if way.strip == strip]
        if heights and (strip == "loops" or part.top <= min(heights) < part.bottom):
            add_reality(panes.grid, real, strip, (part.left, part.right))
            words = [each for each in real.words if (each.y < part.head_bottom) == (strip == "loops")]
            add_rail_words(panes.rail, None, (0, 0), words)


def _add_rows(panes: _Panes, desk: _Desk, shown: Layout, part: Part) -> None:
    rail, right = panes.rail, RAIL + part.right - part.left
    dashed = {line.y - 13 for line in shown.lines}
    for row in shown.rows:
        if row.emotion:
            _add_feelings(panes, desk, row, shown, part=part)
        elif row.box.bottom not in dashed:
            add_line(rail, (MARGIN, row.box.bottom), (right, row.box.bottom), colour=rail.colours.rule)
        add_rail(rail, row)
        _add_inside(panes.grid, desk, row)
    for line in shown.lines:
        add_dashed(rail, line, right)
    _add_over(panes.grid, shown, part)


def _add_inside(grid: Canvas, desk: _Desk, row: PlacedRow) -> None:
    """What stands in a lane."""
    for card in row.cards:
        add_card(grid, card, *desk.cards[card.card])
    for panel in row.panels:
        add_panel(grid, panel)
    for told in row.expectations:
        add_expectation(grid, told)
    for count in row.counts:
        add_count(grid, count)
    if row.empty:
        add_words(grid, row.empty)


def _add_over(grid: Canvas, shown: Layout, part: Part) -> None:
    """What lies over the lanes: ways between cards, the numbers of comments."""
    for link in shown.links:
        if all(_is_on(point.x, point.y, part) for point in link.points):
            add_link(grid, link)
    for pin in shown.pins:
        if _is_on(pin.x, pin.y, part):
            add_note(grid, pin)


def _is_on(x: float, y: float, part: Part) -> bool:
    return part.left <= x <= part.right and part.top <= y <= part.bottom


def _add_feelings(panes: _Panes, desk: _Desk, row: PlacedRow, shown: Layout, *, part: Part) -> None:
    """The lane of the emotion curve, on its ground."""
    if row.emotion is None:
        return
    ground = Box(x=0, y=row.box.y, width=RAIL + part.right - part.left, height=row.box.height)
    add_box(panes.rail, ground, fill=panes.rail.colours.panel)
    for heat in shown.heats:
        add_heat(panes.grid, heat, row.box.y, row.box.bottom)
    add_curve_key(panes.rail, row.curves)
    add_axis(panes.rail, row.emotion)
    alt = curve_text(desk.journey_map, row, shown)
    add_emotion(panes.grid, row.emotion, part.left, part.right, alt=alt)


def _notes(desk: _Desk, number: int) -> str:
    """What is said beside a slide: a summary, and what the data are."""
    closing = desk.plan.closing
    notes = [description(desk.journey_map)] if number == 0 else [said_of(desk.journey_map, desk.plan, number)]
    notes += [words.text for words in closing.notes]
    signs = "; ".join(sign.words.text for sign in closing.legend)
    notes += [word("Signs: {names}.", names=signs)] if signs else []
    return "\n".join(notes)


def _describe(properties: Any, journey_map: JourneyMap) -> None:
    known = journey_map.last_reviewed_at or journey_map.as_of
    at = parse_time(known, key="as_of").replace(tzinfo=None) if known else datetime(*_EPOCH)  # noqa: DTZ001
    properties.title, properties.author = journey_map.title[:255], (journey_map.owner or "")[:255]
    properties.subject, properties.keywords = description(journey_map)[:255], "customer journey map"
    properties.created = properties.modified = at
    properties.last_modified_by, properties.revision = "", 1
    properties.language = journey_map.language or "en"


def timeless(presentation: Any) -> bytes:
    """A presentation's bytes without the moment at which they were zipped."""
    file, made = BytesIO(), BytesIO()
    presentation.save(file)
    file.seek(0)
    with ZipFile(file) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name, _EPOCH), old.read(name), ZIP_DEFLATED)
    return made.getvalue()
