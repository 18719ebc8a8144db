"""Asking measures on a map's own columns: each question once, and all that a map cites in one pass.

An *ask* takes a question as a document holds it and gives the answer's table. `fill` and `check` take
any; `ask_of` makes one over a store.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from desirepath.drafts.catching import caught
from desirepath.drafts.citing import cited, split_of
from desirepath.drafts.counting import Int64s, Mask
from desirepath.drafts.day_counts import DoneBetween, day_counts, of_question
from desirepath.drafts.moving_on import Staying
from desirepath.drafts.reaching import Reached
from desirepath.drafts.step_lenses import STEP_LENSES, Column, as_stages, as_steps, step_lens
from desirepath.engines import Engine
from desirepath.errors import QuestionError, UnknownName
from desirepath.journeys import Lens, Split, StageDocument, Store, lens_by, lens_name, lens_of
from desirepath.maps import BY_THE_HOUR, JourneyMap
from desirepath.measures import DropOff, Emotion, Stages, Viewed, measure_together, question_from
from desirepath.records import Record

Ask = Callable[[Mapping[str, Any]], pa.Table]
"""A question as plain values ("measure": its name, its options) → the table of its answer."""


class Put(Record):
    """A question made ready: the folds it needs (one, or two whose tables are joined), and how to join."""

    folds: list[Viewed]
    join: Callable[[list[pa.Table]], pa.Table]


class Asking(Record):
    """What an ask is over: a store as a map's patterns see it, and how it is looked at."""

    journey_map: JourneyMap
    store: Store
    stages: StageDocument | None
    mask: Mask
    as_of_us: int | None
    zone: str
    daily: Int64s | None
    engine: Engine | None


def ask_of(
    store: Store,
    journey_map: JourneyMap,
    *,
    stages: StageDocument | None = None,
    mask: Mask = None,
    as_of_us: int | None = None,
    split: Split | None = None,
    zone: str = "UTC",
    daily: Int64s | None = None,
    engine: Engine | None = None,
    also: Sequence[Mapping[str, Any]] = (),
) -> Ask:
    """An ask over a store's journeys, seen through the map's steps where a question's lens is one of theirs.

    Lenses beside the usual: `step` (the map's steps, by id), `step_action`, `step_touchpoint`, `map`,
    `step_or_place`. The answer of `drop_off` gains `moved_on_share` with its interval: 1 − hazard. That of
    `stages` gains the columns of `moving_on.Staying`. {"measure": "reach", "sets": {name: steps}} counts the
    people at any step of a set; {"measure": "hours", "touchpoints": …, "start": 6, "end": 9} what is done
    then (`day_counts.DoneBetween`), without the facts in `daily`, which are known to the day only.

    With the first question all is asked that the map cites (`citing.cited`), and `also` these, in one pass
    over the store.
    `split` is what one journey is where the map does not say; `stages` serves questions of the lens "stage".
    An `engine` that spreads work scans the partitions where they are; but not what patterns catch, which is
    known to this process only.
    """
    known: dict[bytes, pa.Table] = {}
    waiting = [*cited(journey_map, split=split), *also]
    whose = split_of(journey_map, split)
    store_seen = caught(store, journey_map, split=whose, mask=mask, as_of_us=as_of_us, zone=zone).store
    seen = Asking(
        journey_map=journey_map,
        store=store_seen,
        stages=stages,
        mask=mask,
        as_of_us=as_of_us,
        zone=zone,
        daily=daily,
        engine=engine if store_seen is store else None,
    )

    def ask(question: Mapping[str, Any]) -> pa.Table:
        text = _text(question)
        if text not in known:
            others = [other for other in waiting if _text(other) != text]
            waiting.clear()
            try:
                known.update(_answers([question, *others], seen))
            except (QuestionError, UnknownName):  # one that nobody may ask for must not spoil the others
                known.update(_answers([question], seen))
        return known[text]

    return ask


def _answers(questions: Sequence[Mapping[str, Any]], seen: Asking) -> dict[bytes, pa.Table]:
    """The tables of all these questions, from one pass over the store."""
    for question in questions:
        _check_names(question)
    hourly = [one for one in questions if one["measure"] == BY_THE_HOUR]
    others = [one for one in questions if one["measure"] != BY_THE_HOUR]
    puts = [_put_of(question, seen) for question in others]
    if hourly:
        puts.append(_by_the_hour(hourly, seen))
    folds = [fold for one in puts for fold in one.folds]
    found = measure_together(
        folds, seen.store, mask=seen.mask, as_of_us=seen.as_of_us, zone=seen.zone, engine=seen.engine
    )
    joined = _joined(puts, found)
    told = dict(zip(map(_text, others), joined, strict=False))  # that of all hours comes after them
    for number, question in enumerate(hourly):
        told[_text(question)] = of_question(joined[-1], number)
    return told


