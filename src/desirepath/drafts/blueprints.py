"""A service blueprint beside a journey map: what the organisation does at each step, seen and unseen.

What it began itself (a message it sent, a call it made) was recorded and is counted; so is where a person
of ours must have been (a call, a chat, a visit). Who works behind that is not in the data: backstage and
support are assumptions made from the systems that recorded it, to be corrected by those who know.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
import numpy as np

from desirepath.drafts.counting import Mask
from desirepath.drafts.following import Begun, begun
from desirepath.drafts.naming import in_sentence
from desirepath.drafts.step_lenses import step_codes, step_ids
from desirepath.errors import QuestionError
from desirepath.journeys import Store
from desirepath.maps import (
    Card,
    Edge,
    Evidence,
    JourneyMap,
    Lane,
    LaneRole,
    Provenance,
    count_text,
    plural,
    restand,
    steps_of,
)
from desirepath.records import Record

KEPT: tuple[LaneRole, ...] = ("obstacles", "metrics", "owner")
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


def service_blueprint(
    journey_map: JourneyMap,
    store: Store,
    *,
    key: str,
    title: str | None = None,
    systems: Mapping[str, str] | None = None,
    mask: Mask = None,
    as_of_us: int | None = None,
    rules: BlueprintRules | None = None,
) -> JourneyMap:
    """The blueprint of `journey_map`: the same steps, with what the organisation does before and behind them.

    Frontstage are the interactions that the organisation began, counted, and the channels where somebody must
    have been there. `systems` says what each source is called; backstage and support are assumed from them.
    An edge leads from what the organisation did to the next step that the customer then went to, with its
    share of all that it did there and that the customer went anywhere after.

    QuestionError for a map whose steps bind nothing.
    """
    steps = {step.id: step for step in steps_of(journey_map)}
    if not any(step.bindings for step in steps.values()):
        raise QuestionError(
            f'No step of the map "{journey_map.key}" binds anything, so nothing is known of who acts there.'
        )
    rules, moment = rules or BlueprintRules(), as_of_us or store.as_of_us
    found = begun(journey_map, store, mask=mask, as_of_us=moment)
    slots = _slots(journey_map, store, found, rules)
    lanes = _lanes(journey_map, slots, systems or {}, rules)
    seen, *others = lanes
    actions = [_theirs(lane, others[0]) for lane in journey_map.lanes if lane.role == "actions"]
    edges = list(_edges(journey_map, found, [*actions, *lanes], rules))
    drawn = msgspec.structs.replace(
        journey_map,
        key=key,
        title=title or f"{journey_map.title}, and the service behind it",
        map_kind="service_blueprint",
        accompanies=journey_map.key,
        status="draft",
        revision=None,
        owner=None,
        last_reviewed_at=None,
        lanes=[seen, *actions, *others, *(lane for lane in journey_map.lanes if lane.role in KEPT)],
        emotions=[],
        edges=edges,
        opportunities=[],
        comments=[],
        walkthroughs=[],
        hotspots=[],
        footnotes=_footnotes(journey_map, found),
    )
    return restand(msgspec.structs.replace(drawn, hotspots=_kept_spots(journey_map, drawn)))


class _Doing(Record):
    """One kind of thing at a step, most frequent first."""

    channel: str
    touchpoint: str
    action: str
    source: str
    count: int
    ours: int  # of which the organisation began
    people: int  # with whom it began it


def _kept_spots(journey_map: JourneyMap, drawn: JourneyMap) -> list[Any]:
    there = {card.id for lane in drawn.lanes for card in lane.cards}
    return [spot for spot in journey_map.hotspots if spot.edge is None and spot.card in {None, *there}]


def _theirs(actions: Lane, front: Lane) -> Lane:
    """The customer's actions: what stands in front as the organisation's own words is not said twice."""
    ours = {(card.step, card.text) for card in front.cards}
    return msgspec.structs.replace(
        actions, cards=[card for card in actions.cards if (card.step, card.text) not in ours]
    )


def _slots(
    journey_map: JourneyMap, store: Store, found: Begun, rules: BlueprintRules
) -> dict[str, list[_Doing]]:
    codes, ids = step_codes(journey_map, store.kinds), step_ids(journey_map)
    slots: dict[str, list[_Doing]] = defaultdict(list)
    for kind in store.kinds.to_pylist():
        code = kind["code"]
        if codes[code] >= 0 and found.of_kind[code]:
            slots[ids[codes[code]]].append(
                _Doing(
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


def _lanes(
    journey_map: JourneyMap,
    slots: Mapping[str, list[_Doing]],
    systems: Mapping[str, str],
    rules: BlueprintRules,
) -> list[Lane]:
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


def _began(doings: list[_Doing], journey_map: JourneyMap) -> Iterator[Card]:
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


def _stood(doings: list[_Doing]) -> Iterator[Card]:
    for channel in dict.fromkeys(each.channel for each in doings if 2 * each.ours <= each.count):
        if channel in STAFFED:
            yield Card(id="", step="", text=STAFFED[channel], channel=channel)


def _does(each: _Doing) -> str:
    """What the organisation does, from its own side."""
    spoken = in_sentence(each.touchpoint)
    if each.channel in SENT:
        return f"Sends the {spoken}" if spoken else "Sends a message"
    if each.channel == "phone":
        return f"Calls: {each.action}" if each.action else "Calls the customer"
    return f"{each.touchpoint}: {each.action}" if each.action else each.touchpoint


def _behind(each: _Doing) -> str | None:
    """What somebody must do unseen, for this to happen: a guess."""
    spoken = in_sentence(each.touchpoint)
    if 2 * each.ours > each.count and each.channel in SENT:
        return f"Writes the {spoken} and says who gets it"
    if each.channel in STAFFED:
        return "Looks up the case and keeps a record"
    return None


def _edges(journey_map: JourneyMap, found: Begun, lanes: list[Lane], rules: BlueprintRules) -> Iterator[Edge]:
    """From each frontstage act that was recorded to the steps where the customer was next."""
    front = next(lane for lane in lanes if lane.role == "frontstage")
    acting = {card.step: card for card in reversed(front.cards) if card.evidence}
    actions = next((lane for lane in lanes if lane.role == "actions"), None)
    first = {card.step: card for card in reversed(actions.cards)} if actions else {}
    ids = step_ids(journey_map)
    for at, step in enumerate(ids):
        if step not in acting or not found.acts[at]:
            continue
        for to in np.argsort(-found.then[at], kind="stable").tolist():
            share = int(found.then[at, to]) / int(found.acts[at])
            if share < rules.least_then or found.then_people[at, to] < rules.fewest:
                break
            yield Edge(
                id=f"then-{step}..{ids[to]}",
                from_step=step,
                to_step=ids[to],
                from_card=acting[step].id,
                to_card=first[ids[to]].id if ids[to] in first else None,
                kind="next" if to == at + 1 else "skip" if to > at else "loop",
                measured_share=share,
                n=int(found.acts[at]),
            )


def _footnotes(journey_map: JourneyMap, found: Begun) -> list[str]:
    ours, total = int(found.kinds.sum()), int(found.of_kind.sum())
    counted = (
        f"Beside “{journey_map.title}”. The organisation began {count_text(ours)} of {count_text(total)} "
        "interactions; those are counted. Where a channel needs somebody of ours, that is assumed."
    )
    assumed = "Backstage work and systems are assumed from where the data came from: ask those who do it."
    said = [counted, assumed]
    if not ours:
        said.append("No mapping says that the organisation began anything: set `initiator` where it did.")
    return said
