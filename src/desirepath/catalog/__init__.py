"""The catalog: the rows that make parts and generations exist, and the revisions of every document.

`entries` holds its records, `catalog` the one object to work with; `models` says how rows are
stored, `opening` brings a file to the current schema, `locks` lets one writer in at a time.
"""

from desirepath.catalog.catalog import Catalog
from desirepath.catalog.entries import (
    Correction,
    Disclosure,
    Generation,
    Ledger,
    Load,
    Member,
    Part,
    Revision,
)

__all__ = [
    "Catalog",
    "Correction",
    "Disclosure",
    "Generation",
    "Ledger",
    "Load",
    "Member",
    "Part",
    "Revision",
]
