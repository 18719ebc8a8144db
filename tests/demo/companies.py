"""A written demo company, and ways to read it back without desirepath."""

import csv
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from desirepath.demo import DemoSummary
from desirepath.demo.exports import FILES

PEOPLE, SEED = 700, 3


class Company:
    """A written demo folder, and ways to read it back without desirepath."""

    def __init__(self, folder: Path, summary: DemoSummary) -> None:
        self.folder, self.summary = folder, summary
        self.rows = list(self.truth("rows.csv.gz"))
        self.people = {line["person"]: line for line in self.truth("people.csv")}

    def truth(self, name: str) -> Iterator[dict[str, str]]:
        path = self.folder / "truth" / name
        opened = gzip.open if name.endswith(".gz") else open
        with opened(path, "rt", encoding="utf-8", newline="") as text:
            yield from csv.DictReader(text)

    def export(self, name: str) -> list[dict[str, Any]]:
        file = FILES[name]
        path = self.folder / "exports" / file.path
        if file.format == "jsonl":
            return [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]
        if file.format == "json":
            tickets: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["tickets"]
            return tickets
        with path.open(encoding=file.encoding, newline="") as text:
            return list(csv.DictReader(text, delimiter=file.delimiter))
