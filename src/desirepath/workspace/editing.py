"""Maps as they change: edits kept as revisions; what came of them, and going back, is in `histories`.

Two people may edit at once. Every edit says what it found, so edits of different things both stay, and edits
of the same thing are refused with both versions shown; nothing is overwritten without a word.
"""

from collections.abc import Sequence
from typing import Any

import msgspec

from desirepath.catalog import Catalog, Revision
from desirepath.errors import InputError, Overtaken, UnknownName
from desirepath.maps import (
    EditConflict,
    JourneyMap,
    Operation,
    Rebased,
    atlas_of,
    difference,
    map_flaws,
    rebase,
    steps_of,
    unpublishable,
    upgraded,
)
from desirepath.records import Record

TRIES = 20  # others may come between so often


class Signed(Record):
    """Who changes a map, why and when."""

    author: str
    reason: str  # edit, review, import, restore, auto, draft
    at_us: int
    label: str | None = None
    batch: str | None = None  # what a program calls these edits: sent twice, they are made once


def keep_map(catalog: Catalog, journey_map: JourneyMap, signed: Signed) -> Revision:
    """A map's text as its next revision: what differs from the revision it was written from, as edits.

    A map that names no `revision` was written from the newest; one that names an older, and was applied from
    the same file since, from what came of that. EditConflict when others changed the same.
    """
    wanted = _readable(msgspec.structs.replace(journey_map, revision=None))
    if not catalog.revisions("map", journey_map.key):
        _check_new(catalog, wanted)
        return _put(catalog, wanted, signed, onto=0)
    return edit(catalog, journey_map.key, _edits_in(catalog, journey_map, wanted, signed), signed)


def check_fits(catalog: Catalog, journey_map: JourneyMap, signed: Signed) -> None:
    """What `keep_map` would refuse now, refused before anything is kept."""
    wanted = _readable(msgspec.structs.replace(journey_map, revision=None))
    if not catalog.revisions("map", journey_map.key):
        _check_new(catalog, wanted)
    else:
        edits = _edits_in(catalog, journey_map, wanted, signed)
        _rebased(catalog, edits, catalog.document("map", journey_map.key))


def edit(catalog: Catalog, key: str, operations: Sequence[Operation], signed: Signed) -> Revision:
    """Edits as a map's next revision, made on whatever is newest.

    EditConflict, and nothing kept, when one of them does not find what it found when it was made. A batch
    that has been kept already gives the revision that it made then.
    """
    for _ in range(TRIES):
        newest = catalog.document("map", key)
        made = signed.batch and catalog.of_batch("map", key, signed.batch)  # by whoever sent it before, too
        if made:
            return made
        found = _rebased(catalog, operations, newest)
        if not found.operations:
            return newest
        try:
            return _put(catalog, found.journey_map, signed, onto=newest.number, made=found)
        except Overtaken:
            continue
    raise Overtaken(f'The map "{key}" is being changed by others without a pause. Try again.')


def _rebased(catalog: Catalog, operations: Sequence[Operation], newest: Revision) -> Rebased:
    """The edits on the newest revision; EditConflict or InputError when that cannot be kept."""
    before = map_of(newest)
    try:
        found = rebase(operations, onto=before)
    except EditConflict as conflict:
        raise EditConflict(conflict.conflicts, key=newest.key) from None
    if found.conflicts:
        raise EditConflict(found.conflicts, key=newest.key)
    if found.operations:
        check_publishing(catalog, found.journey_map)
    if children_of(found.journey_map) - children_of(before):
        check_rings(catalog, found.journey_map)
    return found


def check_rings(catalog: Catalog, journey_map: JourneyMap) -> None:
    """DocumentError, with the ring, for a map that tells a step of one that is told under it."""
    if not children_of(journey_map):
        return
    kept = {each.key: map_of(each) for each in catalog.documents("map")} | {journey_map.key: journey_map}
    below, waiting = {journey_map.key: journey_map}, [journey_map]
    while waiting:
        new = (children_of(waiting.pop()) - below.keys()) & kept.keys()
        below |= {key: kept[key] for key in sorted(new)}
        waiting += [kept[key] for key in sorted(new)]
    atlas_of(below, top=journey_map.key)


def map_of(revision: Revision) -> JourneyMap:
    """The map that a revision holds."""
    return msgspec.convert(upgraded(revision.body), JourneyMap)


def check_publishing(catalog: Catalog, journey_map: JourneyMap) -> None:
    """InputError for a map that says it is published and lacks what publishing needs."""
    if journey_map.status != "published":
        return
    others = (map_of(each) for each in catalog.documents("map"))
    reasons = list(unpublishable(journey_map, others))
    if reasons:
        raise InputError("\n".join([f'The map "{journey_map.key}" cannot be published.', *reasons]))


def children_of(journey_map: JourneyMap) -> set[str]:
    """The keys of the maps that tell its steps."""
    return {step.child for step in steps_of(journey_map) if step.child}


def _readable(journey_map: JourneyMap) -> JourneyMap:
    """The map, if it can be read again once it is kept; InputError says why it cannot."""
    try:
        plain = msgspec.convert(msgspec.to_builtins(journey_map), JourneyMap)
    except msgspec.ValidationError as failure:
        raise InputError(f'The map "{journey_map.key}" cannot be kept: {failure}.') from None
    for flaw in map_flaws(plain):
        raise InputError(f'The map "{journey_map.key}" cannot be kept: {flaw.says}.')
    return plain


def _check_new(catalog: Catalog, journey_map: JourneyMap) -> None:
    check_publishing(catalog, journey_map)
    check_rings(catalog, journey_map)


def _edits_in(
    catalog: Catalog, journey_map: JourneyMap, wanted: JourneyMap, signed: Signed
) -> list[Operation]:
    """What a map's text changes on the revision it was written from."""
    return difference(map_of(_written_from(catalog, journey_map, signed)), wanted)


def _written_from(catalog: Catalog, journey_map: JourneyMap, signed: Signed) -> Revision:
    """The revision that a map's text names, or what the same file has made of it by being applied since."""
    revision = _named(catalog, journey_map)
    if journey_map.revision is None or signed.label is None:
        return revision
    for later in catalog.revisions("map", journey_map.key, after=revision.number):
        if (later.author, later.reason, later.label) != (signed.author, signed.reason, signed.label):
            break
        revision = later
    return revision


def _named(catalog: Catalog, journey_map: JourneyMap) -> Revision:
    try:
        return catalog.document("map", journey_map.key, journey_map.revision)
    except UnknownName as error:
        raise InputError(
            f"The file says it was written from revision {journey_map.revision}. {error} Take the line "
            "`revision:` out of it to make the map as the file has it."
        ) from None


def _put(
    catalog: Catalog, journey_map: JourneyMap, signed: Signed, *, onto: int, made: Rebased | None = None
) -> Revision:
    operations: list[Any] | None = msgspec.to_builtins(made.operations) if made else None
    return catalog.put(
        "map",
        journey_map.key,
        {"schema_version": journey_map.schema_version} | msgspec.to_builtins(journey_map),
        author=signed.author,
        reason=signed.reason,
        at_us=signed.at_us,
        label=signed.label,
        operations=operations,
        onto=onto,
        batch=signed.batch,
    )
