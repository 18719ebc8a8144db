"""A laid out map in parts that fit on pages: some columns, some rows, rail and header with each.

Columns are parted where a stage ends, and never under a card that spans the place unless it must be; rows
are parted between lanes. Paper and slides are cut by the same rules; here nothing is drawn.
"""

from collections.abc import Sequence
from itertools import pairwise

import msgspec

from desirepath.prints.layout import RAIL, Layout, PlacedRow
from desirepath.prints.layout_cards import PlacedCard
from desirepath.prints.layout_links import PlacedLink
from desirepath.prints.layout_marks import Box, Style, Words, broken
from desirepath.records import Record

Span = tuple[float, float]


class Part(Record):
    """What one page shows of a layout: from `left` to `right` and from `top` to `bottom`, in its pixels."""

    placed: Layout  # its rows are as high as what the page's columns hold
    left: float
    right: float
    top: float
    bottom: float
    head_top: float  # the header, which comes along: stage bands and step names
    head_bottom: float

    @property
    def width(self) -> float:
        """With the rail."""
        return RAIL + self.right - self.left

    @property
    def height(self) -> float:
        """With the header."""
        return self.head_bottom - self.head_top + self.bottom - self.top


class Group(Record):
    """Steps that stand on a page side by side, from the first to the last."""

    first: str
    last: str
    count: int


def parts(groups: Sequence[tuple[Layout, Span]], *, first: float, height: float) -> list[Part]:
    """The parts in reading order, from a layout and a stretch of its columns for each group: a page has room
    for `height` below its title (`first` on the first page, which has the whole title block)."""
    found: list[Part] = []
    for placed, (left, right) in groups:
        top, bottom = head(placed)
        room = first if not found else height
        for row_top, row_bottom in row_groups(
            placed, first=room - (bottom - top), room=height - (bottom - top)
        ):
            found.append(
                Part(
                    placed=placed,
                    left=left,
                    right=right,
                    top=row_top,
                    bottom=row_bottom,
                    head_top=top,
                    head_bottom=bottom,
                )
            )
    return found


def head(placed: Layout) -> Span:
    """Where stage bands begin and the names of the steps end."""
    top = min((band.box.y for band in placed.bands), default=placed.grid.y)
    return top, max((step.box.bottom for step in placed.steps), default=top)


def column_groups(placed: Layout, room: float) -> list[Group]:
    """The steps in groups no wider than the room, as few and as even as can be; a stage wider than that is
    parted between its steps."""
    blocks = _blocks(placed, room)
    fewest = len(_filled(blocks, room))
    widths = sorted({other[1] - one[0] for one in blocks for other in blocks if other[1] > one[0]})
    even = next((width for width in widths if len(_filled(blocks, width)) <= fewest), room)
    return [_group(placed, span) for span in _filled(blocks, even)]


def stretch_of(placed: Layout, group: Group) -> Span:
    """From where to where a group's columns reach."""
    boxes = {step.step: step.box for step in placed.steps}
    return boxes[group.first].x, boxes[group.last].right


def row_groups(placed: Layout, *, first: float, room: float) -> list[Span]:
    """The rows in groups no higher than the room; a row higher than that has a page of its own."""
    groups: list[Span] = []
    for top, bottom in pairwise(_ends_of_rows(placed)):
        limit = first if len(groups) <= 1 else room
        if groups and bottom - groups[-1][0] <= limit:
            groups[-1] = (groups[-1][0], bottom)
        else:
            groups.append((top, bottom))
    return groups


def tallest_row(placed: Layout) -> float:
    """The height that a page must have below the header."""
    return max(bottom - top for top, bottom in pairwise(_ends_of_rows(placed)))


def _ends_of_rows(placed: Layout) -> list[float]:
    """Where the header ends and each row; without lanes, what there is below the header is one."""
    start = head(placed)[1]
    rows = [row.box.bottom for row in placed.rows]
    return [start, *(rows or [max(start, placed.grid.bottom)])]


def only(part: Part) -> Layout:
    """The layout with nothing in it that the part does not show, bands and cards cut at its edges."""
    placed = part.placed
    return msgspec.structs.replace(
        placed,
        bands=[band for band in placed.bands if _overlaps(band.box, part.left, part.right)],
        steps=[step for step in placed.steps if _overlaps(step.box, part.left, part.right)],
        rows=[_only_row(row, part) for row in placed.rows if part.top <= _middle(row.box) < part.bottom],
        lines=[line for line in placed.lines if part.top <= line.y < part.bottom],
        heats=[heat for heat in placed.heats if _overlaps(heat.box, part.left, part.right)],
        links=[link for link in placed.links if _begins_or_ends_in(link, part)],
    )


def _begins_or_ends_in(link: PlacedLink, part: Part) -> bool:
    return any(part.left <= point.x <= part.right for point in (link.points[0], link.points[-1]))


