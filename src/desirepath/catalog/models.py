"""How the catalog's rows are stored: typed SQLAlchemy models, and nothing that acts on them.

A change here needs a migration beside it in `migrations/versions`; a test compares the two.
"""

from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

__all__ = [
    "CorrectionRow",
    "CounterRow",
    "DisclosureRow",
    "GenerationRow",
    "LoadRow",
    "MetaRow",
    "PartRow",
    "RevisionRow",
    "Row",
]


class Row(DeclarativeBase):
    """A row of the catalog; times are int64 microseconds UTC."""

    type_annotation_map = {int: BigInteger, dict[str, Any]: JSON}


class CounterRow(Row):
    """The next number to hand out; numbers handed out are never handed out again."""

    __tablename__ = "counters"
    name: Mapped[str] = mapped_column(primary_key=True)
    next_number: Mapped[int]


class LoadRow(Row):
    """A `Load`."""

    __tablename__ = "loads"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    source: Mapped[str]
    path: Mapped[str]
    checksum: Mapped[str]
    mapping: Mapped[str]
    mapping_revision: Mapped[int]
    loaded_at_us: Mapped[int]
    state: Mapped[str] = mapped_column(index=True)
    replaced_by: Mapped[int | None]
    withdrawn_at_us: Mapped[int | None]
    ledger: Mapped[dict[str, Any]]


class PartRow(Row):
    """A `Part`."""

    __tablename__ = "parts"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    load: Mapped[int | None] = mapped_column(ForeignKey("loads.number"), index=True)
    table: Mapped[str] = mapped_column("holds")  # `table` is a reserved word
    path: Mapped[str] = mapped_column(unique=True)
    rows: Mapped[int] = mapped_column("row_count")


class GenerationRow(Row):
    """A `Generation`."""

    __tablename__ = "generations"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    path: Mapped[str]
    fingerprint: Mapped[str]
    as_of_us: Mapped[int]
    published_at_us: Mapped[int]
    subjects: Mapped[int]
    interactions: Mapped[int]


class RevisionRow(Row):
    """A `Revision`."""

    __tablename__ = "revisions"
    kind: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column("document_key", primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    body: Mapped[dict[str, Any]]
    author: Mapped[str]
    reason: Mapped[str]
    at_us: Mapped[int]
    label: Mapped[str | None]
    operations: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    batch: Mapped[str | None]


class CorrectionRow(Row):
    """A `Correction`."""

    __tablename__ = "corrections"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    load: Mapped[int] = mapped_column(ForeignKey("loads.number"), index=True)
    ordinal: Mapped[int]
    values: Mapped[dict[str, Any]] = mapped_column("cells")  # `values` is a reserved word
    author: Mapped[str]
    at_us: Mapped[int]


class DisclosureRow(Row):
    """A `Disclosure`."""

    __tablename__ = "disclosures"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at_us: Mapped[int]
    author: Mapped[str]
    what: Mapped[str]
    subjects: Mapped[list[Any]] = mapped_column(JSON)
    shown: Mapped[list[Any]] = mapped_column(JSON)


class MetaRow(Row):
    """A small fact about the workspace itself, by name."""

    __tablename__ = "meta"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
