"""The one way to write a record: frozen, keyword-only, complete at birth.

No noun of the domain lives here; a record lives in the package that first creates it.
"""

from typing import dataclass_transform

import msgspec

__all__ = ["Record"]


# The type checker does not see that msgspec hands these options down to subclasses.
@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A value: it can be printed, stored, compared and sent, and never changes."""
