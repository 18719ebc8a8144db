"""Mappings as YAML: what is wrong is told with its line and what to try."""

import pytest
from tests.interactions.worlds import mapped

from desirepath.errors import DocumentError
from desirepath.interactions import mapping_schema, read_mapping
from desirepath.interactions.mapping_columns import columns_read
from desirepath.sources.documents import write_document

TWICE = """
key: crm
source: crm
interactions:
  - {time: "{t}", channel: website, touchpoint: Shop, action: ordered, key: "{id}", when: PLACED}
  - {time: "{t}", channel: website, touchpoint: Shop, action: returned, key: "{id}", when: RETURNED}
"""
FULL = """\
kind: mapping
key: tickets
source: zendesk
files: ["tickets*.json"]
format: {type: json, records: tickets}
received_at: "{exported}"
set_aside: [{when: {agent: {contains: bot}}, reason: a robot}]
interactions:
  - time: {of: "{created_at}", zone: Europe/Oslo, format: [iso, "%d.%m.%Y"]}
    channel:
      do: lookup
      of: "{via.channel}"
      table: {mail: email, web: website}
      otherwise: other
    touchpoint: Help desk
    action: {do: extract, of: "{subject}", pattern: "^(a|b)"}
    when: {status: {matches: "^o"}}
    key: "ticket-{id}"
    identifiers: [{select: "{requester.email}", type: email}]
    value: {amount: "{fee}", currency: NOK}
    score: {amount: "{csat}", scale: "1..5"}
spend:
  - {day: "{d}", channel: paid_search, cost: {amount: "{cost}"}}
"""


@pytest.mark.parametrize(
    ("written", "instead", "says"),
    [
        (
            "    action:",
            "    acton:",
            'line 16, interactions[0].acton: unknown field "acton": did you mean "action"?',
        ),
        (
            "Help desk",
            '"Help {desk"',
            (
                'line 15, interactions[0].touchpoint: "Help {desk" has a brace without its '
                "partner at character 6. Write {column}, or {{ and }} for braces that are meant"
            ),
        ),
        (
            '"^(a|b)"',
            '"^(a|b"',
            (
                'line 16, interactions[0].action.pattern: "^(a|b" is not a regular expression '
                "(RE2): missing ): ^(?P<group1>a|b. RE2 has no look-ahead or back-references"
            ),
        ),
        (
            '"^o"',
            '"(?=o)"',
            (
                'line 17, interactions[0].when.status.matches: "(?=o)" is not a regular '
                "expression (RE2): invalid perl operator: (?=. RE2 has no look-ahead or "
                "back-references"
            ),
        ),
        (
            "Europe/Oslo",
            "Europe/Olso",
            (
                'line 9, interactions[0].time.zone: "Europe/Olso" is not a time zone: did you '
                'mean "Europe/Oslo"?'
            ),
        ),
        (
            "iso,",
            "epochs,",
            'line 9, interactions[0].time.format: "epochs" is not a time format: did you mean "epoch_s"?',
        ),
        (
            "%d.%m.%Y",
            "%d.%m",
            (
                'line 9, interactions[0].time.format: the time format "%d.%m" has no year: a '
                "time needs at least year, month and day"
            ),
        ),
        (
            "%d.%m.%Y",
            "%Q %Y",
            (
                'line 9, interactions[0].time.format: the time format "%Q %Y" cannot be used: '
                "'Q' is a bad directive in format '%Q %Y'"
            ),
        ),
        (
            "web: website",
            "web: web_site",
            (
                'line 13, interactions[0].channel.table.web: "web_site" is not a known channel: '
                'did you mean "website"?'
            ),
        ),
        (
            "otherwise: other",
            "otherwise: others",
            (
                'line 14, interactions[0].channel.otherwise: "others" is not a known channel: '
                'did you mean "other"?'
            ),
        ),
        (
            "paid_search",
            "payed_search",
            'line 23, spend[0].channel: "payed_search" is not a known channel: did you mean "paid_search"?',
        ),
        (
            "NOK",
            "crown",
            (
                'line 20, interactions[0].value.currency: "crown" is not a currency code of '
                "three letters, like EUR"
            ),
        ),
        (
            "1..5",
            "1-5",
            (
                "line 21, interactions[0].score.scale: expected a scale from worst to best, like "
                '"0..10" or "5..1", found the text "1-5"'
            ),
        ),
        (
            "1..5",
            "5..5",
            'line 21, interactions[0].score.scale: "5..5" has only one point: write worst..best',
        ),
        (
            "kind: mapping",
            "kind: mapping\nschema_version: 9",
            (
                "line 2, schema_version: written by a newer desirepath (schema_version 9; this "
                "one reads up to 1). Upgrade desirepath, or write the document in the older form"
            ),
        ),
    ],
)
def test_a_mistake_is_told_with_its_line_and_what_to_try(written: str, instead: str, says: str) -> None:
    assert written in FULL
    with pytest.raises(DocumentError) as failure:
        read_mapping(FULL.replace(written, instead, 1), file="tickets.yaml")
    assert str(failure.value) == f"tickets.yaml, {says}"


def test_a_mapping_that_makes_nothing_is_refused() -> None:
    with pytest.raises(DocumentError, match=r"makes nothing\. Add at least one rule"):
        mapped("key: t\nsource: t")


def test_every_column_a_mapping_reads_is_known_with_its_place() -> None:
    assert columns_read(mapped(FULL)) == {
        "exported": ("received_at",),
        "created_at": ("interactions", 0, "time", "of"),
        "via.channel": ("interactions", 0, "channel", "of"),
        "subject": ("interactions", 0, "action", "of"),
        "id": ("interactions", 0, "key"),
        "requester.email": ("interactions", 0, "identifiers", 0, "select"),
        "fee": ("interactions", 0, "value", "amount"),
        "csat": ("interactions", 0, "score", "amount"),
        "d": ("spend", 0, "day"),
        "cost": ("spend", 0, "cost", "amount"),
        "agent": ("set_aside", 0, "when", "agent"),
        "status": ("interactions", 0, "when", "status"),
    }


def test_a_mapping_survives_being_written() -> None:
    mapping = mapped(FULL)
    assert mapped(write_document(mapping)) == mapping


def test_the_schema_names_every_field() -> None:
    schema = mapping_schema()
    assert schema["$schema"].endswith("2020-12/schema")
    assert {"interactions", "traits", "spend"} <= schema["$defs"]["Mapping"]["properties"].keys()


@pytest.mark.parametrize("returned", ["{kind: order}", "{}", "{kind: order, returned: {is_set: true}}"])
def test_rules_that_give_a_row_the_same_key_twice_are_told_to_differ(returned: str) -> None:
    with pytest.raises(DocumentError) as failure:
        mapped(TWICE.replace("PLACED", "{kind: order}").replace("RETURNED", returned))
    assert str(failure.value).startswith("test.yaml, line 6, interactions[1].key: another rule")
    assert 'like "order-{id}" and "return-{id}"' in str(failure.value)


@pytest.mark.parametrize("returned", ["{kind: [return, claim]}", "{returned: {is_set: true}}"])
def test_rules_for_other_rows_may_share_a_key(returned: str) -> None:
    mapping = mapped(TWICE.replace("PLACED", "{kind: order}").replace("RETURNED", returned))
    assert len(mapping.interactions) == 2
