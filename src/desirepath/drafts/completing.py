"""What a map's bindings make known and nobody has drawn yet: metric cards, emotions, KPIs.

A step that binds something and has no metric card gets them; one that has some keeps what its people chose.
"""

from collections.abc import Iterator

import msgspec
import pyarrow as pa

from desirepath.drafts.asking import Ask
from desirepath.drafts.citing import Terms
from desirepath.drafts.evidencing import Gathering, Unit, looked_up, measured
from desirepath.drafts.filling_desk import LABELS, Desk, Questions
from desirepath.drafts.filling_figures import emotions, metrics_at
from desirepath.maps import (
    NOT_KNOWN,
    Card,
    Emotion,
    Evidence,
    JourneyMap,
    Kpi,
    Lane,
    all_evidence,
    said,
    steps_of,
)
from desirepath.measures import DropOff, Stages

KPI_FIGURES: dict[str, tuple[str, str, Unit]] = {  # kind of KPI at a step → measure, column, unit
    "drop_off": ("drop_off", "hazard", "share"),
    "conversion": ("drop_off", "moved_on_share", "share"),
    "volume": ("drop_off", "subjects", "count"),
    "dwell": ("stages", "time_to_next_p50_us", "microseconds"),
    "revenue": ("stages", "value_minor", "minor_units"),
}


def completed(journey_map: JourneyMap, ask: Ask, gathering: Gathering, terms: Terms) -> JourneyMap:
    """The map with metric cards at steps that had none, feelings where there was a gap, and KPIs' figures."""
    desk = Desk(
        journey_map=journey_map,
        kinds=pa.table({}),
        questions=Questions(split=terms.split, goal=terms.goal),
        ask=ask,
        gathering=gathering,
        currencies=[],
    )
    taken = _ids(journey_map)
    kpis = [_with_figure(kpi, desk, taken) for kpi in journey_map.kpis]
    return msgspec.structs.replace(
        journey_map,
        lanes=[_telling(lane, kpis, journey_map, taken) for lane in _with_metrics(desk, taken)],
        emotions=[*journey_map.emotions, *_new_feelings(desk, taken)],
        kpis=kpis,
    )


def _with_metrics(desk: Desk, taken: set[str]) -> list[Lane]:
    drawn = desk.journey_map
    lanes = list(drawn.lanes)
    known = {card.step for lane in lanes if lane.role == "metrics" for card in lane.cards}
    bare = [step.id for step in steps_of(drawn) if step.bindings and step.id not in known]
    cards = [_fresh(card, taken) for step in bare for card in metrics_at(desk, step)]
    if not cards:
        return lanes
    place = next((at for at, lane in enumerate(lanes) if lane.role == "metrics"), None)
    if place is None:
        name = _free("lane-metrics", taken)
        return [*lanes, Lane(id=name, role="metrics", label=LABELS["metrics"], cards=cards)]
    order = {step.id: at for at, step in enumerate(steps_of(drawn))}
    every = sorted([*lanes[place].cards, *cards], key=lambda card: order.get(card.step, 0))
    lanes[place] = msgspec.structs.replace(lanes[place], cards=every)
    return lanes


def _new_feelings(desk: Desk, taken: set[str]) -> Iterator[Emotion]:
    known = {one.step for one in desk.journey_map.emotions if one.source == "measured"}
    for one in emotions(desk):
        if one.step not in known:
            name = _free(one.id, taken)
            yield msgspec.structs.replace(one, id=name, evidence=_named(one.evidence, name, taken))


def _with_figure(kpi: Kpi, desk: Desk, taken: set[str]) -> Kpi:
    """The KPI with its figure as its first evidence, where its kind and step say what to measure."""
    if kpi.step is None or kpi.kind not in KPI_FIGURES or any(piece.question for piece in kpi.evidence):
        return kpi
    measure, column, unit = KPI_FIGURES[kpi.kind]
    question: DropOff | Stages = desk.questions.leaving if measure == "drop_off" else desk.questions.staying
    stub = measured(question, lens="step", node=kpi.step, column=column, unit=unit)
    (piece,) = _named([looked_up(stub, desk.ask, desk.gathering)], kpi.id, taken)
    return msgspec.structs.replace(kpi, unit=kpi.unit or unit, evidence=[piece, *kpi.evidence])


def _telling(lane: Lane, kpis: list[Kpi], journey_map: JourneyMap, taken: set[str]) -> Lane:
    """The lane, in which cards that name a KPI and rest on nothing yet tell its figure."""
    measured_as = {kpi.id: kpi.evidence[:1] for kpi in kpis if kpi.evidence and kpi.evidence[0].question}
    cards = []
    for card in lane.cards:
        pieces = [] if card.evidence else measured_as.get(card.kpi or "", [])
        filled = msgspec.structs.replace(card, evidence=[*card.evidence, *_named(pieces, card.id, taken)])
        told = said(lane.role, filled, journey_map) if pieces and card.text == NOT_KNOWN else None
        cards.append(msgspec.structs.replace(filled, text=told[0]) if told else filled)
    return msgspec.structs.replace(lane, cards=cards)


def _fresh(card: Card, taken: set[str]) -> Card:
    """The card under an id that nothing else on the map has."""
    figure = (card.figure or "figure").casefold().replace(" ", "-")
    name = _free(f"metrics-{card.step}-{figure}", taken)
    return msgspec.structs.replace(card, id=name, evidence=_named(card.evidence, name, taken))


def _named(pieces: list[Evidence], name: str, taken: set[str]) -> list[Evidence]:
    return [
        msgspec.structs.replace(piece, id=_free(f"{name}.{number}", taken))
        for number, piece in enumerate(pieces, start=1)
    ]


def _free(name: str, taken: set[str]) -> str:
    found, number = name, 2
    while found in taken:
        found, number = f"{name}-{number}", number + 1
    taken.add(found)
    return found


def _ids(journey_map: JourneyMap) -> set[str]:
    """Every id on the map."""
    lanes = journey_map.lanes
    things = [
        *journey_map.stages, *steps_of(journey_map), *lanes, *(card for lane in lanes for card in lane.cards),
        *journey_map.goals, *journey_map.kpis, *journey_map.resources, *journey_map.stakeholders,
        *journey_map.emotions, *journey_map.edges, *journey_map.layers, *journey_map.layer_sets,
        *journey_map.hotspots, *journey_map.opportunities, *journey_map.comments, *journey_map.walkthroughs,
        *(one for opportunity in journey_map.opportunities for one in opportunity.initiatives),
        *(met for walk in journey_map.walkthroughs for met in walk.results),
        *all_evidence(journey_map),
    ]  # fmt: skip
    return {str(getattr(thing, "id")) for thing in things}  # noqa: B009 - all of them have one
