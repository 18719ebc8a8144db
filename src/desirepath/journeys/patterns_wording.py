"""A pattern said in plain English, for whoever does not read its signs."""

from desirepath.journeys.patterns import LATER, Either, Part, Pattern, Repeat, Step, Then

__all__ = ["in_words"]


def in_words(pattern: Pattern) -> str:
    """The pattern in plain English.

    >>> from desirepath.journeys import pattern
    >>> in_words(pattern("^ad -> [^purchase]* -> cart | basket ... help within 7d"))
    'first ad, then anything but purchase any number of times, then cart or basket, later help, within 7 days'
    """
    said = _said(pattern.part)
    if pattern.from_start:
        said = f"first {said}"
    if pattern.to_end:
        said = f"{said}, and nothing after"
    return said if pattern.within_us is None else f"{said}, within {_length(pattern.within_us)}"


def _said(part: Part) -> str:
    if isinstance(part, Step):
        names = " or ".join(part.names)
        return ("anything but " + names if names else "anything") if part.but else names
    if isinstance(part, Then):
        return _one_after_another(part.parts)
    if isinstance(part, Either):
        return " or ".join(map(_inside, part.parts))
    return f"{_inside(part.part)} {_times(part)}"


def _one_after_another(parts: tuple[Part, ...]) -> str:
    words, link = "", ""
    for part in parts:
        if part == LATER and words:
            link = ", later "
            continue
        words += link + (_inside(part) if isinstance(part, Either) else _said(part))
        link = ", then "
    return words if link != ", later " else f"{words}, then anything any number of times"


def _inside(part: Part) -> str:
    plain = isinstance(part, Step) and (part.but or len(part.names) == 1)
    return _said(part) if plain else f"({_said(part)})"


def _times(repeat: Repeat) -> str:
    least, most = repeat.least, repeat.most
    if most is None:
        return {0: "any number of times", 1: "once or more"}.get(least, f"at least {least} times")
    if most == 1:
        return "once" if least else "or not"
    return f"{most} times" if least == most else f"{least} to {most} times"


def _length(microseconds: int) -> str:
    for unit, size in (("day", 86_400_000_000), ("hour", 3_600_000_000), ("minute", 60_000_000)):
        if microseconds % size == 0:
            count = microseconds // size
            return f"{count:,} {unit}{'' if count == 1 else 's'}"
    return f"{microseconds / 1_000_000:g} seconds"
