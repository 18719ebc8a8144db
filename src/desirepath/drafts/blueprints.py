"""A service blueprint beside a journey map: what the organisation does at each step, seen and unseen.

What it began itself (a message it sent, a call it made) was recorded and is counted; so is where a person
of ours must have been (a call, a chat, a visit). Who works behind that is not in the data: backstage and
support are assumptions made from the systems that recorded it, to be corrected by those who know.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
import numpy as np

from desirepath.drafts.counting import Mask
from desirepath.drafts.following import Begun, begun
from desirepath.drafts.keeping_kinds import THEN
from desirepath.drafts.service_lanes import BlueprintRules, doings_of, service_lanes
from desirepath.drafts.step_lenses import step_ids
from desirepath.errors import QuestionError
from desirepath.journeys import Store
from desirepath.maps import (
    Edge,
    JourneyMap,
    Lane,
    LaneRole,
    count_text,
    restand,
    steps_of,
)

KEPT: tuple[LaneRole, ...] = ("obstacles", "metrics", "owner")


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
    done = doings_of(journey_map, store, found, rules)
    lanes = service_lanes(journey_map, done, systems or {}, rules)
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


def _kept_spots(journey_map: JourneyMap, drawn: JourneyMap) -> list[Any]:
    there = {card.id for lane in drawn.lanes for card in lane.cards}
    return [spot for spot in journey_map.hotspots if spot.edge is None and spot.card in {None, *there}]


def _theirs(actions: Lane, front: Lane) -> Lane:
    """The customer's actions: what stands in front as the organisation's own words is not said twice."""
    ours = {(card.step, card.text) for card in front.cards}
    return msgspec.structs.replace(
        actions, cards=[card for card in actions.cards if (card.step, card.text) not in ours]
    )


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
                id=f"{THEN}{step}..{ids[to]}",
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
