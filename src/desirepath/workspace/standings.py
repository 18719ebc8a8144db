"""How kept maps stand against what people do: their check, of which a few figures are kept.

A check walks every journey over the map, so its figures are kept in the catalog beside what they rest on: the
generation, the map's revision, and the documents that say whose journeys are meant.
"""

import hashlib
from typing import TYPE_CHECKING, Any

import msgspec

from desirepath.drafts import Report
from desirepath.records import Record
from desirepath.workspace.editing import map_of

if TYPE_CHECKING:
    from desirepath.workspace.opening import Workspace

__all__ = ["Drifted", "Explains", "Standing", "checked_map", "known_standing", "standing_rests_on"]

NAME = "map_standing/"
FORM = 3  # raise this when a check comes out differently for the same
NAMED = ("persona", "scenario", "segment", "stages", "map")


class Explains(Record):
    """A share that a map explains of what people did."""

    share: float | None
    low: float | None
    high: float | None
    n: int
    too_few: bool


class Drifted(Record):
    """A mix that has shifted since the last review, beyond what chance would do."""

    what: str
    distance: float  # total variation, 0–1
    n: int  # people since the review
    movers: list[str]


class Standing(Record):
    """A map's check, in a few figures."""

    map: str
    revision: int
    interactions: Explains | None  # None: no step binds anything
    journeys: Explains | None
    drifted: list[Drifted]
    errors: int
    warnings: int
    first: str | None  # the gravest problem, in a sentence
    changed_in: str | None  # the month in which what it explains changed


def known_standing(workspace: "Workspace", key: str) -> Standing | None:
    """How a map stands, if it was worked out for what there is now."""
    kept = workspace.catalog.meta(NAME + key)
    if kept is None:
        return None
    try:
        rests_on, told = msgspec.json.decode(kept, type=tuple[str, Standing])
    except msgspec.DecodeError:
        return None
    return told if rests_on == standing_rests_on(workspace, key) else None


def checked_map(workspace: "Workspace", key: str) -> Report:
    """A kept map's check; how the map stands is remembered."""
    rests_on, revision = standing_rests_on(workspace, key), workspace.catalog.document("map", key)
    drawn = map_of(revision)
    report = workspace.check(drawn)
    found = _in_short(report, revision=revision.number)
    workspace.catalog.set_meta(NAME + key, msgspec.json.encode((rests_on, found)).decode())
    return report


def standing_rests_on(workspace: "Workspace", key: str) -> str:
    """What a map's check is made from, as a word: while it is the same, so is the check."""
    generation = workspace.generation()
    told: list[Any] = [FORM, generation and [generation.number, generation.fingerprint], key]
    told += [[one.kind, one.key, one.number] for kind in NAMED for one in workspace.catalog.documents(kind)]
    return hashlib.sha256(msgspec.json.encode(told)).hexdigest()[:32]


def _in_short(report: Report, *, revision: int) -> Standing:
    counts = {word: sum(one.severity == word for one in report.problems) for word in ("error", "warning")}
    grave = [one for one in report.problems if one.severity != "note"]
    truth = report.truth
    return Standing(
        map=report.map_key,
        revision=revision,
        interactions=None if truth is None else _share(truth.interactions),
        journeys=None if truth is None else _share(truth.journeys),
        drifted=[
            Drifted(
                what=shift.what,
                distance=shift.distance or 0.0,
                n=shift.n_since,
                movers=[one.name.replace("_", " ") for one in shift.movers],
            )
            for shift in report.shifts
            if shift.alarm
        ],
        errors=counts["error"],
        warnings=counts["warning"],
        first=f"{grave[0].where}: {grave[0].message}" if grave else None,
        changed_in=None if truth is None else truth.changed,
    )


def _share(found: Any) -> Explains:
    return Explains(share=found.share, low=found.low, high=found.high, n=found.n, too_few=found.too_few)
