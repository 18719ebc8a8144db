"""A figure pinned to a map: a metric that cites its question, so that filling the map computes it again.

Of a comparison the difference is pinned, and beside it the two values that it is of.
"""

from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from desirepath.drafts import ask_of, cited_figure, unit_of, with_comparisons
from desirepath.errors import InputError, UnknownName
from desirepath.maps import (
    COMPARE,
    Add,
    Card,
    Evidence,
    JourneyMap,
    Lane,
    Operation,
    Provenance,
    Set,
    figure_words,
    restand,
    said,
    steps_of,
)
from desirepath.measures import Question
from desirepath.records import Record, spelt_out
from desirepath.workspace.editing import map_of
from desirepath.workspace.filling import Grounds, grounds_of
from desirepath.workspace.two_sides import Ask, TwoSides, comparisons_of

if TYPE_CHECKING:
    from desirepath.workspace.opening import Workspace

__all__ = ["Pin", "Pinned", "pin"]

DIFFERENCE, SIDES = "difference", ("value_a", "value_b")
Text = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]


class Pin(Record):
    """Which figure of an answer is pinned, and where: on a card, or at a step as a metric card of its own."""

    question: Question | TwoSides
    row: dict[Text, Any]  # what names the row: {"step": 3}; of a comparison also {"figure": "share"}
    column: Text
    step: Text | None = None
    card: Text | None = None  # or a KPI, a feeling, an opportunity: what holds evidence
    label: Text | None = None  # what the figure is called on the map
    note: Annotated[str, msgspec.Meta(max_length=20_000)] | None = None


class Pinned(Record):
    """What was pinned: the revision it made, the card it is on, and the figure as the map has it."""

    map: str
    revision: int
    card: str
    says: str  # "38 %"
    evidence: Evidence


def pin(workspace: "Workspace", key: str, wanted: Pin) -> Pinned:
    """Put a figure on a kept map as evidence, as one revision.

    The figure is asked of the people of the map, so it may differ from the one that was seen elsewhere; it
    is filled again with the map. InputError when they have no such figure, UnknownName for a card or step
    that the map has not.
    """
    drawn = map_of(workspace.catalog.document("map", key))
    if (wanted.card is None) == (wanted.step is None):
        raise InputError("Say where to pin it: a card, or a step.")
    evidence = _evidence(workspace, drawn, wanted)
    card, edits = _edits(drawn, wanted, evidence)
    label = f"pinned {wanted.label or evidence[0].measure}"[:200]
    made = workspace.revisions(key).edit(edits, label=label)
    says = figure_words(evidence[0])
    return Pinned(map=key, revision=made.number, card=card, says=says, evidence=evidence[0])


def _evidence(workspace: "Workspace", drawn: JourneyMap, wanted: Pin) -> list[Evidence]:
    """The figure as evidence; of a difference with the two values that it is of."""
    body = spelt_out(wanted.question)
    columns = [wanted.column, *(SIDES if wanted.column == DIFFERENCE else ())]
    moment = workspace.store().as_of_us
    grounds = grounds_of(workspace, drawn, None)
    ask = _ask(workspace, drawn, body, grounds)
    pieces = [_piece(drawn, wanted, body, column) for column in columns]
    return [cited_figure(drawn, one, ask, as_of_us=moment, split=grounds.split) for one in pieces]


def _piece(drawn: JourneyMap, wanted: Pin, body: dict[str, Any], column: str) -> Evidence:
    measure = str(body["measure"])
    lens = body.get("of", body).get("lens", "touchpoint")
    row = ", ".join(f"{name} {value}" for name, value in wanted.row.items())
    lens_said = lens if isinstance(lens, str) else "of its own"
    is_one = column == wanted.column
    return Evidence(
        id=_free(f"pinned-{measure}" if is_one else f"pinned-{measure}-{column}", drawn),
        kind="metric",
        provenance=Provenance(
            source="measure",
            locator=f"{measure}, lens {lens_said}, row {row}, column {column}",
            extracted_by="person",
        ),
        measure=measure,
        question=body,
        row=wanted.row,
        column=column,
        unit=unit_of(str(wanted.row.get("figure", column)) if measure == COMPARE else column),
        note=wanted.note if is_one else None,
    )


