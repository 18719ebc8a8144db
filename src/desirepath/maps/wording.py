"""What a computed card says, from its evidence alone: so that `fill` can say it again.

A card whose text somebody has changed no longer says what its evidence would; such a text is left alone.
"""

from desirepath.maps.documents import Card, JourneyMap, LaneRole
from desirepath.maps.evidence import Evidence
from desirepath.maps.figures import (
    APART,
    apart_text,
    count_text,
    duration_text,
    money_text,
    percent,
    points,
    valence_text,
)

REACH, MOVED_ON, DROPPED_OFF, TIME_TO_NEXT = "Reach", "Moved on", "Dropped off", "Time to next step"
VALUE = "Value"
NOT_KNOWN = "not known"
COMPARE = "compare"  # the measure of a comparison of two sides
BY_THE_HOUR = "hours"  # the measure that a day in the life cites


def said(role: LaneRole, card: Card, journey_map: JourneyMap) -> tuple[str, str | None] | None:
    """Text and body that follow from a card's evidence; None for a card that does not come from a measure."""
    first = card.evidence[0] if card.evidence else None
    if first is None or first.measure is None:
        return None
    if role == "metrics":
        return _metric(card.evidence, journey_map)
    if role in {"touchpoints", "actions"}:
        return card.text, _used(card, first, journey_map)
    if role == "strengths" and first.unit == "microseconds":
        return (
            "Quick, how long is not known"
            if first.value is None
            else f"Quick: on to the next step within {duration_text(first.value)}, for half of them"
        ), None
    if role in {"obstacles", "strengths"}:
        return (_feeling(first), None) if first.measure == "emotion" else (_leaving(card.evidence), None)
    return None


def goal_text(journey_map: JourneyMap) -> str | None:
    """What the map is meant to lead to, in one line; None when nobody has said."""
    return " · ".join(goal.statement for goal in journey_map.goals) or None


def plural(noun: str) -> str:
    """People, households, companies, …

    >>> plural("person"), plural("case"), plural("company")
    ('people', 'cases', 'companies')
    """
    if noun == "person":
        return "people"
    return f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2:-1] not in set("aeiou") else f"{noun}s"


def channel_text(channel: str) -> str:
    """A channel's code as words.

    >>> channel_text("organic_search"), channel_text("sms")
    ('Organic search', 'SMS')
    """
    return "SMS" if channel == "sms" else channel.replace("_", " ").capitalize()


def figure_words(piece: Evidence, value: float | None = None) -> str:
    """A figure in its unit: the evidence's own value, or another of the same unit."""
    figure = piece.value if value is None else value
    if figure is None:
        return NOT_KNOWN
    if piece.column in APART:
        return apart_text(figure, piece.unit)
    words = {"share": percent, "valence": valence_text, "microseconds": duration_text}
    return words.get(piece.unit or "count", count_text)(figure)


def _used(card: Card, first: Evidence, journey_map: JourneyMap) -> str | None:
    """By how many a touchpoint or an action is used; on a clock, how much of what is done it is."""
    if first.measure == BY_THE_HOUR:
        share = _of_what_is_done(first)
        return None if share is None else f"{percent(share)} of what is done then{_sure(first)}"
    channel = card.channel and channel_text(card.channel)
    return _share_of(first, journey_map.subject_noun, before=channel)


def _sure(piece: Evidence) -> str:
    """How sure a share is: ", n = 131, ±4"; nothing where it has no interval, or is of too few."""
    if piece.unit != "share" or piece.low is None or piece.high is None or not piece.n or piece.too_few:
        return ""
    half = (piece.high - piece.low) / 2 * 100
    return f", n = {count_text(piece.n)}, ±{f'{half:.0f}' if half >= 1 else f'{max(half, 0.1):.1f}'}"


def _of_what_is_done(first: Evidence) -> float | None:
    """The share, or that of a count: older maps have a count."""
    if first.unit == "share":
        return first.value
    return (first.value or 0.0) / first.n if first.n else None


def _metric(evidence: list[Evidence], journey_map: JourneyMap) -> tuple[str, str | None]:
    piece, *others = evidence
    if piece.value is None:
        return NOT_KNOWN, None
    if piece.measure == COMPARE:
        return figure_words(piece), _both_sides(piece, others)
    if piece.unit == "count":
        share = _share_of(piece, journey_map.subject_noun, before=None)
        known = next((other for other in others if other.column == "people_share"), None)
        return count_text(piece.value), f"{share}{_sure(known)}" if share and known else share
    if piece.unit == "minor_units":
        return money_text(piece.value, journey_map.currency), None
    if piece.unit == "microseconds":
        return duration_text(piece.value), _most_within(others)
    return percent(piece.value), None


def _both_sides(piece: Evidence, others: list[Evidence]) -> str | None:
    """What the difference is of: "Families 62 %, Movers 51 %"."""
    known = {other.column: other for other in others if other.measure == COMPARE}
    values = [known[name] for name in ("value_a", "value_b") if name in known]
    names = (piece.question or {}).get("names") or ()
    told = [f"{name} {figure_words(value)}" for name, value in zip(names, values, strict=False)]
    return ", ".join(told) or None


def _most_within(others: list[Evidence]) -> str | None:
    slow = next((piece for piece in others if (piece.column or "").endswith("p90_us")), None)
    return None if slow is None or slow.value is None else f"9 in 10 within {duration_text(slow.value)}"


def _share_of(piece: Evidence, noun: str, *, before: str | None) -> str | None:
    if piece.value is None or not piece.n:
        return before
    where = "" if (piece.question or {}).get("lens") in {"step", "day"} else " here"
    if where and piece.value >= piece.n:  # what everybody here does needs no figure
        return before
    share = f"{percent(piece.value / piece.n)} of {plural(noun)}{where}"
    return f"{before} · {share}" if before else share


def _leaving(evidence: list[Evidence]) -> str:
    hazard = next((piece for piece in evidence if piece.column in {"hazard", "moved_on_share"}), None)
    excess = next((piece for piece in evidence if piece.column == "excess"), None)
    if hazard is None or hazard.value is None or excess is None or excess.value is None:
        return "How many leave here is not known"
    does = "leave here for good" if hazard.column == "hazard" else "move on from here"
    side = "above" if (excess.value >= 0) == (hazard.column == "hazard") else "below"
    return f"{percent(hazard.value)} {does}, {points(excess.value)} {side} the map's median"


def _feeling(piece: Evidence) -> str:
    if piece.value is None:
        return "How people feel here is not known"
    mood = "high" if piece.value > 0 else "low"
    return f"The mood is {mood}: {valence_text(piece.value)} on −2 … +2"
