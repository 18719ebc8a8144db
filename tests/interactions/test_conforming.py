"""Raw rows become facts, whole or not at all."""

import json
from typing import Any

import pyarrow as pa
import pytest
from tests.interactions.worlds import NOW_US, made, mapped, only, raw, reasons

from desirepath.interactions import INTERACTIONS, TRAITS
from desirepath.interactions.conforming import conform
from desirepath.interactions.facts import SPEND


def test_a_template_fills_in_columns_and_is_blank_when_one_of_them_is() -> None:
    assert only('campaign: "{a}-{b} {{x}}"', "campaign", a=["1", None], b=["2", "3"]) == ["1-2 {x}", None]


@pytest.mark.parametrize(
    ("value", "texts", "made_of"),
    [
        (
            '{do: lookup, of: "{c}", table: {a: A, b: B}, otherwise: "{c}?"}',
            ["a", "b", "z", None],
            ["A", "B", "z?", None],
        ),
        ('{do: lookup, of: "{c}", table: {a: A}}', ["a", "z"], ["A", None]),
        ('{do: first, of: ["{c}", nothing]}', ["a", None], ["a", "nothing"]),
        ('{do: extract, of: "{c}", pattern: "order-([0-9]+)"}', ["order-12 x", "none"], ["12", None]),
        (r'{do: extract, of: "{c}", pattern: "[(](a|b)\\("}', ["(a(", "a"], ["a", None]),
        ('{do: extract, of: "{c}", pattern: "[0-9]+"}', ["x12y"], ["12"]),
        ('{do: replace, of: "{c}", pattern: "-+", by: " "}', ["a--b"], ["a b"]),
        ('{do: recase, of: "{c}", to: capital}', ["add to cart"], ["Add to cart"]),
        ('{do: arithmetic, left: "{c}", op: "+", right: "1"}', ["1.25", "9"], ["2.25", "10"]),
        ('{do: choose, cases: [{when: {c: a}, then: first}, {when: {c: {is_set: true}}, then: "second"}]}',
         ["a", "b", None], ["first", "second", None]),
    ],
)  # fmt: skip
def test_expressions(value: str, texts: list[str | None], made_of: list[str | None]) -> None:
    assert only(f"campaign: {value}", "campaign", c=texts) == made_of


def test_a_number_that_no_case_chose_is_no_fault() -> None:
    sum_ = '{do: arithmetic, left: "{n}", op: "*", right: "2"}'
    choose = f'campaign: {{do: choose, cases: [{{when: {{kind: number}}, then: {sum_}}}], otherwise: "-"}}'
    assert only(choose, "campaign", kind=["number", "text"], n=["4", "four"]) == ["8", "-"]


@pytest.mark.parametrize(
    ("test", "holds"),
    [
        ("b", ["b"]),
        ("[a, b]", ["a", "b"]),
        ("{not_in: [a]}", ["b", "12", None]),
        ("{is_set: false}", [None]),
        ("{starts_with: '1'}", ["12"]),
        ("{matches: '^[ab]$'}", ["a", "b"]),
        ("{contains: '2'}", ["12"]),
        ("{below: 13, above: 11.5}", ["12"]),
    ],
)
def test_a_rule_applies_where_its_condition_holds(test: str, holds: list[str | None]) -> None:
    conformed = made(f'when: {{c: {test}}}\ncampaign: "{{c}}"', c=["a", "b", "12", None])
    assert conformed.interactions["campaign"].to_pylist() == holds
    assert {reject.reason for reject in conformed.rejects} == {"no rule of the mapping applies"}


def test_one_raw_row_may_be_several_interactions_a_trait_and_more() -> None:
    mapping = mapped(
        """
        key: deals
        source: crm
        interactions:
          - {time: "{created}", channel: phone, touchpoint: Sales, action: asked, key: "open-{id}"}
          - {time: "{closed}", channel: phone, touchpoint: Sales, action: bought, key: "won-{id}",
             when: {stage: won}}
        traits:
          - {identifiers: [{select: "{mail}", type: email}], values: {plan: "{plan}"}, since: "{closed}"}
        """
    )
    rows = raw(id=["1", "2"], created=["2024-01-01", "2024-01-02"], closed=["2024-02-01", None],
               stage=["won", "open"], mail=["A@x.org", None], plan=["gold", "free"])  # fmt: skip
    conformed = conform(rows, mapping, load=7, loaded_at_us=NOW_US)
    assert conformed.interactions["action"].to_pylist() == ["asked", "asked", "bought"]
    assert conformed.interactions["ordinal"].to_pylist() == [0, 1, 0]
    assert conformed.interactions.schema == INTERACTIONS
    assert conformed.traits.schema == TRAITS
    assert conformed.traits.to_pylist() == [
        {
            "source": "crm",
            "load": 7,
            "ordinal": 0,
            "identifiers": [{"type": "email", "value": "a@x.org", "role": "self"}],
            "name": "plan",
            "value": "gold",
            "known_since_us": 1_706_831_999_999_999,
        }
    ]


