"""Removing what nobody lists: files a killed process left behind, and generations of long ago."""

import shutil
from collections.abc import Set as AbstractSet
from pathlib import Path

__all__ = ["sweep_facts", "sweep_tables"]


def sweep_facts(folder: Path, listed: AbstractSet[str]) -> int:
    """Delete every file under `facts/` that is not listed; returns how many."""
    unlisted = [
        file
        for file in sorted((folder / "facts").rglob("*"))
        if file.is_file() and file.relative_to(folder).as_posix() not in listed
    ]
    for file in unlisted:
        file.unlink()
    return len(unlisted)


def sweep_tables(folder: Path, listed: AbstractSet[str]) -> int:
    """Delete every entry of `tables/` that is not listed; returns how many files that were."""
    tables = folder / "tables"
    entries = sorted(tables.iterdir()) if tables.is_dir() else []
    return sum(_remove(entry) for entry in entries if entry.relative_to(folder).as_posix() not in listed)


def _remove(entry: Path) -> int:
    if not entry.is_dir():
        entry.unlink()
        return 1
    files = sum(file.is_file() for file in entry.rglob("*"))
    shutil.rmtree(entry)
    return files
