"""Reasons: why things went wrong, counted over many people from what the source systems recorded.

A deal's loss reason, an order's cancel reason, a ticket's topic: properties of interactions. A reason is
an obstacle at the step it belongs to, told in the source's own words.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

import ibis
import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from desirepath.drafts.placing import Telling, place
from desirepath.drafts.tongues import obstacle_kind
from desirepath.engines import Engine
from desirepath.maps import Card, Evidence, EvidenceKind, JourneyMap, Provenance, count_text, plural, steps_of
from desirepath.records import Record

REASON_PROPERTIES = (
    "reason", "loss_reason", "lost_reason", "cancel_reason", "cancellation_reason", "return_reason",
    "refund_reason", "churn_reason", "contact_reason", "complaint", "topic",
)  # fmt: skip
CODED = frozenset({"reason", "cancel_reason", "cancellation_reason"})
CODES = {  # of Shopify's `cancel_reason`
    "customer": "changed their mind", "declined": "payment declined", "fraud": "fraud suspected",
    "inventory": "not in stock", "staff": "an error of the staff",
}  # fmt: skip
FEWEST = 5  # people: a reason of fewer could be told apart, and says little
PER_STEP = 2
_LOCATOR = re.compile(r'property "(?P<name>[^"]*)" is ".*"', re.DOTALL)


class Reason(Record):
    """A reason and how many people it was recorded for at a step."""

    step: str
    text: str
    people: int
    of: int  # people with any such reason there
    source: str
    name: str  # the property


def find_reasons(telling: Telling, journey_map: JourneyMap) -> list[Reason]:
    """The most frequent reasons of each step, at most two, each of at least five people."""
    told = _told(telling.interactions, telling.engine)
    facts = np.unique(told["fact"].to_numpy())
    placed = {one.fact: one for one in place(telling, journey_map, facts)}
    people: dict[tuple[str, str, str, str], set[tuple[int, int]]] = defaultdict(set)
    for row in told.to_pylist():
        one = placed.get(row["fact"])
        if one is not None:
            people[one.step, row["source"], row["name"], row["value"]].add(one.person)
    return [reason for step in steps_of(journey_map) for reason in _most_frequent(step.id, people)]


def with_reasons(journey_map: JourneyMap, reasons: Sequence[Reason]) -> JourneyMap:
    """The map with these reasons among the obstacles of their steps."""
    cards = [_card(reason, journey_map) for reason in reasons]
    lanes = [
        msgspec.structs.replace(one, cards=_joined(one.cards, cards)) if one.role == "obstacles" else one
        for one in journey_map.lanes
    ]
    return msgspec.structs.replace(journey_map, lanes=lanes)


def is_counted_reason(card: Card) -> bool:
    """Whether a card says what a counted reason would: nobody has put it in other words."""
    return any(
        piece.text is not None
        and (found := _LOCATOR.fullmatch(piece.provenance.locator)) is not None
        and card.text == _said(found["name"], piece.text)
        for piece in card.evidence
    )


def _joined(before: Sequence[Card], more: Sequence[Card]) -> list[Card]:
    """The cards of a lane and more, these with ids that none of those has."""
    found, taken = list(before), {card.id for card in before}
    for card in more:
        number = 1 + sum(other.step == card.step for other in found)
        while (name := f"obstacles-{card.step}-{number}") in taken:
            number += 1
        taken.add(name)
        pieces = [msgspec.structs.replace(piece, id=f"{name}.1") for piece in card.evidence]
        found.append(msgspec.structs.replace(card, id=name, evidence=pieces))
    return found


def _told(interactions: ibis.Table, engine: Engine) -> pa.Table:
    """fact, source, name and value of every property that gives a reason."""
    values = {name: interactions.properties.get(name) for name in REASON_PROPERTIES}
    rows = interactions.select("fact", "source", **values)
    given = ibis.or_(*(rows[name].notnull() & (rows[name].strip() != "") for name in values))
    found = engine.run(rows.filter(given))
    return pa.concat_tables([_of_property(found, name) for name in values])


def _of_property(found: pa.Table, name: str) -> pa.Table:
    """fact, source, name and value of the rows that have this property."""
    mine = found.filter(pc.utf8_trim_whitespace(pc.field(name)) != "")  # null is not kept
    named = pa.array([name] * len(mine), pa.string())
    return pa.table({"fact": mine["fact"], "source": mine["source"], "name": named, "value": mine[name]})


def _most_frequent(step: str, people: dict[tuple[str, str, str, str], set[tuple[int, int]]]) -> list[Reason]:
    mine = {key: who for key, who in people.items() if key[0] == step}
    anybody = len(set().union(*mine.values()))
    ranked = sorted(mine, key=lambda key: (-len(mine[key]), key))
    return [
        Reason(step=step, text=text, people=len(mine[key]), of=anybody, source=source, name=name)
        for key in ranked[:PER_STEP]
        if len(mine[key]) >= FEWEST
        for _, source, name, text in (key,)
    ]


def _card(reason: Reason, journey_map: JourneyMap) -> Card:
    kind: EvidenceKind = (
        "ticket" if reason.name in {"topic", "complaint", "contact_reason"} else "observation"
    )
    evidence = Evidence(
        id=f"reason-{reason.step}-{reason.name}-{reason.text}".casefold().replace(" ", "-")[:96],
        kind=kind,
        provenance=Provenance(source=reason.source, locator=f'property "{reason.name}" is "{reason.text}"'),
        value=float(reason.people),
        unit="count",
        n=reason.of,
        text=reason.text,
        period=journey_map.period,
        collected_at=journey_map.as_of,
    )
    words = f"{reason.text} {_in_words(reason.name, reason.text)}".replace("_", " ").casefold().split()
    return Card(
        id="",
        step=reason.step,
        text=_said(reason.name, reason.text),
        body=f"{count_text(reason.people)} {plural(journey_map.subject_noun)}",
        obstacle_kind=obstacle_kind(words),
        evidence=[evidence],
    )


def _said(name: str, text: str) -> str:
    return f"{_what(name)}: {_in_words(name, text)}"


def _in_words(name: str, text: str) -> str:
    """The reason as its source has it; a code that says little by itself is said in words first."""
    told = f"“{text.replace('_', ' ')}”"
    words = CODES.get(text.casefold()) if name in CODED else None
    return f"{words} ({told})" if words else told


def _what(name: str) -> str:
    """What a reason is called on its card.

    >>> _what("cancel_reason"), _what("topic"), _what("loss_reason")
    ('Reason given', 'Topic', 'Reason given')
    """
    is_why = name.endswith("reason") and name != "contact_reason"
    return "Reason given" if is_why else name.replace("_", " ").capitalize()
