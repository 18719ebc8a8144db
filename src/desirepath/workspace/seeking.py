"""Looking for people: by a part of an identifier, what was told of them, their id, or their segment."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from desirepath.errors import InputError
from desirepath.identities import owned
from desirepath.interactions import current_traits
from desirepath.records import Record
from desirepath.workspace.masking import masked, masked_trait
from desirepath.workspace.people import check_text, find

if TYPE_CHECKING:
    from desirepath.workspace.opening import Workspace

__all__ = ["Found", "FoundPeople", "people_like"]

MOST = 200
MOST_SOUGHT = 1_000


class Found(Record):
    """A person, and by what they were found; `by` and `value` are empty where nothing was sought."""

    subject: str
    what: Literal["identifier", "trait", "id", "anybody"]
    by: str  # the identifier's type or the trait's name
    value: str
    known_as: str  # an e-mail where there is one, else the strongest identifier
    interactions: int
    last_at_us: int | None


class FoundPeople(Record):
    """Some of those found, those who did something last first."""

    total: int
    is_more: bool  # there are more than were looked at
    zone: str  # days are of this zone
    people: list[Found]


def people_like(
    workspace: "Workspace",
    text: str = "",
    *,
    segment: str | None = None,
    offset: int = 0,
    limit: int = 20,
    unmasked: bool = False,
) -> FoundPeople:
    """People with an identifier or a trait like this text, or this id; everybody where it is empty.

    `segment` keeps those in it. UnknownName for a segment that there is not. What is shown unmasked is noted.
    """
    if offset < 0 or not 1 <= limit <= MOST:
        raise InputError(
            f"Expected an offset from 0 and a limit from 1 to {MOST}, found {offset} and {limit}."
        )
    wanted = text.strip()
    check_text(wanted)
    found = _sought(workspace, wanted) if wanted else None
    only = None if segment is None else workspace.segment(segment).ids
    some = _everybody(workspace, only) if found is None else _those(workspace, [*found], only)
    page = some.page(offset, limit)
    names = names_of(workspace, page["subject_id"])
    people = [_told(row, found, names, unmasked=unmasked) for row in page.to_pylist()]
    if unmasked:
        shown = ["identifiers", *(each.by for each in people if each.by)]
        workspace.disclosures.note("search", [each.subject for each in people], shown)
    return FoundPeople(
        total=some.total,
        is_more=found is not None and len(found) >= MOST_SOUGHT,
        zone=workspace.settings.zone,
        people=people,
    )


class Some(Record):
    """People in order: those who did something, then those of whom only traits are known."""

    total: int
    done: pa.Table
    idle: Callable[[], pa.Table]  # looked for only where a page comes to them

    def page(self, offset: int, limit: int) -> pa.Table:
        """So many of them, after so many."""
        page = self.done.slice(offset, limit)
        lacking = min(limit, self.total - offset) - page.num_rows
        if lacking <= 0:
            return page
        rest = self.idle().slice(max(offset - self.done.num_rows, 0), lacking)
        return pa.concat_tables([page, rest])


Why = tuple[Literal["identifier", "trait", "id"], str, str]


def _sought(workspace: "Workspace", text: str) -> dict[str, Why]:
    """Whom the text means, and why; an identifier says more than a trait."""
    identities = workspace.identities()
    found: dict[str, Why] = dict(_with_trait(workspace, text))
    for match in reversed(find(identities, text, limit=MOST_SOUGHT)):
        found[match.subject] = ("identifier", match.type, match.value)
    if pc.index(identities.subjects["subject_id"], text).as_py() >= 0:
        found[text] = ("id", "", text)
    return found


def _with_trait(workspace: "Workspace", text: str) -> dict[str, Why]:
    """Of whom a value like the text was ever told."""
    traits = current_traits(workspace.catalog, workspace.engine, workspace.folder)
    if traits is None:
        return {}
    like = traits.filter(traits.value.lower().contains(text.lower()))
    mine = owned(workspace.engine, like, workspace.identities())
    rows = mine.filter(mine.subject.notnull()).select("subject", "name", "value").distinct()
    told = workspace.engine.run(rows.order_by("subject", "name", "value").limit(MOST_SOUGHT)).to_pylist()
    ids = workspace.identities().subjects["subject_id"]
    return {str(ids[row["subject"]]): ("trait", row["name"], row["value"]) for row in told}


def _told(
    row: dict[str, Any], found: dict[str, Why] | None, names: dict[str, str], *, unmasked: bool
) -> Found:
    name = names[row["subject_id"]]
    seen = {
        "known_as": name if unmasked else masked(name),
        "interactions": row["steps"],
        "last_at_us": row["last_at_us"],
    }
    if found is None:
        return Found(subject=row["subject_id"], what="anybody", by="", value="", **seen)
    what, by, value = found[row["subject_id"]]
    if not unmasked:
        value = (
            masked_trait(by, value) if what == "trait" else masked(value) if what == "identifier" else value
        )
    return Found(subject=row["subject_id"], what=what, by=by, value=value, **seen)


def names_of(workspace: "Workspace", subjects: Any) -> dict[str, str]:
    """What each of these is known as."""
    owned_by = workspace.identities().identifiers
    mine = owned_by.filter(pc.is_in(owned_by["subject_id"], value_set=subjects.combine_chunks()))
    ranked = mine.sort_by([("strength", "descending"), ("seen", "ascending")]).to_pylist()  # the best is last
    ranked.sort(key=lambda row: "email" in row["type"])
    return {row["subject_id"]: row["value"] for row in ranked}


def _everybody(workspace: "Workspace", only: "pa.Array[Any] | None") -> Some:
    """All people, or those of these ids."""
    generation = workspace.generation()

    def idle() -> pa.Table:
        found = workspace.once("idle people", generation, lambda: _idle(workspace))
        return found if only is None else _of(found, only)

    done = workspace.once("people", generation, lambda: _latest(workspace.store().subjects))
    if only is None:
        return Some(total=workspace.identities().subjects.num_rows, done=done, idle=idle)
    return Some(total=len(only), done=_of(done, only), idle=idle)


def _those(workspace: "Workspace", ids: list[str], only: "pa.Array[Any] | None") -> Some:
    """A few people by their ids, of these alone where somebody says which."""
    those = pa.array(ids, pa.string())
    if only is not None:
        those = those.filter(pc.is_in(those, value_set=only))
    done = _latest(_of(workspace.store().subjects, those))
    idle = _nothing(those.filter(pc.invert(pc.is_in(those, value_set=done["subject_id"].combine_chunks()))))
    return Some(total=len(those), done=done, idle=lambda: idle)


def _of(people: pa.Table, ids: "pa.Array[Any]") -> pa.Table:
    return people.filter(pc.is_in(people["subject_id"], value_set=ids))


def _latest(subjects: pa.Table) -> pa.Table:
    """How much each of these did and when last, the latest first."""
    done = subjects.select(["subject_id", "steps", "last_at_us"]).combine_chunks()
    return done.sort_by([("last_at_us", "descending"), ("subject_id", "ascending")])


def _idle(workspace: "Workspace") -> pa.Table:
    everybody, done = workspace.identities().subjects["subject_id"], workspace.store().subjects["subject_id"]
    return _nothing(everybody.filter(pc.invert(pc.is_in(everybody, value_set=done.combine_chunks()))))


def _nothing(ids: Any) -> pa.Table:
    """People who did nothing that was recorded, by their ids."""
    columns = {
        "subject_id": ids,
        "steps": np.zeros(len(ids), np.int64),
        "last_at_us": pa.nulls(len(ids), pa.int64()),
    }
    return pa.table(columns).sort_by("subject_id")
