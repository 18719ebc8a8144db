"""What people said in their own words, sought and listed, to be pointed at from a map.

The words are read from the facts, where personal data was taken out as they were loaded; a map keeps an id.
"""

from typing import TYPE_CHECKING, Any

from desirepath.errors import InputError
from desirepath.feedback import milli_of
from desirepath.interactions import current
from desirepath.maps import time_text
from desirepath.records import Record
from desirepath.workspace.people import check_text

if TYPE_CHECKING:
    from desirepath.workspace.opening import Workspace

__all__ = ["FoundQuotes", "SaidQuote", "quotes_like"]

MOST = 50
TOLD = (
    "interaction_id", "happened_at_us", "channel", "touchpoint", "source", "score", "scale", "text",
)  # fmt: skip


class SaidQuote(Record):
    """Something that somebody wrote or said, where and when, and the score they gave with it."""

    interaction_id: str
    text: str  # personal data taken out
    source: str
    channel: str
    touchpoint: str
    at: str | None  # RFC 3339, in UTC; None: only its place in the order is known
    score: float | None
    scale: str | None  # worst..best
    valence: float | None  # −2 … +2


class FoundQuotes(Record):
    """Some of what was found, the latest first."""

    is_more: bool
    quotes: list[SaidQuote]


def quotes_like(workspace: "Workspace", text: str = "", *, limit: int = 20) -> FoundQuotes:
    """What was said with all of these words in it or in its touchpoint's name; anything for none."""
    if not 1 <= limit <= MOST:
        raise InputError(f"Expected a limit from 1 to {MOST}, found {limit}.")
    check_text(text)
    told = current(workspace.catalog, workspace.engine, workspace.folder)
    if told is None:
        return FoundQuotes(is_more=False, quotes=[])
    told = told.filter(told.text.notnull() & (told.text.strip() != ""))
    for word in text.casefold().split():
        told = told.filter(told.text.lower().contains(word) | told.touchpoint.lower().contains(word))
    latest = [told.happened_at_us.isnull(), told.happened_at_us.desc(), told.interaction_id]
    rows = workspace.engine.run(told.select(*TOLD).order_by(latest).limit(limit + 1)).to_pylist()
    return FoundQuotes(is_more=len(rows) > limit, quotes=[_said(row) for row in rows[:limit]])


def _said(row: dict[str, Any]) -> SaidQuote:
    at_us = row.pop("happened_at_us")
    milli = milli_of(row["score"], row["scale"])
    return SaidQuote(
        **row,
        at=None if at_us is None else time_text(at_us),
        valence=None if milli is None else milli / 1000,
    )
