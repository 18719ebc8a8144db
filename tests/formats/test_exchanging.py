"""CSV, CJML, BPMN, and the documents of other tools: read, written, and there and back again."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec
import pytest
from hypothesis import given, settings
from tests.maps.worlds import maps

from desirepath.errors import DocumentError, InputError, UnknownName
from desirepath.formats import export_map, import_map
from desirepath.formats.bpmn import MODEL
from desirepath.maps import Card, Edge, Emotion, Goal, JourneyMap, Lane, MapStage, Step, read_map, write_map

SHARED = Path(__file__).parents[3] / "shared" / "data" / "journey_maps"
beside = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the public journey maps are not beside this checkout"
)

SHOP = JourneyMap(
    key="shop",
    title="Shop",
    map_kind="service_blueprint",
    stages=[
        MapStage(
            id="buy",
            name="Buy",
            steps=[
                Step(id="asks", name="Asks", lineage_id="asks"),
                Step(id="pays", name="Pays", lineage_id="pays"),
            ],
        )
    ],
    lanes=[
        Lane(
            id="doing",
            role="actions",
            label="Actions",
            cards=[Card(id="a1", step="asks", text="Asks a clerk"), Card(id="a2", step="pays", text="=1+1")],
        ),
        Lane(id="front", role="frontstage", label="Clerk",
             cards=[Card(id="f1", step="asks", text="Answers")]),
        Lane(id="back", role="backstage", label="Stock", cards=[Card(id="b1", step="pays", text="Counts")]),
        Lane(id="where", role="touchpoints", label="Touchpoints",
             cards=[Card(id="t1", step="pays", text="Till", channel="in_person")]),
    ],
    emotions=[Emotion(id="e", step="pays", source="authored", value=-1)],
    edges=[Edge(id="x", from_step="pays", to_step="pays", from_card="a2", to_card="b1")],
)  # fmt: skip


def matrix(journey_map: JourneyMap) -> dict[tuple[str, str], list[str]]:
    """What stands on a map, by lane and step."""
    names = {step.id: step.name for stage in journey_map.stages for step in stage.steps}
    found: dict[tuple[str, str], list[str]] = {}
    for lane in journey_map.lanes:
        for card in lane.cards:
            found.setdefault((lane.label, names[card.step]), []).append(card.text)
    return found


def test_a_table_of_cards_holds_a_map_and_no_formula() -> None:
    written = export_map(SHOP, form="csv")
    assert "'=1+1" in written.text
    again = import_map(written.text, key="shop", ending=".csv").journey_map
    assert matrix(again) == matrix(SHOP)
    assert [(one.step, one.value) for one in again.emotions] == [("pays", -1.0)]
    title = "Left out: the title “Shop”; a table is called as its file is."
    assert written.dropped == [title, "Left out: 1 edge."]


def test_a_table_of_a_spreadsheet_with_semicolons_and_a_mark_before_it() -> None:
    text = "\ufeffStage;Step;Text;Emotion;Colour\nBuy;Pays;Pays by card;−1;red\nBuy;Leaves;;;\n"
    found = import_map(text, key="m", ending=".csv")
    assert matrix(found.journey_map) == {("Actions", "Pays"): ["Pays by card"]}
    assert [step.name for step in found.journey_map.stages[0].steps] == ["Pays", "Leaves"]
    assert found.remarks == ["The column “Colour” is not one of a map's: left out."]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("phase,task\na,b\n", r"m\.csv, line 1: expected the columns stage and step"),
        ("stage,step,text\nBuy,,x\n", r"m\.csv, line 2: every row needs its stage"),
        ("stage,step,emotion\nBuy,Pays,good\n", r'm\.csv, line 2, emotion: expected a number.*"good"'),
        ("stage,step,severity,text\nBuy,Pays,9,x\n", "severity"),
        ("stage,step,role,text\nBuy,Pays,actons,x\n", 'Did you mean "actions"'),
        ('stage,step\nBuy,"Pays\n', "this is not CSV"),
    ],
)
def test_a_table_that_is_no_map_is_refused_with_its_line(text: str, says: str) -> None:
    with pytest.raises(DocumentError, match=says):
        import_map(text, key="m", ending=".csv", file="m.csv")


def test_cjml_there_and_back_again() -> None:
    written = export_map(SHOP, form="cjml")
    again = import_map(written.text, key="shop", ending=".cjml").journey_map
    assert matrix(again)["Touchpoints", "Pays"] == ["Till"]
    assert matrix(again)["Clerk", "Asks"] == ["Answers"]
    assert [(one.step, one.value) for one in again.emotions] == [("pays", -1.0)]
    assert again.lanes[1].cards[0].channel == "in_person" or again.lanes[0].cards[0].channel is None


def test_what_a_card_says_in_detail_comes_back_from_cjml() -> None:
    waits = Card(id="c", step="pays", text="Waits", body="At the till", severity=3, obstacle_kind="process")
    lane = Lane(id="hurdles", role="obstacles", label="Hurdles", cards=[waits])
    drawn = msgspec.structs.replace(SHOP, lanes=[*SHOP.lanes, lane])
    again = import_map(export_map(drawn, form="cjml").text, key="shop", ending=".cjml").journey_map
    assert matrix(again) == matrix(drawn)
    found = next(card for lane in again.lanes for card in lane.cards if card.text == "Waits")
    assert (found.body, found.severity, found.obstacle_kind) == ("At the till", 3, "process")


def test_what_a_form_has_no_place_for_is_said_thing_by_thing() -> None:
    drawn = msgspec.structs.replace(
        SHOP,
        persona="Ana",
        goals=[Goal(id="g", statement="Nobody waits")],
        footnotes=["Guessed."],
        i18n={"de": "Laden"},
    )
    assert export_map(drawn, form="cjml").dropped == [
        "Left out: 1 line of the header.", "Left out: 1 edge.", "Left out: 1 goal.", "Left out: 1 footnote.",
        "Left out: 1 translation.",
    ]  # fmt: skip
    assert export_map(drawn, form="yaml").dropped == []


def test_cjml_of_somebody_elses_namespace_with_an_actual_journey_beside_the_planned_one() -> None:
    text = """<c:cjml xmlns:c="urn:x"><c:actors><c:actor id="bank" name="Bank"/></c:actors>
      <c:journey><c:type>actual</c:type></c:journey>
      <c:journey><c:type>planned</c:type><c:name>Loan</c:name>
        <c:touchpoint><c:name>Gets a letter</c:name><c:initiator>bank</c:initiator>
          <c:channel>direct_mail</c:channel>
          <c:experience>very negative</c:experience></c:touchpoint>
        <c:surprise/></c:journey></c:cjml>"""
    found = import_map(text, key="m", ending=".xml")
    assert found.journey_map.title == "Loan"
    assert matrix(found.journey_map) == {
        ("Frontstage", "Gets a letter"): ["Gets a letter"],
        ("Touchpoints", "Gets a letter"): ["direct_mail"],
    }
    assert found.journey_map.emotions[0].value == -2
    assert found.remarks == [
        "<surprise> is not known: left out.",
        "1 other journey is left out: a map holds one.",
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><journey>&b;</journey>', "refused"),
        ("<journey", "this is not XML"),
        ("<recipe/>", "expected a journey in CJML; the document is a <recipe>"),
    ],
)
def test_xml_that_is_hostile_or_something_else_is_refused(text: str, says: str) -> None:
    with pytest.raises(DocumentError, match=says):
        import_map(text, key="m", ending=".xml")


@settings(max_examples=30, deadline=None)
@given(maps())
def test_every_form_that_is_written_is_read_again_and_then_stays_the_same(journey_map: JourneyMap) -> None:
    for form, ending in (("cjml", ".cjml"), ("csv", ".csv")):
        once = import_map(export_map(journey_map, form=form).text, key="m", ending=ending).journey_map
        twice = import_map(export_map(once, form=form).text, key="m", ending=ending).journey_map
        assert matrix(twice) == matrix(once)


def test_bpmn_has_pools_lanes_tasks_and_flows_that_refer_to_what_is_there() -> None:
    root = ET.fromstring(export_map(SHOP, form="bpmn").text)  # noqa: S314  (our own)
    found = {each.get("id") for each in root.iter() if each.get("id")}
    named = [
        each.get(name)
        for each in root.iter()
        for name in ("sourceRef", "targetRef", "processRef", "bpmnElement")
    ]
    assert {name for name in named if name} <= found
    tasks = [each.get("name") for each in root.iter(f"{{{MODEL}}}task")]
    assert sorted(filter(None, tasks)) == ["=1+1", "Answers", "Asks a clerk", "Counts"]
    lanes = [each.get("name") for each in root.iter(f"{{{MODEL}}}lane")]
    assert lanes == ["Actions", "Clerk", "Stock"]
    flows = [(each.get("sourceRef"), each.get("targetRef")) for each in root.iter(f"{{{MODEL}}}messageFlow")]
    assert flows == [("task-1", "task-3"), ("task-0", "task-2")]


def test_the_pool_of_a_process_bears_the_name_of_the_persona() -> None:
    kept = msgspec.structs.replace(SHOP, persona="ana-27")
    shown = msgspec.structs.replace(SHOP, persona="Ana, in a hurry")
    assert 'name="Ana, in a hurry"' in export_map(kept, form="bpmn", shown=shown).text
    assert "persona: ana-27" in export_map(kept, form="yaml", shown=shown).text


def test_a_map_without_anybody_doing_anything_is_no_process() -> None:
    with pytest.raises(InputError, match="there is no process to write"):
        export_map(JourneyMap(key="m", title="M"), form="bpmn")


@beside
@pytest.mark.shared
@pytest.mark.parametrize("name", ["sample", "ai-dev-org-standardization", "enterprise-ai-reach-value"])
def test_journey_maps_of_another_tool_in_japanese(name: str) -> None:
    text = (SHARED / f"cjm_enablement_{name}.yaml").read_text("utf-8")
    found = import_map(text, key="m", ending=".yaml").journey_map
    actions = text.count("emotion_score:")
    assert "The document “sbp” beside it: left out." in import_map(text, key="m", ending=".yaml").remarks
    assert sum(len(stage.steps) for stage in found.stages) == len(found.emotions) == actions > 3
    assert read_map(write_map(found)) == found


@beside
@pytest.mark.shared
def test_a_blueprint_of_another_tool_in_two_languages() -> None:
    found = import_map((SHARED / "blueprint_sample-ir.json").read_text("utf-8"), key="m", ending=".json")
    drawn = found.journey_map
    assert (drawn.map_kind, drawn.language, drawn.title) == ("service_blueprint", "en", "Asset Repair")
    assert [lane.role for lane in drawn.lanes] == ["actions", "custom", "touchpoints", "support", "custom"]
    assert drawn.stages[0].steps[0].i18n == {"zh": "提交报修"}
    assert all(edge.from_card and edge.to_card for edge in drawn.edges)
    assert len(drawn.edges) == 3
    assert read_map(write_map(drawn)) == drawn


@pytest.mark.parametrize(
    ("text", "ending", "says"),
    [
        ("x", ".docx", 'no ending of a map\'s file ".docx"'),
        ("kind: cjm\nid: x", ".yaml", "this is no `cjm` document"),
        ("{lifecycle: 3, locales: [en]}", ".yaml", "expected a blueprint"),
        ("a: [1", ".yaml", "this is not YAML"),
    ],
)
def test_what_is_no_map_at_all_is_refused(text: str, ending: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        import_map(text, key="m", ending=ending)


def test_a_form_that_nobody_writes_is_named_with_those_there_are() -> None:
    with pytest.raises(UnknownName, match='Did you mean "mermaid"'):
        export_map(SHOP, form="mermade")


LONG = "long " * 6_000
CJM_LONG = f"""
kind: cjm
id: {LONG}
phases: [{{id: p, name: P}}]
persona: {{name: {LONG}}}
actions: [{{id: a, name: {LONG}, phase: p, emotion_score: .nan}}]
"""
GRID = {
    "locales": ["en"],
    "lifecycle": {"phases": [{"name": {"en": "P"}, "scenarios": [{
        "name": {"en": "S"},
        "steps": [{"key": "a", "name": {"en": "A"}}],
        "paths": [{
            "name": {"en": LONG},
            "path_steps": ["a"],
            "layers": [{"key": "l", "row": 1, "display_name": {"en": LONG}}],
            "cells": [{"layer": "l", "step": "a", "content": {"en": "x"}, "description": {"en": LONG}}],
        }],
    }]}]},
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        (f"stage,step,lane,text,body,channel\nA,B,{LONG},{LONG},{LONG},{LONG}\n", ".csv"),
        (f"journey\n title {LONG}\n accDescr: {LONG}\n section {LONG}\n {LONG}: 3: {LONG}", ".mmd"),
        (
            f'<CJML><Journey><Action name="{LONG}"><Card lane="{LONG}">x</Card></Action></Journey></CJML>',
            ".cjml",
        ),
        (
            CJM_LONG,
            ".yaml",
        ),
        (json.dumps(GRID), ".json"),
    ],
)
def test_a_map_that_came_in_can_be_read_again_however_long_its_texts(text: str, ending: str) -> None:
    found = import_map(text, key="m", ending=ending)
    assert read_map(write_map(found.journey_map), file="m.yaml") == found.journey_map
    assert any("were kept" in remark for remark in found.remarks)


def test_a_language_that_is_none_does_not_make_a_map() -> None:
    with pytest.raises(InputError, match="does not make a map"):
        import_map(json.dumps(GRID).replace('"en"', '"not a language"'), key="m", ending=".json")


@pytest.mark.parametrize(
    ("text", "ending", "says"),
    [
        ("kind: map\nkey: a\ntitle: A\nn_subjects: 0x_\n", ".yaml", "line 4.*cannot be read as a number"),
        (f"kind: cjm\nid: {'9' * 5_000}\n", ".yaml", "line 2.*cannot be read as a number"),
        ("kind: cjm\nid: 2025-13-45\n", ".yaml", "no `cjm` document"),
        ('{"kind": "map", "key": "a", "title": "\\ud800"}', ".json", "half a character"),
        (
            "a: &a {x: 1}\nb: &b {<<: [*a, *a, *a]}\nc: {<<: [*b, *b, *b]}\nkind: cjm\n",
            ".yaml",
            "a plain name as key",
        ),
        (f"<CJML><Journey>{'<Phase>' * 3_000}{'</Phase>' * 3_000}</Journey></CJML>", ".cjml", "too deeply"),
    ],
)
def test_a_hostile_text_is_refused_in_words(text: str, ending: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        import_map(text, key="m", ending=ending)


def test_a_character_that_json_writes_as_two_halves_is_whole() -> None:
    text = json.dumps({"kind": "map", "schema_version": 2, "key": "m", "title": "Glad \U0001f600"})
    assert import_map(text, key="m", ending=".json").journey_map.title == "Glad \U0001f600"


def test_cells_beyond_the_columns_of_a_table_are_told() -> None:
    found = import_map("stage,step,text\nBuy,Pays,Pays, then leaves\n", key="m", ending=".csv")
    assert found.remarks == ["Line 2 has more cells than columns: “ then leaves” left out."]


@pytest.mark.parametrize("text", ["'=1+1", "''@x", "=1+1", "-5", "'quoted'", "'"])
def test_a_text_with_a_mark_before_it_comes_back_from_a_table(text: str) -> None:
    shop = msgspec.structs.replace(
        SHOP, lanes=[Lane(id="l", role="actions", label="L", cards=[Card(id="c", step="pays", text=text)])]
    )
    again = import_map(export_map(shop, form="csv").text, key="m", ending=".csv").journey_map
    assert again.lanes[0].cards[0].text == text


@pytest.mark.parametrize("form", ["cjml", "bpmn"])
def test_characters_that_xml_cannot_hold_do_not_break_it(form: str) -> None:
    shop = msgspec.structs.replace(
        SHOP,
        title="A\x00B\ufffe",
        stages=[MapStage(id="buy", name="Bu\x01y", steps=SHOP.stages[0].steps)],
        lanes=[
            Lane(id="l", role="actions", label="L\x1b", cards=[Card(id="c", step="pays", text="P\x08ays")]),
        ],
    )
    written = export_map(shop, form=form).text
    assert "Pays" in written
    ET.fromstring(written)  # noqa: S314 - our own


def test_steps_and_stages_of_one_name_stay_apart_in_a_table() -> None:
    waits = [Step(id=name, name="Waits", lineage_id=name) for name in ("w1", "w2", "w3")]
    felt = [Emotion(id=f"e-{one.id}", step=one.id, source="measured", value=1) for one in waits]
    stages = [MapStage(id="a", name="Buy", steps=waits[:2]), MapStage(id="b", name="Buy", steps=waits[2:])]
    written = export_map(JourneyMap(key="m", title="M", stages=stages, emotions=felt), form="csv")
    again = import_map(written.text, key="m", ending=".csv").journey_map
    assert [(stage.name, [step.name for step in stage.steps]) for stage in again.stages] == [
        ("Buy", ["Waits", "Waits (2)"]),
        ("Buy (2)", ["Waits"]),
    ]
    assert written.dropped[1:] == [
        "Another “Waits” is written as “Waits (2)”.",
        "Another “Buy” is written as “Buy (2)”.",
    ]


def test_a_map_that_nobody_could_read_is_refused() -> None:
    table = "stage,step\n" + "".join(f"Buy,Step {number}\n" for number in range(2_000))
    with pytest.raises(InputError, match="2,001 stages and steps and 0 cards; a map may have 2,000"):
        import_map(table, key="long", ending=".csv")
