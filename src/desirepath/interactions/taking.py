"""Taking rows in: they become parts, and the catalog lists them, or nothing happened at all.

Rows, shaped here or elsewhere, stream through `identified` and `settle` into parts; what other live
loads already have is met by the engine at the end; one catalog transaction makes it all exist. What
counts now is in `current_facts`.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np
import pyarrow as pa
from msgspec.structs import replace

from desirepath.catalog import Catalog, Ledger, Load, Member, Part
from desirepath.engines import Engine
from desirepath.errors import InputError, IntegrityError
from desirepath.interactions.arrays import Array
from desirepath.interactions.conforming import Conformed, Shaped, identified
from desirepath.interactions.current_facts import current_spend
from desirepath.interactions.mappings import Mapping
from desirepath.interactions.parts import PartWriter, quarantine_rows, writing
from desirepath.interactions.settling import Meetings, Settled, meet, settle
from desirepath.interactions.sightings import Seen
from desirepath.interactions.statements import restated
from desirepath.records import Record

__all__ = ["Taking", "take"]

_WRITTEN = ("interactions", "traits", "spend", "quarantine")


class Taking(Record):
    """One load on its way."""

    path: str  # of the file, as the catalog keeps it
    rows_of: str  # the file that its rows are from, as the quarantine tells it
    batches: Iterator[Shaped]  # its rows, in order
    mapping: Mapping
    revision: int
    checksum: str
    number: int
    at_us: int
    folder: Path
    replaced: list[int]
    family: list[int] = []  # loads of the same file, of which this one is more
    seen: Seen = msgspec.field(default_factory=Seen)
    adjust: Callable[[Conformed], Conformed] = lambda conformed: conformed


class _Tally:
    """Raw rows counted while they stream by."""

    def __init__(self) -> None:
        self.read = self.accepted = self.without_subject = 0
        self.duplicates = 0
        self.changed: list[np.ndarray] = []
        self.contested: list[Array] = []
        self.files: dict[str, tuple[int, int]] = {}

    def add(self, shaped: Shaped, conformed: Conformed, settled: Settled) -> None:
        """Count one batch."""
        self.read += shaped.read
        if shaped.file is not None:
            read, quarantined = self.files.get(shaped.file, (0, 0))
            self.files[shaped.file] = read + shaped.read, quarantined + len(conformed.rejects)
        self.accepted += conformed.accepted
        self.without_subject += _nobody(conformed.interactions, conformed.has_self)
        self.duplicates += len(settled.duplicates)
        self.changed.append(settled.changed)
        self.contested.append(settled.contested)


def take(taking: Taking, catalog: Catalog, engine: Engine) -> Load:
    """Write the parts, then make them exist; whatever fails, none of them is left."""
    parts = _reserve(catalog, taking.number)
    (taking.folder / "facts").mkdir(parents=True, exist_ok=True)
    tally = _Tally()
    try:
        with writing(parts[:-1], taking.folder) as writers:
            _stream(taking, writers, tally)
        rows = {table: writer.rows for table, writer in writers.items()}
        meetings = _meet(taking, parts[0], catalog, engine, tally=tally)
        if rows["spend"]:
            also = parts[0] if rows["interactions"] else None
            meetings = _restating(taking, meetings, parts[2], catalog, engine, also=also)
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


def _done(taking: Taking, ledger: Ledger) -> Load:
    return Load(
        number=taking.number,
        source=taking.mapping.source,
        path=taking.path,
        checksum=taking.checksum,
        mapping=taking.mapping.key,
        mapping_revision=taking.revision,
        loaded_at_us=taking.at_us,
        state="live",
        ledger=ledger,
    )


def _stream(taking: Taking, writers: dict[str, PartWriter], tally: _Tally) -> None:
    for shaped in taking.batches:
        conformed = identified(shaped, taking.mapping, taking.seen)
        settled = settle(taking.adjust(conformed), taking.seen)
        writers["interactions"].add(settled.interactions)
        writers["traits"].add(conformed.traits)
        writers["spend"].add(conformed.spend)
        writers["quarantine"].add(
            quarantine_rows(
                conformed.rejects, load=taking.number, source=taking.mapping.source, path=taking.rows_of
            )
        )
        tally.add(shaped, conformed, settled)


def _nobody(interactions: pa.Table, has_self: np.ndarray) -> int:
    """How many raw rows have an interaction that nothing says the doer of."""
    return len(np.unique(interactions["ordinal"].to_numpy()[~has_self]))


def _meet(taking: Taking, part: Part, catalog: Catalog, engine: Engine, *, tally: _Tally) -> Meetings:
    others = _others(taking, catalog)
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


def _restating(  # noqa: PLR0917 - as `_meet`, and what that found
    taking: Taking, meetings: Meetings, part: Part, catalog: Catalog, engine: Engine, *, also: Part | None
) -> Meetings:
    """The same, with the rows of spend that say again, or anew, what another file said."""
    others = _others(taking, catalog) - set(taking.family)
    duplicates, changed = restated(
        engine,
        str(taking.folder / part.path),
        current_spend(catalog, engine, taking.folder, loads=others),
        also=None if also is None else str(taking.folder / also.path),
    )
    return replace(meetings, duplicates=meetings.duplicates + duplicates, changed=meetings.changed + changed)


def _others(taking: Taking, catalog: Catalog) -> set[int]:
    """The live loads of the same source that stay."""
    same = (known for known in catalog.loads() if known.source == taking.mapping.source)
    return {known.number for known in same if known.state == "live"} - set(taking.replaced)


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
        files=[
            Member(file=file, read=read, quarantined=quarantined)
            for file, (read, quarantined) in tally.files.items()
        ],
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


def _refuse_nothing_for_something(done: Load, replaced: list[int]) -> None:
    """A file of which nothing fits must not take the place of rows that do."""
    ledger = done.ledger
    if replaced and ledger.loaded + ledger.duplicates + ledger.changed == 0:
        raise InputError(
            f"None of the {ledger.read} rows of {Path(done.path).name} fits the mapping {done.mapping}, so "
            f"load {replaced[-1]} stays as it is. Preview the file to see why, or withdraw that load."
        )
