"""Replaying: rows that were set aside are conformed again, through the mapping as it is now.

What fits becomes facts of a new load with its own ledger; what does not is its quarantine, with the new
reason. A replayed row is what it would have been had the mapping been right from the start: it was
received when its file was, and an equal row without a key is the next of its kind in that file.
"""

import hashlib
from collections.abc import Callable, Iterator
from collections.abc import Mapping as Fields
from itertools import pairwise
from pathlib import Path
from typing import Any

import ibis
import msgspec
import numpy as np
import pyarrow as pa

from desirepath.catalog import Catalog, Load, Part
from desirepath.engines import Engine
from desirepath.interactions.arrays import null_mask, pc
from desirepath.interactions.conforming import Conformed, conform, shape
from desirepath.interactions.mapping_columns import columns_read
from desirepath.interactions.mappings import Mapping
from desirepath.interactions.replayed import origin_of, replays_of
from desirepath.interactions.sightings import Seen
from desirepath.interactions.taking import Taking, take
from desirepath.records import Record
from desirepath.sources import RawRows, Reject, rows_of_json

__all__ = ["Corrected", "cells_of", "replay", "with_corrections"]

Corrected = Fields[int, Fields[str, str]]  # ordinal → column → value
_PIECE = 10_000  # rows conformed at a time: the raw text of one may have 64 kB


def replay(
    part: Part,
    mapping: Mapping,
    *,
    mapping_revision: int,
    catalog: Catalog,
    engine: Engine,
    folder: Path,
    at_us: int,
    progress: Callable[[int], None] | None = None,
    corrected: Corrected | None = None,
) -> Load | None:
    """Take in what a quarantine part holds, through a mapping; None when nothing would come of it.

    `corrected` rows, by their ordinal, are read as they should have been. `progress` is told how many rows
    have been gone through, each of them twice; when it raises, nothing is kept.

    Call it inside `writer_lock`.
    """
    assert part.load is not None  # noqa: S101  (only the identity log has none)
    origin = origin_of(catalog, part.load)
    again = _Again(part, mapping, engine, folder, origin=origin, progress=progress, corrected=corrected)
    found = again.look()
    if not found.fits and not found.tells_news:
        return None
    family = [origin.number, *replays_of(catalog, [origin.number])]
    parts = [str(folder / each.path) for each in catalog.parts("interactions") if each.load in family]
    known = _Known(engine, parts, found)
    number, received_at_us = catalog.reserve_load(), origin.loaded_at_us
    return take(
        Taking(
            path=part.path,
            rows_of=again.path,
            batches=(
                shape(rows, mapping, load=number, loaded_at_us=received_at_us) for rows in again.batches()
            ),
            mapping=mapping,
            revision=mapping_revision,
            checksum=_checksum(folder / part.path),
            number=number,
            at_us=at_us,
            folder=folder,
            replaced=[],
            family=family,
            seen=known.seen(),
            adjust=(lambda conformed: conformed) if mapping.received_at else known.placed,
        ),
        catalog,
        engine,
    )


def with_corrections(kept: pa.Table, corrected: Corrected) -> pa.Table:
    """Rows of the quarantine with what was corrected in place of what was read."""
    ordinals = kept["ordinal"].to_numpy().tolist()
    places = {ordinal: at for at, ordinal in enumerate(ordinals) if ordinal in corrected}
    if not places:
        return kept
    raw = kept["raw"].to_pylist()
    for ordinal, at in places.items():
        raw[at] = msgspec.json.encode(dict(corrected[ordinal])).decode()
    column = kept.schema.get_field_index("raw")
    return kept.set_column(column, "raw", pa.array(raw, kept.schema.field("raw").type))


def cells_of(raw: str) -> dict[str, str]:
    """A row of the quarantine by its columns, as they are read; nothing where it was no row of columns.

    >>> cells_of('{"id": 7, "at": {"day": "never"}}'), cells_of("one;cell;too;many")
    ({'id': '7', 'at.day': 'never'}, {})
    """
    (rows,) = rows_of_json([raw.encode()], [1])
    found = rows.columns.to_pylist()
    return {name: value for name, value in found[0].items() if value is not None} if found else {}


class _Found(Record):
    """What a first look at the rows says."""

    fits: int  # how many become facts
    tells_news: bool  # whether a reason has changed
    contents: list[str]  # of rows without a key, as content_hash has them
    ids: list[str]  # of rows with one


