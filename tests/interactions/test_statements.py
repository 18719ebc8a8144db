"""Spend that is stated again: the newest file's word about a day and a campaign counts, whole."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.interactions.worlds import Shop, mapped

from desirepath.interactions import current_spend, replay, waiting

MAPPING = """
key: ads
source: ads
spend:
  - {day: "{day}", channel: paid_search, campaign: "{campaign}", cost: {amount: "{cost}", currency: EUR}}
"""
Line = tuple[str, str, str]


class Ads(Shop):
    """A shop that is told what advertising cost."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, MAPPING)
        self.number = 0

    def told(self, *lines: Line) -> tuple[int, int, int, int, int]:
        """Load a file of (day, campaign, cost); its ledger: read, loaded, duplicates, changed, set aside."""
        self.number += 1
        path = self.folder.parent / f"ads-{self.number}.csv"
        rows = [f"2024-01-{day},{campaign},{cost},{self.number}" for day, campaign, cost in lines]
        path.write_text("\n".join(["day,campaign,cost,export", *rows, ""]), encoding="utf-8")
        ledger = self.load(path).ledger
        return ledger.read, ledger.loaded, ledger.duplicates, ledger.changed, ledger.quarantined

    def spent(self) -> Counter[tuple[str, str]]:
        """Minor units by day and campaign."""
        table = current_spend(self.catalog, self.engine, self.folder)
        assert table is not None
        found = Counter[tuple[str, str]]()
        for row in self.engine.run(table).to_pylist():
            found[str(row["day"])[-2:], row["campaign"] or ""] += row["cost_minor"]
        return found


def test_a_day_that_is_stated_again_counts_once(tmp_path: Path) -> None:
    ads = Ads(tmp_path)
    assert ads.told(("01", "spring", "10"), ("02", "spring", "7")) == (2, 2, 0, 0, 0)
    assert ads.told(("02", "spring", "9"), ("03", "spring", "4")) == (2, 1, 0, 1, 0)
    assert ads.spent() == {("01", "spring"): 1000, ("02", "spring"): 900, ("03", "spring"): 400}


def test_taking_the_newer_file_back_lets_the_older_count(tmp_path: Path) -> None:
    ads = Ads(tmp_path)
    ads.told(("01", "spring", "10"))
    ads.told(("01", "spring", "12"), ("01", "", "3"))
    assert ads.spent() == {("01", "spring"): 1200, ("01", ""): 300}
    ads.catalog.withdraw(2, at_us=ads.clock)
    assert ads.spent() == {("01", "spring"): 1000}


def test_several_lines_of_one_file_are_one_statement(tmp_path: Path) -> None:
    ads = Ads(tmp_path)
    ads.told(("01", "spring", "10"), ("01", "spring", "10"), ("01", "spring", "5"))
    assert ads.spent() == {("01", "spring"): 2500}
    assert ads.told(("01", "spring", "10"), ("01", "spring", "6")) == (2, 0, 1, 1, 0)
    assert ads.spent() == {("01", "spring"): 1600}


def test_the_same_said_twice_is_a_duplicate(tmp_path: Path) -> None:
    ads = Ads(tmp_path)
    ads.told(("01", "", "10"), ("02", "spring", "1"))
    assert ads.told(("01", "", "10"), ("02", "spring", "1"), ("02", "autumn", "1")) == (3, 1, 2, 0, 0)
    assert ads.spent() == {("01", ""): 1000, ("02", "spring"): 100, ("02", "autumn"): 100}


def test_a_replayed_line_is_more_of_its_files_statement(tmp_path: Path) -> None:
    ads = Ads(tmp_path)
    assert ads.told(("01", "spring", "10"), ("01", "spring", "five")) == (2, 1, 0, 0, 1)
    ads.told(("02", "spring", "1"))
    mended = mapped(
        MAPPING.replace('amount: "{cost}"', 'amount: {do: replace, of: "{cost}", pattern: "five", by: "5"}')
    )
    (part,) = waiting(ads.catalog)
    done = replay(
        part, mended, mapping_revision=2, catalog=ads.catalog, engine=ads.engine, folder=ads.folder,
        at_us=ads.clock,
    )  # fmt: skip
    assert done is not None
    assert (done.ledger.loaded, done.ledger.changed) == (1, 0)
    assert ads.spent() == {("01", "spring"): 1500, ("02", "spring"): 100}
    ads.told(("01", "spring", "8"))
    assert ads.spent()["01", "spring"] == 800


LINES = st.lists(
    st.tuples(
        st.sampled_from(["01", "02"]), st.sampled_from(["", "spring", "autumn"]), st.sampled_from("123")
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=25, deadline=None)
@given(files=st.lists(LINES, min_size=1, max_size=4), gone=st.sets(st.integers(0, 3)))
def test_whatever_is_stated_the_newest_live_statement_counts(
    files: list[list[Line]], gone: set[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    ads = Ads(tmp_path_factory.mktemp("ads"))
    for lines in files:
        ledger = ads.told(*lines)
        assert ledger[0] == sum(ledger[1:])
    for number in gone & set(range(len(files) - 1)):
        ads.catalog.withdraw(number + 1, at_us=ads.clock)
    told: dict[tuple[str, str], int] = {}
    for number, lines in enumerate(files):
        if number in gone and number < len(files) - 1:
            continue
        said = Counter[tuple[str, str]]()
        for day, campaign, cost in lines:
            said[day, campaign] += 100 * int(cost)
        told |= said
    assert ads.spent() == told
