"""Who watches a question hears how far it is, and may stop it between two partitions."""

from pathlib import Path

import pytest

from desirepath.errors import Cancelled
from desirepath.journeys import Store, each_of, stretch, watched
from desirepath.measures import Paths, measure
from desirepath.testing import little, store_of


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """The timelines of forty people, over many partitions."""
    told = [(f"p{number}", page, "10:00") for number in range(40) for page in ("ad", "shop")]
    return store_of(little(*told), tmp_path)


def test_progress_rises_to_all_there_is(store: Store) -> None:
    heard: list[tuple[int, int]] = []
    with watched(lambda done, everything: heard.append((done, everything))):
        answer = measure(Paths(), store, resamples=40)
    assert answer.entered.subjects == 40
    assert heard == sorted(heard)
    assert {everything for _, everything in heard} == {heard[-1][0]}


def test_a_question_that_nobody_wants_any_more_is_stopped(store: Store) -> None:
    heard: list[int] = []
    with (
        pytest.raises(Cancelled),
        watched(lambda done, _: heard.append(done), cancelled=lambda: len(heard) >= 1),
    ):
        measure(Paths(), store, resamples=40)
    assert len(heard) < len(store.partitions)


def test_the_answer_is_the_same_whether_anybody_watches(store: Store) -> None:
    with watched():
        watched_answer = measure(Paths(), store)
    assert watched_answer.table.equals(measure(Paths(), store).table)


def test_of_two_questions_for_one_answer_each_is_its_stretch_of_the_way(store: Store) -> None:
    heard: list[float] = []
    with watched(lambda done, everything: heard.append(done / everything)):
        with stretch(0.0, 0.0):
            measure(Paths(), store)
        assert set(heard) == {0.0}
        with stretch(0.0, 0.5):
            measure(Paths(), store)
        assert max(heard) == 0.5
        with stretch(0.5, 1.0), stretch(0.5, 1.0):
            measure(Paths(), store)
    assert heard == sorted(heard)
    assert heard[-1] == 1.0
    assert min(one for one in heard if one > 0.5) >= 0.75


def test_steps_are_said_as_they_begin_and_none_begins_that_nobody_wants() -> None:
    said: list[str] = []

    def work() -> None:
        for step in ("choosing the steps", "counting the figures", "never"):
            with stretch(0.0, 0.5, step):
                pass

    with watched(cancelled=lambda: len(said) >= 2, says=said.append), pytest.raises(Cancelled):
        work()
    assert said == ["choosing the steps", "counting the figures"]


def test_parts_that_are_gone_through_by_hand_are_counted_and_given_up() -> None:
    heard: list[tuple[int, int]] = []
    seen: list[str] = []
    with (
        pytest.raises(Cancelled),
        watched(lambda *far: heard.append(far), cancelled=lambda: len(seen) == 2),
    ):
        seen.extend(each_of("abc"))
    assert heard == [(1, 3)]
