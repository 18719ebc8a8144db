"""Is this installation and workspace sound? Each check says what it found and what to do."""

import shutil
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from desirepath.catalog import Catalog
from desirepath.drawing import rasterise
from desirepath.engines import DuckDBEngine
from desirepath.errors import DesirepathError
from desirepath.interactions import current
from desirepath.records import Record
from desirepath.workspace.settings import read_settings

LIBRARIES = ("duckdb", "ibis-framework", "pyarrow", "numba", "litestar", "sqlalchemy")
SPARE_BYTES = 1 << 30


class Finding(Record):
    """One thing that was checked."""

    name: str
    sound: bool
    found: str
    advice: str = ""


def examine(folder: Path) -> list[Finding]:
    """Check Python, libraries, drawing and disk; and the workspace in this folder, if there is one."""
    findings = [_python(), _libraries(), _drawing(), _disk(folder)]
    if (folder / "workspace.yaml").is_file():
        findings += [_try("workspace", lambda: _workspace(folder)), _try("parts", lambda: _parts(folder))]
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
    catalog = Catalog.open(folder)
    lost = [part.path for part in catalog.parts("interactions") if not (folder / part.path).is_file()]
    if lost:
        raise DesirepathError(
            f"Missing: {', '.join(lost[:3])}. Restore them from a backup, or withdraw their loads."
        )
    relation = current(catalog, DuckDBEngine(), folder)
    if relation is None:
        return "nothing loaded yet"
    return f"{len(catalog.parts('interactions'))} parts, all readable"


def _try(name: str, check: Callable[[], str]) -> Finding:
    try:
        return Finding(name=name, sound=True, found=check())
    except DesirepathError as error:
        return Finding(name=name, sound=False, found="not sound", advice=str(error))