def test_when_one_rule_fails_nothing_of_the_row_is_kept() -> None:
    mapping = mapped(
        """
        key: t
        source: t
        interactions:
          - {time: "{a}", channel: website, touchpoint: X, action: first}
          - {time: "{b}", channel: website, touchpoint: X, action: second}
        """
    )
    rows = raw(a=["2024-01-01", "2024-01-01"], b=["2024-01-02", "never"])
    conformed = conform(rows, mapping, load=1, loaded_at_us=NOW_US)
    assert conformed.interactions["ordinal"].to_pylist() == [0, 0]
    assert [(r.ordinal, r.line, r.raw) for r in conformed.rejects] == [
        (1, 3, '{"a":"2024-01-01","b":"never"}')
    ]


def test_rows_set_aside_are_quarantined_with_their_own_reason_and_judged_no_further() -> None:
    mapping = mapped(
        """
        key: t
        source: t
        set_aside: [{when: {agent: {contains: bot}}, reason: made by a robot}]
        interactions: [{time: "{t}", channel: website, touchpoint: X, action: viewed}]
        """
    )
    rows = raw(t=["2024-01-01", "never"], agent=["firefox", "a bot"])
    assert [r.reason for r in conform(rows, mapping, load=1, loaded_at_us=NOW_US).rejects] == [
        "made by a robot"
    ]


def test_spend_is_money_on_a_channel_on_a_day() -> None:
    mapping = mapped(
        """
        key: ads
        source: ads
        spend:
          - {day: {of: "{d}", zone: Europe/Oslo}, channel: paid_search, campaign: "{c}",
             cost: {amount: "{cost}", currency: NOK}, impressions: "{i}", clicks: "{k}"}
        """
    )
    rows = raw(
        d=["2024-01-01", "2024-01-02"], c=["Spring", None], cost=["10.5", None], i=["1,000", "5"], k=[3, 4]
    )
    conformed = conform(rows, mapping, load=1, loaded_at_us=NOW_US)
    assert conformed.spend.schema == SPEND
    (line,) = conformed.spend.to_pylist()
    assert (str(line["day"]), line["cost_minor"], line["currency"]) == ("2024-01-01", 1050, "NOK")
    assert (line["impressions"], line["clicks"], line["campaign"]) == (1000, 3, "Spring")
    assert [reject.reason for reject in conformed.rejects] == ["cost is blank (from {cost})"]


def test_a_channel_that_is_not_known_is_refused_and_a_known_one_may_be_spelled_freely() -> None:
    assert only('channel: "{c}"', "channel", c=["Paid Search", "in-person"]) == ["paid_search", "in_person"]
    assert reasons('channel: "{c}"', c=["Fax"]) == [
        'channel "Fax" (from {c}) is not a known channel; name it with a lookup'
    ]


def test_where_and_what_may_not_be_blank() -> None:
    assert reasons('touchpoint: "{p}"', p=[None, "  "]) == ["touchpoint is blank (from {p})"] * 2


def test_free_text_is_redacted_and_the_rest_is_carried() -> None:
    fields = 'text: "{t}"\nproperties: {plan: "{p}", none: "{n}"}\nconsent: ["{p}"]\ndevice: phone'
    (row,) = made(fields, t=["write to ana@shop.example"], p=["gold"], n=[None]).interactions.to_pylist()
    assert row["text"] == "write to [e-mail]"
    assert (row["properties"], row["consent"], row["device"]) == ([("plan", "gold")], ["gold"], "phone")


