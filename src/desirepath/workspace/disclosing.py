"""What is written down whenever personal data is shown as it was told: to whom, when, whose, of which kinds.

The data itself is not written down again: the ids of the subjects and the names of what was shown say enough.
"""

from collections.abc import Callable, Iterable
from typing import Literal

from desirepath.catalog import Catalog, Disclosure
from desirepath.errors import InputError

__all__ = ["Disclosures"]

MOST = 500


class Disclosures:
    """The disclosures of one workspace; they are only ever added to."""

    def __init__(self, catalog: Catalog, *, clock: Callable[[], int], author: str) -> None:
        self._catalog, self._clock, self._author = catalog, clock, author

    def note(
        self, what: Literal["page", "search", "story"], subjects: Iterable[str], shown: Iterable[str]
    ) -> None:
        """Somebody is about to be shown this; where nobody's is shown there is nothing to note."""
        whose = [*dict.fromkeys(subjects)]
        if not whose:
            return
        told = sorted(set(shown))
        self._catalog.disclose(what, whose, told, author=self._author, at_us=self._clock())

    def note_rows(self, load: int, shown: Iterable[str]) -> None:
        """Somebody is about to be shown rows that a load set aside; whose they are nobody knows yet."""
        told = [f"load {load}", *sorted(set(shown))]
        self._catalog.disclose("quarantine", [], told, author=self._author, at_us=self._clock())

    def all(self, *, subject: str | None = None, limit: int = 50) -> list[Disclosure]:
        """What was shown of this subject, or of anybody, the latest first."""
        if not 1 <= limit <= MOST:
            raise InputError(f"Expected a limit from 1 to {MOST}, found {limit}.")
        return self._catalog.disclosures(subject=subject, limit=limit)
