"""A lens is a look-up table: it regroups, renames, merges and hides without touching the store."""

import numpy as np
import pyarrow as pa
import pytest
from tests.journeys.worlds import stored

from desirepath.errors import QuestionError, UnknownName
from desirepath.journeys import (
    LENSES,
    Between,
    LensTable,
    Stage,
    StageDocument,
    StageRule,
    lens_by,
    lens_from_table,
    lens_of,
)
from desirepath.journeys.lenses import shown

KINDS = pa.table(
    {
        "code": pa.array([0, 1, 2], pa.int32()),
        "source": ["web", "web", "desk"],
        "channel": ["website", "website", "phone"],
        "touchpoint": ["Shop", "Home", "Hotline"],
        "action": ["paid", "viewed", ""],
    }
)
STAGES = StageDocument(
    key="life",
    stages=[Stage(key="look", name="Look"), Stage(key="buy", name="Buy"), Stage(key="big", name="Big")],
    rules=[
        StageRule(stage="big", touchpoint="Shop", value=Between(at_least=100)),
        StageRule(stage="look", score=Between(at_most=3), channel="website"),
        StageRule(stage="buy", action="paid"),
    ],
)


@pytest.mark.parametrize(
    ("name", "nodes", "codes"),
    [
        ("channel", ["phone", "website"], [1, 1, 0]),
        ("touchpoint", ["Home", "Hotline", "Shop"], [2, 0, 1]),
        ("action", ["(unnamed)", "paid", "viewed"], [1, 2, 0]),
        ("source", ["desk", "web"], [1, 1, 0]),
        ("interaction", ["Home · viewed", "Hotline · (unnamed)", "Shop · paid"], [2, 0, 1]),
    ],
)
def test_a_lens_shows_one_field_of_a_kind(name: str, nodes: list[str], codes: list[int]) -> None:
    lens = lens_by(name, KINDS)
    assert (lens.nodes, lens.codes.tolist()) == (nodes, codes)


def test_an_unknown_lens_suggests_the_nearest() -> None:
    with pytest.raises(UnknownName, match='Did you mean "channel"'):
        lens_by("chanel", KINDS)
    assert "stage" in LENSES


def test_the_stage_lens_needs_a_document() -> None:
    with pytest.raises(QuestionError, match="needs a stage document"):
        lens_by("stage", KINDS)


def test_a_stage_is_decided_by_value_and_score_step_by_step() -> None:
    lens = lens_by("stage", KINDS, STAGES)
    assert (lens.nodes, lens.codes.tolist()) == (["look", "buy", "big"], [1, -1, -1])
    unknown = np.iinfo(np.int64).min
    steps = stored([[(0, 0), (1, 0), (2, 0), (3, 1), (4, 1), (5, 2)]])
    valued = {
        "value_minor": np.array([10_000, 9_999, unknown, 20_000, unknown, 20_000]),
        "score": np.array([1.0, 3.0, 4.0, 2.0, np.nan, 1.0]),
    }
    fields = {name: getattr(steps, name) for name in steps.__struct_fields__}
    told = type(steps)(**{**fields, **valued})
    assert [lens.nodes[node] if node >= 0 else None for node in shown(told, lens)] == [
        "big", "look", "buy", "look", None, None,
    ]  # fmt: skip
    assert shown(steps, lens).tolist() == [1, 1, 1, -1, -1, -1]  # nothing is known of value or score


def test_a_table_renames_merges_and_hides() -> None:
    lens = lens_from_table({"Home": "Site", "Shop": "Site", "Hotline": None}, lens_by("touchpoint", KINDS))
    assert (lens.nodes, lens.codes.tolist()) == (["Site"], [0, 0, -1])
    others = lens_from_table({"Home": "Site"}, lens_by("touchpoint", KINDS), hide_others=True)
    assert (others.nodes, others.codes.tolist()) == (["Site"], [-1, 0, -1])
    with pytest.raises(UnknownName, match="Hotline"):
        lens_from_table({"Hotlin": None}, lens_by("touchpoint", KINDS))


def test_a_table_over_stages_moves_their_conditions_too() -> None:
    lens = lens_from_table({"big": None, "buy": "money"}, lens_by("stage", KINDS, STAGES))
    assert (lens.nodes, [condition.node for condition in lens.conditions]) == (["look", "money"], [-1, 0])


def test_a_question_may_have_a_table_instead_of_a_name() -> None:
    table = LensTable(lens="touchpoint", show={"Home": "Site", "Hotline": None}, collapse_loops=True)
    lens = lens_of(table, KINDS)
    assert (lens.name, lens.nodes, lens.codes.tolist()) == ("touchpoint", ["Site", "Shop"], [1, 0, -1])
    assert lens.collapse_loops
    assert lens_of("channel", KINDS).nodes == ["phone", "website"]
    assert lens_of(LensTable(lens="stage"), KINDS, STAGES).nodes == ["look", "buy", "big"]
    with pytest.raises(UnknownName, match='Did you mean "Hotline"'):
        lens_of(LensTable(show={"Hotlin": None}), KINDS)


def test_a_store_without_kinds_has_a_lens_without_nodes() -> None:
    assert lens_by("channel", KINDS.slice(0, 0)).nodes == []
