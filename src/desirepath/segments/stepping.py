"""Which steps of the timelines are interactions that a rule asks for.

Source, channel, touchpoint and action are settled per kind, once; a column of the facts is asked of the
engine and put beside the steps.
"""

from typing import Any

import ibis
import ibis.expr.types as ir
import msgspec
import numpy as np

from desirepath.interactions import exponent_of, field_column
from desirepath.journeys import UNKNOWN_TIME, StageRule, Timelines, aligned, matching, period_from
from desirepath.records import Record
from desirepath.segments.arrays import Bools
from desirepath.segments.comparing import NUMBERS, holds
from desirepath.segments.knowing import DAY_US, Ground, Knowledge
from desirepath.segments.rules import Answered, Did, Step, Where

__all__ = ["PLACES", "Sought", "hits", "sought", "when"]

PLACES = ("source", "channel", "touchpoint", "action")
MONEY = {"value": "value_minor", "cost": "cost_minor"}


class Sought(Record):
    """Steps of these kinds, and, where facts were asked, of these facts."""

    kinds: Bools  # by kind code
    facts: list[Bools] | None  # by partition and step
    from_us: int | None = None
    to_us: int | None = None  # not included


def sought(step: Step, ground: Ground, *also: ir.BooleanValue) -> Sought:
    """What to look for; `also` are further conditions on the interactions."""
    known = ground.known
    kinds = known.store.kinds
    size = int(kinds["code"].to_numpy().max()) + 1 if kinds.num_rows else 0
    rule = StageRule(stage="any", **{name: getattr(step, name) for name in PLACES})
    asked = [*also, *(_true(where, known) for where in step.where)]
    from_us, to_us = when(step, ground) if isinstance(step, Did | Answered) else (None, None)
    return Sought(
        kinds=matching(rule, kinds, size),
        facts=_facts(asked, known) if asked else None,
        from_us=from_us,
        to_us=to_us,
    )


def when(rule: Did | Answered, ground: Ground) -> tuple[int | None, int | None]:
    """From when (inclusive) to when (not) the rule looks, None where it does not say."""
    if rule.during is not None:
        period = period_from(rule.during, zone=ground.known.zone)
        return period.from_us, period.to_us
    if rule.within_days is not None:
        return ground.as_of_us - round(rule.within_days * DAY_US), None
    return None, None


def hits(what: Sought, number: int, timelines: Timelines, *, as_of_us: int) -> Bools:
    """Which steps of a partition are what is sought, of those seen as of a moment.

    A step without a time happened before all others; it is in no stretch of time.
    """
    found: Bools = what.kinds.take(timelines.kinds)
    found &= timelines.happened_at_us <= as_of_us
    if what.facts is not None:
        found &= what.facts[number]
    if what.from_us is not None or what.to_us is not None:
        found &= timelines.happened_at_us != UNKNOWN_TIME
    if what.from_us is not None:
        found &= timelines.happened_at_us >= what.from_us
    if what.to_us is not None:
        found &= timelines.happened_at_us < what.to_us
    return found


def _facts(asked: list[ir.BooleanValue], known: Knowledge) -> list[Bools]:
    if known.interactions is None:
        return [np.zeros(len(one.kinds), np.bool_) for one in known.store.partitions]
    true = known.interactions.filter(asked).mutate(holds=ibis.literal(True))
    return [
        np.asarray(one.is_valid().to_numpy(zero_copy_only=False), np.bool_)
        for one in aligned(known.store, true, known.engine, "holds")
    ]


def _true(where: Where, known: Knowledge) -> Any:
    facts = known.interactions
    if facts is None:
        return ibis.literal(False)
    if where.field in MONEY and where.op != "known":
        return _amount(facts, where, known)
    if where.field == "duration_seconds":
        return holds(facts.duration_us, _scaled(where, 1_000_000))
    if where.field in NUMBERS:
        return holds(facts[MONEY.get(where.field, where.field)], where)
    return holds(field_column(facts, where.field), where)


def _amount(facts: ibis.Table, where: Where, known: Knowledge) -> Any:
    """Minor units against major ones, currency by currency: a yen has no cents."""
    minor = facts[MONEY[where.field]]
    found = known.engine.run(facts.filter(minor.notnull()).select("currency").distinct())
    by_exponent: dict[int, list[str]] = {}
    for currency in found["currency"].to_pylist():
        by_exponent.setdefault(exponent_of(currency or ""), []).append(currency or "")
    true: Any = ibis.literal(False)
    for exponent, currencies in sorted(by_exponent.items()):
        here = facts.currency.fill_null("").isin(sorted(currencies))
        true |= here & holds(minor, _scaled(where, 10**exponent))
    return true


def _scaled(where: Where, factor: int) -> Where:
    """The same, for amounts counted in the smaller unit."""
    value: Any = where.value
    if isinstance(value, list):
        value = [round(one * factor, 6) for one in value]
    elif value is not None:
        value = round(value * factor, 6)
    return msgspec.structs.replace(where, value=value)
