"""The ground a workspace stands on: its documents, its facts, and the tables computed from them."""

import time
from collections import defaultdict
from collections.abc import Callable, Hashable
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import ibis

from desirepath.catalog import Catalog, Generation, Load, Revision
from desirepath.drafts import seen_by
from desirepath.engines import Engine, started
from desirepath.errors import InputError, WorkspaceError
from desirepath.identities import Identities, IdentityRules
from desirepath.interactions import Mapping as MappingDocument
from desirepath.interactions import current
from desirepath.journeys import StageDocument, Store, default_stages
from desirepath.records import Record
from desirepath.segments import Knowledge
from desirepath.workspace import (
    deriving,
    documents,
    loading,
    quarantine,
    refreshing,
)
from desirepath.workspace.attachments import Attachments
from desirepath.workspace.intake import Intake
from desirepath.workspace.keeping import Kept
from desirepath.workspace.settings import Settings
from desirepath.workspace.sources import Freshness, Source, freshness, sources
from desirepath.workspace.stopping import Progress, Stop, followed
from desirepath.workspace.uploads import Uploads

Clock = Callable[[], int]
LOCAL_AUTHOR = "local"
Document = TypeVar("Document", bound=Record)
Value = TypeVar("Value")


def system_clock() -> int:
    """Now, in microseconds UTC."""
    return time.time_ns() // 1_000


