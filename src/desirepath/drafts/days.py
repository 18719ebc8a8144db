"""A day in the life: when, by the clock, people are where, from the hours of what they did.

Each touchpoint is a step over the hours in which most of its interactions lie. What is known to the day
only has no hour and is left out. Figures are counted here and belong to no measure: drafting again, not
filling, makes them anew.
"""

from collections.abc import Mapping, Sequence

import ibis
import msgspec
import numpy as np

from desirepath.drafts.counting import Mask
from desirepath.drafts.hours import Block, DayRules, blocks_of, hours_of, known_to_the_day
from desirepath.drafts.naming import action_name, slug, step_name
from desirepath.engines import Engine
from desirepath.errors import QuestionError
from desirepath.journeys import Store
from desirepath.maps import (
    Card,
    Evidence,
    JourneyMap,
    Lane,
    LaneRole,
    MapStage,
    Provenance,
    Step,
    count_text,
    day_text,
    percent,
    plural,
    restand,
    time_text,
)

PARTS = (("Night", 0, 6), ("Morning", 6, 12), ("Afternoon", 12, 18), ("Evening", 18, 24))
PLACES: Mapping[str, str] = {
    "app": "In our app", "chat": "On a screen, in a chat", "community": "On a screen, among others",
    "direct": "On a screen", "direct_mail": "At the letter box", "email": "In the inbox",
    "event": "Out, at an event", "in_person": "Out, with us in person",
    "organic_search": "On a screen, searching",
    "paid_ad": "On a screen, elsewhere", "paid_search": "On a screen, searching",
    "partner_site": "On a screen, at a partner's", "phone": "On the phone", "push": "On the phone",
    "referral": "Among friends", "review_site": "On a screen, reading reviews", "sms": "On the phone",
    "social": "On a screen, among others", "trade_show": "Out, at a trade show",
    "website": "On a screen, at our website",
}  # fmt: skip


def day_in_the_life(
    store: Store,
    *,
    key: str,
    title: str,
    interactions: ibis.Table | None = None,
    engine: Engine | None = None,
    mask: Mask = None,
    where: dict[str, str] | None = None,
    as_of_us: int | None = None,
    zone: str = "UTC",
    subject_noun: str = "person",
    rules: DayRules | None = None,
) -> JourneyMap:
    """A map on a clock axis: what people do at which hours of the day, by the clocks of `zone`.

    A step is a touchpoint over its own hours: those in a row, midnight not between them, that hold the most
    beyond what they would were the day even; or over all of its day, where that is not much. Only what people
    began themselves counts. `interactions` and `engine` tell what is known to the day only, which is left
    out; without them everything has an hour.

    QuestionError when nothing has an hour, or nowhere were enough people.
    """
    rules, moment = rules or DayRules(), as_of_us or store.as_of_us
    daily = known_to_the_day(interactions, engine)
    told = hours_of(store, mask=mask, as_of_us=moment, zone=zone, without=daily)
    blocks = blocks_of(told, store, rules)
    if not blocks:
        raise QuestionError(
            f"Nothing that at least {rules.fewest} {plural(subject_noun)} did has an hour of the day: "
            "there is no day to draw."
        )
    people = len(np.unique(told.person))
    drawn = JourneyMap(
        key=key,
        title=title,
        map_kind="day_in_the_life",
        axis="clock",
        subject_noun=subject_noun,
        where=where or {},
        as_of=time_text(moment),
        period=f"{day_text(told.first_us, zone=zone)}/{day_text(told.last_us, zone=zone)}",
        n_subjects=people,
        n_interactions=len(told.hour),
    )
    return restand(_drawn(drawn, blocks, zone=zone, rules=rules))


