"""The rows of differences: figures of both maps, and the cards that are not the same in both.

Cards that are the same are only counted, so that the picture shows what is different.
"""

from desirepath.maps import (
    EMOTION,
    Card,
    CardChange,
    Column,
    FigureChange,
    LaneChange,
    LaneRole,
    count_text,
)
from desirepath.prints.layout import LEAST_ROW, RAIL, ROW_PADDING, Rail
from desirepath.prints.layout_cards import GUTTER, INSET, SIDE
from desirepath.prints.layout_comparing import ComparedFrame, Line
from desirepath.prints.layout_header import MARGIN
from desirepath.prints.layout_marks import CAPTION, CARD, HEADER, Box, Style, Words, broken, one_line, stacked
from desirepath.prints.layout_reading import LANE_ICONS, LANE_ORDER, WITHDRAWN, Texts, quote_text
from desirepath.prints.layout_two_curves import DeltaPill, delta_pill
from desirepath.prints.retelling import interval, reading
from desirepath.prints.wording import listed, onward, quoted, word
from desirepath.records import Record

FIGURE = Style(size=12, leading=16, weight=600)
OLD = Style(size=12, leading=16, colour="muted")
MOST_LINES = 5
STRIP = 20.0  # of a card, for its sign and state


class ChangedCard(Record):
    """A card that is not the same in both maps."""

    box: Box
    state: str
    mark: Words
    lines: list[Line]
    title: str
    is_mirrored: bool = False


class OverlayRow(Record):
    """A row of figures or cards; a cell's plain lines are figures, or how many cards are the same."""

    role: str
    box: Box
    rail: Rail
    lines: list[Words]
    pills: list[DeltaPill] = []
    cards: list[ChangedCard] = []


def rail_of(label: str, icon: str, top: float) -> Rail:
    """A row's name at the left."""
    room = RAIL - MARGIN - 26 - 14
    words = stacked(
        broken(word(label), HEADER, room, most=3), HEADER, x=MARGIN + 26, top=top + 12, limit=room
    )
    return Rail(icon=icon, icon_at=(MARGIN, top + 11), words=words)


def figure_names(columns: list[Column]) -> list[str]:
    """The figures but the emotion that both maps have at some step, each once."""
    names = dict.fromkeys(
        figure.name for column in columns for figure in column.figures if _is_twofold(figure)
    )
    return [name for name in names if name != EMOTION]


def one_sided(columns: list[Column], names: tuple[str, str]) -> list[str]:
    """What only one of the maps has anywhere, in words: its figures, and lanes the other lacks."""
    told = []
    for side, name in zip(("before", "after"), names, strict=True):
        figures = dict.fromkeys(
            figure.name for column in columns for figure in column.figures if getattr(figure, side)
        )
        both = {EMOTION, *figure_names(columns)}
        lanes = [
            label for role, label in lane_names(columns) if side == "before" and is_only(columns, role, label)
        ]
        if only := [each for each in (*figures, *lanes) if each not in both]:
            told.append(word("Only in {map}: {names}.", map=name, names=listed(map(word, only))))
    return told


def is_only(columns: list[Column], role: LaneRole, label: str, side: str = "before") -> bool:
    """Whether all the cards of a lane are of one side."""
    lanes = [lane for column in columns if (lane := lane_of(column, role, label))]
    other = "after" if side == "before" else "before"
    return not any(getattr(card, other) for lane in lanes for card in lane.cards)


def _is_twofold(figure: FigureChange) -> bool:
    return figure.before is not None and figure.after is not None


def place_figure_row(name: str, columns: list[Column], frame: ComparedFrame, top: float) -> OverlayRow:
    """The row of one figure: both values, their difference, how sure it is."""
    lines: list[Words] = []
    pills: list[DeltaPill] = []
    bottom = top + LEAST_ROW
    for column, (left, right) in zip(columns, frame.edges, strict=True):
        change = column.figure(name)
        if change is None:
            continue
        cell, pill, end = _figure_cell(change, left + 12, right - left - 22, top + ROW_PADDING)
        lines += cell
        pills += [pill] if pill else []
        bottom = max(bottom, end + ROW_PADDING)
    rail = rail_of(name, LANE_ICONS["metrics"], top)
    box = Box(x=0, y=top, width=frame.right, height=max(bottom, rail.words[-1].y + 10) - top)
    return OverlayRow(role="metrics", box=box, rail=rail, lines=lines, pills=pills)


