"""The lanes of a drafted map: what was counted and measured at each step, as cards with their evidence.

Every figure is looked up through `evidencing`, every text said by `wording`; here it is only decided
which cards there are. Quotes and told reasons come from `quoting` and `reasoning`, figures from
`filling_figures`.
"""

from collections.abc import Sequence

import msgspec

from desirepath.drafts.claims import severity
from desirepath.drafts.evidencing import AT_LEAST, leaving_anywhere, measured
from desirepath.drafts.filling_desk import Desk, feeling_of, leaving_of, step_card
from desirepath.drafts.naming import MAIL, action_name
from desirepath.drafts.step_lenses import Part, step_parts
from desirepath.maps import Card, Emotion, Step, leaving_at, steps_of

PER_SLOT = 3  # touchpoints or actions named at one step
SHARE_SHOWN = 0.05  # of a step's people: a rarer touchpoint or action is not named
CLEAR_EXCESS = 0.05  # share points: less is not worth a card


def touchpoints(desk: Desk) -> list[Card]:
    """Where it happens: each step's most used touchpoints, with their channel and share of people."""
    parts = step_parts(desk.journey_map, desk.kinds, lens="step_touchpoint")
    return [
        desk.card("touchpoints", _part_card(desk, part, lens="step_touchpoint", text=part.touchpoint))
        for part in _most_used(desk, parts)
    ]


def actions(desk: Desk) -> list[Card]:
    """What people do: each step's most frequent actions, with the share of its people who did them."""
    parts = step_parts(desk.journey_map, desk.kinds, lens="step_action")
    return [
        desk.card(
            "actions",
            _part_card(desk, part, lens="step_action", text=_said_of(desk, part)),
        )
        for part in _most_used(desk, parts)
    ]


def obstacles(desk: Desk) -> list[Card]:
    """Where clearly more people leave for good than at the map's median step, or clearly feel bad."""
    found = []
    for step in steps_of(desk.journey_map):
        leaving, emotion = leaving_at(desk.journey_map, step.id), _felt(desk, step)
        is_low = emotion is not None and emotion.high is not None and emotion.high < 0
        stubs = [feeling_of(desk, step.id)] if is_low else []
        if (
            leaving
            and leaving.n >= AT_LEAST
            and leaving.low > leaving.median
            and leaving.excess >= CLEAR_EXCESS
        ):
            stubs = [leaving_of(desk, step.id, "hazard"), leaving_of(desk, step.id, "excess"), *stubs]
            card = desk.card("obstacles", step_card(step.id, *stubs))
            found.append(msgspec.structs.replace(card, severity=severity(leaving.excess)))
        elif is_low:
            found.append(desk.card("obstacles", step_card(step.id, *stubs)))
    return found


def strengths(desk: Desk) -> list[Card]:
    """The mirror: where clearly more people move on than at the median step, or clearly feel good."""
    found = []
    for step in steps_of(desk.journey_map):
        leaving, emotion = leaving_at(desk.journey_map, step.id), _felt(desk, step)
        is_high = emotion is not None and emotion.low is not None and emotion.low > 0
        stubs = [feeling_of(desk, step.id)] if is_high else []
        if (
            leaving
            and not step.is_goal  # nobody drops off there by definition
            and leaving.n >= AT_LEAST
            and leaving.high < leaving.median
            and leaving.excess <= -CLEAR_EXCESS
        ):
            stubs = [leaving_of(desk, step.id, "moved_on_share"), leaving_of(desk, step.id, "excess"), *stubs]
        if stubs:
            found.append(desk.card("strengths", step_card(step.id, *stubs)))
    return found


def _said_of(desk: Desk, part: Part) -> str:
    channels = {kind["channel"] for kind in desk.kinds.to_pylist() if kind["code"] in part.kinds}
    return action_name(part.touchpoint, part.action or "", is_mail=channels <= MAIL)


def _part_card(desk: Desk, part: Part, *, lens: str, text: str) -> Card:
    used = measured(
        leaving_anywhere(desk.questions.leaving), lens=lens, node=part.node, column="subjects", unit="count"
    )
    return Card(
        id="",
        step=part.step,
        text=text,
        channel=part.channel if lens == "step_touchpoint" else None,
        evidence=[used],
    )


def _felt(desk: Desk, step: Step) -> Emotion | None:
    found = [one for one in desk.journey_map.emotions if one.step == step.id and one.source == "measured"]
    return found[0] if found and (found[0].n or 0) >= AT_LEAST else None


def _most_used(desk: Desk, parts: Sequence[Part]) -> list[Part]:
    """The few parts of each step that most interactions are of, in the order of the steps."""
    chosen = []
    for step in steps_of(desk.journey_map):
        mine = [part for part in parts if part.step == step.id]
        total = sum(part.interactions for part in mine)
        chosen += [part for part in mine[:PER_SLOT] if part.interactions >= SHARE_SHOWN * total]
    return chosen
