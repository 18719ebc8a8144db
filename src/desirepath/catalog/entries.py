"""What the catalog lists, as records: loads and their parts, generations, revisions of documents."""

from typing import Any, Literal

from desirepath.records import Record

__all__ = ["Correction", "Disclosure", "Generation", "Ledger", "Load", "Member", "Part", "Revision"]


class Part(Record):
    """One immutable Parquet file of facts; without its row in the catalog it does not exist."""

    number: int  # never used twice; a fact is number << 32 | row
    load: int | None  # None: the identity log, which no load brought
    table: Literal["interactions", "traits", "spend", "contested", "quarantine", "identity_log"]
    path: str  # relative to the workspace folder
    rows: int


class Member(Record):
    """One file of a folder that was loaded as one table: its raw rows, and how many of them did not fit."""

    file: str  # as seen from the folder
    read: int
    quarantined: int


class Ledger(Record):
    """What became of a load's raw rows: read = loaded + duplicates + changed + quarantined."""

    read: int
    loaded: int
    duplicates: int
    changed: int
    quarantined: int
    without_subject: int
    traits: int
    spend: int
    interactions: int
    files: list[Member] = []  # of a folder, in the order in which ordinals count their rows


class Load(Record):
    """One file taken in through one revision of a mapping; it counts while it is live."""

    number: int
    source: str
    path: str
    checksum: str  # SHA-256 of the file
    mapping: str  # key of the mapping document
    mapping_revision: int
    loaded_at_us: int
    state: Literal["live", "replaced", "withdrawn"]
    ledger: Ledger


class Generation(Record):
    """One set of computed tables, complete and published; the newest is the current one."""

    number: int
    path: str  # relative to the workspace folder
    fingerprint: str  # of the inputs and the code that derived it
    as_of_us: int
    published_at_us: int
    subjects: int
    interactions: int


class Correction(Record):
    """What somebody said that a row in quarantine should hold; the row itself stays as it was read."""

    number: int
    load: int  # that read its file
    ordinal: int  # of the row in its file
    values: dict[str, str]  # every column that is known, as it should be
    author: str
    at_us: int


class Disclosure(Record):
    """Personal data that somebody was shown as it was told: whose, of which kinds; never the data."""

    number: int
    at_us: int
    author: str  # who was shown it
    what: Literal["page", "search", "story", "quarantine"]  # where
    subjects: list[str]  # whose it is; of rows in quarantine nobody knows yet
    shown: list[str]  # types of identifiers and names of traits; of rows the load and the columns


class Revision(Record):
    """One state of a document: who decided it, when and why."""

    kind: str
    key: str
    number: int  # from 1
    body: dict[str, Any]
    author: str
    reason: str
    at_us: int
    label: str | None = None
    operations: list[Any] | None = None  # the edits that made it of the one before, where they are known
    batch: str | None = None  # what a program calls these edits: sent twice, they are made once
