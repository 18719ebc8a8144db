"""The catalog as one object: reserve numbers, commit loads, keep documents, publish generations.

Every method is one transaction. Writing files is not done here: write them first, then commit the
rows that make them exist. Times are handed in as int64 microseconds UTC.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Self, TypeVar

import msgspec
from sqlalchemy import Engine, Select, String, cast, func, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from desirepath.catalog.entries import Correction, Disclosure, Generation, Load, Part, Revision
from desirepath.catalog.locks import WriterLock
from desirepath.catalog.models import (
    CorrectionRow,
    CounterRow,
    DisclosureRow,
    GenerationRow,
    LoadRow,
    MetaRow,
    PartRow,
    RevisionRow,
    Row,
)
from desirepath.catalog.opening import database, explained
from desirepath.catalog.sweeping import sweep_facts, sweep_tables
from desirepath.errors import Fault, InputError, IntegrityError, Overtaken, UnknownName, WorkspaceError
from desirepath.records import Record

__all__ = ["Catalog"]

SETTLED_NS = 200_000_000  # longer than the steps in which a file system counts time
_NOUNS = {"stages": "stage document", "identity_rules": "set of identity rules"}


class Catalog:
    """The one place that says which parts, documents and generations there are.

    >>> import tempfile
    >>> catalog = Catalog.open(Path(tempfile.mkdtemp()))
    >>> list(catalog.reserve_parts(2)), list(catalog.reserve_parts(1))
    ([1, 2], [3])
    >>> catalog.put("stages", "shop", {"key": "shop"}, author="ana", reason="first", at_us=0).number
    1
    """

    def __init__(self, folder: Path, engine: Engine) -> None:
        self._folder = folder
        self._readable = engine
        self._writable = engine.execution_options(writes=True)
        self._lock = WriterLock(folder / "writer.lock")

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The catalog of this workspace folder, created or brought to the current schema first.

        Raises `WorkspaceError` when the file is not a catalog or was written by a newer version.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WorkspaceError(f"{folder} cannot be a workspace folder: {error.strerror}.") from error
        return cls(folder, database(folder / "catalog.sqlite"))

    def stamp(self, now_ns: int) -> tuple[int, ...] | None:
        """A sign that changes with every commit of any process, for the price of looking at two files.

        None while the last commit is so fresh that another might leave the same sign. `now_ns` is the clock
        that files are dated with, in nanoseconds.

        >>> import tempfile, time
        >>> catalog = Catalog.open(Path(tempfile.mkdtemp()))
        >>> later = time.time_ns() + SETTLED_NS
        >>> before = catalog.stamp(later)
        >>> catalog.set_meta("name", "value")
        >>> catalog.stamp(later + SETTLED_NS) == before
        False
        """
        seen = []
        for name in ("catalog.sqlite", "catalog.sqlite-wal"):
            try:
                found = (self._folder / name).stat()
            except FileNotFoundError:
                continue
            if found.st_size:  # a reader's log is empty
                seen += [found.st_ino, found.st_size, found.st_mtime_ns]
                if now_ns - found.st_mtime_ns < SETTLED_NS:
                    return None
        return tuple(seen)

    # Numbers

    def reserve_parts(self, count: int) -> range:
        """`count` part numbers that nobody had or will have."""
        return self._reserve("part", count)

    def reserve_load(self) -> int:
        """A load number that nobody had or will have."""
        return self._reserve("load", 1).start

    def reserve_generation(self) -> int:
        """A generation number that nobody had or will have."""
        return self._reserve("generation", 1).start

    # Loads and their parts

    def commit_load(self, load: Load, parts: Sequence[Part], *, replaces: Sequence[int] = ()) -> None:
        """Make a load and its parts exist, and the loads it replaces stop counting: all at once.

        Raises `IntegrityError` when a part's file is not there, `InputError` when a load to be
        replaced is not live.
        """
        for part in parts:
            if part.load != load.number or not (self._folder / part.path).is_file():
                raise IntegrityError(f"Part {part.number} ({part.path}) is not a file of load {load.number}.")
        with self._writing() as rows:
            rows.add(LoadRow(**_columns(load)))
            rows.flush()
            rows.add_all(PartRow(**_columns(part)) for part in parts)
            for number in replaces:
                older = _live_load(rows, number)
                older.state, older.replaced_by = "replaced", load.number

    def withdraw(self, number: int, *, at_us: int) -> None:
        """Stop a load from counting. Raises `InputError` unless it is live."""
        with self._writing() as rows:
            load = _live_load(rows, number)
            load.state, load.withdrawn_at_us = "withdrawn", at_us

    def loads(self) -> list[Load]:
        """Every load ever committed, whatever its state, in order."""
        with self._reading() as rows:
            return [_record(Load, row) for row in rows.scalars(select(LoadRow).order_by(LoadRow.number))]

    def parts(self, table: str, *, live: bool = True) -> list[Part]:
        """The parts of one table, in order; only those of live loads unless `live` is false."""
        query = select(PartRow).outerjoin(LoadRow).where(PartRow.table == table).order_by(PartRow.number)
        counts = PartRow.load.is_(None) | (LoadRow.state == "live")
        with self._reading() as rows:
            found = rows.scalars(query.where(counts) if live else query)
            return [_record(Part, row) for row in found]

    # Documents

    def put(
        self,
        kind: str,
        key: str,
        body: Mapping[str, Any],
        *,
        author: str,
        reason: str,
        at_us: int,
        label: str | None = None,
        operations: Sequence[Any] | None = None,
        onto: int | None = None,
        batch: str | None = None,
    ) -> Revision:
        """Keep this state of a document; when nothing changed, the newest revision is returned.

        `onto` is the number of the revision this one was made of: `Overtaken` when another came between.
        `batch` names the change: when it has been kept already, the revision that it made is returned.
        """
        plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(body))
        with self._writing() as rows:
            if batch is not None and (made := rows.scalar(_of_batch(kind, key, batch))) is not None:
                return _record(Revision, made)
            newest = rows.scalar(_revisions(kind, key).order_by(RevisionRow.number.desc()).limit(1))
            found = 0 if newest is None else newest.number
            if onto is not None and onto != found:
                raise Overtaken(f"{kind} {key} has revision {found} by now; this one was made of {onto}.")
            if newest is not None and newest.body == plain:
                return _record(Revision, newest)
            row = RevisionRow(
                kind=kind,
                key=key,
                number=found + 1,
                body=plain,
                author=author,
                reason=reason,
                at_us=at_us,
                label=label,
                operations=None if operations is None else list(operations),
                batch=batch,
            )
            rows.add(row)
            return _record(Revision, row)

    def document(self, kind: str, key: str, number: int | None = None) -> Revision:
        """The newest revision of a document, or the one with this number; `UnknownName` when absent."""
        newest = self.newest(kind, key)
        wanted = newest if number is None else number
        with self._reading() as rows:
            row = rows.get(RevisionRow, (kind, key, wanted))
            if row is None:
                raise UnknownName(f"revision of {kind} {key}", str(wanted), map(str, range(1, newest + 1)))
            return _record(Revision, row)

    def newest(self, kind: str, key: str) -> int:
        """The number of a document's newest revision, without reading it; `UnknownName` when absent."""
        query = select(func.max(RevisionRow.number)).where(RevisionRow.kind == kind, RevisionRow.key == key)
        with self._reading() as rows:
            found = rows.scalar(query)
        if found is None:
            raise UnknownName(_NOUNS.get(kind, kind), key, [each.key for each in self.documents(kind)])
        return found

    def of_batch(self, kind: str, key: str, batch: str) -> Revision | None:
        """The revision that a batch of edits made, if it has been kept."""
        with self._reading() as rows:
            row = rows.scalar(_of_batch(kind, key, batch))
            return None if row is None else _record(Revision, row)

    def documents(self, kind: str | None = None) -> list[Revision]:
        """The newest revision of every document (of one kind, if given), by kind and key."""
        newest = (
            select(
                RevisionRow.kind,
                RevisionRow.key.label("document_key"),
                func.max(RevisionRow.number).label("number"),
            )
            .group_by(RevisionRow.kind, RevisionRow.key)
            .subquery()
        )
        same_document = (newest.c.kind == RevisionRow.kind) & (newest.c.document_key == RevisionRow.key)
        query = (
            select(RevisionRow)
            .join(newest, same_document & (newest.c.number == RevisionRow.number))
            .order_by(RevisionRow.kind, RevisionRow.key)
        )
        with self._reading() as rows:
            found = rows.scalars(query if kind is None else query.where(RevisionRow.kind == kind))
            return [_record(Revision, row) for row in found]

    def revisions(self, kind: str, key: str, *, after: int = 0) -> list[Revision]:
        """Every revision of a document after this one, oldest first; empty when there is none."""
        query = _revisions(kind, key).where(RevisionRow.number > after)
        with self._reading() as rows:
            found = rows.scalars(query.order_by(RevisionRow.number))
            return [_record(Revision, row) for row in found]

    # Generations

    def publish(self, generation: Generation, *, identity_log: Sequence[Part] = ()) -> None:
        """Make a written generation the current one, by one row, with the ids it minted.

        Raises `IntegrityError` when its folder, or a part of the identity log, is not there.
        """
        for path in (generation.path, *(part.path for part in identity_log)):
            if not (self._folder / path).exists():
                raise IntegrityError(f"Generation {generation.number} lacks {path}; it was not published.")
        with self._writing() as rows:
            rows.add(GenerationRow(**_columns(generation)))
            rows.add_all(PartRow(**_columns(part)) for part in identity_log)

    def generation(self) -> Generation | None:
        """The current generation, or None before the first."""
        return next(iter(self._newest_generations(1)), None)

    # What people said of rows, and saw of people

    def correct(
        self, load: int, ordinal: int, values: Mapping[str, str], *, author: str, at_us: int
    ) -> Correction:
        """Write down what a row of the file that this load read should hold; what was said before stays."""
        number = self._reserve("correction", 1).start
        said = Correction(
            number=number, load=load, ordinal=ordinal, values=dict(values), author=author, at_us=at_us
        )
        with self._writing() as rows:
            rows.add(CorrectionRow(**_columns(said)))
        return said

    def corrections(self, load: int) -> list[Correction]:
        """Everything that was ever said of rows of the file that this load read, in order."""
        query = select(CorrectionRow).where(CorrectionRow.load == load).order_by(CorrectionRow.number)
        with self._reading() as rows:
            return [_record(Correction, row) for row in rows.scalars(query)]

    def disclose(
        self, what: str, subjects: Sequence[str], shown: Sequence[str], *, author: str, at_us: int
    ) -> None:
        """Write down that somebody was shown personal data."""
        number = self._reserve("disclosure", 1).start
        told = {"what": what, "subjects": list(subjects), "shown": list(shown)}
        with self._writing() as rows:
            rows.add(DisclosureRow(number=number, author=author, at_us=at_us, **told))

    def disclosures(self, *, subject: str | None = None, limit: int) -> list[Disclosure]:
        """What was shown of this subject, or of anybody, the latest first."""
        query = select(DisclosureRow).order_by(DisclosureRow.number.desc()).limit(limit)
        if subject is not None:
            named = msgspec.json.encode(subject).decode()  # as it stands in the list of subjects
            query = query.where(cast(DisclosureRow.subjects, String).contains(named, autoescape=True))
        with self._reading() as rows:
            return [_record(Disclosure, row) for row in rows.scalars(query)]

    # The workspace itself

    def meta(self, name: str) -> str | None:
        """A small fact about the workspace, or None when it was never set."""
        with self._reading() as rows:
            row = rows.get(MetaRow, name)
            return None if row is None else row.value

    def set_meta(self, name: str, value: str) -> None:
        """Set a small fact about the workspace."""
        with self._writing() as rows:
            rows.merge(MetaRow(name=name, value=value))

    def writer_lock(
        self, *, doing: str = "writing", timeout_seconds: float = 10.0
    ) -> AbstractContextManager[None]:
        """The right to change the workspace, for one process at a time; freed even by kill -9.

        Raises `WorkspaceError` that names the holder when it is not free in time.
        """
        return self._lock.hold(doing=doing, timeout_seconds=timeout_seconds)

    def sweep(self) -> int:
        """Delete files that no row lists; returns how many. Only inside `writer_lock`.

        The current generation and the one before it stay, for those who are still reading.
        """
        if not self._lock.held:
            raise Fault("sweep() deletes files, so it may only run inside writer_lock().")
        with self._reading() as rows:
            listed = {Path(path).as_posix() for path in rows.scalars(select(PartRow.path))}
        kept = {Path(generation.path).as_posix() for generation in self._newest_generations(2)}
        return sweep_facts(self._folder, listed) + sweep_tables(self._folder, kept)

    # Transactions

    def _reserve(self, name: str, count: int) -> range:
        with self._writing() as rows:
            counter = rows.get(CounterRow, name) or CounterRow(name=name, next_number=1)
            first = counter.next_number
            counter.next_number = first + count
            rows.add(counter)
        return range(first, first + count)

    def _newest_generations(self, count: int) -> list[Generation]:
        query = select(GenerationRow).order_by(GenerationRow.number.desc()).limit(count)
        with self._reading() as rows:
            return [_record(Generation, row) for row in rows.scalars(query)]

    def _reading(self) -> AbstractContextManager[Session]:
        return _transaction(self._readable)

    def _writing(self) -> AbstractContextManager[Session]:
        return _transaction(self._writable)


