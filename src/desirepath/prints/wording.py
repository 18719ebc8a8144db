"""What a drawing says in its own words, in the language of the map: its head, legend, lanes and notes.

`words.yaml` holds these words by their English, which is also what is said where a language has none. What a
map's document says is never translated here: that is the document's own `i18n`.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files

import msgspec

from desirepath.maps import count_text, duration_text, plural, signed_points
from desirepath.records import Record

__all__ = ["RIGHT_TO_LEFT", "counted", "in_points", "joined", "lasting", "speaking", "spoken_in", "word"]

_language: ContextVar[str | None] = ContextVar("language", default=None)
RIGHT_TO_LEFT = {"ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "dv", "ckb"}
_TO_THE_LEFT = "\u200f"  # says so to whoever asks for the first letter
_AMOUNT = re.compile(r"^([+−]?[\d.,]+) (\w+?)s?$")


class _Table(Record):
    languages: list[str]
    words: dict[str, list[str]]


@contextmanager
def speaking(language: str | None) -> Iterator[None]:
    """Say what is drawn inside in a language; English where it is not told or not known.

    >>> with speaking("de-AT"):
    ...     word("validated")
    'bestätigt'
    """
    token = _language.set(_known(language))
    try:
        yield
    finally:
        _language.reset(token)


def spoken_in() -> list[str]:
    """The languages that a drawing has words of its own in.

    >>> spoken_in()
    ['en', 'de', 'fr', 'es', 'pt', 'ar', 'he', 'ja', 'zh']
    """
    return ["en", *_table().languages]


def word(text: str, /, **values: object) -> str:
    """An English word or sentence as it is said here, with its {places} filled in.

    >>> word("Goal: {text}", text="fewer calls")
    'Goal: fewer calls'
    """
    told = _translated(text) or text
    return told.format(**{name: _apart(str(each)) for name, each in values.items()}) if values else told


def joined(parts: Iterable[str]) -> str:
    """Parts side by side: they follow one another as the language is read.

    >>> joined(["draft", "owner Ida"])
    'draft · owner Ida'
    """
    told = " · ".join(_apart(part) for part in parts)
    return f"{_TO_THE_LEFT}{told}" if told and _language.get() in RIGHT_TO_LEFT else told


def counted(count: float, noun: str, many: str | None = None) -> str:
    """A number of things.

    >>> counted(1, "step"), counted(2014, "person")
    ('1 step', '2,014 people')
    """
    many = many or plural(noun)
    one = f"{{n}} {noun}"
    template = one if round(count) == 1 and (_language.get() is None or _translated(one)) else f"{{n}} {many}"
    return word(template, n=count_text(count))


def lasting(duration_us: float) -> str:
    """A length of time in its largest fitting unit: "12 minutes"."""
    return _amount(duration_text(duration_us))


def in_points(share: float) -> str:
    """A difference of two shares in points, with its sign: "+65 points"."""
    return _amount(signed_points(share))


def _apart(text: str) -> str:
    """Where the language is read from right to left, a text whose order its neighbours do not change."""
    return f"\u2068{text}\u2069" if _language.get() in RIGHT_TO_LEFT else text


def _amount(text: str) -> str:
    """A number with its unit, said in the language."""
    if _language.get() is None or not (found := _AMOUNT.match(text)):
        return text
    return word(f"{{n}} {found[2]}s", n=found[1])


def _translated(text: str) -> str | None:
    language = _language.get()
    if language is None or text not in (table := _table()).words:
        return None
    return table.words[text][table.languages.index(language)]


@cache
def _known(language: str | None) -> str | None:
    """The table's name of a language: "de" for "de-AT"; None for English and for what it lacks."""
    spoken = (language or "").split("-")[0].lower()
    return spoken if spoken not in {"", "en"} and spoken in _table().languages else None


@cache
def _table() -> _Table:
    return msgspec.yaml.decode(files("desirepath.prints").joinpath("words.yaml").read_bytes(), type=_Table)
