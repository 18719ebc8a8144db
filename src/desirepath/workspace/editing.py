"""Maps as they change: edits kept as revisions, older states brought back, the history of one thing.

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
    ids_on,
    invert,
    map_flaws,
    rebase,
    steps_of,
    touches,
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


class Change(Record):
    """One revision of a map, and the edits that made it."""

    number: int
    author: str
    reason: str
    at_us: int
    label: str | None
    operations: list[Operation]


def keep_map(catalog: Catalog, journey_map: JourneyMap, signed: Signed) -> Revision:
    """A map's text as its next revision: what differs from the revision it was written from, as edits.

    A map that names no `revision` was written from the newest. EditConflict when others changed the same.
    """
    kept = catalog.revisions("map", journey_map.key)
    wanted = _readable(msgspec.structs.replace(journey_map, revision=None))
    if not kept:
        check_publishing(catalog, wanted)
        check_rings(catalog, wanted)
        return _put(catalog, wanted, signed, onto=0)
    base = _written_from(catalog, journey_map)
    return edit(catalog, journey_map.key, difference(map_of(base), wanted), signed)


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
        found = rebase(operations, onto=map_of(newest))
        if found.conflicts:
            raise EditConflict(found.conflicts)
        if not found.operations:
            return newest
        check_publishing(catalog, found.journey_map)
        if children_of(found.journey_map) - children_of(map_of(newest)):
            check_rings(catalog, found.journey_map)
        try:
            return _put(catalog, found.journey_map, signed, onto=newest.number, made=found)
        except Overtaken:
            continue
    raise Overtaken(f'The map "{key}" is being changed by others without a pause. Try again.')


def restore(catalog: Catalog, key: str, number: int, signed: Signed) -> Revision:
    """An older state as the newest revision; those between stay."""
    old, newest = catalog.document("map", key, number), catalog.document("map", key)
    return edit(catalog, key, difference(map_of(newest), map_of(old)), signed)


def undo(catalog: Catalog, key: str, number: int | None, signed: Signed) -> Revision:
    """What one revision changed, changed back; without a number, the newest."""
    newest = catalog.document("map", key).number
    changes = {change.number: change for change in history(catalog, key)}
    wanted = newest if number is None else number
    if wanted not in changes or not changes[wanted].operations:
        raise InputError(f'Revision {wanted} of the map "{key}" has no edits to undo.')
    return edit(catalog, key, invert(changes[wanted].operations), signed)


def history(catalog: Catalog, key: str, thing: str | None = None, *, since: int = 0) -> list[Change]:
    """A map's revisions, oldest first, with the edits that made each; of one thing, only those about it.

    `since` leaves out the revisions up to this one: what a program that has it needs to catch up.
    """
    if thing is not None and not since:
        _check_thing(catalog, key, thing)
    if catalog.newest("map", key) <= since:
        return []
    changes: list[Change] = []
    before = map_of(catalog.document("map", key, since)) if since else None
    for revision in catalog.revisions("map", key, after=since):
        after = map_of(revision)
        edits = _edits(revision, before, after)
        about = [each for each in edits if thing is None or touches(each, thing)]
        if thing is None or about:
            changes.append(_change(revision, about))
        before = after
    return changes


def _check_thing(catalog: Catalog, key: str, thing: str) -> None:
    """UnknownName for an id that nothing on the map has, or ever had."""
    known: set[str] = set()
    for revision in reversed(catalog.revisions("map", key)):
        known |= ids_on(map_of(revision))
        if thing in known:
            return
    raise UnknownName(f"thing on the map {key} with the id", thing, sorted(known))


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


def _written_from(catalog: Catalog, journey_map: JourneyMap) -> Revision:
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


def _edits(revision: Revision, before: JourneyMap | None, after: JourneyMap) -> list[Operation]:
    if revision.operations is not None:
        return msgspec.convert(revision.operations, list[Operation])
    return [] if before is None else difference(before, after)


def _change(revision: Revision, operations: list[Operation]) -> Change:
    return Change(
        number=revision.number,
        author=revision.author,
        reason=revision.reason,
        at_us=revision.at_us,
        label=revision.label,
        operations=operations,
    )
