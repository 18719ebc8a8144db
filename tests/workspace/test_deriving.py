"""A day's loads on top of a generation: the same tables, byte for byte, as deriving everything anew."""

import csv
import shutil
from functools import partial
from pathlib import Path
from random import Random

import pytest

from desirepath import workspace as workspaces
from desirepath.identities import minting
from desirepath.workspace import Workspace, deriving

MAPPING = """
kind: mapping
schema_version: 1
key: shop
source: shop
files: ["*.csv"]
interactions:
  - time: "{at}"
    channel: website
    touchpoint: "{what}"
    action: did
    value: {amount: "{paid}", currency: EUR}
    score: {amount: "{score}", scale: 0..10}
    identifiers:
      - {select: "{email}", type: email}
      - {select: "{device}", type: device}
      - {select: "{order}", type: order, role: other}
"""
COLUMNS = ("at", "what", "paid", "score", "email", "device", "order")
NOON, DAY_US = 1_740_000_000_000_000, 86_400_000_000


def told(random: Random, day: int) -> tuple[str, ...]:
    """One row: often somebody known, sometimes only a device, now and then two people on one device."""
    person = random.randint(0, 4 + 3 * day)
    device = person if random.random() < 0.9 else random.randint(0, 12)
    bought, answered = random.random() < 0.3, random.random() < 0.2
    return (
        f"2025-02-{day + 1:02d}T{random.randint(8, 9):02d}:00:0{random.randint(0, 3)}Z",
        "survey" if answered else random.choice(["ad", "shop", "help"]),
        f"{random.randint(1, 90)}.50" if bought else "",
        str(random.randint(0, 10)) if answered else "",
        f"p{person}@mail.example" if random.random() < 0.5 else "",
        f"device-{device}",
        f"o{random.randint(0, 30)}" if bought or answered else "",
    )


def load_day(shop: Workspace, random: Random, day: int, rows: int) -> None:
    file = shop.folder.parent / f"day-{day}.csv"
    with file.open("w", newline="") as text:
        csv.writer(text).writerows([COLUMNS, *(told(random, day) for _ in range(rows))])
    shop.load(file)


def tables(shop: Workspace) -> dict[str, bytes]:
    generation = shop.generation()
    assert generation is not None
    home = shop.folder / generation.path
    return {
        file.relative_to(home).as_posix(): file.read_bytes() for file in home.rglob("*") if file.is_file()
    }


@pytest.fixture
def derived_anew(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the generations that were derived from all facts; new ids come in a fixed order."""
    numbers: list[int] = []
    anew = deriving._anew

    def noted(work: deriving.Work) -> deriving.Derived:
        numbers.append(work.number)
        return anew(work)

    monkeypatch.setattr(deriving, "_anew", noted)
    monkeypatch.setattr(deriving, "minting", partial(minting, random_bytes=bytes))
    return numbers


def test_what_a_day_adds_gives_the_tables_that_everything_anew_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, derived_anew: list[int]
) -> None:
    random = Random(2)  # noqa: S311
    (tmp_path / "shop.yaml").write_text(MAPPING)
    calendar = {"now": NOON}
    shop = workspaces.create(tmp_path / "shop", clock=lambda: calendar["now"])
    shop.apply(tmp_path / "shop.yaml")
    load_day(shop, random, 0, rows=60)
    shop.refresh()
    for day in range(1, 7):
        calendar["now"] += DAY_US  # new ids begin with the moment
        load_day(shop, random, day, rows=5)
        shutil.copytree(shop.folder, tmp_path / f"twin-{day}")
        shop.refresh()
        with monkeypatch.context() as only_whole:
            only_whole.setattr(deriving, "WORTH_CONTINUING", 0)
            twin = workspaces.open(tmp_path / f"twin-{day}", clock=lambda: calendar["now"])
            twin.refresh()
        assert tables(shop) == tables(twin), day
    twins = 6
    assert len(derived_anew) < 1 + twins + 4, "most days are only added"


def test_a_day_as_large_as_all_before_and_a_withdrawal_have_everything_derived_anew(
    tmp_path: Path, derived_anew: list[int]
) -> None:
    random = Random(3)  # noqa: S311
    (tmp_path / "shop.yaml").write_text(MAPPING)
    shop = workspaces.create(tmp_path / "shop", clock=lambda: NOON)
    shop.apply(tmp_path / "shop.yaml")
    load_day(shop, random, 0, rows=30)
    shop.refresh()
    load_day(shop, random, 1, rows=30)
    shop.refresh()
    assert derived_anew == [1, 2]
    shop.withdraw(2)
    shop.refresh()
    assert derived_anew == [1, 2, 3]
