"""What became of a map: who changed what, what one revision changed taken back, an older state restored.

Going back is an edit like any other: the revisions between stay.
"""

import msgspec

from desirepath.catalog import Catalog, Revision
from desirepath.errors import InputError, UnknownName
from desirepath.maps import JourneyMap, Operation, difference, ids_on, invert, touches
from desirepath.records import Record
from desirepath.workspace.editing import Signed, edit, map_of


class Change(Record):
    """One revision of a map, and the edits that made it."""

    number: int
    author: str
    reason: str
    at_us: int
    label: str | None
    operations: list[Operation]


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
