"""Evidence that a measure gives: asked, looked up, and able to be asked again.

A piece of evidence names its question, its row and its column; `looked_up` puts the figure beside them.
Drafting and filling take the same way, so a figure that was drawn can always be computed again.
"""

import hashlib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal

import msgspec

from desirepath.drafts.asking import Ask, plain
from desirepath.drafts.by_the_hour import is_by_the_hour
from desirepath.drafts.citing import EVERYBODY, Terms, reach_question
from desirepath.drafts.day_counts import THE_DAY
from desirepath.drafts.step_changes import with_steps
from desirepath.errors import QuestionError, UnknownName
from desirepath.maps import COMPARE, Evidence, EvidenceKind, JourneyMap, Provenance, Step, steps_of
from desirepath.measures import MEASURES, DropOff, Emotion, Stages
from desirepath.records import Record

AT_LEAST = 30
Unit = Literal["share", "count", "valence", "microseconds", "minor_units"]


class Gathering(Record):
    """What every piece of evidence of one map has in common."""

    people: int  # on the map
    interactions: int
    reach: dict[str, int]  # by step, and by opportunity: people at any of its steps
    period: str | None
    as_of: str


def gathered(journey_map: JourneyMap, ask: Ask, leaving: DropOff) -> Gathering:
    """Who is on a map and who was at each step, as the measures now have it."""
    terms = Terms(split=leaving.split, goal=leaving.goal)
    rows = {row["node"]: row for row in ask(reach_question(journey_map, terms)).to_pylist()}
    whole = rows.pop(EVERYBODY)
    if is_by_the_hour(journey_map):
        day = {"subjects": _of_the_day(ask, "people"), "interactions": _of_the_day(ask, "interactions")}
        whole = {**whole, **day}
    return Gathering(
        people=whole["subjects"],
        reach={node: row["subjects"] for node, row in rows.items()},
        interactions=whole["interactions"],
        period=journey_map.period,
        as_of=journey_map.as_of or "",
    )


def _of_the_day(ask: Ask, column: str) -> int:
    return int(ask(THE_DAY)[column][0].as_py())


def leaving_anywhere(leaving: DropOff) -> DropOff:
    """The same question of the map as a whole, where no step can be a goal."""
    return msgspec.structs.replace(leaving, goal=[])


def with_reach(journey_map: JourneyMap, gathering: Gathering) -> JourneyMap:
    """The map with its people, and each step's, as counted; where nothing is bound, as it says itself."""

    def reached(step: Step) -> Step:
        reach = gathering.reach.get(step.id, 0)
        return msgspec.structs.replace(step, reach=reach) if step.bindings else step

    drawn = with_steps(journey_map, reached)
    if not any(step.bindings for step in steps_of(drawn)) and not is_by_the_hour(drawn):
        return drawn
    return msgspec.structs.replace(drawn, n_subjects=gathering.people, n_interactions=gathering.interactions)


def measured(
    question: DropOff | Emotion | Stages, *, lens: str, node: str, column: str, unit: Unit
) -> Evidence:
    """A piece of evidence that has been asked for and not looked up yet."""
    body = plain(question, lens=lens)
    name = body["measure"]
    kind: EvidenceKind = "survey_score" if isinstance(question, Emotion) else "metric"
    return Evidence(
        id=f"{name}-{column}-{node}".replace(" · ", "-").replace(" ", "-").casefold(),
        kind=kind,
        provenance=Provenance(source="measure", locator=f"{name}, lens {lens}, row {node}, column {column}"),
        measure=name,
        question=body,
        row={"node": node},
        column=column,
        unit=unit,
    )


def looked_up(piece: Evidence, ask: Ask, gathering: Gathering) -> Evidence:
    """The same evidence with its figure, interval, n and age as the answer now has them.

    A row that the answer no longer has leaves a figure that is not known, with n = 0. The checksum is that of
    the row (`checksum`). Evidence that no measure gave (a quote, a note) stays as it is.
    """
    if piece.question is None or piece.row is None or piece.column is None:
        return piece
    row = _found(piece, ask)
    value, n = row.get(piece.column), _sample(piece, row, gathering)
    return msgspec.structs.replace(
        piece,
        provenance=msgspec.structs.replace(piece.provenance, checksum=checksum(row) if row else None),
        value=_figure(value, piece.column),
        low=_figure(row.get(f"{piece.column}_low"), piece.column),
        high=_figure(row.get(f"{piece.column}_high"), piece.column),
        n=n,
        too_few=_too_few(piece, row, n),
        period=gathering.period,
        collected_at=gathering.as_of,
    )


def _figure(value: object, column: str) -> float | None:
    if value is None:
        return None
    if not isinstance(value, int | float | Decimal):
        raise QuestionError(f'The column "{column}" holds no figure; found "{str(value)[:40]}".')
    return float(value)


def checksum(row: Mapping[str, Any]) -> str:
    """What an answer's row was, in short: SHA-256 of it as JSON with sorted keys.

    >>> checksum({"n": 3, "node": "a"}) == checksum({"node": "a", "n": 3})
    True
    """
    text = msgspec.json.encode(row, order="deterministic")
    return hashlib.sha256(text).hexdigest()


def withdrawn(piece: Evidence) -> Evidence:
    """The same evidence, of which nothing is there any more: it speaks for nothing."""
    return msgspec.structs.replace(piece, value=None, low=None, high=None, n=0, too_few=False)


def _found(piece: Evidence, ask: Ask) -> dict[str, Any]:
    """The row that a piece of evidence cites, as it is now; nothing where there is none."""
    try:
        rows = ask(piece.question or {}).to_pylist()
    except UnknownName:
        if (piece.question or {}).get("measure") not in {*MEASURES, COMPARE}:
            raise
        return {}  # it asks about a place that is no more
    return _row(rows, piece.row or {})


def _too_few(piece: Evidence, row: Mapping[str, Any], n: int) -> bool:
    """Counts and sums are what they are; shares, means and medians of fewer than 30 are not to be read."""
    if piece.unit == "microseconds":
        return n < AT_LEAST
    return piece.unit in {"share", "valence"} and bool(row.get("too_few", True))


def _sample(piece: Evidence, row: Mapping[str, Any], gathering: Gathering) -> int:
    """What a figure is a part of: at a step the people on the map, at a part of it those at the step."""
    if piece.column != "subjects":
        return int(row.get(f"{piece.column}_n", row.get("n", 0)))
    node = str((piece.row or {}).get("node"))
    is_whole_step = (piece.question or {}).get("lens") == "step"
    return gathering.people if is_whole_step else gathering.reach.get(node.partition(" · ")[0], 0)


def _row(rows: list[dict[str, Any]], wanted: Mapping[str, Any]) -> dict[str, Any]:
    return next((row for row in rows if all(row.get(name) == value for name, value in wanted.items())), {})
