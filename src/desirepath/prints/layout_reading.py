"""What a map's parts say in words: badges, figures, quotes, statuses.

The same words stand on the picture, in its tooltips and in the accessible page. Figures are read
from the evidence, a quote's text through `texts`, so neither is ever stored twice.
"""

from collections import Counter
from collections.abc import Callable

from desirepath.drawing import has_icon
from desirepath.maps import (
    APART,
    Card,
    CardStatus,
    Evidence,
    JourneyMap,
    LaneRole,
    Opportunity,
    apart_text,
    collected_on,
    count_text,
    in_window,
    parse_time,
    percent,
    valence_text,
)
from desirepath.prints.wording import amount, arrow, counted, joined, lasting, quoted, word

Texts = Callable[[str], str | None]
"""Finds the redacted text of an interaction by its id; None when it is no longer known."""

NEUTRAL = 0.25  # between −0.25 and +0.25 a face is neither glad nor sad
WITHDRAWN = "text no longer available"
STATUS_WORDS = {
    "validated": "validated: two kinds of recent evidence agree",
    "observed": "observed: evidence of one kind",
    "assumed": "assumed: no evidence yet",
    "contradicted": "contradicted by evidence",
}
KIND_WORDS = {
    "current_state": "Current state",
    "future_state": "Future state",
    "day_in_the_life": "Day in the life",
    "service_blueprint": "Service blueprint",
}
LANE_ICONS: dict[LaneRole, str] = {
    "storyboard": "image", "emotions": "heart", "physical_evidence": "package", "actions": "footprints",
    "motivations": "target", "questions": "circle-help", "obstacles": "triangle-alert",
    "strengths": "thumbs-up", "touchpoints": "monitor-smartphone", "quotes": "message-square-quote",
    "metrics": "gauge", "frontstage": "users", "backstage": "eye-off", "support": "cog",
    "opportunities": "lightbulb", "owner": "user-round", "custom": "shapes",
}  # fmt: skip
LANE_ORDER = list(LANE_ICONS)
CHANNEL_ICONS = {
    "website": "globe", "app": "smartphone", "organic_search": "search", "paid_search": "search",
    "paid_ad": "megaphone", "social": "share-2", "referral": "link", "partner_site": "handshake",
    "review_site": "star", "email": "mail", "sms": "message-square", "push": "bell", "direct_mail": "mailbox",
    "broadcast": "tv", "event": "calendar", "trade_show": "calendar", "in_person": "store", "phone": "phone",
    "chat": "message-circle", "community": "users", "direct": "arrow-right", "other": "circle-ellipsis",
}  # fmt: skip
_EVIDENCE_ICONS = {
    "metric": "gauge", "quote": "message-square-quote", "survey_score": "clipboard-list", "ticket": "ticket",
    "call": "phone", "chat": "message-circle", "review": "star", "social_post": "message-circle",
    "interview": "mic", "focus_group": "users", "staff_report": "user-round",
}  # fmt: skip


def badge_text(card: Card, journey_map: JourneyMap) -> str | None:
    """What a card rests on, counted: "3 quotes · 1 metric"; None without evidence."""
    if not card.evidence:
        return None
    counts = Counter(piece.kind for piece in card.evidence if piece.stance == "supports")
    parts = [counted(count, _noun(kind)) for kind, count in counts.items()]
    against = sum(piece.stance == "contradicts" for piece in card.evidence)
    parts += [word("{n} against", n=against)] if against else []
    parts += [word("too few")] if all(piece.too_few for piece in card.evidence) else []
    parts += [word("old")] if _all_old(card, journey_map) else []
    return joined(part.replace(" ", "\u00a0") for part in parts)


def badge_icon(card: Card) -> str:
    """The icon of a card's first piece of evidence; a quote whose feeling is known has its face."""
    felt = [piece.value for piece in card.evidence if piece.kind == "quote" and piece.unit == "valence"]
    if felt and felt[0] is not None and card.evidence[0].kind == "quote":
        return face_of(felt[0])
    return _EVIDENCE_ICONS.get(card.evidence[0].kind, "file-text") if card.evidence else "file-text"


def standing_of(card: Card) -> CardStatus:
    """A card's standing: what somebody set by hand, else what its evidence makes of it."""
    return card.status_override or card.status


def picture_icon(card: Card) -> str:
    """The icon for a storyboard card's picture: its own where there is such an icon, else a frame."""
    return card.image if card.image and has_icon(card.image) else "image"


