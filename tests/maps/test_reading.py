import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desirepath.errors import DocumentError
from desirepath.maps import JourneyMap, read_map, write_map
from desirepath.maps.documents import Binding, Card, Emotion, Evidence, Lane, MapStage, Provenance, Step
from desirepath.maps.reading import map_schema

words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=30)
keys = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,12}", fullmatch=True)
numbers = st.one_of(st.none(), st.floats(-2, 2))
provenances = st.builds(Provenance, source=words, locator=words)
evidence = st.builds(
    Evidence,
    id=keys,
    kind=st.sampled_from(["metric", "quote", "survey_score"]),
    provenance=provenances,
    question=st.one_of(st.none(), st.just({"measure": "drop_off", "lens": "step", "goal": ["a"]})),
    row=st.one_of(st.none(), st.builds(lambda text: {"node": text}, words)),
    value=numbers,
    low=numbers,
    n=st.one_of(st.none(), st.integers(0, 10**9)),
    interaction_id=st.one_of(st.none(), words),
    stance=st.sampled_from(["supports", "contradicts"]),
)
bindings = st.builds(Binding, touchpoint=st.one_of(st.none(), words), action=st.one_of(st.none(), words))
steps = st.builds(Step, id=keys, name=words, lineage_id=keys, bindings=st.lists(bindings, max_size=2))
cards = st.builds(Card, id=keys, step=keys, text=words, evidence=st.lists(evidence, max_size=2))
lanes = st.builds(
    Lane,
    id=keys,
    role=st.sampled_from(["obstacles", "metrics"]),
    label=words,
    cards=st.lists(cards, max_size=2),
)
emotions = st.builds(Emotion, step=keys, source=st.just("measured"), value=st.floats(-2, 2), n=st.just(40))
maps = st.builds(
    JourneyMap,
    key=keys,
    title=words,
    stages=st.lists(st.builds(MapStage, key=keys, name=words, steps=st.lists(steps, max_size=2)), max_size=2),
    goal=st.one_of(st.none(), words),
    segment=st.dictionaries(words, words, max_size=2),
    lanes=st.lists(lanes, max_size=2),
    emotions=st.lists(emotions, max_size=2),
    footnotes=st.lists(words, max_size=2),
)


@given(maps, st.sampled_from(["yaml", "json"]))
def test_a_map_written_and_read_is_the_same_map(journey_map: JourneyMap, form: str) -> None:
    assert read_map(write_map(journey_map, form=form)) == journey_map  # type: ignore[arg-type]


@given(maps)
def test_writing_is_stable_so_that_differences_read_well(journey_map: JourneyMap) -> None:
    text = write_map(journey_map)
    assert write_map(read_map(text)) == text
    assert text.splitlines()[:2] == ["kind: map", "schema_version: 1"]


def test_json_is_json() -> None:
    text = write_map(JourneyMap(key="m", title="Ærlig", stages=[]), form="json")
    assert json.loads(text) == {
        "kind": "map",
        "schema_version": 1,
        "key": "m",
        "title": "Ærlig",
        "stages": [],
    }


def test_a_map_of_a_newer_schema_is_refused_with_a_way_out() -> None:
    with pytest.raises(
        DocumentError, match=r"m\.yaml, line 2, schema_version: written by a newer desirepath"
    ):
        read_map("kind: map\nschema_version: 2\nkey: m\ntitle: M\nstages: []\n", file="m.yaml")


def test_a_wrong_key_is_named_with_its_line_and_a_suggestion() -> None:
    with pytest.raises(DocumentError, match=r'm\.yaml, line 5.*did you mean "stages"'):
        read_map("kind: map\nkey: m\ntitle: M\nstages: []\nstagess: []\n", file="m.yaml")


def test_another_kind_of_document_is_not_a_map() -> None:
    with pytest.raises(DocumentError, match='"mapping" is not a kind read here'):
        read_map("kind: mapping\nkey: m\n", file="m.yaml")


def test_the_schema_names_every_field() -> None:
    schema = map_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert {"lanes", "emotions", "hotspots"} <= set(schema["$defs"]["JourneyMap"]["properties"])
