"""Segments kept in a workspace: applied, found by key or path, and asked."""

from pathlib import Path
from typing import Literal

import pytest

from desirepath import workspace
from desirepath.errors import DocumentError, InputError, UnknownName
from desirepath.measures import Funnel, Stages
from desirepath.segments import Knowledge, Segment, catalogue, select
from desirepath.segments.rules import Did, Followed, InStage, Rule, Step, Then
from desirepath.workspace import Workspace, segmenting

STATES: tuple[Literal["moved_on", "dropped_off", "still_open"], ...] = (
    "moved_on",
    "dropped_off",
    "still_open",
)
BUYERS = """\
kind: segment
key: buyers
title: Buyers
rule: {by: did, where: [{field: value, op: greater, value: 0}]}
"""


def told(ws: Workspace) -> Knowledge:
    return segmenting.knowledge(
        ws.catalog,
        ws.engine,
        ws.folder,
        store=ws.store(),
        identities=ws.identities(),
        stages=ws.stages,
        zone=ws.settings.zone,
    )


def test_a_segment_is_a_document_of_the_workspace(tmp_path: Path) -> None:
    ws = workspace.create(tmp_path / "shop")
    (tmp_path / "buyers.yaml").write_text(BUYERS, encoding="utf-8")

    assert [(one.kind, one.key) for one in ws.apply(tmp_path / "buyers.yaml")] == [("segment", "buyers")]
    kept = segmenting.kept_segments(ws.catalog)
    assert segmenting.segment_from("buyers", kept) == ws.document("segment", "buyers")
    assert segmenting.segment_from(str(tmp_path / "buyers.yaml"), {}) == kept["buyers"]
    with pytest.raises(UnknownName, match=r'no segment "buyer"\. Did you mean "buyers"'):
        segmenting.segment_from("buyer", kept)


def test_a_document_that_means_nothing_is_not_kept(tmp_path: Path) -> None:
    ws = workspace.create(tmp_path / "shop")
    place = tmp_path / "buyers.yaml"
    place.write_text(BUYERS.replace("value: 0", "value: none"), encoding="utf-8")

    with pytest.raises(DocumentError, match=r"line 4, rule\.where\[0\]\.value"):
        ws.apply(place)
    assert ws.catalog.documents("segment") == []
    place.write_text("kind: stages\nkey: a\nstages: [{key: a, name: A}]\nrules: []\n", encoding="utf-8")
    with pytest.raises(InputError, match="holds no segment"):
        segmenting.segment_from(str(place), {})


def test_the_demo_companys_people_are_counted_alike_by_segment_and_by_trait(demo: Workspace) -> None:
    known = told(demo)
    trait, entry = min(catalogue(known).traits.items())
    where = {trait: entry.values[0]}
    found = segmenting.members_of(where, known)

    assert found.count > 0
    expected = select(known.engine, known.traits, known.identities, where)
    assert found.ids.equals(expected)
    assert [one.tolist() for one in found.mask] == [one.tolist() for one in known.store.mask(expected)]


def test_segments_and_measures_agree_to_the_last_person(demo: Workspace) -> None:
    known = told(demo)

    def count(rule: Rule) -> int:
        return segmenting.members_of(Segment(key="asked", title="Asked", rule=rule), known).count

    for row in demo.measure(Stages()).rows():
        stage = row["stage"]
        assert count(InStage(stage=stage)) == row["subjects"]
        assert [count(InStage(stage=stage, state=state)) for state in STATES] == [
            row[name] for name in STATES
        ]
    funnel = demo.measure(Funnel(lens="channel", steps=["email", "website"], within_days=7.0)).rows()
    steps = [Step(channel="email"), Step(channel="website")]
    assert count(Then(steps=steps, within_days=7)) == funnel[1]["subjects"]
    assert count(Did(channel="email")) == funnel[0]["subjects"]
    followed = Followed(pattern="email ... website", lens="channel")
    assert (
        count(followed)
        == demo.measure(Funnel(lens="channel", steps=["email", "website"])).rows()[1]["subjects"]
    )
