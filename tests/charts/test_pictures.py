"""Every answer has a picture that can be read: nothing clipped, nothing overlapping, nothing obeyed."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace
from tests.charts.reading import clipped, overlapping, parsed, said, texts
from tests.charts.worlds import AWKWARD, CHANNELS, alone, crowd

from desirepath.charts import PICTURES, Theme
from desirepath.charts.figures import plain
from desirepath.drawing import palette
from desirepath.engines import DuckDBEngine
from desirepath.errors import InputError, QuestionError
from desirepath.journeys import Gap, Stage, StageDocument, StageRule, Store
from desirepath.measures import (
    MEASURES,
    Answer,
    DropOff,
    Durations,
    Emotion,
    Exclusion,
    Fidelity,
    Flow,
    Frequency,
    Funnel,
    Lifecycle,
    Mix,
    Paths,
    Retention,
    Stages,
    StepMatrix,
    Transitions,
    Waits,
    compared,
    groups_by_field,
    measure,
)
from desirepath.testing import ask

STAGES = StageDocument(
    key="hard",
    stages=[
        Stage(key="aware", name="Aware <b>", type="awareness"),
        Stage(
            key="a-stage-with-a-name-that-goes-on-and-on",
            name="A stage with a name that goes on and on",
            type="use",
        ),
        Stage(key="مرحلة", name="مرحلة الشراء", type="purchase"),
        Stage(key="never", name="Never", type="renew"),
    ],
    rules=[
        StageRule(stage="aware", channel=["website"]),
        StageRule(stage="a-stage-with-a-name-that-goes-on-and-on", channel=["app", "phone"]),
        StageRule(stage="مرحلة", channel=["in_person"]),
    ],
)
COLOURS = ("bg", "panel", "ink", "muted", "rule", "edge", "accent", "positive", "negative", "hotspot")
LONG, MARKUP, RTL = AWKWARD[2], AWKWARD[0], AWKWARD[4]
QUESTIONS: dict[str, Any] = {
    "transitions": Transitions(),
    "transitions by channel": Transitions(lens="channel"),
    "transitions, three": Transitions(top=3, gaps=False),
    "paths": Paths(top=30, goal=[LONG]),
    "paths, beginnings": Paths(prefix=2, lens="channel"),
    "stages": Stages(goal=["مرحلة"]),
    "funnel": Funnel(
        steps=[[MARKUP, LONG, "Page 12"], [RTL, "Page 13", "Page 20"], "Page 39"], within_days=30
    ),
    "funnel, strict": Funnel(
        steps=["website", "app", "phone"], lens="channel", order="strict", reentry="total"
    ),
    "funnel of one": Funnel(steps=[LONG]),
    "funnel, exclusions": Funnel(
        steps=["Page 12", "Page 21", LONG], exclude=[RTL, Exclusion(nodes=[MARKUP, "Page 30"], after=2)]
    ),
    "drop_off": DropOff(goal=["Page 12"]),
    "durations": Durations(start=AWKWARD, end=["Page 11", "Page 20"]),
    "durations, curve": Durations(start=CHANNELS[:2], end=["phone"], lens="channel", curve=True),
    "waits": Waits(),
    "emotion": Emotion(),
    "emotion by stage": Emotion(lens="stage"),
    "mix": Mix(),
    "mix of touchpoints": Mix(across="touchpoint", goal=["مرحلة"]),
    "frequency": Frequency(),
    "lifecycle": Lifecycle(unit="month"),
    "lifecycle by day": Lifecycle(unit="day"),
    "retention": Retention(),
    "retention by month, rolling": Retention(unit="month", rolling=True),
    "step_matrix": StepMatrix(),
    "step_matrix, around": StepMatrix(lens="channel", anchor="phone", before=3, after=10),
    "flow": Flow(),
    "flow, around": Flow(anchor=RTL, before=1, steps=4),
    "flow, long": Flow(steps=12, top=3, lens="channel"),
    "fidelity": Fidelity(nodes=[LONG], edges=[[MARKUP, RTL], ["(start)", "Page 12"], ["Page 11", "(end)"]]),
    "fidelity by month": Fidelity(edges=[["website", "app"], ["app", "phone"]], lens="channel", by="month"),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return crowd(tmp_path_factory.mktemp("crowd"))


@pytest.fixture(scope="module")
def lone(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return alone(tmp_path_factory.mktemp("alone"))


def asked(question: Any, store: Store, **about: Any) -> Answer:
    return measure(question, store, stages=STAGES, threads=1, **about)


def test_every_measure_has_a_picture() -> None:
    assert sorted({*MEASURES, "compare"} - set(PICTURES)) == []
    assert (
        sorted(set(MEASURES) - {type(question).__struct_config__.tag for question in QUESTIONS.values()})
        == []
    )


@pytest.mark.parametrize("width", [480, 720, 1100])
@pytest.mark.parametrize("name", QUESTIONS)
def test_no_text_is_clipped_or_stands_on_another(name: str, width: int, store: Store) -> None:
    svg = asked(QUESTIONS[name], store).picture(width=width)
    assert clipped(svg) == []
    assert overlapping(svg) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", QUESTIONS)
def test_who_cannot_see_it_is_told_what_it_is_and_the_main_figures(
    name: str, theme: Theme, store: Store
) -> None:
    answer = asked(QUESTIONS[name], store)
    root = parsed(answer.picture(theme=theme))
    title, described = root[0], root[1]
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {described.get('id')}"
    assert title.text
    journeys = "journey" if answer.entered.journeys == 1 else "journeys"
    told = described.text or ""
    assert f"{answer.entered.journeys:,} {journeys} of {answer.entered.subjects:,} people" in told
    assert "as of 2025-07-01 00:00 UTC" in told
    assert len(told.split(". ")) > 1  # a figure at least


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", QUESTIONS)
def test_only_the_tokens_colours_are_used(name: str, theme: Theme, store: Store) -> None:
    colours = palette(theme)
    known = {str(getattr(colours, each)) for each in COLOURS}
    drawn = asked(QUESTIONS[name], store).picture(theme=theme)
    assert set(re.findall(r'(?:fill|stroke)="(#[^"]*)"', drawn)) <= known


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_name_is_shown_and_never_obeyed(name: str, store: Store) -> None:
    svg = asked(QUESTIONS[name], store).picture()
    tags = {node.tag.split("}")[1] for node in parsed(svg).iter()}
    assert tags <= {
        "svg", "title", "desc", "defs", "pattern", "g", "rect", "line", "path", "circle", "text"
    }  # fmt: skip
    assert "<script" not in svg
    assert "href" not in svg


@pytest.mark.parametrize("name", QUESTIONS)
def test_one_step_of_one_person_has_a_picture_too(name: str, lone: Store) -> None:
    question = QUESTIONS[name]
    known = {"steps", "goal", "start", "end", "anchor", "nodes", "edges"} & set(question.__struct_fields__)
    if known:
        question = _about(question, "ad" if question.lens != "channel" else "website")
    svg = asked(question, lone).picture()
    assert clipped(svg) == []
    assert overlapping(svg) == []


def _about(question: Any, node: str) -> Any:
    """The same question about a node that this world has."""
    asked_of: dict[str, Any] = {
        "goal": [node], "start": [node], "end": [node], "nodes": [node], "anchor": node, "steps": [node],
        "edges": [[node, node]],
    }  # fmt: skip
    given = {field: getattr(question, field) for field in question.__struct_fields__}
    named = [field for field, value in given.items() if field in asked_of and isinstance(value, list | str)]
    given |= {field: asked_of[field] for field in named if given[field]}
    if given.get("exclude"):
        given["exclude"] = []
    if question.lens == "stage" and "goal" in given:
        given["goal"] = ["aware"]
    return type(question)(**given)


@pytest.mark.parametrize("name", QUESTIONS)
def test_an_empty_answer_is_a_calm_picture_that_says_why(name: str, store: Store) -> None:
    answer = asked(QUESTIONS[name], store, mask=store.mask([]))
    svg = answer.picture()
    assert "No journey entered: a filter, a period, a segment or the lens leaves none." in said(svg)
    assert clipped(svg) == []
    assert len(texts(svg)) < 8


@pytest.mark.parametrize("question", [Stages(), Transitions(), Lifecycle(unit="month"), Waits(), Frequency()])
def test_a_breakdown_is_one_picture_with_a_part_for_each_group(question: Any, store: Store) -> None:
    by_channel = groups_by_field(store, "channel", engine=DuckDBEngine(threads=1), interactions=None, top=3)
    answer = asked(question, store, breakdown=by_channel)
    svg = answer.picture()
    assert overlapping(svg) == []
    words = said(svg)
    for name, entered in answer.groups.items():
        assert name in words
        assert f"{entered.journeys:,} journey" in words


@pytest.mark.parametrize(
    "question", [Transitions(), StepMatrix(lens="channel"), DropOff(), Paths(top=5), Stages()]
)
def test_a_comparison_shows_differences_that_can_be_read(question: Any, store: Store) -> None:
    masks = [np.arange(len(part.subjects)) % 2 == 0 for part in store.partitions]
    one = asked(question, store, mask=masks)
    other = asked(question, store, mask=[~mask for mask in masks])
    svg = compared(one, other, names=("those with a very long name <indeed>", "B")).picture()
    assert clipped(svg) == []
    assert overlapping(svg) == []
    assert "How those with a very long name <indeed> differs from B" in said(svg)


def test_a_funnel_says_what_may_not_lie_between(store: Store) -> None:
    words = said(asked(QUESTIONS["funnel, exclusions"], store).picture())
    assert f"not by way of {RTL}, {MARKUP} | Page 30 after step 2" in words.replace("\n", " ")


def test_the_same_answer_gives_the_same_bytes(store: Store) -> None:
    question = Paths(split=Gap(minutes=60.0))
    assert asked(question, store).picture() == asked(question, store).picture()


def test_a_notebook_shows_the_picture() -> None:
    answer = ask(Paths(), ("Ana", "ad", "10:00"), ("Ana", "shop", "10:05"))
    assert answer._repr_svg_() == answer.picture()


def test_a_measure_of_ones_own_has_no_picture_and_a_notebook_does_not_mind() -> None:
    answer = ask(Paths(), ("Ana", "ad", "10:00"))
    mine = Answer(question="mine", table=answer.table, as_of_us=0, entered=answer.entered)
    assert mine._repr_svg_() is None
    with pytest.raises(QuestionError, match="measure of your own"):
        mine.picture()


def test_a_picture_is_written_as_svg_or_png(tmp_path: Path) -> None:
    answer = ask(Paths(), ("Ana", "ad", "10:00"), ("Ana", "shop", "10:05"))
    drawn = answer.write(tmp_path / "paths.svg", theme="dark")
    assert drawn.read_text(encoding="utf-8") == answer.picture(theme="dark")
    assert answer.write(tmp_path / "paths.PNG").read_bytes()[1:4] == b"PNG"


def test_what_cannot_be_drawn_is_said(tmp_path: Path) -> None:
    answer = ask(Paths(), ("Ana", "ad", "10:00"))
    with pytest.raises(InputError, match="from 480 to 2400"):
        answer.picture(width=100)
    with pytest.raises(InputError, match='"light" or "dark"'):
        answer.picture(theme="pink")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="no folder"):
        answer.write(tmp_path / "nowhere" / "a.svg")


def words_of(found: Answer) -> str:
    """All that a picture shows, as one text."""
    return said(found.picture(width=1200))


def test_a_picture_says_what_it_leaves_out(store: Store) -> None:
    found = measure(Paths(), store)
    shown = words_of(replace(found, under=["plan = <pro>", "begun in 2025-Q1"]))
    assert "Only: plan = <pro> · begun in 2025-Q1" in shown
    assert "Only" not in words_of(found)


def test_times_are_told_where_the_workspace_is(store: Store) -> None:
    assert "as of 2025-07-01 09:00 Asia/Tokyo" in words_of(measure(Paths(), store, zone="Asia/Tokyo"))


def test_amounts_are_told_in_their_currency(store: Store) -> None:
    found = measure(Frequency(), store)
    known, unknown = words_of(replace(found, currency="NOK")), words_of(found)
    assert "Value of a person, NOK" in known
    assert "Minor units" not in known
    assert "Value of a person, in minor units" in unknown
    assert "the currency is not known, or not one" in unknown
    (value,) = [row for row in found.rows() if (row["metric"], row["bucket"]) == ("value_minor", "(all)")]
    assert f"median {plain(value['p50'] / 100)}, nine in ten up to {plain(value['p90'] / 100)}" in known
