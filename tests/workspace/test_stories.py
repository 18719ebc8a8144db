"""One person's page against their timeline, from Python: the same things in the same order."""

from itertools import pairwise

import pytest

from desirepath.errors import InputError
from desirepath.workspace import Workspace, home, journal, named_like, people_like, portrait, vocabulary


def busiest(demo: Workspace) -> str:
    return str(demo.store().subjects.sort_by([("steps", "descending")])["subject_id"][0])


def test_the_pages_of_a_journal_are_the_timeline(demo: Workspace) -> None:
    subject = busiest(demo)
    first = journal(demo, subject, limit=7)
    pages = [journal(demo, subject, offset=at, limit=50) for at in range(0, first.total, 50)]
    entries = [entry for page in pages for entry in page.entries]

    told = demo.person(subject).timeline
    assert [entry.place for entry in entries] == list(range(first.total))
    assert [(one.touchpoint, one.action, one.text) for one in entries] == [
        (one.touchpoint, one.action, one.text) for one in told
    ]
    assert [f"{one.day} {one.clock}" if one.clock else one.day for one in entries] == [
        one.time for one in told
    ]
    assert entries[:7] == first.entries
    gaps = [(after.at_us or 0) - (before.at_us or 0) for before, after in pairwise(entries)]
    assert [entry.after_us for entry in entries] == [None, *gaps]


def test_a_portrait_adds_up_to_the_timeline(demo: Workspace) -> None:
    subject = busiest(demo)
    whole, masked = portrait(demo, subject, unmasked=True), portrait(demo, subject)

    assert (
        sum(one.count for one in whole.channels) == whole.interactions == len(demo.person(subject).timeline)
    )
    in_stages = [mark.stage for mark in whole.marks if mark.stage]
    assert {one.key for one in whole.stages} >= set(in_stages)
    assert sum(one.count for one in whole.stages) <= whole.interactions
    assert {one.value for one in whole.identifiers}.isdisjoint({one.value for one in masked.identifiers})
    assert [one.type for one in masked.identifiers] == [one.type for one in whole.identifiers]
    assert len(masked.marks) == min(whole.interactions, 600)


def test_what_is_listed_masks_what_is_found(demo: Workspace) -> None:
    mail = next(
        one.value for one in portrait(demo, busiest(demo), unmasked=True).identifiers if "@" in one.value
    )
    (found,) = people_like(demo, mail).people
    assert (found.subject, found.value) == (busiest(demo), f"{mail[0]}•••@{mail.partition('@')[2]}")
    assert people_like(demo, mail, unmasked=True).people[0].value == mail
    with pytest.raises(InputError, match="limit from 1"):
        people_like(demo, limit=0)


def test_page_after_page_lists_everybody_once_and_who_did_nothing_last(demo: Workspace) -> None:
    first = people_like(demo, limit=200)
    pages = [first, *(people_like(demo, offset=at, limit=200) for at in range(200, first.total, 200))]
    people = [one for page in pages for one in page.people]
    assert (len(people), len({one.subject for one in people})) == (first.total, first.total)
    done = [one for one in people if one.interactions]
    assert done == sorted(done, key=lambda one: (-(one.last_at_us or 0), one.subject))
    assert people[len(done) :] == sorted(people[len(done) :], key=lambda one: one.subject)
    assert len(done) < first.total

    for sought in (people[0].subject, people[-1].subject):
        (found,) = people_like(demo, sought).people
        assert (found.subject, found.interactions > 0) == (sought, sought == people[0].subject)
    family = people_like(demo, "famil", segment="busy-family", limit=3)
    assert (family.total, [one.what for one in family.people]) == (
        people_like(demo, segment="busy-family").total,
        ["trait"] * 3,
    )


def test_the_first_page_and_the_search_know_the_demo_company(demo: Workspace) -> None:
    told = home(demo)
    assert (
        told.stock.read
        == told.stock.loaded + told.stock.duplicates + told.stock.changed + told.stock.quarantined
    )
    assert {matter.code for matter in told.matters} >= {"hotspot", "not_published", "quarantine"}
    assert told.matters[0].code == "hotspot"
    hits = named_like(demo, "activation")
    assert {"step", "touchpoint"} <= {hit.kind for hit in hits}
    names = vocabulary(demo)
    assert "Activation" in names.touchpoints
    assert "onboarding" in {stage.key for stage in names.stages}
    assert set(names.surveys) <= set(names.touchpoints)
