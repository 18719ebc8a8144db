"""What stands under a map: how its words are defined, and what it does not explain."""

import re

import numpy as np

from desirepath.drafts.asking import Ask, plain
from desirepath.drafts.counting import Census
from desirepath.drafts.filling_desk import Desk, Questions
from desirepath.drafts.finding_places import stage_codes
from desirepath.drafts.step_lenses import step_codes
from desirepath.journeys import Calendar, Gap, Split, StageDocument, Store
from desirepath.maps import JourneyMap, count_text, percent, steps_of, valence_text
from desirepath.measures import JOURNEY

_COUNTED = re.compile(r"Of [\d,]+ interactions, |The steps explain |Of the journey as a whole [\d,]+ more ")


def footnotes(
    journey_map: JourneyMap,
    store: Store,
    stages: StageDocument,
    *,
    census: Census,
    desk: Desk,
    explained: str = "",
) -> list[str]:
    """Sentences: what dropping off means here, what is in no stage or no step, what is felt of the whole."""
    questions = desk.questions
    notes = [_dropping_off(journey_map, questions), _unexplained(journey_map, store, stages, census)]
    notes.append(explained)
    notes.append(_not_drawn(stages))
    if journey_map.emotions:
        notes.append(
            "Emotion: scores as −2 (worst) to +2 (best), one value a person, at the order, ticket or visit "
            "they name, else at the last step in the 14 days before."
        )
    notes.append(_whole_journey(desk.ask, questions))
    if len(desk.currencies) > 1:
        several = ", ".join(desk.currencies)
        notes.append(f"Values are in several currencies ({several}) and cannot be added: none are drawn.")
    return [note for note in notes if note]


def counts_everybody(note: str) -> bool:
    """Whether a sentence under a drafted map counts the people it was drafted from.

    >>> counts_everybody("The steps explain 97 % of interactions, and 60 % of 2,221 journeys whole.")
    True
    """
    return bool(_COUNTED.match(note))


def _dropping_off(journey_map: JourneyMap, questions: Questions) -> str:
    names = {step.id: step.name for step in steps_of(journey_map)}
    arrived = " or ".join(f"“{names[step]}”" for step in questions.goal)
    unless = (
        f", unless {arrived} had been reached" if arrived else "; with no goal named, a happy end counts too"
    )
    moment = (journey_map.as_of or "")[:10] if journey_map.period else ""
    return (
        f"Dropped off: this was the last step, and {_over(questions.split, moment)}{unless}. "
        "Moved on and dropped off are shares of those no longer open; the median is of the steps with n ≥ 30."
    )


def _over(split: Split, moment: str) -> str:
    """When a journey is over, as of that day; without a day, no interaction of the map has a time."""
    if not moment:
        return "no time is known, so that no journey counts as still open"
    if isinstance(split, Calendar):
        return f"its {split.unit} was over by {moment}"
    silence = f"{split.minutes:g} minutes" if isinstance(split, Gap) else f"{split.quiet_days:g} days"
    return f"it is more than {silence} before {moment}"


def _unexplained(journey_map: JourneyMap, store: Store, stages: StageDocument, census: Census) -> str:
    in_stage, in_step = np.array(stage_codes(stages, store.kinds)), step_codes(journey_map, store.kinds)
    total = int(census.interactions.sum())
    is_felt = (in_stage >= 0) & (in_step < 0) & census.is_answer
    shares = {
        "in no stage": in_stage < 0,
        "answers, drawn as emotion where they belong": is_felt,
        "in a stage but too rare for a step": (in_stage >= 0) & (in_step < 0) & ~is_felt,
    }
    said = [
        f"{percent(census.interactions[kinds].sum() / total)} are {where}"
        for where, kinds in shares.items()
        if census.interactions[kinds].any()
    ]
    return f"Of {count_text(total)} interactions, {', '.join(said)}." if said else ""


def _not_drawn(stages: StageDocument) -> str:
    """What became of the rules that a step cannot follow: a step binds kinds, not single values."""
    asking = sum(rule.value is not None or rule.score is not None for rule in stages.rules)
    if not asking:
        return ""
    rules = "1 stage rule that asks" if asking == 1 else f"{asking} stage rules that ask"
    drawn, whose = ("is not drawn", "its") if asking == 1 else ("are not drawn", "their")
    return (
        f"{rules} for a value or a score {drawn}: {whose} interactions stand in the stage of the next rule "
        "that catches them, or in none."
    )


def _whole_journey(ask: Ask, questions: Questions) -> str:
    rows = ask(plain(questions.feeling, lens="step")).to_pylist()
    whole = next((row for row in rows if row["node"] == JOURNEY), None)
    if whole is None or whole["n"] < 5:
        return ""
    return (
        f"Of the journey as a whole {count_text(whole['n'])} more people told: {valence_text(whole['mean'])}."
    )
