"""Work that changes what is answered, or a map, as a job does it: loads, refreshes, drafts, figures anew.

Each is done on a workspace opened for it, so that who asks meanwhile does not wait for its queries. What is
cancelled has changed nothing, or says what.
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

from desirepath.catalog import Generation
from desirepath.errors import InputError, SourceError
from desirepath.maps import JourneyMap
from desirepath.records import Record
from desirepath.workspace import Outcome, Workspace
from desirepath.workspace import open as open_workspace

__all__ = [
    "Change",
    "ChangeKind",
    "Changed",
    "Kept",
    "ReplayedRows",
    "drafting",
    "drawing_for",
    "filling",
    "loading",
    "refreshing",
    "replaying",
    "withdrawing",
]

ChangeKind = Literal["load", "refresh", "replay", "withdraw", "draft", "fill"]
Tell = Callable[[str, int, int], None]  # the step under way, how much of all is done, and of how much
Stop = Callable[[], bool]
ALMOST = 0.95  # of a load, once its file is read: what it has in common with others is still to be found
OF_MAPS = frozenset({"draft", "fill"})


class Kept(Record):
    """The revision of a document that a change made."""

    key: str
    revision: int


class ReplayedRows(Record):
    """What came of rows that were set aside."""

    of: int
    file: str
    rows: int
    mapping: str
    mapping_revision: int
    as_load: int | None  # None: the mapping as it is makes nothing of them
    loaded: int
    still_set_aside: int


class Changed(Record):
    """What came of it."""

    loads: list[Outcome] | None = None
    generation: Generation | None = None
    replayed: list[ReplayedRows] | None = None
    withdrawn: list[int] | None = None
    map: Kept | None = None


class Change(Record):
    """Something to be done to the workspace, when its turn comes."""

    kind: ChangeKind
    do: Callable[[Tell, Stop], Changed]

    @property
    def is_of_maps(self) -> bool:
        """Whether it changes a map alone, so that it need not wait for loads."""
        return self.kind in OF_MAPS


def loading(folder: Path, upload: str, *, mapping: str, replace: bool) -> Change:
    """Load an upload through a mapping that is kept; Cancelled, it leaves nothing.

    Once loaded, the upload is taken away: what is read and what is set aside are kept with the load. One that
    was there already stays, to be loaded anew, and says which load it is.
    """

    def do(tell: Tell, stop: Stop) -> Changed:
        def read(name: str, done: int, total: int) -> None:
            tell(f"reading {name}", round(done * ALMOST), max(total, 1))

        workspace = open_workspace(folder)
        path = workspace.uploads.path(upload)
        tell(f"reading {path.name}", 0, 1)
        loaded = workspace.load(path, mapping=mapping, replace=replace, progress=read, stop=stop)
        with suppress(SourceError):  # it has been taken away meanwhile
            if any(each.was_there for each in loaded):
                workspace.uploads.note_loads(upload, [each.load.number for each in loaded])
            else:
                workspace.uploads.drop(upload)
        return Changed(loads=loaded)

    return Change(kind="load", do=do)


def refreshing(folder: Path) -> Change:
    """Compute again what is stale; Cancelled, what was published before stays."""

    def do(tell: Tell, stop: Stop) -> Changed:
        tell("looking for what is stale", 0, 1)
        return Changed(generation=open_workspace(folder).refresh(progress=tell, stop=stop))

    return Change(kind="refresh", do=do)


def replaying(folder: Path, load: int | None) -> Change:
    """Take in what a load set aside, or every load; Cancelled, none of the rows of the file under way are."""

    def do(tell: Tell, stop: Stop) -> Changed:
        tell("looking what was set aside", 0, 1)
        done = open_workspace(folder).replay(load=load, progress=tell, stop=stop)
        return Changed(
            replayed=[
                ReplayedRows(
                    of=each.of,
                    file=each.file,
                    rows=each.rows,
                    mapping=each.mapping,
                    mapping_revision=each.mapping_revision,
                    as_load=each.load.number if each.load else None,
                    loaded=each.load.ledger.read - each.load.ledger.quarantined if each.load else 0,
                    still_set_aside=each.load.ledger.quarantined if each.load else each.rows,
                )
                for each in done
            ]
        )

    return Change(kind="replay", do=do)


def withdrawing(folder: Path, load: int) -> Change:
    """Take a load back, with what was replayed of it, in one go."""

    def do(tell: Tell, _: Stop) -> Changed:
        tell(f"withdrawing load {load}", 0, 1)
        return Changed(withdrawn=open_workspace(folder).withdraw(load))

    return Change(kind="withdraw", do=do)


def drafting(folder: Path, *, key: str | None, name: str, **options: Any) -> Change:
    """Draft a map, under a key made of `name` where none is given; Cancelled, there is none."""

    def draft(workspace: Workspace) -> JourneyMap:
        wanted = key or workspace.free_key(name)
        if workspace.catalog.revisions("map", wanted):
            raise InputError(f'There is a map "{wanted}" already: give the new one another key.')
        return workspace.draft(key=wanted, **options)

    return _of_map(folder, "draft", draft, said="The draft was cancelled: no map was made.")


def drawing_for(folder: Path, key: str, *, persona: str, scenario: str | None) -> Change:
    """The map of another persona from a kept one; Cancelled, there is none."""

    def draw(workspace: Workspace) -> JourneyMap:
        return workspace.fill_for(key, persona, scenario=scenario)

    return _of_map(folder, "draft", draw, said="Drawing was cancelled: no map was made.")


def filling(folder: Path, key: str) -> Change:
    """Every figure of a kept map as it is now; Cancelled, they are what they were."""

    def fill(workspace: Workspace) -> JourneyMap:
        return workspace.fill(key)

    return _of_map(folder, "fill", fill, said="Counting was cancelled: the map's figures are what they were.")


def _of_map(folder: Path, kind: ChangeKind, make: Callable[[Workspace], JourneyMap], *, said: str) -> Change:
    def do(tell: Tell, stop: Stop) -> Changed:
        workspace = open_workspace(folder)
        with workspace.followed(tell, stop, said=said):
            made = make(workspace)
        return Changed(map=Kept(key=made.key, revision=workspace.revisions(made.key).newest()))

    return Change(kind=kind, do=do)