def channel_words(channel: str) -> str:
    """A channel's code as words: "Paid search"."""
    return word("SMS" if channel == "sms" else channel.replace("_", " ").capitalize())


def chance_lines(one: Opportunity) -> list[str]:
    """What is known of an opportunity: how far it is, what it is worth, what is done about it."""
    facts = [word(one.status.replace("_", " "))]
    facts += [word("value {n}", n=f"{one.value:.0f}")] if one.value is not None else []
    facts += [word("effort {n} of 5", n=f"{one.effort:g}")] if one.effort is not None else []
    facts += [word("reach {n}", n=count_text(one.reach))] if one.reach is not None else []
    facts += [word("by {owner}", owner=one.owner)] if one.owner else []
    facts += [word("due {date}", date=one.due)] if one.due else []
    lines = [joined(fact.replace(" ", "\u00a0") if len(fact) < 20 else fact for fact in facts)]
    for each in one.initiatives:
        when = (
            word("shipped {date}", date=each.shipped_at[:10]) if each.shipped_at
            else word("started {date}", date=each.started_at[:10]) if each.started_at
            else word("not started")
        )  # fmt: skip
        lines.append(f"{arrow()} {each.title} ({when})")
    return lines


def headline(card: Card) -> Evidence | None:
    """The piece of evidence whose figure a card shows: the first that has one and supports it."""
    with_value = [piece for piece in card.evidence if piece.value is not None]
    return next((piece for piece in with_value if piece.stance == "supports"), None)


def figure_text(card: Card) -> str:
    """A metric card's figure, from its evidence where that has one, else its text."""
    found = headline(card)
    return (value_text(found) if found else None) or card.text


def figure_note(card: Card) -> str:
    """How sure a metric card's figure is, in short; a plain count says what it is a share of instead."""
    found = headline(card)
    if found is None or (found.unit == "count" and found.low is None and not found.too_few):
        return card.body or ""
    return interval_text(found, short=True)


def face_of(value: float) -> str:
    """The face for a feeling between −2 and +2.

    >>> face_of(1.2), face_of(-0.1), face_of(-0.4)
    ('smile', 'meh', 'frown')
    """
    if value > NEUTRAL:
        return "smile"
    return "frown" if value < -NEUTRAL else "meh"


def value_text(piece: Evidence) -> str | None:
    """The figure of a piece of evidence in its unit; None when the unit cannot be told."""
    return None if piece.value is None else _told(piece, piece.value)


def _told(piece: Evidence, value: float) -> str | None:
    return amount(apart_text(value, piece.unit)) if piece.column in APART else in_unit(value, piece.unit)


def interval_text(piece: Evidence, *, short: bool = False) -> str:
    """How sure a figure is: "n = 131, ±4" (short), else the 95 % interval in full."""
    parts = []
    if piece.too_few:
        parts.append(word("too few") if short else word("too few to tell"))
    if piece.n is not None:
        parts.append(f"n = {count_text(piece.n)}")
    if not piece.too_few or not short:
        parts += _interval(piece, short=short)
    return ", ".join(parts)


def quote_text(card: Card, texts: Texts | None) -> str | None:
    """The words of a quote, read from its fact where it has one; None when they are gone."""
    for piece in card.evidence:
        if piece.interaction_id is not None:
            found = texts(piece.interaction_id) if texts else None
            return found or card.text or None
        if piece.text:
            return piece.text
    return card.text or None


def quote_source(card: Card) -> str:
    """Where a quote comes from and how the person felt: "ticket · score 3", "survey · +1.0"."""
    parts: list[str] = []
    for piece in card.evidence:
        parts += [piece.provenance.source if piece.kind == "quote" else word(_noun(piece.kind))]
        said = value_text(piece) if piece.unit in {"score", "valence"} else None
        parts += [word("score {value}", value=said) if piece.unit == "score" else said] if said else []
    return joined(part.replace(" ", "\u00a0") for part in dict.fromkeys(parts))


def people(count: float, noun: str) -> str:
    """A number of subjects with their noun.

    >>> people(2014, "person"), people(1, "person"), people(12, "household")
    ('2,014 people', '1 person', '12 households')
    """
    return counted(count, noun)


