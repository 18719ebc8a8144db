"""What a few people are known as, and what each of them said last: who is behind a figure, in their words."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from desirepath.errors import InputError
from desirepath.feedback import milli_of
from desirepath.records import Record
from desirepath.workspace.masking import masked
from desirepath.workspace.people import subject_of
from desirepath.workspace.portraits import did_anything
from desirepath.workspace.seeking import names_of

if TYPE_CHECKING:
    from desirepath.workspace.opening import Workspace

__all__ = ["Voice", "voices"]

MOST = 20
TOLD = ("fact", "interaction_id", "touchpoint", "score", "scale", "text")


class Voice(Record):
    """One person, and the last that they said; nothing of it where they wrote nothing."""

    subject: str
    known_as: str  # masked
    interaction_id: str | None = None
    touchpoint: str | None = None
    text: str | None = None  # personal data taken out
    valence: float | None = None  # −2 … +2


def voices(workspace: "Workspace", subjects: Sequence[str]) -> list[Voice]:
    """The voices of these people, in this order; InputError for an id that is nobody's."""
    if not 1 <= len(subjects) <= MOST:
        raise InputError(f"Expected from 1 to {MOST} people, found {len(subjects)}.")
    known = [subject_of(workspace.identities(), each) for each in subjects]
    names = names_of(workspace, pa.chunked_array([pa.array(known, pa.string())]))
    said = _last_said(workspace, known)
    return [Voice(subject=each, known_as=masked(names[each]), **said.get(each, {})) for each in known]


def _last_said(workspace: "Workspace", subjects: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The last text of each who wrote one."""
    store = workspace.store()
    owners = [(each, fact) for each in subjects if did_anything(store, each) for fact in store.facts_of(each)]
    if not owners:
        return {}
    mine = workspace.engine.table(
        pa.table(
            {
                "fact": pa.array([int(fact) for _, fact in owners], pa.int64()),
                "subject": pa.array([each for each, _ in owners], pa.string()),
                "place": pa.array(range(len(owners)), pa.int64()),
            }
        )
    )
    told = workspace.interactions().select(*TOLD)
    texts = told.filter(told.text.notnull() & (told.text.strip() != "")).join(mine, "fact").order_by("place")
    return {
        row["subject"]: _words(row) for row in workspace.engine.run(texts).to_pylist()
    }  # the last one stays


def _words(row: dict[str, Any]) -> dict[str, Any]:
    milli = milli_of(row["score"], row["scale"])
    return {
        "interaction_id": row["interaction_id"],
        "touchpoint": row["touchpoint"],
        "text": row["text"],
        "valence": None if milli is None else milli / 1000,
    }
