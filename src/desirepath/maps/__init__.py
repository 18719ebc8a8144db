"""The journey map as a document: its records, its text, and the rules that follow from them alone.

A map is a matrix of stages and steps by typed lanes, whose cards cite evidence. `standing` says how well a
card is supported, `hotspots` where attention is needed. Start with `documents`.
"""

from desirepath.maps.dates import day_text, later, parse_time, time_text
from desirepath.maps.documents import (
    Binding,
    Card,
    CardStatus,
    Emotion,
    Evidence,
    EvidenceKind,
    Hotspot,
    JourneyMap,
    Lane,
    LaneRole,
    MapStage,
    Provenance,
    Stance,
    Step,
)
from desirepath.maps.figures import (
    count_text,
    duration_text,
    leaving_at,
    percent,
    signed_points,
    steps_of,
    valence_text,
)
from desirepath.maps.hotspots import HotspotWeights, heat
from desirepath.maps.reading import read_map, write_map
from desirepath.maps.standing import SUPPORTED, collected_on, in_window, restand, supported_share
from desirepath.maps.wording import (
    DROPPED_OFF,
    MOVED_ON,
    REACH,
    TIME_TO_NEXT,
    VALUE,
    figure_words,
    plural,
    said,
)

__all__ = [
    "DROPPED_OFF",
    "MOVED_ON",
    "REACH",
    "SUPPORTED",
    "TIME_TO_NEXT",
    "VALUE",
    "Binding",
    "Card",
    "CardStatus",
    "Emotion",
    "Evidence",
    "EvidenceKind",
    "Hotspot",
    "HotspotWeights",
    "JourneyMap",
    "Lane",
    "LaneRole",
    "MapStage",
    "Provenance",
    "Stance",
    "Step",
    "collected_on",
    "count_text",
    "day_text",
    "duration_text",
    "figure_words",
    "heat",
    "in_window",
    "later",
    "leaving_at",
    "parse_time",
    "percent",
    "plural",
    "read_map",
    "restand",
    "said",
    "signed_points",
    "steps_of",
    "supported_share",
    "time_text",
    "valence_text",
    "write_map",
]
