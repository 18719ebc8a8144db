"""Sentences of what people wrote: the words each is made of, and whether it asks, wishes or complains.

Pure: a text in, sentences out. `themes` finds what several people say.
"""

import re
from collections.abc import Iterator
from typing import Literal

from desirepath.drafts.tongues import Tongue, tongue_of
from desirepath.records import Record

Topic = Literal["questions", "motivations", "obstacles"]
Person = tuple[int, int]

FEWEST_WORDS = 3  # of a question: "Hello?" asks nothing
GAP = "\x00"  # where something was taken out
_ENDS = re.compile(r"(?<=[.!?…。！？؟])\s*|\n+")
_BLACKED_OUT = re.compile(r"\[[^\]]*\]|https?://\S+|\S*@\S*|\d{4,}")
_WORD = re.compile(r"[^\W_](?:[\w'’-]*\w)?,?|\x00")


class Sentence(Record):
    """Something one person said at a step, as the words it is made of."""

    step: str
    person: Person
    fact: int
    topic: Topic | None  # None: it is none of them
    words: tuple[str, ...]  # as written, with the comma after them; a gap where something was taken out


def sentences(text: str) -> list[str]:
    """A text cut where its sentences end.

    >>> sentences("Hello? The box is broken. When can you come?")
    ['Hello?', 'The box is broken.', 'When can you come?']
    """
    return [each.strip() for each in _ENDS.split(text) if each.strip()]


def told_at(text: str, *, step: str, person: Person, fact: int, valence: float | None) -> Iterator[Sentence]:
    """The sentences of a text with what they are for. A low score makes a complaint of any statement.

    >>> found = told_at("I want to work from home. When can you come?", step="s", person=(0, 0), fact=0,
    ...                 valence=None)
    >>> [(each.topic, " ".join(each.words)) for each in found]
    [('motivations', 'work from home'), ('questions', 'When can you come')]
    """
    for sentence in sentences(text):
        said = words_of(sentence)
        tongue = tongue_of(map(plain, said))
        wish = tongue.wishes.search(sentence.replace("’", "'"))
        topic = _topic(sentence, valence, tongue)
        if wish and topic != "questions":
            topic, said = "motivations", words_of(wish["what"])
        if said:
            yield Sentence(step=step, person=person, fact=fact, topic=topic, words=tuple(said))


def words_of(text: str) -> list[str]:
    """The words of a text as written; what was blacked out, addresses and long numbers are gaps.

    A comma stays with its word, so that a phrase reads as it was written.

    >>> words_of("Ask [name], case 20250102: slow, it's DEAD")
    ['Ask', '\\x00', 'case', '\\x00', 'slow,', "it's", 'DEAD']
    """
    found: list[str] = _WORD.findall(_BLACKED_OUT.sub(f" {GAP} ", text).replace("’", "'"))
    return found


def plain(word: str) -> str:
    """A word as it is compared: in lower case, without the comma after it."""
    return word.removesuffix(",").casefold()


def _topic(sentence: str, valence: float | None, tongue: Tongue) -> Topic | None:
    said = {plain(word) for word in words_of(sentence)}
    if sentence.endswith(("?", "？", "؟")):
        return "questions" if len(said) >= FEWEST_WORDS else None
    if valence is not None:
        return "obstacles" if valence < 0 else None
    return "obstacles" if tongue.troubles & said else None