class _Again:
    """The rows of a quarantine part, to be gone through twice."""

    def __init__(
        self,
        part: Part,
        mapping: Mapping,
        engine: Engine,
        folder: Path,
        *,
        origin: Load,
        progress: Callable[[int], None] | None = None,
        corrected: Corrected | None = None,
    ) -> None:
        self.mapping, self.origin, self.engine = mapping, origin, engine
        self.progress, self.gone_through = progress, 0
        self.corrected = corrected or {}
        self.rows = engine.parquet([str(folder / part.path)]).order_by("ordinal")
        self.path = origin.path

    def batches(self) -> Iterator[RawRows]:
        """The raw rows as they were read, as far as they were kept; others stay rejected as they were."""
        read = set(columns_read(self.mapping))
        for batch in self.engine.batches(self.rows.select("path", "line", "ordinal", "reason", "raw")):
            table = pa.Table.from_batches([batch])
            for start in range(0, table.num_rows, _PIECE):
                piece = with_corrections(table.slice(start, _PIECE), self.corrected)
                for file, kept in _by_file(piece, self.path):
                    yield from _raw_rows(kept, read, file)
                self.gone_through += piece.num_rows
                if self.progress is not None:
                    self.progress(self.gone_through)

    def look(self) -> _Found:
        """Conform the rows once without keeping anything."""
        fits, contents, ids = 0, set[str](), set[str]()
        reasons: set[tuple[int, str]] = set()
        seen = Seen()
        for rows in self.batches():
            made = conform(rows, self.mapping, load=0, loaded_at_us=self.origin.loaded_at_us, seen=seen)
            fits += made.accepted
            keyed = pa.array(made.keyed)
            contents.update(map(str, made.interactions["content_hash"].filter(pc.invert(keyed)).to_pylist()))
            ids.update(map(str, made.interactions["interaction_id"].filter(keyed).to_pylist()))
            reasons.update((each.ordinal, each.reason) for each in made.rejects)
        before = self.engine.run(self.rows.select("ordinal", "reason")).to_pylist()
        return _Found(
            fits=fits,
            tells_news=reasons != {(each["ordinal"], each["reason"]) for each in before},
            contents=sorted(contents),
            ids=sorted(ids),
        )


class _Known:
    """What the loads of the same file already have of the rows that are to be taken in."""

    def __init__(self, engine: Engine, parts: list[str], found: _Found) -> None:
        self.counts: dict[str, int] = {}
        self.last: dict[str, int] = {}
        if not parts:
            return
        facts = engine.parquet(parts)
        if found.contents:
            counted = _among(engine, facts, "content_hash", found.contents).agg(rows=ibis._.count())
            self.counts = dict(engine.run(counted).select(["content_hash", "rows"]).to_pandas().to_numpy())
        if found.ids:
            last = _among(engine, facts, "interaction_id", found.ids).agg(last=ibis._.ordinal.max())
            self.last = dict(engine.run(last).select(["interaction_id", "last"]).to_pandas().to_numpy())

    def seen(self) -> Seen:
        """Numbering of equal rows that goes on where the file's loads left off."""
        seen = Seen()
        for content, rows in self.counts.items():
            digest = np.frombuffer(bytes.fromhex(content), np.uint8)
            seen.contents.count(np.tile(digest, (rows, 1)))
        return seen

    def placed(self, conformed: Conformed) -> Conformed:
        """A row that stood before another version of it in its file gives way to that one; it is
        no version of what is behind both, either."""
        table = conformed.interactions
        ids = map(str, table["interaction_id"].to_pylist())
        earlier = table["ordinal"].to_numpy() < np.array([self.last.get(each, -1) for each in ids], np.int64)
        if not earlier.any():
            return conformed
        received = pc.subtract(table["received_at_us"], pa.array(earlier.astype(np.int64)))
        place = table.schema.get_field_index("received_at_us")
        moved = table.set_column(place, table.schema.field(place), received)
        return msgspec.structs.replace(conformed, interactions=moved, keyed=conformed.keyed & ~earlier)


def _among(engine: Engine, facts: ibis.Table, column: str, values: list[str]) -> Any:
    wanted = engine.table(pa.table({column: values}))
    return facts.semi_join(wanted, column).group_by(column)


def _by_file(kept: pa.Table, path: str) -> Iterator[tuple[str | None, pa.Table]]:
    """Rows of the quarantine, those of one file of a folder together; a file alone has no name here."""
    places = kept["path"].to_pylist()
    edges = [0, *(at for at in range(1, len(places)) if places[at] != places[at - 1]), len(places)]
    for start, end in pairwise(edges):
        inside = str(places[start]).startswith(f"{path}/")
        yield (str(places[start])[len(path) + 1 :] if inside else None), kept.slice(start, end - start)


def _raw_rows(kept: pa.Table, read: set[str], file: str | None) -> Iterator[RawRows]:
    """Rows of the quarantine as the raw rows they were; those that were never read stay rejected."""
    texts = [str(text).encode() for text in kept["raw"].to_pylist()]
    ordinals, lines = kept["ordinal"].to_numpy(), kept["line"].to_numpy()
    reasons = kept["reason"].to_pylist()
    for rows in rows_of_json(texts, lines.tolist()):
        own = _own(rows.columns, read)
        places = [*rows.ordinals[~own].tolist(), *(reject.ordinal for reject in rows.rejects)]
        yield RawRows(
            columns=rows.columns.filter(pa.array(own)),
            ordinals=ordinals[rows.ordinals[own]],
            lines=lines[rows.ordinals[own]],
            rejects=[
                Reject(
                    ordinal=int(ordinals[place]),
                    line=int(lines[place]),
                    reason=reasons[place],
                    raw=texts[place].decode(),
                    file=file,
                )
                for place in sorted(places)
            ],
            file=file,
        )


def _own(columns: pa.Table, read: set[str]) -> np.ndarray:
    """Which rows have any of the columns that the mapping reads: others were no rows of a table."""
    known = [name for name in columns.column_names if name in read]
    own = np.zeros(columns.num_rows, np.bool_)
    for name in known:
        own |= ~null_mask(columns[name].combine_chunks())
    return own


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
