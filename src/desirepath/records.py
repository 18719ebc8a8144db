"""The one way to write a record: frozen, keyword-only, complete at birth.

No noun of the domain lives here; a record lives in the package that first creates it.
"""

import msgspec

__all__ = ["Record"]


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A value: it can be printed, stored, compared and sent, and never changes."""
