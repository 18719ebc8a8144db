"""One person's story: every identifier with the reason it is theirs, their traits, their timeline."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import ibis
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from desirepath.engines import Engine
from desirepath.errors import InputError
from desirepath.identities import Identities, Reason, explain
from desirepath.interactions import exponent_of
from desirepath.journeys import Store
from desirepath.records import Record, is_text
from desirepath.segments import traits_of

Int64s = npt.NDArray[np.int64]
SHOWN = (
    "fact", "happened_at_us", "precision", "utc_offset_minutes", "channel", "touchpoint", "action", "source",
    "value_minor", "currency", "score", "scale", "text",
)  # fmt: skip


class Owned(Record):
    """An identifier of this person, and why."""

    type: str
    value: str
    why: str


class Happened(Record):
    """One interaction of the timeline; `time` is in the workspace's zone, a day alone as it was told."""

    time: str
    channel: str
    touchpoint: str
    action: str
    source: str
    value: str | None = None
    score: str | None = None
    text: str | None = None


class Person(Record):
    """A subject's identifiers, traits and timeline, oldest first."""

    subject: str
    identifiers: list[Owned]
    traits: dict[str, str]
    timeline: list[Happened]


class Match(Record):
    """An identifier that a search found, and whose it is."""

    subject: str
    type: str
    value: str
    seen: int  # rows of facts that name it, interactions and traits


def find(identities: Identities, text: str, *, limit: int) -> list[Match]:
    """Identifiers that contain this text, those of a subject first, the most seen first."""
    if not text.strip():
        raise InputError("Say what to look for: a part of an e-mail, a customer number, a phone number.")
    if limit < 1:
        raise InputError(f"Expected one person or more to be shown, found {limit}.")
    check_text(text)
    owned = identities.identifiers
    table = owned.filter(pc.is_valid(owned["subject_id"]))
    like = pc.match_substring(table["value"], text.strip(), ignore_case=True)
    found = table.filter(like).sort_by(
        [("seen", "descending"), ("type", "ascending"), ("value", "ascending")]
    )
    return [
        Match(subject=row["subject_id"], type=row["type"], value=row["value"], seen=row["seen"])
        for row in found.slice(0, min(limit, found.num_rows)).to_pylist()
    ]


def tell(
    engine: Engine,
    interactions: ibis.Table,
    traits: ibis.Table | None,
    *,
    store: Store,
    identities: Identities,
    subject: str,
    zone: ZoneInfo,
) -> Person:
    """One subject's story; `subject` is an id, or an identifier that only one subject has."""
    known = subject_of(identities, subject)
    return Person(
        subject=known,
        identifiers=[_owned(reason) for reason in explain(identities, known)],
        traits={name: value for name, (value, _) in traits_of(engine, traits, identities, known).items()},
        timeline=_timeline(engine, interactions, store.facts_of(known), zone=zone),
    )


def subject_of(identities: Identities, text: str) -> str:
    """The subject with this id, or with an identifier that only one subject has; InputError when none is."""
    check_text(text)
    if identities.subjects["subject_id"].index(text).as_py() >= 0:
        return text
    wanted = pa.array([text.strip().lower()])
    same = pc.is_in(pc.utf8_lower(identities.identifiers["value"]), value_set=wanted)
    rows = identities.identifiers.filter(same)
    subjects = sorted({str(each) for each in rows["subject_id"].drop_null().to_pylist()})
    if len(subjects) == 1:
        return subjects[0]
    if subjects:
        raise InputError(
            f'"{text}" is an identifier of {len(subjects)} subjects: {", ".join(subjects)}. Name one.'
        )
    if rows.num_rows:
        row = rows.to_pylist()[0]
        raise InputError(f'"{text}" is nobody\'s: as {row["type"]} it is {row["state"]} ({row["reason"]}).')
    raise InputError(
        f'Nobody has the id or identifier "{text}". Look for a part of it: desirepath person find TEXT'
    )


def check_text(text: str) -> None:
    """InputError for what no identifier can be."""
    if not is_text(text):
        raise InputError(f"No identifier has half a character in it; found {text!r}.")


def _owned(reason: Reason) -> Owned:
    return Owned(type=reason.type, value=reason.value, why=_why(reason))


def _why(reason: Reason) -> str:
    """The chain from this identifier back to the strongest one of its subject."""
    here, words = (reason.type, reason.value), []
    for link in reversed(reason.path):
        one, other = (link.type_a, link.value_a), (link.type_b, link.value_b)
        here = other if here == one else one
        times = "once" if link.count == 1 else f"{link.count} times"
        words.append(f"seen {times} with {here[0]} {here[1]} ({link.source})")
    return ", ".join(words) or "the strongest identifier they have"


def _timeline(engine: Engine, interactions: ibis.Table, facts: Int64s, *, zone: ZoneInfo) -> list[Happened]:
    wanted = engine.table(pa.table({"fact": facts, "place": list(range(len(facts)))}))
    told = interactions.select(*SHOWN).join(wanted, "fact").order_by("place")
    return [_happened(row, zone) for row in engine.run(told).to_pylist()]


def _happened(row: Mapping[str, Any], zone: ZoneInfo) -> Happened:
    return Happened(
        time=local_time(row, zone),
        channel=row["channel"],
        touchpoint=row["touchpoint"],
        action=row["action"],
        source=row["source"],
        value=money_text(row["value_minor"], row["currency"]),
        score=None if row["score"] is None else f"{row['score']:g} ({row['scale']})",
        text=row["text"],
    )


def local_time(row: Mapping[str, Any], zone: ZoneInfo) -> str:
    """When it happened, in the zone: a minute, a day, or only its place in the order."""
    if row["happened_at_us"] is None:
        return "(order only)"
    moment = datetime.fromtimestamp(0, UTC) + timedelta(microseconds=row["happened_at_us"])
    if row["precision"] == "day":  # a day is a day where it was
        place = timezone(timedelta(minutes=row["utc_offset_minutes"] or 0))
        return moment.astimezone(place).strftime("%Y-%m-%d")
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")


def money_text(minor: int | None, currency: str | None) -> str | None:
    """An amount in its currency, with as many decimals as that has."""
    if minor is None:
        return None
    decimals = exponent_of(currency or "")
    return f"{minor / 10**decimals:.{decimals}f} {currency}"
