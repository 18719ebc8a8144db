"""A small bakery with sixty customers: what its systems export, and the documents that read it."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import msgspec

PEOPLE = ["ana", "bo", "åse", *(f"p{number:02}" for number in range(3, 60))]
VISITS_MAPPING = """
kind: mapping
schema_version: 1
key: visits
source: site
files: ["visits*.csv"]
format: {type: csv}
interactions:
  - key: "{id}"
    time: {of: "{at}", zone: UTC}
    channel: "{channel}"
    touchpoint: "{place}"
    action: "{action}"
    identifiers:
      - {select: "{email}", type: email}
      - {select: "{device}", type: device}
    score: {amount: "{score}", scale: "1..5"}
"""
CONTACTS_MAPPING = """
kind: mapping
schema_version: 1
key: contacts
source: crm
files: ["contacts*.csv"]
format: {type: csv}
traits:
  - since: "{since}"
    identifiers: [{select: "{email}", type: email}]
    values: {plan: "{plan}"}
"""
STAGES = """
kind: stages
schema_version: 1
key: bakery
title: Buying bread
stages:
  - {key: hear, name: Hear of it, type: awareness}
  - {key: look, name: Look around, type: consideration}
  - {key: buy, name: Buy, type: purchase}
rules:
  - {stage: hear, touchpoint: Search ad}
  - {stage: look, touchpoint: [Home page, Menu]}
  - {stage: buy, touchpoint: [Order form, Survey]}
"""
VISIT_COLUMNS = ("id", "at", "channel", "place", "action", "email", "device", "score")
Visit = tuple[str, str, str, str, str, str, str, str]


class Said(NamedTuple):
    """What a command answered: its exit code, standard output and standard error."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on standard output; fails when anything else is there."""
        return msgspec.json.decode(self.out)

    @property
    def rows(self) -> list[dict[str, str]]:
        """Standard output read as CSV."""
        return list(csv.DictReader(self.out.splitlines()))


class Shell(Protocol):
    """Runs one command line, in the workspace `at`."""

    def __call__(self, *arguments: object, at: Path | None = None) -> Said: ...


def address(name: str) -> str:
    return f"{name}@mail.example"


def story(number: int) -> list[Visit]:
    """What one customer did: an advertisement, a look around, and for two of three an order and a survey."""
    name, day = PEOPLE[number], f"2025-03-{number % 28 + 1:02}"
    web = ("website", address(name), f"device-{number}")
    steps = [
        ("08:00", "paid_search", "Search ad", "clicked", "", web[2], ""),
        ("09:00", "website", "Home page", "viewed", "", web[2], ""),
        ("10:00", "website", "Menu", "viewed", web[1], web[2], ""),
    ]
    if number % 3:
        steps.append(("11:00", "website", "Order form", "ordered", web[1], "", ""))
        steps.append(("20:00", "email", "Survey", "rated", web[1], "", str(number % 5 + 1)))
    if 3 <= number <= 8:
        steps.append(("21:00", "in_person", "Kiosk", "browsed", web[1], "kiosk-1", ""))
    return [(f"{number}-{place}", f"{day}T{time}:00Z", *rest) for place, (time, *rest) in enumerate(steps)]  # type: ignore[misc]


def write_visits(file: Path, visits: Iterable[Visit]) -> Path:
    with file.open("w", newline="", encoding="utf-8") as text:
        csv.writer(text).writerows([VISIT_COLUMNS, *visits])
    return file


def write_bakery(folder: Path) -> None:
    """The exports and documents of the bakery."""
    (folder / "documents").mkdir(parents=True)
    for name, text in (("visits", VISITS_MAPPING), ("contacts", CONTACTS_MAPPING), ("stages", STAGES)):
        (folder / "documents" / f"{name}.yaml").write_text(text, encoding="utf-8")
    junk: Visit = ("junk", "2025-03-30T08:00:00Z", "website", "Menu", "viewed", "test@test.com", "", "")
    broken: Visit = ("late", "2999-01-01T08:00:00Z", "website", "Menu", "viewed", address("ana"), "", "")
    visits = [visit for number in range(len(PEOPLE)) for visit in story(number)]
    write_visits(folder / "visits.csv", [*visits, junk, broken])
    with (folder / "contacts.csv").open("w", newline="", encoding="utf-8") as file:
        plans = [
            (address(name), "family" if number % 2 else "single", "2025-01-01T00:00:00Z")
            for number, name in enumerate(PEOPLE)
        ]
        csv.writer(file).writerows([("email", "plan", "since"), *plans])
