"""Who came only later is nobody yet, as of an earlier moment; a trait known only later is no misspelt one."""

from pathlib import Path

import pytest
from tests.segments.worlds import known, names, segment

from desirepath.errors import UnknownName
from desirepath.measures import DropOff, groups_by_trait, measure
from desirepath.segments import Segment, members, select, where_segment
from desirepath.segments.rules import Did, InSegment, NotThis, Rule
from desirepath.testing import microseconds

TOLD = (
    ("ana", "ad", "2025-01-01 10:00"),
    ("bo", "ad", "2025-01-02 10:00"),
    ("bo", "shop", "2025-01-02 11:00"),
    ("late", "ad", "2025-02-01 10:00"),
)
NOT_YET = (NotThis(of=Did(touchpoint="shop")), Did(touchpoint="shop", exactly=0))


@pytest.mark.parametrize("rule", NOT_YET, ids=["not", "exactly 0"])
def test_who_came_later_is_not_among_everybody_else(tmp_path: Path, rule: Rule) -> None:
    traits = (("dan", "plan", "pro", "2025-02-02 00:00"), ("eve", "plan", "pro"))
    told = known(tmp_path, *TOLD, traits=traits)
    then = microseconds("2025-01-31 00:00")
    assert names(members(segment(rule), told), told) == ["ana", "dan", "eve", "late"]
    assert names(members(segment(rule), told, as_of_us=then), told) == ["ana", "eve"]


def test_a_trait_known_only_later_means_nobody_yet(tmp_path: Path) -> None:
    told = known(
        tmp_path,
        ("ana", "ad", "2025-01-01 10:00"),
        ("ana", "ad", "2025-03-01 10:00"),
        traits=(("ana", "plan", "pro", "2025-02-01 00:00"),),
    )
    then = microseconds("2025-01-15 00:00")
    asked = (told.engine, told.traits, told.identities)
    assert len(select(*asked, {"plan": "pro"})) == 1
    assert len(select(*asked, {"plan": "pro"}, as_of_us=then)) == 0
    with pytest.raises(UnknownName, match='Did you mean "pro"'):
        select(*asked, {"plan": "pru"}, as_of_us=then)
    groups = groups_by_trait(
        told.store, "plan", engine=told.engine, traits=told.traits, identities=told.identities, as_of_us=then
    )
    assert list(measure(DropOff(), told.store, as_of_us=then, breakdown=groups).groups) == ["(unknown)"]


def test_a_trait_told_after_all_that_was_done_counts_unless_a_moment_is_asked_about(tmp_path: Path) -> None:
    told = known(
        tmp_path,
        ("ana", "ad", "2025-01-01 10:00"),
        ("bo", "ad", "2025-01-31 10:00"),
        traits=(("ana", "plan", "basic", "2025-01-02 00:00"), ("ana", "plan", "pro", "2025-02-02 00:00")),
        segments={"paying": where_segment({"plan": "pro"})},
    )
    for asked in (where_segment({"plan": "pro"}), segment(InSegment(key="paying"))):
        assert names(members(asked, told), told) == ["ana"]
        assert names(members(asked, told, as_of_us=told.store.as_of_us), told) == []
    assert len(select(told.engine, told.traits, told.identities, {"plan": "pro"})) == 1
    dated = Segment(key="dated", title="Dated", rule=InSegment(key="paying"), as_of="2025-01-31")
    assert names(members(dated, told), told) == []
