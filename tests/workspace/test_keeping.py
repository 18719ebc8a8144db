"""What a workspace keeps between questions, and when it lets go."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.workspace.test_refreshing import ANA, BO, hotline, load  # noqa: F401  (a fixture)

from desirepath.workspace import Workspace
from desirepath.workspace.keeping import Kept


def test_threads_that_ask_at_once_wait_for_one_making() -> None:
    made: list[int] = []
    kept = Kept[int]()

    def make() -> int:
        made.append(1)
        return len(made)

    with ThreadPoolExecutor(4) as pool:
        values = list(pool.map(lambda _: kept.of("key", make), range(20)))
    assert (values, made) == ([1] * 20, [1])


def test_a_making_that_fails_keeps_nothing() -> None:
    kept = Kept[int]()
    with pytest.raises(ZeroDivisionError):
        kept.of(1, lambda: 1 // 0)
    assert kept.of(1, lambda: 5) == 5


def test_who_is_who_is_read_once_a_generation(hotline: Workspace) -> None:  # noqa: F811
    load(hotline, "first", ANA)
    hotline.refresh()
    before = hotline.identities()
    assert hotline.identities() is before
    load(hotline, "second", BO)
    hotline.refresh()
    assert hotline.identities() is not before
    assert hotline.identities().subjects.num_rows == 2


def test_what_segments_are_asked_of_follows_facts_and_documents(hotline: Workspace, tmp_path: Path) -> None:  # noqa: F811
    load(hotline, "first", ANA)
    hotline.refresh()
    before = hotline.knowledge()
    assert hotline.knowledge() is before
    rule = "kind: segment\nkey: callers\ntitle: Callers\nrule: {by: did, touchpoint: Hotline}\n"
    (tmp_path / "callers.yaml").write_text(rule)
    hotline.apply(tmp_path / "callers.yaml")
    assert hotline.knowledge() is not before
    assert hotline.segment("callers").count == 1
