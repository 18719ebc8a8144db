"""A map's own sheet: stages merged over their steps, a row or more for each lane, figures as numbers.

A slot with several cards has them under one another, each in a cell of its own, with its standing in words.
"""

from typing import Any

from desirepath.maps import SUPPORTED, Card, JourneyMap, steps_of
from desirepath.prints.layout import PlacedRow, place_seen
from desirepath.prints.layout_cards import PlacedCard
from desirepath.prints.layout_lanes import shown_lanes
from desirepath.prints.layout_reading import (
    KIND_WORDS,
    Texts,
    facts_text,
    figure_text,
    headline,
    standing_of,
    state_text,
    subtitle_text,
    supported_text,
)
from desirepath.prints.listing import card_texts
from desirepath.prints.rendering_cards import heat_opacity
from desirepath.prints.retelling import retold_map
from desirepath.prints.sheet_cells import COLUMN, Book, height, merge, number_of, put
from desirepath.prints.sheet_felt import write_emotion, write_expectations
from desirepath.prints.tints import mixed
from desirepath.prints.views import see
from desirepath.prints.wording import joined, word
from desirepath.records import Record

_FIRST = 2  # the column of the first step: before it the lane and what of it
_BORDERS = {"validated": 1, "observed": 1, "assumed": 3, "contradicted": 6}


class _Desk(Record):
    book: Book
    sheet: Any
    name: str
    journey_map: JourneyMap
    columns: dict[str, int]
    texts: dict[str, tuple[str, str | None]]


def write_matrix(book: Book, sheet: Any, name: str, journey_map: JourneyMap, *, texts: Texts | None) -> None:
    """The whole sheet."""
    steps = [step.id for step in steps_of(journey_map)]
    desk = _Desk(
        book=book,
        sheet=sheet,
        name=name,
        journey_map=journey_map,
        columns={step: _FIRST + at for at, step in enumerate(steps)},
        texts=card_texts(retold_map(journey_map), texts),
    )
    if book.is_mirrored:
        sheet.right_to_left()
    placed = place_seen(see(journey_map), texts)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 13)
    sheet.set_column(_FIRST, max(_FIRST, _FIRST + len(steps) - 1), COLUMN)
    row = _write_header(desk)
    sheet.freeze_panes(row, _FIRST)
    sheet.repeat_rows(3, row - 1)
    top = 0.0
    for lane in placed.rows:
        for line in placed.lines:
            if top <= line.y < lane.box.y + 1:
                row = _write_line(desk, row, line.words.text)
        top = lane.box.bottom
        row = _write_lane(desk, row, lane)
    row = _write_notes(desk, row + 1, [words.text for words in placed.footnotes])
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)
    sheet.repeat_columns(0, 1)
    sheet.hide_gridlines(2)


def _write_header(desk: _Desk) -> int:
    book, sheet, journey_map = desk.book, desk.sheet, desk.journey_map
    put(sheet, (0, 0), journey_map.title, book.look(bold=True, font_size=16))
    sheet.set_row(0, 24)
    quiet = book.look(font_color=book.colours.muted)
    put(sheet, (1, 0), subtitle_text(journey_map) or facts_text(journey_map), quiet)
    put(sheet, (2, 0), _standing(journey_map), quiet)
    label = book.look(bold=True, font_color=book.colours.muted)
    counted = any(step.reach is not None for step in steps_of(journey_map))
    for at, text in enumerate(("Stage", "Step", "People" if counted else ""), start=3):
        put(sheet, (at, 0), word(text), label)
    for stage in journey_map.stages:
        if stage.steps:
            first, last = desk.columns[stage.steps[0].id], desk.columns[stage.steps[-1].id]
            look = book.look(bold=True, bg_color=book.colours.stages[stage.type], left=5,
                             left_color=book.colours.stage_bars[stage.type], align="left",
                             indent=1)  # fmt: skip
            merge(sheet, ((3, first), (3, last)), stage.name, look)
    for step in steps_of(journey_map):
        marks = [word("moment of truth")] if step.moment_of_truth else []
        marks += [word("goal")] if step.is_goal else []
        text = "\n".join([step.name, *marks])
        put(sheet, (4, desk.columns[step.id]), text, book.look(bold=not step.is_other, text_wrap=True))
        put(sheet, (5, desk.columns[step.id]), step.reach, book.look(num_format="#,##0", align="left"))
    sheet.set_row(4, height(["\n" + step.name for step in steps_of(journey_map)]))
    return 6


def _standing(journey_map: JourneyMap) -> str:
    """What kind of map it is, how far it is, and how many of its cards are supported."""
    cards = [card for each in see(journey_map).lanes for card in each.lane.cards]
    told = [word(KIND_WORDS[journey_map.map_kind]), state_text(journey_map)]
    supported = sum(standing_of(card) in SUPPORTED for card in cards)
    return joined([*told, supported_text(supported / len(cards), len(cards))] if cards else told)


