"""A first map written from what people did: steps chosen, lanes filled, hotspots found, nothing made up.

`finding_places` and `choosing_steps` decide the columns, `laying_steps` names them, `filling_lanes` and
`retelling` fill the rows, `reality` draws the ways that people take over them. Everything that a measure says
can be computed again by `filling`.
"""

from collections.abc import Sequence

import ibis
import msgspec

from desirepath.drafts import filling_figures, filling_lanes
from desirepath.drafts.asking import ask_of
from desirepath.drafts.choosing_steps import DraftRules, Place, choose
from desirepath.drafts.citing import Terms
from desirepath.drafts.counting import Census, Mask, census
from desirepath.drafts.currencies import currencies_on
from desirepath.drafts.evidencing import gathered, with_reach
from desirepath.drafts.explaining import choose_faithfully, explained_by, explained_note
from desirepath.drafts.filling_desk import Desk, Questions, lane
from desirepath.drafts.finding_places import Asked, find_places
from desirepath.drafts.footnotes import footnotes
from desirepath.drafts.laying_steps import lay_steps, ordered
from desirepath.drafts.naming import in_sentence
from desirepath.drafts.placing import Telling
from desirepath.drafts.reality import with_edges
from desirepath.drafts.retelling import retold
from desirepath.drafts.step_changes import with_steps
from desirepath.drafts.step_lenses import step_codes
from desirepath.drafts.strengthening import with_time
from desirepath.engines import Engine
from desirepath.errors import QuestionError
from desirepath.journeys import Split, StageDocument, Store, WholeLife, stretch
from desirepath.maps import (
    Card,
    Goal,
    HotspotWeights,
    JourneyMap,
    LaneRole,
    MapStage,
    day_text,
    heat,
    restand,
    steps_of,
    time_text,
)


def draft(  # noqa: PLR0913 - one call says all that a map is of; most have a plain default
    store: Store,
    stages: StageDocument,
    *,
    key: str,
    title: str,
    interactions: ibis.Table | None = None,
    engine: Engine | None = None,
    mask: Mask = None,
    where: dict[str, str] | None = None,
    as_of_us: int | None = None,
    goal: Sequence[str] = (),
    split: Split | None = None,
    zone: str = "UTC",
    currency: str | None = None,
    subject_noun: str = "person",
    rules: DraftRules | None = None,
    weights: HotspotWeights | None = None,
) -> JourneyMap:
    """A current-state map of the people in `mask` (everybody without it) as they behaved up to `as_of_us`.

    `goal` names what counts as arriving (a stage, a touchpoint, an action or "touchpoint · action"): whoever
    was there has not dropped off. `interactions` and `engine` give the texts and reasons that people told;
    without them there are no quotes. `where` says whom the mask selects; `zone` is where days begin.

    QuestionError when nobody did anything in any stage; UnknownName for a goal that nobody came near.
    """
    whom = Asked(
        split=split or WholeLife(),
        mask=mask,
        as_of_us=as_of_us or store.as_of_us,
        goal=list(goal),
        zone=zone,
    )
    rules = rules or DraftRules()
    with stretch(0.0, 0.3, "looking where people were"):
        counted = census(store, mask=mask, as_of_us=whom.as_of_us)
        found = find_places(store, stages, census=counted, whom=whom, rules=rules)
    if not found:
        raise QuestionError(
            f'No interaction is in any stage of "{stages.key}", so there is nothing to map. '
            "Add rules to it that catch what people do."
        )
    with stretch(0.3, 0.45, "choosing the steps and their order"):
        laid = _laid(found, store, stages, census=counted, whom=whom, rules=rules)
    blank = JourneyMap(
        key=key,
        title=title,
        stages=laid,
        subject_noun=subject_noun,
        currency=currency,
        stages_key=stages.key,
        where=where or {},
        as_of=time_text(whom.as_of_us),
        period=_period(counted, zone),
    )
    blank = msgspec.structs.replace(blank, n_interactions=_interactions(blank, store, counted))
    told = None
    if interactions is not None and engine is not None:
        told = Telling(store=store, interactions=interactions, engine=engine, whom=whom)
    with stretch(0.45, 0.75, "counting the figures"):
        desk = _desk(blank, store, stages, whom=whom, found=found, told=told)
        terms = Terms(split=desk.questions.split, goal=desk.questions.goal)
        drawn = heat(with_edges(with_time(_with_lanes(desk), desk), desk.ask, terms), weights)
    with stretch(0.75, 0.9, "reading what people said"):
        drawn = retold(drawn, told, weights) if told else drawn
    with stretch(0.9, 1.0, "looking how much of it all the map explains"):
        reached = explained_by(drawn, store, census=counted, whom=whom)
        said = explained_note(reached, rules, steps=sum(not step.is_other for step in steps_of(drawn)))
        notes = footnotes(drawn, store, stages, census=counted, desk=desk, explained=said)
    return restand(msgspec.structs.replace(drawn, footnotes=notes))


