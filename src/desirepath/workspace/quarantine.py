"""What was set aside, and why: counts by reason, and one load's raw rows."""

from pathlib import Path
from typing import Any

import ibis

from desirepath.catalog import Catalog
from desirepath.engines import Engine
from desirepath.errors import UnknownName
from desirepath.interactions import quarantined
from desirepath.sources import redact_text


def reasons(catalog: Catalog, engine: Engine, folder: Path, *, load: int | None) -> list[dict[str, Any]]:
    """One row for each load and reason: how many rows, and the first line."""
    rows = _of(catalog, engine, folder, load)
    if rows is None:
        return []
    counted = rows.group_by("load", "path", "reason").agg(rows=rows.count(), first_line=rows.line.min())
    found = engine.run(counted.order_by("load", ibis.desc("rows"), "reason")).to_pylist()
    return [
        {"load": each["load"], "file": _name(each["path"]), "rows": each["rows"]}
        | {"reason": redact_text(each["reason"]), "first_line": each["first_line"]}
        for each in found
    ]


def rows(
    catalog: Catalog, engine: Engine, folder: Path, *, load: int, line: int | None, limit: int
) -> list[dict[str, Any]]:
    """The raw rows of one load that were set aside, in the order of the file."""
    found = _of(catalog, engine, folder, load)
    if found is None:
        return []
    wanted = found if line is None else found.filter(found.line == line)
    shown = engine.run(wanted.order_by("ordinal").limit(limit)).to_pylist()
    return [
        {"file": _name(each["path"]), "line": each["line"], "reason": each["reason"], "raw": each["raw"]}
        for each in shown
    ]


def _name(path: str) -> str:
    return Path(path).name


def _of(catalog: Catalog, engine: Engine, folder: Path, load: int | None) -> ibis.Table | None:
    known = [each.number for each in catalog.loads()]
    if load is not None and load not in known:
        raise UnknownName("load", str(load), map(str, known))
    rows = quarantined(catalog, engine, folder)
    return rows if rows is None or load is None else rows.filter(rows.load == load)
