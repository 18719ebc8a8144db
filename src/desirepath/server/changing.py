"""Work that changes what is answered, as a job does it: loading an upload, computing again.

Each is done on a workspace opened for it, so that who asks meanwhile does not wait for its queries.
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Literal

from desirepath.catalog import Generation
from desirepath.errors import SourceError
from desirepath.records import Record
from desirepath.workspace import Outcome
from desirepath.workspace import open as open_workspace

__all__ = ["Change", "ChangeKind", "Changed", "loading", "refreshing"]

ChangeKind = Literal["load", "refresh"]
Tell = Callable[[str, int, int], None]  # the step under way, how much of all is done, and of how much
Stop = Callable[[], bool]
ALMOST = 0.95  # of a load, once its file is read: what it has in common with others is still to be found


class Changed(Record):
    """What came of it."""

    loads: list[Outcome] | None = None
    generation: Generation | None = None


class Change(Record):
    """Something to be done to the workspace, when its turn comes."""

    kind: ChangeKind
    do: Callable[[Tell, Stop], Changed]


def loading(folder: Path, upload: str, *, mapping: str, replace: bool) -> Change:
    """Load an upload through a mapping that is kept; Cancelled, it leaves nothing.

    Once loaded, the upload is taken away: what is read and what is set aside are kept with the load. One that
    was there already stays, to be loaded anew.
    """

    def do(tell: Tell, stop: Stop) -> Changed:
        def read(name: str, done: int, total: int) -> None:
            tell(f"reading {name}", round(done * ALMOST), max(total, 1))

        workspace = open_workspace(folder)
        path = workspace.uploads.path(upload)
        tell(f"reading {path.name}", 0, 1)
        loaded = workspace.load(path, mapping=mapping, replace=replace, progress=read, stop=stop)
        if not any(each.was_there for each in loaded):
            with suppress(SourceError):  # it has been taken away meanwhile
                workspace.uploads.drop(upload)
        return Changed(loads=loaded)

    return Change(kind="load", do=do)


def refreshing(folder: Path) -> Change:
    """Compute again what is stale; Cancelled, what was published before stays."""

    def do(tell: Tell, stop: Stop) -> Changed:
        tell("looking for what is stale", 0, 1)
        return Changed(generation=open_workspace(folder).refresh(progress=tell, stop=stop))

    return Change(kind="refresh", do=do)
