"""Which rule catches what, what none catches, and which documents cannot be used."""

from typing import Any

import pyarrow as pa
import pytest

from desirepath.errors import DocumentError
from desirepath.journeys import (
    Between,
    Stage,
    StageDocument,
    StageRule,
    check_stages,
    default_stages,
    uncaught,
)
from desirepath.journeys.staging import stage_of


def kinds(*told: tuple[str, str, str]) -> pa.Table:
    """Kinds from (channel, touchpoint, action); the n-th has n + 1 steps."""
    names = [dict(zip(("channel", "touchpoint", "action"), one, strict=True)) for one in told]
    rows = [{"code": n, "source": "web", **one, "steps": n + 1} for n, one in enumerate(names)]
    return pa.Table.from_pylist(rows)


def document(*rules: StageRule, stages: tuple[str, ...] = ("look", "buy")) -> StageDocument:
    """A stage document with these rules."""
    return StageDocument(key="life", stages=[Stage(key=one, name=one) for one in stages], rules=list(rules))


KINDS = kinds(
    ("website", "Home", "viewed"),
    ("website", "Shop", "Order Completed"),
    ("email", "News", "opened"),
    ("email", "Shop", "viewed"),
)


def caught(*rules: StageRule) -> list[int]:
    return [int(rule) for rule in stage_of(document(*rules), KINDS).caught_by]


def test_the_first_rule_that_catches_wins() -> None:
    rules = [StageRule(stage="buy", touchpoint="Shop"), StageRule(stage="look", channel=["website", "email"])]
    assert caught(*rules) == [1, 0, 1, 0]
    assert caught(*reversed(rules)) == [0, 0, 0, 0]


def test_every_field_given_must_match() -> None:
    assert caught(StageRule(stage="buy", channel="website", touchpoint="Shop")) == [-1, 0, -1, -1]


def test_a_star_stands_for_anything_and_case_does_not_matter() -> None:
    assert caught(StageRule(stage="buy", action="order*")) == [-1, 0, -1, -1]
    assert caught(StageRule(stage="buy", action="*E*ed")) == [0, 0, 0, 0]
    assert caught(StageRule(stage="buy", touchpoint="Sho.")) == [-1, -1, -1, -1]
    assert caught(StageRule(stage="buy", touchpoint=[])) == [-1, -1, -1, -1]


def test_what_no_rule_catches_is_listed_with_counts_most_first() -> None:
    left = uncaught(document(StageRule(stage="buy", action="order*")), KINDS)
    assert left.to_pylist() == [
        {"channel": "email", "touchpoint": "Shop", "action": "viewed", "count": 4},
        {"channel": "email", "touchpoint": "News", "action": "opened", "count": 3},
        {"channel": "website", "touchpoint": "Home", "action": "viewed", "count": 1},
    ]
    conditional = document(StageRule(stage="buy", score=Between(at_least=9)))
    assert uncaught(conditional, KINDS).num_rows == 0


def test_rules_that_catch_nothing_are_named() -> None:
    words = check_stages(
        document(
            StageRule(stage="buy", touchpoint="Shop"),
            StageRule(stage="look", touchpoint="Shop", action="viewed"),
            StageRule(stage="look", action="cancelled", value=Between(at_least=1)),
        ),
        KINDS,
    )
    assert words == [
        'Rule 2 (stage "look") catches nothing: rules above it catch all it would.',
        'Rule 3 (stage "look") catches nothing: nothing matches it.',
    ]


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (
            document(StageRule(stage="bye")),
            'life.yaml, rules[1].stage: there is no stage "bye". Did you mean "buy"?',
        ),
        (document(stages=("buy", "buy")), 'life.yaml, stages: the stage "buy" is listed twice'),
        (document(stages=()), "life.yaml, stages: expected at least one stage, found none"),
        (
            document(StageRule(stage="buy", value=Between(at_least=2, at_most=1))),
            "life.yaml, rules[1].value: at_least 2 is above at_most 1, so nothing can match",
        ),
    ],
)
def test_a_document_that_cannot_be_used_says_why(broken: StageDocument, message: str) -> None:
    with pytest.raises(DocumentError) as told:
        check_stages(broken, file="life.yaml")
    assert str(told.value) == message


@pytest.mark.parametrize(
    ("kind", "stage"),
    [
        (("paid_ad", "Search ad", "clicked"), "awareness"),
        (("website", "Home", "viewed"), "awareness"),
        (("website", "Pricing page", "viewed"), "consideration"),
        (("website", "Trial", "signed up"), "consideration"),
        (("email", "Newsletter", "opened"), "consideration"),
        (("website", "Checkout", "Order Completed"), "purchase"),
        (("website", "Shop", "Order Cancelled"), "purchase"),
        (("in_person", "Oslo store", "bought"), "purchase"),
        (("app", "Setup", "activation finished"), "onboarding"),
        (("email", "Help desk", "support ticket opened"), "use"),
        (("phone", "Hotline", "asked"), "use"),
        (("review_site", "Trustpilot", "wrote"), "share"),
        (("website", "Shop", "review written"), "share"),
        (("website", "Account", "renewed"), "renew"),
        (("website", "Account", "cancelled"), "renew"),
    ],
)
def test_the_classic_stages_are_guessed_from_english_words(kind: tuple[str, str, str], stage: str) -> None:
    table = kinds(kind)
    guessed = default_stages(table)
    assert [guessed.stages[code].key for code in stage_of(guessed, table).codes] == [stage]


def test_the_guess_lists_all_seven_stages_and_only_rules_that_catch() -> None:
    guessed = default_stages(KINDS)
    assert [stage.type for stage in guessed.stages] == [
        "awareness", "consideration", "purchase", "onboarding", "use", "share", "renew",
    ]  # fmt: skip
    assert check_stages(guessed, KINDS) == []
    nothing: list[Any] = []
    assert default_stages(KINDS.slice(0, 0)).rules == nothing


def test_a_star_after_a_backslash_is_a_star() -> None:
    shops = kinds(("website", "Shop *", "viewed"), ("website", "Shop Oslo", "viewed"))
    exact = document(StageRule(stage="look", touchpoint=r"Shop \*"))
    anything = document(StageRule(stage="look", touchpoint="Shop *"))
    assert stage_of(exact, shops).codes.tolist() == [0, -1]
    assert stage_of(anything, shops).codes.tolist() == [0, 0]
