"""Asking measures on a map's own columns, as often as the map needs and only once each.

An *ask* takes a question as a document holds it and gives the answer's table. `fill` and `check` take
any; `asking` makes one over a store.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from desirepath.drafts.counting import Mask
from desirepath.drafts.moving_on import times_to_next
from desirepath.drafts.step_lenses import STEP_LENSES, Column, as_stages, columns_of
from desirepath.journeys import StageDocument, Store
from desirepath.maps import JourneyMap
from desirepath.measures import DropOff, Emotion, Stages, measure, question_from

Ask = Callable[[Mapping[str, Any]], pa.Table]
"""A question as plain values ("measure": its name, its options) → the table of its answer."""


def asking(
    store: Store,
    journey_map: JourneyMap,
    *,
    stages: StageDocument | None = None,
    mask: Mask = None,
    as_of_us: int | None = None,
) -> Ask:
    """An ask over a store's journeys, seen through the map's steps where a question's lens is one of theirs.

    Lenses beside the usual: `step` (the map's steps, by id), `step_action`, `step_touchpoint`, `map`.
    The answer of `drop_off` gains `moved_on_share` with its interval: 1 − hazard. That of `stages` gains
    `time_to_next_p50_us` of those who moved on, and how many they are.
    """
    known: dict[bytes, pa.Table] = {}

    def ask(question: Mapping[str, Any]) -> pa.Table:
        text = msgspec.json.encode(question, order="deterministic")
        if text not in known:
            lens = str(question.get("lens", "touchpoint"))
            columns = columns_of(journey_map, store.kinds, lens=lens) if lens in STEP_LENSES else None
            known[text] = asked(question, store, columns=columns, stages=stages, mask=mask, as_of_us=as_of_us)
        return known[text]

    return ask


def asked(
    question: Mapping[str, Any],
    store: Store,
    *,
    columns: Sequence[Column] | None = None,
    stages: StageDocument | None = None,
    mask: Mask = None,
    as_of_us: int | None = None,
) -> pa.Table:
    """The table of one answer; with `columns` these are the nodes, whatever lens the question names."""
    options = {name: value for name, value in question.items() if name != "measure"}
    document = stages
    if columns is not None:
        options["lens"] = "stage"
        document = as_stages(columns)
    record = question_from(question["measure"], options)
    table = measure(record, store, stages=document, mask=mask, as_of_us=as_of_us).table
    if isinstance(record, Stages):
        return _with_time_to_next(table, record, store, columns or [], mask=mask, as_of_us=as_of_us)
    return _with_moved_on(table) if isinstance(record, DropOff) else table


def plain(question: DropOff | Emotion | Stages, *, lens: str) -> dict[str, Any]:
    """A question as a document holds it, on a lens of the map's."""
    body: dict[str, Any] = msgspec.to_builtins(question)
    return {**body, "lens": lens}


def _with_time_to_next(
    table: pa.Table,
    record: Stages,
    store: Store,
    columns: Sequence[Column],
    *,
    mask: Mask,
    as_of_us: int | None,
) -> pa.Table:
    table = table.append_column("node", table["stage"])
    if not columns:
        return table
    moment = store.as_of_us if as_of_us is None else as_of_us
    taken = times_to_next(store, columns, split=record.split, mask=mask, as_of_us=moment)
    by_node = {row["node"]: row for row in taken.to_pylist()}
    for name in ("time_to_next_p50_us", "time_to_next_p50_us_n"):
        found = [by_node.get(node, {}).get(name) for node in table["node"].to_pylist()]
        table = table.append_column(name, pa.array(found, pa.int64()))
    return table


def _with_moved_on(table: pa.Table) -> pa.Table:
    for name, source in (("", ""), ("_low", "_high"), ("_high", "_low")):
        table = table.append_column(f"moved_on_share{name}", pc.subtract(1.0, table[f"hazard{source}"]))
    return table
