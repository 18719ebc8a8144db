"""Targets as a person types them: "Fails at activation: drops 40 %", "Home app: feels +1", "Plans: +20 %".

Pure: texts and the map they aim at go in, `Targets` come out.
"""

import re
from collections.abc import Sequence

from desirepath.drafts.futures import Targets, step_named
from desirepath.errors import InputError
from desirepath.maps import JourneyMap, leaving_at

_NUMBER = r"(?P<amount>[+\-−]?\d+(?:[.,]\d+)?)"
_FEELS = re.compile(rf"feels\s+{_NUMBER}", re.IGNORECASE)
_DROPS = re.compile(rf"drops\s+{_NUMBER}\s*%", re.IGNORECASE)
_MOVES = re.compile(rf"moves on\s+{_NUMBER}\s*%", re.IGNORECASE)
_MORE = re.compile(r"(?P<amount>[+\-−]\d+(?:[.,]\d+)?)\s*%?")


def targets_from(texts: Sequence[str], current: JourneyMap) -> Targets:
    """What is aimed at, from texts "STEP: AIM"; the step by its id, lineage or name on the current map.

    | aim | means |
    |---|---|
    | `feels +0.5` | the feeling there, −2 … +2 |
    | `drops 40 %` | so many journeys end there for good |
    | `moves on 60 %` | so many do not |
    | `+20 %`, `-5 %` | points more, or fewer, move on there than do now |

    InputError for a text that is none of these, or an aim that cannot be; UnknownName for a step that is not
    on the map.
    """
    emotions: dict[str, float] = {}
    dropped_off: dict[str, float] = {}
    for text in texts:
        name, colon, aim = text.rpartition(":")
        if not colon:
            raise _unread(text)
        step = step_named(current, name.strip())
        if found := _FEELS.fullmatch(aim.strip()):
            emotions[step] = _within(_number(found), -2.0, 2.0, text)
        else:
            dropped_off[step] = _within(_dropping(aim.strip(), step, current, text), 0.0, 1.0, text)
    return Targets(emotions=emotions, dropped_off=dropped_off)


def _dropping(aim: str, step: str, current: JourneyMap, text: str) -> float:
    if found := _DROPS.fullmatch(aim):
        return _number(found) / 100
    if found := _MOVES.fullmatch(aim):
        return 1 - _number(found) / 100
    if found := _MORE.fullmatch(aim):
        now = leaving_at(current, step)
        if now is None:
            raise InputError(
                f'"{text}" counts from how many move on now, and the map "{current.key}" does not know that '
                'there. Fill it, or say the share itself: "moves on 60 %".'
            )
        return now.share - _number(found) / 100
    raise _unread(text)


def _number(found: re.Match[str]) -> float:
    return float(found["amount"].replace("−", "-").replace(",", "."))


def _within(value: float, low: float, high: float, text: str) -> float:
    """The value, if it can be; shares to the thousandth, as they are drawn."""
    rounded = round(value, 3)
    if not low <= rounded <= high:
        said = "−2 … +2" if high > 1 else "0 … 100 % of the journeys"
        raise InputError(f'"{text}" cannot be aimed at: expected a target within {said}.')
    return rounded


def _unread(text: str) -> InputError:
    return InputError(
        f'Expected a target such as "Checkout: drops 20 %", "Checkout: moves on 80 %", "Checkout: +5 %" or '
        f'"Checkout: feels +1"; found "{text}".'
    )
