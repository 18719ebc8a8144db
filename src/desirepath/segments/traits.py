"""Segments by traits: the subjects whose newest known values are these.

A trait known through several identifiers of a subject is one trait of that subject.
"""

from collections.abc import Mapping
from functools import reduce
from typing import Any

import ibis
import numpy as np
import pyarrow as pa

from desirepath.engines import Engine
from desirepath.errors import InputError, UnknownName
from desirepath.identities import Identities, owned
from desirepath.segments.arrays import Int64s
from desirepath.segments.comparing import holds
from desirepath.segments.rules import AllOf, Segment, Trait

__all__ = ["having", "known_by", "newest_traits", "select", "told_of", "traits_of", "where_segment"]


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


def having(
    engine: Engine, traits: ibis.Table, identities: Identities, test: Trait, *, as_of_us: int | None = None
) -> Int64s:
    """The numbers of the subjects whose newest value, of what was known as of a moment, is as asked."""
    named = known_by(traits.filter(traits.name == test.name), as_of_us)
    newest = newest_traits(engine, named, identities)
    found = engine.run(newest.filter(holds(newest.value, test)).select("subject"))
    return np.sort(found["subject"].to_numpy().astype(np.int64))


def told_of(engine: Engine, traits: ibis.Table, identities: Identities, *, as_of_us: int) -> Int64s:
    """The numbers of the subjects of whom anything was known as of a moment."""
    known = owned(engine, known_by(traits, as_of_us), identities)
    found = engine.run(known.filter(known.subject.notnull()).select("subject").distinct())
    return np.sort(found["subject"].to_numpy().astype(np.int64))


def known_by(traits: ibis.Table, as_of_us: int | None) -> ibis.Table:
    """The traits known as of a moment; all of them without one."""
    if as_of_us is None:
        return traits
    return traits.filter(traits.known_since_us.isnull() | (traits.known_since_us <= as_of_us))


def where_segment(where: Mapping[str, str]) -> Segment:
    """The segment that `--where trait=value` is short for; all of the values must be the newest known.

    >>> where_segment({"plan": "pro"}).rule
    AllOf(of=[Trait(name='plan', op='is', value='pro')])
    """
    rule = AllOf(of=[Trait(name=name, value=value) for name, value in where.items()])
    return Segment(key="where", title=", ".join(f"{n} = {v}" for n, v in where.items()), rule=rule)


def select(
    engine: Engine,
    traits: ibis.Table | None,
    identities: Identities,
    where: Mapping[str, str],
    *,
    as_of_us: int | None = None,
) -> "pa.Array[Any]":
    """The ids of the subjects for whom all of this is true, sorted; everybody when nothing is asked.

    With `as_of_us`, by what was known at that moment. Raises `UnknownName` for a trait, or a value of it,
    that nobody has ever had, then or later.
    """
    ids = identities.subjects["subject_id"].combine_chunks()
    if not where:
        return ids.sort()
    if traits is None:
        raise UnknownName("trait", next(iter(where)), [])
    tests = [Trait(name=name, value=value) for name, value in where.items()]
    found = reduce(
        np.intersect1d, [having(engine, traits, identities, test, as_of_us=as_of_us) for test in tests]
    )
    if not len(found):
        _check_known(engine, traits, where)
    return ids.take(found).sort()


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
