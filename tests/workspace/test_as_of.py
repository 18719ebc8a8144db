"""What was known at a moment, and nothing later: days, traits, withdrawn loads."""

from pathlib import Path

import pytest

from desirepath import Paths, workspace
from desirepath.errors import InputError
from desirepath.workspace import Workspace

NOON_30_JUNE = 1_751_284_800_000_000
MAPPING = """
kind: mapping
key: visits
source: shop
interactions:
  - time: "{at}"
    channel: website
    touchpoint: "{place}"
    action: visited
    identifiers: [{select: "{who}", type: user}]
traits:
  - identifiers: [{select: "{who}", type: user}]
    since: "{at}"
    values: {plan: "{plan}"}
"""


def visited(folder: Path, rows: str, *, zone: str = "UTC") -> Workspace:
    opened = workspace.create(folder / "w", zone=zone, clock=lambda: NOON_30_JUNE)
    (folder / "visits.yaml").write_text(MAPPING)
    (folder / "visits.csv").write_text(f"who,at,place,plan\n{rows}")
    opened.load(folder / "visits.csv", mapping=str(folder / "visits.yaml"))
    opened.refresh()
    return opened


def paths(opened: Workspace, **asked: object) -> list[list[str]]:
    answer = opened.measure(Paths(), **asked)  # type: ignore[arg-type]
    return sorted(row["path"] for row in answer.rows() if row["count"] and row["path"] != ["(other)"])


def test_a_day_that_is_not_over_when_it_is_loaded_still_counts(tmp_path: Path) -> None:
    opened = visited(tmp_path, "ana,2025-06-29,Ad,\nana,2025-06-30,Order,\nbo,2025-06-30,Order,\n")
    assert paths(opened) == [["Ad", "Order"], ["Order"]]


def test_a_bare_date_is_the_end_of_that_day_where_the_workspace_is(tmp_path: Path) -> None:
    rows = "ana,2025-06-28T22:30:00-04:00,Call,\nana,2025-06-29T01:00:00-04:00,Order,\n"
    opened = visited(tmp_path, rows, zone="America/New_York")
    assert paths(opened, as_of_us=opened.moment("2025-06-28")) == [["Call"]]
    assert paths(opened, as_of_us=opened.moment("2025-06-29")) == [["Call", "Order"]]


def test_a_segment_knows_only_what_was_known_at_the_moment(tmp_path: Path) -> None:
    opened = visited(tmp_path, "ana,2025-01-05,Ad,basic\nana,2025-06-05,Order,premium\n")
    february = opened.moment("2025-02-01")
    assert paths(opened, where={"plan": "basic"}, as_of_us=february) == [["Ad"]]
    assert paths(opened, where={"plan": "premium"}) == [["Ad", "Order"]]


def test_what_was_withdrawn_stops_answering(tmp_path: Path) -> None:
    opened = visited(tmp_path, "ana,2025-06-05,Order,\n")
    opened.withdraw(1)
    opened.refresh()
    assert (opened.summary()["subjects"], paths(opened)) == (0, [])


def test_identity_rules_of_another_name_are_refused(tmp_path: Path) -> None:
    opened = workspace.create(tmp_path / "w")
    (tmp_path / "rules.yaml").write_text("kind: identity_rules\nkey: mine\n")
    with pytest.raises(InputError, match='one set of identity rules, "default"'):
        opened.apply(tmp_path / "rules.yaml")
