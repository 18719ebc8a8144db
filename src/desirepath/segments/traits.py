"""Segments by traits: the subjects whose newest known values are these.

A trait known through several identifiers of a subject is one trait of that subject.
"""

from collections.abc import Mapping
from typing import Any

import ibis
import pyarrow as pa

from desirepath.engines import Engine
from desirepath.errors import InputError, UnknownName
from desirepath.identities import Identities, owned

__all__ = ["newest_traits", "select", "traits_of"]


def newest_traits(engine: Engine, traits: ibis.Table, identities: Identities) -> ibis.Table:
    """For each subject and trait the newest known value: subject, name, value, known_since_us.

    Of two values equally new the later load wins, then the later row; a value known since nobody knows
    when is the oldest.
    """
    known = owned(engine, traits, identities)
    known = known.filter(known.subject.notnull())
    newest_first = [
        known.known_since_us.isnull(),
        known.known_since_us.desc(),
        known.load.desc(),
        known.ordinal.desc(),
        known.source,
        known.value,
    ]
    place = ibis.row_number().over(group_by=[known.subject, known.name], order_by=newest_first)
    ranked = known.select("subject", "name", "value", "known_since_us", place=place)
    return ranked.filter(ranked.place == 0).drop("place")


def select(
    engine: Engine, traits: ibis.Table | None, identities: Identities, where: Mapping[str, str]
) -> "pa.Array[Any]":
    """The ids of the subjects for whom all of this is true, sorted; everybody when nothing is asked.

    Raises `UnknownName` for a trait, or a value of it, that nobody has ever had.
    """
    if not where:
        return identities.subjects["subject_id"].combine_chunks().sort()
    if traits is None:
        raise UnknownName("trait", next(iter(where)), [])
    newest = newest_traits(engine, traits, identities)
    asked = engine.table(pa.table({"name": list(where), "value": list(where.values())}))
    true = newest.join(asked, ["name", "value"]).group_by("subject").agg(true=lambda row: row.count())
    names = engine.table(identities.subjects.select(["subject", "subject_id"]))
    meant = true.filter(true.true == len(where)).join(names, "subject")
    found = engine.run(meant.select("subject_id").order_by("subject_id"))
    if found.num_rows == 0:
        _check_known(engine, traits, where)
    return found["subject_id"].combine_chunks()


def traits_of(
    engine: Engine, traits: ibis.Table | None, identities: Identities, subject_id: str
) -> dict[str, tuple[str, int | None]]:
    """What is known about one subject: trait → (newest value, known since, in microseconds UTC or None)."""
    ids = identities.subjects["subject_id"]
    place = ids.index(subject_id).as_py()
    if place < 0:
        raise InputError(f'There is no subject "{subject_id}".')
    if traits is None:
        return {}
    newest = newest_traits(engine, traits, identities)
    rows = engine.run(newest.filter(newest.subject == place).order_by("name")).to_pylist()
    return {row["name"]: (row["value"], row["known_since_us"]) for row in rows}


def _check_known(engine: Engine, traits: ibis.Table, where: Mapping[str, str]) -> None:
    for name, value in where.items():
        names = _texts(engine, traits.name)
        if name not in names:
            raise UnknownName("trait", name, names)
        values = _texts(engine, traits.filter(traits.name == name).value)
        if value not in values:
            raise UnknownName(f"value of {name}", value, values)


def _texts(engine: Engine, column: ibis.Column) -> list[str]:
    texts = engine.run(column.name("text").as_table().distinct())["text"].drop_null()
    return [str(text) for text in texts.to_pylist()]
