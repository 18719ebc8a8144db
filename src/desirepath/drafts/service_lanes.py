"""What the organisation does at each step of a map, as the lanes of its blueprint: seen, and unseen.

What it began itself is counted; where somebody must have been, and who works behind that, is assumed.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

import msgspec

from desirepath.drafts.following import Begun
from desirepath.drafts.naming import in_sentence
from desirepath.drafts.step_lenses import step_codes, step_ids
from desirepath.journeys import Store
from desirepath.maps import (
    Card,
    Evidence,
    JourneyMap,
    Lane,
    LaneRole,
    Provenance,
    count_text,
    plural,
    steps_of,
)
from desirepath.records import Record

# Where somebody of ours must have been, whoever began it; and what the customer then has in front of them.
STAFFED: Mapping[str, str] = {
    "phone": "Talks to the customer on the phone", "chat": "Answers in the chat",
    "in_person": "Meets the customer", "event": "Meets the customer at the event",
    "trade_show": "Meets the customer at the stand",
}  # fmt: skip
SEEN: Mapping[str, str] = {
    "app": "Screens of the app", "chat": "The conversation on the screen", "direct_mail": "The letter",
    "email": "The message in the inbox", "in_person": "The room and the people in it",
    "paid_ad": "The ad", "paid_search": "The ad", "phone": "A voice, and the time on hold",
    "push": "The notification", "sms": "The message on the phone", "website": "Pages of the website",
}  # fmt: skip
SENT = frozenset({"email", "sms", "push", "direct_mail", "broadcast"})
LABELS: dict[LaneRole, str] = {
    "physical_evidence": "What customers see", "actions": "Customer actions", "frontstage": "Frontstage",
    "backstage": "Backstage", "support": "Systems",
}  # fmt: skip


class BlueprintRules(Record):
    """What of a blueprint is drawn."""

    per_slot: int = 2
    least_share: float = 0.05  # of a step's interactions
    least_then: float = 0.1  # of what the organisation did: the customer's next step it is joined to
    fewest: int = 5  # people


class Doing(Record):
    """One kind of thing at a step, most frequent first."""

    channel: str
    touchpoint: str
    action: str
    source: str
    count: int
    ours: int  # of which the organisation began
    people: int  # with whom it began it


def doings_of(
    journey_map: JourneyMap, store: Store, found: Begun, rules: BlueprintRules
) -> dict[str, list[Doing]]:
    """What is done at each step, most frequent first, without what is rare there."""
    codes, ids = step_codes(journey_map, store.kinds), step_ids(journey_map)
    slots: dict[str, list[Doing]] = defaultdict(list)
    for kind in store.kinds.to_pylist():
        code = kind["code"]
        if codes[code] >= 0 and found.of_kind[code]:
            slots[ids[codes[code]]].append(
                Doing(
                    channel=kind["channel"] or "other",
                    touchpoint=kind["touchpoint"] or "",
                    action=kind["action"] or "",
                    source=kind["source"] or "",
                    count=int(found.of_kind[code]),
                    ours=int(found.kinds[code]),
                    people=int(found.people[code]),
                )
            )
    for doings in slots.values():
        doings.sort(key=lambda each: (-each.count, each.touchpoint, each.action))
    total = {step: sum(each.count for each in doings) for step, doings in slots.items()}
    return {
        step: [each for each in doings if each.count >= rules.least_share * total[step]]
        for step, doings in slots.items()
    }


def service_lanes(
    journey_map: JourneyMap,
    slots: Mapping[str, list[Doing]],
    systems: Mapping[str, str],
    rules: BlueprintRules,
) -> list[Lane]:
    """The lanes, from what customers see to the systems; `systems` says what each source is called."""
    cards: dict[LaneRole, list[Card]] = {
        "physical_evidence": [], "frontstage": [], "backstage": [], "support": []
    }  # fmt: skip
    for step in steps_of(journey_map):
        doings = slots.get(step.id, [])
        seen = dict.fromkeys(SEEN[each.channel] for each in doings if each.channel in SEEN)
        before = [*_began(doings, journey_map), *_stood(doings)][: rules.per_slot]
        behind = dict.fromkeys(text for each in doings if (text := _behind(each)))
        named = dict.fromkeys(systems.get(each.source, each.source) for each in doings)
        slot: dict[LaneRole, list[Card]] = {
            "physical_evidence": [Card(id="", step=step.id, text=text) for text in seen],
            "frontstage": before,
            "backstage": [Card(id="", step=step.id, text=text) for text in behind],
            "support": [Card(id="", step=step.id, text=text) for text in named if text],
        }
        for role, found in slot.items():
            for number, card in enumerate(found[: rules.per_slot], start=1):
                name = f"{role.replace('_', '-')}-{step.id}-{number}"
                cards[role].append(_named(card, step.id, name))
    return [
        Lane(id=f"lane-{role.replace('_', '-')}", role=role, label=LABELS[role], cards=mine)
        for role, mine in cards.items()
    ]


def _named(card: Card, step: str, name: str) -> Card:
    evidence = [
        msgspec.structs.replace(piece, id=f"{name}.{number}")
        for number, piece in enumerate(card.evidence, start=1)
    ]
    return msgspec.structs.replace(card, id=name, step=step, evidence=evidence)


def _began(doings: list[Doing], journey_map: JourneyMap) -> Iterator[Card]:
    """What the organisation began, with how many people it was with."""
    for each in doings:
        if 2 * each.ours > each.count:
            yield Card(
                id="",
                step="",
                text=_does(each),
                channel=each.channel,
                body=f"{count_text(each.ours)} times, with {count_text(each.people)} "
                f"{plural(journey_map.subject_noun)}",
                evidence=[
                    Evidence(
                        id="",
                        kind="metric",
                        provenance=Provenance(
                            source="timelines",
                            locator=f'"{each.action}" at "{each.touchpoint}", begun by the organisation',
                        ),
                        value=float(each.people),
                        unit="count",
                        n=journey_map.n_subjects,
                        period=journey_map.period,
                        collected_at=journey_map.as_of,
                    )
                ],
            )


def _stood(doings: list[Doing]) -> Iterator[Card]:
    for channel in dict.fromkeys(each.channel for each in doings if 2 * each.ours <= each.count):
        if channel in STAFFED:
            yield Card(id="", step="", text=STAFFED[channel], channel=channel)


def _does(each: Doing) -> str:
    """What the organisation does, from its own side."""
    spoken = in_sentence(each.touchpoint)
    if each.channel in SENT:
        return f"Sends the {spoken}" if spoken else "Sends a message"
    if each.channel == "phone":
        return f"Calls: {each.action}" if each.action else "Calls the customer"
    return f"{each.touchpoint}: {each.action}" if each.action else each.touchpoint


def _behind(each: Doing) -> str | None:
    """What somebody must do unseen, for this to happen: a guess."""
    spoken = in_sentence(each.touchpoint)
    if 2 * each.ours > each.count and each.channel in SENT:
        return f"Writes the {spoken} and says who gets it"
    if each.channel in STAFFED:
        return "Looks up the case and keeps a record"
    return None
