"""A map as it is shown: with the names of its persona and its scenario instead of their keys."""

from collections.abc import Mapping

import msgspec

from desirepath.maps.documents import JourneyMap

__all__ = ["with_names"]


def with_names(
    journey_map: JourneyMap, *, personas: Mapping[str, str], scenarios: Mapping[str, str]
) -> JourneyMap:
    """The map with what it is of said by name, to be drawn and not to be kept; both are key → name.

    A text that is the key of no such document is a name already and stays.

    >>> kept = JourneyMap(key="a", title="A", persona="maya", scenario="Moves house")
    >>> shown = with_names(kept, personas={"maya": "Maya, remote worker"}, scenarios={})
    >>> shown.persona, shown.scenario
    ('Maya, remote worker', 'Moves house')
    """
    persona, scenario = journey_map.persona, journey_map.scenario
    return msgspec.structs.replace(
        journey_map,
        persona=None if persona is None else personas.get(persona, persona),
        scenario=None if scenario is None else scenarios.get(scenario, scenario),
    )
