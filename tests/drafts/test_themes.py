from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.drafts.worlds import STAGES, World, world

from desirepath.drafts import draft
from desirepath.drafts.sentences import Sentence, told_at
from desirepath.drafts.themes import Theme, themes
from desirepath.maps import Card, JourneyMap
from desirepath.testing import Told


def said(*texts: str, valence: float | None = None, step: str = "hotline") -> list[Sentence]:
    """Each text by a person of their own."""
    return [
        sentence
        for number, text in enumerate(texts)
        for sentence in told_at(text, step=step, person=(0, number), fact=number, valence=valence)
    ]


def phrases(found: list[Theme]) -> list[tuple[str, str, int]]:
    return [(theme.topic, theme.phrase, theme.people) for theme in found]


def test_what_five_people_ask_is_a_theme_and_what_four_ask_is_not() -> None:
    texts = [f"Hi, it's number {number}. When will the parcel come?" for number in range(5)]
    assert phrases(themes(said(*texts))) == [("questions", "when will the parcel come", 5)]
    assert themes(said(*texts[:4])) == []


def test_one_person_who_says_a_thing_five_times_is_one_person() -> None:
    (asked,) = said("When will the parcel come?")
    assert themes([asked] * 5) == []


def test_hello_with_a_question_mark_asks_nothing() -> None:
    assert themes(said(*["Hello? All is well here."] * 9)) == []


def test_what_is_wanted_is_what_follows_the_wish() -> None:
    found = themes(said(*["I want to work from home, and soon."] * 6))
    assert phrases(found) == [("motivations", "work from home, and soon", 6)]


def test_a_statement_is_a_complaint_when_the_score_is_low_or_a_word_says_so() -> None:
    neutral = "The courier rang the wrong bell"
    calm = "The courier rang the front bell"
    assert [theme.topic for theme in themes(said(*[calm] * 6, valence=-1.0))] == ["obstacles"]
    assert themes(said(*[calm] * 6, valence=1.0)) == []
    assert themes(said(*[calm] * 6)) == []
    assert [theme.topic for theme in themes(said(*[neutral] * 6))] == ["obstacles"]


def test_what_people_say_everywhere_tells_of_no_step() -> None:
    common = [f"The line is slow{' and old' if number % 2 else ''}" for number in range(20)]
    here = [f"{text}. The lamp blinks red" for text in common[:10]]
    found = themes(
        [
            *said(*here, valence=-1.0, step="setup"),
            *said(*common, valence=-1.0, step="use"),
        ]
    )
    assert [theme.phrase for theme in found if theme.step == "setup"] == ["the lamp blinks red"]


def test_what_was_blacked_out_is_in_no_phrase() -> None:
    found = themes(said(*["The parcel for [name] was lost on the way"] * 6, valence=-1.0))
    assert phrases(found) == [("obstacles", "lost on the way", 6)]


WORDS = st.sampled_from(["the", "box", "broke", "twice", "today", "again"])
TOLD = st.lists(st.tuples(st.integers(0, 7), st.lists(WORDS, min_size=1, max_size=6)), max_size=25)


@given(TOLD)
@settings(max_examples=60, deadline=None)
def test_a_theme_is_used_by_as_many_people_as_it_says(told: list[tuple[int, list[str]]]) -> None:
    sentences = [
        sentence
        for number, (person, words) in enumerate(told)
        for sentence in told_at(" ".join(words), step="s", person=(0, person), fact=number, valence=-1.0)
    ]
    for theme in themes(sentences):
        users = {person for person, words in told if f" {theme.phrase} " in f" {' '.join(words)} "}
        assert len(users) == theme.people >= 5
        assert theme.of == len({person for person, _ in told})
        assert len(set(theme.facts)) == len(theme.facts) == theme.people


def telling(number: int, text: str, **more: Any) -> list[Told]:
    name = f"p{number}"
    return [
        (name, "Checkout", "2025-03-02 10:00", {"action": "ordered"}),
        (name, "Hotline", "2025-03-03 10:00", {"action": "called", "channel": "phone", "text": text, **more}),
    ]


def drafted(told: World) -> JourneyMap:
    return draft(told.store, STAGES, key="m", title="M", interactions=told.interactions, engine=told.engine)


def cards(journey_map: JourneyMap, role: str) -> list[Card]:
    return [card for lane in journey_map.lanes if lane.role == role for card in lane.cards]


def test_themes_are_assumed_cards_that_point_at_facts_and_hold_nobodys_text(tmp_path: Path) -> None:
    told = [
        each
        for number in range(8)
        for each in telling(number, f"The fee was wrong again, says Kim{number}. Can you check the bill?")
    ]
    drawn = drafted(world(tmp_path, *told))
    (question,) = cards(drawn, "questions")
    assert (question.text, question.body) == ("“Can you check the bill …?”", "8 of 8 people who wrote here")
    assert question.status == "assumed"
    assert [piece.kind for piece in question.evidence] == ["note", "call", "call", "call"]
    assert {piece.provenance.extracted_by for piece in question.evidence} == {"model"}
    (obstacle,) = cards(drawn, "obstacles")
    assert (obstacle.text, obstacle.obstacle_kind) == ("Told: “the fee was wrong again, says”", "cost")
    assert "kim" not in repr(drawn).casefold()


def test_a_code_of_the_shop_system_is_said_in_words(tmp_path: Path) -> None:
    told: list[Told] = [
        (f"p{number}", "Checkout", "2025-03-02 10:00", {"properties": {"cancel_reason": "inventory"}})
        for number in range(6)
    ]
    (card,) = cards(drafted(world(tmp_path, *told)), "obstacles")
    assert (card.text, card.obstacle_kind) == ("Reason given: not in stock (“inventory”)", "structural")
