"""Figures as words: shares with their interval, lengths of time, signed values.

True minus signs, and a no-break space before a unit, so that a figure never breaks.
"""

from typing import Any

__all__ = [
    "DAY",
    "HOUR",
    "MINUTE",
    "SECOND",
    "TOO_FEW",
    "amount",
    "any_share",
    "count",
    "duration",
    "interval",
    "more",
    "percent",
    "plain",
    "points",
    "sample",
    "share",
    "short",
    "signed",
    "time_share",
    "valence",
]

SPACE = "\u00a0"
MINUS = "−"
DAY, HOUR, MINUTE, SECOND = 86_400_000_000, 3_600_000_000, 60_000_000, 1_000_000
TOO_FEW = "too few"


def count(n: float) -> str:
    """A whole number.

    >>> count(12345), count(-3)
    ('12,345', '−3')
    """
    return f"{n:,.0f}".replace("-", MINUS)


def short(n: float) -> str:
    """A large number in little room.

    >>> short(950), short(12_345), short(4_890_100)
    ('950', '12.3k', '4.9M')
    """
    for size, sign in ((1e6, "M"), (1e4, "k")):
        if abs(n) >= size:
            return f"{n / min(size, 1e6 if sign == 'M' else 1e3):.1f}{sign}".replace(".0", "").replace(
                "-", MINUS
            )
    return count(n)


def amount(value: float) -> str:
    """An amount, or a range's end, in about four figures.

    >>> amount(12), amount(10.24), amount(163.84), amount(0.01), amount(1000.01), amount(12_345), amount(-5)
    ('12', '10.24', '163.8', '0.01', '1,000', '12.35k', '−5')
    """
    for size, sign in ((1e9, "G"), (1e6, "M"), (1e4, "k")):
        if abs(value) >= size * 0.9995:
            return f"{value / (1e3 if sign == 'k' else size):.4g}{sign}".replace("-", MINUS)
    digits = 2 if abs(value) < 100 else 1 if abs(value) < 1000 else 0
    rounded = round(value, digits)
    return count(rounded) if rounded == round(rounded) else f"{rounded:,.{digits}f}".replace("-", MINUS)


def percent(share: float | None) -> str:
    """A share in hundredths; never rounded to all or nothing.

    >>> percent(0.314), percent(0.004), percent(0.0), percent(0.9996), percent(None)
    ('31\\xa0%', '0.4\\xa0%', '0\\xa0%', '99.9\\xa0%', '–')
    """
    return "–" if share is None else f"{_hundredths(share)}{SPACE}%"


def interval(low: float | None, high: float | None) -> str:
    """A share's interval, without the sign.

    >>> interval(0.271, 0.338)
    '27–34'
    """
    return "" if low is None or high is None else f"{_hundredths(low)}–{_hundredths(high)}"


def share(row: dict[str, Any], name: str = "share") -> str:
    """A row's share and its interval.

    >>> share({"share": 0.3, "share_low": 0.271, "share_high": 0.338})
    '30\\xa0% (27–34)'
    """
    return any_share(row.get(name), row.get(f"{name}_low"), row.get(f"{name}_high"))


def any_share(value: float | None, low: float | None, high: float | None) -> str:
    """A share and its interval."""
    around = interval(low, high)
    return f"{percent(value)} ({around})" if around and value is not None else percent(value)


def points(difference: float) -> str:
    """A difference of shares, in percentage points.

    >>> points(0.193), points(-0.004)
    ('+19', '−0.4')
    """
    text = _hundredths(abs(difference))
    return "0" if text == "0" else f"{'+' if difference > 0 else MINUS}{text}"


def plain(value: float) -> str:
    """A number with three figures.

    >>> plain(31.157), plain(0.5), plain(1234.5), plain(-2.0)
    ('31.2', '0.5', '1,234', '−2')
    """
    text = f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return text.replace("-", MINUS)


def signed(value: float) -> str:
    """A number with its sign."""
    return plain(value) if value <= 0 else f"+{plain(value)}"


def valence(value: float) -> str:
    """How people feel, −2 to +2.

    >>> valence(-0.84), valence(0.02), valence(1)
    ('−0.8', '0.0', '+1.0')
    """
    text = f"{value:+.1f}"
    return "0.0" if text in {"+0.0", "-0.0"} else text.replace("-", MINUS)


def duration(microseconds: float | None) -> str:
    """A length of time.

    >>> duration(90 * SECOND), duration(3 * DAY), duration(40 * HOUR), duration(1.5 * SECOND), duration(0)
    ('1.5\\xa0min', '3\\xa0days', '40\\xa0h', '1.5\\xa0s', '0')
    """
    if microseconds is None:
        return "–"
    size = abs(microseconds)
    if size < 1000:
        return "0" if size == 0 else f"{microseconds:.0f}{SPACE}µs".replace("-", MINUS)
    units = ((2 * DAY, DAY, "days"), (HOUR, HOUR, "h"), (MINUTE, MINUTE, "min"), (0, SECOND, "s"))
    unit, name = next((unit, name) for least, unit, name in units if size >= least)
    value = microseconds / unit
    text = f"{value:,.0f}" if abs(value) >= 10 else f"{value:.1f}" if abs(value) >= 0.1 else f"{value:.3f}"
    return f"{text.removesuffix('.0').replace('-', MINUS)}{SPACE}{name}"


def time_share(value: float | None, low: float | None, high: float | None) -> str:
    """A length of time with its interval, which names its unit only where it is another.

    >>> time_share(5 * DAY, 4.5 * DAY, 5.4 * DAY), time_share(3 * DAY, 39 * HOUR, None)
    ('5\\xa0days (4.5–5.4)', '3\\xa0days (39\\xa0h–…)')
    """
    middle, first, last = duration(value), duration(low), duration(high)
    if low is None:
        return middle
    unit = middle.partition(SPACE)[2]
    if high is None:
        return f"{middle} ({first}–…)"
    if first.endswith(f"{SPACE}{unit}") and last.endswith(f"{SPACE}{unit}"):
        first, last = first.removesuffix(f"{SPACE}{unit}"), last.removesuffix(f"{SPACE}{unit}")
    return f"{middle} ({first}–{last})"


def sample(n: float | None) -> str:
    """What a figure rests on.

    >>> sample(1234)
    'n\\xa0=\\xa01,234'
    """
    return f"n{SPACE}={SPACE}{'?' if n is None else count(n)}"


def more(n: int, one: str, many: str) -> str:
    """What is left to the table.

    >>> more(1, "route", "routes"), more(1200, "node", "nodes")
    ('1 more route is in the table.', '1,200 more nodes are in the table.')
    """
    return (
        f"{count(n)} more {one} is in the table." if n == 1 else f"{count(n)} more {many} are in the table."
    )


def _hundredths(share: float) -> str:
    value = share * 100
    if value < 0:
        return MINUS + _hundredths(-share)
    if value == 0 or 10 <= value <= 99 or abs(value - round(value)) < 1e-9:
        return f"{value:.0f}"
    if value > 99:
        return f"{min(value, 99.9):.1f}".removesuffix(".0") if value < 100 else "100"
    return f"{max(value, 0.1):.1f}".removesuffix(".0")
