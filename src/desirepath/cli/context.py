"""Which workspace folder this command works on. `opening` opens it; `--help` never does."""

from pathlib import Path

_chosen: list[Path] = []


def choose(folder: Path | None) -> None:
    """Remember the folder that `-w` names; without it the current folder is the workspace."""
    _chosen[:] = [folder] if folder is not None else []


def folder() -> Path:
    """The folder this command works on."""
    return _chosen[0] if _chosen else Path()
