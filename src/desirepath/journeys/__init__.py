"""(door of journeys)"""

from desirepath.journeys.batches import (
    CLOSED,
    OPEN,
    REACHED,
    UNKNOWN_TIME,
    UNKNOWN_VALENCE,
    UNKNOWN_VALUE,
    Journeys,
    Timelines,
)
from desirepath.journeys.splits import Gap, Goal, Split, WholeLife
from desirepath.journeys.stages import StageDocument, StageType
