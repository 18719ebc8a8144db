"""One person's story: every identifier with the reason it is theirs, their traits, their timeline."""

import pyarrow as pa

from desirepath.records import Record


class Owned(Record):
    """An identifier of this person, and why."""

    type: str
    value: str
    why: str


class Happened(Record):
    """One interaction of the timeline; `time` is local to where it happened, as far as that is known."""

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
    interactions: int
