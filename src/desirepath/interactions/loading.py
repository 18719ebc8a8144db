"""Loading: a file becomes parts, and the catalog lists them, or nothing happened at all.

Rows stream through `conform` and `settle` into parts; what other live loads already have is met by
the engine at the end; one catalog transaction makes it all exist. what counts now is in `current_facts`.
"""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa

from desirepath.catalog import Catalog, Ledger, Load, Part
from desirepath.engines import Engine
from desirepath.errors import InputError, IntegrityError, SourceError
from desirepath.interactions.arrays import Array
from desirepath.interactions.conforming import Conformed, conform
from desirepath.interactions.mapping_columns import require_columns
from desirepath.interactions.mappings import Format, Mapping
from desirepath.interactions.parts import PartWriter, quarantine_rows, writing
from desirepath.interactions.settling import Meetings, Settled, meet, settle
from desirepath.interactions.sightings import Seen
from desirepath.records import Record
from desirepath.sources import FileFormat, RawRows, detect, read

__all__ = ["file_format", "load"]

_WRITTEN = ("interactions", "traits", "spend", "quarantine")


def load(
    path: Path,
    mapping: Mapping,
    *,
    mapping_revision: int,
    catalog: Catalog,
    engine: Engine,
    folder: Path,
    at_us: int,
    replace: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Load:
    """Take in a file through a mapping; the committed load, with its ledger.

    A file that is already live with this revision of the mapping is not loaded again: the load that
    has it is returned (its `loaded_at_us` is not `at_us`). With `replace`, the live load of the same
    content through the same mapping stops counting, else the newest one of the same path through it;
    a file of which no row fits replaces nothing. `progress` is told bytes done and bytes in all. Whatever
    fails, the workspace stays as it was.

    Raises `SourceError` when the file cannot be read, `DocumentError` when the mapping reads a
    column it does not have, `InputError` when its rows would count twice or replace rows by none,
    `WorkspaceError` when the disk is full or another process is writing.
    """
    with catalog.writer_lock(doing=f"loading {path.name}"):
        if not path.is_file():
            raise SourceError(f'There is no file "{path}". Check the path.')
        checksum = _checksum(path)
        earlier = _earlier(catalog, path, checksum, mapping.key)
        already = _already(earlier, checksum, mapping_revision)
        if already is not None:
            return already
        if not replace:
            _refuse_another_revision(earlier, checksum, mapping, mapping_revision)
        taking = _Taking(
            path=path,
            mapping=mapping,
            revision=mapping_revision,
            checksum=checksum,
            number=catalog.reserve_load(),
            at_us=at_us,
            folder=folder,
            replaced=[known.number for known in _replaced(earlier, checksum)] if replace else [],
            progress=progress,
        )
        return _take(taking, catalog, engine)


def file_format(form: Format) -> FileFormat:
    """A mapping's format as sources write it; what is left out is detected."""
    return FileFormat(
        type=form.type,
        encoding=form.encoding,
        delimiter=form.delimiter,
        records=form.records,
        sheet=form.sheet,
        header_row=form.header_row,
    )


class _Taking(Record):
    """One load on its way."""

    path: Path
    mapping: Mapping
    revision: int
    checksum: str
    number: int
    at_us: int
    folder: Path
    replaced: list[int]
    progress: Callable[[int, int], None] | None


class _Tally:
    """Raw rows counted while they stream by."""

    def __init__(self) -> None:
        self.read = self.accepted = self.without_subject = 0
        self.duplicates = 0
        self.changed: list[np.ndarray] = []
        self.contested: list[Array] = []

    def add(self, rows: RawRows, conformed: Conformed, settled: Settled) -> None:
        """Count one batch."""
        self.read += len(rows.ordinals) + len(rows.rejects)
        self.accepted += conformed.accepted
        self.without_subject += _nobody(conformed.interactions, conformed.has_self)
        self.duplicates += len(settled.duplicates)
        self.changed.append(settled.changed)
        self.contested.append(settled.contested)


def _take(taking: _Taking, catalog: Catalog, engine: Engine) -> Load:
    """Write the parts, then make them exist; whatever fails, none of them is left."""
    parts = _reserve(catalog, taking.number)
    (taking.folder / "facts").mkdir(parents=True, exist_ok=True)
    tally = _Tally()
    try:
        with writing(parts[:-1], taking.folder) as writers:
            _stream(taking, writers, tally)
        rows = {table: writer.rows for table, writer in writers.items()}
        meetings = _meet(taking, parts[0], catalog, engine, tally=tally)
        if meetings.contested is not None:
            rows["contested"] = engine.write(meetings.contested, str(taking.folder / parts[-1].path))
        done = _done(taking, _ledger(tally, meetings, rows))
        _refuse_nothing_for_something(done, taking.replaced)
        catalog.commit_load(done, _with_rows(parts, rows, taking.folder), replaces=taking.replaced)
    except BaseException:
        if all(known.number != taking.number for known in catalog.loads()):
            for part in parts:
                (taking.folder / part.path).unlink(missing_ok=True)
        raise
    return done


def _done(taking: _Taking, ledger: Ledger) -> Load:
    return Load(
        number=taking.number,
        source=taking.mapping.source,
        path=str(taking.path.resolve()),
        checksum=taking.checksum,
        mapping=taking.mapping.key,
        mapping_revision=taking.revision,
        loaded_at_us=taking.at_us,
        state="live",
        ledger=ledger,
    )


def _stream(taking: _Taking, writers: dict[str, PartWriter], tally: _Tally) -> None:
    path, mapping, seen = taking.path, taking.mapping, Seen()
    form = detect(path, file_format(mapping.format))
    size = path.stat().st_size

    def tell(done: int) -> None:
        if taking.progress is not None:
            taking.progress(min(done, size), size)

    for batch, rows in enumerate(read(path, form, progress=tell)):
        if batch == 0 and not form.is_sparse:
            require_columns(mapping, rows.columns.column_names, file=path.name)
        conformed = conform(rows, mapping, load=taking.number, loaded_at_us=taking.at_us, seen=seen)
        settled = settle(conformed, seen)
        writers["interactions"].add(settled.interactions)
        writers["traits"].add(conformed.traits)
        writers["spend"].add(conformed.spend)
        writers["quarantine"].add(
            quarantine_rows(conformed.rejects, load=taking.number, source=mapping.source, path=str(path))
        )
        tally.add(rows, conformed, settled)


def _nobody(interactions: pa.Table, has_self: np.ndarray) -> int:
    """How many raw rows have an interaction that nothing says the doer of."""
    return len(np.unique(interactions["ordinal"].to_numpy()[~has_self]))


def _meet(taking: _Taking, part: Part, catalog: Catalog, engine: Engine, *, tally: _Tally) -> Meetings:
    others = {
        known.number
        for known in catalog.loads()
        if known.state == "live" and known.source == taking.mapping.source
    } - set(taking.replaced)
    live = [
        str(taking.folder / other.path) for other in catalog.parts("interactions") if other.load in others
    ]
    return meet(
        engine,
        str(taking.folder / part.path),
        live,
        changed=np.concatenate([*tally.changed, np.zeros(0, np.int64)]).astype(np.int64),
        contested=pa.concat_arrays([*tally.contested, pa.array([], pa.string())]).unique(),
    )


def _ledger(tally: _Tally, meetings: Meetings, rows: dict[str, int]) -> Ledger:
    duplicates = tally.duplicates + meetings.duplicates
    changed = sum(map(len, tally.changed)) + meetings.changed
    ledger = Ledger(
        read=tally.read,
        loaded=tally.accepted - duplicates - changed,
        duplicates=duplicates,
        changed=changed,
        quarantined=rows["quarantine"],
        without_subject=tally.without_subject,
        traits=rows["traits"],
        spend=rows["spend"],
        interactions=rows["interactions"],
    )
    counted = ledger.loaded + duplicates + changed + ledger.quarantined
    if counted != ledger.read or ledger.loaded < 0:
        raise IntegrityError(
            f"The ledger does not balance: {ledger.read} rows read, {counted} accounted for."
        )
    return ledger


def _reserve(catalog: Catalog, load_number: int) -> list[Part]:
    tables = (*_WRITTEN, "contested")
    return [
        Part(number=number, load=load_number, table=table, path=f"facts/{number:06d}-{table}.parquet", rows=0)  # type: ignore[arg-type]
        for number, table in zip(catalog.reserve_parts(len(tables)), tables, strict=True)
    ]


def _with_rows(parts: Sequence[Part], rows: dict[str, int], folder: Path) -> list[Part]:
    """The parts that hold anything; the files of the others go."""
    kept = []
    for part in parts:
        if rows.get(part.table):
            kept.append(
                Part(
                    number=part.number,
                    load=part.load,
                    table=part.table,
                    path=part.path,
                    rows=rows[part.table],
                )
            )
        else:
            (folder / part.path).unlink(missing_ok=True)
    return kept


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _earlier(catalog: Catalog, path: Path, checksum: str, mapping: str) -> list[Load]:
    """The live loads of the same path or the same content, through the same mapping; oldest first."""
    return [
        known
        for known in catalog.loads()
        if known.state == "live"
        and known.mapping == mapping
        and (known.path == str(path.resolve()) or known.checksum == checksum)
    ]


def _already(earlier: list[Load], checksum: str, revision: int) -> Load | None:
    return next((k for k in earlier if (k.checksum, k.mapping_revision) == (checksum, revision)), None)


def _replaced(earlier: list[Load], checksum: str) -> list[Load]:
    """A path may be written anew every day: only its newest load gives way, not the days before."""
    return [known for known in earlier if known.checksum == checksum] or earlier[-1:]


def _refuse_another_revision(earlier: list[Load], checksum: str, mapping: Mapping, revision: int) -> None:
    """Rows through an edited mapping would stand beside themselves: all of them when the content is
    the same, those without a key when the file has grown."""
    has_unkeyed = any(rule.key is None for rule in mapping.interactions)
    for known in earlier:
        edited = known.mapping_revision != revision
        if known.checksum == checksum or (edited and has_unkeyed):
            also, rename = "", ""
            if known.checksum != checksum:
                also = " Rows without a key would count twice."
                rename = "; a file of other days needs a name of its own"
            raise InputError(
                f"{Path(known.path).name} is already loaded (load {known.number}) through revision "
                f"{known.mapping_revision} of the mapping {mapping.key}; now it has revision {revision}."
                f"{also} Use --replace to load it anew, or withdraw that load first{rename}."
            )


def _refuse_nothing_for_something(done: Load, replaced: list[int]) -> None:
    """A file of which nothing fits must not take the place of rows that do."""
    ledger = done.ledger
    if replaced and ledger.loaded + ledger.duplicates + ledger.changed == 0:
        raise InputError(
            f"None of the {ledger.read} rows of {Path(done.path).name} fits the mapping {done.mapping}, so "
            f"load {replaced[-1]} stays as it is. Preview the file to see why, or withdraw that load."
        )
