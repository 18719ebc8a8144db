from typing import Any

from desirepath.drafts.choosing_steps import Chosen, DraftRules, Place, choose
from desirepath.drafts.joining_places import places

RULES = DraftRules()


def place(touchpoint: str, people: int, *, stage: int = 0, action: str = "viewed", **more: Any) -> Place:
    given = {
        "interactions": people,
        "kinds": (hash((touchpoint, action)) % 1000,),
        "leaving_n": people,
        **more,
    }
    return Place(stage=stage, touchpoint=touchpoint, action=action, people=people, **given)


def leaving(share: float, *, median: float = 0.1) -> dict[str, Any]:
    return {
        "leaving": share,
        "leaving_low": share - 0.02,
        "leaving_high": share + 0.02,
        "excess": share - median,
    }


def names(chosen: list[Chosen]) -> list[tuple[list[str], list[str]]]:
    return [
        ([step.touchpoint for step in one.steps], [step.touchpoint for step in one.rest]) for one in chosen
    ]


def test_the_most_reached_places_become_steps_and_the_rest_is_kept() -> None:
    chosen = choose(
        [place(name, people) for name, people in (("A", 900), ("B", 500), ("C", 300), ("D", 200), ("E", 90))],
        people=1000,
        rules=RULES,
    )
    assert names(chosen) == [(["A", "B", "C"], ["D", "E"])]


def test_few_people_more_or_less_need_no_step_once_the_stage_is_explained() -> None:
    chosen = choose([place("A", 900), place("B", 60), place("C", 30)], people=1000, rules=RULES)
    assert names(chosen) == [(["A"], ["B", "C"])]


def test_a_place_where_many_leave_is_never_hidden_among_the_others() -> None:
    quiet = [place(name, people) for name, people in (("A", 900), ("B", 500), ("C", 400))]
    chosen = choose([*quiet, place("Fails", 150, **leaving(0.5))], people=1000, rules=RULES)
    assert names(chosen) == [(["A", "B", "C", "Fails"], [])]


def test_a_place_where_people_feel_bad_is_never_hidden_either() -> None:
    sad = place("Sad", 120, feeling=-1.2, feeling_high=-0.9, feeling_n=60)
    chosen = choose(
        [place("A", 900), place("B", 500), place("C", 400), place("D", 300), sad], people=1000, rules=RULES
    )
    assert "Sad" in [step.touchpoint for step in chosen[0].steps]


def test_a_single_place_left_over_is_shown_by_its_own_name() -> None:
    chosen = choose(
        [place("A", 900), place("B", 500), place("C", 300), place("D", 200)], people=1000, rules=RULES
    )
    assert names(chosen) == [(["A", "B", "C", "D"], [])]


def test_the_page_is_kept_in_bounds_by_folding_the_least_reached_first() -> None:
    reach = {"A": 900, "B": 300, "C": 200, "D": 100, "E": 90}
    stages = [
        place(name, people + stage, stage=stage) for stage in range(6) for name, people in reach.items()
    ]
    chosen = choose(stages, people=1000, rules=DraftRules(in_all=14))
    columns = [len(one.steps) + 1 for one in chosen]
    assert (sum(columns), columns) == (14, [2, 2, 2, 2, 3, 3])
    assert [len(one.steps) + len(one.rest) for one in chosen] == [5] * 6  # nothing vanished


def test_what_many_people_do_is_never_folded_away() -> None:
    stages = [place(name, people, stage=stage) for stage in range(3)
              for name, people in (("A", 900), ("B", 800), ("C", 700))]  # fmt: skip
    assert [len(one.steps) for one in choose(stages, people=1000, rules=DraftRules(in_all=4))] == [3, 3, 3]


def test_the_goal_is_always_a_step() -> None:
    parts = [
        place("A", 900),
        place("B", 800),
        place("C", 700),
        place("D", 600),
        place("Won", 3, is_goal=True),
    ]
    assert "Won" in [step.touchpoint for step in choose(parts, people=1000, rules=RULES)[0].steps]


def test_actions_of_the_same_people_are_one_place_named_after_what_most_do() -> None:
    viewed, started = place("Form", 1000), place("Form", 950, action="started", **leaving(0.3))
    (joined,) = places([viewed, started, place("Other", 400)], people=2000, rules=RULES)[:1]
    assert (joined.action, joined.action_people, len(joined.kinds)) == ("viewed", 1000, 2)


def test_an_action_after_which_people_leave_as_after_no_other_stands_alone() -> None:
    parts = [
        place("Activation", 1000, action="started", **leaving(0.0)),
        place("Activation", 750, action="completed", **leaving(0.02)),
        place("Activation", 300, action="failed", **leaving(0.5)),
        place("Other", 400),
    ]
    assert [
        (one.touchpoint, one.action, len(one.kinds)) for one in places(parts, people=2000, rules=RULES)
    ] == [
        ("Activation", "started", 2),
        ("Activation", "failed", 1),
        ("Other", "viewed", 1),
    ]


def test_the_only_touchpoint_of_a_stage_keeps_its_actions_apart() -> None:
    parts = [place("Case", 100, action=action) for action in ("opened", "checked", "closed")]
    assert [one.action for one in places(parts, people=2000, rules=RULES)] == ["opened", "checked", "closed"]


def test_shops_of_one_kind_are_one_place_and_pages_are_not() -> None:
    parts = [
        place("Oslo store", 100, action="bought"),
        place("Bergen store", 50, action="bought"),
        place("Home page", 300),
        place("Plans page", 200),
    ]
    assert [(one.touchpoint, len(one.kinds)) for one in places(parts, people=2000, rules=RULES)] == [
        ("stores", 2),
        ("Home page", 1),
        ("Plans page", 1),
    ]


def test_what_reaches_the_goal_is_not_joined_with_what_does_not() -> None:
    parts = [
        place("Deal", 100, action="asked"),
        place("Deal", 90, action="won", is_goal=True),
        place("X", 500),
    ]
    assert [(one.action, one.is_goal) for one in places(parts, people=2000, rules=RULES)][:2] == [
        ("asked", False),
        ("won", True),
    ]
