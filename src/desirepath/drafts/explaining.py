"""How much of what people did the steps of a map explain, and steps chosen to explain the most.

A journey is walked over the steps with every way between them allowed: an interaction is explained when a
step stands for it, a journey when all of its interactions are. That is the measure `Fidelity` of a drawing
with all edges, in plain counts; whether people go the drawn ways is what `check` asks. Answers are no
part of a walk: they are felt where they belong.
"""

from collections.abc import Sequence

import numpy as np

from desirepath.drafts.choosing_steps import Chosen, DraftRules, Place, is_loud
from desirepath.drafts.counting import Bools, Census, Int32s, Int64s
from desirepath.drafts.finding_places import Asked
from desirepath.drafts.step_lenses import step_codes
from desirepath.journeys import Lens, Store, compiled, cut, each_of
from desirepath.maps import JourneyMap, count_text, percent, steps_of
from desirepath.records import Record

HIDDEN = -1


class Visits(Record):
    """Which places each journey comes to; places have numbers, the last one is everywhere else."""

    journey: Int64s  # distinct pairs of a journey …
    place: Int64s  # … and a place it comes to
    interactions: Int64s  # by place
    journeys: int


class Explained(Record):
    """What some places explain: so many of so many."""

    interactions: int
    of_interactions: int
    journeys: int
    of_journeys: int

    @property
    def shares(self) -> tuple[float, float]:
        """Of interactions, and of journeys."""
        return (
            self.interactions / max(self.of_interactions, 1),
            self.journeys / max(self.of_journeys, 1),
        )


def visits(store: Store, places: Int32s, *, count: int, whom: Asked) -> Visits:
    """The journeys of some people as sets of places; `places` says the place of each kind, −1: hidden."""
    lens = Lens(name="place", nodes=[str(number) for number in range(count)], codes=places)
    nothing = np.empty(0, np.int64)
    pairs, interactions, journeys = [(nothing, nothing)], np.zeros(count, np.int64), 0
    for number, timelines in enumerate(each_of(store.partitions)):
        mask = None if whom.mask is None else whom.mask[number]
        found = cut(timelines, lens, whom.split, as_of_us=whom.as_of_us, mask=mask, zone=whom.zone)
        journey, place = places_visited(found.offsets, found.nodes, interactions)
        pairs.append((journey + journeys, place))
        journeys += len(found.offsets) - 1
    journey, place = (np.concatenate(each) for each in zip(*pairs, strict=True))
    return Visits(journey=journey, place=place, interactions=interactions, journeys=journeys)


@compiled
def places_visited(offsets: Int64s, nodes: Int32s, interactions: Int64s) -> tuple[Int64s, Int64s]:
    """Each journey with each place it comes to, once; and how often that was, added up by place."""
    whose, where = np.empty(len(nodes), np.int64), np.empty(len(nodes), np.int64)
    seen_in, held = np.full(len(interactions), -1, np.int64), 0
    for journey in range(len(offsets) - 1):
        for at in range(offsets[journey], offsets[journey + 1]):
            place = nodes[at]
            interactions[place] += 1
            if seen_in[place] != journey:
                seen_in[place] = journey
                whose[held], where[held] = journey, place
                held += 1
    return whose[:held].copy(), where[:held].copy()


def explained(seen: Visits, drawn: Bools) -> Explained:
    """What is explained when these places are drawn."""
    whole = np.ones(seen.journeys, np.bool_)
    whole[seen.journey[~drawn[seen.place]]] = False
    return Explained(
        interactions=int(seen.interactions[drawn].sum()),
        of_interactions=int(seen.interactions.sum()),
        journeys=int(np.count_nonzero(whole)),
        of_journeys=seen.journeys,
    )


