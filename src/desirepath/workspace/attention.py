"""What needs attention, most important first: the first page of a workspace.

What takes long (the check of a published map) is left to be worked out, and named in `to_check`.
"""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from desirepath.catalog import Load
from desirepath.maps import JourneyMap, staleness, steps_of, time_text
from desirepath.workspace.editing import map_of
from desirepath.workspace.glances import Home, HotPlace, MapAtHome, Open, Stock
from desirepath.workspace.matters import matters
from desirepath.workspace.refreshing import fingerprint
from desirepath.workspace.sources import Source
from desirepath.workspace.standings import known_standing

if TYPE_CHECKING:
    from desirepath.workspace.opening import Workspace

__all__ = ["home"]

MOST_HOT, MOST_OPEN = 6, 8
DONE = ("done", "dismissed")
UNUSED = ("retired", "template")


def home(workspace: "Workspace") -> Home:
    """What needs attention here; nothing is worked out that takes long."""
    maps = {each.key: map_of(each) for each in workspace.catalog.documents("map")}
    generation, loads = workspace.generation(), workspace.ledger()
    sources = workspace.once("sources", (generation, tuple(loads)), workspace.sources)
    glances = [_glance(workspace, drawn) for drawn in maps.values() if drawn.status not in UNUSED]
    hot, open_ = _hot(maps), _open(maps)
    stale = generation is not None and generation.fingerprint != fingerprint(
        [load.number for load in loads if load.state == "live"], workspace.identity_rules()
    )
    found = Home(
        name=workspace.settings.name,
        noun=workspace.settings.noun,
        zone=workspace.settings.zone,
        subjects=generation.subjects if generation else 0,
        interactions=generation.interactions if generation else 0,
        as_of_us=generation.as_of_us if generation else None,
        is_stale=stale,
        matters=[],
        maps=glances,
        hotspots=hot[:MOST_HOT],
        opportunities=open_[:MOST_OPEN],
        stock=_stock(loads, sources),
        sources=sources,
        to_check=[each.key for each in glances if each.status == "published" and each.standing is None],
    )
    return replace(found, matters=matters(found))


def _glance(workspace: "Workspace", drawn: JourneyMap) -> MapAtHome:
    is_public = drawn.status == "published" and workspace.generation() is not None
    return MapAtHome(
        key=drawn.key,
        title=drawn.title,
        status=drawn.status,
        days_past_review=staleness(drawn, as_of=time_text(workspace.now())).days_past_review,
        standing=known_standing(workspace, drawn.key) if is_public else None,
    )


def _hot(maps: dict[str, JourneyMap]) -> list[HotPlace]:
    """The hotspots of all maps that are in use, worst first; the maps that are published come first."""
    found = []
    for key, drawn in maps.items():
        names = {step.id: step.name for step in steps_of(drawn)}
        if drawn.status in UNUSED or drawn.map_kind == "future_state":
            continue
        found += [
            HotPlace(
                map=key,
                map_title=drawn.title,
                step=spot.step,
                step_name=names[spot.step],
                says=spot.pill or "; ".join(spot.reasons) or "needs attention",
                score=spot.score,
                n=spot.n,
                reads=[part.reads for part in spot.parts] or list(spot.reasons),
            )
            for spot in drawn.hotspots
            if spot.step in names and (spot.score > 0 or spot.origin == "manual")
        ]
    return sorted(found, key=lambda one: (maps[one.map].status != "published", -one.score))


def _open(maps: dict[str, JourneyMap]) -> list[Open]:
    found = [
        Open(
            map=key,
            map_title=drawn.title,
            id=one.id,
            title=one.title,
            status=one.status,
            value=one.value,
            effort=one.effort,
            reach=one.reach,
        )
        for key, drawn in maps.items()
        if drawn.status not in UNUSED
        for one in drawn.opportunities
        if one.status not in DONE
    ]
    return sorted(found, key=lambda one: (one.value is None, -(one.value or 0.0), -(one.reach or 0)))


def _stock(loads: list[Load], sources: list[Source]) -> Stock:
    live = [load.ledger for load in loads if load.state == "live"]
    return Stock(
        loads=len(live),
        read=sum(one.read for one in live),
        loaded=sum(one.loaded for one in live),
        duplicates=sum(one.duplicates for one in live),
        changed=sum(one.changed for one in live),
        quarantined=sum(one.quarantined for one in live),
        waiting=sum(source.waiting for source in sources),
    )
