"""One demo company in two workspaces that differ in one line: the engine."""

import shutil
from pathlib import Path

from desirepath import workspace
from desirepath.demo import write_demo
from desirepath.journeys import Stage, StageDocument, StageRule

PEOPLE, SEED = 200, 5
SPARK = "engine: spark\nspark_master: local[2]\n"
KEYS = ("aware", "consider", "buy", "use")
STAGES = StageDocument(
    key="life",
    stages=[Stage(key=key, name=key.title()) for key in KEYS],
    rules=[
        StageRule(stage="aware", channel=["paid_search", "organic_search", "social", "paid_ad", "referral"]),
        StageRule(stage="buy", action=["*order*", "*purchase*", "*bought*"]),
        StageRule(stage="consider", channel=["website", "email"]),
        StageRule(stage="use", channel=["app", "phone", "chat", "in_person", "sms", "push"]),
    ],
)


def written(folder: Path) -> Path:
    """The company's workspace, loaded and refreshed on DuckDB."""
    opened = workspace.create(folder, name="Hearthline", zone="Europe/Oslo", currency="NOK")
    write_demo(folder, people=PEOPLE, seed=SEED)
    opened.apply(folder / "mappings")
    opened.load(folder / "exports")
    opened.refresh()
    return folder


def copied(folder: Path, to: Path) -> Path:
    """The same facts for Spark: nothing computed is taken along."""
    shutil.copytree(folder, to, ignore=shutil.ignore_patterns("tables"))
    with (to / "workspace.yaml").open("a") as settings:
        settings.write(SPARK)
    return to
