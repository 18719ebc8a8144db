"""Bindings suggested by the likeness of words: for a template, whose steps know no data yet.

A suggestion is an assumption: the binding is marked as one, and a check asks somebody to confirm it.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

import msgspec
import pyarrow as pa

from desirepath.drafts.counting import kind_size
from desirepath.drafts.step_changes import with_steps
from desirepath.drafts.step_lenses import FIELDS, step_codes, widest
from desirepath.drafts.verbs import IRREGULAR, PARTICLES
from desirepath.journeys import StageRule, matching
from desirepath.maps import Binding, JourneyMap, Step, steps_of
from desirepath.records import Record

LEAST_LIKENESS = 0.5
AT_MOST = 3  # touchpoints or actions suggested for a step
EMPTY_WORDS = PARTICLES | {"and", "of", "or", "with", "page", "is", "by", "it", "its", "our", "their"}
SAYING_LITTLE = {"view", "visit", "use", "see", "us", "did"}  # alone they make nothing alike
ENDINGS = ("ings", "ing", "ies", "ied", "es", "ed", "s", "e")


class Suggestion(Record):
    """What a step may be bound to, and why."""

    step: str
    binding: Binding
    likeness: float  # 0–1: the share of words that both have (Dice)
    words: list[str]  # those
    interactions: int  # that it would catch


class Alike(Record):
    """A kind whose words are like a step's name."""

    step: str
    likeness: float
    words: list[str]
    kind: dict[str, Any]


def suggest(journey_map: JourneyMap, kinds: pa.Table) -> list[Suggestion]:
    """Bindings for the steps that have none, by the likeness of their names to touchpoints and actions.

    Likeness is twice the words that a step's name and a touchpoint, an action, or both have in common, over
    all words of the two (Dice 1945), words cut to their stems; from one half on. The most alike first, at
    most three a step; what a step binds already, and what is more alike to another step, is not suggested.
    """
    codes = step_codes(journey_map, kinds)
    bare = [step for step in steps_of(journey_map) if not step.bindings]
    found: list[Alike] = []
    for kind in kinds.select(["code", *FIELDS]).to_pylist():
        alike = [_alike(step, kind) for step in bare] if codes[kind["code"]] < 0 else []
        best = max(alike, key=lambda one: one.likeness, default=None)  # the first of equals
        if best is not None and best.likeness >= LEAST_LIKENESS:
            found.append(best)
    return [each for step in bare for each in _of_step([one for one in found if one.step == step.id], kinds)]


def with_suggestions(journey_map: JourneyMap, suggestions: Collection[Suggestion]) -> JourneyMap:
    """The map with these bindings, each marked as an assumption that somebody has yet to confirm."""

    def bound(step: Step) -> Step:
        new = [one.binding for one in suggestions if one.step == step.id and one.binding not in step.bindings]
        return msgspec.structs.replace(step, bindings=[*step.bindings, *new]) if new else step

    return with_steps(journey_map, bound)


def _of_step(found: Iterable[Alike], kinds: pa.Table) -> list[Suggestion]:
    by_touchpoint: dict[str, list[Alike]] = defaultdict(list)
    for one in found:
        by_touchpoint[one.kind["touchpoint"] or ""].append(one)
    suggestions = [
        _suggestion(binding, max(some, key=lambda one: one.likeness), kinds)
        for some in by_touchpoint.values()
        for binding in widest([one.kind["code"] for one in some], kinds)
    ]
    suggestions.sort(key=lambda one: (-round(one.likeness, 6), -one.interactions))
    return suggestions[:AT_MOST]


def _suggestion(binding: Binding, best: Alike, kinds: pa.Table) -> Suggestion:
    rule = StageRule(stage="s", channel=binding.channel, touchpoint=binding.touchpoint, action=binding.action)
    catches = matching(rule, kinds, kind_size(kinds))[kinds["code"].to_numpy()]
    return Suggestion(
        step=best.step,
        binding=msgspec.structs.replace(binding, is_assumed=True),
        likeness=best.likeness,
        words=best.words,
        interactions=int(kinds["steps"].to_numpy()[catches].sum()),
    )


def _alike(step: Step, kind: dict[str, Any]) -> Alike:
    wanted = stems(step.name)
    touchpoint, action = stems(kind["touchpoint"] or ""), stems(kind["action"] or "")
    best = Alike(step=step.id, likeness=0.0, words=[], kind=kind)
    for there in (touchpoint | action, touchpoint, action):
        both = wanted & there
        if both - SAYING_LITTLE:
            likeness = 2 * len(both) / (len(wanted) + len(there))
            if likeness > best.likeness:
                best = msgspec.structs.replace(best, likeness=likeness, words=sorted(both))
    return best


def stems(text: str) -> set[str]:
    """The words that matter, without their endings.

    >>> sorted(stems("Compares the prices online")), sorted(stems("order_completed"))
    (['compar', 'pric'], ['complet', 'order'])
    """
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", text)
    words = [word.casefold() for word in re.findall(r"[^\W_]+", spaced)]
    return {_stem(IRREGULAR.get(word, word)) for word in words if word not in EMPTY_WORDS}


def _stem(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word  # "shopping" is shop
