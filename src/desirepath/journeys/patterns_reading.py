"""A pattern read from its text: the grammar, and what to say where a text does not follow it.

    pattern  = [ "^" ] sequence [ "$" ] [ "within" number unit ]
    sequence = choice { ( "->" | "..." ) choice }
    choice   = term { "|" term }
    term     = atom { "*" | "+" | "?" | "{" m [ "," [ n ] ] "}" }
    atom     = name | "." | "[" [ "^" ] name { "|" name } "]" | "(" sequence ")"

Every complaint shows the text and a caret under the place.
"""

import re
from typing import NoReturn

from desirepath.errors import QuestionError
from desirepath.journeys.patterns import LATER, Either, Part, Pattern, Repeat, Step, Then, is_nullable
from desirepath.records import Record

__all__ = ["pattern", "pointed"]

TOKEN = re.compile(
    r"""
      (?P<space> \s+ )
    | (?P<sign> -> | \.\.\. )
    | (?P<quoted> "(?:[^"\\]|\\.)*" )
    | (?P<counts> \{[^{}]*\} )
    | (?P<word> (?: (?!->) [^\s"|()\[\]{}*+?^$,.>→] | (?<=\w) \. (?=\w) )+ )
    | (?P<other> [|()\[\]^$.*+?] )
    """,
    re.VERBOSE,
)
LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*")
UNITS_US = {"w": 604_800_000_000, "d": 86_400_000_000, "h": 3_600_000_000, "min": 60_000_000, "s": 1_000_000}
SPELLED = {
    "day": "d", "days": "d", "hour": "h", "hours": "h", "minute": "min", "minutes": "min", "m": "min",
    "week": "w", "weeks": "w", "second": "s", "seconds": "s",
}  # fmt: skip
INSTEAD = {
    '"': "This quote is not closed.",
    "{": "This brace is not closed: write {2}, {2,} or {2,5}.",
    ",": 'Write "|" between alternatives.',
    ">": 'Write "->" for "then".',
    "→": 'Write "->" for "then".',
}
MOST_CHARACTERS, MOST_NESTED, MOST_TIMES = 10_000, 50, 400
LONGEST_US = 2**62


class Token(Record):
    """A piece of the text: what it says and where it stands."""

    kind: str  # "name", "counts", "end", or the sign itself
    says: str
    at: int
    is_bare: bool = False  # a name without quotes


class Tokens(Record):
    """The text of a pattern in pieces; the last is the end."""

    text: str
    pieces: tuple[Token, ...]


def pattern(text: str) -> Pattern:
    """The pattern that a text says; QuestionError, with a caret under the place, when it says none.

    >>> pattern('^ad -> "Pricing page"+ ... cart | basket within 7d').places
    (('ad', 1), ('Pricing page', 7), ('cart', 27), ('basket', 34))
    >>> pattern("ad -> ([^ad]*)*")
    Traceback (most recent call last):
    ...
    desirepath.errors.QuestionError: This repeats something that may be empty, so it could
    go round without end. Repeat what has at least one step.
        ad -> ([^ad]*)*
                      ^
    """
    told = re.sub(r"\s", " ", text).strip()
    tokens = _tokens(told)
    from_start = tokens.pieces[0].kind == "^"
    part, at = _sequence(tokens, int(from_start))
    to_end = tokens.pieces[at].kind == "$"
    at += int(to_end)
    if is_nullable(part):
        _refuse(told, 0, "This can match without a single step. Leave one step without *, ? or {0,…}.")
    return Pattern(
        text=told,
        part=part,
        places=tuple((one.says, one.at) for one in tokens.pieces[:at] if one.kind == "name"),
        from_start=from_start,
        to_end=to_end,
        within_us=_window(tokens, at),
    )


def pointed(text: str, at: int) -> str:
    """The text with a caret under one place, on lines of their own.

    >>> print(pointed("ad -> chart", 6))
    <BLANKLINE>
        ad -> chart
              ^
    """
    return f"\n    {text}\n    {' ' * at}^"


def _refuse(text: str, at: int, says: str) -> NoReturn:
    raise QuestionError(says + pointed(text, at))


def _tokens(text: str) -> Tokens:
    if len(text) > MOST_CHARACTERS:
        raise QuestionError(f"A pattern has at most {MOST_CHARACTERS:,} characters; found {len(text):,}.")
    pieces, at, nested = [], 0, 0
    while at < len(text):
        found = TOKEN.match(text, at)
        if found is None:
            _refuse(
                text, at, INSTEAD.get(text[at], f'"{text[at]}" has no meaning here: put names in quotes.')
            )
        pieces += _token(found)
        nested += {"(": 1, ")": -1}.get(found[0], 0)
        if nested > MOST_NESTED:
            _refuse(text, at, f"Parentheses nest at most {MOST_NESTED} deep.")
        at = found.end()
    if not pieces:
        raise QuestionError('A pattern needs at least one step, such as "ad -> cart"; found nothing.')
    return Tokens(text=text, pieces=(*pieces, Token(kind="end", says="the end", at=len(text))))


