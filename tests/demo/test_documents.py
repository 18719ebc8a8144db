"""The documents beside the exports read them: every file by one mapping, and only robots set aside."""

from collections import Counter
from datetime import datetime
from fnmatch import fnmatch
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest
import yaml
from tests.demo.companies import Company

from desirepath.catalog import Catalog, Ledger
from desirepath.demo.behaviour import PERSONAS
from desirepath.demo.exports import FILES
from desirepath.engines import DuckDBEngine
from desirepath.interactions import Mapping, current, load, read_mapping
from desirepath.journeys import StageDocument
from desirepath.maps import Persona
from desirepath.segments import Segment, segment_flaws, sentence
from desirepath.sources import read_documents

NOW_US = 1_790_000_000_000_000  # 2026-09-21
Loaded = tuple[dict[str, Ledger], Path]


def mappings(company: Company) -> list[Mapping]:
    paths = sorted((company.folder / "mappings").glob("*.yaml"))
    return [read_mapping(path.read_text(encoding="utf-8"), file=path.name) for path in paths]


@pytest.fixture(scope="module")
def loaded(company: Company, tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    folder = tmp_path_factory.mktemp("workspace")
    catalog, engine = Catalog.open(folder), DuckDBEngine(threads=1)
    ledgers = {}
    for path in sorted((company.folder / "exports").iterdir()):
        mapping = next(
            each for each in mappings(company) if any(fnmatch(path.name, glob) for glob in each.files)
        )
        made = load(
            path, mapping, mapping_revision=1, catalog=catalog, engine=engine, folder=folder, at_us=NOW_US
        )
        ledgers[path.name] = made.ledger
    return ledgers, folder


def test_every_document_is_one_of_its_kind(company: Company) -> None:
    for path in (company.folder / "mappings").glob("*.yaml"):
        written = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert msgspec.convert(written, Mapping).key == path.stem
    stages = yaml.safe_load((company.folder / "documents" / "stages.yaml").read_text(encoding="utf-8"))
    names = [stage.key for stage in msgspec.convert(stages, StageDocument).stages]
    assert names == ["awareness", "consideration", "purchase", "onboarding", "use", "share", "renew"]


def test_every_persona_of_the_model_has_a_document_and_the_segment_it_stands_for(company: Company) -> None:
    records = [
        record
        for name in ("segments.yaml", "personas.yaml")
        for record in read_documents(
            (company.folder / "documents" / name).read_text(encoding="utf-8"),
            file=name,
            kinds={"segment": Segment, "persona": Persona},
            checks={"segment": segment_flaws},
        )
    ]
    segments = {each.key: sentence(each) for each in records if isinstance(each, Segment)}
    assert segments == {each.key: f'People whose persona is "{each.name}".' for each in PERSONAS}
    personas = {each.key: each for each in records if isinstance(each, Persona)}
    assert {key: each.name for key, each in personas.items()} == {each.key: each.name for each in PERSONAS}
    for key, each in personas.items():
        assert each.segment == key
        assert all((each.tagline, each.goals, each.needs, each.frustrations))
        assert each.quote is None  # nobody said it


def test_every_export_has_one_mapping(company: Company) -> None:
    globs = {each.key: each.files for each in mappings(company)}
    for file in FILES.values():
        fitting = [
            key for key, patterns in globs.items() if any(fnmatch(file.path, glob) for glob in patterns)
        ]
        assert len(fitting) == 1


def test_nothing_is_quarantined_but_the_robots(company: Company, loaded: Loaded) -> None:
    robots = Counter(line["file"] for line in company.rows if line["mess"] == "bot")
    quarantined = {name: ledger.quarantined for name, ledger in loaded[0].items() if ledger.quarantined}
    assert quarantined == dict(robots)


def test_the_ledgers_find_the_duplicates_and_changes_of_the_truth(company: Company, loaded: Loaded) -> None:
    for name in ("klaviyo_events.csv", "shopify_orders.csv", "survey_responses.csv", "web_events.jsonl.gz"):
        told = Counter(line["mess"] for line in company.rows if line["file"] == name)
        ledger = loaded[0][name]
        assert ledger.read == company.summary.rows[next(key for key in FILES if FILES[key].path == name)]
        assert ledger.duplicates == pytest.approx(told["duplicate"], abs=4 + 0.1 * told["duplicate"])
        assert ledger.changed == pytest.approx(told["changed"], abs=4 + 0.2 * told["changed"])


def test_survey_answers_come_after_the_ticket_they_are_about(company: Company, loaded: Loaded) -> None:
    opened = {
        str(line["id"]): datetime.fromisoformat(line["created_at"]) for line in company.export("tickets")
    }
    denver = ZoneInfo("America/Denver")
    for line in company.export("surveys"):
        if line["TicketId"]:
            answered = datetime.fromisoformat(line["EndDate"]).replace(
                tzinfo=denver, fold=1
            )  # one hour is there twice
            assert answered > opened[line["TicketId"]]


def test_touchpoints_are_few_and_named(loaded: Loaded) -> None:
    engine = DuckDBEngine(threads=1)
    facts = current(Catalog.open(loaded[1]), engine, loaded[1])
    assert facts is not None
    names = set(engine.run(facts.select("touchpoint").distinct())["touchpoint"].to_pylist())
    assert names == {
        "Search ad", "Video ad", "Home page", "Newsletter", "Plans page", "Coverage check",
        "Customer reviews", "Sales advisor", "Oslo store", "Bergen store", "Order form", "Online shop",
        "Delivery update", "Activation", "Help centre", "Support phone", "Support chat", "Support e-mail",
        "Home app", "Account page", "Customer survey", "Refer a friend", "Renewal page", "Price notice",
    }  # fmt: skip
