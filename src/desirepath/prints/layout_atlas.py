"""All maps in one overview: each a box with its steps in a strip, those below it indented under it.

A step that another map tells in detail is marked, and that map says which step it tells. What is missing is
drawn as missing.
"""

import msgspec

from desirepath.maps import Atlas, AtlasEntry, AtlasStep
from desirepath.prints.layout_curve import Point
from desirepath.prints.layout_header import KIND, MARGIN
from desirepath.prints.layout_marks import (
    BODY,
    CAPTION,
    SUBTITLE,
    TITLE,
    Box,
    Style,
    Words,
    broken,
    one_line,
    stacked,
)
from desirepath.prints.layout_mirror import mirrored
from desirepath.prints.layout_reading import KIND_WORDS, supported_text
from desirepath.prints.wording import RIGHT_TO_LEFT, counted, joined, spoken, word
from desirepath.records import Record

WIDTH = 1480.0
INDENT = 34.0
DEEPEST = 12  # deeper maps are not indented further
SIDE = 16.0
CHIP = 56.0
GAP = 12.0
NAME = Style(size=14, leading=19, weight=600)
STEP = Style(size=10, leading=12)
TELLS = Style(size=10.5, leading=15, weight=600, colour="accent")
LEAST_NAMED = 64.0  # a narrower chip has no name


class Chip(Record):
    """A step of a map, as wide as there is room."""

    box: Box
    stage_type: str
    begins: bool  # a stage
    is_hot: bool
    has_map: bool
    words: list[Words]
    title: str
    is_mirrored: bool = False


class AtlasBox(Record):
    """A map in the overview; `joint` leads from the map above to it."""

    key: str
    state: str
    box: Box
    words: list[Words]
    chips: list[Chip]
    meter: Box | None
    supported: float
    joint: list[Point]
    title: str
    is_mirrored: bool = False


class AtlasLayout(Record):
    """The whole overview, placed."""

    width: float
    height: float
    title: list[Words]
    boxes: list[AtlasBox]
    notes: list[Words]


def lay_atlas(atlas: Atlas) -> AtlasLayout:
    """The placed overview."""
    entries = list(atlas.every())
    head = stacked([word("All maps")], TITLE, x=MARGIN, top=16, limit=600)
    head += stacked([_about(entries)], SUBTITLE, x=MARGIN, top=46, limit=WIDTH - 2 * MARGIN)
    head.append(one_line(word("Atlas").upper(), KIND, x=WIDTH - MARGIN, y=32, limit=200, anchor="end"))
    boxes: list[AtlasBox] = []
    line: list[AtlasBox] = []  # from the top map to where we are
    y = 84.0
    for depth, entry in entries:
        del line[depth:]
        above = line[-1] if line else None
        boxes.append(_box(entry, min(depth, DEEPEST), y, above))
        line.append(boxes[-1])
        y = boxes[-1].box.bottom + GAP
    notes, y = _notes(entries, y)
    placed = AtlasLayout(width=WIDTH, height=y + 16, title=head, boxes=boxes, notes=notes)
    return mirrored(placed, WIDTH) if spoken() in RIGHT_TO_LEFT else placed


def _about(entries: list[tuple[int, AtlasEntry]]) -> str:
    told = sum(entry.state == "told" for _, entry in entries)
    missing = sum(entry.state == "missing" for _, entry in entries)
    parts = [counted(told, "map"), word("{n} missing", n=missing) if missing else ""]
    depth = max((depth for depth, _ in entries), default=0)
    parts.append(word("{n} levels", n=depth + 1) if depth else "")
    return joined(part for part in parts if part)


