"""Breakdowns, filters and periods: the question asked of exactly those journeys, and summing to the whole."""

from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.measures.test_folds import FRAME, QUESTIONS, STAGES
from tests.measures.test_measuring import QUESTIONS as STORE_QUESTIONS
from tests.measures.test_measuring import STAGES as DOCUMENT
from tests.measures.test_measuring import crowd, stored
from tests.measures.worlds import Journey, Person, Step, answered, told, worlds

from desirepath.errors import QuestionError
from desirepath.journeys import Gap, LensTable, Period, Store, lens_by, sorted_out
from desirepath.measures import DropOff, Paths, Transitions, measure
from desirepath.measures.groups import Groups
from desirepath.testing import microseconds

__all__ = ["crowd"]
World = list[list[Person]]
every_question = pytest.mark.parametrize("question", STORE_QUESTIONS, ids=lambda one: type(one).__name__)


def by_subject(store: Store, groups: int) -> Groups:
    """Everybody by the number in their name; a sixth of them is in no group."""
    of = []
    for part in store.partitions:
        numbers = [int(name[1:]) for name in part.subjects.to_pylist()]  # type: ignore[index]
        of.append(np.array([-1 if n % 6 == 0 else n % groups for n in numbers], np.int32))
    return Groups(names=[f"group {number}" for number in range(groups)], of=of, each="subject")


def of_channel(store: Store, **options: Any) -> Groups:
    """Every step by its channel."""
    lens = lens_by("channel", store.kinds)
    return Groups(names=lens.nodes, of=[lens.codes.take(part.kinds) for part in store.partitions], **options)


@every_question
def test_a_group_of_people_answers_as_if_asked_alone(crowd: Store, question: Any) -> None:
    groups = by_subject(crowd, 4)
    found = measure(question, crowd, stages=DOCUMENT, breakdown=groups)
    rows = found.rows()
    whole = measure(question, crowd, stages=DOCUMENT)
    assert set(found.groups) == {"group 0", "group 1", "group 2", "group 3", "(unknown)"}
    for number, name in enumerate([*groups.names, "(unknown)"]):
        mask = [of == (number if number < 4 else -1) for of in groups.of]
        alone = measure(question, crowd, stages=DOCUMENT, mask=mask)
        assert [row for row in rows if row["group"] == name] == [
            {"group": name, **row} for row in alone.rows()
        ]
        assert found.groups[name] == alone.entered
    assert sum(one.journeys for one in found.groups.values()) == found.entered.journeys
    assert sum(one.subjects for one in found.groups.values()) == found.entered.subjects
    assert found.entered == whole.entered
    assert found.table.column_names == ["group", *whole.table.column_names]


def attached(one: Person) -> list[Journey]:
    """Journeys that show something; what is hidden between two goes to the one before, else to the first."""
    found: list[Journey] = []
    early: tuple[Step, ...] = ()
    for journey in one.journeys:
        hidden = tuple(takewhile(lambda step: step.node is None, journey.steps))
        shown = journey.steps[len(hidden) :]
        if found:
            found[-1] = replace(found[-1], steps=(*found[-1].steps, *hidden))
        else:
            early = (*early, *hidden)
        if shown:
            found.append(replace(journey, steps=(*early, *shown)))
            early = ()
    return found


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: type(one).__name__)
@settings(max_examples=30, deadline=None)
@given(worlds(STAGES), st.integers(1, 3), st.data())
def test_a_group_of_journeys_answers_as_if_there_were_no_others(
    question: Any, world: World, groups: int, data: st.DataObject
) -> None:
    people = [replace(one, journeys=tuple(attached(one))) for part in world for one in part]
    group = [[data.draw(st.integers(0, groups - 1)) for _ in one.journeys] for one in people]
    flat = np.array([number for numbers in group for number in numbers], np.int32)
    for number, part in enumerate(sorted_out(told(people, STAGES), flat, groups)):
        mine = [
            replace(one, journeys=tuple(j for j, g in zip(one.journeys, which, strict=True) if g == number))
            for one, which in zip(people, group, strict=True)
        ]
        found = question.finish(question.merge(question.scan(part, FRAME)), FRAME).to_pylist()
        assert found == answered(question, [mine], STAGES, FRAME)


def test_the_first_or_the_last_step_says_which_group_a_journey_is_in(tmp_path: Path) -> None:
    store = stored(
        tmp_path / "generation",
        ("ana", "ad", "10:00", {"channel": "paid_ad"}), ("ana", "shop", "10:05", {"channel": "website"}),
        ("bo", "shop", "10:00", {"channel": "website"}), ("cleo", "shop", "10:00", {"channel": "app"}),
    )  # fmt: skip

    def journeys(**options: Any) -> dict[str, int]:
        found = measure(Paths(), store, breakdown=of_channel(store, **options))
        return {name: one.journeys for name, one in found.groups.items()}

    assert journeys() == {"app": 1, "paid_ad": 1, "website": 1}
    assert journeys(take="last") == {"website": 2, "app": 1}
    assert journeys(take="last", top=1) == {"website": 2, "(other)": 1}
    hidden = LensTable(show={"ad": None})
    shown = measure(Paths(lens=hidden), store, breakdown=of_channel(store))
    assert {name: one.journeys for name, one in shown.groups.items()} == {"website": 2, "app": 1}


