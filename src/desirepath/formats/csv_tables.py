"""A map as one table: a row for every card and every feeling, so that a spreadsheet can hold it.

Columns: stage, step, lane, role, text, body, severity, channel, emotion, source. Only `stage` and `step` must
be there. A row with an `emotion` is how people feel at the step; one without either is just the step.
"""

import csv
import io
from collections.abc import Iterator
from itertools import chain, count
from typing import get_args

from desirepath.errors import DocumentError, UnknownName
from desirepath.formats.building import LABELS, Builder
from desirepath.formats.conveying import Exported, Imported
from desirepath.formats.leaving_out import left_out
from desirepath.maps import Card, JourneyMap, Lane, LaneRole
from desirepath.sources import csv_line, from_cell

COLUMNS = ("stage", "step", "lane", "role", "text", "body", "severity", "channel", "emotion", "source")
_HELD = {"cards", "details", "severities", "channels", "feelings"}
NAMELESS = "(no name)"
_BY_LABEL = {label.casefold(): role for role, label in LABELS.items()}
Row = dict[str, str]


def read_csv(text: str, *, key: str, file: str = "map.csv") -> Imported:
    """The map that a table of cards tells.

    >>> told = read_csv("stage,step,lane,text\\nBuy,Pays,Actions,Pays by card\\n", key="shop").journey_map
    >>> told.lanes[0].label, told.lanes[0].cards[0].text
    ('Actions', 'Pays by card')

    DocumentError, with file and line, for a table without stage and step, or a row that is none.
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=_delimiter(text), strict=True)
    try:
        names = {(name or "").strip().casefold(): name for name in reader.fieldnames or []}
        if not {"stage", "step"} <= set(names):
            says = f"expected the columns stage and step at least; found {', '.join(names) or 'none'}"
            raise DocumentError(says, file=file, line=1)
        builder = Builder()
        builder.remarks += [
            f"The column “{name}” is not one of a map's: left out." for name in _unknown(names)
        ]
        steps: dict[tuple[str, str], str] = {}
        for row in reader:
            tidy = {name: from_cell((row.get(given) or "").strip()) for name, given in names.items()}
            _take(tidy, builder, steps, file=file, line=reader.line_num)
            if any(beyond := row.get(None) or []):
                left = " · ".join(beyond)
                builder.remarks.append(
                    f"Line {reader.line_num} has more cells than columns: “{left}” left out."
                )
    except csv.Error as error:
        raise DocumentError(f"this is not CSV: {error}", file=file, line=reader.line_num) from None
    return Imported(journey_map=builder.map(key=key, title=key), remarks=builder.remarks)


def write_csv(journey_map: JourneyMap) -> Exported:
    """The map as a table of cards and feelings; text that a spreadsheet would compute gets a ' before it."""
    dropped = [f"Left out: the title “{journey_map.title}”; a table is called as its file is."]
    rows = [[row.get(name) for name in COLUMNS] for row in _rows(journey_map, dropped)]
    table = "".join(map(csv_line, [COLUMNS, *rows]))
    return Exported(text=table, dropped=[*dropped, *left_out(journey_map, held=_HELD)])


def _rows(journey_map: JourneyMap, dropped: list[str]) -> Iterator[Row]:
    stages: set[str] = set()
    for stage in journey_map.stages:
        band, steps = _told_apart(stage.name, stages, dropped), set[str]()
        for step in stage.steps:
            head: Row = {"stage": band, "step": _told_apart(step.name, steps, dropped)}
            cards = [
                (lane, card)
                for lane in journey_map.lanes
                for card in lane.cards
                if card.step == step.id and card.text
            ]
            felt = [one for one in journey_map.emotions if one.step == step.id]
            if not cards and not felt:
                yield head
            yield from (head | _card_row(lane, card) for lane, card in cards)
            yield from (head | {"emotion": f"{one.value:g}", "source": one.source} for one in felt)


def _told_apart(name: str, taken: set[str], dropped: list[str]) -> str:
    """A name that no other has here: a table knows stages and steps by their names alone."""
    plain = name.strip() or NAMELESS
    chosen = next(
        each for each in chain([plain], (f"{plain} ({at})" for at in count(2))) if each not in taken
    )
    taken.add(chosen)
    if chosen != plain:
        dropped.append(f"Another “{plain}” is written as “{chosen}”.")
    return chosen


def _card_row(lane: Lane, card: Card) -> Row:
    given = {"body": card.body, "severity": card.severity, "channel": card.channel}
    named = {name: str(value) for name, value in given.items() if value is not None}
    return {"lane": lane.label, "role": str(lane.role), "text": card.text} | named


def _take(row: Row, builder: Builder, steps: dict[tuple[str, str], str], *, file: str, line: int) -> None:
    if not any(row.values()):
        return
    if not row["stage"] or not row["step"]:
        raise DocumentError("every row needs its stage and its step", file=file, line=line)
    place = (row["stage"], row["step"])
    if place not in steps:
        if not steps or row["stage"] != next(reversed(steps))[0]:
            builder.stage(row["stage"])
        steps[place] = builder.step(row["step"])
    step = steps[place]
    if row.get("text"):
        role = _role(row, file=file, line=line)
        severity = _number(row, "severity", file=file, line=line)
        fields = {"body": row.get("body") or None, "channel": row.get("channel") or None}
        builder.card(role, step, row["text"], label=row.get("lane") or None, **fields,
                     severity=None if severity is None else round(severity))  # fmt: skip
    felt = _number(row, "emotion", file=file, line=line)
    if felt is not None:
        source = row.get("source") if row.get("source") in {"authored", "measured", "target"} else "authored"
        builder.emotion(step, felt, source=source or "authored")


def _role(row: Row, *, file: str, line: int) -> LaneRole:
    said = row.get("role", "").casefold()
    if said in get_args(LaneRole):
        return said  # type: ignore[return-value]
    if said:
        error = UnknownName("role of a lane", said, get_args(LaneRole))
        raise DocumentError(str(error), file=file, line=line, key="role")
    return _BY_LABEL.get(row.get("lane", "").casefold(), "custom" if row.get("lane") else "actions")


def _number(row: Row, name: str, *, file: str, line: int) -> float | None:
    text = row.get(name, "").replace("−", "-")
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    bounds = (0, 3) if name == "severity" else (-100, 100)
    if not bounds[0] <= value <= bounds[1]:
        raise DocumentError(f'expected a number for {name}, found "{text}"', file=file, line=line, key=name)
    return value


def _unknown(names: dict[str, str]) -> list[str]:
    return [given for name, given in names.items() if name and name not in COLUMNS]


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return max(",;\t", key=head.count)