def _write_lane(desk: _Desk, row: int, lane: PlacedRow) -> int:
    cards = {
        card.id: card for one in shown_lanes(desk.journey_map) if one.id == lane.lane for card in one.cards
    }
    match lane.kind:
        case "emotion":
            rows = write_emotion(desk.book, desk.sheet, row, desk.journey_map, columns=desk.columns)
        case "expectations":
            rows = write_expectations(desk.book, desk.sheet, row, desk.journey_map, columns=desk.columns)
        case "collapsed":
            rows = _write_counts(desk, row, lane)
        case "metrics":
            rows = _write_figures(desk, row, list(cards.values()))
        case _:
            rows = _write_cards(desk, row, lane.cards)
    look = desk.book.look(bold=True, text_wrap=True, top=1, top_color=desk.book.colours.rule)
    label = lane.rail.name
    merge(desk.sheet, ((row, 0), (row + max(rows, 1) - 1, 0)), label, look)
    return row + max(rows, 1)


def _write_cards(desk: _Desk, row: int, cards: list[PlacedCard]) -> int:
    """Cards from the top down, each in the first row where its steps are free."""
    taken: set[tuple[int, int]] = set()
    heights: dict[int, list[str]] = {}
    for card in cards:
        first = desk.columns[card.step]
        spanned = list(range(first, first + _span(desk, card)))
        at = next(at for at in range(len(cards) + 1) if not any((at, one) in taken for one in spanned))
        taken |= {(at, one) for one in spanned}
        text = _text(desk, card)
        merge(desk.sheet, ((row + at, first), (row + at, spanned[-1])), text, _look(desk.book, card))
        heights.setdefault(at, []).append(text if len(spanned) == 1 else "\n" * text.count("\n"))
    for at, texts in heights.items():
        desk.sheet.set_row(row + at, height(texts))
    return len(heights)


def _span(desk: _Desk, card: PlacedCard) -> int:
    found = next(
        (each for lane in shown_lanes(desk.journey_map) for each in lane.cards if each.id == card.card), None
    )
    last = desk.columns.get((found.span_to_step or "") if found else "", desk.columns[card.step])
    return max(1, last - desk.columns[card.step] + 1)


def _text(desk: _Desk, card: PlacedCard) -> str:
    text, body = desk.texts[card.card]
    badge = " ".join(words.text for words in card.badge)
    severe = word("severity {n} of 3", n=card.severity) if card.severity is not None else ""
    marks = [word(card.status), badge, severe, card.pill.words.text if card.pill else ""]
    about = ", ".join(mark for mark in marks if mark)
    return "\n".join(part for part in (text, body, f"[{about}]") if part)


def _look(book: Book, card: PlacedCard) -> Any:
    colours = book.colours
    ground, edge = colours.card, colours.edge
    if card.heat is not None:
        ground, edge = mixed(colours.hotspot, colours.card, heat_opacity(card.heat)), colours.hotspot
    elif card.tone == "strength":
        ground, edge = mixed(colours.positive, colours.card, 0.08), colours.positive
    elif card.tone == "opportunity":
        ground = mixed(colours.accent, colours.card, 0.07)
    return book.look(text_wrap=True, border=_BORDERS[card.status], border_color=edge, bg_color=ground,
                     italic=card.tone == "quote", align="left", indent=1)  # fmt: skip


def _write_figures(desk: _Desk, row: int, cards: list[Card]) -> int:
    """A row for each figure; where a step has two of a name, the second has a row of its own."""
    rows: dict[tuple[str, int], int] = {}
    seen: dict[tuple[str, str], int] = {}
    for card in cards:
        if card.step not in desk.columns:
            continue
        name = word(card.figure or "Figure")
        nth = seen[card.step, name] = seen.get((card.step, name), -1) + 1
        at = rows.setdefault((name, nth), len(rows))
        put(desk.sheet, (row + at, 1), name, desk.book.look(font_color=desk.book.colours.muted))
        _write_figure(desk, row + at, desk.columns[card.step], card)
    return len(rows)


def _write_figure(desk: _Desk, row: int, column: int, card: Card) -> None:
    found = headline(card)
    if found is None:
        put(desk.sheet, (row, column), card.text, desk.book.look(text_wrap=True))
        return
    value, form = number_of(found, found.value, desk.journey_map.currency)
    colour = desk.book.colours.muted if found.too_few else desk.book.colours.ink
    is_plain = ";" not in form and form != "General"
    suffix = f' "({word("too few")})"' if found.too_few and is_plain else ""
    look = desk.book.look(num_format=form + suffix, align="left", font_color=colour, italic=found.too_few)
    put(desk.sheet, (row, column), figure_text(card) if value is None else value, look)


def _write_counts(desk: _Desk, row: int, lane: PlacedRow) -> int:
    """How many cards each slot of a folded lane holds."""
    for one in lane.counts:
        put(desk.sheet, (row, desk.columns[one.step]), one.words.text, desk.book.look(italic=True))
    return 1


def _write_line(desk: _Desk, row: int, text: str) -> int:
    """A line of interaction or visibility."""
    look = desk.book.look(italic=True, font_color=desk.book.colours.muted, bottom=8)
    for column in range(max(desk.columns.values(), default=1) + 1):
        put(desk.sheet, (row, column), text if column == 0 else None, look)
    return row + 1


def _write_notes(desk: _Desk, row: int, notes: list[str]) -> int:
    look = desk.book.look(font_color=desk.book.colours.muted)
    for at, note in enumerate(notes):
        put(desk.sheet, (row + at, 0), note, look)
    return row + len(notes)