class Ground:
    """The part of a workspace that needs no question: what it was given, and what follows from it."""

    def __init__(self, folder: Path, settings: Settings, *, clock: Clock = system_clock) -> None:
        self.folder = folder
        self.settings = settings
        self.catalog = Catalog.open(folder)
        self._clock = clock
        self._store, self._identities, self._knowledge = Kept[Store](), Kept[Identities](), Kept[Knowledge]()
        self._currency = Kept[str | None]()
        self._once: defaultdict[str, Kept[Any]] = defaultdict(Kept)

    @property
    def author(self) -> str:
        """Who works on it: until there are users, whoever sits at this machine."""
        return LOCAL_AUTHOR

    def now(self) -> int:
        """The moment that what is done is dated with, in microseconds UTC."""
        return self._clock()

    def once(self, name: str, made_from: Hashable, make: Callable[[], Value]) -> Value:
        """A value by its name, kept in memory while what it is made from is the same."""
        kept: Kept[Value] = self._once[name]
        return kept.of(made_from, make)

    @cached_property
    def engine(self) -> Engine:
        """What runs relational work; started when first needed."""
        return started(self.settings.engine, spark_master=self.settings.spark_master)

    def followed(self, progress: Progress, stop: Stop, *, said: str) -> AbstractContextManager[None]:
        """What is asked of this workspace inside tells its steps, and can be given up.

        `progress` is told the step, how much of all is done, and of how much. Once `stop()`, which is asked
        several times a second, it is Cancelled, in the words of `said`.
        """
        return followed(self.engine, progress, stop, said=said)

    # Documents

    def apply(self, *paths: Path | str) -> list[Revision]:
        """Take documents in; all of them are read before any is kept."""
        files = [Path(path) for path in paths]
        return documents.keep_files(
            self.catalog, files, author=LOCAL_AUTHOR, reason="edit", at_us=self._clock()
        )

    def export(self, folder: Path | str) -> list[Path]:
        """Write the newest revision of every document as a YAML file; returns the files."""
        return documents.write_all(self.catalog, Path(folder))

    def document(self, kind: str, key_or_path: str) -> Record:
        """A document by its key, or by a path to a file that is applied first."""
        if is_path(key_or_path):
            for revision in self.apply(key_or_path):
                if revision.kind == kind:
                    return documents.record_of(revision)
            raise InputError(f"{key_or_path} holds no document of the kind {kind}.")
        return documents.record_of(self.catalog.document(kind, key_or_path))

    # Facts

    def load(
        self,
        *paths: Path | str,
        mapping: str | None = None,
        replace: bool = False,
        progress: Progress | None = None,
        stop: Stop | None = None,
    ) -> list[loading.Outcome]:
        """Load files through a mapping (its key or path); without one, by the mappings' `files` patterns.

        A folder is all the files in it that fit, or one table of Parquet files where its own name fits;
        "table:sales.clicks" is a table of Spark's catalogue.
        Asked several times a second, `stop()` says whether to give up: then Cancelled, and nothing of the
        file under way is kept.
        """
        loading.require(Path(path) for path in paths)
        if mapping is not None and is_path(mapping):
            unkept = documents.mapping_for(self.folder, mapping)
            loading.check_fit([Path(path) for path in paths], unkept, lambda: self.engine)
        chosen = None if mapping is None else self._of(MappingDocument, "mapping", mapping)
        return loading.load_files(
            self.catalog,
            self.engine,
            self.folder,
            files=loading.choose(self.catalog, [Path(path) for path in paths], chosen),
            replace=replace,
            progress=progress,
            at_us=self._clock(),
            stop=stop,
        )

    def withdraw(self, number: int) -> list[int]:
        """Take a load back, and what was replayed of it: from the next refresh on they do not count."""
        with self.catalog.writer_lock(doing="withdrawing a load"):
            loading.require_load(self.catalog, number)
            gone = quarantine.with_replays(self.catalog, number)
            for each in gone:
                self.catalog.withdraw(each, at_us=self._clock())
        return gone

    def ledger(self) -> list[Load]:
        """What each load read, loaded and set aside, in order."""
        return self.catalog.loads()

    def quarantine_reasons(self, *, load: int | None = None) -> list[dict[str, Any]]:
        """Why rows were set aside: load, file, reason, how many, and the first line."""
        return quarantine.reasons(self.catalog, self.engine, self.folder, load=load)

    def quarantine_rows(
        self, *, load: int, line: int | None = None, ordinal: int | None = None, limit: int = 20
    ) -> list[dict[str, Any]]:
        """The raw rows of one load that were set aside, each with its `correction` if there is one."""
        return quarantine.rows(
            self.catalog, self.engine, self.folder, load=load, line=line, ordinal=ordinal, limit=limit
        )

    def replay(
        self, *, load: int | None = None, progress: Progress | None = None, stop: Stop | None = None
    ) -> list[quarantine.Replayed]:
        """Take in rows that were set aside, through the mappings as they are now.

        Once `stop()` it is Cancelled: of the file under way nothing is kept, those before it stay.
        """
        return quarantine.replay_all(
            self.catalog,
            self.engine,
            self.folder,
            load=load,
            clock=self._clock,
            progress=progress,
            stop=stop,
        )

    def interactions(self) -> ibis.Table:
        """The interactions that count, as a lazy relation."""
        found = current(self.catalog, self.engine, self.folder)
        if found is None:
            raise InputError("No load is live. Next: desirepath load FILE --mapping MAPPING")
        return found

    # What comes in

    @cached_property
    def uploads(self) -> Uploads:
        """The files that were handed over in the browser, below this folder."""
        limit = self.settings.upload_megabytes * 1_000_000
        return Uploads(self.folder / "uploads", limit_bytes=limit, clock=self._clock)

    @cached_property
    def intake(self) -> Intake:
        """What is in an upload, and mappings suggested for it, tried on it and kept."""
        return Intake(
            self.catalog,
            lambda: self.engine,
            self.folder,
            uploads=self.uploads,
            clock=self._clock,
            author=LOCAL_AUTHOR,
        )

    @cached_property
    def attachments(self) -> Attachments:
        """The pictures that belong to maps."""
        return Attachments(self.folder / "attachments")

    def sources(self) -> list[Source]:
        """Every source with a live load: how much came of it, and how new it is."""
        try:
            seen = seen_by(self.store(), "source")
        except WorkspaceError:  # nothing is computed (any more), and the loads are there all the same
            seen = []
        return sources(self.catalog, seen)

    def freshness(self) -> Freshness:
        """Whether what has been computed tells of the facts as they are now."""
        return freshness(self.catalog, self.folder, self.identity_rules())

    # Tables

    def refresh(self, *, progress: Progress | None = None, stop: Stop | None = None) -> Generation:
        """Compute who is who and the timelines again, if anything they depend on has changed.

        `progress` is told each step as it begins, its number and how many there are. Once `stop()` it is
        Cancelled, and what was published before stays.
        """
        return refreshing.refresh(
            self.catalog,
            self.engine,
            self.folder,
            rules=self.identity_rules(),
            at_us=self._clock(),
            progress=progress,
            stop=stop,
        )

    def generation(self) -> Generation | None:
        """The published generation, or None before the first refresh."""
        return self.catalog.generation()

    def store(self) -> Store:
        """The timelines of the published generation; opened once for each generation."""
        home = self._home() / deriving.TIMELINES
        return self._store.of(home, lambda: Store.open(home))

    def identities(self) -> Identities:
        """Who is who in the published generation; read once for each."""
        home, rules = self._home(), self.identity_rules()
        return self._identities.of(
            (home, rules.most_per_row), lambda: deriving.read_identities(home, rules=rules)
        )

    def identity_rules(self) -> IdentityRules:
        """The workspace's identity rules: the document `default`, or the built-in ones."""
        kept = self.catalog.revisions("identity_rules", "default")
        found = documents.record_of(kept[-1]) if kept else IdentityRules()
        assert isinstance(found, IdentityRules)  # noqa: S101  (KINDS says so)
        return found

    def stages(self, key: str | None = None) -> StageDocument:
        """The stage document of this key; without one, the only one, or the classic stages."""
        if key is None:
            kept = self.catalog.documents("stages")
            if not kept:
                return default_stages(self.store().kinds)
            if len(kept) > 1:
                names = ", ".join(each.key for each in kept)
                raise InputError(f"There are several stage documents ({names}): say which, with --stages.")
            key = kept[0].key
        return self._of(StageDocument, "stages", key)

    def _of(self, record: type[Document], kind: str, key_or_path: str) -> Document:
        found = self.document(kind, key_or_path)
        assert isinstance(found, record)  # noqa: S101  (KINDS says so)
        return found

    def _home(self) -> Path:
        generation = self.catalog.generation()
        if generation is None:
            raise WorkspaceError("Nothing has been computed yet. Next: desirepath refresh")
        home = self.folder / generation.path
        if not home.is_dir():
            raise WorkspaceError("The computed tables were deleted. Next: desirepath refresh")
        return home


def is_path(text: str) -> bool:
    """Whether a name is that of a file, and not of something kept."""
    return text.endswith(documents.ENDINGS) or "/" in text or "\\" in text
