"""A map and what became of it: with every sort of change, and with whatever is hard to set."""

import msgspec
from tests.prints.awkward import awkward

from desirepath.maps import Card, Emotion, JourneyMap, Lane, MapStage, Step

replace = msgspec.structs.replace


def shop() -> JourneyMap:
    """Four steps in two stages, all felt and one on too few."""
    look, order, fail, call = (
        Step(id=key, name=name, lineage_id=key)
        for key, name in (
            ("look", "Looks around"), ("order", "Orders"), ("fail", "Setup fails"), ("call", "Calls support"),
        )
    )  # fmt: skip
    felt = [("look", 0.6, 120), ("order", 1.1, 88), ("fail", -1.8, 41), ("call", -0.9, 12)]
    return JourneyMap(
        key="shop",
        title="Buying a router",
        persona="Nora",
        period="2025-01-01/2025-12-31",
        n_subjects=412,
        stages=[
            MapStage(id="buy", name="Purchase", type="purchase", steps=[look, order]),
            MapStage(id="use", name="Onboarding", type="onboarding", steps=[fail, call]),
        ],
        lanes=[
            Lane(id="l1", role="actions", label="Actions", cards=[
                Card(id="a1", step="look", text="Reads reviews"),
                Card(id="a2", step="order", text="Fills in a form"),
                Card(id="a3", step="call", text="Waits on hold"),
            ]),
            Lane(id="l2", role="obstacles", label="Obstacles", cards=[
                Card(id="o1", step="order", text="Forty fields", severity=2),
                Card(id="o2", step="fail", text="Needs a cable", severity=3),
            ]),
            Lane(id="l3", role="touchpoints", label="Touchpoints", cards=[
                Card(id="t1", step="look", text="Website", channel="website"),
            ]),
        ],
        emotions=[
            Emotion(id=f"e-{step}", step=step, source="measured", value=value, low=value - 0.2,
                    high=value + 0.2, n=n, too_few=n < 30)
            for step, value, n in felt
        ],
    )  # fmt: skip


def future() -> JourneyMap:
    """The shop as it is meant to be: a step less, a step more, targets, other cards."""
    now = shop()
    buy, use = now.stages
    guided = Step(id="guide", name="Is guided by video", lineage_id="guide", duration_expected="PT10M")
    order = replace(buy.steps[1], name="Orders in one page", moment_of_truth=True)
    actions, obstacles, touchpoints = now.lanes
    return replace(
        now,
        key="shop-2027",
        title="Buying a router in 2027",
        map_kind="future_state",
        baseline="shop",
        period=None,
        n_subjects=None,
        stages=[replace(buy, steps=[buy.steps[0], order]), replace(use, steps=[guided, use.steps[1]])],
        lanes=[
            replace(actions, cards=[
                actions.cards[0], replace(actions.cards[1], text="Fills in five fields"), actions.cards[2],
                Card(id="a4", step="guide", text="Follows the video"),
            ]),
            replace(obstacles, cards=[replace(obstacles.cards[0], severity=1)]),
            touchpoints,
        ],
        emotions=[
            Emotion(id=f"t-{step}", step=step, source="target", value=value)
            for step, value in (("look", 0.7), ("order", 1.6), ("guide", 0.9), ("call", 0.2))
        ],
    )  # fmt: skip


def retold(script: str) -> tuple[JourneyMap, JourneyMap]:
    """A map in a script, and the same with every step and card said otherwise; half the steps are others."""
    now = awkward(script)

    def other(step: Step, at: int) -> Step:
        lineage = f"{step.lineage_id}-new" if at % 2 else step.lineage_id
        return replace(step, name=f"{step.name} {step.name}", lineage_id=lineage)

    stages = [
        replace(stage, steps=[other(step, at) for at, step in enumerate(stage.steps)]) for stage in now.stages
    ]
    lanes = [
        replace(lane, cards=[replace(card, text=f"{card.text} {card.text}") for card in lane.cards])
        for lane in now.lanes
    ]
    emotions = [replace(one, value=-one.value, low=None, high=None) for one in now.emotions]
    return now, replace(now, title=f"{now.title} {now.title}", stages=stages, lanes=lanes, emotions=emotions)


def forty() -> tuple[JourneyMap, JourneyMap]:
    """Forty steps, of which every third is gone and every fifth came."""
    steps = [
        Step(id=f"s{at}", name=f"Does the thing number {at} at length", lineage_id=f"s{at}")
        for at in range(48)
    ]
    cards = [
        Card(id=f"c{at}", step=f"s{at}", text="Something that people do here, again") for at in range(48)
    ]
    felt = [
        Emotion(id=f"e{at}", step=f"s{at}", source="measured", value=(-2, 2, -1.9, 0.1)[at % 4],
                low=-2, high=2, n=9 if at % 7 == 0 else 90)
        for at in range(48)
    ]  # fmt: skip

    def drawn(key: str, left_out: int, shift: float) -> JourneyMap:
        kept = {step.id for at, step in enumerate(steps) if at % left_out}
        return JourneyMap(
            key=key,
            title="A very long journey",
            stages=[
                MapStage(
                    id=f"g{at}",
                    name=f"Stage {at}",
                    steps=[s for s in steps[6 * at : 6 * at + 6] if s.id in kept],
                )
                for at in range(8)
            ],
            lanes=[Lane(id="l", role="actions", label="Actions", cards=[c for c in cards if c.step in kept])],
            emotions=[
                replace(one, value=max(-2, min(2, one.value + shift))) for one in felt if one.step in kept
            ],
        )

    return drawn("long", 3, 0), drawn("longer", 5, 0.5)


def nothing() -> tuple[JourneyMap, JourneyMap]:
    """Two maps without a step."""
    return JourneyMap(key="a", title="Nothing yet"), JourneyMap(key="b", title="Nothing either")
