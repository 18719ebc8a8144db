"""Saved views: a question, of whom it is asked, and how it is looked at, kept as a document under a name.

A view is opened in the browser, asked in Python, written as YAML and pinned to a map. Removing one keeps its
revisions: it is archived, and saving it again brings it back.
"""

import re
from collections.abc import Callable, Iterator
from typing import Annotated, Any, Literal

import msgspec
from msgspec.structs import replace

from desirepath.catalog import Catalog, Revision
from desirepath.errors import InputError, QuestionError, UnknownName
from desirepath.journeys import pattern, period_from
from desirepath.measures import Question, breakdown_from
from desirepath.records import Record
from desirepath.segments import Segment
from desirepath.sources import Flaw, document_schema

__all__ = ["KINDS_OF_VIEW", "SavedView", "View", "ViewKind", "ViewSide", "Views", "view_flaws", "view_schema"]

Key = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
Title = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Line = Annotated[str, msgspec.Meta(max_length=2_000)]
ViewKind = Literal["flow", "funnel", "stages", "paths", "retention", "compare"]
KINDS_OF_VIEW: tuple[ViewKind, ...] = ("flow", "funnel", "stages", "paths", "retention", "compare")
TAKEN = ("schema",)  # what stands at this address already
Wanted = dict[str, str | list[str]]


class ViewSide(Record):
    """Of whom and of what a question is asked; left out: of everybody, ever."""

    where: dict[str, str] = {}
    segment: Key | Segment | None = None
    only: Wanted | None = None
    containing: Wanted | None = None
    matching: Line | None = None
    period: Line | None = None


class View(ViewSide, kw_only=True):
    """A question as somebody looked at it, and wants to look at it again."""

    key: Key
    title: Title
    view: ViewKind
    question: Question
    kind: Literal["view"] = "view"
    schema_version: Literal[1] = 1
    note: Annotated[str, msgspec.Meta(max_length=20_000)] | None = None  # what it shows
    breakdown: Line | None = None
    as_of: Line | None = None
    stages: Key | None = None  # the stage document, where there are several
    a: ViewSide | None = None  # of a comparison: its two sides
    b: ViewSide | None = None
    names: tuple[Title, Title] | None = None
    look: dict[str, Line] = {}  # how it is drawn: {"as": "graph"}
    archived: bool = False


class SavedView(Record):
    """A view as it is kept: which revision it is, by whom and when."""

    view: View
    revision: int
    author: str
    at_us: int


class Views:
    """The views of a workspace. Every change is a revision."""

    def __init__(self, catalog: Catalog, *, clock: Callable[[], int], author: str) -> None:
        self._catalog, self._clock, self._author = catalog, clock, author

    def all(self) -> list[SavedView]:
        """Every view that is not archived, the last changed first."""
        kept = [_saved(each) for each in self._catalog.documents("view")]
        return sorted(
            (one for one in kept if not one.view.archived), key=lambda one: (-one.at_us, one.view.key)
        )

    def get(self, key: str) -> SavedView:
        """The view of this key; UnknownName when there is none (any more)."""
        found = {one.view.key: one for one in self.all()}
        if key not in found:
            raise UnknownName("view", key, found)
        return found[key]

    def save(self, view: View, *, onto: int | None = None) -> SavedView:
        """Keep a view as its next revision; `onto` is the revision it was made of, 0 of a new one.

        InputError when it is no view, when a new one has the key of another, or it was changed meanwhile.
        """
        for flaw in view_flaws(view):
            raise InputError(f"{'.'.join(map(str, flaw.path))}: {flaw.says}.")
        kept = self._catalog.revisions("view", view.key)
        newest = _saved(kept[-1]) if kept else None
        is_there = newest is not None and not newest.view.archived
        if view.key in TAKEN:
            raise InputError(f'"{view.key}" is no key for a view: choose another name.')
        if onto == 0 and is_there:
            raise InputError(f'There is a view "{view.key}" already. Save this one under another name.')
        if onto and (newest is None or newest.revision != onto):
            raise InputError(f'The view "{view.key}" was changed meanwhile. Open it again, then change it.')
        return self._put(view)

    def remove(self, key: str) -> SavedView:
        """Archive a view: it is listed no more, and its revisions stay."""
        return self._put(replace(self.get(key).view, archived=True))

    def _put(self, view: View) -> SavedView:
        body: dict[str, Any] = msgspec.to_builtins(view)
        made = self._catalog.put(
            "view", view.key, body, author=self._author, reason="edit", at_us=self._clock()
        )
        return _saved(made)


def view_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a view.

    >>> sorted(view_schema()["$defs"]["View"]["required"])
    ['key', 'question', 'title', 'view']
    """
    return document_schema(View, title="desirepath view")


def view_flaws(view: View) -> Iterator[Flaw]:
    """What is wrong with a view by itself: a question of another kind, sides that are lacking, no period."""
    measure = str(view.question.__struct_config__.tag)
    if view.view not in {"compare", measure}:
        yield Flaw(path=("question",), says=f"a view of {view.view} asks {view.view}; found {measure}")
    sides = [name for name, side in (("a", view.a), ("b", view.b)) if side is not None]
    if view.view == "compare" and len(sides) < len("ab"):
        yield Flaw(path=("view",), says="a comparison has both sides, a and b")
    elif view.view != "compare" and sides:
        yield Flaw(path=(sides[0],), says="only a comparison has sides, a and b")
    for path, side in (((), view), (("a",), view.a), (("b",), view.b)):
        if side is not None:
            yield from _side_flaws(side, path)
    if view.breakdown is not None:
        yield from _refused(lambda: breakdown_from(view.breakdown or ""), ("breakdown",))


def _side_flaws(side: ViewSide, path: tuple[str, ...]) -> Iterator[Flaw]:
    if side.period is not None:
        yield from _refused(lambda: period_from(side.period or ""), (*path, "period"))
    if side.matching is not None:
        yield from _refused(lambda: pattern(side.matching or ""), (*path, "matching"))


def _refused(read: Callable[[], object], path: tuple[str, ...]) -> Iterator[Flaw]:
    try:
        read()
    except (QuestionError, InputError) as error:
        yield Flaw(path=path, says=re.sub(r"\.$", "", str(error)))


def _saved(revision: Revision) -> SavedView:
    return SavedView(
        view=msgspec.convert(revision.body, View),
        revision=revision.number,
        author=revision.author,
        at_us=revision.at_us,
    )
