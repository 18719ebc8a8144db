"""What was said before the command: which workspace folder it works on, and whether to show tracebacks.

`opening` opens the workspace; `--help` never does.
"""

from pathlib import Path

_chosen: list[Path] = []
_debugging: list[bool] = []


def choose(folder: Path | None, *, debug: bool = False) -> None:
    """Remember the folder that `-w` names; without it the current folder is the workspace."""
    _chosen[:] = [folder] if folder is not None else []
    _debugging[:] = [debug]


def folder() -> Path:
    """The folder this command works on."""
    return _chosen[0] if _chosen else Path()


def is_chosen() -> bool:
    """Whether the folder was named, so that a workspace must be there."""
    return bool(_chosen)


def debug() -> bool:
    """Whether to show where in the code an error came from."""
    return bool(_debugging and _debugging[0])
