"""Comparing two sides at the command line."""

from pathlib import Path

import pytest
from tests.cli.bakery import Shell

FUNNEL = ("compare", "funnel", "--steps", "Menu > Order form")
PLANS = ("--a-where", "plan=family", "--b-where", "plan=single")


def test_two_sides_are_put_beside_each_other(shell: Shell, bakery: Path) -> None:
    answer = shell(*FUNNEL, *PLANS, "--format", "json", at=bakery).json
    assert list(answer["sides"]) == ["plan=family", "plan=single"]
    (share,) = [row for row in answer["rows"] if (row["step"], row["figure"]) == (2, "share_of_first")]
    assert (share["value_a"], share["value_b"]) == (20 / 30, 20 / 30)
    assert (share["difference"], share["significant"]) == (0.0, False)


def test_a_comparison_reads_as_a_table(shell: Shell, bakery: Path) -> None:
    said = shell(*FUNNEL, *PLANS, "--names", "families|singles", at=bakery)
    assert (said.code, said.err) == (0, "")
    assert "66.7%" in said.out
    assert "+0.0 pts" in said.out
    assert "a is families (30 subjects), b is singles (30 subjects)" in said.out


def test_sides_may_differ_in_their_period_and_share_the_rest(shell: Shell, bakery: Path) -> None:
    answer = shell(*FUNNEL, "--a-period", "2025-03-01..2025-03-15", "--b-period", "2025-03-15..2025-04",
                   "--where", "plan=family", "--format", "json", at=bakery).json  # fmt: skip
    assert sum(side["subjects"] for side in answer["sides"].values()) == 30


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([*FUNNEL], "Both sides are the same journeys"),
        ([*FUNNEL, "--a-where", "plan=family"], "One side is everybody"),
        ([*FUNNEL, *PLANS, "--names", "families"], "--names takes two"),
        ([*FUNNEL, "--a-where", "plan=famly", "--b-where", "plan=single"], 'Did you mean "family"?'),
        ([*FUNNEL, "--period", "2025-03", "--a-period", "2025-03"], "leave one of them out"),
        ([*FUNNEL, "--a-wher", "plan=family"], "Did you mean --a-where?"),
        (["compare", "funel", *PLANS], 'Did you mean "funnel"?'),
        (["compare"], "Try: desirepath compare --help"),
        (["compare", "paths", "--breakdown", "channel"], "Unknown option: --breakdown"),
    ],
)
def test_sides_that_cannot_be_compared_say_why(
    arguments: list[str], says: str, shell: Shell, bakery: Path
) -> None:
    said = shell(*arguments, at=bakery)
    assert (said.code, said.out) == (2, "")
    assert says in said.err
