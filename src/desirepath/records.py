"""The one way to write a record: frozen, keyword-only, complete at birth.

No noun of the domain lives here; a record lives in the package that first creates it.
"""

from typing import Any, dataclass_transform

import msgspec

__all__ = ["Record", "is_text", "spelt_out"]


# The type checker does not see that msgspec hands these options down to subclasses.
@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A value: it can be printed, stored, compared and sent, and never changes."""


def is_text(value: str) -> bool:
    """Whether a string can be written and sent: half a character cannot.

    >>> is_text("ø"), is_text(chr(0xD800))
    (True, False)
    """
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def spelt_out(value: Any) -> Any:
    """A record, or a collection of them, as plain values with every field, also those at their default.

    >>> class Pause(Record, tag_field="by", tag="pause"):
    ...     minutes: int = 30
    >>> msgspec.to_builtins(Pause()), spelt_out([Pause()])
    ({'by': 'pause'}, [{'by': 'pause', 'minutes': 30}])
    """
    if isinstance(value, msgspec.Struct):
        config = value.__struct_config__
        head = {config.tag_field: config.tag} if config.tag_field else {}
        return head | {name: spelt_out(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, dict):
        return {key: spelt_out(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [spelt_out(each) for each in value]
    return value