def _box(entry: AtlasEntry, depth: int, top: float, above: AtlasBox | None) -> AtlasBox:
    left = MARGIN + INDENT * depth
    width = WIDTH - MARGIN - left
    room = width - 2 * SIDE
    words, y = _tells(entry, at=Box(x=left + SIDE, y=top + 10, width=room - 160, height=0))
    name, y = _named(entry, left + SIDE, y, room - 150)
    words += name
    meter, supported = None, 0.0
    chips: list[Chip] = []
    if entry.state == "told":
        if entry.supported is not None:
            meter = Box(x=left + SIDE, y=y + 5, width=80, height=6)
            supported = entry.supported * 80
        shift = 90 if meter else 0
        words.append(one_line(_standing(entry), BODY, x=left + SIDE + shift, y=y + 12, limit=room - shift))
        y += 20
        chips = _chips(entry.steps, Box(x=left + SIDE, y=y + 2, width=room, height=CHIP))
        y += CHIP + 4 if chips else 0
        kind = word(KIND_WORDS[entry.map_kind]).upper()
        words.append(one_line(kind, KIND, x=left + width - SIDE, y=top + 23, limit=150, anchor="end"))
    box = Box(x=left, y=top, width=width, height=y + 8 - top)
    return AtlasBox(
        key=entry.key, state=entry.state, box=box, words=words, chips=chips, meter=meter, supported=supported,
        joint=_joint(box, above), title=f"{entry.title or entry.key}\n{_standing(entry)}",
    )  # fmt: skip


def _tells(entry: AtlasEntry, *, at: Box) -> tuple[list[Words], float]:
    """Which step of the map above this one tells."""
    if entry.under is None:
        return [], at.y
    words = one_line(word("in “{step}”", step=entry.tells), TELLS, x=at.x, y=at.y + 11, limit=at.width)
    return [words], at.y + TELLS.leading + 1


def _named(entry: AtlasEntry, x: float, y: float, room: float) -> tuple[list[Words], float]:
    if entry.state == "missing":
        text = word("The map “{key}” is missing: nobody has written it yet.", key=entry.key)
        style = BODY
    elif entry.state == "elsewhere":
        text, style = word("{title}: shown further up", title=entry.title), BODY
    else:
        text, style = entry.title or entry.key, NAME
    lines = broken(text, style, room, most=2)
    words = [
        msgspec.structs.replace(each, is_flush=True) for each in stacked(lines, style, x=x, top=y, limit=room)
    ]
    return words, y + style.leading * len(lines)


def _standing(entry: AtlasEntry) -> str:
    """Steps, support, hotspots, persona and status in one line."""
    if entry.state != "told":
        return word(entry.state)
    parts = [
        counted(len(entry.steps), "step"),
        supported_text(entry.supported, entry.cards) if entry.supported is not None else word("no cards"),
        counted(entry.hotspots, "hotspot") if entry.hotspots else word("no hotspots"),
        entry.persona or "",
        word(entry.status.replace("_", " ")),
    ]
    return joined(part for part in parts if part)


def _chips(steps: list[AtlasStep], strip: Box) -> list[Chip]:
    chips: list[Chip] = []
    width = strip.width / max(1, len(steps))
    last = None
    for at, step in enumerate(steps):
        box = Box(x=strip.x + at * width + 1, y=strip.y, width=width - 2, height=strip.height)
        words: list[Words] = []
        room = box.width - 14
        if width >= LEAST_NAMED:
            room -= 6 if step.is_hot else 0  # the dot stands at the upper right
            lines = broken(step.name, STEP, room, most=4)
            first = box.y + (box.height - STEP.leading * len(lines)) / 2
            words = stacked(lines, STEP, x=box.x + 8, top=first, limit=room)
        hot = f" ({word('hotspot')})" if step.is_hot else ""
        told = f", {word('told in {map}', map=step.child)}" if step.child else ""
        title = f"{step.stage}: {step.name}{hot}{told}"
        chips.append(
            Chip(box=box, stage_type=step.stage_type, begins=step.stage != last, is_hot=step.is_hot,
                 has_map=step.child is not None, words=words, title=title)
        )  # fmt: skip
        last = step.stage
    return chips


def _joint(box: Box, above: AtlasBox | None) -> list[Point]:
    """A line down the left of the map above, and to this one."""
    if above is None:
        return []
    x, y = above.box.x + INDENT / 2, box.y + 20
    return [Point(x=x, y=above.box.bottom), Point(x=x, y=y), Point(x=max(box.x, x), y=y)]


def _notes(entries: list[tuple[int, AtlasEntry]], top: float) -> tuple[list[Words], float]:
    text = word(
        "Strips: a map's steps, a bar where a stage begins. Dot: a hotspot. Underlined: told by a map below."
    )
    if not entries:
        text = word("There are no maps yet. Draft one from data, or apply a document.")
    lines = broken(text, CAPTION, WIDTH - 2 * MARGIN)
    return stacked(lines, CAPTION, x=MARGIN, top=top + 6, limit=WIDTH - 2 * MARGIN), top + 6 + 14 * len(lines)
