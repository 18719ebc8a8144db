"""A generation continued with what has come since is the file that assembling everything writes."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.journeys.test_workers import Dealing, files, whose
from tests.journeys.worlds import AS_OF, generation, one_engine

from desirepath.engines import DuckDBEngine
from desirepath.journeys import Store, assemble, extend
from desirepath.testing import Told, little

ORDERS = ["A", "B", "C", "D", "E"]


def named(person: str, *orders: str, **columns: Any) -> dict[str, Any]:
    """The columns of an interaction of a person that names these orders."""
    things = [{"type": "order", "value": order, "role": "other"} for order in orders]
    return {"identifiers": [{"type": "user", "value": person, "role": "self"}, *things], **columns}


PEOPLE = ["ana", "bob", "cleo", "dan", "eve", "fay"]
ANSWER = {"score": 4.0, "scale": "1..5"}
BEGUN = {"initiator": "organisation"}


@st.composite
def told(draw: st.DrawFn, sorts: Sequence[dict[str, Any]]) -> Told:
    """An interaction of one of these sorts that may name orders."""
    person = draw(st.sampled_from(PEOPLE))
    orders = draw(st.permutations(ORDERS))[: draw(st.integers(0, 3))]
    node = draw(st.sampled_from(["shop", "help"]))
    time = f"10:{draw(st.integers(0, 9)):02d}"
    return person, node, time, named(person, *orders, **draw(st.sampled_from(sorts)))


BEFORE = st.lists(told([{}, {}, {}, BEGUN, ANSWER]), min_size=1, max_size=10)
SINCE = st.lists(told([{}, ANSWER]), min_size=1, max_size=3)


def continued(engine: DuckDBEngine, rows: pa.Table, before: int, folder: Path) -> tuple[Store, Store]:
    """The first rows assembled and then continued with the others; and all assembled at once."""
    base = generation(folder / "base", rows.slice(0, before), whose(rows.slice(0, before)))
    made = extend(
        engine,
        engine.table(rows),
        base,
        owners=whose(rows.slice(before)),
        arrived=len(rows) - before,
        heirs={},
        folder=folder / "continued",
        as_of_us=AS_OF,
    )
    assert made is not None
    assemble(
        engine,
        engine.table(rows),
        engine.table(whose(rows)),
        folder=folder / "anew",
        as_of_us=AS_OF,
        previous_kinds=base.kinds,
    )
    return Store.open(folder / "continued"), Store.open(folder / "anew")


@settings(max_examples=60, deadline=None, database=None, derandomize=True)
@given(BEFORE, SINCE)
def test_what_has_come_since_gives_the_file_that_everything_anew_gives(
    before: list[Told], since: list[Told]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        some, anew = continued(one_engine(), little(*before, *since), len(before), Path(folder))
        assert files(some) == files(anew)


def test_a_strangers_answer_ties_an_order_that_an_older_step_names_second(tmp_path: Path) -> None:
    rows = little(
        ("ana", "shop", "10:00", named("ana", "A", "B")),
        ("bob", "help", "10:01", named("bob", "C", initiator="organisation")),
        ("cleo", "survey", "10:02", named("cleo", "B", score=1.0, scale="1..5")),
    )
    some, anew = continued(one_engine(), rows, 2, tmp_path)
    told_of = {name: _about(some, name) for name in ("ana", "bob", "cleo")}
    assert told_of["ana"] == told_of["cleo"] != told_of["bob"]
    assert files(some) == files(anew)


def test_the_first_answer_of_all_tells_what_every_older_step_is_about(tmp_path: Path) -> None:
    rows = little(
        ("ana", "shop", "10:00", named("ana", "A")),
        ("bob", "help", "10:01", named("bob")),
        ("bob", "survey", "10:02", named("bob", score=1.0, scale="1..5")),
    )
    some, anew = continued(Dealing(), rows, 2, tmp_path)
    assert _about(some, "ana") != [0]
    assert _about(some, "bob") == [0, 0]
    assert files(some) == files(anew)


def _about(store: Store, person: str) -> list[int]:
    timelines, row = store.find(person)
    assert timelines.about is not None
    found: list[int] = timelines.about[slice(*timelines.offsets[row : row + 2])].tolist()
    return found
