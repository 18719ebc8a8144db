"""Is this installation and workspace sound? Each check says what it found and what to do."""

import shutil
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from desirepath.catalog import Catalog, Part
from desirepath.drawing import rasterise
from desirepath.engines import DuckDBEngine
from desirepath.errors import DesirepathError
from desirepath.identities import IdentityRules
from desirepath.journeys import Store
from desirepath.records import Record
from desirepath.workspace.deriving import TIMELINES, is_complete, read_identities
from desirepath.workspace.settings import FILE, read_settings

LIBRARIES = ("duckdb", "ibis-framework", "pyarrow", "numba", "litestar", "sqlalchemy")
TABLES = ("interactions", "traits", "spend", "contested", "quarantine", "identity_log")
SPARE_BYTES = 1 << 30


class Finding(Record):
    """One thing that was checked."""

    name: str
    sound: bool
    found: str
    advice: str = ""


def examine(folder: Path, *, expected: bool = False) -> list[Finding]:
    """Check Python, libraries, drawing and disk; and this folder's workspace, if it has one or should."""
    findings = [_python(), _libraries(), _drawing(), _disk(folder)]
    if expected or (folder / FILE).exists():
        findings.append(_try("workspace", lambda: _workspace(folder)))
        if findings[-1].sound:
            findings += [_try("parts", lambda: _parts(folder)), _try("tables", lambda: _tables(folder))]
    return findings


def _python() -> Finding:
    return Finding(
        name="python", sound=sys.version_info >= (3, 11), found=sys.version.split()[0], advice="Use 3.11+."
    )


def _libraries() -> Finding:
    return Finding(
        name="libraries", sound=True, found=", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    )


def _drawing() -> Finding:
    def draw() -> str:
        svg = (
            '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"><rect width="2" height="2"/></svg>'
        )
        return f"PNG of {len(rasterise(svg, scale=1))} bytes"

    return _try("drawing", draw)


def _disk(folder: Path) -> Finding:
    place = next(each for each in (folder.resolve(), *folder.resolve().parents) if each.exists())
    free = shutil.disk_usage(place).free
    found = f"{free / 1e9:.1f} GB free"
    return Finding(
        name="disk", sound=free > SPARE_BYTES, found=found, advice="Free some space before loading."
    )


def _workspace(folder: Path) -> str:
    settings = read_settings(folder)
    loads = Catalog.open(folder).loads()
    return f"{settings.name}: {len(loads)} loads"


def _parts(folder: Path) -> str:
    catalog, engine = Catalog.open(folder), DuckDBEngine()
    parts = [part for table in TABLES for part in catalog.parts(table)]
    lost = [part.path for part in parts if not (folder / part.path).is_file()]
    broken = [part.path for part in parts if part.path not in lost and not _is_whole(part, folder, engine)]
    if lost or broken:
        named = (("Missing", lost), ("Damaged", broken))
        said = [f"{word}: {', '.join(paths[:3])}." for word, paths in named if paths]
        raise DesirepathError(f"{' '.join(said)} Restore them from a backup, or withdraw their loads.")
    return f"{len(parts)} parts, all readable" if parts else "nothing loaded yet"


def _is_whole(part: Part, folder: Path, engine: DuckDBEngine) -> bool:
    try:
        counted = engine.run(engine.parquet([str(folder / part.path)]).aggregate(lambda rows: rows.count()))
    except DesirepathError:
        return False
    return bool(counted.column(0)[0].as_py() == part.rows)


def _tables(folder: Path) -> str:
    published = Catalog.open(folder).generation()
    if published is None:
        return "not computed yet; next: desirepath refresh"
    home = folder / published.path
    if not is_complete(home):
        raise DesirepathError("The computed tables are not all there. Compute them again: desirepath refresh")
    Store.open(home / TIMELINES)
    read_identities(home, rules=IdentityRules())
    return f"{published.subjects:,} subjects, {published.interactions:,} interactions"


def _try(name: str, check: Callable[[], str]) -> Finding:
    try:
        return Finding(name=name, sound=True, found=check())
    except DesirepathError as error:
        return Finding(name=name, sound=False, found="not sound", advice=str(error))
