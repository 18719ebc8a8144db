"""The demo company from exports to map, on a seed that is not the default, held to its truth."""

import csv
from pathlib import Path

from tests.copying import copied

from desirepath import workspace
from desirepath.demo import score
from desirepath.workspace import Workspace, list_personas, persona_figures


def test_resolved_people_are_the_true_people(demo: Workspace, demo_folder: Path) -> None:
    found = demo.identities().identifiers.to_pylist()
    subjects = {(row["type"], row["value"]): row["subject_id"] for row in found if row["subject_id"]}
    truth = score(subjects, demo_folder / "truth")
    assert truth.precision >= 0.995
    assert truth.share_of_reachable >= 0.97


def test_the_personas_stand_for_the_people_who_truly_are_such(demo: Workspace, demo_folder: Path) -> None:
    with (demo_folder / "truth" / "people.csv").open(encoding="utf-8", newline="") as text:
        truly = {row["email"]: row["persona"] for row in csv.DictReader(text)}
    owned = [row for row in demo.identities().identifiers.to_pylist() if row["value"] in truly]
    for entry in list_personas(demo):
        key = entry.persona.key
        ids = set(demo.segment(key).ids.to_pylist())
        kinds = [truly[row["value"]] for row in owned if row["subject_id"] in ids]
        assert len(kinds) > 100
        assert kinds.count(key) >= 0.98 * len(kinds)
        assert persona_figures(demo, key).people == len(ids)
    assert len(list_personas(demo)) == 3


def test_every_row_of_every_file_is_accounted_for(demo: Workspace) -> None:
    ledgers = [load.ledger for load in demo.ledger()]
    assert len(ledgers) == 10
    for ledger in ledgers:
        assert ledger.read == ledger.loaded + ledger.duplicates + ledger.changed + ledger.quarantined
    assert {row["reason"] for row in demo.quarantine_reasons()} == {"a robot, not a customer"}


def test_loading_the_same_files_again_loads_nothing_twice(demo_folder: Path, tmp_path: Path) -> None:
    again = workspace.open(copied(demo_folder, tmp_path / "demo"))
    before = again.ledger()
    outcomes = again.load(demo_folder / "exports")
    assert all(outcome.was_there for outcome in outcomes)
    assert again.ledger() == before


def test_the_planted_failure_and_the_fee_shock_are_the_maps_hotspots(demo: Workspace) -> None:
    drawn = demo.kept_map("current")
    touchpoints = {
        step.id: {binding.touchpoint for binding in step.bindings}
        for stage in drawn.stages
        for step in stage.steps
    }
    hot = set().union(*(touchpoints[spot.step] for spot in drawn.hotspots if spot.score > 0))
    assert {"Activation", "Price notice"} <= hot
    assert "Home app" not in hot


def test_a_hotspot_says_what_its_score_is_made_of(demo: Workspace) -> None:
    drawn = demo.kept_map("current")
    assert drawn.hotspots
    for spot in drawn.hotspots:
        assert spot.n is None or spot.n >= 30 or (spot.score, spot.pill) == (0.0, "too few")
        assert abs(sum(part.value for part in spot.parts) - spot.score) < 1e-9
        assert all(part.reads for part in spot.parts)


def test_every_figure_on_the_map_says_what_it_rests_on(demo: Workspace) -> None:
    drawn = demo.kept_map("current")
    cards = [card for lane in drawn.lanes for card in lane.cards]
    assert len(cards) > 40
    for card in cards:
        assert card.evidence, card
        read_by_a_model = all(each.provenance.extracted_by == "model" for each in card.evidence)
        assert (card.status == "assumed") == read_by_a_model  # nobody has confirmed what a model read
        assert all(each.provenance.locator for each in card.evidence)


def test_no_quote_is_copied_into_the_map(demo: Workspace) -> None:
    drawn = demo.kept_map("current")
    texts = demo.texts(drawn)
    assert texts
    kept = repr(drawn)
    assert [text for text in texts.values() if text in kept] == []
    assert [text for text in texts.values() if "@" in text] == []


def test_one_persons_story_crosses_channels_and_says_why(demo: Workspace) -> None:
    subjects = demo.identities().subjects.sort_by([("identifiers", "descending")])
    person = demo.person(subjects["subject_id"][0].as_py())
    assert len({step.channel for step in person.timeline}) >= 3
    assert len(person.identifiers) >= 3
    assert all(owned.why for owned in person.identifiers)
    days = [step.time[:10] for step in person.timeline]  # a day alone stands at the end of its day
    assert days == sorted(days)
