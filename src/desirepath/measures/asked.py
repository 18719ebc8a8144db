"""What every question has in common: its options are of their types, or a sentence says which is not."""

from functools import cache
from typing import Any, get_type_hints

import msgspec

from desirepath.errors import QuestionError
from desirepath.records import Record

__all__ = ["Asked", "plain"]


class Asked(Record):
    """A question. Whoever writes it in Python hears of a wrong type at once, and by the option's name."""

    def __post_init__(self) -> None:
        _check_types(self)
        self._check()

    def _check(self) -> None:
        """QuestionError where options do not go together, or are out of their range."""


def plain(message: str) -> str:
    """What is wrong with a value, after the name of the option that it was given for.

    >>> plain("Expected `int`, got `str` - at `$.top`")
    'top: expected `int`, got `str`.'
    """
    where = message.partition(" - at `$.")
    return f"{where[2].rstrip('`')}: {where[0].lower()}." if where[1] else f"{message}."


def _check_types(question: Asked) -> None:
    given = {name: getattr(question, name) for name in question.__struct_fields__}
    name = question.__struct_config__.tag
    try:
        msgspec.convert(msgspec.to_builtins(given, enc_hook=_bare), _options(type(question)))
    except msgspec.ValidationError as error:
        told = plain(str(error))
        value = given.get(told.partition(":")[0])
        hint = f" A text is read by question_from({str(name)!r}, …)." if isinstance(value, str) else ""
        raise QuestionError(f"{name}: {told}{hint}") from error
    except TypeError as error:
        raise QuestionError(f"{name}: {error}.") from error


@cache
def _options(kind: type[Asked]) -> Any:
    """The options of a kind of question, as a type of their own: what may be said, and nothing to be done."""
    return msgspec.defstruct(kind.__name__, list(get_type_hints(kind, include_extras=True).items()))


def _bare(value: Any) -> Any:
    """A number or an array of numpy's as Python's own."""
    if hasattr(value, "tolist"):
        return value.tolist()
    raise TypeError(f"found {value!r}, which is no option")
