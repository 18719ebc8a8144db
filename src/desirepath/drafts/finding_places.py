"""The places of each stage, counted and measured: what `choosing_steps` chooses from.

First every touchpoint and action of a stage apart, then touchpoints put together where their actions
do not differ, then the same measures again on what became of them.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa

from desirepath.drafts.asking import asked, plain
from desirepath.drafts.choosing_steps import DraftRules, Place
from desirepath.drafts.counting import Census, Mask
from desirepath.drafts.joining_places import places
from desirepath.drafts.step_lenses import Column, widest
from desirepath.errors import UnknownName
from desirepath.journeys import Split, StageDocument, Store, lens_by
from desirepath.measures import DropOff, Emotion
from desirepath.records import Record

MOST_PLACES = 150  # the most frequent are measured; the rest can only be part of an "Other"


class Asked(Record):
    """Whose journeys a draft is about, how they are cut, and what counts as arriving."""

    split: Split
    mask: Mask
    as_of_us: int
    goal: list[str]
    zone: str = "UTC"  # where days begin


def find_places(
    store: Store, stages: StageDocument, *, census: Census, whom: Asked, rules: DraftRules
) -> list[Place]:
    """Candidates for steps, with people, leaving and feeling."""
    apart = _measured(_apart(store, stages, census=census, goal=whom.goal), store, whom)
    return _measured(places(apart, people=census.people, rules=rules), store, whom)


def stage_codes(stages: StageDocument, kinds: pa.Table) -> list[int]:
    """The stage of each kind, −1 for none.

    Rules that ask for a value or a score catch no kind as a whole, so they are not asked.
    """
    return [int(code) for code in lens_by("stage", kinds, stages).codes]


def _apart(store: Store, stages: StageDocument, *, census: Census, goal: Sequence[str]) -> list[Place]:
    """One place for each touchpoint and action of a stage, most frequent first.

    An answer about something is no place of its own where that something is: it is felt there, not gone to.
    """
    codes = stage_codes(stages, store.kinds)
    grouped: dict[tuple[int, str, str], list[int]] = defaultdict(list)
    spelled: dict[str, str] = {}  # upper and lower case are the same to a binding
    for kind in store.kinds.select(["code", "touchpoint", "action"]).to_pylist():
        if codes[kind["code"]] >= 0 and census.interactions[kind["code"]] > 0:
            names = [
                spelled.setdefault(text.casefold(), text) for text in (kind["touchpoint"], kind["action"])
            ]
            grouped[codes[kind["code"]], *names].append(kind["code"])
    keys = [stage.key for stage in stages.stages]
    arrives = _arriving(goal, [(keys[stage], *rest) for stage, *rest in grouped])
    found = [
        Place(
            stage=stage,
            touchpoint=touchpoint,
            action=action,
            kinds=tuple(kinds),
            interactions=int(np.sum(census.interactions[kinds])),
            is_goal=(keys[stage], touchpoint, action) in arrives,
            is_answer=all(census.is_answer[kind] for kind in kinds),
        )
        for (stage, touchpoint, action), kinds in grouped.items()
    ]
    met = {(place.stage, place.touchpoint) for place in found if not place.is_answer}
    found = [p for p in found if not p.is_answer or p.is_goal or (p.stage, p.touchpoint) not in met]
    return sorted(found, key=lambda place: (-place.interactions, place.touchpoint, place.action or ""))


def _arriving(goal: Sequence[str], names: Sequence[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """Which (stage, touchpoint, action) the goal names: one of the three, or "touchpoint · action"."""
    known: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for name in names:
        stage, touchpoint, action = name
        for text in (stage, touchpoint, action, f"{touchpoint} · {action}"):
            known[text.casefold()].add(name)
    for text in goal:
        if text.casefold() not in known:
            raise UnknownName("stage, touchpoint or action", text, known)
    return {name for text in goal for name in known[text.casefold()]}


def _measured(found: list[Place], store: Store, of: Asked) -> list[Place]:
    """The places with what the measures say of them; those beyond the most frequent stay unmeasured."""
    ranked = sorted(found, key=lambda place: -place.interactions)
    seen = ranked[:MOST_PLACES]
    columns = [
        Column(key=str(number), bindings=widest(place.kinds, store.kinds))
        for number, place in enumerate(seen)
    ]
    goal = [str(number) for number, place in enumerate(seen) if place.is_goal]
    leaving, feeling = _leaving_and_feeling(columns, goal, store, of) if columns else ({}, {})
    measured = [
        _with(place, leaving.get(str(number), {}), feeling.get(str(number), {}))
        for number, place in enumerate(seen)
    ]
    unmeasured = [msgspec.structs.replace(place, people=place.interactions) for place in ranked[MOST_PLACES:]]
    return measured + unmeasured  # at most their interactions: nobody did one without being there


def _leaving_and_feeling(
    columns: Sequence[Column], goal: list[str], store: Store, of: Asked
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Of each column its row of either answer."""
    leave, feel = DropOff(split=of.split, goal=goal), Emotion(split=of.split)
    tables = asked(
        [plain(leave, lens="step"), plain(feel, lens="step")],
        store,
        columns=columns,
        mask=of.mask,
        as_of_us=of.as_of_us,
        zone=of.zone,
    )
    leaving, feeling = ({row["node"]: row for row in table.to_pylist()} for table in tables)
    return leaving, feeling


def _with(place: Place, leaving: dict[str, Any], feeling: dict[str, Any]) -> Place:
    return msgspec.structs.replace(
        place,
        people=leaving.get("subjects", 0),
        leaving=leaving.get("hazard"),
        leaving_low=leaving.get("hazard_low") or 0.0,
        leaving_high=leaving.get("hazard_high") or 1.0,
        leaving_n=leaving.get("n", 0),
        excess=leaving.get("excess"),
        feeling=feeling.get("mean"),
        feeling_high=feeling["mean_high"] if feeling.get("mean_high") is not None else 2.0,
        feeling_n=feeling.get("n", 0),
    )
