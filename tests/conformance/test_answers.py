"""Every measure gives the same table on DuckDB and on Spark, over the demo company."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.conformance.companies import STAGES
from tests.measures.test_folds import QUESTIONS

from desirepath.drafts import day_in_the_life, draft
from desirepath.engines import Spreads
from desirepath.errors import Cancelled, UnknownName
from desirepath.interactions import current_traits
from desirepath.journeys import Gap, watched
from desirepath.maps import write_map
from desirepath.measures import MEASURES, Funnel, Paths, Transitions, measure
from desirepath.workspace import Workspace

pytestmark = pytest.mark.xdist_group("spark")


def through_stages(question: Any) -> Any:
    """The question of the shared table, asked through the stages: its nodes are the company's stages."""
    return msgspec.structs.replace(question, lens="stage")


def test_every_measure_is_asked() -> None:
    assert {type(question) for question in QUESTIONS} == set(MEASURES.values())


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: type(question).__name__)
def test_every_measure_gives_the_same_table(here: Workspace, there: Workspace, question: Any) -> None:
    ours = measure(through_stages(question), here.store(), stages=STAGES, zone="Europe/Oslo")
    theirs = measure(
        through_stages(question), there.store(), stages=STAGES, zone="Europe/Oslo", engine=there.engine
    )
    assert isinstance(there.engine, Spreads)
    assert ours.entered.subjects > 50
    assert ours.table.num_rows > 0
    assert theirs == ours
    assert theirs.table.equals(ours.table)


@pytest.mark.parametrize(
    "question",
    [Transitions(), Paths(lens="channel", split=Gap(minutes=30), collapse_loops=True)],
    ids=["touchpoints", "sessions"],
)
def test_the_workspace_asks_where_the_engine_is(here: Workspace, there: Workspace, question: Any) -> None:
    ours, theirs = here.measure(question), there.measure(question)
    assert theirs.table.equals(ours.table)
    assert (Path(there.store().folder) / "exchange").is_dir()
    assert not (Path(here.store().folder) / "exchange").exists()


def test_a_segment_by_traits_is_the_same_people_there(here: Workspace, there: Workspace) -> None:
    traits = current_traits(here.catalog, here.engine, here.folder)
    assert traits is not None
    first = here.engine.run(traits.order_by("name", "value").limit(1)).to_pylist()[0]
    where = {first["name"]: first["value"]}
    ours, theirs = (one.measure(Transitions(), where=where) for one in (here, there))
    assert 0 < ours.entered.subjects < 200
    assert theirs.table.equals(ours.table)
    assert theirs.entered == ours.entered


def test_some_people_at_an_earlier_moment_are_the_same_there(here: Workspace, there: Workspace) -> None:
    earlier = here.store().as_of_us - 90 * 86_400_000_000
    subjects = here.store().subjects["subject_id"][:70]
    tables = [
        measure(
            Transitions(),
            one.store(),
            mask=one.store().mask(subjects),
            as_of_us=earlier,
            engine=one.engine,
        )
        for one in (here, there)
    ]
    assert tables[0].table.equals(tables[1].table)
    assert 0 < tables[0].entered.subjects <= len(subjects)


def test_a_question_without_an_answer_says_so_there_too(there: Workspace) -> None:
    with pytest.raises(UnknownName, match=r'no channel node "emial". Did you mean "email"') as caught:
        there.measure(Funnel(steps=["emial", "phone"], lens="channel"))
    assert type(caught.value) is UnknownName


def test_a_question_that_is_given_up_ends_there_too(there: Workspace) -> None:
    looks = iter(range(1000))
    with (
        watched(cancelled=lambda: next(looks) > 1),
        pytest.raises(Cancelled, match="was cancelled"),
    ):
        there.measure(Transitions())
    assert next(looks) > 2


def test_a_map_is_filled_and_checked_alike_there(here: Workspace, there: Workspace) -> None:
    drawn = draft(here.store(), STAGES, key="life", title="Life", zone="Europe/Oslo")
    bare = msgspec.structs.replace(drawn, lanes=[], emotions=[], edges=[], hotspots=[])
    ours, theirs = here.fill(bare), there.fill(bare)
    assert len(ours.edges) > 3
    assert {lane.role for lane in ours.lanes} == {"metrics"}
    assert write_map(theirs) == write_map(ours)
    assert there.check(ours) == here.check(ours)
    assert (Path(there.store().folder) / "exchange").is_dir()  # what the workers scanned


def test_a_day_is_counted_again_alike_there(here: Workspace, there: Workspace) -> None:
    drawn = day_in_the_life(here.store(), key="day", title="A day", zone="Europe/Oslo")
    assert drawn.n_interactions
    filled = [one.fill(msgspec.structs.replace(drawn, n_subjects=None)) for one in (here, there)]
    assert write_map(filled[0]) == write_map(filled[1])
