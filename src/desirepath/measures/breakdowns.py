"""What an answer is broken down by, and how a person writes that and a filter at a door."""

from collections.abc import Sequence
from typing import Literal

from desirepath.errors import InputError, QuestionError, UnknownName
from desirepath.measures.fields import FIELDS, check_field
from desirepath.records import Record

__all__ = ["Breakdown", "breakdown_from", "filter_from"]

TRAITS, SEGMENTS = "traits.", "segments."


class Breakdown(Record):
    """By a field of interactions, a trait (`traits.NAME`) or segments (`segments.KEY|KEY`).

    Fields are source, channel, touchpoint, action, campaign, device, initiator and `properties.NAME`. A
    journey is in the group of its first (or, with `take`, last) shown step that has one. The `top` groups
    with most journeys have rows of their own, the rest is "(other)"; segments all have their own.

    >>> Breakdown(by="traits.plan").trait
    'plan'
    >>> Breakdown(by="segments.vip|new").segments
    ['vip', 'new']
    >>> Breakdown(by="campain")
    Traceback (most recent call last):
    ...
    desirepath.errors.UnknownName: There is no breakdown "campain". Did you mean "campaign"?
    """

    by: str
    take: Literal["first", "last"] = "first"
    top: int = 12

    def __post_init__(self) -> None:
        if not isinstance(self.top, int) or self.top < 1:
            raise QuestionError(f"Expected one group or more, found {self.top}.")
        if (self.trait or self.segments) and self.take == "last":
            raise QuestionError(
                f'"last" goes with what steps have, such as "last device"; {self.by} is of people.'
            )
        if self.trait or self.segments:
            return
        try:
            check_field(self.by)
        except UnknownName:
            ways = [*FIELDS, "properties.NAME", "traits.NAME", "segments.KEY|KEY"]
            raise UnknownName("breakdown", self.by, ways) from None

    @property
    def trait(self) -> str | None:
        """The trait it is by, if it is by one."""
        return self.by.removeprefix(TRAITS) or None if self.by.startswith(TRAITS) else None

    @property
    def segments(self) -> list[str]:
        """The keys of the segments it is by; none when it is by something else."""
        if not self.by.startswith(SEGMENTS):
            return []
        return [key.strip() for key in self.by.removeprefix(SEGMENTS).split("|") if key.strip()]


def breakdown_from(text: str, *, top: int = 12) -> Breakdown:
    """A breakdown as a person writes it: "campaign", "last campaign", "traits.plan", "segments.vip|new".

    >>> breakdown_from("last campaign", top=3)
    Breakdown(by='campaign', take='last', top=3)
    >>> breakdown_from("properties.plan").by
    'properties.plan'
    """
    first, _, rest = text.strip().partition(" ")
    if rest and first == "last":
        return Breakdown(by=rest.strip(), take="last", top=top)
    by = rest if rest and first == "first" else text
    return Breakdown(by=by.strip(), top=top)


def filter_from(texts: Sequence[str]) -> dict[str, list[str]]:
    """A filter of steps as a person writes it: "campaign=spring", "device=mobile|tablet".

    >>> filter_from(["campaign=spring", "properties.plan=pro|free"])
    {'campaign': ['spring'], 'properties.plan': ['pro', 'free']}
    """
    found: dict[str, list[str]] = {}
    for text in texts:
        field, _, values = text.partition("=")
        names = [value.strip() for value in values.split("|") if value.strip()]
        if not (field.strip() and names):
            raise InputError(f'A filter is written field=value, such as campaign=spring; found "{text}".')
        if field.strip() in found:
            raise InputError(f"The filter names {field.strip()} twice: write its values as a|b.")
        check_field(field.strip())
        found[field.strip()] = names
    return found
