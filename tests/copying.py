"""Copies of a workspace that several test processes have open: what one of them writes or puts away while
another copies must not tear the copy."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path


def copied(workspace: Path, folder: Path) -> Path:
    """A copy of the workspace that a test may change, its catalog as of one moment: SQLite's own copying sees
    to it."""
    shutil.copytree(workspace, folder, ignore=shutil.ignore_patterns("catalog.sqlite*"))
    with (
        closing(sqlite3.connect(workspace / "catalog.sqlite")) as there,
        closing(sqlite3.connect(folder / "catalog.sqlite")) as here,
    ):
        there.backup(here)
    return folder
