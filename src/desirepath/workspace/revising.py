"""A kept map and its revisions: edit it, undo, go back, review, publish, read what became of one card."""

import re
from collections.abc import Callable, Sequence
from typing import Literal

from msgspec.structs import replace

from desirepath.catalog import Catalog, Revision
from desirepath.errors import InputError
from desirepath.maps import JourneyMap, MapStatus, Operation, Set, time_text
from desirepath.workspace import editing, histories
from desirepath.workspace.editing import Signed
from desirepath.workspace.histories import Change

Reason = Literal["edit", "review", "import", "restore", "auto", "draft"]


class MapRevisions:
    """One map of a workspace, through time. Every method that changes it gives the revision it made."""

    def __init__(self, catalog: Catalog, key: str, *, clock: Callable[[], int], author: str) -> None:
        self._catalog = catalog
        self._clock = clock
        self._author = author
        self.key = key

    def map(self, number: int | None = None) -> JourneyMap:
        """The map as it is, or as it was in this revision; UnknownName when there is none."""
        return editing.map_of(self._catalog.document("map", self.key, number))

    def edit(
        self, operations: Sequence[Operation], *, label: str | None = None, batch: str | None = None
    ) -> Revision:
        """Make these edits on the newest revision; EditConflict when one of them no longer fits.

        `batch` names them: the same batch sent again, after a lost answer, gives the revision it has made.
        """
        signed = replace(self._signed("edit", label), batch=batch)
        return editing.edit(self._catalog, self.key, operations, signed)

    def newest(self) -> int:
        """The number of the newest revision, for the price of a look."""
        return self._catalog.newest("map", self.key)

    def gave_way(self) -> str | None:
        """What to tell of the newest revision, if it was drafted where another map was."""
        newest = self._catalog.document("map", self.key)
        is_anew = newest.reason == "draft" and newest.number > 1
        return took_its_place(self.key, newest.number - 1) if is_anew else None

    def undo(self, number: int | None = None) -> Revision:
        """Change back what a revision changed, the newest if none is named; what came after it stays."""
        return histories.undo(
            self._catalog, self.key, number, self._signed("edit", _of("undo revision", number))
        )

    def restore(self, number: int) -> Revision:
        """Make an older state the newest; the revisions between stay where they are."""
        return histories.restore(
            self._catalog, self.key, number, self._signed("restore", _of("back to revision", number))
        )

    def history(self, thing: str | None = None, *, since: int = 0) -> list[Change]:
        """Who changed what after a revision, oldest first; with an id, only what became of that thing."""
        return histories.history(self._catalog, self.key, thing, since=since)

    def review(self) -> Revision:
        """Note that somebody has looked at the whole map today and stands by it."""
        was = self.map().last_reviewed_at
        seen = Set(id="map", field="last_reviewed_at", value=time_text(self._clock()), was=was)
        return editing.edit(self._catalog, self.key, [seen], self._signed("review", None))

    def publish(self) -> Revision:
        """Publish the map; InputError when it lacks an owner, a review interval or a goal."""
        return self._become("published")

    def retire(self) -> Revision:
        """Take the map out of use; it stays, with all its revisions."""
        return self._become("retired")

    def _become(self, status: MapStatus) -> Revision:
        was = self.map().status
        unsaid = was == "draft"  # the default is not written
        changed = Set(id="map", field="status", value=status, was=None if unsaid else was)
        return editing.edit(self._catalog, self.key, [changed], self._signed("review", status))

    def _signed(self, reason: Reason, label: str | None) -> Signed:
        return Signed(author=self._author, reason=reason, at_us=self._clock(), label=label)


def _of(word: str, number: int | None) -> str | None:
    return None if number is None else f"{word} {number}"


def took_its_place(key: str, number: int) -> str:
    """What to tell whoever puts a map where there was one.

    >>> took_its_place("current", 3)
    'It takes the place of revision 3 of the map "current", which stays: restore that to have it back.'
    """
    which = f'revision {number} of the map "{key}"'
    return f"It takes the place of {which}, which stays: restore that to have it back."


def kept_map(catalog: Catalog, name: str) -> JourneyMap:
    """The map of this key ("current"), or as it was in a revision of it ("current@3")."""
    return editing.map_of(_revision(catalog, name))


def written_map(catalog: Catalog, name: str) -> JourneyMap:
    """The same, saying which revision it is: what a file of it is changed and applied again from."""
    revision = _revision(catalog, name)
    return replace(editing.map_of(revision), revision=revision.number)


def number_of(catalog: Catalog, name: str) -> int | None:
    """The number of the revision that a name means; None for a path to a file."""
    return _revision(catalog, name).number if re.fullmatch(r"[a-z0-9_-]+(@\d+)?", name) else None


def _revision(catalog: Catalog, name: str) -> Revision:
    key, at, number = name.partition("@")
    if at and not re.fullmatch("[0-9]{1,9}", number):
        raise InputError(f'Name a revision as "{key}@3"; found "{name[:80]}".')
    return catalog.document("map", key, int(number) if at else None)
