from pathlib import Path
from typing import Any

from tests.drafts.worlds import STAGES, world

from desirepath.drafts import draft
from desirepath.maps import JourneyMap
from desirepath.maps.documents import Card
from desirepath.testing import Told, microseconds


def cards(journey_map: JourneyMap, role: str) -> list[Card]:
    return [card for lane in journey_map.lanes if lane.role == role for card in lane.cards]


def drafted(folder: Path, told: list[Told]) -> JourneyMap:
    of = world(folder, *told)
    return draft(of.store, STAGES, key="m", title="M", interactions=of.interactions, engine=of.engine)


def bought(person: str, **more: object) -> list[Told]:
    return [
        (person, "Ad", "2025-03-01 10:00", {"action": "clicked"}),
        (person, "Checkout", "2025-03-02 10:00", {"action": "ordered", **more}),
    ]


def quoted_steps(journey_map: JourneyMap) -> list[tuple[str, str | None]]:
    return [(card.step, card.evidence[0].interaction_id) for card in cards(journey_map, "quotes")]


def test_an_answer_is_quoted_where_the_order_it_names_was_made(tmp_path: Path) -> None:
    order = {"type": "order", "value": "7", "role": "other"}
    ana = {"type": "user", "value": "ana", "role": "self"}
    answer = {
        "action": "answered",
        "score": 1.0,
        "scale": "1..5",
        "text": "The box arrived open and half empty",
    }
    told: list[Told] = [
        *bought("ana", identifiers=[ana, order]),
        ("ana", "Router", "2025-03-04 10:00", {"action": "used"}),
        ("ana", "Survey", "2025-03-05 10:00", {**answer, "identifiers": [ana, order]}),
    ]
    assert quoted_steps(drafted(tmp_path, told)) == [("orders-at-the-checkout", "little-000003")]


def test_an_answer_that_names_nothing_is_quoted_at_the_last_step_of_the_two_weeks_before(
    tmp_path: Path,
) -> None:
    words = "I could not find where to send it back to"
    answer = {"action": "answered", "score": 1.0, "scale": "1..5", "text": words}
    soon = [*bought("ana"), ("ana", "Survey", "2025-03-16 10:00", answer)]
    late = [*bought("ana"), ("ana", "Survey", "2025-03-16 10:01", answer)]
    assert quoted_steps(drafted(tmp_path / "soon", soon)) == [("orders-at-the-checkout", "little-000002")]
    assert quoted_steps(drafted(tmp_path / "late", late)) == []


def test_what_is_told_at_a_step_itself_is_quoted_there(tmp_path: Path) -> None:
    words = "My old modem is broken, when can you come?"
    told = [*bought("ana"), ("ana", "Hotline", "2025-03-03 10:00", {"action": "called", "text": words})]
    assert quoted_steps(drafted(tmp_path, told)) == [("calls-the-hotline", "little-000002")]


def test_the_same_words_are_quoted_once_and_too_short_or_long_ones_never(tmp_path: Path) -> None:
    told: list[Told] = []
    for number, words in enumerate(("All good", "Everything went well, thank you all", "So " * 90)):
        for person in ("ana", "bo"):
            text = {"action": "called", "text": words, "channel": "phone"}
            told += [*bought(f"{person}{number}"), (f"{person}{number}", "Hotline", "2025-03-03 10:00", text)]
    assert [step for step, _ in quoted_steps(drafted(tmp_path, told))] == ["calls-the-hotline"]


def test_words_that_others_said_before_and_that_were_said_later_take_no_quote_away(tmp_path: Path) -> None:
    told: list[Told] = []
    for person, day in (("cy", "20"), ("ana", "03"), ("bo", "03")):
        text = {"action": "called", "text": "Everything went well, thank you all"}
        told += [*bought(person), (person, "Hotline", f"2025-03-{day} 10:00", text)]
    of = world(tmp_path, *told)
    only_bo = of.store.mask(["bo"])
    in_march = microseconds("2025-03-10 00:00")

    def quoted(**whom: Any) -> list[str | None]:
        drawn = draft(
            of.store, STAGES, key="m", title="M", interactions=of.interactions, engine=of.engine, **whom
        )
        return [fact for _, fact in quoted_steps(drawn)]

    assert quoted() == ["little-000002"]
    assert quoted(as_of_us=in_march) == ["little-000005"]
    assert quoted(mask=only_bo) == ["little-000008"]


def test_a_quote_that_everybody_can_read_goes_before_one_with_something_taken_out(tmp_path: Path) -> None:
    told: list[Told] = []
    texts = [f"The line was dead for hours, case {number}" for number in range(9)]
    for number, words in enumerate(["Ask for [name] at [phone], she knows what happened", *texts]):
        told += [*bought(f"p{number}"), (f"p{number}", "Hotline", "2025-03-03 10:00", {"text": words})]
    ((_, chosen),) = quoted_steps(drafted(tmp_path, told))
    assert chosen != "little-000002"


def test_a_reason_recorded_for_many_people_is_an_obstacle_at_its_step(tmp_path: Path) -> None:
    told: list[Told] = []
    for number in range(20):
        reason = "too expensive" if number < 12 else "no stock" if number < 17 else "other"
        told += bought(f"p{number:02d}", properties={"cancel_reason": reason})
    journey_map = drafted(tmp_path, told)
    assert [(card.step, card.text, card.body) for card in cards(journey_map, "obstacles")] == [
        ("orders-at-the-checkout", "Reason given: “too expensive”", "12 people"),
        ("orders-at-the-checkout", "Reason given: “no stock”", "5 people"),
    ]  # three people's reason is not told: they could be known by it
    first = cards(journey_map, "obstacles")[0].evidence[0]
    assert (first.value, first.n, first.kind) == (12.0, 20, "observation")
