"""A little shop with an awkward catalogue, taken as far down the line as a test wants it."""

from pathlib import Path
from typing import Any

from litestar import Litestar
from litestar.testing import TestClient
from tests.waiting import until

from desirepath import workspace
from desirepath.server import create_app

Client = TestClient[Litestar]

HOUR_US = 3_600_000_000
START_US = 1_735_732_800_000_000  # 2025-01-01 12:00 UTC
NOW_US = START_US + 200 * 24 * HOUR_US
LONG = "A page whose name goes on and on, past every edge that a card may have, and then a little further"
SCRIPT = "<script>alert(1)</script>"
ARABIC = "صفحة الأسعار"
MAPPING = """
kind: mapping
schema_version: 1
key: visits
source: shop
format: {type: csv}
interactions:
  - key: "{id}"
    time: "{when}"
    channel: website
    touchpoint: "{page}"
    action: "{action}"
    identifiers: [{select: "{who}", type: user}]
    score: {amount: "{stars}", scale: "1..5"}
    text: "{said}"
"""
STAGES = f"""
kind: stages
schema_version: 1
key: little
title: From shelf to home
stages:
  - {{key: awareness, name: Looking around, type: awareness}}
  - {{key: purchase, name: Buying, type: purchase}}
rules:
  - {{stage: awareness, touchpoint: [Shelf, "{ARABIC}", "{LONG}"]}}
  - {{stage: purchase, touchpoint: [Till, "{SCRIPT}"]}}
"""


def opened(folder: Path) -> workspace.Workspace:
    """An empty workspace in this folder."""
    return workspace.create(folder, name=f"Shop {SCRIPT}", currency="NOK", clock=lambda: NOW_US)


def loaded(folder: Path, *, people: int = 60) -> workspace.Workspace:
    """The same with a mapping, stages and a file of visits; nothing is computed yet."""
    shop = opened(folder)
    for name, text in (("visits.yaml", MAPPING), ("little.yaml", STAGES)):
        (folder / name).write_text(text, encoding="utf-8")
        shop.apply(folder / name)
    (folder / "visits.csv").write_text(visits(people), encoding="utf-8")
    shop.load(folder / "visits.csv", mapping="visits")
    return shop


def drawn(folder: Path) -> workspace.Workspace:
    """The same with a published generation and a map of it."""
    shop = loaded(folder)
    shop.refresh()
    shop.draft(title=f"From shelf to home {SCRIPT}")
    return shop


def served(folder: Path) -> Client:
    """A client that asks 127.0.0.1, as a browser on this machine does."""
    return TestClient(create_app(folder), base_url="http://127.0.0.1", raise_server_exceptions=False)


def visits(people: int, *, first: int = 0) -> str:
    """Everybody sees the shelf; every third stops there, and the others end up at an awkward till."""
    lines = ["id,when,who,page,action,stars,said", "broken,not a time,who-0,Shelf,viewed,,"]
    for who in range(first, first + people):
        pages = [("Shelf", "viewed", "", "")]
        if who % 3:
            pages += [(LONG, "viewed", "", ""), (ARABIC, "viewed", "", ""), ("Till", "paid", "", "")]
            pages += [(SCRIPT, "rated", str(1 + who % 2), f"خدمة بطيئة جدا {SCRIPT}")]
        for at, (page, action, stars, said) in enumerate(pages):
            when = f"2025-0{1 + who % 3}-{1 + who % 27:02}T{10 + at:02}:00:00Z"
            lines.append(f'{who}-{at},{when},who-{who},"{page}",{action},{stars},"{said}"')
    return "\n".join(lines) + "\n"


def started(client: Client, address: str, **body: Any) -> str:
    """Where a change that was begun is looked at."""
    reply = client.post(address, json=body)
    assert reply.status_code == 202, reply.text
    assert reply.json()["state"] in ("queued", "running")
    return str(reply.headers["location"])


def changed(client: Client, address: str, **body: Any) -> dict[str, Any]:
    """The job of a change that was begun and is done."""
    job = ended(client, started(client, address, **body))
    assert job["state"] == "done", job
    return job


def ended(client: Client, place: str) -> dict[str, Any]:
    """How a job stands once it has ended; its progress never falls."""
    looks: list[dict[str, Any]] = [{"progress": 0.0}]

    def is_over() -> bool:
        looks.append(client.get(place).json())
        assert looks[-2]["progress"] <= looks[-1]["progress"] <= 1.0
        return looks[-1]["state"] not in ("queued", "running")

    until(is_over)
    return looks[-1]
