"""A figure pinned to a map: a metric that cites its question, so that filling the map computes it again."""

from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from desirepath.drafts import ask_of, cited_figure, unit_of
from desirepath.errors import InputError, UnknownName
from desirepath.maps import (
    Add,
    Card,
    Evidence,
    JourneyMap,
    Lane,
    Operation,
    Provenance,
    figure_words,
    said,
    steps_of,
)
from desirepath.measures import Question
from desirepath.records import Record, spelt_out
from desirepath.workspace.editing import map_of
from desirepath.workspace.filling import grounds_of

if TYPE_CHECKING:
    from desirepath.workspace.opening import Workspace

__all__ = ["Pin", "Pinned", "pin"]

Text = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]


class Pin(Record):
    """Which figure of an answer is pinned, and where: on a card, or at a step as a metric card of its own."""

    question: Question
    row: dict[Text, Any]  # what names the row: {"step": 3}
    column: Text
    step: Text | None = None
    card: Text | None = None
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
    label = f"pinned {wanted.label or evidence.measure}"[:200]
    made = workspace.revisions(key).edit(edits, label=label)
    says = figure_words(evidence)
    return Pinned(map=key, revision=made.number, card=card, says=says, evidence=evidence)


def _evidence(workspace: "Workspace", drawn: JourneyMap, wanted: Pin) -> Evidence:
    body = spelt_out(wanted.question)
    measure, lens = str(body["measure"]), body.get("lens", "touchpoint")
    row = ", ".join(f"{name} {value}" for name, value in wanted.row.items())
    lens_said = lens if isinstance(lens, str) else "of its own"
    piece = Evidence(
        id=_free(f"pinned-{measure}", drawn),
        kind="metric",
        provenance=Provenance(
            source="measure",
            locator=f"{measure}, lens {lens_said}, row {row}, column {wanted.column}",
            extracted_by="person",
        ),
        measure=measure,
        question=body,
        row=wanted.row,
        column=wanted.column,
        unit=unit_of(wanted.column),
        note=wanted.note,
    )
    store = workspace.store()
    grounds = grounds_of(workspace, drawn, store.as_of_us)
    ask = ask_of(
        store,
        drawn,
        stages=workspace.stages(drawn.stages_key) if lens == "stage" else None,
        mask=grounds.mask,
        as_of_us=store.as_of_us,
        split=grounds.split,
        zone=workspace.settings.zone,
    )
    return cited_figure(drawn, piece, ask, as_of_us=store.as_of_us, split=grounds.split)


def _edits(drawn: JourneyMap, wanted: Pin, evidence: Evidence) -> tuple[str, list[Operation]]:
    """The card it is put on, and the edits that put it there."""
    plain: dict[str, Any] = msgspec.to_builtins(evidence)
    if wanted.card is not None:
        cards = [card.id for lane in drawn.lanes for card in lane.cards]
        if wanted.card not in cards:
            raise UnknownName("card of this map", wanted.card, cards)
        return wanted.card, [Add(thing=plain, into=wanted.card, list="evidence")]
    steps = [step.id for step in steps_of(drawn)]
    if wanted.step not in steps:
        raise UnknownName("step of this map", str(wanted.step), steps)
    name = _free("card-pinned", drawn)
    card = Card(
        id=name,
        step=str(wanted.step),
        text="",
        figure=(wanted.label or "")[:200] or None,
        evidence=[evidence],
    )
    told = said("metrics", card, drawn)
    card = msgspec.structs.replace(card, text=told[0] if told else figure_words(evidence))
    lane = next((lane for lane in drawn.lanes if lane.role == "metrics"), None)
    if lane is not None:
        return name, [Add(thing=msgspec.to_builtins(card), into=lane.id, list="cards")]
    new = Lane(id=_free("lane-metrics", drawn), role="metrics", label="Metrics", cards=[card])
    return name, [Add(thing=msgspec.to_builtins(new), into="map", list="lanes")]


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
