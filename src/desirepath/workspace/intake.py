"""What comes in by the browser: uploaded files looked at, mappings suggested, tried and kept.

A mapping is tried on the first rows of a file, or on rows that an earlier load set aside; nothing is written
before it is kept.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pyarrow as pa
from msgspec.structs import replace

from desirepath.catalog import Catalog, Revision
from desirepath.engines import Engine
from desirepath.errors import DocumentError, InputError, SourceError
from desirepath.interactions import (
    FileSample,
    Mapping,
    Preview,
    Suggestion,
    look_at,
    mapping_flaws,
    preview,
    preview_again,
    quarantined,
    read_mapping,
    replays_of,
    suggest,
    waiting,
)
from desirepath.records import Record
from desirepath.sources import write_document
from desirepath.workspace import correcting, documents
from desirepath.workspace.uploads import Uploads

__all__ = ["Intake", "MappingFlaw", "Trial"]

TRIED_ROWS = 200
LONGEST_RAW = 500
Found = TypeVar("Found")


class MappingFlaw(Record):
    """Something wrong with a mapping: where, as keys from the top, and what."""

    place: list[str]
    says: str


class Trial(Record):
    """What a mapping would make of some rows, or why it cannot be tried."""

    flaws: list[MappingFlaw]
    preview: Preview | None


class Intake:
    """Files on their way into one workspace."""

    def __init__(
        self, catalog: Catalog, engine: Callable[[], Engine], folder: Path, *, uploads: Uploads,
        clock: Callable[[], int], author: str,
    ) -> None:  # fmt: skip
        self._catalog, self._engine, self._folder = catalog, engine, folder
        self._uploads, self._clock, self._author = uploads, clock, author

    def columns(self, upload: str) -> FileSample:
        """The columns and first rows of an uploaded file; SourceError when it cannot be read."""
        return self._told(look_at, upload)

    def suggest(self, upload: str) -> Suggestion:
        """A first mapping for an uploaded file, under a key that no mapping has yet."""
        found = self._told(suggest, upload)
        taken = {each.key for each in self._catalog.documents("mapping")}
        if found.mapping.key not in taken:
            return found
        key = next(name for n in range(2, 10_000) if (name := f"{found.mapping.key[:58]}-{n}") not in taken)
        mapping = replace(found.mapping, key=key)
        return Suggestion(mapping=mapping, text=write_document(mapping))

    def try_mapping(self, upload: str, mapping: Mapping) -> Trial:
        """What a mapping would make of the first rows of an uploaded file."""
        path = self._uploads.path(upload)
        return _tried(mapping, lambda: preview(path, mapping, TRIED_ROWS, at_us=self._clock()), path)

    def try_again(self, load: int, mapping: Mapping) -> Trial:
        """What a mapping would make of the first rows that a load set aside."""
        kept, corrected = self._kept_rows(load), correcting.corrected(self._catalog, load)

        def seen() -> Preview:
            return preview_again(kept, mapping, at_us=self._clock(), corrected=corrected)

        return _tried(mapping, seen, None)

    def keep(self, mapping: Mapping) -> Revision:
        """A mapping as the newest revision of its document; DocumentError when it cannot be one."""
        for flaw in mapping_flaws(mapping):
            raise DocumentError(flaw.says, key=".".join(map(str, flaw.path)) or None)
        kept = self._catalog.revisions("mapping", mapping.key)
        if kept and documents.record_of(kept[-1]) == mapping:
            return kept[-1]
        made = documents.keep(
            self._catalog, [mapping], author=self._author, reason="edit", at_us=self._clock()
        )
        return made[0]

    def read(self, text: str) -> Mapping:
        """The mapping that a YAML text says; DocumentError with the line of what is wrong."""
        return read_mapping(text, file="this mapping")

    def text(self, mapping: Mapping) -> str:
        """A mapping as YAML."""
        return write_document(mapping)

    def _kept_rows(self, load: int) -> pa.Table:
        """The first rows that a load and its replays have set aside, as they are kept."""
        family = {load, *replays_of(self._catalog, [load])}
        waits = [part.load for part in waiting(self._catalog) if part.load in family]
        rows = quarantined(self._catalog, self._engine(), self._folder)
        if rows is None or not waits:
            raise InputError(f"Load {load} has nothing in quarantine (any more).")
        wanted = rows.filter(rows.load.isin(waits)).order_by("load", "ordinal")
        return self._engine().run(wanted.select("line", "ordinal", "raw").limit(TRIED_ROWS))

    def _told(self, ask: Callable[[Path], Found], upload: str) -> Found:
        path = self._uploads.path(upload)
        with _by_name(path):
            return ask(path)


def _tried(mapping: Mapping, look: Callable[[], Preview], path: Path | None) -> Trial:
    flaws = [
        MappingFlaw(place=[str(each) for each in flaw.path], says=flaw.says)
        for flaw in mapping_flaws(mapping)
    ]
    if flaws:
        return Trial(flaws=flaws, preview=None)
    try:
        with _by_name(path):
            found = look()
    except DocumentError as error:
        return Trial(flaws=[MappingFlaw(place=[], says=str(error))], preview=None)
    refusals = [replace(each, raw=each.raw[:LONGEST_RAW]) for each in found.refusals]
    return Trial(flaws=[], preview=replace(found, refusals=refusals))


@contextmanager
def _by_name(path: Path | None) -> Iterator[None]:
    """What is wrong with a file says its name, and not where on this machine it is."""
    try:
        yield
    except SourceError as error:
        raise SourceError(str(error).replace(str(path), path.name if path else "")) from None