def test_identifiers_are_spelled_one_way_and_blank_ones_dropped() -> None:
    each = [("m", "email"), ("p", "phone"), ("u", "user")]
    fields = "identifiers: " + json.dumps(
        [{"select": f"{{{column}}}", "type": kind} for column, kind in each]
    )
    rows = {
        "m": ["Mailto:Ana+News@X.org ", None],
        "p": ["0047 22 33-44 55", "+44 (0)20 1234 ext. 5"],
        "u": [13085.0, None],
    }
    assert [[i["value"] for i in row] for row in only(fields, "identifiers", **rows)] == [
        ["ana+news@x.org", "+4722334455", "13085"],
        ["+44201234"],
    ]


@pytest.mark.parametrize(
    ("column", "spelled"),
    [
        (pa.array([12345.0, None, 0.5]), ["12345", None, "0.5"]),
        (pa.array([6.95, 7.0], pa.float32()), ["6.95", "7"]),
        (pa.array(["a", "b"]).dictionary_encode(), ["a", "b"]),
        (pa.array([True, False]), ["true", "false"]),
        (pa.array([[1, 2], None]), ["[1,2]", None]),
        (pa.array([{"a": 1}]), ['{"a":1}']),
        (pa.array(["12.50"]).cast(pa.decimal128(9, 2)), ["12.50"]),
        (pa.array([b"caf\xc3\xa9"]), ["café"]),
        (pa.array([" x ", "\u00a0", ""], pa.large_string()), ["x", None, None]),
    ],
)
def test_typed_columns_are_spelled_as_a_person_would(column: Any, spelled: list[str | None]) -> None:
    assert only('campaign: "{c}"', "campaign", c=column) == spelled


def test_composed_and_decomposed_letters_are_one_identifier() -> None:
    fields = 'identifiers: [{select: "{u}", type: user}]'
    one, other = only(fields, "identifiers", u=["Ame\u0301lie", "Am\u00e9lie"])
    assert one == other


def test_a_row_is_the_same_row_by_its_key_or_else_by_its_content_and_how_often_it_came() -> None:
    by_key = only('key: "{k}"\ncampaign: "{c}"', "interaction_id", k=["1", "1", "2"], c=["a", "b", "a"])
    assert by_key[0] == by_key[1] != by_key[2]
    by_content = only('campaign: "{c}"', "interaction_id", c=["a", "a", "b"])
    assert len(set(by_content)) == 3
    assert by_content == only('campaign: "{c}"', "interaction_id", c=["a", "a", "b"])


def test_two_rules_may_not_give_one_row_the_same_key() -> None:
    mapping = mapped(
        """
        key: t
        source: t
        interactions:
          - {time: "{t}", channel: website, touchpoint: X, action: first, key: "{id}"}
          - {time: "{t}", channel: website, touchpoint: X, action: second, key: "{order}"}
        """
    )
    conformed = conform(raw(t=["2024-01-01"], id=["7"], order=["7"]), mapping, load=1, loaded_at_us=NOW_US)
    assert [r.reason for r in conformed.rejects] == [
        'two rules give this row the same key "7"; make them differ, like order-{id}'
    ]


def test_a_batch_without_rows_is_no_problem() -> None:
    conformed = made('campaign: "{c}"', c=pa.array([], pa.string()))
    assert (conformed.interactions.num_rows, conformed.rejects) == (0, [])


@pytest.mark.parametrize(
    ("kind", "written", "kept"),
    [
        ("work_email", "Ana@Shop.example", "ana@shop.example"),
        ("mobile_phone", "0047 912 34 567", "+4791234567"),
        ("phone_id", "A1-b2", "A1-b2"),
        ("loyalty", "A1-b2", "A1-b2"),
    ],
)
def test_an_identifier_is_spelled_by_a_word_of_its_type(kind: str, written: str, kept: str) -> None:
    who = f'identifiers: [{{select: "{{who}}", type: {kind}}}]'
    assert only(who, "identifiers", who=[written]) == [[{"type": kind, "value": kept, "role": "self"}]]


def test_a_list_of_identifiers_names_each_of_them() -> None:
    fields = "identifiers: [{select: '{who}', type: user, many: true}]"
    rows = only(fields, "identifiers", who=['["ana", 7, " "]', "bo", None, "[not json"])
    assert [[each["value"] for each in row] for row in rows] == [["ana", "7"], ["bo"], [], ["[not json"]]


def test_a_list_of_hundreds_of_identifiers_is_set_aside() -> None:
    fields = "identifiers: [{select: '{who}', type: user, many: true}]"
    names = "[" + ",".join(f'"u{number}"' for number in range(300)) + "]"
    assert reasons(fields, who=["ana", names]) == ["{who} names more than 256 identifiers at once"]
