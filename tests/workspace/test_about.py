"""What a question is asked about comes from a person: what makes no sense is refused with what to write."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.server.companies import drawn

from desirepath.errors import InputError, QuestionError, UnknownName
from desirepath.measures import Breakdown
from desirepath.workspace import Workspace
from desirepath.workspace.about import About

HALF = "\ud800"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A shop with a published generation."""
    return drawn(tmp_path_factory.mktemp("about") / "shop")


@pytest.mark.parametrize(
    ("about", "says"),
    [
        ({"where": {"plan": None}}, 'where: expected a text for "plan"'),
        ({"where": {"plan": 3}}, 'where: expected a text for "plan"'),
        ({"where": {3: "pro"}}, "where: expected the name of a trait"),
        ({"where": "plan=pro"}, "where: expected traits and their values"),
        ({"where": {"plan": HALF}}, "half a character"),
        ({"only": {"channel": None}}, 'only: expected a value of "channel"'),
        ({"only": {"channel": []}}, 'only: expected a value of "channel", or several, found []'),
        ({"only": {"channel": [3]}}, 'only: expected a text for "channel"'),
        ({"only": "channel=web"}, "only: expected fields and their values"),
        ({"only": {"campaign": HALF}}, "half a character"),
        ({"containing": {"touchpoint": []}}, "containing: expected a value"),
        ({"matching": 3}, "matching: expected a text"),
        ({"period": 2025}, "period: expected a text"),
        ({"breakdown": 3}, "breakdown: expected a text"),
        ({"breakdown": Breakdown(by=f"properties.{HALF}")}, "half a character"),
        ({"segment": 3}, "segment: expected a text"),
        ({"segment": HALF}, "half a character"),
        ({"where": {HALF: "pro"}}, "half a character"),
        ({"stages": HALF}, "half a character"),
        ({"resamples": None}, "resamples: expected a whole number"),
        ({"resamples": "40"}, "resamples: expected a whole number"),
        ({"resamples": 40.5}, "resamples: expected a whole number"),
        ({"resamples": True}, "resamples: expected a whole number"),
        ({"as_of_us": 1.5}, "as_of_us: expected a whole number"),
        ({"as_of_us": -(10**30)}, "as_of_us: expected a number of microseconds"),
    ],
)
def test_what_makes_no_sense_is_refused(about: dict[str, Any], says: str) -> None:
    with pytest.raises(QuestionError) as refused:
        About(**about)
    assert says in str(refused.value)


def test_a_group_of_the_last_step_is_of_what_steps_have() -> None:
    for by in ("traits.plan", "segments.vip|new"):
        with pytest.raises(QuestionError, match='"last" goes with what steps have'):
            Breakdown(by=by, take="last")


@pytest.mark.parametrize("within", [float("inf"), float("nan"), 1e300, 0, -1])
def test_a_window_that_is_none_says_what_it_may_be(shop: Workspace, within: float) -> None:
    with pytest.raises(QuestionError, match="above 0 and to end"):
        shop.journeys().funnel("Shelf > Till", within=within)


@pytest.mark.parametrize("nodes", [3, [None], [3], {"a": 1}, object()])
def test_nodes_that_are_none_are_refused(shop: Workspace, nodes: Any) -> None:
    chosen = shop.journeys()
    asks: list[Callable[[], object]] = [
        lambda: chosen.drop_off(goal=nodes),
        lambda: chosen.durations(nodes, "Till"),
        lambda: chosen.step_matrix(anchor=nodes),
        lambda: chosen.funnel([nodes]),
        lambda: chosen.fidelity(edges=[nodes]),
        lambda: chosen.retention(unit=HALF),  # type: ignore[arg-type]
    ]
    for ask in asks:
        with pytest.raises(InputError):
            ask()


def test_what_is_not_there_is_named(shop: Workspace) -> None:
    with pytest.raises(UnknownName):
        shop.withdraw(10**30)
    with pytest.raises(UnknownName):
        shop.replay(load=-1)
    with pytest.raises(UnknownName):
        shop.quarantine_rows(load=10**30)


def test_how_many_to_show_has_bounds(shop: Workspace) -> None:
    for limit in (0, -1, 10**30):
        with pytest.raises(InputError, match="rows to show"):
            shop.quarantine_rows(load=1, limit=limit)
    with pytest.raises(InputError, match="one person or more"):
        shop.find("who", limit=0)
    assert len(shop.find("who-1", limit=10**30)) == 11
    for look in (shop.find, shop.person):
        with pytest.raises(InputError, match="half a character"):
            look(HALF)


def test_two_sides_have_two_names(shop: Workspace) -> None:
    one, other = shop.journeys(period="2025-01"), shop.journeys(period="2025-02")
    for names in (("a", "a"), ("a", ""), ("a", "b", "c")):
        with pytest.raises(QuestionError, match="by two names"):
            one.compared_with(other, names=names).paths()  # type: ignore[arg-type]


def test_an_answer_is_not_written_where_nothing_can_be(shop: Workspace, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"its picture as \.svg, \.png"):
        shop.journeys().paths().write(tmp_path / "paths.gif")
