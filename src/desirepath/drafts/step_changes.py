"""One change made to every step of a map."""

from collections.abc import Callable

import msgspec

from desirepath.maps import JourneyMap, Step


def with_steps(journey_map: JourneyMap, change: Callable[[Step], Step]) -> JourneyMap:
    """The map with each of its steps as `change` makes it."""
    stages = [
        msgspec.structs.replace(stage, steps=[change(step) for step in stage.steps])
        for stage in journey_map.stages
    ]
    return msgspec.structs.replace(journey_map, stages=stages)
