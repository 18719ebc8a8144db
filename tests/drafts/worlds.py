"""Small worlds told by hand, assembled for real: who did what, and the stages they are told in."""

from pathlib import Path

import ibis
import pyarrow as pa

from desirepath.engines import DuckDBEngine
from desirepath.journeys import Stage, StageDocument, StageRule, Store, assemble
from desirepath.records import Record
from desirepath.testing import Told, little, microseconds

AS_OF = microseconds("2025-12-31 00:00")

STAGES = StageDocument(
    key="shop",
    stages=[
        Stage(key="find", name="Find", type="awareness"),
        Stage(key="buy", name="Buy", type="purchase"),
        Stage(key="use", name="Use", type="use"),
    ],
    rules=[
        StageRule(stage="find", touchpoint=["Ad", "Home page", "Blog"]),
        StageRule(stage="buy", touchpoint=["Checkout", "Hotline"]),
        StageRule(stage="use", touchpoint=["Setup", "Router", "* store"]),
    ],
)


class World(Record):
    """A generation with the facts it came from."""

    store: Store
    interactions: ibis.Table
    engine: DuckDBEngine


def world(folder: Path, *told: Told) -> World:
    """The told interactions, each owned by the person who did it."""
    facts = little(*told)
    engine = DuckDBEngine(threads=1)
    people = [who[0]["value"] if who else None for who in facts["identifiers"].to_pylist()]
    owners = pa.table({"fact": facts["fact"], "subject_id": pa.array(people, pa.string())})
    interactions = engine.table(facts)
    owned = engine.table(owners.filter(owners["subject_id"].is_valid()))
    assemble(engine, interactions, owned, folder=folder / "generation", as_of_us=AS_OF)
    return World(store=Store.open(folder / "generation"), interactions=interactions, engine=engine)


def shoppers(
    *, leaving_at_setup: int = 40, staying: int = 80, sad: int = 35, leaving_at_home: int = 4
) -> list[Told]:
    """People who see an ad, look, buy and set up; some give up at setup and say why, the others use it."""
    told: list[Told] = []
    for number in range(leaving_at_setup + staying + leaving_at_home):
        name = f"p{number:04d}"
        told += [(name, "Ad", "2025-03-01 10:00", {"action": "clicked", "channel": "paid_ad"})]
        told += [(name, "Home page", "2025-03-01 10:01", {"action": "viewed"})]
        if number >= leaving_at_setup + staying:
            continue
        told += [(name, "Checkout", "2025-03-01 10:05", {"action": "Order Completed", "value_minor": 5000})]
        told += [(name, "Setup", "2025-03-03 10:00", {"action": "started", "channel": "app"})]
        if number >= leaving_at_setup:
            told += [(name, "Router", "2025-03-04 10:00", {"action": "used", "channel": "app"})]
            told += [(name, "Router", "2025-12-20 10:00", {"action": "used", "channel": "app"})]
        elif number < sad:
            told += [_answer(name, number)]
    return told


def _answer(name: str, number: int) -> Told:
    words = f"The light stays red and nobody could tell me why, try number {number}"
    answer = {"action": "answered", "channel": "email", "score": 1.0, "scale": "0..10", "text": words}
    return (name, "Survey", "2025-03-04 12:00", answer)
