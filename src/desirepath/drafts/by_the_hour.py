"""Maps that tell of hours of the day: whether one does, and who was at its steps in their hours."""

import msgspec

from desirepath.drafts.step_changes import with_steps
from desirepath.maps import BY_THE_HOUR, JourneyMap, Step, all_evidence


def is_by_the_hour(journey_map: JourneyMap) -> bool:
    """Whether anything on a map rests on what is done at which hour."""
    return any(piece.measure == BY_THE_HOUR for piece in all_evidence(journey_map))


def with_people(journey_map: JourneyMap) -> JourneyMap:
    """The map with the people at each step who were there in its hours, as its cards have counted them."""
    counted = {
        card.step: round(piece.value)
        for lane in journey_map.lanes
        if lane.role == "metrics"
        for card in lane.cards
        for piece in card.evidence
        if piece.measure == BY_THE_HOUR and piece.column == "people" and piece.value is not None
    }

    def reached(step: Step) -> Step:
        return msgspec.structs.replace(step, reach=counted.get(step.id, step.reach))

    return with_steps(journey_map, reached) if counted else journey_map
