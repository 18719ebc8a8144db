"""What the measures made a map say, said again in the language of the drawing.

A computed card, a hotspot's pill and what a comparison found are English sentences of a known form. Where a
text has such a form it is said in the language spoken; a text that somebody wrote has none, and stays.
"""

import re
from functools import cache
from operator import ne

import msgspec

from desirepath.maps import (
    Card,
    Comparison,
    FigureChange,
    Hotspot,
    JourneyMap,
    LaneChange,
    Reading,
    certainty_text,
    difference_text,
    interval_words,
    reading_text,
)
from desirepath.prints.retelling_notes import retold_note
from desirepath.prints.wording import amount, is_english, listed, word

_MORE = "and {n} more"
_COMPUTED = (
    "{share} leave here for good, {points} above the map's median",
    "{share} leave here for good, {points} below the map's median",
    "{share} move on from here, {points} above the map's median",
    "{share} move on from here, {points} below the map's median",
    "{share} of those who come here go back",
    "{share} of those who go on from here go back",  # as older maps say it
    "{share} of what is done then, n = {n}, ±{half}",
    "{share} of what is done then",
    "{share} of {people} here",
    "{n} of {m} {people} who wrote here",
    "{share} of {people}, n = {n}, ±{half}",
    "{share} of {people}",
    "{n} times, with {m} {people}",
    "9 in 10 within {time}",
    "The mood is high: {value} on −2 … +2",
    "The mood is low: {value} on −2 … +2",
    "Quick: on to the next step within {time}, for half of them",
    "Quick, how long is not known",
    "How many leave here is not known",
    "How people feel here is not known",
    "Told: “{text}”",
    "Wants: “{text}”",
    "Asks: “{text}”",
    "feels {value} on −2 … +2",
    "feels {value}",
    "{n} obstacle named",
    "{n} obstacles named",
    "severity {n} of 3",
    "{share} say so",
    "{share} go back",
    "{share} leave",
    _MORE,
    "not known",
    "too few",
)
_CHANGED = (
    "renamed from “{name}”",
    "moved from the stage “{name}”",
    "moved",
    "now a moment of truth",
    "no longer a moment of truth",
    "now a goal",
    "no longer a goal",
    "bound to other interactions",
    "told in detail by another map",
    "no longer told in detail",
    "{what}: {old} → {new}",
    "figure",
    "text",
    "description",
)
_WRITTEN = {"text", "name", "step"}
_FIGURES = {"share": r"[−\d.,]+ %", "n": r"[\d,]+", "m": r"[\d,]+"}
_KINDS = {
    "current state": "Current state",
    "future state": "Future state",
    "day in the life": "Day in the life",
    "service blueprint": "Service blueprint",
}
_SUMMED = re.compile(
    r"(?P<counts>[^“]+?)(?:; mood at “(?P<step>.*?)” (?P<change>[^”]+?))?"
    r"(?:; (?P<went>moved on|dropped off) at “(?P<there>.*)” (?P<by>[^”]+))?\."
)
_STEPS = re.compile(r"(\d+) (?:steps? )?(added|removed|changed)")
_PLANNED = re.compile(r"(.+) \((target|expected|guessed)\)")


def retold(text: str) -> str:
    """What a computed card or a hotspot says, in the language spoken.

    >>> from desirepath.prints.wording import speaking
    >>> with speaking("de"):
    ...     retold("12 % leave here for good, 3 points above the map's median"), retold("Fragt nach")
    ('12 % gehen hier für immer, 3 Punkte über dem Median der Karte', 'Fragt nach')
    """
    if is_english():
        return text
    first, apart, rest = text.partition(" · ")
    if apart and (word(first) != first or retold(rest) != rest):  # the channel before how many use it
        return f"{word(first)} · {retold(rest)}"
    parts = [_formed(part, _COMPUTED) for part in text.split("; ")]  # reasons, one after another
    return "; ".join(parts) if all(map(ne, parts, text.split("; "))) else _formed(text, _COMPUTED)


def retold_map(journey_map: JourneyMap) -> JourneyMap:
    """The map with what was computed said in the language spoken; what people wrote stays."""
    if is_english():
        return journey_map
    lanes = [
        msgspec.structs.replace(lane, cards=[_card(card) for card in lane.cards])
        for lane in journey_map.lanes
    ]
    spots = [_spot(spot) if spot.origin == "computed" else spot for spot in journey_map.hotspots]
    chances = [
        msgspec.structs.replace(one, body=retold(one.body)) if one.body else one
        for one in journey_map.opportunities
    ]
    notes = [retold_note(note) for note in journey_map.footnotes]
    return msgspec.structs.replace(
        journey_map, lanes=lanes, hotspots=spots, opportunities=chances, footnotes=notes
    )


