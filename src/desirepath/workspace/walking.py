"""Walks through a map by people who take the journey themselves, kept as edits of it."""

import re
from collections.abc import Callable, Sequence
from typing import Literal

from desirepath.catalog import Catalog
from desirepath.errors import InputError
from desirepath.maps import (
    EditConflict,
    JourneyMap,
    Met,
    Walkthrough,
    begun,
    difference,
    met,
    parse_time,
    result_id,
    time_text,
)
from desirepath.sources import redact_text
from desirepath.workspace import editing
from desirepath.workspace.attachments import Attachments
from desirepath.workspace.editing import Signed

__all__ = ["MOST_PHOTOS", "WalkOutcome", "Walks"]

WalkOutcome = Literal["pass", "friction", "blocked"]
ID = re.compile(r"[a-z0-9][a-z0-9-]{2,63}")
TRIES = 5
MOST_PHOTOS = 8


class Walks:
    """The walks through one kept map. What is sent twice counts once, so a lost connection loses nothing."""

    def __init__(
        self,
        catalog: Catalog,
        key: str,
        *,
        attachments: Attachments,
        clock: Callable[[], int],
        author: str,
    ) -> None:
        self._catalog, self._attachments, self._clock = catalog, attachments, clock
        self._author = author
        self.key = key

    def all(self) -> list[Walkthrough]:
        """Every walk on the map, oldest first."""
        return self._map().walkthroughs

    def begin(self, walk: str, *, who: str, device: str | None = None, at: str | None = None) -> Walkthrough:
        """Somebody sets out; `walk` is the id they give the walk. One that is there already is given back."""
        if not ID.fullmatch(walk):
            raise InputError(f'A walk\'s id has 3 to 64 small letters, digits and "-"; found "{walk[:80]}".')
        started = Walkthrough(id=walk, who=who, date=self._moment(at)[:10], device=device)
        drawn = self._kept(lambda drawn: begun(drawn, started), label=_label(who))
        return next(each for each in drawn.walkthroughs if each.id == walk)

    def record(
        self,
        walk: str,
        step: str,
        outcome: WalkOutcome,
        *,
        note: str | None = None,
        media: Sequence[str] = (),
        at: str | None = None,
    ) -> Met:
        """What was met at a step, as an observation on the map; said again, it replaces what was said.

        `media` are names that `Attachments.keep` gave, `at` when it was (RFC 3339; now, when left out).
        Personal data in the note is taken out. UnknownName for a walk, step or picture that there is not.
        """
        if len(media) > MOST_PHOTOS:
            raise InputError(f"A step takes at most {MOST_PHOTOS} photos; found {len(media)}.")
        for name in media:
            self._attachments.read(name)
        told = redact_text(note.strip()) if note and note.strip() else None
        found = Met(id=result_id(walk, step), step=step, outcome=outcome, note=told, media=list(media))
        moment = self._moment(at)
        who = next((each.who for each in self.all() if each.id == walk), self._author)
        self._kept(
            lambda drawn: met(drawn, walk, found, at=moment, by=who), label=f"{_label(who)}: {outcome}"
        )
        return found

    def _kept(self, change: Callable[[JourneyMap], JourneyMap], *, label: str) -> JourneyMap:
        """The change made on the newest map, and again when others were quicker."""
        for last in range(TRIES, -1, -1):
            before = self._map()
            after = change(before)
            edits = difference(before, after)
            if not edits:
                return before
            signed = Signed(author=self._author, reason="edit", at_us=self._clock(), label=label)
            try:
                return editing.map_of(editing.edit(self._catalog, self.key, edits, signed))
            except EditConflict:
                if not last:
                    raise
        raise AssertionError("unreachable")

    def _map(self) -> JourneyMap:
        return editing.map_of(self._catalog.document("map", self.key))

    def _moment(self, at: str | None) -> str:
        """When it was; a phone whose clock is ahead cannot have been there later than now."""
        now = self._clock()
        if at is None:
            return time_text(now)
        said = round(parse_time(at, key="at").timestamp() * 1_000_000)
        return time_text(min(said, now))


def _label(who: str) -> str:
    """What the revisions of a walk are called: the web app shows those of one walk as one."""
    return f"{who} took the journey"
