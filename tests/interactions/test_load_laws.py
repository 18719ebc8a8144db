"""Laws that hold for any files: they balance, and their order does not matter."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.interactions.worlds import KEYED, SIMPLE, Shop, csv, visit

TIMES = ("2024-01-01T10:00:00Z", "2024-01-01T10:00:01Z", "2024-01-02", "never", "")
rows = st.builds(
    visit,
    key=st.sampled_from(["1", "2", "3", ""]),
    when=st.sampled_from(TIMES),
    page=st.sampled_from(["Home", "Cart", ""]),
    who=st.sampled_from(["ana", "bo", ""]),
)
files = st.lists(rows, min_size=1, max_size=8)
mappings = st.sampled_from([KEYED, SIMPLE])
CONTENT = ("interaction_id", "happened_at_us", "touchpoint", "identifiers")
few = settings(max_examples=8, deadline=None)


@few
@given(files, mappings)
def test_every_raw_row_is_accounted_for(file: list[dict[str, str]], mapping: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shop = Shop(Path(folder), mapping)
        ledger = shop.load(csv(Path(folder) / "a.csv", *file)).ledger
        assert ledger.read == len(file)
        assert ledger.read == ledger.loaded + ledger.duplicates + ledger.changed + ledger.quarantined
        assert len(shop.quarantined("ordinal")) == ledger.quarantined
        assert len(shop.current("fact")) == ledger.loaded
        if mapping == SIMPLE:
            assert ledger.duplicates == ledger.changed == 0


@few
@given(files, files, mappings)
def test_withdrawing_one_of_two_loads_leaves_the_other_alone(
    a: list[dict[str, str]], b: list[dict[str, str]], mapping: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        both, alone = Shop(Path(folder) / "both", mapping), Shop(Path(folder) / "alone", mapping)
        first, second = csv(Path(folder) / "a.csv", *a), csv(Path(folder) / "b.csv", *b)
        loaded = both.load(first)
        again = both.load(second)
        alone.load(second)
        if loaded.number != again.number:
            both.catalog.withdraw(loaded.number, at_us=both.clock)
        assert both.current(*CONTENT) == alone.current(*CONTENT)


@few
@given(files, files)
def test_the_order_of_loads_does_not_matter_where_content_is_the_key(
    a: list[dict[str, str]], b: list[dict[str, str]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        one, other = Shop(Path(folder) / "one", SIMPLE), Shop(Path(folder) / "other", SIMPLE)
        first, second = csv(Path(folder) / "a.csv", *a), csv(Path(folder) / "b.csv", *b)
        for shop, order in ((one, (first, second, first)), (other, (second, first))):
            for path in order:
                shop.load(path)
        assert one.current(*CONTENT) == other.current(*CONTENT)