def _figure_cell(
    change: FigureChange, x: float, room: float, y: float
) -> tuple[list[Words], DeltaPill | None, float]:
    old, new = (reading(side) if side else "–" for side in (change.before, change.after))
    text = onward(old, new)
    figures = broken(text, FIGURE, room, most=2)
    lines = stacked(figures, FIGURE, x=x, top=y, limit=room)
    y += FIGURE.leading * len(figures) + 2
    pill = delta_pill(change, center=0, top=y, limit=room)
    if pill:  # it stands at the left, under the figures
        shift = x + pill.box.width / 2
        box = Box(x=x, y=pill.box.y, width=pill.box.width, height=18)
        pill = DeltaPill(box=box, words=_at(pill.words, shift), sureness=pill.sureness, title=pill.title)
        y += 22
    for note in _figure_notes(change):
        told = broken(note, CAPTION, room, most=2)
        lines += stacked(told, CAPTION, x=x, top=y, limit=room)
        y += CAPTION.leading * len(told)
    return lines, pill, y


def _figure_notes(change: FigureChange) -> list[str]:
    notes = [interval(change)] if not change.too_few else []
    sides = (change.before, change.after)
    planned = [word(side.source) for side in sides if side and side.source != "measured"]
    counts = [count_text(side.n) for side in sides if side and side.n is not None]
    parts = list(dict.fromkeys([*counts, *planned]))
    if parts:
        notes.append(("n = " if counts else "") + (onward(*parts) if len(parts) == 2 else parts[0]))
    return [note for note in notes if note]


def _at(words: Words, x: float) -> Words:
    return Words(text=words.text, x=x, y=words.y, limit=words.limit, size=words.size, weight=words.weight,
                 colour=words.colour, anchor="middle")  # fmt: skip


def lane_names(columns: list[Column]) -> list[tuple[LaneRole, str]]:
    """The lanes of either map with their labels, in the order in which maps draw them."""
    found: dict[tuple[LaneRole, str], str] = {}
    for column in columns:
        for lane in column.lanes:
            found.setdefault((lane.role, lane.label.casefold() if lane.role == "custom" else ""), lane.label)
    named = [(role, label) for (role, _), label in found.items()]
    return sorted(named, key=lambda each: LANE_ORDER.index(each[0]))


def lane_of(column: Column, role: LaneRole, label: str) -> LaneChange | None:
    """A lane's cards at one step, where there are any."""
    wanted = label.casefold() if role == "custom" else None
    return next(
        (lane for lane in column.lanes if lane.role == role and wanted in {None, lane.label.casefold()}), None
    )


def place_card_row(
    role: LaneRole,
    label: str,
    lanes: list[LaneChange | None],
    frame: ComparedFrame,
    *,
    top: float,
    texts: Texts | None,
) -> OverlayRow:
    """The row of one lane: the cards that are not the same, and how many are."""
    cards: list[ChangedCard] = []
    lines: list[Words] = []
    bottom = top + LEAST_ROW
    for lane, (left, right) in zip(lanes, frame.edges, strict=True):
        if lane is None:
            continue
        y = top + ROW_PADDING
        for change in lane.cards:
            if change.state != "same":
                cards.append(
                    _changed(
                        change,
                        role,
                        Box(x=left + INSET, y=y, width=right - left - 2 * INSET, height=0),
                        texts,
                    )
                )
                y = cards[-1].box.bottom + GUTTER
        same = sum(change.state == "same" for change in lane.cards)
        if same:
            words = one_line(
                word("{n} the same", n=same), CAPTION, x=left + 12, y=y + 13, limit=right - left - 22
            )
            lines.append(words)
            y += 22
        bottom = max(bottom, y)
    rail = rail_of(label, LANE_ICONS[role], top)
    box = Box(x=0, y=top, width=frame.right, height=max(bottom, rail.words[-1].y + 10) - top)
    return OverlayRow(role=role, box=box, rail=rail, lines=lines, cards=cards)


def _changed(change: CardChange, role: LaneRole, at: Box, texts: Texts | None) -> ChangedCard:
    x, room = at.x + SIDE, at.width - 2 * SIDE
    y = at.y + 6 + STRIP
    old, new = (_said(card, role, texts) for card in (change.before, change.after))
    parts: list[tuple[str, Style, bool]] = []
    if old is not None and old != new:
        parts.append((old, OLD, True))
    if new is not None:
        parts.append((new, CARD, False))
    said = [words for words in change.words if words != "text"]
    parts += [(", ".join(said), CAPTION, False)] if said else []
    lines: list[Line] = []
    for text, style, struck in parts:
        told = broken(text, style, room, most=MOST_LINES)
        lines += [
            Line(words=words, is_struck=struck) for words in stacked(told, style, x=x, top=y, limit=room)
        ]
        y += style.leading * len(told) + 2
    mark = one_line(word(change.state), CAPTION, x=x + 16, y=at.y + 17, limit=room - 16)
    box = Box(x=at.x, y=at.y, width=at.width, height=y + 6 - at.y)
    title = "\n".join([word(change.state), *(text for text, _, _ in parts)])
    return ChangedCard(box=box, state=change.state, mark=mark, lines=lines, title=title)


def _said(card: Card | None, role: LaneRole, texts: Texts | None) -> str | None:
    if card is None:
        return None
    if role != "quotes":
        return card.text
    found = quote_text(card, texts)
    return quoted(found) if found else word(WITHDRAWN)
