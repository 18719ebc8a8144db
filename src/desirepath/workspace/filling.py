"""Filling and checking a map of a workspace: of its persona's people, on its scenario's journeys.

What a map leaves open, the documents it names say; the maps beside it, the segments and the devices that a
check compares are looked up here. What filling and checking mean is in `drafts`.
"""

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import ibis
import msgspec
import pyarrow as pa

from desirepath.drafts import (
    Against,
    Report,
    Suggestion,
    ask_of,
    check,
    fill,
    for_persona,
    is_by_the_hour,
    known_to_the_day,
    period_of,
    retold,
    suggest,
    telling,
    whose,
    with_comparisons,
    with_goal,
    with_suggestions,
)
from desirepath.errors import InputError, QuestionError, UnknownName
from desirepath.interactions import current
from desirepath.journeys import Split, StageDocument, stretch
from desirepath.maps import JourneyMap, Persona, Scenario, all_evidence
from desirepath.measures import Groups, groups_by_field, groups_by_segment
from desirepath.records import Record
from desirepath.workspace import documents, editing
from desirepath.workspace.about import About
from desirepath.workspace.asking import mask_of
from desirepath.workspace.editing import Signed
from desirepath.workspace.two_sides import comparisons_of, forgiving

if TYPE_CHECKING:
    from desirepath.workspace.opening import Workspace

__all__ = ["checked", "filled", "grounds_of", "keep_filled", "keep_suggested", "map_for_persona", "suggested"]

MOST_SEGMENTS = 12
WHOSE = "finding whose journeys are meant"


class Grounds(Record):
    """Whom a map is of, and how their journeys are cut."""

    people: About
    mask: list[Any] | None
    split: Split | None
    goal: list[str]


def filled(workspace: "Workspace", drawn: JourneyMap, *, as_of_us: int | None = None) -> JourneyMap:
    """The map with every figure as it is now; kept nowhere."""
    store, zone = workspace.store(), workspace.settings.zone
    moment = as_of_us or store.as_of_us
    with stretch(0.0, 0.2, WHOSE):
        grounds, there = grounds_of(workspace, drawn, as_of_us), _there(workspace, drawn)
        period = period_of(store, mask=grounds.mask, as_of_us=moment, zone=zone)
    drawn = with_goal(drawn, grounds.goal, store.kinds)
    if drawn.currency is None:
        drawn = msgspec.structs.replace(drawn, currency=store.contents.currency)
    with stretch(0.2, 1.0, "counting the figures"):
        ask = ask_of(
            store,
            drawn,
            stages=_stages(workspace, drawn),
            mask=grounds.mask,
            as_of_us=moment,
            split=grounds.split,
            zone=zone,
            daily=_daily(workspace, drawn),
            engine=workspace.engine,
        )
        comparing = forgiving(comparisons_of(workspace, grounds.people, as_of_us=as_of_us))
        ask = with_comparisons(ask, comparing)
        return fill(drawn, ask, as_of_us=moment, period=period, split=grounds.split, there=there)


def keep_filled(
    workspace: "Workspace", key: str, *, as_of_us: int | None, signed: Signed
) -> tuple[JourneyMap, bool]:
    """A kept map filled, and whether that made a new revision: none where nothing changed."""
    newest = workspace.catalog.document("map", key)
    before = editing.map_of(newest)
    after = filled(workspace, before, as_of_us=as_of_us)
    if after == before:
        return before, False
    written = msgspec.structs.replace(after, revision=newest.number)
    revision = editing.keep_map(workspace.catalog, written, signed)
    return editing.map_of(revision), True


def checked(workspace: "Workspace", drawn: JourneyMap, *, as_of_us: int | None = None) -> Report:
    """What is wrong with a map, against what people do, and beside the other maps."""
    with stretch(0.0, 0.3, WHOSE):
        grounds, there = grounds_of(workspace, drawn, as_of_us), _there(workspace, drawn)
        daily = _daily(workspace, drawn)
        mixes = _mixes(workspace) if drawn.last_reviewed_at is not None else None
    with stretch(0.3, 1.0):
        against = Against(
            mask=grounds.mask,
            as_of_us=as_of_us,
            split=grounds.split,
            zone=workspace.settings.zone,
            mixes=mixes,
            others={each.key: editing.map_of(each) for each in workspace.catalog.documents("map")},
            there=there,
            daily=daily,
            engine=workspace.engine,
            stages=_stages(workspace, drawn),
            comparing=comparisons_of(workspace, grounds.people, as_of_us=as_of_us),
        )
        return check(with_goal(drawn, grounds.goal, workspace.store().kinds), workspace.store(), against)


