"""What a map needs before it is published: somebody who answers for it, a day to look again, a goal.

Maps die for want of these, so they are fields here and not advice.
"""

from collections.abc import Iterable, Iterator

from desirepath.maps.documents import JourneyMap

NEEDED = {"owner": "an owner", "review_every": "a review interval", "goals": "a goal"}


def unpublishable(journey_map: JourneyMap, others: Iterable[JourneyMap] = ()) -> Iterator[str]:
    """Why a map cannot be published, a sentence each; nothing when it can.

    `others` are the maps beside it: one persona in one scenario has one published map of each kind.

    >>> list(unpublishable(JourneyMap(key="a", title="A", owner="ana", review_every="P3M")))
    ['It has no goal: add one to `goals`.']
    """
    for field, words in NEEDED.items():
        if not getattr(journey_map, field):
            noun = words.partition(" ")[2]
            yield f"It has no {noun}: add one to `{field}`."
    for other in others:
        if other.status == "published" and other.key != journey_map.key and _alike(other, journey_map):
            whom = " · ".join(part for part in (journey_map.persona, journey_map.scenario) if part)
            yield (
                f'The map "{other.key}" is published for {whom or "the same people"} already: '
                "retire it first, or say another persona or scenario."
            )


def _alike(one: JourneyMap, other: JourneyMap) -> bool:
    return (one.persona, one.scenario, one.map_kind, one.segment, one.where) == (
        other.persona,
        other.scenario,
        other.map_kind,
        other.segment,
        other.where,
    )