def _laid(
    found: list[Place],
    store: Store,
    stages: StageDocument,
    *,
    census: Census,
    whom: Asked,
    rules: DraftRules,
) -> list[MapStage]:
    """The chosen steps by stage, in the order in which people come to them."""
    if rules.fidelity is None:
        chosen = choose(found, people=census.people, rules=rules)
    else:
        chosen = choose_faithfully(found, store, census=census, whom=whom, rules=rules)
    named = lay_steps(chosen, store, stages, people=census.people, rules=rules)
    return ordered(named, store, mask=whom.mask, as_of_us=whom.as_of_us)


def _interactions(blank: JourneyMap, store: Store, counted: Census) -> int:
    return int(counted.interactions[step_codes(blank, store.kinds) >= 0].sum())


def _period(counted: Census, zone: str) -> str | None:
    if counted.first_at_us is None or counted.last_at_us is None:
        return None
    return f"{day_text(counted.first_at_us, zone=zone)}/{day_text(counted.last_at_us, zone=zone)}"


def _desk(
    blank: JourneyMap,
    store: Store,
    stages: StageDocument,
    *,
    whom: Asked,
    found: list[Place],
    told: Telling | None,
) -> Desk:
    """The blank map with its people counted and its goal marked, and all that is needed to fill it."""
    goal = _goal_steps(blank, store, found)
    currencies = currencies_on(blank, store, told.interactions, told.engine) if told else []
    blank = _with_goal(blank, goal)
    if currencies:
        only = currencies[0] if len(currencies) == 1 else None
        blank = msgspec.structs.replace(blank, currency=only)
    questions = Questions(split=whom.split, goal=goal)
    ask = ask_of(store, blank, stages=stages, mask=whom.mask, as_of_us=whom.as_of_us, zone=whom.zone)
    gathering = gathered(blank, ask, questions.leaving)
    return Desk(
        journey_map=with_reach(blank, gathering),
        kinds=store.kinds,
        questions=questions,
        ask=ask,
        gathering=gathering,
        currencies=currencies,
    )


def _with_goal(blank: JourneyMap, goal: Sequence[str]) -> JourneyMap:
    """The map with the steps marked that stand for the goal, and the goal in words."""
    marked = with_steps(blank, lambda step: msgspec.structs.replace(step, is_goal=step.id in goal))
    names = [step.name for step in steps_of(blank) if step.id in goal]
    statement = " or ".join([*names[:1], *map(in_sentence, names[1:])])
    goals = [Goal(id="goal-1", statement=statement)] if names else []
    return msgspec.structs.replace(marked, goals=goals)


def _goal_steps(blank: JourneyMap, store: Store, found: list[Place]) -> list[str]:
    """The steps that stand for the goal: those that bind only what arrives."""
    codes = step_codes(blank, store.kinds).tolist()
    arriving = {kind for place in found if place.is_goal for kind in place.kinds}
    others = {codes[kind] for place in found if not place.is_goal for kind in place.kinds}
    return [
        step.id
        for number, step in enumerate(steps_of(blank))
        if number not in others and any(codes[kind] == number for kind in arriving)
    ]


def _with_lanes(desk: Desk) -> JourneyMap:
    """The map with every lane that a measure fills; obstacles and strengths read the metrics and emotions."""
    felt = msgspec.structs.replace(
        desk.journey_map,
        emotions=filling_figures.emotions(desk),
        lanes=[lane("metrics", filling_figures.metrics(desk))],
    )
    desk = msgspec.structs.replace(desk, journey_map=felt)
    filled: dict[LaneRole, list[Card]] = {
        "emotions": [],
        "actions": filling_lanes.actions(desk),
        "obstacles": filling_lanes.obstacles(desk),
        "strengths": filling_lanes.strengths(desk),
        "touchpoints": filling_lanes.touchpoints(desk),
    }
    lanes = [lane(role, cards) for role, cards in filled.items()]
    return msgspec.structs.replace(felt, lanes=[*lanes, *felt.lanes])
