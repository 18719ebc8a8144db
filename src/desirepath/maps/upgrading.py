"""Maps written by an older desirepath, brought to the form of today.

Works on plain values, before they become records, so that nothing of an older form stays in the records.
Each function takes one version to the next.
"""

from collections.abc import Callable, Iterator
from typing import Any

Body = dict[str, Any]


def upgraded(body: Body) -> Body:
    """A map's plain values in the current form; what is current already comes back as it is.

    >>> upgraded({"kind": "map", "schema_version": 1, "key": "a", "goal": "Renews"})["goals"]
    [{'id': 'goal-1', 'statement': 'Renews'}]
    """
    while isinstance(version := body.get("schema_version", _guessed(body)), int) and version in _STEPS:
        body = _STEPS[version](body)
    return body


def _guessed(body: Body) -> int:
    """The version of a map that does not say it: the first form had stages and feelings without ids."""
    nameless = any("id" not in each for name in ("stages", "emotions") for each in _records(body, name))
    return 1 if nameless or "goal" in body or isinstance(body.get("segment"), dict) else 2


def _to_2(old: Body) -> Body:
    """Ids in one space, goals as a list, `segment` as `where`."""
    new = {name: value for name, value in old.items() if name not in {"goal", "segment"}}
    new["schema_version"] = 2
    if old.get("goal"):
        new["goals"] = [{"id": "goal-1", "statement": old["goal"]}]
    if old.get("segment"):
        new["where"] = old["segment"]
    taken = {"map", "goal-1", *(step["id"] for step in _steps(old) if isinstance(step.get("id"), str))}
    new["stages"] = [
        {**stage, "id": _free(f"stage-{stage.get('key')}", taken)} for stage in _records(old, "stages")
    ]
    new["lanes"] = [_lane_to_2(lane, taken) for lane in _records(old, "lanes")]
    new["emotions"] = [_emotion_to_2(one, taken) for one in _records(old, "emotions")]
    new["hotspots"] = [
        {**spot, "id": _free(str(spot.get("id")), taken)} for spot in _records(old, "hotspots")
    ]
    return new


def _lane_to_2(lane: Body, taken: set[str]) -> Body:
    name = _free(f"lane-{str(lane.get('id')).removeprefix('lane-')}", taken)
    cards = [_with_own_evidence(card, taken) for card in _records(lane, "cards")]
    return {**lane, "id": name, "cards": cards}


def _emotion_to_2(one: Body, taken: set[str]) -> Body:
    return _with_own_evidence({**one, "id": f"emotion-{one.get('source')}-{one.get('step')}"}, taken)


def _with_own_evidence(owner: Body, taken: set[str]) -> Body:
    """Evidence used to have ids of the question it asks; now each piece has one of its own."""
    name = _free(str(owner.get("id")), taken)
    pieces = [
        {**piece, "id": _free(f"{name}.{number}", taken)}
        for number, piece in enumerate(_records(owner, "evidence"), start=1)
    ]
    return {**owner, "id": name, "evidence": pieces} if "evidence" in owner else {**owner, "id": name}


def _steps(old: Body) -> Iterator[Body]:
    for stage in _records(old, "stages"):
        yield from _records(stage, "steps")


def _records(owner: Body, name: str) -> list[Body]:
    found = owner.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _free(name: str, taken: set[str]) -> str:
    chosen, number = name, 2
    while chosen in taken:
        chosen, number = f"{name}-{number}", number + 1
    taken.add(chosen)
    return chosen


_STEPS: dict[int, Callable[[Body], Body]] = {1: _to_2}
