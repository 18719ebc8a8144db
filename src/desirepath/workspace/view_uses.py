"""Saved views with their use: the maps on which figures stand that ask the same as a view does."""

from collections import Counter
from typing import TYPE_CHECKING, Any

import msgspec

from desirepath.maps import COMPARE, Evidence, all_evidence
from desirepath.records import Record
from desirepath.workspace.editing import map_of
from desirepath.workspace.two_sides import asked_in
from desirepath.workspace.views import SavedView

if TYPE_CHECKING:
    from desirepath.workspace.opening import Workspace

__all__ = ["ViewEntry", "ViewUse", "listed_views", "uses_of"]

HOW = ("names", "resamples")  # what a comparison is called, and how surely it is known, is not what it asks


class ViewUse(Record):
    """A map on which figures of a view stand."""

    map: str
    title: str
    figures: int


class ViewEntry(SavedView):
    """A view in the list, and where its figures stand."""

    used_by: list[ViewUse] = []


def listed_views(workspace: "Workspace") -> list[ViewEntry]:
    """Every view that is not archived, the last changed first, each with its use."""
    kept = workspace.views.all()
    uses = _uses(workspace, {_text(asked_in(one.view)) for one in kept}) if kept else {}
    return [
        ViewEntry(
            view=one.view,
            revision=one.revision,
            author=one.author,
            at_us=one.at_us,
            used_by=uses.get(_text(asked_in(one.view)), []),
        )
        for one in kept
    ]


def uses_of(workspace: "Workspace", saved: SavedView) -> list[ViewUse]:
    """The maps on which figures of one view stand."""
    text = _text(asked_in(saved.view))
    return _uses(workspace, {text}).get(text, [])


def _uses(workspace: "Workspace", wanted: set[bytes]) -> dict[bytes, list[ViewUse]]:
    found: dict[bytes, list[ViewUse]] = {}
    for revision in workspace.catalog.documents("map"):
        drawn = map_of(revision)
        figures = {_figure(piece) for piece in all_evidence(drawn) if piece.question is not None}
        cited = Counter(text for text, _, _ in figures)
        for text in wanted & cited.keys():
            use = ViewUse(map=drawn.key, title=drawn.title, figures=cited[text])
            found.setdefault(text, []).append(use)
    return found


def _figure(piece: Evidence) -> tuple[bytes, bytes, str | None]:
    """What tells a figure from others; a difference and the two values that it is of are one."""
    row = msgspec.json.encode(piece.row, order="deterministic")
    return _text(piece.question), row, None if piece.measure == COMPARE else piece.column


def _text(question: Any) -> bytes:
    asked = {name: value for name, value in question.items() if name not in HOW}
    return msgspec.json.encode(asked, order="deterministic")
