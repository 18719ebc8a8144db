"""What a drawing says in its own words, in the language of the map: its head, legend, lanes and notes.

`words.yaml` and the other `words_….yaml` hold these words by their English, which is also what
is said where a language has none. What a map's document says is never translated here: that is the document's
own `i18n`. What the measures made it say is told again by `retelling`.
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

__all__ = [
    "RIGHT_TO_LEFT", "amount", "arrow", "counted", "curled", "in_points", "is_english", "joined", "lasting",
    "listed", "onward", "quoted", "speaking", "spoken", "spoken_in", "word",
]  # fmt: skip

_language: ContextVar[str | None] = ContextVar("language", default=None)
RIGHT_TO_LEFT = {"ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "dv", "ckb"}
_TO_THE_LEFT = "\u200f"  # says so to whoever asks for the first letter
_QUOTED = "“{text}”"
_COMMAS = {"ar": "، ", "ja": "、", "zh": "、"}
_SINGLE = str.maketrans("“”", "‘’")
_AMOUNT = re.compile(r"^([+−]?[\d.,]+) (\w+)$")
_NUMBER = re.compile(r"[\d.,]+")  # keeps its order among its neighbours by itself
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
_OWNERS = re.compile(r"(?<=s)'(?=\s|$)")
_OPENING = re.compile(r"(?<![^\s(\[])'")  # a quotation begins, which may end after an s
_FRENCH = re.compile(r"(?<=«) | (?=[»:;!?%])")  # no line ends at the space before these
_FILES = ("words.yaml", "words_told.yaml", "words_pages.yaml", "words_notes.yaml")


class _Table(Record):
    words: dict[str, list[str]]
    languages: list[str] = []  # told once, by the first file


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


def spoken() -> str:
    """The language that is spoken now.

    >>> with speaking("de-AT"):
    ...     spoken()
    'de'
    """
    return _language.get() or "en"


def is_english() -> bool:
    """Whether the words stay as they are written in the code."""
    return _language.get() is None


def word(text: str, /, **values: object) -> str:
    """An English word or sentence as it is said here, with its {places} filled in.

    >>> word("Goal: {text}", text="fewer calls")
    'Goal: fewer calls'
    """
    told = curled(_translated(text) or text)
    return told.format(**{name: _apart(str(each)) for name, each in values.items()}) if values else told


def curled(text: str) -> str:
    """A text as it is set: a typewriter's apostrophe within a word, or after one's s, is a true one.

    >>> curled("the map's steps"), curled("real customers' photos"), curled("says 'yes' at 6' 2")
    ('the map’s steps', 'real customers’ photos', "says 'yes' at 6' 2")
    """
    if "'" not in text:
        return text
    within = _APOSTROPHE.sub("’", text)
    return within if _OPENING.search(within) else _OWNERS.sub("’", within)


def joined(parts: Iterable[str], between: str = " · ") -> str:
    """Parts side by side: they follow one another as the language is read.

    >>> joined(["draft", "owner Ida"])
    'draft · owner Ida'
    """
    told = between.join(_apart(part) for part in parts)
    return f"{_TO_THE_LEFT}{told}" if told and _language.get() in RIGHT_TO_LEFT else told


def listed(names: Iterable[str]) -> str:
    """Names one after another, with the comma of the language.

    >>> with speaking("ja"):
    ...     listed(["A", "B"])
    'A、B'
    """
    return _COMMAS.get(_language.get() or "en", ", ").join(_apart(name) for name in names)


def onward(before: str, after: str) -> str:
    """What something was and what it becomes, with an arrow that points the way the language is read.

    >>> onward("41 %", "55 %")
    '41 % → 55 %'
    """
    if _language.get() not in RIGHT_TO_LEFT:
        return f"{before} {arrow()} {after}"
    return f"{_TO_THE_LEFT}{_apart(before)} {arrow()} {_apart(after)}"


def arrow() -> str:
    """An arrow that points on, the way the language is read."""
    return "←" if _language.get() in RIGHT_TO_LEFT else "→"


def quoted(text: str) -> str:
    """Somebody's words between the marks that the language puts around them; marks inside are single ones.

    >>> quoted("It said “went wrong”."), quoted("Nothing")
    ('“It said ‘went wrong’.”', '“Nothing”')
    """
    marks = _translated(_QUOTED) or _QUOTED
    inside = text.translate(_SINGLE) if marks == _QUOTED and "„" not in text else text
    return marks.replace("{text}", inside)


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
    return amount(duration_text(duration_us))


def in_points(share: float) -> str:
    """A difference of two shares in points, with its sign: "+65 points"."""
    return amount(signed_points(share))


def amount(text: str) -> str:
    """A number with its unit, said in the language; any other text as it is.

    >>> with speaking("de"):
    ...     amount("+3 points"), amount("NOK 1.2 k")
    ('+3 Punkte', 'NOK 1.2 k')
    """
    if is_english() or not (found := _AMOUNT.match(text)):
        return text
    forms = (f"{{n}} {found[2]}", f"{{n}} {found[2]}s")
    return next((word(form, n=found[1]) for form in forms if _translated(form)), text)


def _apart(text: str) -> str:
    """Where the language is read from right to left, a text whose order its neighbours do not change."""
    if _language.get() not in RIGHT_TO_LEFT or _NUMBER.fullmatch(text):
        return text
    return f"\u2068{text}\u2069"


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
    first, *others = (_read(name) for name in _FILES)
    words = first.words | {english: told for each in others for english, told in each.words.items()}
    french = first.languages.index("fr")
    for told in words.values():
        told[french] = _FRENCH.sub("\u00a0", told[french])
    return _Table(words=words, languages=first.languages)


def _read(name: str) -> _Table:
    return msgspec.yaml.decode(files("desirepath.prints").joinpath(name).read_bytes(), type=_Table)
