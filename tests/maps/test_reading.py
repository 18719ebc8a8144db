import json
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.maps.worlds import maps

from desirepath.errors import DocumentError
from desirepath.maps import JourneyMap, read_map, write_map
from desirepath.maps.reading import map_schema


@given(maps(), st.sampled_from(["yaml", "json"]))
def test_a_map_written_and_read_is_the_same_map(journey_map: JourneyMap, form: str) -> None:
    assert read_map(write_map(journey_map, form=form)) == journey_map  # type: ignore[arg-type]


@given(maps())
def test_writing_is_stable_so_that_differences_read_well(journey_map: JourneyMap) -> None:
    text = write_map(journey_map)
    assert write_map(read_map(text)) == text
    assert text.splitlines()[:2] == ["kind: map", "schema_version: 2"]


def test_json_is_json() -> None:
    text = write_map(JourneyMap(key="m", title="Ærlig"), form="json")
    assert json.loads(text) == {
        "kind": "map",
        "schema_version": 2,
        "key": "m",
        "title": "Ærlig",
    }


def test_a_map_of_a_newer_schema_is_refused_with_a_way_out() -> None:
    with pytest.raises(
        DocumentError, match=r"m\.yaml, line 2, schema_version: written by a newer desirepath"
    ):
        read_map("kind: map\nschema_version: 3\nkey: m\ntitle: M\nstages: []\n", file="m.yaml")


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


@pytest.mark.parametrize("form", ["yaml", "json"])
@pytest.mark.parametrize(
    "text", ["a\x85b", "\u2028", "a\u2029", "\x7f", "\x1b[0m", "\ufeffa", "a\r\nb", " \t"]
)
def test_what_cannot_be_seen_in_a_text_is_kept(text: str, form: Literal["yaml", "json"]) -> None:
    pasted = JourneyMap(key="a", title=text, footnotes=[text], where={text: text})
    assert read_map(write_map(pasted, form=form)) == pasted
