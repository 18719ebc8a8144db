"""Comments on a map: numbered where they stand, told in the footnotes.

An answer is told under what it answers and has no number of its own; a resolved comment is not shown.
"""

from desirepath.maps import Comment, JourneyMap
from desirepath.records import Record

_MOST = 600  # characters of one comment on a picture


class Remark(Record):
    """A comment with its number, and everything said in answer to it."""

    number: int
    about: str | None
    lines: list[str]
    id: str


def remarks_of(journey_map: JourneyMap) -> list[Remark]:
    """The open comments, numbered in the order they were made."""
    open_ones = [one for one in journey_map.comments if one.resolved_at is None]
    ids = {one.id for one in open_ones}
    roots = sorted((one for one in open_ones if one.parent not in ids), key=_when)
    return [
        Remark(number=number, about=root.about, lines=_told(root, open_ones, ""), id=root.id)
        for number, root in enumerate(roots, start=1)
    ]


def _told(comment: Comment, among: list[Comment], indent: str) -> list[str]:
    body = " ".join(comment.body.split())
    shown = body if len(body) <= _MOST else f"{body[:_MOST].rstrip()}…"
    lines = [f"{indent}{comment.author}, {comment.at[:10]}: {shown}"]
    answers = sorted((one for one in among if one.parent == comment.id), key=_when)
    for answer in answers:
        lines += _told(answer, among, f"{indent}↳ ")
    return lines


def _when(comment: Comment) -> tuple[str, str]:
    return comment.at, comment.id