def retold_comparison(comparison: Comparison) -> Comparison:
    """What differs between two maps, said in the language spoken."""
    if is_english():
        return comparison
    sides = [
        msgspec.structs.replace(side, name=word(_KINDS.get(side.name, side.name)))
        for side in (comparison.before, comparison.after)
    ]
    columns = [
        msgspec.structs.replace(
            column,
            words=[change_words(each) for each in column.words],
            lanes=[_lane(each) for each in column.lanes],
        )
        for column in comparison.columns
    ]
    summary = summary_text(comparison.summary)
    return msgspec.structs.replace(
        comparison, before=sides[0], after=sides[1], columns=columns, summary=summary
    )


def change_words(text: str) -> str:
    """What else is different about a step or a card: "renamed from …", "severity: 1 → 3"."""
    return _formed(text, _CHANGED)


def certainty(change: FigureChange) -> str:
    """What may be concluded from a difference."""
    return word(certainty_text(change))


def difference(change: FigureChange) -> str:
    """A difference with its sign and unit."""
    return amount(difference_text(change))


def interval(change: FigureChange) -> str:
    """The interval of a difference; empty where there is none."""
    return _formed(interval_words(change), ("{low} to {high}",))


def reading(side: Reading | None) -> str:
    """A side's figure in words."""
    return word("not known") if side is None else amount(reading_text(side))


def summary_text(summary: str) -> str:
    """The sentence that sums a comparison up."""
    found = _SUMMED.fullmatch(summary)
    if is_english() or found is None:
        return word(summary)
    parts = [_counts(found["counts"])]
    if found["step"] is not None:
        parts.append(word("mood at “{step}” {change}", step=found["step"], change=_planned(found["change"])))
    if found["went"]:
        told = f"{found['went']} at “{{step}}” {{change}}"
        parts.append(word(told, step=found["there"], change=_planned(found["by"])))
    return word("{sentence}.", sentence="; ".join(parts))


def _counts(text: str) -> str:
    """How many steps came, went and changed."""
    first, _, shared = text.partition("; ")
    counts = _STEPS.findall(first)
    told = [word(f"{{n}} steps {state}", n=count) for count, state in counts] or [word(first)]
    return "; ".join([listed(told), *([word(shared)] if shared else [])])


def _planned(change: str) -> str:
    found = _PLANNED.fullmatch(change)
    if found is None:
        return amount(change)
    return word("{change} ({source})", change=amount(found[1]), source=word(found[2]))


def _lane(lane: LaneChange) -> LaneChange:
    cards = [
        msgspec.structs.replace(
            one,
            before=_card(one.before) if one.before else None,
            after=_card(one.after) if one.after else None,
            words=[change_words(each) for each in one.words],
        )
        for one in lane.cards
    ]
    return msgspec.structs.replace(lane, cards=cards)


def _card(card: Card) -> Card:
    """What a card says of what it rests on; whatever somebody wrote has no such form."""
    if not card.evidence and not _pattern(_MORE).fullmatch(card.text):
        return card
    return msgspec.structs.replace(
        card,
        text=retold(card.text),
        body=_body(card.body) if card.body else card.body,
        figure=word(card.figure) if card.figure else card.figure,
    )


def _body(text: str) -> str:
    """How many; or the channel alone."""
    told = retold(text)
    return word(text) if told == text else told


def _spot(spot: Hotspot) -> Hotspot:
    parts = [msgspec.structs.replace(part, reads=retold(part.reads)) for part in spot.parts]
    pill = retold(spot.pill) if spot.pill else spot.pill
    return msgspec.structs.replace(spot, pill=pill, parts=parts)


def _formed(text: str, forms: tuple[str, ...]) -> str:
    """The text in the language, if it is of one of these forms."""
    if is_english():
        return text
    for form in forms:
        if found := _pattern(form).fullmatch(text):
            return word(form, **{name: _value(name, each) for name, each in found.groupdict().items()})
    return amount(text)


def _value(name: str, text: str) -> str:
    """What stands in a form: what somebody wrote as it is; else an amount, or a word of the table."""
    if name in _WRITTEN:
        return text
    told = amount(text)
    return word(text) if told == text else told


@cache
def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{(\w+)\\\}", _place, re.escape(form)))


def _place(found: re.Match[str]) -> str:
    """What may stand at a place of a form."""
    return f"(?P<{found[1]}>{_FIGURES.get(found[1], '.+?')})"
