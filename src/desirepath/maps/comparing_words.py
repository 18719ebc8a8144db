"""A comparison's figures in words: each side, the difference with its interval, and how sure it is."""

from desirepath.maps.comparing_figures import FigureChange, is_estimate
from desirepath.maps.comparing_readings import Reading
from desirepath.maps.evidence import Unit
from desirepath.maps.figures import duration_text, money_text, percent, signed_points, valence_text


def reading_text(reading: Reading | None) -> str:
    """A side's figure in words; a gap says that it is not known.

    >>> reading_text(Reading(name="Emotion", value=-1.4, unit="valence")), reading_text(None)
    ('−1.4', 'not known')
    """
    if reading is None:
        return "not known"
    if reading.unit == "minor_units":
        return money_text(reading.value, reading.currency)
    return _in_unit(reading.value, reading.unit)


def difference_text(change: FigureChange) -> str:
    """after − before with its sign: "+1.6", "+3 points", "−2 days"; empty where it is not known."""
    return "" if change.difference is None else _signed(change, change.difference)


def interval_words(change: FigureChange) -> str:
    """The interval of the difference: "−1 to +7 points"; empty where there is none.

    An end of one that is clear of chance never reads as none: "−8 to −0.3 points".
    """
    if change.low is None or change.high is None:
        return ""
    low, high = _end(change, change.low), _end(change, change.high)
    if change.unit == "share":
        low, high = low.partition(" ")[0], f"{high.partition(' ')[0]} points"
    return f"{low} to {high}"


def _end(change: FigureChange, value: float) -> str:
    hundredths = abs(value) * 100
    if change.is_clear and change.unit == "share" and round(hundredths) == 0:
        return f"{_sign(value)}{max(hundredths, 0.1):.1f} points"
    return _signed(change, value)


def certainty_text(change: FigureChange) -> str:
    """What may be concluded: "clear of chance", "within chance", "too few", or why nothing can be said."""
    if change.difference is None:
        return "not known on both sides"
    if change.too_few:
        return "too few to tell"
    if change.is_clear is None:
        planned = all(side and not is_estimate(side) for side in (change.before, change.after))
        return "both written down" if planned else "no interval"
    return "clear of chance" if change.is_clear else "within chance"


def _signed(change: FigureChange, value: float) -> str:
    match change.unit:
        case "share":
            return signed_points(value)
        case "valence":
            return valence_text(value)
        case "minor_units":
            currency = change.after.currency if change.after else None
            return f"{_sign(value)}{money_text(abs(value), currency)}"
        case _:
            return f"{_sign(value)}{_in_unit(abs(value), change.unit)}"


def _sign(value: float) -> str:
    return "" if value == 0 else "−" if value < 0 else "+"


def _in_unit(value: float, unit: Unit | None) -> str:
    match unit:
        case "share":
            return percent(value)
        case "valence":
            return valence_text(value)
        case "microseconds":
            return duration_text(value)
        case "score":
            return f"{value:.1f}".removesuffix(".0")
        case _:
            return f"{round(value):,}"