def _joined(puts: Sequence[Put], tables: Sequence[pa.Table]) -> list[pa.Table]:
    """The answer of each question, from the tables of all folds in their order."""
    left = iter(tables)
    return [one.join([next(left) for _ in one.folds]) for one in puts]


def _put_of(question: Mapping[str, Any], seen: Asking) -> Put:
    lens = question.get("lens", "touchpoint")
    mine = step_lens(seen.journey_map, seen.store.kinds, lens=lens) if lens in STEP_LENSES else None
    return put(question, seen.store, lens=mine, stages=seen.stages)


def asked(
    questions: Sequence[Mapping[str, Any]],
    store: Store,
    *,
    columns: Sequence[Column],
    mask: Mask = None,
    as_of_us: int | None = None,
    zone: str = "UTC",
) -> list[pa.Table]:
    """The tables of these questions with the columns as nodes, whatever lens they name; in one pass."""
    lens = lens_by("stage", store.kinds, as_stages(columns))
    puts = [put(question, store, lens=lens, stages=None) for question in questions]
    folds = [fold for one in puts for fold in one.folds]
    return _joined(puts, measure_together(folds, store, mask=mask, as_of_us=as_of_us, zone=zone))


def put(question: Mapping[str, Any], store: Store, *, lens: Lens | None, stages: StageDocument | None) -> Put:
    """A question as the folds that answer it; `lens` is one of the map's, None: the one it names."""
    options = {name: value for name, value in question.items() if name != "measure"}
    if question["measure"] == "reach":
        record: Any = msgspec.convert(options, Reached)
        assert lens is not None  # noqa: S101 - it is only ever asked on a lens of the map's
        return Put(folds=[Viewed(question=record, lens=lens)], join=_alone)
    if lens is not None:
        options["lens"] = "stage"
    record = question_from(question["measure"], options)
    loops = getattr(record, "collapse_loops", False)
    is_mine = lens is not None
    if lens is None:
        lens = lens_of(record.lens, store.kinds, stages, collapse_loops=loops)
    elif loops:
        lens = msgspec.structs.replace(lens, collapse_loops=True)
    document = as_steps(lens) if is_mine else stages if lens_name(record.lens) == "stage" else None
    viewed = Viewed(question=record, lens=lens, stages=document)
    if not isinstance(record, Stages):
        return Put(folds=[viewed], join=_with_moved_on if isinstance(record, DropOff) else _alone)
    staying = Viewed(question=Staying(split=record.split), lens=lens)
    return Put(folds=[viewed, staying], join=_with_staying)


def _by_the_hour(questions: Sequence[Mapping[str, Any]], seen: Asking) -> Put:
    """All that is asked of hours of the day, as one fold."""
    options = [{name: value for name, value in one.items() if name != "measure"} for one in questions]
    try:
        records = msgspec.convert(options, list[DoneBetween])
    except msgspec.ValidationError as failure:
        raise QuestionError(f"What is done by the hour is asked otherwise: {failure}.") from None
    lens = lens_by("touchpoint", seen.store.kinds)
    whole = day_counts(records, seen.store.kinds, seen.daily)
    return Put(folds=[Viewed(question=whole, lens=lens)], join=_alone)


def plain(question: DropOff | Emotion | Stages, *, lens: str) -> dict[str, Any]:
    """A question as a document holds it, on a lens of the map's."""
    body: dict[str, Any] = msgspec.to_builtins(question)
    return {**body, "lens": lens}


def _check_names(question: Mapping[str, Any]) -> None:
    """QuestionError for what a person wrote into a document and no measure can be found by."""
    for name, found in (("measure", question.get("measure")), ("lens", question.get("lens", "touchpoint"))):
        if not isinstance(found, str):
            shown = "nothing" if found is None else str(found)[:40]
            raise QuestionError(f"A question names its {name} as a text; found {shown}.")


def _text(question: Mapping[str, Any]) -> bytes:
    return msgspec.json.encode(question, order="deterministic")


def _alone(tables: list[pa.Table]) -> pa.Table:
    return tables[0]


def _with_staying(tables: list[pa.Table]) -> pa.Table:
    table, staying = tables
    table = table.append_column("node", table["stage"])
    for name in staying.column_names[1:]:  # both have a row for each node, in the lens's order
        table = table.append_column(name, staying[name])
    return table


def _with_moved_on(tables: list[pa.Table]) -> pa.Table:
    table = tables[0]
    for name, source in (("", ""), ("_low", "_high"), ("_high", "_low")):
        table = table.append_column(f"moved_on_share{name}", pc.subtract(1.0, table[f"hazard{source}"]))
    return table