@contextmanager
def _transaction(engine: Engine) -> Iterator[Session]:
    try:
        with Session(engine) as rows, rows.begin():
            yield rows
    except DatabaseError as error:
        raise explained(error) from error


def _live_load(rows: Session, number: int) -> LoadRow:
    load = rows.get(LoadRow, number)
    if load is None:
        known = rows.scalars(select(LoadRow.number).where(LoadRow.state == "live"))
        raise UnknownName("load", str(number), map(str, known))
    if load.state == "replaced":
        raise InputError(f"Load {number} was already replaced, by load {load.replaced_by}.")
    if load.state == "withdrawn":
        raise InputError(f"Load {number} is already withdrawn.")
    return load


def _revisions(kind: str, key: str) -> Select[RevisionRow]:
    return select(RevisionRow).where(RevisionRow.kind == kind, RevisionRow.key == key)


def _of_batch(kind: str, key: str, batch: str) -> Select[RevisionRow]:
    return _revisions(kind, key).where(RevisionRow.batch == batch).limit(1)


def _columns(record: Record) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(msgspec.structs.asdict(record))
    return plain


Entry = TypeVar("Entry", bound=Record)


def _record(kind: type[Entry], row: Row) -> Entry:
    names = kind.__struct_fields__
    return msgspec.convert({name: getattr(row, name) for name in names}, kind)