@every_question
def test_what_is_beyond_the_top_is_one_group(crowd: Store, question: Any) -> None:
    groups = by_subject(crowd, 50)
    found = measure(question, crowd, stages=DOCUMENT, breakdown=groups)
    names = list(found.groups)
    assert (len(names), names[-2:]) == (14, ["(other)", "(unknown)"])
    own = [found.groups[name].journeys for name in names[:12]]
    assert own == sorted(own, reverse=True)
    rest = [groups.names.index(name) for name in groups.names if name not in names]
    other = measure(question, crowd, stages=DOCUMENT, mask=[np.isin(of, rest) for of in groups.of])
    assert [row for row in found.rows() if row["group"] == "(other)"] == [
        {"group": "(other)", **row} for row in other.rows()
    ]
    assert sum(one.journeys for one in found.groups.values()) == found.entered.journeys


@every_question
def test_a_breakdown_does_not_depend_on_the_threads(crowd: Store, question: Any) -> None:
    groups = of_channel(crowd, top=2)
    alone, together = (
        measure(question, crowd, stages=DOCUMENT, breakdown=groups, threads=threads) for threads in (1, 8)
    )
    assert alone.table.equals(together.table)
    assert alone.groups == together.groups


def test_a_breakdown_of_nobody_is_an_empty_table(crowd: Store) -> None:
    nobody = [np.zeros(len(part.subjects), np.bool_) for part in crowd.partitions]
    found = measure(DropOff(), crowd, mask=nobody, breakdown=by_subject(crowd, 2))
    assert (found.rows(), found.groups, found.table.column_names[0]) == ([], {}, "group")


@every_question
def test_periods_share_the_journeys_out(crowd: Store, question: Any) -> None:
    early = microseconds("02:00")
    before, after = Period(to_us=early), Period(from_us=early)
    morning, evening, whole = (
        measure(question, crowd, stages=DOCUMENT, period=period) for period in (before, after, None)
    )
    assert morning.entered.journeys + evening.entered.journeys == whole.entered.journeys
    assert evening.entered.journeys > 0


def test_a_journey_is_in_the_period_it_started_in_and_may_still_be_open(tmp_path: Path) -> None:
    store = stored(
        tmp_path / "generation",
        ("ana", "ad", "2025-04-30 10:00"), ("ana", "shop", "2025-05-31 10:00"),
        ("bo", "ad", "2025-05-02 10:00"), ("cleo", "ad", None), ("cleo", "shop", "2025-05-01 00:00"),
        ("dan", "ad", None),
    )  # fmt: skip
    april = Period(from_us=microseconds("2025-04-01 00:00"), to_us=microseconds("2025-05-01 00:00"))
    may = Period(from_us=april.to_us, to_us=microseconds("2025-06-01 00:00"))
    paths = {"april": measure(Paths(), store, period=april), "may": measure(Paths(), store, period=may)}
    assert [row["path"] for row in paths["april"].rows()] == [["ad", "shop"]]
    assert [row["path"] for row in paths["may"].rows()] == [["ad"], ["ad", "shop"]]
    [ad, shop] = measure(DropOff(), store, period=april).rows()
    assert (ad["moved_on"], shop["still_open"], shop["dropped_off"]) == (1, 1, 0)
    [ad, shop] = sorted(
        measure(DropOff(split=Gap(minutes=60)), store, period=may).rows(), key=lambda r: r["node"]
    )
    assert (ad["dropped_off"], shop["dropped_off"]) == (1, 2)


def test_a_period_outside_the_data_is_refused_and_an_empty_one_is_empty(tmp_path: Path) -> None:
    store = stored(
        tmp_path / "generation", ("ana", "ad", "2025-01-03 10:00"), ("bo", "ad", "2025-05-02 10:00")
    )
    for period in (
        Period(to_us=microseconds("2025-01-03 10:00")),
        Period(from_us=microseconds("2025-06-01 00:00:01")),
    ):
        with pytest.raises(QuestionError, match="from 2025-01-03 to 2025-06-01"):
            measure(Paths(), store, period=period)
    quiet = Period(from_us=microseconds("2025-02-01 00:00"), to_us=microseconds("2025-03-01 00:00"))
    found = measure(Paths(), store, period=quiet)
    assert (found.rows(), found.entered.journeys) == ([], 0)


def test_only_steps_that_are_shown_exist(crowd: Store) -> None:
    app = lens_by("channel", crowd.kinds).nodes.index("app")
    steps = [of == app for of in of_channel(crowd).of]
    found = measure(Transitions(), crowd, steps=steps)
    journeys = found.entered.journeys
    assert sum(row["count"] for row in found.rows()) == sum(map(np.count_nonzero, steps)) + journeys
    lens = LensTable(lens="channel", show={"app": "app"}, hide_others=True)
    assert measure(Transitions(lens=lens), crowd).entered == found.entered


def test_journeys_that_contain_a_step_are_asked_about_whole(tmp_path: Path) -> None:
    store = stored(
        tmp_path / "generation",
        ("ana", "ad", "10:00"), ("ana", "shop", "10:05"), ("ana", "ad", "13:00"), ("bo", "ad", "09:00"),
    )  # fmt: skip
    lens = lens_by("touchpoint", store.kinds)
    shop = [lens.codes.take(part.kinds) == lens.nodes.index("shop") for part in store.partitions]
    found = measure(Paths(split=Gap(minutes=60)), store, containing=shop)
    assert [row["path"] for row in found.rows()] == [["ad", "shop"]]


def test_what_was_made_for_another_store_is_refused(crowd: Store) -> None:
    few = [np.ones(3, np.bool_)]
    with pytest.raises(QuestionError, match="not of this store's steps"):
        measure(Paths(), crowd, steps=few)
    with pytest.raises(QuestionError, match="not of this store's steps"):
        measure(Paths(), crowd, containing=few)
    with pytest.raises(QuestionError, match="one is needed for each step"):
        measure(Paths(), crowd, breakdown=Groups(names=["a"], of=[np.zeros(3, np.int32)]))
