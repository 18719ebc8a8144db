"""Reasons: why things went wrong, counted over many people from what the source systems recorded.

A deal's loss reason, an order's cancel reason, a ticket's topic: properties of interactions. A reason is
an obstacle at the step it belongs to, told in the source's own words.
"""

from collections import defaultdict
from collections.abc import Sequence

import ibis
import msgspec
import numpy as np
import pyarrow as pa

from desirepath.drafts.evidencing import Gathering
from desirepath.drafts.filling_lanes import lane
from desirepath.drafts.phrases import obstacle_kind
from desirepath.drafts.placing import Telling, place
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


def with_reasons(journey_map: JourneyMap, reasons: Sequence[Reason], gathering: Gathering) -> JourneyMap:
    """The map with these reasons among the obstacles of their steps."""
    cards = [_card(reason, gathering, noun=journey_map.subject_noun) for reason in reasons]
    lanes = [
        msgspec.structs.replace(one, cards=lane("obstacles", [*one.cards, *cards]).cards)
        if one.role == "obstacles"
        else one
        for one in journey_map.lanes
    ]
    return msgspec.structs.replace(journey_map, lanes=lanes)


def _told(interactions: ibis.Table, engine: Engine) -> pa.Table:
    """fact, source, name and value of every property that gives a reason."""
    parts = []
    for name in REASON_PROPERTIES:
        value = interactions.properties.get(name)
        parts.append(
            interactions.select("fact", "source", name=ibis.literal(name), value=value).filter(
                lambda row: row.value.notnull() & (row.value.strip() != "")
            )
        )
    return engine.run(ibis.union(*parts))


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


def _card(reason: Reason, gathering: Gathering, *, noun: str) -> Card:
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
        period=gathering.period,
        collected_at=gathering.as_of,
    )
    said = f"{_what(reason.name)}: {_in_words(reason)}"
    body = f"{count_text(reason.people)} {plural(noun)}"
    kind_told = obstacle_kind(f"{reason.text} {_in_words(reason)}".replace("_", " ").casefold().split())
    return Card(id="", step=reason.step, text=said, body=body, obstacle_kind=kind_told, evidence=[evidence])


def _in_words(reason: Reason) -> str:
    """The reason as its source has it; a code that says little by itself is said in words first."""
    told = f"“{reason.text.replace('_', ' ')}”"
    words = CODES.get(reason.text.casefold()) if reason.name in CODED else None
    return f"{words} ({told})" if words else told


def _what(name: str) -> str:
    """What a reason is called on its card.

    >>> _what("cancel_reason"), _what("topic"), _what("loss_reason")
    ('Reason given', 'Topic', 'Reason given')
    """
    is_why = name.endswith("reason") and name != "contact_reason"
    return "Reason given" if is_why else name.replace("_", " ").capitalize()
