"""A day in the life: when, by the clock, people are where, from the hours of what they did.

Each touchpoint is a step over the hours in which most of its interactions lie; several of one channel at the
same hours are one step. What is known to the day only has no hour and is left out. Every figure cites what is
done between two hours (`day_counts.DoneBetween`), so that filling counts it again.
"""

from collections.abc import Mapping, Sequence

import ibis
import msgspec

from desirepath.drafts.asking import ask_of
from desirepath.drafts.counting import Mask, period_of
from desirepath.drafts.day_counts import ALL, action_node, known_to_the_day
from desirepath.drafts.filling import fill
from desirepath.drafts.hours import Block, DayRules, blocks_of, hours_told
from desirepath.drafts.naming import MAIL, action_name, slug, step_name
from desirepath.engines import Engine
from desirepath.errors import QuestionError
from desirepath.journeys import Store
from desirepath.maps import (
    BY_THE_HOUR,
    NOT_KNOWN,
    REACH,
    Card,
    Evidence,
    JourneyMap,
    Lane,
    LaneRole,
    MapStage,
    Provenance,
    Step,
    Unit,
    percent,
    plural,
)

PARTS = (("Night", 0, 6), ("Morning", 6, 12), ("Afternoon", 12, 17), ("Evening", 17, 24))
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
MEETS: Mapping[str, str] = {
    "app": "Uses our app", "chat": "Chats with us", "email": "Reads our e-mails", "in_person": "Visits us",
    "organic_search": "Searches the web", "paid_ad": "Sees our ads", "paid_search": "Finds our ads",
    "phone": "Calls us", "review_site": "Reads reviews", "social": "Sees us on social media",
    "website": "Is at our website",
}  # fmt: skip
MOSTLY = 0.4  # of what is done at a touchpoint is one action: it names the step
SHOWN = 4  # touchpoints of a step


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
    beyond what they would were the day even, or two stretches of them; or over all of its day, where that is
    not much. Three or more touchpoints of one channel at alike hours are one step. Only what people began
    themselves counts. `interactions` and `engine` tell what is known to the day only, which is left
    out; without them everything has an hour.

    QuestionError when nothing has an hour, or nowhere were enough people.
    """
    rules, moment = rules or DayRules(), as_of_us or store.as_of_us
    daily = known_to_the_day(interactions, engine)
    told = hours_told(store, mask=mask, as_of_us=moment, zone=zone, daily=daily)
    blocks = blocks_of(told, rules)
    if not blocks:
        raise QuestionError(
            f"Nothing that at least {rules.fewest} {plural(subject_noun)} did has an hour of the day: "
            "there is no day to draw."
        )
    blank = JourneyMap(
        key=key,
        title=title,
        map_kind="day_in_the_life",
        axis="clock",
        subject_noun=subject_noun,
        where=where or {},
    )
    drawn = _drawn(blank, blocks, zone=zone, rules=rules)
    ask = ask_of(store, drawn, mask=mask, as_of_us=moment, zone=zone, daily=daily)
    period = period_of(store, mask=mask, as_of_us=moment, zone=zone)
    return fill(drawn, ask, as_of_us=moment, period=period)


def _drawn(drawn: JourneyMap, blocks: Sequence[Block], *, zone: str, rules: DayRules) -> JourneyMap:
    taken: set[str] = set()
    steps = [(_step(block, taken), block) for block in blocks]
    stages = [
        MapStage(id="stage-all-day", name="All day", steps=[s for s, block in steps if block.is_all_day])
    ]
    for name, start, end in PARTS:
        mine = [s for s, block in steps if not block.is_all_day and start <= block.start < end]
        stages.append(MapStage(id=f"stage-{name.casefold()}", name=name, steps=mine))
    lanes: list[tuple[LaneRole, str, list[Card]]] = [
        ("actions", "Actions", [card for pair in steps for card in _actions(*pair, rules)]),
        ("custom", "Place", [_card(step, "place", _place(block.channel)) for step, block in steps]),
        ("touchpoints", "Touchpoints", [card for pair in steps for card in _touchpoints(*pair)]),
        ("metrics", "Metrics", [card for pair in steps for card in _metrics(*pair)]),
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


def _step(block: Block, taken: set[str]) -> Step:
    name = _name(block)
    key = slug(name, taken=taken)
    taken.add(key)
    return Step(
        id=key,
        name=name,
        lineage_id=key,
        starts_at=f"{block.start:02d}:00",
        ends_at=f"{block.start + block.hours:02d}:00",
    )


def _name(block: Block) -> str:
    if len(block.touchpoints) > 1:
        return MEETS.get(block.channel, f"Is with us: {block.channel.replace('_', ' ') or 'somewhere'}")
    total = sum(count for _, _, count in block.actions)
    most = [action for _, action, count in block.actions[:1] if count >= MOSTLY * total]
    action = most[0] if most else None
    return step_name(block.touchpoints[0], action, is_mail=block.channel in MAIL)


def _actions(step: Step, block: Block, rules: DayRules) -> list[Card]:
    cards = []
    for number, (touchpoint, action, _) in enumerate(block.actions[: rules.actions], start=1):
        text = action_name(touchpoint, action, is_mail=block.channel in MAIL)
        node = action_node(touchpoint, action)
        stub = _asked(step, block, node=node, column="then_share", unit="share")
        cards.append(_resting(_card(step, f"actions-{number}", text), stub))
    return cards


def _metrics(step: Step, block: Block) -> list[Card]:
    reach = _asked(step, block, node=ALL, column="people", unit="count")
    of_all = _asked(step, block, node=ALL, column="people_share", unit="share")
    inside = _asked(step, block, node=ALL, column="share", unit="share")
    figures = [(REACH, [reach, of_all]), ("In these hours", [inside])]
    return [
        msgspec.structs.replace(_resting(_card(step, f"metrics-{number}", NOT_KNOWN), *stubs), figure=figure)
        for number, (figure, stubs) in enumerate(figures, start=1)
    ]


def _touchpoints(step: Step, block: Block) -> list[Card]:
    """Where it is; of many touchpoints those with most people, and how many more there are."""
    shown = block.touchpoints[:SHOWN]
    more = len(block.touchpoints) - len(shown)
    cards = [
        msgspec.structs.replace(
            _card(step, "touchpoints" if not at else f"touchpoints-{at + 1}", name),
            channel=block.channel or None,
        )
        for at, name in enumerate(shown)
    ]
    return cards if not more else [*cards, _card(step, "touchpoints-more", f"and {more} more")]


def _resting(card: Card, *stubs: Evidence) -> Card:
    evidence = [
        msgspec.structs.replace(stub, id=f"{card.id}.{number}") for number, stub in enumerate(stubs, start=1)
    ]
    return msgspec.structs.replace(card, evidence=evidence)


def _card(step: Step, name: str, text: str, *, body: str | None = None) -> Card:
    return Card(id=f"{name}-{step.id}", step=step.id, text=text, body=body)


def _place(channel: str) -> str:
    return PLACES.get(channel, "Somewhere we do not see")


def _asked(step: Step, block: Block, *, node: str, column: str, unit: Unit) -> Evidence:
    """A figure that has been asked for and not looked up yet."""
    end = block.start + block.hours
    return Evidence(
        id="",
        kind="metric",
        provenance=Provenance(
            source="measure",
            locator=f"{BY_THE_HOUR}, from {step.starts_at} to {step.ends_at}, row {node}, column {column}",
        ),
        measure=BY_THE_HOUR,
        question={
            "measure": BY_THE_HOUR,
            "lens": "day",
            "touchpoints": sorted(block.touchpoints),
            "start": block.start,
            "end": end,
        },
        row={"node": node},
        column=column,
        unit=unit,
    )


def _footnotes(zone: str, rules: DayRules) -> list[str]:
    hours = (
        f"Hours are by the clocks of {zone}: a touchpoint's own are those in a row that hold the most beyond "
        f"what they would were the day even, or two stretches of them. With less than {percent(rules.apart)} "
        f"more it is met all day: the hours that hold {percent(rules.all_day)}. "
        "All days are put together: nobody need have had this."
    )
    counted = (
        "Only what people began themselves, at a known hour, counts. Places are guessed from the channel."
    )
    left_out = f"Left out are touchpoints where fewer than {rules.fewest} people were in those hours."
    return [hours, counted, left_out]
