"""Fields of interactions that filters and breakdowns may name, and which steps have which value.

Source, channel, touchpoint and action are known of each kind; campaign, device, initiator and properties
are asked of the facts and put beside the steps.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

import ibis
import numpy as np

from desirepath.engines import Engine
from desirepath.errors import QuestionError, UnknownName
from desirepath.interactions import PROPERTIES, field_column
from desirepath.journeys import Store, coded, lens_by, marked, told_apart
from desirepath.measures.arrays import Bools
from desirepath.measures.groups import Groups

__all__ = ["FIELDS", "groups_by_field", "steps_where"]

OF_KINDS = ("source", "channel", "touchpoint", "action")
OF_FACTS = ("campaign", "device", "initiator")
FIELDS = (*OF_KINDS, *OF_FACTS)
Wanted = Mapping[str, str | Sequence[str]]


def steps_where(
    store: Store, wanted: Wanted, *, engine: Engine, interactions: ibis.Table | None
) -> list[Bools]:
    """For each partition, which steps have all of these values (of several: any of them).

    Fields are source, channel, touchpoint, action, campaign, device, initiator and properties.NAME. Values
    are compared exactly. UnknownName for a field, or a value of it, that no interaction has.
    """
    values = {field: [value] if isinstance(value, str) else list(value) for field, value in wanted.items()}
    for field in values:
        check_field(field)
    found = [np.ones(len(part.kinds), np.bool_) for part in store.partitions]
    asked = {field: names for field, names in values.items() if field not in OF_KINDS}
    for field in set(values) - set(asked):
        shown = _kinds_with(store, field, values[field])
        found = [steps & shown.take(part.kinds) for steps, part in zip(found, store.partitions, strict=True)]
    if asked:
        facts = _required(interactions)
        matching = facts.filter([field_column(facts, field).isin(names) for field, names in asked.items()])
        among = marked(store, matching, engine)
        several = {field: names for field, names in asked.items() if len(names) > 1}
        _check_values(facts, several if any(part.any() for part in among) else asked, engine)
        found = [steps & part for steps, part in zip(found, among, strict=True)]
    return found


def groups_by_field(
    store: Store,
    field: str,
    *,
    engine: Engine,
    interactions: ibis.Table | None,
    take: Literal["first", "last"] = "first",
    top: int = 12,
) -> Groups:
    """Every step by its value of a field; UnknownName for a field that no interaction has."""
    check_field(field)
    if field in OF_KINDS:
        lens = lens_by(field, store.kinds)
        of = [lens.codes.take(part.kinds) for part in store.partitions]
        return Groups(names=lens.nodes, of=of, take=take, top=top)
    facts = _required(interactions)
    names, of = coded(store, facts.mutate(asked=field_column(facts, field)), engine, "asked")
    if not names:
        _check_known(facts, field, engine)
    return Groups(names=[told_apart(one) for one in names], of=of, take=take, top=top)


def check_field(field: str) -> None:
    """UnknownName when there is no such field."""
    if field not in FIELDS and not (field.startswith(PROPERTIES) and field != PROPERTIES):
        raise UnknownName("field of interactions", field, [*FIELDS, "properties.NAME"])


def _kinds_with(store: Store, field: str, names: Sequence[str]) -> Bools:
    known = store.kinds[field].to_pylist()
    for name in names:
        if name not in known:
            raise UnknownName(field, name, {str(text) for text in known if text})
    codes = store.kinds["code"].to_numpy()
    shown = np.zeros(int(codes.max(initial=-1)) + 1, np.bool_)
    shown[codes] = [text in names for text in known]
    return shown


def _required(interactions: ibis.Table | None) -> ibis.Table:
    if interactions is None:
        raise QuestionError("Campaigns, devices and properties are asked of the facts, and no load is live.")
    return interactions


def _check_values(facts: ibis.Table, asked: Mapping[str, Sequence[str]], engine: Engine) -> None:
    """Say so where a value was never seen: of several, the others would match without it."""
    for field, names in asked.items():
        column = field_column(facts, field)
        found = facts.filter(column.isin(names)).select(found=column).distinct()
        seen = {str(one) for one in engine.run(found)["found"].to_pylist()}
        for name in names:
            if name not in seen:
                raise UnknownName(field, name, _check_known(facts, field, engine))


def _check_known(facts: ibis.Table, field: str, engine: Engine) -> set[str]:
    column = field_column(facts, field).name("known")
    known = engine.run(column.as_table().distinct())["known"].drop_null()
    if not known and field.startswith(PROPERTIES):
        names = facts.properties.keys().unnest().name("known").as_table().distinct()
        properties = [str(one) for one in engine.run(names)["known"].to_pylist()]
        raise UnknownName("property", field.removeprefix(PROPERTIES), properties)
    return {str(one) for one in known.to_pylist()}
