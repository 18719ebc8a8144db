"""Quotes: what people said in their own words, at the step they meant. Texts are read here and not kept.

A map holds only the interaction's id; the words are read from the fact each time the map is drawn, so
that erasing the fact erases the quote.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa

from desirepath.drafts.claims import SIDES
from desirepath.drafts.filling_desk import lane
from desirepath.drafts.placing import Telling, place, within
from desirepath.maps import Card, Evidence, JourneyMap, Lane, Provenance, steps_of, time_text
from desirepath.records import Record

SHORTEST, LONGEST = 25, 200  # characters: shorter says little, longer does not fit a card
MOST_TEXTS = 50_000
COMMON_WORD = 0.02  # of the texts have it
READABLE = 0.3  # of a text's words are common ones
PER_STEP, AT_HOTSPOT = 1, 2


class Quote(Record):
    """Something that was said at a step; its words stay in the facts."""

    interaction_id: str
    step: str
    person: tuple[int, int]
    source: str
    told_at_us: int | None
    valence: float | None  # of the score given with it
    is_plain: bool  # in the language of the others, and nothing in it was blacked out
    says: float  # how much it says: the mean rarity of its words


def find_quotes(telling: Telling, journey_map: JourneyMap) -> list[Quote]:
    """What people said that fits a card, once each, with the step it belongs to."""
    rows = _once(_told(telling))
    placed = place(telling, journey_map, np.array(sorted(rows), np.int64))
    texts = {fact: row["text"] for fact, row in rows.items()}
    says, plain = _informative(texts), _plain(texts)
    return [
        Quote(
            interaction_id=rows[one.fact]["interaction_id"],
            step=one.step,
            person=one.person,
            source=rows[one.fact]["source"],
            told_at_us=rows[one.fact]["happened_at_us"],
            valence=one.valence,
            is_plain=plain[one.fact],
            says=says[one.fact],
        )
        for one in placed
    ]


def choose_quotes(quotes: Iterable[Quote], journey_map: JourneyMap) -> list[Quote]:
    """One quote a step, fitting its mood; at a hotspot the unhappiest of two different people."""
    by_step: dict[str, list[Quote]] = defaultdict(list)
    for quote in quotes:
        by_step[quote.step].append(quote)
    hot = {spot.step for spot in journey_map.hotspots if spot.score > 0}
    mood = {one.step: one.value for one in journey_map.emotions if one.source == "measured"}
    chosen = []
    for step in steps_of(journey_map):
        side = -1.0 if step.id in hot else math.copysign(1.0, mood.get(step.id, 1.0))
        ranked = sorted(by_step[step.id], key=lambda quote: _rank(quote, side))
        chosen += _of_different_people(ranked, AT_HOTSPOT if step.id in hot else PER_STEP)
    return chosen


def with_quotes(journey_map: JourneyMap, quotes: Sequence[Quote]) -> JourneyMap:
    """The map with a lane of these quotes; unhappy ones also stand by the obstacles of their step, happy
    ones by its strengths.
    """
    lanes = [_supported(one, quotes) for one in journey_map.lanes if one.role != "quotes"]
    cards = [Card(id="", step=quote.step, text="", evidence=[evidence_of(quote)]) for quote in quotes]
    return msgspec.structs.replace(journey_map, lanes=[*lanes, lane("quotes", cards)] if cards else lanes)


def _told(telling: Telling) -> list[dict[str, Any]]:
    """The texts of the people on the map that fit a card; who else said the same changes nothing."""
    interactions, run = telling.interactions, telling.engine.run
    fitting = interactions.text.notnull() & interactions.text.length().between(SHORTEST, LONGEST)
    with_text = interactions.filter(fitting)
    facts = within(telling, run(with_text.select("fact"))["fact"].to_numpy())[:MOST_TEXTS]
    wanted = telling.engine.table(pa.table({"fact": facts}))
    texts = with_text.select("fact", "interaction_id", "source", "happened_at_us", "text")
    rows: list[dict[str, Any]] = run(texts.semi_join(wanted, "fact").order_by("fact")).to_pylist()
    return rows


def evidence_of(quote: Quote) -> Evidence:
    """What points at the quote."""
    return Evidence(
        id=f"quote-{quote.interaction_id}",
        kind="quote",
        provenance=Provenance(source=quote.source, locator=f"interaction {quote.interaction_id}"),
        interaction_id=quote.interaction_id,
        value=quote.valence,
        unit=None if quote.valence is None else "valence",
        collected_at=None if quote.told_at_us is None else time_text(quote.told_at_us),
    )


def _supported(one: Lane, quotes: Sequence[Quote]) -> Lane:
    side = SIDES.get(one.role)
    if side is None:
        return one
    cards = []
    for card in one.cards:
        is_measured = bool(card.evidence) and card.evidence[0].measure is not None  # not a told reason
        fitting = [
            q
            for q in quotes
            if is_measured and q.step == card.step and q.valence is not None and q.valence * side < 0
        ]
        pieces = [
            msgspec.structs.replace(evidence_of(quote), id=f"{card.id}.{number}")
            for number, quote in enumerate(fitting, start=len(card.evidence) + 1)
        ]
        cards.append(msgspec.structs.replace(card, evidence=[*card.evidence, *pieces]))
    return msgspec.structs.replace(one, cards=cards)


def _rank(quote: Quote, side: float) -> tuple[bool, bool, float, str]:
    """First what is felt on the wanted side, then what everybody can read, then what says most."""
    felt = quote.valence is not None and quote.valence * side > 0
    return (not felt, not quote.is_plain, -quote.says, quote.interaction_id)


def _of_different_people(ranked: list[Quote], most: int) -> list[Quote]:
    chosen: dict[tuple[int, int], Quote] = {}
    for quote in ranked:
        if len(chosen) < most:
            chosen.setdefault(quote.person, quote)
    return list(chosen.values())


def _once(rows: list[dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """Each text once: the first fact that says it."""
    seen: dict[str, dict[str, Any]] = {}
    for row in rows:
        seen.setdefault(" ".join(_words(row["text"])), row)
    return {row["fact"]: row for row in seen.values()}


def _informative(texts: dict[int, str]) -> dict[int, float]:
    """How much each text says: the mean, over its different words, of log(texts / texts with the word)."""
    words = {fact: set(_words(text)) for fact, text in texts.items()}
    frequency = Counter(word for mine in words.values() for word in mine)
    return {
        fact: sum(math.log(len(texts) / frequency[word]) for word in sorted(mine)) / max(len(mine), 1)
        for fact, mine in words.items()
    }


def _plain(texts: dict[int, str]) -> dict[int, bool]:
    """Whether a text is made of words that many others use too (their language), with nothing taken out."""
    words = {fact: _words(text) for fact, text in texts.items()}
    frequency = Counter(word for mine in words.values() for word in set(mine))
    often = max(2, COMMON_WORD * len(texts))
    return {
        fact: "[" not in texts[fact]
        and sum(frequency[word] >= often for word in mine) >= READABLE * len(mine)
        for fact, mine in words.items()
    }


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
