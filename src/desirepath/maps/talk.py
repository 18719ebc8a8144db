"""What people say of a map and meet along it: comments, and walks through the journey."""

from typing import Literal

from desirepath.maps.evidence import Id, Line, Note
from desirepath.records import Record


class Comment(Record):
    """A remark on the map or on one thing of it; an answer names its `parent`."""

    id: Id
    body: Note
    author: str
    at: str  # RFC 3339
    about: Id | None = None  # the id of what it is about; without it, the map
    parent: Id | None = None
    mentions: list[str] = []
    resolved_at: str | None = None


class Met(Record):
    """What somebody met at a step, walking the journey."""

    id: Id
    step: Id
    outcome: Literal["pass", "friction", "blocked"]
    note: Note | None = None
    media: list[str] = []  # file names


class Walkthrough(Record):
    """Somebody took the journey themselves; each thing met can be cited as an observation."""

    id: Id
    who: str
    date: str
    device: Line | None = None
    results: list[Met] = []
