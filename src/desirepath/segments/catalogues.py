"""The typed catalogue: which names and values a rule may ask for in this workspace.

A trait or a property is a number when nine in ten of its different values are written as one, a day when
they are written as days; else it is a text.
"""

from collections.abc import Collection
from functools import reduce
from typing import Literal

import ibis

from desirepath.errors import InputError
from desirepath.journeys import LENSES, StageDocument
from desirepath.records import Record
from desirepath.segments.comparing import DAY, NUMBER, NUMBERS, TEXTS
from desirepath.segments.knowing import Knowledge

__all__ = ["Catalogue", "Entry", "catalogue", "names_of"]

MOST_LISTED = 200
MOSTLY = 0.9
PREFIX = "properties."


class Entry(Record):
    """A trait, or a column of the interactions: what its values are."""

    name: str
    type: Literal["number", "day", "text"]
    values: list[str] = []  # the most frequent first; not listed for numbers that the facts hold as such
    distinct: int | None = None  # how many different values there are

    @property
    def is_complete(self) -> bool:
        """Whether `values` are all there are."""
        return self.distinct == len(self.values)


class Catalogue(Record):
    """What a rule may name."""

    sources: list[str]
    channels: list[str]
    touchpoints: list[str]
    actions: list[str]
    lenses: list[str]
    stages: list[str]
    segments: list[str]
    traits: dict[str, Entry]
    fields: dict[str, Entry]  # campaign, value, properties.size …


def catalogue(
    known: Knowledge, *, traits: Collection[str] | None = None, fields: Collection[str] | None = None
) -> Catalogue:
    """All that a rule may ask for here; with `traits` or `fields`, only those of these names."""
    kinds = known.store.kinds
    told = {
        f"{name}s": sorted({str(text) for text in kinds[name].to_pylist()})
        for name in ("source", "channel", "touchpoint", "action")
    }
    return Catalogue(
        **told,
        lenses=list(LENSES),
        stages=_stages(known),
        segments=sorted(key for key, one in known.segments.items() if not one.is_retired),
        traits=_traits(known, traits),
        fields={entry.name: entry for entry in NUMERIC} | _fields(known, fields),
    )


NUMERIC = [Entry(name=name, type="number") for name in NUMBERS]


def names_of(known: Knowledge, what: Literal["trait", "property"]) -> list[str]:
    """The names of all traits, or of all properties, that there are."""
    table = known.traits if what == "trait" else known.interactions
    if table is None:
        return []
    names = table.name if what == "trait" else table.properties.keys().unnest()
    found = known.engine.run(names.name("name").as_table().distinct())
    return sorted(str(name) for name in found["name"].drop_null().to_pylist())


def _stages(known: Knowledge) -> list[str]:
    try:
        document: StageDocument | None = known.stages(None) if known.stages else None
    except InputError:  # there are several: a rule has to say which
        return []
    return [] if document is None else [stage.key for stage in document.stages]


def _traits(known: Knowledge, only: Collection[str] | None) -> dict[str, Entry]:
    if known.traits is None or (only is not None and not only):
        return {}
    told = known.traits.select("name", "value")
    return _entries(known, told if only is None else told.filter(told.name.isin(sorted(only))))


def _fields(known: Knowledge, only: Collection[str] | None) -> dict[str, Entry]:
    facts = known.interactions
    if facts is None:
        return {}
    wanted = [*TEXTS, *(PREFIX + name for name in names_of(known, "property"))] if only is None else only
    told = [
        facts.select(
            name=ibis.literal(name),
            value=facts.properties.get(name.removeprefix(PREFIX)) if name.startswith(PREFIX) else facts[name],
        )
        for name in sorted(set(wanted) - set(NUMBERS))
    ]
    return _entries(known, reduce(lambda one, other: one.union(other), told)) if told else {}


def _entries(known: Knowledge, told: ibis.Table) -> dict[str, Entry]:
    counted = told.filter(told.value.notnull()).group_by("name", "value").agg(rows=lambda row: row.count())
    order = [counted["rows"].desc(), counted.value]
    ranked = counted.mutate(place=ibis.row_number().over(group_by=counted.name, order_by=order))
    summed = counted.group_by("name").agg(
        distinct=lambda row: row.count(),
        numbers=counted.value.re_search(NUMBER).cast("int64").sum(),
        days=counted.value.re_search(DAY).cast("int64").sum(),
    )
    listed = known.engine.run(ranked.filter(ranked.place < MOST_LISTED).order_by("name", "place"))
    values: dict[str, list[str]] = {}
    for row in listed.to_pylist():
        values.setdefault(row["name"], []).append(row["value"])
    sums = known.engine.run(summed.order_by("name"))
    return {row["name"]: _entry(row, values[row["name"]]) for row in sums.to_pylist()}


def _entry(row: dict[str, int | str], values: list[str]) -> Entry:
    distinct = int(row["distinct"])
    is_number, is_day = (int(row[name]) >= MOSTLY * distinct for name in ("numbers", "days"))
    kind: Literal["number", "day", "text"] = "number" if is_number else "day" if is_day else "text"
    return Entry(name=str(row["name"]), type=kind, values=values, distinct=distinct)
