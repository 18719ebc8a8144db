"""Spends: what was spent on each channel, and what of it falls to some of the channel's interactions.

Money is spent on a channel and a day, never on a stage, a segment or a touchpoint. What is said of those
is an allocation: each interaction of the channel bears the same part.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc

from desirepath.journeys import told_apart
from desirepath.measures.framing import Frame

__all__ = ["Spent", "allocated", "altogether", "spend_currency", "spent"]

Spent = Mapping[str, int | None]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def spent(frame: Frame) -> Spent:
    """Minor units spent on each channel up to the day of `as_of`, in the spend's most frequent currency.

    A line without a currency is in that one. None for a channel with lines in another: amounts of two
    currencies are no amount.

    >>> from datetime import date
    >>> from desirepath.measures.framing import frame
    >>> spend = pa.table({"day": [date(1970, 1, 1), date(1970, 1, 2), date(1970, 1, 1)],
    ...                   "channel": ["email", "email", "social"], "cost_minor": [500, 70, 900],
    ...                   "currency": ["EUR", "EUR", "USD"]})
    >>> dict(spent(frame("stage", [], as_of_us=3_600_000_000, spend=spend)))
    {'email': 500, 'social': None}
    """
    if frame.spend is None:
        return {}
    grouped = _until(frame.spend, frame.as_of_us, frame.zone)
    by_channel: dict[str, dict[str, int]] = defaultdict(dict)
    for row in grouped.to_pylist():
        by_channel[told_apart(row["channel"])][row["currency"] or ""] = row["cost_minor_sum"] or 0
    main = _main(grouped) or ""
    return {
        channel: sum(costs.values()) if set(costs) <= {main, ""} else None
        for channel, costs in sorted(by_channel.items())
    }


def spend_currency(spend: pa.Table, *, as_of_us: int, zone: str = "UTC") -> str | None:
    """The currency that `spent` tells amounts in; None where no line says one."""
    return _main(_until(spend, as_of_us, zone))


def _until(spend: pa.Table, as_of_us: int, zone: str) -> pa.Table:
    """What was spent up to the day of a moment, and on how many lines, by channel and currency."""
    moment = EPOCH + timedelta(microseconds=as_of_us)
    today = pa.scalar(moment.astimezone(ZoneInfo(zone)).date(), pa.date32())
    lines = spend.filter(pc.less_equal(spend["day"].cast(pa.date32()), today))
    return lines.group_by(["channel", "currency"]).aggregate([("cost_minor", "sum"), ("day", "count")])


def _main(grouped: pa.Table) -> str | None:
    counts: Counter[str] = Counter()
    for row in grouped.to_pylist():
        if row["currency"]:
            counts[row["currency"]] += row["day_count"]
    return min(counts, key=lambda currency: (-counts[currency], currency), default=None)


def allocated(interactions: Mapping[str, int], everybody: Mapping[str, int], money: Spent) -> int | None:
    """What of the money spent falls to these interactions, how many by channel.

    A channel's part is its interactions here over all that it had, `everybody`'s. Channels without spend
    or without any interaction add nothing; None where there is no other, or one's spend is not known. To
    the nearest minor unit, half to even.

    >>> allocated({"email": 30, "phone": 5}, {"email": 100, "phone": 5}, {"email": 999})
    300
    >>> allocated({"phone": 5}, {"phone": 5}, {"email": 999}) is None
    True
    """
    total, known = Fraction(0), False
    for channel, count in interactions.items():
        if channel not in money or not everybody.get(channel):
            continue
        cost = money[channel]
        if cost is None:
            return None
        total, known = total + Fraction(cost * count, everybody[channel]), True
    return round(total) if known else None


def altogether(money: Spent) -> int | None:
    """All the money; None where there is none, or that of some channel is not known.

    >>> altogether({"email": 500, "social": 70}), altogether({"email": None}), altogether({})
    (570, None, None)
    """
    costs = [cost for cost in money.values() if cost is not None]
    return sum(costs) if costs and len(costs) == len(money) else None
