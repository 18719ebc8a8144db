"""The languages that sentences are read in: which one a sentence is of, and what its words are for.

A sentence is of the language that knows most of its words as small ones, wishes or troubles; of English where
that is not plain.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import msgspec

from desirepath.drafts.phrases import ASKING, KINDS, SMALL, TROUBLES, WISHES
from desirepath.maps import ObstacleKind
from desirepath.records import Record

DATA = Path(__file__).with_name("phrases.yaml")


class Words(Record):
    """One language as `phrases.yaml` has it: words with spaces between them."""

    wishes: list[str]
    asking: str
    small: str
    troubles: str
    kinds: dict[ObstacleKind, str]


class Tongue(Record):
    """What the words of one language are for."""

    key: str
    wishes: re.Pattern[str]  # what follows is in the group "what"
    asking: frozenset[str]
    small: frozenset[str]
    troubles: frozenset[str]
    kinds: Mapping[ObstacleKind, frozenset[str]]
    known: frozenset[str]  # by which the language is recognised


@cache
def tongues() -> tuple[Tongue, ...]:
    """English, then the others."""
    wishing = frozenset(re.findall(r"[a-z']+", WISHES.pattern)) - {"b"}
    english = Tongue(
        key="en",
        wishes=WISHES,
        asking=ASKING,
        small=SMALL,
        troubles=TROUBLES,
        kinds=KINDS,
        known=SMALL | TROUBLES | wishing,
    )
    known = msgspec.yaml.decode(DATA.read_bytes(), type=dict[str, Words])
    return english, *(_tongue(key, words) for key, words in known.items())


def tongue_of(words: Iterable[str]) -> Tongue:
    """The language that knows most of these words, in lower case.

    >>> tongue_of("wann kommt der Techniker zu uns".split()).key, tongue_of(["router"]).key
    ('de', 'en')
    """
    told = set(words)
    return max(tongues(), key=lambda tongue: len(told & tongue.known))


def is_asking(word: str) -> bool:
    """Whether a word begins questions, in any language."""
    return any(word in tongue.asking for tongue in tongues())


def obstacle_kind(words: Iterable[str]) -> ObstacleKind | None:
    """What kind of obstacle these words tell of, in any language; None when none of them says.

    >>> obstacle_kind("the fee is higher than the price you told".split()), obstacle_kind(["hm"])
    ('cost', None)
    >>> obstacle_kind("ich warte seit wochen auf die lieferung".split())
    'process'
    """
    told = list(words)
    found = {
        kind: sum(any(word in tongue.kinds[kind] for tongue in tongues()) for word in told) for kind in KINDS
    }
    best = max(found, key=lambda kind: found[kind])
    return best if found[best] else None


def _tongue(key: str, words: Words) -> Tongue:
    longest_first = sorted(words.wishes, key=len, reverse=True)
    said = "|".join(re.escape(wish) for wish in longest_first)
    asking = frozenset(words.asking.split())
    small, troubles = asking | frozenset(words.small.split()), frozenset(words.troubles.split())
    return Tongue(
        key=key,
        wishes=re.compile(rf"\b(?:{said})(?:\s+|(?<=')\s*)(?P<what>[^.!?;]+)", re.IGNORECASE),
        asking=asking,
        small=small,
        troubles=troubles,
        kinds={kind: frozenset(told.split()) for kind, told in words.kinds.items()},
        known=small | troubles | frozenset(" ".join(words.wishes).split()),
    )
