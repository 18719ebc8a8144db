"""Figures as a map says them, and where in a map a figure is found.

Texts here are for people: a true minus sign, a space before the per cent sign, never more digits than
the data carry. The figures themselves stay in the evidence.
"""

from collections.abc import Iterator

from desirepath.interactions import exponent_of
from desirepath.maps.documents import JourneyMap, Step
from desirepath.maps.evidence import Evidence
from desirepath.records import Record

APART = ("excess", "difference")  # columns that hold how far two figures are apart
HOUR_US = 3_600_000_000
_UNITS = (("year", 8766), ("month", 730.5), ("day", 24), ("hour", 1))


class Leaving(Record):
    """How many of the journeys that came to a step ended there for good, as the map's evidence says."""

    share: float
    low: float
    high: float
    median: float  # of the map's steps
    n: int

    @property
    def excess(self) -> float:
        """Share minus the map's median, in share points."""
        return self.share - self.median


def steps_of(journey_map: JourneyMap) -> Iterator[Step]:
    """The map's steps, from left to right."""
    for stage in journey_map.stages:
        yield from stage.steps


def all_evidence(journey_map: JourneyMap) -> Iterator[Evidence]:
    """Every piece of evidence on a map: of cards, feelings, opportunities and KPIs."""
    for lane in journey_map.lanes:
        for card in lane.cards:
            yield from card.evidence
    for pieces in (
        *(one.evidence for one in journey_map.emotions),
        *(one.evidence for one in journey_map.opportunities),
        *(one.evidence for one in journey_map.kpis),
    ):
        yield from pieces


def evidence_at(journey_map: JourneyMap, step: str, *, role: str) -> Iterator[Evidence]:
    """All the evidence on the cards of one slot."""
    for lane in journey_map.lanes:
        if lane.role == role:
            for card in lane.cards:
                if card.step == step:
                    yield from card.evidence


def leaving_at(journey_map: JourneyMap, step: str) -> Leaving | None:
    """The leaving at a step, from the evidence in the metrics lane; None where it is not known."""
    found = {
        piece.column: piece
        for piece in evidence_at(journey_map, step, role="metrics")
        if piece.measure == "drop_off"
    }
    hazard, excess = found.get("hazard"), found.get("excess")
    if hazard is None or hazard.value is None or excess is None or excess.value is None:
        return None
    low = hazard.value if hazard.low is None else hazard.low
    high = hazard.value if hazard.high is None else hazard.high
    return Leaving(
        share=hazard.value, low=low, high=high, median=hazard.value - excess.value, n=hazard.n or 0
    )


def percent(share: float) -> str:
    """A share as per cent; small ones keep a digit so that they are not read as none.

    >>> percent(0.314), percent(0.004), percent(0.0), percent(-0.18), percent(0.9996)
    ('31 %', '0.4 %', '0 %', '−18 %', '99.9 %')
    """
    hundredths = abs(share) * 100
    if 0 < hundredths < 1:
        shown = f"{max(hundredths, 0.1):.1f}"
    elif 99.5 <= hundredths < 100:
        shown = f"{min(hundredths, 99.9):.1f}"
    else:
        shown = f"{hundredths:.0f}"
    return f"{'−' if share < 0 and float(shown) else ''}{shown} %"


def points(share: float) -> str:
    """A difference of two shares, in points of per cent, without its sign.

    >>> points(0.18), points(-0.01)
    ('18 points', '1 point')
    """
    rounded = round(abs(share) * 100)
    return f"{rounded} point" if rounded == 1 else f"{rounded} points"


def signed_points(share: float) -> str:
    """A difference of two shares, in points of per cent, with its sign.

    >>> signed_points(0.65), signed_points(-0.01), signed_points(0.001)
    ('+65 points', '−1 point', '0 points')
    """
    sign = "" if round(abs(share) * 100) == 0 else "−" if share < 0 else "+"
    return f"{sign}{points(share)}"


def apart_text(value: float, unit: str | None) -> str:
    """How far two figures are apart, with its sign, in their unit.

    >>> apart_text(0.18, "share"), apart_text(-7_200_000_000, "microseconds"), apart_text(3, "count")
    ('+18 points', '−2 hours', '+3')
    """
    if unit == "share":
        return signed_points(value)
    if unit == "valence":
        return valence_text(value)
    sign = "−" if value < 0 else "+" if value > 0 else ""
    return f"{sign}{(duration_text if unit == 'microseconds' else count_text)(abs(value))}"


def valence_text(value: float) -> str:
    """A feeling between −2 and +2, with its sign.

    >>> valence_text(-0.84), valence_text(1.0), valence_text(0.02)
    ('−0.8', '+1.0', '0.0')
    """
    shown = f"{abs(value):.1f}"
    sign = "" if shown == "0.0" else "−" if value < 0 else "+"
    return f"{sign}{shown}"


def count_text(number: float) -> str:
    """A number of people or things, grouped by thousands.

    >>> count_text(12345)
    '12,345'
    """
    return f"{round(number):,}"


def compact_text(amount: float) -> str:
    """A large amount in thousands, millions or billions, with three figures at most.

    >>> compact_text(1473736), compact_text(-400578), compact_text(950)
    ('1.47 M', '−401 k', '950')
    """
    sign = "−" if amount < 0 else ""
    for least, unit in ((1e9, "bn"), (1e6, "M"), (1e3, "k")):
        if abs(amount) >= least:
            return f"{sign}{abs(amount) / least:.3g} {unit}"
    return f"{sign}{abs(amount):.0f}"


def money_text(minor: float, currency: str | None) -> str:
    """An amount of minor units with its currency, in a few figures.

    >>> money_text(4_020_000_00, "NOK"), money_text(-5_000, "JPY")
    ('NOK 4.02 M', 'JPY −5 k')
    """
    return f"{currency or ''} {compact_text(minor / 10 ** exponent_of(currency or ''))}".strip()


def duration_text(duration_us: float) -> str:
    """A length of time in its largest fitting unit.

    >>> duration_text(90_000_000), duration_text(3 * 24 * HOUR_US), duration_text(26 * HOUR_US)
    ('2 minutes', '3 days', '26 hours')
    """
    hours = duration_us / HOUR_US
    for unit, length in _UNITS:
        if hours >= 2 * length:
            return _counted(hours / length, unit)
    minutes = hours * 60
    return _counted(minutes, "minute") if minutes >= 1 else _counted(minutes * 60, "second")


def _counted(amount: float, unit: str) -> str:
    rounded = round(amount)
    return f"{rounded} {unit}" if rounded == 1 else f"{rounded} {unit}s"