def most_explaining(seen: Visits, first: Sequence[int], *, fidelity: float, most: int) -> list[int]:
    """The `first` places, then always the one that raises what is explained the most, until it is enough.

    Enough is `fidelity` of the interactions and of the journeys, or `most` places. What is raised is the sum
    of both shares; the place of the lower number wins a tie. The last place, everywhere else, is never drawn.
    """
    count = len(seen.interactions)
    drawn, lacking = np.zeros(count, np.bool_), np.bincount(seen.journey, minlength=seen.journeys)
    chosen: list[int] = []
    totals = max(int(seen.interactions.sum()), 1), max(seen.journeys, 1)
    waiting = list(dict.fromkeys(first))
    while True:
        if not waiting:
            whole = seen.journeys - int(np.count_nonzero(lacking))
            reached = min(seen.interactions[drawn].sum() / totals[0], whole / totals[1])
            if reached >= fidelity or len(chosen) >= most:
                return chosen
            completed = completed_by(seen.journey, seen.place, drawn, lacking)
            gain = seen.interactions / totals[0] + completed / totals[1]
            gain[drawn] = -1.0
            gain[-1] = -1.0
            best = int(np.argmax(gain))
            if gain[best] <= 0:
                return chosen
            waiting = [best]
        place = waiting.pop(0)
        drawn[place] = True
        chosen.append(place)
        lack_no_more(seen.journey, seen.place, place, lacking)


@compiled
def completed_by(journeys: Int64s, places: Int64s, drawn: Bools, lacking: Int64s) -> Int64s:
    """Of each place, the journeys that lack nothing but it."""
    completed = np.zeros(len(drawn), np.int64)
    for at in range(len(places)):
        completed[places[at]] += not drawn[places[at]] and lacking[journeys[at]] == 1
    return completed


@compiled
def lack_no_more(journeys: Int64s, places: Int64s, place: int, lacking: Int64s) -> None:
    """Each journey that comes to this place lacks one place less."""
    for at in range(len(places)):
        lacking[journeys[at]] -= places[at] == place


def choose_faithfully(
    found: Sequence[Place], store: Store, *, census: Census, whom: Asked, rules: DraftRules
) -> list[Chosen]:
    """The steps of each stage that together explain most; what is no step is left out of the map.

    The most reached place of each stage, the goal, and where many leave or suffer are steps in any case.
    """
    places = np.full(len(census.interactions), len(found), np.int32)
    places[census.is_answer] = HIDDEN
    for number, place in enumerate(found):
        places[list(place.kinds)] = number
    seen = visits(store, places, count=len(found) + 1, whom=whom)
    by_reach = sorted(range(len(found)), key=lambda at: (-found[at].people, -found[at].interactions))
    tops = {found[at].stage: at for at in reversed(by_reach)}
    first = [
        at
        for at in by_reach
        if tops[found[at].stage] == at or is_loud(found[at], people=census.people, rules=rules)
    ]
    numbers = most_explaining(seen, first, fidelity=rules.fidelity or 1.0, most=rules.most_steps)
    chosen: dict[int, list[Place]] = {stage: [] for stage in sorted(tops)}
    for at in by_reach:
        if at in numbers:
            chosen[found[at].stage].append(found[at])
    return [Chosen(stage=stage, steps=steps, rest=[]) for stage, steps in chosen.items()]


def explained_by(journey_map: JourneyMap, store: Store, *, census: Census, whom: Asked) -> Explained:
    """What the steps of a map explain; a step that gathers all "Other" explains nothing."""
    steps = list(steps_of(journey_map))
    codes = step_codes(journey_map, store.kinds)
    places = np.where(codes < 0, len(steps), codes).astype(np.int32)
    places[(codes < 0) & census.is_answer[: len(codes)]] = HIDDEN
    seen = visits(store, places, count=len(steps) + 1, whom=whom)
    return explained(seen, np.array([*(not step.is_other for step in steps), False]))


def explained_note(found: Explained, rules: DraftRules, *, steps: int) -> str:
    """What was reached, in a sentence for under the map; empty where there was nothing to explain."""
    if not found.of_interactions:
        return ""
    interactions, journeys = found.shares
    said = (
        f"The steps explain {percent(interactions)} of interactions, and {percent(journeys)} of "
        f"{count_text(found.of_journeys)} journeys whole."
    )
    if rules.fidelity is None or min(interactions, journeys) >= rules.fidelity:
        return said
    why = f"{steps} steps are the limit" if steps >= rules.most_steps else "no other place explains more"
    return f"{said} Asked for were {percent(rules.fidelity)} of both: {why}."
