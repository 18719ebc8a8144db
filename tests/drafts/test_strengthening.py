from pathlib import Path

from tests.drafts.worlds import STAGES, World, world

from desirepath.drafts import ask_of, draft, fill
from desirepath.maps import Card, JourneyMap
from desirepath.testing import Told


def drafted(told: World) -> JourneyMap:
    return draft(told.store, STAGES, key="m", title="M", interactions=told.interactions, engine=told.engine)


def strengths(drawn: JourneyMap) -> list[Card]:
    return [card for lane in drawn.lanes if lane.role == "strengths" for card in lane.cards]


def buying(*, minutes: int, setup: str = "2025-03-03 10", happy: int = 0) -> list[Told]:
    """A hundred people, a fifth of whom leave at every step but the checkout, from which all go on."""
    told: list[Told] = []
    for number in range(100):
        name, days = f"p{number:03d}", 5 - number % 5
        told += [(name, "Ad", "2025-03-01 10:00", {"action": "clicked", "channel": "paid_ad"})]
        told += [(name, "Home page", "2025-03-02 10:00", {"action": "viewed"})] if days > 1 else []
        if days > 2:
            told += [(name, "Checkout", "2025-03-03 10:00", {"action": "Order Completed"})]
            told += [(name, "Setup", f"{setup}:{minutes:02d}", {"action": "started"})]
            told += [(name, "Router", "2025-03-05 10:00", {"action": "used"})] if days > 3 else []
        if days > 2 and number < happy:
            words = f"I sat down and all was done in no time, number {number}"
            answer = {"action": "answered", "score": 10.0, "scale": "0..10", "text": words}
            told += [(name, "Survey", f"2025-03-03 10:{minutes - 1:02d}", answer)]
    return told


def test_a_strength_from_which_people_go_on_much_sooner_than_elsewhere_is_quick(tmp_path: Path) -> None:
    shop = world(tmp_path, *buying(minutes=5))
    drawn = drafted(shop)
    assert [(card.step, card.text) for card in strengths(drawn)] == [
        ("completes-the-order", "100 % move on from here, 25 points above the map's median"),
        ("completes-the-order", "Quick: on to the next step within 5 minutes, for half of them"),
    ]
    assert len({card.id for card in strengths(drawn)}) == 2
    later = fill(drawn, ask_of(shop.store, drawn))
    assert [card.text for card in strengths(later)] == [card.text for card in strengths(drawn)]


def test_a_strength_no_quicker_than_the_others_is_not_told_to_be(tmp_path: Path) -> None:
    cards = strengths(drafted(world(tmp_path, *buying(minutes=5, setup="2025-03-04 10"))))
    assert [card.text for card in cards] == ["100 % move on from here, 25 points above the map's median"]


def test_what_a_promoter_said_stands_by_the_strength(tmp_path: Path) -> None:
    drawn = drafted(world(tmp_path, *buying(minutes=5, happy=20)))
    kinds = [{piece.kind for piece in card.evidence} for card in strengths(drawn)]
    assert kinds
    assert all("quote" in each for each in kinds)
