"""Funnels that contradict themselves are refused before they are asked."""

from typing import Any

import pytest

from desirepath.errors import QuestionError
from desirepath.measures import Exclusion, Funnel


@pytest.mark.parametrize("days", [0.0, -1.0, float("nan"), float("inf")])
def test_a_window_that_holds_nothing_is_refused(days: float) -> None:
    with pytest.raises(QuestionError, match="Expected within_days to be above 0"):
        Funnel(steps=["ad"], within_days=days)


@pytest.mark.parametrize("steps", [[], [""], ["ad", []]])
def test_a_funnel_without_a_step_is_refused(steps: Any) -> None:
    with pytest.raises(QuestionError, match="at least one step"):
        Funnel(steps=steps)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"exclude": ["cart"]}, '"cart" is wanted by step 2 and excluded beside it'),
        ({"exclude": [Exclusion(nodes=["shop"], after=2)]}, '"shop" is wanted by step 3'),
        ({"exclude": [Exclusion(nodes=["home"], after=3)]}, "after one of the steps 1 to 2, found 3"),
        ({"exclude": [Exclusion(nodes=["home"], after=0)]}, "after one of the steps 1 to 2, found 0"),
        ({"exclude": [Exclusion(nodes=[], after=1)]}, "names no node"),
        ({"exclude": ["home"], "order": "strict"}, "Nothing can lie between the steps of a strict funnel"),
        ({"exclude": [Exclusion(nodes=["home"], after=1)], "order": "unordered"}, "no step after another"),
        ({"steps": [["ad", "cart"], ["cart", "shop"]], "order": "unordered"}, 'both want "cart"'),
        ({"steps": ["ad"], "exclude": ["home"]}, "a funnel of one step has nothing between"),
    ],
)
def test_what_contradicts_itself_is_said(options: dict[str, Any], says: str) -> None:
    with pytest.raises(QuestionError, match=says):
        Funnel(**{"steps": ["ad", "cart", "shop"], **options})
