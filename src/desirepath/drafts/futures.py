"""A future-state map from a current one: the same steps by lineage, with targets and what could be done.

Nothing is measured here. What is not given is proposed from the current map itself: a hot step should feel
as the best steps do and lose no more than the median step. All of it is to be argued with.
"""

from collections.abc import Mapping, Sequence

import msgspec

from desirepath.drafts.keeping_kinds import not_received
from desirepath.drafts.step_changes import with_steps
from desirepath.errors import QuestionError, UnknownName
from desirepath.maps import (
    DROPPED_OFF,
    Card,
    Emotion,
    Evidence,
    Goal,
    Hotspot,
    JourneyMap,
    Kpi,
    Lane,
    LaneRole,
    Opportunity,
    Step,
    leaving_at,
    percent,
    restand,
    steps_of,
)
from desirepath.records import Record

KEPT: tuple[LaneRole, ...] = ("actions", "strengths", "touchpoints", "physical_evidence", "owner")
GOODBYES = frozenset({"Abandons", "Cancels", "Declines", "Drops", "Stops", "Unsubscribes", "Withdraws"})
CLEAR_EXCESS = 0.05  # share points above the median: less is no target
BEST = 0.75  # the quantile of the steps' feelings that is good enough for all


class Targets(Record):
    """What is aimed at, by a step's id, lineage or name; what is not given is proposed."""

    emotions: Mapping[str, float] = {}  # −2 … +2
    dropped_off: Mapping[str, float] = {}  # share of journeys that end there for good


def future_state(
    current: JourneyMap, targets: Targets | None = None, *, key: str, title: str | None = None
) -> JourneyMap:
    """The journey as it should be: that of `current` with targets, opportunities and strengths to keep.

    Steps keep their lineage and bindings, so the two maps compare column by column and filling the future
    one tells how far it is. Proposed are: the feeling of a hot or unhappy step, that of the best quarter of
    steps; a share that drops off at a hot step, the median step's; an opportunity for each hot step, with
    100 × its score as the value for customers and nothing said of effort or business value.

    QuestionError for a map that is no current state; UnknownName for a target at a step it does not have.
    """
    if current.map_kind == "future_state":
        raise QuestionError(f'The map "{current.key}" is a future state already: draft from a current one.')
    targets = targets or Targets()
    felt = _by_step(current, targets.emotions)
    left = _by_step(current, targets.dropped_off)
    hot = {spot.step: spot for spot in reversed(current.hotspots) if spot.score > 0 and _is_of_step(spot)}
    kpis = _kpis(current, hot, left)
    chances = [_opportunity(current, step, hot[step.id]) for step in steps_of(current) if step.id in hot]
    lanes = [lane for lane in current.lanes if lane.role in KEPT and lane.cards]
    lanes += [_opportunities(chances), _metrics(current, kpis)] if chances or kpis else []
    return restand(
        msgspec.structs.replace(
            with_steps(current, not_received),
            key=key,
            title=title or f"{current.title}, as it should be",
            map_kind="future_state",
            status="draft",
            revision=None,
            baseline=current.key,
            owner=None,
            last_reviewed_at=None,
            lanes=lanes,
            emotions=_emotions(current, felt, hot),
            kpis=[*current.kpis, *kpis],
            goals=[*current.goals, *(_goal(kpi) for kpi in kpis)],
            opportunities=[*current.opportunities, *chances],
            edges=[],
            hotspots=[],
            comments=[],
            walkthroughs=[],
            footnotes=_footnotes(current, targets),
        )
    )


def _is_of_step(spot: Hotspot) -> bool:
    return spot.card is None and spot.edge is None and spot.lane is None


def step_named(current: JourneyMap, text: str) -> str:
    """The id of the step with this id, lineage or name; UnknownName when there is none."""
    known: dict[str, str] = {}
    for step in steps_of(current):
        for each in (step.name, step.lineage_id, step.id):
            known[each.casefold()] = step.id
    if text.casefold() not in known:
        raise UnknownName("step", text, known)
    return known[text.casefold()]


def _by_step(current: JourneyMap, given: Mapping[str, float]) -> dict[str, float]:
    return {step_named(current, text): value for text, value in given.items()}


def _emotions(current: JourneyMap, felt: Mapping[str, float], hot: Mapping[str, Hotspot]) -> list[Emotion]:
    measured = {one.step: one.value for one in current.emotions if one.source == "measured"}
    aim = max(0.0, round(_best(list(measured.values())), 1))
    found = []
    for step in steps_of(current):
        now = measured.get(step.id)
        is_low = now is not None and (now < 0 or step.id in hot)
        target = felt.get(step.id, max(now, aim) if now is not None and is_low else now)
        if target is not None:
            name = f"emotion-target-{step.id}"
            found.append(Emotion(id=name, step=step.id, source="target", value=target))
    return found


