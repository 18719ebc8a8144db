"""Data that is called like one of our own words is told apart from it, in every answer and question."""

import re
from pathlib import Path

import pytest

import desirepath
from desirepath.journeys import RESERVED, Store, told_apart
from desirepath.measures import (
    DropOff,
    Fidelity,
    Flow,
    Funnel,
    Groups,
    Paths,
    StepMatrix,
    Transitions,
    groups_by_field,
    measure,
)
from desirepath.testing import ask, little, store_of

STEPS = [("Ana", "ad", "10:00"), ("Ana", "(end)", "10:05"), ("Ana", "shop", "10:10"), ("Bo", "ad", "11:00")]
OURS = re.compile(r'^[A-Z_]+ = "(\([a-z ]+\))"', re.MULTILINE)


def test_a_node_called_end_is_not_the_end() -> None:
    counts = {(row["from_node"], row["to_node"]): row["count"] for row in ask(Transitions(), *STEPS).rows()}
    assert counts == {
        ("(start)", "ad"): 2, ("ad", "((end))"): 1, ("((end))", "shop"): 1, ("shop", "(end)"): 1,
        ("ad", "(end)"): 1,
    }  # fmt: skip


def test_where_people_left_is_not_where_they_went() -> None:
    left = {row["node"]: row["dropped_off"] for row in ask(DropOff(), *STEPS, as_of="2025-12-31").rows()}
    assert left == {"((end))": 0, "ad": 1, "shop": 1}


def test_flow_and_matrix_have_both() -> None:
    links = [row for row in ask(Flow(), *STEPS).rows() if row["kind"] == "link"]
    assert {"(end)", "((end))"} <= {row["to_node"] for row in links}
    second = [row for row in ask(StepMatrix(steps=2), *STEPS).rows() if row["step"] == 2]
    assert {row["node"] for row in second} == {"((end))", "(end)"}


def test_a_question_names_it_as_the_answer_does() -> None:
    assert [row["subjects"] for row in ask(Funnel(steps=["ad", "((end))"]), *STEPS).rows()] == [2, 1]
    drawing = Fidelity(edges=[["ad", "((end))"], ["((end))", "shop"], ["shop", "(end)"], ["ad", "(end)"]])
    assert ask(drawing, *STEPS).rows()


def test_a_route_of_others_is_not_all_the_others() -> None:
    steps = [("Ana", "(other)", "10:00"), ("Bo", "ad", "10:00"), ("Cy", "shop", "10:00")]
    paths = [row["path"] for row in ask(Paths(top=1), *steps).rows()]
    assert paths == [["((other))"], ["(other)"]]


def test_a_group_called_like_ours_has_a_row_of_its_own(tmp_path: Path) -> None:
    store: Store = store_of(little(("Ana", "(unknown)", "10:00"), ("Bo", "ad", "10:00")), tmp_path)
    groups: Groups = groups_by_field(store, "touchpoint", engine=None, interactions=None)  # type: ignore[arg-type]
    found = measure(Paths(), store, breakdown=groups)
    assert set(found.groups) == {"((unknown))", "ad"}


@pytest.mark.parametrize("name", [*sorted(RESERVED), *(f"({name})" for name in sorted(RESERVED))])
def test_no_two_names_become_one(name: str) -> None:
    told = told_apart(name)
    assert told not in RESERVED
    assert told != name
    assert told[1:-1] == name


@pytest.mark.parametrize(
    "name", ["", "(", ")", "()", "(end", "end)", "((end)", "(direct)", "(End)", "( end )", "(" * 9999]
)
def test_other_names_stay_as_they_are(name: str) -> None:
    assert told_apart(name) == name


def test_every_word_of_ours_is_reserved() -> None:
    source = Path(desirepath.__file__).parent
    files = [file for folder in ("journeys", "measures") for file in (source / folder).glob("*.py")]
    ours = {word for file in files for word in OURS.findall(file.read_text(encoding="utf-8"))}
    assert {"(end)", "(other)", "(unknown)"} <= ours
    assert ours <= RESERVED
