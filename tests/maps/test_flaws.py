import pytest

from desirepath.errors import DocumentError
from desirepath.maps import read_map

SHOP = """\
kind: map
schema_version: 2
key: shop
title: Shop
stages:
- id: buy
  name: Buy
  steps:
  - {id: pays, name: Pays, lineage_id: pays}
  - {id: waits, name: Waits, lineage_id: waits}
lanes:
- id: doing
  role: actions
  label: Actions
  cards:
  - {id: card-1, step: pays, text: Pays by card}
"""
CARD = "{id: card-1, step: pays, text: Pays by card}"


@pytest.mark.parametrize(
    ("found", "put", "says"),
    [
        (CARD, "{id: card-1, step: paid, text: Pays}", r'm\.yaml, line 16.*there is no step "paid"'),
        (
            CARD,
            "{id: pays, step: pays, text: Pays}",
            r'line 16.*the id "pays" is that of something',
        ),
        (CARD, "{id: map, step: pays, text: Pays}", 'the id "map" is that of the map itself'),
        (CARD, "{id: c, step: waits, span_to_step: pays, text: x}", 'ends at "pays", which is before'),
        (CARD, "{id: c, step: pays, text: x, layers: [notes]}", 'there is no layer "notes"'),
        (CARD, "{id: c, step: pays, text: x, kpi: nps}", 'there is no KPI "nps"'),
        (CARD, "{id: c, step: pays, text: x, status_override: validated}", "says why, in `override_note`"),
        (CARD, "{id: c, step: pays, text: x, severity: 4}", r"line 16.*severity.*3"),
        ("lineage_id: waits", "lineage_id: pays", 'two steps have the lineage "pays"'),
        ("lineage_id: waits", "lineage_id: waits, child: shop", "told in detail by the map it is on"),
        ("lineage_id: waits", "lineage_id: waits, duration_expected: long", "an ISO 8601 duration"),
        ("title: Shop", "title: Shop\nreview_every: PT1H", "days, weeks, months or years"),
        ("title: Shop", "title: Shop\nlast_reviewed_at: soon", r"line 5, last_reviewed_at.*a date or time"),
        ("title: Shop", "title: Shop\nbaseline: Not A Key", "baseline"),
        (
            "lanes:",
            "stakeholders: [{id: ana, name: Ana, responsibilities: [{stage: use, role: informed}]}]\nlanes:",
            r'line 11, stakeholders\[0\].responsibilities\[0\].stage: there is no stage "use"',
        ),
        (
            "lanes:",
            "emotions: [{id: felt, step: pays, source: authored, value: 3}]\nlanes:",
            "expected a number of at most 2, found the number 3",
        ),
    ],
)
def test_a_map_that_breaks_a_rule_is_refused_with_the_place(found: str, put: str, says: str) -> None:
    read_map(SHOP, file="m.yaml")
    with pytest.raises(DocumentError, match=says):
        read_map(SHOP.replace(found, put), file="m.yaml")


def test_two_feelings_of_one_source_at_a_step_are_one_too_many() -> None:
    felt = "emotions:\n- {id: e1, step: pays, source: target, value: 1}\n"
    read_map(SHOP + felt)
    with pytest.raises(DocumentError, match='the step "pays" has two target emotions'):
        read_map(SHOP + felt + "- {id: e2, step: pays, source: target, value: 2}\n")


@pytest.mark.parametrize("value", ["2.1", "-3", ".nan", "high"])
def test_a_feeling_out_of_range_is_refused(value: str) -> None:
    with pytest.raises(DocumentError, match="value"):
        read_map(SHOP + f"emotions:\n- {{id: e1, step: pays, source: target, value: {value}}}\n")


def test_a_comment_cannot_answer_itself() -> None:
    with pytest.raises(DocumentError, match="is its own parent, in the end"):
        read_map(
            SHOP
            + "comments:\n"
            + "- {id: a, body: Why, author: ana, at: 2025-01-01, parent: b}\n"
            + "- {id: b, body: Because, author: bo, at: 2025-01-02, parent: a}\n"
        )


def test_a_note_of_two_megabytes_is_refused() -> None:
    with pytest.raises(DocumentError, match="body"):
        read_map(SHOP.replace(CARD, "{id: c, step: pays, text: x, body: " + "x" * 2_000_000 + "}"))
