"""Places as segments: the rule means just the people whom the answer counts, wherever one can say it."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.measures.worlds import NODES, Journey, World, answered, person, stage_frame, told, worlds
from tests.measures.worlds import Step as WorldStep

from desirepath.journeys import WholeLife, matcher, pattern
from desirepath.measures import (
    AtLink,
    AtNode,
    AtPath,
    CameTo,
    Flow,
    Funnel,
    InCohort,
    LostAfter,
    Paths,
    Place,
    Retention,
    Stages,
    Stands,
)
from desirepath.measures.behind import Behind
from desirepath.measures.framing import Frame
from desirepath.segments import AllOf, AnyOf, Followed, NotThis, segment_flaws
from desirepath.workspace.about import About
from desirepath.workspace.meaning import meant


def whole(world: World) -> World:
    """The same people, each with one journey of all they did that the lens shows."""
    found: World = []
    for people in world:
        steps = [(one.name, [s for j in one.journeys for s in j.steps if s.node]) for one in people]
        found.append([person(name, Journey(tuple(some))) for name, some in steps if some])
    return found


def holds(rule: Any, steps: list[WorldStep], names: Any) -> bool:
    """Whether a rule of patterns is true of one journey: through the matcher itself."""
    if isinstance(rule, AllOf | AnyOf):
        join = all if isinstance(rule, AllOf) else any
        return join(holds(one, steps, names) for one in rule.of)
    if isinstance(rule, NotThis):
        return not holds(rule.of, steps, names)
    assert isinstance(rule, Followed)
    journeys = told([person("one", Journey(tuple(steps)))], names)
    return int(matcher(pattern(rule.pattern), names).find(journeys).matches[0]) > 0


def check(question: Any, place: Place, world: World, names: Frame | None = None) -> None:
    """As many people by the rule as by the answer."""
    found = meant(question, place, About(), nodes=NODES)
    if found.segment is None:
        assert found.caveats
        return
    assert list(segment_flaws(found.segment)) == []
    (row,) = answered(Behind(of=question, place=place), world, names=names)
    lives = [list(one.journeys[0].steps) for people in world for one in people]
    by_rule = sum(holds(found.segment.rule, steps, NODES) for steps in lives)
    assert by_rule == row["subjects"], (found.segment.rule, place)


ENDS = ["(start)", "(earlier)", *NODES, "(other)"]


@settings(max_examples=60, deadline=None)
@given(
    worlds().map(whole),
    st.sampled_from([None, "cart", ["home", "shop"]]),
    st.sampled_from(["first", "last", 2]),
    st.integers(0, 2),
    st.integers(-3, 4),
    st.sampled_from(ENDS),
    st.sampled_from([*NODES, "(end)", "(later)", "(other)"]),
)
def test_a_link_of_a_flow(
    world: World, anchor: Any, occurrence: Any, before: int, step: int, left: str, right: str
) -> None:
    before = before if anchor else 0
    flow = Flow(steps=before + 3, anchor=anchor, occurrence=occurrence, before=before)
    shown = range(-before, 3) if anchor else range(1, 4)
    if not shown[0] - 1 <= step <= shown[-1]:
        return
    if (left == "(earlier)") != (step < shown[0]) and left != "(start)":
        return
    if (right == "(later)") != (step + 1 > shown[-1]) and right != "(end)":
        return
    but = ["ad", "shop"]
    place = AtLink(from_node=left, to_node=right, step=step, from_but=but, to_but=but)
    check(flow, place, world)
    if left in NODES and step in shown:
        check(flow, AtNode(node=left, step=step), world)


@settings(max_examples=40, deadline=None)
@given(worlds().map(whole), st.sampled_from(NODES), st.sampled_from([*NODES, "(end)"]))
def test_a_link_at_any_step(world: World, left: str, right: str) -> None:
    check(Flow(steps=3), AtLink(from_node=left, to_node=right), world)
    check(Flow(steps=3), AtNode(node=left), world)


@settings(max_examples=60, deadline=None)
@given(
    worlds().map(whole),
    st.lists(st.sampled_from([*NODES, ["ad", "shop"]]), min_size=2, max_size=3),
    st.sampled_from(["ordered", "strict", "unordered"]),
)
def test_the_steps_of_a_funnel(world: World, steps: list[Any], order: Any) -> None:
    funnel = Funnel(steps=steps, order=order) if order != "unordered" else Funnel(steps=["ad", "cart"])
    check(funnel, CameTo(step=2), world)
    check(funnel, LostAfter(step=1), world)


@settings(max_examples=30, deadline=None)
@given(worlds().map(whole), st.lists(st.sampled_from(NODES), min_size=1, max_size=3))
def test_a_path(world: World, path: list[str]) -> None:
    check(Paths(), AtPath(path=path), world)
    check(Paths(prefix=2), AtPath(path=path[:2]), world)


@settings(max_examples=30, deadline=None)
@given(worlds().map(whole), st.sampled_from(NODES))
def test_who_went_back_to_a_stage(world: World, stage: str) -> None:
    check(Stages(), Stands(node=stage, state="went_back"), world, stage_frame(*NODES))


def test_what_no_rule_can_say_is_said_in_words() -> None:
    about = About(period="2025-Q1", where={"plan": "pro"}, segment="vip", only={"device": "mobile"})
    found = meant(Flow(), AtNode(node="ad", step=1), about, nodes=NODES)
    assert found.segment is not None
    assert isinstance(found.segment.rule, AllOf)
    assert [type(rule).__name__ for rule in found.segment.rule.of] == ["Followed", "Trait", "InSegment"]
    assert len(found.caveats) == 2
    staged = meant(Retention(lens="stage"), InCohort(cohort="2025-01-06"), About(), nodes=NODES)
    assert staged.segment is None
    assert "when somebody came to one" in staged.caveats[0]
    every = meant(Retention(), InCohort(cohort="(all)"), About(), nodes=NODES)
    assert (every.segment, "open one of them" in every.caveats[0]) == (None, True)
    voided = meant(Funnel(steps=["ad", "cart"], exclude=["shop"]), CameTo(step=2), About(), nodes=NODES)
    assert voided.segment is None
    anchored = meant(Flow(anchor="ad -> cart"), AtNode(node="ad", step=0), About(), nodes=NODES)
    assert anchored.segment is None


def test_names_with_signs_in_them_stay_names() -> None:
    odd = 'A "b" -> \\ c'
    found = meant(Flow(split=WholeLife()), AtNode(node=odd, step=2), About(), nodes=[odd])
    assert found.segment is not None
    assert list(segment_flaws(found.segment)) == []
    assert found.segment.key == "at-a-b-c-step-2"
