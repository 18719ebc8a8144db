"""Motivations, questions and obstacles proposed from what people wrote: themes as cards, all of them assumed.

A card holds a phrase that at least five people used, and its evidence points at a few of the facts it stands
in; nobody's text is copied. Its evidence is a model's reading, so it stays assumed until somebody confirms
it (`standing`).
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa

from desirepath.drafts.placing import Telling, place, within
from desirepath.drafts.sentences import Sentence, Topic, told_at
from desirepath.drafts.themes import Theme, ThemeRules, themes
from desirepath.drafts.tongues import is_asking, obstacle_kind
from desirepath.maps import (
    Card,
    Evidence,
    EvidenceKind,
    JourneyMap,
    Lane,
    LaneRole,
    Provenance,
    count_text,
    plural,
    steps_of,
    time_text,
)
from desirepath.records import Record

MODEL, MODEL_VERSION = "desirepath themes", "1"
MOST_TEXTS = 50_000
MOST_CHARACTERS = 4_000  # of a text
SHOWN = 3  # facts that a card points at
LABELS: dict[Topic, str] = {
    "motivations": "Motivations", "questions": "Questions", "obstacles": "Obstacles",
}  # fmt: skip
BEFORE: dict[Topic, str] = {"motivations": "obstacles", "questions": "obstacles", "obstacles": "strengths"}
LOCATOR = 'the phrase "{phrase}" in what people wrote at this step'
_LOCATOR = re.compile(re.escape(LOCATOR).replace(r"\{phrase\}", "(?P<phrase>.*)"))
_KINDS: dict[str, EvidenceKind] = {"phone": "call", "chat": "chat", "social": "social_post"}


class ToldTheme(Record):
    """A theme with the facts it points at."""

    theme: Theme
    facts: list[dict[str, Any]]  # interaction_id, source, channel, action, happened_at_us, score


def find_themes(
    telling: Telling, journey_map: JourneyMap, rules: ThemeRules | None = None
) -> list[ToldTheme]:
    """What several people asked, wanted or complained of at the map's steps, in the order of the steps."""
    rows = {row["fact"]: row for row in _texts(telling)}
    placed = place(telling, journey_map, np.array(sorted(rows), np.int64))
    told: list[Sentence] = []
    for one in placed:
        told += told_at(
            rows[one.fact]["text"], step=one.step, person=one.person, fact=one.fact, valence=one.valence
        )
    order = {step.id: at for at, step in enumerate(steps_of(journey_map))}
    found = sorted(themes(told, rules), key=lambda theme: order[theme.step])
    return [ToldTheme(theme=theme, facts=[rows[fact] for fact in theme.facts[:SHOWN]]) for theme in found]


def with_themes(journey_map: JourneyMap, found: Sequence[ToldTheme]) -> JourneyMap:
    """The map with a card for each of these, in lanes made for them where there are none."""
    taken = {card.id for lane in journey_map.lanes for card in lane.cards}
    cards: dict[Topic, list[Card]] = defaultdict(list)
    for one in found:
        number = 1 + sum(card.step == one.theme.step for card in cards[one.theme.topic])
        while f"{one.theme.topic}-{one.theme.step}-theme-{number}" in taken:
            number += 1
        cards[one.theme.topic].append(_card(one, journey_map, number=number))
    lanes = list(journey_map.lanes)
    for topic in LABELS:
        if cards[topic]:
            _put(lanes, topic, cards[topic])
    return msgspec.structs.replace(journey_map, lanes=lanes)


def _put(lanes: list[Lane], topic: Topic, cards: list[Card]) -> None:
    for at, lane in enumerate(lanes):
        if lane.role == topic:
            lanes[at] = msgspec.structs.replace(lane, cards=[*lane.cards, *cards])
            return
    at = next((at for at, lane in enumerate(lanes) if lane.role == BEFORE[topic]), len(lanes))
    lanes.insert(at, Lane(id=f"lane-{topic}", role=topic, label=LABELS[topic], cards=cards))


def _texts(telling: Telling) -> list[dict[str, Any]]:
    interactions, run = telling.interactions, telling.engine.run
    with_text = interactions.filter(
        interactions.text.notnull() & interactions.text.length().between(3, MOST_CHARACTERS)
    )
    facts = within(telling, run(with_text.select("fact"))["fact"].to_numpy())[:MOST_TEXTS]
    wanted = telling.engine.table(pa.table({"fact": facts}))
    names = ("fact", "interaction_id", "source", "channel", "happened_at_us", "score", "text")
    rows: list[dict[str, Any]] = run(
        with_text.select(*names).semi_join(wanted, "fact").order_by("fact")
    ).to_pylist()
    return rows


def _card(one: ToldTheme, journey_map: JourneyMap, *, number: int) -> Card:
    theme = one.theme
    name = f"{theme.topic}-{theme.step}-theme-{number}"
    counted = Evidence(
        id=f"{name}.1",
        kind="note",
        provenance=_provenance("texts", LOCATOR.format(phrase=theme.phrase)),
        value=float(theme.people),
        unit="count",
        n=theme.of,
        method="phrases that several people use here and few elsewhere",
        period=journey_map.period,
        collected_at=journey_map.as_of,
    )
    pointed = [_pointing(row, f"{name}.{at}") for at, row in enumerate(one.facts, start=2)]
    wrote = f"{count_text(theme.people)} of {count_text(theme.of)} {plural(journey_map.subject_noun)}"
    return Card(
        id=name,
        step=theme.step,
        text=theme_text(theme.topic, theme.phrase),
        body=f"{wrote} who wrote here",
        obstacle_kind=obstacle_kind(theme.words) if theme.topic == "obstacles" else None,
        evidence=[counted, *pointed],
    )


def is_theme(role: LaneRole, card: Card) -> bool:
    """Whether a card says what a theme would: nobody has put it in other words."""
    phrases = [
        found["phrase"]
        for piece in card.evidence
        if piece.provenance.extracted_by_name == MODEL
        and (found := _LOCATOR.fullmatch(piece.provenance.locator)) is not None
    ]
    return role in LABELS and any(card.text == theme_text(role, phrase) for phrase in phrases)


def theme_text(topic: Topic, phrase: str) -> str:
    """What a card says of a theme.

    >>> theme_text("questions", "when can you come"), theme_text("questions", "opening hours")
    ('“When can you come …?”', 'Asks about “opening hours”')
    >>> theme_text("motivations", "work from home"), theme_text("obstacles", "waited far too long")
    ('Wants: “work from home”', 'Told: “waited far too long”')
    """
    if topic == "questions":
        is_question = is_asking(phrase.split(maxsplit=1)[0])
        return f"“{phrase[0].upper()}{phrase[1:]} …?”" if is_question else f"Asks about “{phrase}”"
    return f"{'Wants' if topic == 'motivations' else 'Told'}: “{phrase}”"


def _pointing(row: dict[str, Any], name: str) -> Evidence:
    told_at_us = row["happened_at_us"]
    kind: EvidenceKind = "quote" if row["score"] is not None else _KINDS.get(row["channel"], "quote")
    return Evidence(
        id=name,
        kind=kind,
        provenance=_provenance(row["source"], f"interaction {row['interaction_id']}"),
        interaction_id=row["interaction_id"],
        collected_at=None if told_at_us is None else time_text(told_at_us),
    )


def _provenance(source: str, locator: str) -> Provenance:
    return Provenance(
        source=source,
        locator=locator,
        extracted_by="model",
        extracted_by_name=MODEL,
        model_version=MODEL_VERSION,
    )
