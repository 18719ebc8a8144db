"""Maps begun: blank, as a copy, or from a template with its persona and its scenario beside it."""

import re
import unicodedata
from typing import TYPE_CHECKING

import msgspec

from desirepath.catalog import Catalog
from desirepath.errors import InputError
from desirepath.maps import JourneyMap, Lane, LaneRole, MapKind, MapStage, Step, template
from desirepath.workspace import documents
from desirepath.workspace.editing import Signed

if TYPE_CHECKING:
    from desirepath.workspace.opening import Workspace

__all__ = ["begin", "begin_blank", "begin_copy", "free_key"]

LONGEST_KEY = 64
_LANES: tuple[tuple[LaneRole, str], ...] = (
    ("actions", "Actions"), ("emotions", "Emotion"), ("questions", "Questions"), ("obstacles", "Obstacles"),
    ("touchpoints", "Touchpoints"), ("metrics", "Metrics"), ("opportunities", "Opportunities"),
)  # fmt: skip
_SERVICE: tuple[tuple[LaneRole, str], ...] = (
    ("physical_evidence", "Physical evidence"), ("actions", "Customer actions"),
    ("frontstage", "Frontstage"), ("backstage", "Backstage"), ("support", "Support"),
)  # fmt: skip
_Times = tuple[str, str] | tuple[None, None]
_STAGES: tuple[tuple[str, _Times], ...] = tuple(
    (name, (None, None)) for name in ("Before", "During", "After")
)
_DAY: tuple[tuple[str, _Times], ...] = (
    ("Morning", ("07:00", "09:00")), ("Midday", ("12:00", "13:00")), ("Evening", ("18:00", "20:00")),
)  # fmt: skip


def begin(
    workspace: "Workspace", name: str, *, key: str | None, title: str | None, signed: Signed
) -> JourneyMap:
    """A draft of the template of this name, kept; so are its persona and scenario, unless there are such.

    `UnknownName` for a template that there is not, `InputError` for a key that a map has already.
    """
    chosen = template(name)
    drawn = _draft(chosen.journey_map, key or chosen.journey_map.key, title)
    documents.check_key(drawn.key)
    catalog = workspace.catalog
    _check_free(catalog, drawn.key)
    beside = [one for one in (chosen.persona, chosen.scenario) if not catalog.revisions(one.kind, one.key)]
    documents.keep(catalog, [drawn, *beside], author=signed.author, reason=signed.reason, at_us=signed.at_us)
    return drawn


def begin_blank(
    workspace: "Workspace", *, key: str, title: str, map_kind: MapKind, signed: Signed
) -> JourneyMap:
    """A map with three stages of one step each and the usual lanes, all of it to be written; kept.

    A day in the life stands on a clock.
    """
    documents.check_key(key)
    _check_free(workspace.catalog, key)
    is_day = map_kind == "day_in_the_life"
    lanes = _SERVICE if map_kind == "service_blueprint" else _LANES
    drawn = JourneyMap(
        key=key,
        title=title,
        map_kind=map_kind,
        subject_noun=workspace.settings.noun,
        axis="clock" if is_day else "step",
        stages=[
            MapStage(id=f"stage-{at}", name=name, steps=[_step(f"step-{at}", times)])
            for at, (name, times) in enumerate(_DAY if is_day else _STAGES, 1)
        ],
        lanes=[Lane(id=f"lane-{role}", role=role, label=label) for role, label in lanes],
    )
    documents.keep(workspace.catalog, [drawn], author=signed.author, reason=signed.reason, at_us=signed.at_us)
    return drawn


def _step(name: str, times: _Times) -> Step:
    return Step(id=name, name="New step", lineage_id=name, starts_at=times[0], ends_at=times[1])


def begin_copy(
    workspace: "Workspace", of: JourneyMap, *, key: str, title: str | None, signed: Signed
) -> JourneyMap:
    """A copy of a map under a key of its own, as a draft; its comments stay where they were made. Kept."""
    documents.check_key(key)
    _check_free(workspace.catalog, key)
    drawn = msgspec.structs.replace(_draft(of, key, title or f"{of.title} (copy)"), comments=[])
    documents.keep(workspace.catalog, [drawn], author=signed.author, reason=signed.reason, at_us=signed.at_us)
    return drawn


def free_key(catalog: Catalog, title: str) -> str:
    """A key for a new map, made of its title, that no map has."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[: LONGEST_KEY - 4].strip("-") or "map"
    taken = {each.key for each in catalog.documents("map")}
    return next(key for key in (stem, *(f"{stem}-{n}" for n in range(2, 1_000))) if key not in taken)


def _check_free(catalog: Catalog, key: str) -> None:
    if catalog.revisions("map", key):
        raise InputError(f'There is a map "{key}" already: give the new one another key.')


def _draft(journey_map: JourneyMap, key: str, title: str | None) -> JourneyMap:
    return msgspec.structs.replace(journey_map, key=key, title=title or journey_map.title, status="draft")
