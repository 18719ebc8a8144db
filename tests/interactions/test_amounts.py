"""Money, durations and scores: exact, or refused."""

from decimal import ROUND_HALF_EVEN, Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.interactions.worlds import made, only, reasons

from desirepath.interactions.numbers import decimals


@pytest.mark.parametrize(
    ("amount", "decimal", "minor"),
    [
        ("12.50", ".", 1250),
        ("1,234.50", ".", 123450),
        ("1.234,50", ",", 123450),
        ("12,5", ",", 1250),
        ("€ 12,50", ",", 1250),
        ("$1'000.00", ".", 100000),
        ("1 234,50 kr", ",", 123450),
        ("(12.50)", ".", -1250),
        ("12.50-", ".", -1250),
        ("−7", ".", -700),
        ("1e3", ".", 100000),
        ("0.005", ".", 0),
        ("0.015", ".", 2),
    ],
)
def test_amounts_are_read_as_people_write_them(amount: str, decimal: str, minor: int) -> None:
    value = f'value: {{amount: "{{a}}", decimal: "{decimal}"}}'
    assert only(value, "value_minor", a=[amount]) == [minor]


@pytest.mark.parametrize(
    ("amount", "decimal"), [("12,50", "."), ("12 apples", "."), ("1.2.3", "."), ("12.50", ","), ("-", ".")]
)
def test_an_amount_that_could_mean_something_else_is_refused(amount: str, decimal: str) -> None:
    value = f'value: {{amount: "{{a}}", decimal: "{decimal}"}}'
    (reason,) = reasons(value, a=[amount])
    assert reason.startswith(f'value (from {{a}}) "{amount}" is not a number')


def test_minor_units_follow_the_currency_of_each_row() -> None:
    value = 'value: {amount: "{a}", currency: "{c}"}'
    amounts = {"a": ["12", "12", "12", None], "c": ["EUR", "jpy", "KWD", "EUR"]}
    assert only(value, "value_minor", **amounts) == [1200, 12, 12000, None]
    assert only(value, "currency", **amounts) == ["EUR", "JPY", "KWD", None]


def test_a_strange_currency_is_refused() -> None:
    assert reasons('value: {amount: "{a}", currency: "{c}"}', a=["1", None], c=["Euro", "x"]) == [
        'value: "EURO" is not a currency code like EUR (from {c})'
    ]


def test_quantity_times_price_has_no_float_error() -> None:
    value = 'value: {amount: {do: arithmetic, left: "{q}", op: "*", right: "{p}"}}'
    assert only(value, "value_minor", q=[3, 12, -1], p=[1.1, 6.95, 0.29]) == [330, 8340, -29]


def test_a_division_by_zero_is_nothing() -> None:
    value = 'value: {amount: {do: arithmetic, left: "{q}", op: "/", right: "{p}"}}'
    assert only(value, "value_minor", q=["1", "1"], p=["0", "8"]) == [None, 12]


def test_a_cost_cannot_stand_beside_a_value_in_another_currency() -> None:
    fields = 'value: {amount: "{a}", currency: EUR}\ncost: {amount: "{a}", currency: USD}'
    assert reasons(fields, a=["1"]) == ['cost is in "USD", the value in another currency']


def test_durations_are_microseconds_and_never_negative() -> None:
    duration = 'duration: {amount: "{d}", unit: minutes}'
    assert only(duration, "duration_us", d=["1.5", None]) == [90_000_000, None]
    assert reasons(duration, d=["-1"]) == ['duration (from {d}) "-1" is negative']


def test_a_score_outside_its_scale_is_refused() -> None:
    conformed = made('score: {amount: "{s}", scale: "5..1"}', s=["1", "5", None, "6", "good"])
    assert conformed.interactions["score"].to_pylist() == [1.0, 5.0, None]
    assert conformed.interactions["scale"].to_pylist() == ["5..1", "5..1", None]
    assert [reject.reason for reject in conformed.rejects] == [
        'score (from {s}) "6" is outside the scale 5..1',
        'score (from {s}) "good" is not a number with a decimal point',
    ]


@given(st.lists(st.decimals(min_value=-(10**12), max_value=10**12, places=4), max_size=20))
def test_money_agrees_with_decimal_arithmetic(amounts: list[Decimal]) -> None:
    minor = only(
        'value: {amount: "{a}"}', "value_minor", a=pa.array([f"{a:f}" for a in amounts], pa.string())
    )
    assert minor == [int((a * 100).quantize(Decimal(1), ROUND_HALF_EVEN)) for a in amounts]


@given(st.lists(st.text(alphabet="0123456789.,-+eE () €$", max_size=12), max_size=30))
def test_no_text_breaks_the_reading_of_numbers(texts: list[str]) -> None:
    for decimal in ".,":
        assert len(decimals(pa.array(texts, pa.string()), decimal=decimal)) == len(texts)
