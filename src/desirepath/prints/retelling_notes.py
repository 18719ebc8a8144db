"""The footnotes that a draft gives its map, said again in the language of the drawing.

A footnote is made of English sentences of a known form. One that somebody wrote has none, and stays.
"""

import re
from collections.abc import Callable
from functools import cache, partial, reduce

from desirepath.prints.wording import amount, is_english, listed, quoted, spoken, word

_DROPPED = "Dropped off: this was the last step, and {over}"
_SHARES = (
    "Moved on and dropped off are shares of those no longer open; the median is of the steps with n ≥ 30."
)
_RULES = (
    "{n} stage rules that ask for a value or a score are not drawn: their interactions stand in the stage "
    "of the next rule that catches them, or in none."
)
_RULE = (
    "{n} stage rule that asks for a value or a score is not drawn: its interactions stand in the stage "
    "of the next rule that catches them, or in none."
)
_FELT = (
    "Emotion: scores as −2 (worst) to +2 (best), one value a person, at the order, ticket or visit they "
    "name, else at the last step in the 14 days before."
)
_HOURS = (
    "Hours are by the clocks of {zone}: a touchpoint's own are those in a row that hold the most beyond "
    "what they would were the day even, or two stretches of them."
)
_EXPLAINED = "The steps explain {share} of interactions, and {part} of {n} journeys whole."
_NOTES: tuple[tuple[str, ...], ...] = (
    (f"{_DROPPED}; with no goal named, a happy end counts too.", _SHARES),
    (f"{_DROPPED}, unless {{goals}} had been reached.", _SHARES),
    ("Of {n} interactions, {parts}.",),
    (_EXPLAINED, "Asked for were {asked} of both: {why}."),
    (_EXPLAINED,),
    (_RULES,),
    (_RULE,),
    (_FELT,),
    ("Of the journey as a whole {n} more people told: {value}.",),
    ("Values are in several currencies ({names}) and cannot be added: none are drawn.",),
    ("A proposal from “{title}”: steps, actions and strengths are that map's.",),
    ("Target feelings, unless given: that of the best quarter of steps where it is hot or unhappy.",),
    ("Target shares, unless given: what drops off at the median step.",),
    ("An opportunity's value for customers is 100 × the score of its hotspot; effort is for you to say.",),
    (
        "Beside “{title}”.",
        "The organisation began {n} of {m} interactions; those are counted.",
        "Where a channel needs somebody of ours, that is assumed.",
    ),
    ("Backstage work and systems are assumed from where the data came from: ask those who do it.",),
    ("No mapping says that the organisation began anything: set `initiator` where it did.",),
    (
        _HOURS,
        "With less than {share} more it is met all day: the hours that hold {part}.",
        "All days are put together: nobody need have had this.",
    ),
    (
        "Only what people began themselves, at a known hour, counts.",
        "Places are guessed from the channel.",
    ),
    ("Left out are touchpoints where fewer than {n} people were in those hours.",),
)
_OVER = (
    "no time is known, so that no journey counts as still open",
    "its {unit} was over by {moment}",
    "it is more than {silence} before {moment}",
)
_WHY = ("{n} steps are the limit", "no other place explains more")
_WHERE = (
    "in no stage", "answers, drawn as emotion where they belong", "in a stage but too rare for a step",
)  # fmt: skip
_PART = re.compile(rf"(?P<share>[^,]+?) are (?P<where>{'|'.join(map(re.escape, _WHERE))})(?:, |$)")
_GOAL = re.compile("“(.*?)”(?: or (?=“)|$)")


def retold_note(note: str) -> str:
    """A footnote in the language spoken.

    >>> from desirepath.prints.wording import speaking
    >>> with speaking("de"):
    ...     retold_note("The steps explain 84 % of interactions, and 33 % of 986 journeys whole.")
    ...     retold_note("Ask Ida.")
    'Die Schritte erklären 84 % der Interaktionen und 33 % von 986 Reisen ganz.'
    'Ask Ida.'
    """
    if is_english():
        return note
    for sentences in _NOTES:
        if found := _pattern(sentences).fullmatch(note):
            return _apart().join(_said(sentence, found.groupdict()) for sentence in sentences)
    return note


def _apart() -> str:
    """What stands between two sentences."""
    return "" if spoken() in {"ja", "zh"} else " "


def _said(sentence: str, found: dict[str, str]) -> str:
    named = re.findall(r"\{(\w+)\}", sentence)
    told = sentence.replace("{asked}", "{share}")
    return word(told, **{name.replace("asked", "share"): _value(name, found[name]) for name in named})


def _value(name: str, text: str) -> str:
    """What stands at a place of a sentence: a sentence itself, a list, a word, or what somebody wrote."""
    return _PLACES[name](text) if name in _PLACES else text


def _parts(text: str) -> str:
    return listed(
        word(f"{{share}} are {part['where']}", share=part["share"]) for part in _PART.finditer(text)
    )


def _goals(text: str) -> str:
    names = [quoted(goal) for goal in _GOAL.findall(text)] or [text]
    return reduce(lambda one, other: word("{one} or {other}", one=one, other=other), names)


def _first_of(forms: tuple[str, ...], text: str) -> str:
    for form in forms:
        if found := _pattern((form,)).fullmatch(text):
            return _said(form, found.groupdict())
    return text


@cache
def _pattern(sentences: tuple[str, ...]) -> re.Pattern[str]:
    """What a note of these sentences looks like; what is between “ and ” may be anything."""
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(" ".join(sentences))))


_PLACES: dict[str, Callable[[str], str]] = {
    "over": partial(_first_of, _OVER),
    "why": partial(_first_of, _WHY),
    "parts": _parts,
    "goals": _goals,
    "unit": word,
    "silence": amount,
}