def _token(found: re.Match[str]) -> list[Token]:
    kind, says = str(found.lastgroup), found[0]
    if kind == "space":
        return []
    if kind == "quoted":
        name = re.sub(r"\\(.)", r"\1", says[1:-1])
        if not name:
            _refuse(found.string, found.start(), "Expected a name between the quotes, found nothing.")
        return [Token(kind="name", says=name, at=found.start())]
    if kind == "word":
        return [Token(kind="name", says=says, at=found.start(), is_bare=True)]
    return [Token(kind="counts" if kind == "counts" else says, says=says, at=found.start())]


def _sequence(tokens: Tokens, at: int) -> tuple[Part, int]:
    part, at = _choice(tokens, at)
    parts = [part]
    while tokens.pieces[at].kind in ("->", "..."):
        if tokens.pieces[at].kind == "...":
            parts.append(LATER)
        part, at = _choice(tokens, at + 1)
        parts.append(part)
    return (Then(parts=tuple(parts)) if len(parts) > 1 else part), at


def _choice(tokens: Tokens, at: int) -> tuple[Part, int]:
    part, at = _term(tokens, at)
    parts = [part]
    while tokens.pieces[at].kind == "|":
        part, at = _term(tokens, at + 1)
        parts.append(part)
    if len(parts) == 1:
        return part, at
    names = [one.names for one in parts if isinstance(one, Step) and not one.but]
    if len(names) == len(parts):
        return Step(names=tuple(name for some in names for name in some)), at
    return Either(parts=tuple(parts)), at


def _term(tokens: Tokens, at: int) -> tuple[Part, int]:
    part, at = _atom(tokens, at)
    while (token := tokens.pieces[at]).kind in ("*", "+", "?", "counts"):
        least, most = {"*": (0, None), "+": (1, None), "?": (0, 1)}.get(token.kind) or _counts(tokens, token)
        if most is None and is_nullable(part):
            _refuse(
                tokens.text,
                token.at,
                "This repeats something that may be empty, so it could go round without end. "
                "Repeat what has at least one step.",
            )
        part, at = Repeat(part=part, least=least, most=most), at + 1
    return part, at


def _counts(tokens: Tokens, token: Token) -> tuple[int, int | None]:
    found = re.fullmatch(r"\{\s*(\d+)\s*(?:(,)\s*(\d*)\s*)?\}", token.says)
    if found is None:
        _refuse(tokens.text, token.at, f"Expected {{2}}, {{2,}} or {{2,5}}, found {token.says}.")
    least = int(found[1])
    most = least if found[2] is None else int(found[3]) if found[3] else None
    if max(least, most or 0) > MOST_TIMES:
        _refuse(tokens.text, token.at, f"A repetition counts to {MOST_TIMES:,} at most.")
    if most is not None and (most < least or most == 0):
        _refuse(tokens.text, token.at, f"{token.says} allows no number of times at all.")
    return least, most


def _atom(tokens: Tokens, at: int) -> tuple[Part, int]:
    token = tokens.pieces[at]
    if token.kind == "name":
        return Step(names=(token.says,)), at + 1
    if token.kind == ".":
        return Step(names=(), but=True), at + 1
    if token.kind == "[":
        return _set(tokens, at + 1)
    if token.kind == "(":
        part, after = _sequence(tokens, at + 1)
        if tokens.pieces[after].kind != ")":
            _expected('"->", "..." or ")"', tokens, after)
        return part, after + 1
    return _expected('a name, ".", "[" or "("', tokens, at)


def _set(tokens: Tokens, at: int) -> tuple[Part, int]:
    but = tokens.pieces[at].kind == "^"
    at += int(but)
    names = []
    while True:
        if tokens.pieces[at].kind != "name":
            _expected('a name inside "[…]"', tokens, at)
        names.append(tokens.pieces[at].says)
        sign = tokens.pieces[at + 1].kind
        if sign == "]":
            return Step(names=tuple(names), but=but), at + 2
        if sign != "|":
            _expected('"|" or "]"', tokens, at + 1)
        at += 2


def _window(tokens: Tokens, at: int) -> int | None:
    token = tokens.pieces[at]
    if token.kind == "end":
        return None
    if not (token.is_bare and token.says == "within"):
        _expected('"->" (then), "..." (later) or the end', tokens, at)
    written = tokens.text[token.at + len("within") :]
    found = LENGTH.fullmatch(written)
    unit = UNITS_US.get(SPELLED.get(found[2], found[2])) if found else None
    if found is None or unit is None:
        _refuse(
            tokens.text,
            tokens.pieces[at + 1].at,
            'Expected a length of time after "within", such as 7d, 12h or 30min.',
        )
    length = round(float(found[1]) * unit)
    if not 0 < length < LONGEST_US:
        _refuse(
            tokens.text, tokens.pieces[at + 1].at, "Expected a length of time above zero, and not for ever."
        )
    return length


def _expected(what: str, tokens: Tokens, at: int) -> NoReturn:
    token = tokens.pieces[at]
    before = tokens.pieces[at - 1] if at else None
    found = token.says if token.kind == "end" else f'"{token.says}"'
    hint = ""
    if before is not None and before.is_bare and token.is_bare:
        hint = f' A name of several words stands in quotes: "{before.says} {token.says}".'
    if token.kind in ("^", "$"):
        hint = ' "^" stands before everything else, "$" after it.'
    _refuse(tokens.text, token.at, f"Expected {what} here, found {found}.{hint}")