def facts_text(journey_map: JourneyMap) -> str:
    """What data the map was drawn from: period, people, interactions, as of."""
    parts = []
    if journey_map.period:
        parts.append(word("Data {period}", period=journey_map.period.replace("/", " – ")))
    if journey_map.n_subjects is not None:
        parts.append(people(journey_map.n_subjects, journey_map.subject_noun))
    if journey_map.n_interactions is not None:
        parts.append(people(journey_map.n_interactions, "interaction"))
    if journey_map.n_interactions and not journey_map.period:
        parts.append(word("known by their order, not by time"))
    elif journey_map.as_of:
        parts.append(word("as of {date}", date=journey_map.as_of[:10]))
    return joined(part[:1].upper() + part[1:] if at == 0 else part for at, part in enumerate(parts))


def subtitle_text(journey_map: JourneyMap) -> str:
    """Whom and what the map is about."""
    traits = [f"{trait}: {value}" for trait, value in journey_map.where.items()]
    return " · ".join(part for part in (journey_map.persona, journey_map.scenario, *traits) if part)


def state_text(journey_map: JourneyMap) -> str:
    """Status, review and owner in one line."""
    reviewed = journey_map.last_reviewed_at
    parts = [
        word(journey_map.status.replace("_", " ")),
        word("reviewed {date}", date=reviewed[:10]) if reviewed else word("not reviewed yet"),
        word("owner {owner}", owner=journey_map.owner) if journey_map.owner else word("no owner yet"),
    ]
    return joined(parts)


def supported_text(share: float, cards: int) -> str:
    """How much of a map rests on evidence.

    >>> supported_text(0.62, 50), supported_text(1, 1)
    ('62 % of 50 cards supported', '100 % of 1 card supported')
    """
    told = "{share} % of {n} cards supported" if cards != 1 else "{share} % of {n} card supported"
    return word(told, share=f"{share * 100:.0f}", n=cards)


def description(journey_map: JourneyMap) -> str:
    """One or two sentences that say what the picture shows."""
    steps = [step for stage in journey_map.stages for step in stage.steps]
    names = {step.id: step.name for step in steps}
    text = word(
        "Customer journey map with {stages} and {steps}.",
        stages=counted(len(journey_map.stages), "stage"),
        steps=counted(len(steps), "step"),
    )
    felt = [one for one in journey_map.emotions if one.source == "measured" and one.step in names]
    if felt:
        worst = min(felt, key=lambda one: one.value)
        lowest = valence_text(worst.value)
        text += f" {word('The lowest emotion is {value} at “{step}”.', value=lowest, step=names[worst.step])}"
    hot = [names[spot.step] for spot in journey_map.hotspots if spot.score > 0 and spot.step in names]
    if hot:
        text += f" {word('Hotspots: {names}.', names=', '.join(quoted(name) for name in hot[:5]))}"
    return text


def interval_of(low: str, high: str) -> str:
    """An interval with its two ends: "95 % interval 3 % to 9 %"."""
    return f"{word('95 % interval')} {span_of(low, high)}"


def span_of(low: str, high: str) -> str:
    """From one to another: "3 % to 9 %"."""
    return word("{low} to {high}", low=low, high=high)


def in_unit(value: float, unit: str | None) -> str | None:
    """A figure in its unit; None when the unit is not told."""
    match unit:
        case "share":
            return percent(value)
        case "count":
            return count_text(value)
        case "microseconds":
            return lasting(value)
        case "valence":
            return valence_text(value)
        case "score":
            return f"{value:.1f}".removesuffix(".0")
        case _:
            return None


def _interval(piece: Evidence, *, short: bool) -> list[str]:
    if piece.low is None or piece.high is None or piece.high <= piece.low:
        return []
    if not short:
        low, high = _told(piece, piece.low), _told(piece, piece.high)
        return [interval_of(low, high)] if low and high else []
    half = (piece.high - piece.low) / 2
    match piece.unit:
        case "share":
            return [f"±{half * 100:.0f}" if half >= 0.01 else f"±{max(half * 100, 0.1):.1f}"]
        case "valence" | "score":
            return [f"±{half:.1f}"]
        case "count":
            return [f"±{count_text(half)}"]
        case _:
            return []


def _all_old(card: Card, journey_map: JourneyMap) -> bool:
    if journey_map.as_of is None:
        return False
    end = parse_time(journey_map.as_of, key="as_of")
    dated = [piece for piece in card.evidence if (on := collected_on(piece)) is not None and on <= end]
    window = journey_map.evidence_window
    return bool(dated) and not any(
        in_window(piece, window=window, as_of=journey_map.as_of) for piece in dated
    )


def _noun(kind: str) -> str:
    return "survey" if kind == "survey_score" else kind.replace("_", " ")