def _best(values: Sequence[float]) -> float:
    """The nearest rank of the best quarter; 0 without any."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(BEST * len(ranked)))] if ranked else 0.0


def _kpis(current: JourneyMap, hot: Mapping[str, Hotspot], left: Mapping[str, float]) -> list[Kpi]:
    found = []
    for step in steps_of(current):
        leaving = leaving_at(current, step.id)
        is_hot = step.id in hot and not _is_goodbye(step)
        is_above = leaving is not None and is_hot and leaving.excess >= CLEAR_EXCESS
        target = left.get(step.id, leaving.median if leaving is not None and is_above else None)
        if target is None:
            continue
        kpi = Kpi(
            id=f"kpi-dropped-off-{step.id}",
            name=f"Dropped off: {step.name}",
            kind="drop_off",
            formula="journeys that end here for good, of those no longer open",
            direction="down",
            unit="share",
            step=step.id,
            target=round(target, 3),
        )
        found.append(msgspec.structs.replace(kpi, evidence=_hazard(current, step.id, kpi.id)))
    return found


def _hazard(current: JourneyMap, step: str, name: str) -> list[Evidence]:
    pieces = [
        piece
        for lane in current.lanes
        if lane.role == "metrics"
        for card in lane.cards
        if card.step == step
        for piece in card.evidence
        if piece.column == "hazard"
    ]
    return [msgspec.structs.replace(piece, id=f"{name}.1") for piece in pieces[:1]]


def _goal(kpi: Kpi) -> Goal:
    return Goal(
        id=f"goal-{kpi.id}",
        statement=f"At most {percent(kpi.target or 0.0)} drop off at “{kpi.name.partition(': ')[2]}”",
        kpi=kpi.id,
        baseline=kpi.evidence[0].value if kpi.evidence else None,
        target=kpi.target,
    )


def _opportunity(current: JourneyMap, step: Step, spot: Hotspot) -> Opportunity:
    name = f"opportunity-{step.id}"
    evidence = [
        piece
        for lane in current.lanes
        if lane.role == "obstacles"
        for card in lane.cards
        if card.step == step.id and card.status in {"observed", "validated"}
        for piece in card.evidence
    ]
    return Opportunity(
        id=name,
        title=_how_might_we(step, spot),
        body="; ".join(part.reads for part in spot.parts) or None,
        steps=[step.id],
        kind="fix",
        customer_value=round(100 * spot.score),
        reach=step.reach,
        evidence=[
            msgspec.structs.replace(piece, id=f"{name}.{number}")
            for number, piece in enumerate(evidence, start=1)
        ],
    )


def _how_might_we(step: Step, spot: Hotspot) -> str:
    if _is_goodbye(step):
        return f"How might we give people fewer reasons for “{step.name}”?"
    loudest = max(spot.parts, key=lambda part: part.value).name if spot.parts else "obstacles"
    if loudest == "drop_off_excess":
        return f"How might we keep people with us after “{step.name}”?"
    if loudest == "negative_emotion":
        return f"How might we make “{step.name}” feel better?"
    return f"How might we take the obstacles out of “{step.name}”?"


def _is_goodbye(step: Step) -> bool:
    """Whether coming here is to leave: who has cancelled cannot be kept by a better page."""
    return step.name.split()[0] in GOODBYES


def _opportunities(chances: Sequence[Opportunity]) -> Lane:
    cards = [
        Card(id=f"card-{one.id}", step=one.steps[0], text=one.title, opportunity=one.id) for one in chances
    ]
    return Lane(id="lane-opportunities", role="opportunities", label="Opportunities", cards=cards)


def _metrics(current: JourneyMap, kpis: Sequence[Kpi]) -> Lane:
    found = next((lane for lane in current.lanes if lane.role == "metrics"), None)
    cards = []
    for kpi in kpis:
        now, name = kpi.evidence[0].value if kpi.evidence else None, f"target-{kpi.id}"
        pieces = [msgspec.structs.replace(piece, id=f"{name}.1") for piece in kpi.evidence[:1]]
        text = "not known" if now is None else percent(now)
        cards.append(
            Card(id=name, step=kpi.step or "", text=text, figure=DROPPED_OFF, kpi=kpi.id, evidence=pieces)
        )
    return Lane(id=found.id if found else "lane-metrics", role="metrics", label="Metrics", cards=cards)


def _footnotes(current: JourneyMap, targets: Targets) -> list[str]:
    said = [f"A proposal from “{current.title}”: steps, actions and strengths are that map's."]
    if not targets.emotions:
        said.append(
            "Target feelings, unless given: that of the best quarter of steps where it is hot or unhappy."
        )
    if not targets.dropped_off:
        said.append("Target shares, unless given: what drops off at the median step.")
    said.append(
        "An opportunity's value for customers is 100 × the score of its hotspot; effort is for you to say."
    )
    return said
