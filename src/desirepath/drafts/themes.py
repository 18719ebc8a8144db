"""Themes: the words that several people use where they ask, wish or complain, and people elsewhere do not.

Pure: `sentences` in, phrases out. A phrase is shown only where several people used it, so that nobody's own
words are told; whose they were stays in the facts.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from desirepath.drafts.sentences import GAP, Person, Sentence, Topic, plain
from desirepath.drafts.tongues import tongue_of
from desirepath.records import Record

Slot = tuple[str, Topic | None]  # a step, and what is told there
Users = dict[str, dict[Slot, set[Person]]]  # who uses a phrase, by where

LONGEST = 14  # words in a phrase
MOST_CHARACTERS = 68  # of a phrase on a card
WIDENED = 0.75  # of a phrase's people use a longer one: then that is the phrase
ALIKE = 0.5  # of the people of a phrase are those of another: then it is the same theme


class Theme(Record):
    """A phrase of several people at a step, and in which facts it stands, the shortest sentence first."""

    step: str
    topic: Topic
    phrase: str
    people: int
    of: int  # people who wrote anything there
    facts: list[int]
    words: list[str]  # of all the sentences it stands in, in lower case


class _Stretch(Record):
    """A phrase as it stands in one sentence."""

    written: str
    is_round: bool  # a comma or the end follows


class ThemeRules(Record):
    """When a phrase is a theme."""

    fewest: int = 5  # people who use it
    per_slot: int = 2
    least_odds: float = 0.7  # log-odds against the rest of the map: 0.7 is twice the odds


class _Heard(Record):
    """All that was told, counted once for every step and topic."""

    told: Sequence[Sentence]
    writers: dict[Slot, set[Person]]
    often: set[str]  # words that several people use
    users: Users
    rounded: set[str]  # phrases that a comma or the sentence's end follows


def themes(told: Sequence[Sentence], rules: ThemeRules | None = None) -> list[Theme]:
    """The themes of every step and topic, most telling first, at most a few each.

    Phrases of several words go before single ones, which say little and are told of questions only. Telling
    is the log-odds of using a phrase, of those who wrote of the topic at the step against all others who
    wrote, with half a person added to each side, in standard errors (Monroe, Colaresi and Quinn 2008,
    "Fightin' Words", with a flat prior). Steps and topics stand in the order they are first told in.
    """
    rules = rules or ThemeRules()
    heard = _heard(told, rules)
    slots = dict.fromkeys((each.step, each.topic) for each in told if each.topic is not None)
    return [theme for slot in slots for theme in _in_slot(slot, heard, rules)]


def _heard(told: Sequence[Sentence], rules: ThemeRules) -> _Heard:
    writers: dict[Slot, set[Person]] = defaultdict(set)
    by_word: dict[str, set[Person]] = defaultdict(set)
    for each in told:
        writers[each.step, each.topic].add(each.person)
        for word in each.words:
            by_word[plain(word)].add(each.person)
    often = {word for word, who in by_word.items() if len(who) >= rules.fewest and word != GAP}
    users: Users = defaultdict(lambda: defaultdict(set))
    rounded: set[str] = set()
    for each in told:
        for phrase, stretch in _phrases(each, often).items():
            users[phrase][each.step, each.topic].add(each.person)
            if stretch.is_round:
                rounded.add(phrase)
    return _Heard(told=told, writers=writers, often=often, users=users, rounded=rounded)


def _in_slot(slot: Slot, heard: _Heard, rules: ThemeRules) -> list[Theme]:
    step, topic = slot
    here = len(heard.writers[slot])
    elsewhere = sum(len(who) for at, who in heard.writers.items() if at != slot)
    scores: dict[str, float] = {}
    for phrase, by_slot in heard.users.items():
        who = len(by_slot.get(slot, ()))
        if who < rules.fewest or (" " not in phrase and topic != "questions"):
            continue
        others = sum(len(each) for at, each in by_slot.items() if at != slot)
        odds, error = _log_odds(who, here, others, elsewhere)
        if odds >= rules.least_odds or not elsewhere:
            scores[phrase] = odds / error
    people = {phrase: heard.users[phrase][slot] for phrase in scores}
    ranked = sorted(scores, key=lambda phrase: (" " not in phrase, -scores[phrase], phrase))
    wrote = len(set().union(*(who for (at, _), who in heard.writers.items() if at == step)))
    mine = [each for each in heard.told if (each.step, each.topic) == slot]
    chosen = _different(ranked, people, heard.rounded, most=rules.per_slot)
    return [_theme(phrase, len(people[phrase]), mine, often=heard.often, of=wrote) for phrase in chosen]


def _log_odds(hits: int, of: int, others: int, of_others: int) -> tuple[float, float]:
    """Of using a phrase, here against elsewhere, with its standard error."""
    here = math.log((hits + 0.5) / (of - hits + 0.5))
    there = math.log((others + 0.5) / (max(of_others - others, 0) + 0.5))
    return here - there, math.sqrt(1 / (hits + 0.5) + 1 / (others + 0.5))


def _different(
    ranked: Sequence[str], people: dict[str, set[Person]], rounded: set[str], *, most: int
) -> list[str]:
    """The first phrases, each as long as nearly all of its people say it, of different people.

    One that comes to an end in its sentence goes before a longer one that is cut short.
    """
    chosen: list[str] = []
    for phrase in ranked:
        who = people[phrase]
        if len(chosen) >= most:
            break
        if any(len(who & people[other]) > ALIKE * min(len(who), len(people[other])) for other in chosen):
            continue
        longer = [
            other
            for other in ranked
            if f" {phrase} " in f" {other} " and len(people[other] & who) >= WIDENED * len(who)
        ]
        chosen.append(
            max(longer, key=lambda other: (other in rounded, other.count(" "), len(people[other]), other))
        )
    return chosen


def _theme(phrase: str, people: int, mine: Iterable[Sentence], *, often: set[str], of: int) -> Theme:
    inside = [(each, found[phrase].written) for each in mine if phrase in (found := _phrases(each, often))]
    inside.sort(key=lambda pair: (len(pair[0].words), pair[0].fact))  # the one that says least besides
    facts: dict[Person, int] = {}
    for each, _ in inside:
        facts.setdefault(each.person, each.fact)
    first = inside[0][0]
    assert first.topic is not None  # noqa: S101 - only what has one is looked at
    return Theme(
        step=first.step,
        topic=first.topic,
        phrase=Counter(written for _, written in inside).most_common(1)[0][0],
        people=people,
        of=of,
        facts=list(facts.values()),
        words=[plain(word) for each, _ in inside for word in each.words],
    )


def _phrases(sentence: Sentence, often: set[str]) -> dict[str, _Stretch]:
    """Stretches of a sentence that stand alone, by their words in lower case.

    No small word is at either end, unless the sentence begins or ends there; nothing was taken out inside,
    and others use each of its words too.
    """
    written, said = sentence.words, [plain(word) for word in sentence.words]
    tongue = tongue_of(said)
    found: dict[str, _Stretch] = {}
    for start in range(len(said)):
        may_ask = start == 0 or (sentence.topic == "questions" and said[start] in tongue.asking)
        if (said[start] in tongue.small and not may_ask) or not said[start][0].isalpha():
            continue
        for end in range(start + 1, min(start + LONGEST, len(said)) + 1):
            last = said[end - 1]
            phrase = " ".join(said[start:end])
            if last not in often or len(phrase) > MOST_CHARACTERS:
                break
            is_whole = end > start + 2 and end == len(said)  # a sentence may end as it does
            if is_whole or (last not in tongue.small and (end > start + 1 or len(last) > 3)):
                found[phrase] = _Stretch(
                    written=_as_written(written[start:end], begins=start == 0),
                    is_round=end == len(said) or written[end - 1].endswith(","),
                )
    return found


def _as_written(words: Sequence[str], *, begins: bool) -> str:
    """A phrase as it stands in a sentence; the capital that begins the sentence is none of its own."""
    text = " ".join(words).removesuffix(",")
    return text[0].lower() + text[1:] if begins and text[1:2].islower() else text
