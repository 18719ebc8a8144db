"""Segment documents: what is refused before any workspace is asked, and where it is shown."""

import pytest

from desirepath.errors import DocumentError
from desirepath.segments import Segment, segment_flaws, sentence
from desirepath.sources import read_document, write_document

HEAD = "kind: segment\nkey: quiet\ntitle: Gone quiet\n"


def read(rule: str, head: str = HEAD) -> Segment:
    found = read_document(
        head + rule, file="quiet.yaml", kinds={"segment": Segment}, checks={"segment": segment_flaws}
    )
    assert isinstance(found, Segment)
    return found


EVERYTHING = """\
rule:
  by: all
  of:
    - {by: trait, name: plan, op: one_of, value: [pro, 3]}
    - by: any
      of:
        - {by: did, touchpoint: [Shop, "Store*"], at_least: 2, at_most: 5, during: 2025-Q1}
        - {by: did, action: paid, exactly: 0, where: [{field: value, op: at_least, value: 9.5}]}
        - {by: trait, name: city, op: known}
    - by: then
      within_days: 7
      steps:
        - {channel: email}
        - {touchpoint: Shop, where: [{field: properties.size, value: L}]}
        - {}
    - {by: answered, band: detractor, within_days: 1, source: survey}
    - {by: answered, which: any, score: {at_least: 1, at_most: 3}}
    - {by: answered, valence: {at_most: 0}}
    - {by: stage, stage: buy, state: dropped_off}
    - {by: path, pattern: 'ad -> [^shop]* -> cart', lens: channel, split: {by: gap, minutes: 30}, at_least: 2}
    - by: not
      of: {by: segment, key: staff}
"""


def test_a_segment_is_read_said_in_one_sentence_and_written_again() -> None:
    found = read(EVERYTHING, HEAD + "as_of: 2025-06-30\n")

    assert sentence(found) == (
        'People whose plan is one of "pro" or 3'
        ' and (who had 2 to 5 interactions (touchpoint "Shop" or "Store*") during 2025-Q1'
        ' or who had no interaction (action "paid", value is at least 9.5) or whose city is known)'
        ' and who had an interaction (channel "email"), later one (touchpoint "Shop", size is "L"),'
        " later one of any kind, within 7 days"
        ' and whose latest answer (source "survey") in the last 1 day is a detractor\'s'
        " and of whom some answer has a score from 1 to 3"
        " and whose latest answer has a valence of at most 0"
        ' and who dropped off in the stage "buy"'
        " and whose journeys follow `ad -> [^shop]* -> cart` at least 2 times (by channel)"
        ' and who are not people who are in the segment "staff", as of 2025-06-30.'
    )
    assert read(write_document(found), "") == found


@pytest.mark.parametrize(
    ("rule", "place", "says"),
    [
        ("rule: {by: alll, of: []}", "line 4, rule.by", 'did you mean "all"?'),
        ("rule: {by: trait, nam: plan}", "line 4, rule.nam", 'did you mean "name"?'),
        ("rule: {of: []}", "line 4, rule", 'the field "by" is missing here'),
        ("rule:\n  by: all\n  of: []", "line 6, rule.of", "at least one condition"),
        ("rule: {by: trait, name: a}", "rule", '"is" asks for one value'),
        ("rule: {by: trait, name: a, value: [x]}", "rule.value", "for several write op: one_of"),
        ("rule: {by: trait, name: a, op: one_of, value: x}", "rule.value", "a list of values"),
        ("rule: {by: trait, name: a, op: known, value: x}", "rule.value", "asks for no value"),
        ("rule: {by: trait, name: a, op: greater, value: x}", "rule.value", "a number or a day"),
        ("rule: {by: trait, name: a, op: contains, value: 3}", "rule.value", "asks for a text"),
        ("rule: {by: did, exactly: 1, at_most: 2}", "rule.exactly", "stands alone"),
        ("rule: {by: did, at_least: 3, at_most: 2}", "rule.at_least", "so nobody can be meant"),
        ("rule: {by: did, at_least: -1}", "rule.at_least", "zero or more"),
        ("rule: {by: did, within_days: 0}", "rule.within_days", "a number of days above 0, found 0"),
        ("rule: {by: did, within_days: .nan}", "rule.within_days", "above 0, found nan"),
        ("rule: {by: did, within_days: 1, during: 2025-Q1}", "rule.during", "not both"),
        ("rule: {by: did, during: 2025-13}", "rule.during", "is not in the calendar"),
        ("rule: {by: did, during: 2025-02..2025-01}", "rule.during", "to begin before it ends"),
        (
            "rule:\n  by: did\n  where:\n    - field: valu\n",
            "line 7, rule.where[0].field",
            'There is no field "valu". Did you mean "value"?',
        ),
        ("rule: {by: did, where: [{field: score, value: x}]}", "where[0].value", "compare it with a number"),
        (
            "rule: {by: did, where: [{field: cost, op: contains, value: x}]}",
            "where[0].op",
            "contains no text",
        ),
        ("rule: {by: then, steps: []}", "rule.steps", "expected 1 to 60 steps, found 0"),
        ("rule: {by: answered, band: promoter, score: {}}", "rule.band", "judged by one of score and band"),
        ("rule: {by: answered, score: {at_least: 3, at_most: 2}}", "rule.score", "nothing can match"),
        ("rule: {by: path, pattern: ad -> -> cart}", "rule.pattern", "\n    ad -> -> cart\n          ^"),
        ("rule: {by: path, pattern: '([^a]*)*'}", "rule.pattern", "could go round without end"),
        ("rule: {by: path, pattern: ad, lens: chanel}", "rule.lens", 'Did you mean "channel"?'),
        ("rule: {by: path, pattern: ad, at_least: 0}", "rule.at_least", "by: not"),
        ("as_of: soon\nrule: {by: did}", "line 4, as_of", '"soon" is not a moment'),
        ("rule: " + "{by: not, of: " * 60 + "{by: did}" + "}" * 60, "rule.of", "too deep"),
    ],
)
def test_what_cannot_be_meant_is_shown_where_it_is(rule: str, place: str, says: str) -> None:
    with pytest.raises(DocumentError) as raised:
        read(rule)
    assert place in str(raised.value)
    assert says in str(raised.value)