def suggested(workspace: "Workspace", drawn: JourneyMap) -> tuple[list[Suggestion], JourneyMap]:
    """Bindings for the steps that have none, and the map with them, marked as assumptions."""
    found = suggest(drawn, workspace.store().kinds)
    return found, with_suggestions(drawn, found)


def keep_suggested(workspace: "Workspace", key: str, signed: Signed) -> list[Suggestion]:
    """A kept map bound as suggested, each binding marked as an assumption; with what was suggested."""
    newest = workspace.catalog.document("map", key)
    found, bound = suggested(workspace, editing.map_of(newest))
    if found:
        editing.keep_map(workspace.catalog, msgspec.structs.replace(bound, revision=newest.number), signed)
    return found


def map_for_persona(
    workspace: "Workspace", drawn: JourneyMap, persona: str, scenario: str | None = None
) -> JourneyMap:
    """The map of another persona from the same draft, filled; kept nowhere."""
    who = documents.record_of(workspace.catalog.document("persona", persona))
    what = None if scenario is None else documents.record_of(workspace.catalog.document("scenario", scenario))
    assert isinstance(who, Persona)  # noqa: S101  (KINDS says so)
    assert what is None or isinstance(what, Scenario)  # noqa: S101
    if who.segment is None:
        raise InputError(
            f'The persona "{persona}" has no segment: say in its document whose journeys are meant.'
        )
    with stretch(0.0, 0.7):
        mine = filled(workspace, for_persona(drawn, who, what))
    facts = _facts(workspace)
    if facts is None:
        return mine
    with stretch(0.7, 1.0, "reading what they said"):
        grounds, store = grounds_of(workspace, mine, None), workspace.store()
        return retold(mine, telling(store, facts, workspace.engine, mask=grounds.mask))


def grounds_of(workspace: "Workspace", drawn: JourneyMap, as_of_us: int | None) -> Grounds:
    """Whose journeys a map is of, as the map, its persona and its scenario say."""
    persona, scenario = (
        _named(workspace, "persona", drawn.persona),
        _named(workspace, "scenario", drawn.scenario),
    )
    says = whose(
        drawn,
        persona if isinstance(persona, Persona) else None,
        scenario if isinstance(scenario, Scenario) else None,
    )
    people = About(where=says.where or None, segment=says.segment, as_of_us=as_of_us, stages=drawn.stages_key)
    return Grounds(people=people, mask=mask_of(workspace, people), split=says.split, goal=says.goal)


def _stages(workspace: "Workspace", drawn: JourneyMap) -> StageDocument | None:
    """The stages, where a figure of the map is asked by stage."""
    asks = any((piece.question or {}).get("lens") == "stage" for piece in all_evidence(drawn))
    return workspace.stages(drawn.stages_key) if asks else None


def _named(workspace: "Workspace", kind: str, key: str | None) -> Record | None:
    """The document that a map names; a text that is the key of none is only shown."""
    kept = [] if key is None else workspace.catalog.revisions(kind, key)
    return documents.record_of(kept[-1]) if kept else None


def _there(workspace: "Workspace", drawn: JourneyMap) -> set[str]:
    """Which of the interactions that the map's evidence points at still exist."""
    wanted = sorted({piece.interaction_id for piece in all_evidence(drawn) if piece.interaction_id})
    told = _facts(workspace)
    if not wanted or told is None:
        return set()
    pointed = workspace.engine.table(pa.table({"interaction_id": wanted}))
    found = told.semi_join(pointed, "interaction_id").select("interaction_id").distinct()
    return {str(one) for one in workspace.engine.run(found)["interaction_id"].to_pylist()}


def _mixes(workspace: "Workspace") -> Mapping[str, Groups]:
    """What besides ways and channels may have shifted: devices, and who comes."""
    store, facts = workspace.store(), _facts(workspace)
    found: dict[str, Groups] = {}
    if facts is not None:
        devices = groups_by_field(store, "device", engine=workspace.engine, interactions=facts)
        if devices.names:
            found["devices"] = devices
    masks = {}
    for key in [each.key for each in workspace.catalog.documents("segment")][:MOST_SEGMENTS]:
        with suppress(QuestionError, UnknownName):  # one that means nobody known is no fault of this map
            masks[key] = workspace.segment(key).mask
    if masks:
        found["people by segment"] = groups_by_segment(store, masks)
    return found


def _daily(workspace: "Workspace", drawn: JourneyMap) -> Any:
    """The facts that are known to the day only, where the map tells of hours."""
    return known_to_the_day(_facts(workspace), workspace.engine) if is_by_the_hour(drawn) else None


def _facts(workspace: "Workspace") -> ibis.Table | None:
    return current(workspace.catalog, workspace.engine, workspace.folder)
