"""Small raw tables and mappings for the stories about interactions."""

from collections.abc import Mapping as Fields
from pathlib import Path
from typing import Any

import ibis
import numpy as np
import pyarrow as pa

from desirepath.catalog import Catalog, Load
from desirepath.engines import DuckDBEngine
from desirepath.interactions import Mapping, current, load, quarantined, read_mapping
from desirepath.interactions.conforming import Conformed, conform
from desirepath.interactions.texts import Batch, batch_of
from desirepath.sources import RawRows

NOW_US = 1_735_689_600_000_000  # 2025-01-01T00:00:00Z
SIMPLE = """
key: web
source: web
interactions:
  - {time: "{when}", channel: website, touchpoint: "{page}", action: viewed,
     identifiers: [{select: "{who}", type: user}]}
"""
KEYED = SIMPLE.replace("action: viewed,", 'action: viewed, key: "{id}",')


def raw(**columns: Any) -> RawRows:
    """Raw rows from columns: raw(when=["2024-01-01"], page=["Home"])."""
    table = pa.table({name: pa.array(values) for name, values in columns.items()})
    return RawRows(
        columns=table, ordinals=np.arange(table.num_rows), lines=np.arange(table.num_rows) + 2, rejects=[]
    )


def batch(**columns: Any) -> Batch:
    return batch_of(raw(**columns).columns)


def mapped(text: str) -> Mapping:
    return read_mapping(text, file="test.yaml")


def rule(fields: str) -> Mapping:
    """A mapping of one rule with sensible fields, and these in YAML (one line) over them."""
    base = {
        "time": '"2024-05-01T10:00:00Z"',
        "channel": "website",
        "touchpoint": "Home",
        "action": "viewed",
    }
    given = {line.split(":")[0] for line in fields.splitlines()}
    lines = [f"{name}: {value}" for name, value in base.items() if name not in given] + fields.splitlines()
    return mapped("key: t\nsource: test\ninteractions:\n  - " + "\n    ".join(lines))


def made(fields: str, **columns: Any) -> Conformed:
    return conform(raw(**columns), rule(fields), load=1, loaded_at_us=NOW_US)


def only(fields: str, column: str, **columns: Any) -> list[Any]:
    """One column of the interactions made, when every row fits."""
    conformed = made(fields, **columns)
    assert [reject.reason for reject in conformed.rejects] == []
    values: list[Any] = conformed.interactions[column].to_pylist()
    return values


def reasons(fields: str, **columns: Any) -> list[str]:
    return [reject.reason for reject in made(fields, **columns).rejects]


class Shop:
    """A workspace folder with a catalog and an engine, to load files into."""

    def __init__(self, folder: Path, mapping: str = KEYED) -> None:
        self.folder = folder / "shop"
        self.catalog = Catalog.open(self.folder)
        self.engine = DuckDBEngine(threads=1)
        self.mapping = mapped(mapping)
        self.clock = NOW_US

    def load(self, path: Path, *, revision: int = 1, replace: bool = False) -> Load:
        self.clock += 1_000_000
        return load(
            path,
            self.mapping,
            mapping_revision=revision,
            catalog=self.catalog,
            engine=self.engine,
            folder=self.folder,
            at_us=self.clock,
            replace=replace,
        )

    def current(self, *columns: str) -> list[tuple[Any, ...]]:
        return self._rows(current(self.catalog, self.engine, self.folder), columns)

    def quarantined(self, *columns: str) -> list[tuple[Any, ...]]:
        return self._rows(quarantined(self.catalog, self.engine, self.folder), columns)

    def _rows(self, table: ibis.Table | None, columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
        if table is None:
            return []
        rows = self.engine.run(table.select(*columns)).to_pylist()
        return sorted(tuple(str(row[column]) for column in columns) for row in rows)

    def files(self) -> set[str]:
        return {file.name for file in (self.folder / "facts").glob("*")}


def csv(path: Path, *rows: Fields[str, str]) -> Path:
    """A CSV file of rows given as dictionaries with the same keys."""
    lines = [",".join(rows[0])] + [",".join(row.values()) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def visit(key: str, when: str, page: str, who: str = "ana") -> dict[str, str]:
    return {"id": key, "when": when, "page": page, "who": who}