def _ask(workspace: "Workspace", drawn: JourneyMap, body: dict[str, Any], grounds: Grounds) -> Ask:
    store = workspace.store()
    ask = ask_of(
        store,
        drawn,
        stages=workspace.stages(drawn.stages_key) if body.get("lens") == "stage" else None,
        mask=grounds.mask,
        as_of_us=store.as_of_us,
        split=grounds.split,
        zone=workspace.settings.zone,
    )
    return with_comparisons(ask, comparisons_of(workspace, grounds.people, as_of_us=None))


def _edits(drawn: JourneyMap, wanted: Pin, evidence: list[Evidence]) -> tuple[str, list[Operation]]:
    """The card it is put on, and the edits that put it there."""
    if wanted.card is not None:
        cards = [card for lane in drawn.lanes for card in lane.cards]
        things: list[Any] = [*cards, *drawn.kpis, *drawn.emotions, *drawn.opportunities]
        holders = [one.id for one in things]
        if wanted.card not in holders:
            raise UnknownName("card of this map", wanted.card, holders)
        plain: list[dict[str, Any]] = msgspec.to_builtins(evidence)
        added = [Add(thing=piece, into=wanted.card, list="evidence") for piece in plain]
        stands = [
            edit for card in cards if card.id == wanted.card for edit in _standing(card, evidence, drawn)
        ]
        return wanted.card, [*added, *stands]
    steps = [step.id for step in steps_of(drawn)]
    if wanted.step not in steps:
        raise UnknownName("step of this map", str(wanted.step), steps)
    name = _free("card-pinned", drawn)
    card = Card(
        id=name,
        step=str(wanted.step),
        text="",
        figure=(wanted.label or "")[:200] or None,
        evidence=evidence,
    )
    text, body = said("metrics", card, drawn) or (figure_words(evidence[0]), None)
    card = _stood(msgspec.structs.replace(card, text=text, body=body if evidence[1:] else None), drawn)
    lane = next((lane for lane in drawn.lanes if lane.role == "metrics"), None)
    if lane is not None:
        return name, [Add(thing=msgspec.to_builtins(card), into=lane.id, list="cards")]
    new = Lane(id=_free("lane-metrics", drawn), role="metrics", label="Metrics", cards=[card])
    return name, [Add(thing=msgspec.to_builtins(new), into="map", list="lanes")]


def _standing(card: Card, more: list[Evidence], drawn: JourneyMap) -> list[Operation]:
    """The edit that says how a card stands with more evidence, where that is otherwise than before."""
    now = _stood(msgspec.structs.replace(card, evidence=[*card.evidence, *more]), drawn).status
    return [] if now == card.status else [Set(id=card.id, field="status", value=now, was=card.status)]


def _stood(card: Card, drawn: JourneyMap) -> Card:
    """The card as well supported as its evidence makes it."""
    alone = Lane(id="alone", role="metrics", label="", cards=[card])
    return restand(msgspec.structs.replace(drawn, lanes=[alone])).lanes[0].cards[0]


def _free(name: str, drawn: JourneyMap) -> str:
    """This id, or the first numbered one that nothing on the map has."""
    taken = set(_ids(msgspec.to_builtins(drawn)))
    return next(one for one in (name, *(f"{name}-{n}" for n in range(2, len(taken) + 3))) if one not in taken)


def _ids(thing: Any) -> list[str]:
    if isinstance(thing, list):
        return [name for one in thing for name in _ids(one)]
    if not isinstance(thing, dict):
        return []
    inside = [name for value in thing.values() if isinstance(value, list | dict) for name in _ids(value)]
    return [str(thing["id"]), *inside] if "id" in thing else inside