def _drawn(drawn: JourneyMap, blocks: Sequence[Block], *, zone: str, rules: DayRules) -> JourneyMap:
    taken: set[str] = set()
    steps = [(_step(block, taken), block) for block in blocks]
    stages = [
        MapStage(id="stage-all-day", name="All day", steps=[s for s, block in steps if block.is_all_day])
    ]
    for name, start, end in PARTS:
        mine = [s for s, block in steps if not block.is_all_day and start <= _middle(block) < end]
        stages.append(MapStage(id=f"stage-{name.casefold()}", name=name, steps=mine))
    lanes: list[tuple[LaneRole, str, list[Card]]] = [
        ("actions", "Actions", [card for pair in steps for card in _actions(*pair, rules, drawn)]),
        ("custom", "Place", [_card(step, "place", _place(block.channel)) for step, block in steps]),
        ("touchpoints", "Touchpoints", [_touchpoint(step, block) for step, block in steps]),
        ("metrics", "Metrics", [card for pair in steps for card in _metrics(*pair, drawn)]),
    ]
    return msgspec.structs.replace(
        drawn,
        stages=[stage for stage in stages if stage.steps],
        lanes=[
            Lane(id=f"lane-{label.casefold()}", role=role, label=label, cards=cards)
            for role, label, cards in lanes
        ],
        footnotes=_footnotes(zone, rules),
    )


def _middle(block: Block) -> float:
    return block.start + block.hours / 2


def _step(block: Block, taken: set[str]) -> Step:
    first = block.actions[0][0] if block.actions else None
    name = step_name(block.touchpoint, first)
    key = slug(name, taken=taken)
    taken.add(key)
    return Step(
        id=key,
        name=name,
        lineage_id=key,
        reach=block.people,
        starts_at=f"{block.start:02d}:00",
        ends_at=f"{block.start + block.hours:02d}:00",
    )


def _actions(step: Step, block: Block, rules: DayRules, drawn: JourneyMap) -> list[Card]:
    total = max(block.interactions, 1)
    cards = []
    for number, (action, count) in enumerate(block.actions[: rules.actions], start=1):
        text = action_name(block.touchpoint, action)
        evidence = _counted(drawn, step, f"actions-{step.id}-{number}.1", value=count, n=total, of=text)
        card = _card(step, f"actions-{number}", text, body=f"{percent(count / total)} of what is done then")
        cards.append(msgspec.structs.replace(card, evidence=[evidence]))
    return cards


def _metrics(step: Step, block: Block, drawn: JourneyMap) -> list[Card]:
    people = drawn.n_subjects or 0
    share = f"{percent(block.people / max(people, 1))} of {plural(drawn.subject_noun)}"
    reach = _counted(drawn, step, f"metrics-{step.id}-1.1", value=block.people, n=people, of="people")
    inside = block.interactions / max(block.of, 1)
    within = _counted(drawn, step, f"metrics-{step.id}-2.1", value=inside, n=block.of, of="interactions")
    cards = [
        (_card(step, "metrics-1", count_text(block.people), body=share), "Reach", reach),
        (_card(step, "metrics-2", percent(inside)), "In these hours", within),
    ]
    return [
        msgspec.structs.replace(card, figure=figure, evidence=[evidence]) for card, figure, evidence in cards
    ]


def _touchpoint(step: Step, block: Block) -> Card:
    return msgspec.structs.replace(
        _card(step, "touchpoints", block.touchpoint), channel=block.channel or None
    )


def _card(step: Step, name: str, text: str, *, body: str | None = None) -> Card:
    return Card(id=f"{name}-{step.id}", step=step.id, text=text, body=body)


def _place(channel: str) -> str:
    return PLACES.get(channel, "Somewhere we do not see")


def _counted(drawn: JourneyMap, step: Step, name: str, *, value: float, n: int, of: str) -> Evidence:
    return Evidence(
        id=name,
        kind="metric",
        provenance=Provenance(
            source="timelines", locator=f"{of}, from {step.starts_at} to {step.ends_at}, by the hour"
        ),
        value=float(value),
        unit="share" if isinstance(value, float) else "count",
        n=n,
        too_few=n < 30,
        period=drawn.period,
        collected_at=drawn.as_of,
    )


def _footnotes(zone: str, rules: DayRules) -> list[str]:
    hours = (
        f"Hours are by the clocks of {zone}: a touchpoint's own are those in a row that hold the most beyond "
        f"what they would were the day even. With less than {percent(rules.apart)} more it is met all day: "
        f"the hours that hold {percent(rules.all_day)}. All days are put together: nobody need have had this."
    )
    counted = (
        "Only what people began themselves, at a known hour, counts. Places are guessed from the channel."
    )
    left_out = f"Left out are touchpoints where fewer than {rules.fewest} people were in those hours."
    return [hours, counted, left_out]