def _filled(blocks: Sequence[Span], room: float) -> list[Span]:
    """Blocks side by side as long as there is room."""
    groups: list[Span] = []
    for left, right in blocks:
        if groups and right - groups[-1][0] <= room:
            groups[-1] = (groups[-1][0], right)
        else:
            groups.append((left, right))
    return groups


def _group(placed: Layout, span: Span) -> Group:
    steps = [step.step for step in placed.steps if span[0] <= _centre(step.box) < span[1]]
    return Group(first=steps[0], last=steps[-1], count=len(steps))


def _blocks(placed: Layout, room: float) -> list[Span]:
    """What should stay on one page: stages, together where a card reaches from one into the next."""
    blocks: list[Span] = []
    for span in _stages(placed):
        spanned = blocks and any(card.box.x < span[0] < card.box.right for card in _cards(placed))
        if spanned and span[1] - blocks[-1][0] <= room:
            blocks[-1] = (blocks[-1][0], span[1])
        else:
            blocks.append(span)
    return [piece for block in blocks for piece in _pieces(placed, block, room)]


def _stages(placed: Layout) -> list[Span]:
    """Each stage from the left of its first step to the right of its last."""
    spans = []
    for band in placed.bands:
        inside = [step.box for step in placed.steps if band.box.x <= _centre(step.box) <= band.box.right]
        spans.append((inside[0].x, inside[-1].right))
    return spans


def _pieces(placed: Layout, block: Span, room: float) -> list[Span]:
    if block[1] - block[0] <= room:
        return [block]
    steps = [step.box for step in placed.steps if block[0] <= _centre(step.box) < block[1]]
    fitting = max(1, int(room // max(step.width for step in steps)))
    pages = -(-len(steps) // fitting)
    each = -(-len(steps) // pages)  # as even as can be
    return [(some[0].x, some[-1].right) for some in _chunks(steps, each)]


def _chunks(boxes: Sequence[Box], size: int) -> list[Sequence[Box]]:
    return [boxes[at : at + size] for at in range(0, len(boxes), size)]


def _cards(placed: Layout) -> list[PlacedCard]:
    return [card for row in placed.rows for card in row.cards]


def _only_row(row: PlacedRow, part: Part) -> PlacedRow:
    empty = row.empty
    if empty is not None:
        x = part.left + empty.x - RAIL
        empty = msgspec.structs.replace(empty, x=x, limit=max(empty.width, part.right - x))
    return msgspec.structs.replace(
        row,
        empty=empty,
        cards=[card for card in row.cards if _overlaps(card.box, part.left, part.right)],
        panels=[panel for panel in row.panels if _overlaps(panel.box, part.left, part.right)],
        expectations=[each for each in row.expectations if _overlaps(each.box, part.left, part.right)],
        counts=[each for each in row.counts if _overlaps(each.box, part.left, part.right)],
    )


def cut_card(card: PlacedCard, across: Span) -> PlacedCard:
    """A card as far as it is seen, its text set again."""
    box = _cut(card.box, across, margin=5)
    if box == card.box:
        return card
    words = _reset(card.words, card.box, box)
    return msgspec.structs.replace(
        card, box=box, words=words, badge=_reset(card.badge, card.box, box), pill=None
    )


def _reset(words: list[Words], whole: Box, shown: Box) -> list[Words]:
    """Paragraphs set again in a narrower box, on the lines they had; what finds no room ends in …"""
    again: list[Words] = []
    for paragraph in _paragraphs(words):
        first = paragraph[0]
        limit = max(20.0, first.limit - whole.width + shown.width)
        style = Style(size=first.size, leading=0, weight=first.weight, italic=first.italic)
        lines = broken(" ".join(line.text for line in paragraph), style, limit, most=len(paragraph))
        again += [
            msgspec.structs.replace(old, text=text, x=old.x - whole.x + shown.x, limit=limit)
            for old, text in zip(paragraph, lines, strict=False)
        ]
    return again


def _paragraphs(words: list[Words]) -> list[list[Words]]:
    """Neighbouring lines of one look."""
    found: list[list[Words]] = []
    for line in words:
        if found and (found[-1][0].size, found[-1][0].italic) == (line.size, line.italic):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _cut(box: Box, across: Span, *, margin: float) -> Box:
    left, right = max(box.x, across[0] + margin), min(box.right, across[1] - margin)
    if left <= box.x and right >= box.right:
        return box
    return Box(x=left, y=box.y, width=right - left, height=box.height)


def _overlaps(box: Box, left: float, right: float) -> bool:
    return box.x < right - 0.5 and left + 0.5 < box.right


def _centre(box: Box) -> float:
    return box.x + box.width / 2


def _middle(box: Box) -> float:
    return box.y + box.height / 2
