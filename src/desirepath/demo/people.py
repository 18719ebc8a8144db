"""Who the customers are: each is drawn from the seed and a number, so people can be made one by one.

They enter the story in the order of their numbers; only the day they do depends on how many there are.
"""

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

from desirepath.demo.behaviour import BEGIN, LAST_START, PERSONAS, Persona
from desirepath.demo.names import CITIES, CULTURES, DOMAINS, spellings
from desirepath.records import Record

T = TypeVar("T")


class Person(Record):
    """A customer, and every name the seven systems know them by."""

    number: int
    key: str
    persona: Persona
    given: str
    family: str
    locale: str
    email: str
    phone: str
    city: str
    store: str
    age: str
    household: str
    plan: str
    starts_at: int
    fails: bool  # activation will not work at first
    browsers: tuple[str, ...]  # Segment anonymousId of each device
    handset: str  # the same of the app
    user: str
    contact: str
    profile: str
    customer: str
    requester: str
    loyalty: str  # "" for those who carry no card
    typo: str = ""  # the system that knows them only by a mistyped e-mail


def source(seed: int, *names: object) -> Random:
    """Random numbers that depend on the seed and the names alone."""
    return Random("/".join(map(str, (seed, *names))))  # noqa: S311 - a story, not a secret


def draw(rng: Random, weights: Mapping[T, float]) -> T:
    """One of the keys, as likely as its weight."""
    left = rng.random() * sum(weights.values())
    for key, weight in weights.items():
        left -= weight
        if left < 0:
            return key
    return next(reversed(list(weights)))


def pick(rng: Random, options: Sequence[T]) -> T:
    """One of these, all as likely."""
    return options[int(rng.random() * len(options))]


def hexadecimal(rng: Random, digits: int) -> str:
    """So many random hexadecimal digits."""
    return f"{rng.getrandbits(digits * 4):0{digits}x}"


def uuid(rng: Random) -> str:
    """A random UUID (version 4)."""
    text = hexadecimal(rng, 32)
    return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-{pick(rng, '89ab')}{text[17:20]}-{text[20:]}"


def person(number: int, *, people: int, seed: int) -> Person:
    """The person with this number, from 0."""
    rng = source(seed, "person", number)
    persona = draw(rng, {each.key: each.share for each in PERSONAS})
    who = next(each for each in PERSONAS if each.key == persona)
    given, family, locale, typed = _name(rng)
    city = draw(rng, {name: share for name, (share, _) in CITIES.items()})
    place = (number + rng.random()) / people
    return Person(
        number=number,
        key=f"P{number + 1:07d}",
        persona=who,
        given=given,
        family=family,
        locale=locale,
        email=f"{typed}{number + 1}@{pick(rng, DOMAINS)}",
        phone=_phone(number),
        city=city,
        store=CITIES[city][1],
        age=pick(rng, who.ages),
        household=pick(rng, who.households),
        plan=draw(rng, who.plans),
        starts_at=int(BEGIN + (LAST_START - BEGIN) * place),
        fails=rng.random() < who.fails,
        browsers=tuple(uuid(rng) for _ in range(2 if rng.random() < who.devices else 1)),
        handset=uuid(rng),
        user=f"usr_{hexadecimal(rng, 14)}",
        contact=str(25_100_000_001 + 7 * number),
        profile=f"01J{hexadecimal(rng, 23).upper()}",
        customer=str(7_400_000_000_321 + 32_768 * number),
        requester=str(390_000_001_104 + 20 * number),
        loyalty=f"6600{number * 13 + 1_000_007:09d}" if rng.random() < 0.7 else "",
    )


def address(who: Person, system: str) -> str:
    """The e-mail address by which this system knows them: mistyped in one, for some."""
    return mistyped(source(0, "typo", who.email), who.email) if who.typo == system else who.email


def _name(rng: Random) -> tuple[str, str, str, str]:
    culture = draw(rng, {name: entry[0] for name, entry in CULTURES.items()})
    _, locale, given_names, family_names = CULTURES[culture]
    given, given_typed = spellings(pick(rng, given_names.split()))
    family, family_typed = spellings(pick(rng, family_names.split()))
    typed = pick(
        rng,
        (
            f"{given_typed}.{family_typed}",
            f"{given_typed}{family_typed[:1]}",
            f"{family_typed}.{given_typed}",
        ),
    )
    return given, family, locale, typed


def _phone(number: int) -> str:
    """A Norwegian number that no company gives out, in one of the ways people write it."""
    digits = f"1{(number * 7919 + 1234567) % 10_000_000:07d}"
    spaced = (
        f"+47 {digits[:3]} {digits[3:5]} {digits[5:]}",
        f"+47 {digits[:2]} {digits[2:4]} {digits[4:6]} {digits[6:]}",
        f"+47{digits}",
    )
    return spaced[number % 3]


def mistyped(rng: Random, email: str) -> str:
    """The address with a slip of the finger in the name, never the same as it was.

    >>> mistyped(source(1), "kari.berg7@post.example") != "kari.berg7@post.example"
    True
    """
    name, _, domain = email.partition("@")
    letters = [at for at in range(len(name)) if name[at].isalpha()]
    at = pick(rng, letters)
    slip = rng.random()
    if slip < 0.4:
        return f"{name[:at]}{name[at]}{name[at:]}@{domain}"  # doubled
    if slip < 0.7 and len(letters) > 3:
        return f"{name[:at]}{name[at + 1 :]}@{domain}"  # dropped
    return f"{name}@{domain.replace('.example', '.exampel')}"
