"""Segments written in a browser: judged as they are typed, kept as revisions, retired.

A rule is judged whole: everything that is wrong with it has its place, so that it can be said there.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from desirepath.catalog import Revision
from desirepath.errors import InputError, UnknownName, WorkspaceError
from desirepath.records import Record
from desirepath.segments import InSegment, Misfit, Segment, conditions, misfits, segment_flaws, sentence
from desirepath.sources import explain
from desirepath.workspace import documents
from desirepath.workspace.editing import Signed
from desirepath.workspace.ground import LOCAL_AUTHOR
from desirepath.workspace.segmenting import kept_segments

if TYPE_CHECKING:
    from desirepath.workspace.opening import Workspace

__all__ = [
    "Judged",
    "SegmentEntry",
    "Unfit",
    "judged_segment",
    "keep_segment",
    "list_segments",
    "retire_segment",
]


class SegmentEntry(Record):
    """A segment in the list, and what is made of it."""

    key: str
    title: str
    revision: int
    sentence: str
    used_by: list[str] = []  # maps, personas and segments, by what they are called


class Judged(Record):
    """What a document says, and all that is wrong with it; one with problems means nobody yet."""

    problems: list[Misfit]
    segment: Segment | None = None  # None: it has not the form of one
    sentence: str | None = None


class Unfit(InputError):
    """A segment that cannot be kept as it is."""

    def __init__(self, problems: list[Misfit]) -> None:
        more = f" ({len(problems) - 1} more like it.)" if len(problems) > 1 else ""
        super().__init__(f"{problems[0].says}{more}")
        self.problems = problems


def list_segments(workspace: "Workspace") -> list[SegmentEntry]:
    """The segments that are not retired, each with its rule in a sentence."""
    users = _users(workspace)
    return [
        SegmentEntry(
            key=revision.key,
            title=segment.title,
            revision=revision.number,
            sentence=sentence(segment),
            used_by=users.get(segment.key, []),
        )
        for revision in workspace.catalog.documents("segment")
        if not (segment := msgspec.convert(revision.body, Segment)).is_retired
    ]


def judged_segment(workspace: "Workspace", told: dict[str, Any]) -> Judged:
    """What is wrong with a document as it is being written, each thing at its place; nothing is kept."""
    try:
        segment = msgspec.convert(told, Segment)
    except msgspec.ValidationError as error:
        path, says = explain(str(error), told, Segment)
        return Judged(problems=[Misfit(path=path, says=f"{says[:1].upper()}{says[1:]}.")])
    try:
        known = workspace.knowledge()
    except WorkspaceError:  # nothing has been computed: what a name means is not known yet
        problems = [Misfit(path=flaw.path, says=flaw.says) for flaw in segment_flaws(segment)]
    else:
        problems = list(misfits(segment, known))
    return Judged(problems=problems, segment=segment, sentence=None if problems else sentence(segment))


def keep_segment(
    workspace: "Workspace", key: str, told: dict[str, Any], *, onto: int | None = None
) -> Revision:
    """A document as the newest revision of this key.

    `Unfit` with everything that is wrong with it; `Overtaken` when it was not made of revision `onto`.
    """
    judged = judged_segment(workspace, told)
    if judged.segment is None or judged.problems:
        raise Unfit(judged.problems)
    if judged.segment.key != key:
        raise Unfit(
            [Misfit(path=("key",), says=f'The key is "{judged.segment.key}" here and "{key}" there.')]
        )
    return _put(workspace, judged.segment, onto=onto)


def retire_segment(workspace: "Workspace", key: str) -> Revision:
    """Take a segment off the list; what is made of it still means the same people."""
    kept = kept_segments(workspace.catalog)
    if key not in kept:
        raise UnknownName("segment", key, kept)
    return _put(workspace, replace(kept[key], is_retired=True))


def _put(workspace: "Workspace", segment: Segment, *, onto: int | None = None) -> Revision:
    signed = Signed(author=LOCAL_AUTHOR, reason="edit", at_us=workspace.now())
    return documents.put(workspace.catalog, segment, signed, onto=onto)


def _users(workspace: "Workspace") -> dict[str, list[str]]:
    """What is made of each segment."""
    found: dict[str, list[str]] = {}
    for key, noun in _named(workspace):
        found.setdefault(key, []).append(noun)
    return found


def _named(workspace: "Workspace") -> Iterator[tuple[str, str]]:
    for kind, name in (("map", "title"), ("persona", "name")):
        for revision in workspace.catalog.documents(kind):
            if revision.body.get("segment"):
                yield revision.body["segment"], f"{kind} “{revision.body[name]}”"
    for segment in kept_segments(workspace.catalog).values():
        for _, rule in conditions(segment.rule):
            if isinstance(rule, InSegment) and not segment.is_retired:
                yield rule.key, f"segment “{segment.title}”"
