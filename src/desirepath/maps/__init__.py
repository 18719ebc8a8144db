"""The journey map as a document: its records, its text, and the rules that follow from them alone.

A map is a matrix of stages and steps by typed lanes, whose cards cite evidence. `standing` says how well a
card is supported, `hotspots` where attention is needed. Start with `documents`.
"""

from desirepath.maps.atlas import Atlas, AtlasEntry, AtlasStep, atlas_of
from desirepath.maps.comparing import Column, Comparison, Side, compare
from desirepath.maps.comparing_cards import CardChange, LaneChange
from desirepath.maps.comparing_figures import FigureChange
from desirepath.maps.comparing_readings import EMOTION, Reading
from desirepath.maps.comparing_words import certainty_text, difference_text, interval_words, reading_text
from desirepath.maps.dates import day_text, later, length_us, parse_time, time_text
from desirepath.maps.differing import difference
from desirepath.maps.documents import (
    Binding,
    Card,
    CardStatus,
    Edge,
    Emotion,
    JourneyMap,
    Lane,
    LaneRole,
    MapKind,
    MapStage,
    MapStatus,
    ObstacleKind,
    Step,
)
from desirepath.maps.edits import Add, Move, Operation, Remove, Set
from desirepath.maps.evidence import Evidence, EvidenceKind, Provenance, Stance, Unit
from desirepath.maps.figures import (
    APART,
    all_evidence,
    apart_text,
    count_text,
    duration_text,
    leaving_at,
    percent,
    signed_points,
    steps_of,
    valence_text,
)
from desirepath.maps.flaws import map_flaws
from desirepath.maps.hotspots import HotspotWeights, heat
from desirepath.maps.industries import Template, template, templates
from desirepath.maps.layers import Audience, Hotspot, HotspotPart, Layer, LayerKind, LayerSet
from desirepath.maps.naming import with_names
from desirepath.maps.operations import Conflict, EditConflict, apply, invert, touches
from desirepath.maps.people import Inventory, Persona, Scenario, Touchpoint
from desirepath.maps.plans import Budget, Goal, Kpi, Opportunity, Resource, Stakeholder
from desirepath.maps.publishing import unpublishable
from desirepath.maps.reading import map_schema, read_map, write_map
from desirepath.maps.rebasing import Rebased, rebase
from desirepath.maps.standing import (
    SUPPORTED,
    Staleness,
    collected_on,
    in_window,
    restand,
    staleness,
    supported_share,
)
from desirepath.maps.talk import Comment
from desirepath.maps.talk import Met as Met
from desirepath.maps.talk import Walkthrough as Walkthrough
from desirepath.maps.trees import ids_on
from desirepath.maps.upgrading import upgraded
from desirepath.maps.walking import begun as begun
from desirepath.maps.walking import met as met
from desirepath.maps.walking import result_id as result_id
from desirepath.maps.wording import (
    BY_THE_HOUR,
    COMPARE,
    DROPPED_OFF,
    MOVED_ON,
    NOT_KNOWN,
    REACH,
    TIME_TO_NEXT,
    VALUE,
    figure_words,
    goal_text,
    plural,
    said,
)

__all__ = [
    "APART",
    "BY_THE_HOUR",
    "COMPARE",
    "DROPPED_OFF",
    "EMOTION",
    "MOVED_ON",
    "NOT_KNOWN",
    "REACH",
    "SUPPORTED",
    "TIME_TO_NEXT",
    "VALUE",
    "Add",
    "Atlas",
    "AtlasEntry",
    "AtlasStep",
    "Audience",
    "Binding",
    "Budget",
    "Card",
    "CardChange",
    "CardStatus",
    "Column",
    "Comment",
    "Comparison",
    "Conflict",
    "Edge",
    "EditConflict",
    "Emotion",
    "Evidence",
    "EvidenceKind",
    "FigureChange",
    "Goal",
    "Hotspot",
    "HotspotPart",
    "HotspotWeights",
    "Inventory",
    "JourneyMap",
    "Kpi",
    "Lane",
    "LaneChange",
    "LaneRole",
    "Layer",
    "LayerKind",
    "LayerSet",
    "MapKind",
    "MapStage",
    "MapStatus",
    "Move",
    "ObstacleKind",
    "Operation",
    "Opportunity",
    "Persona",
    "Provenance",
    "Reading",
    "Rebased",
    "Remove",
    "Resource",
    "Scenario",
    "Set",
    "Side",
    "Stakeholder",
    "Staleness",
    "Stance",
    "Step",
    "Template",
    "Touchpoint",
    "Unit",
    "all_evidence",
    "apart_text",
    "apply",
    "atlas_of",
    "certainty_text",
    "collected_on",
    "compare",
    "count_text",
    "day_text",
    "difference",
    "difference_text",
    "duration_text",
    "figure_words",
    "goal_text",
    "heat",
    "ids_on",
    "in_window",
    "interval_words",
    "invert",
    "later",
    "leaving_at",
    "length_us",
    "map_flaws",
    "map_schema",
    "parse_time",
    "percent",
    "plural",
    "read_map",
    "reading_text",
    "rebase",
    "restand",
    "said",
    "signed_points",
    "staleness",
    "steps_of",
    "supported_share",
    "template",
    "templates",
    "time_text",
    "touches",
    "unpublishable",
    "upgraded",
    "valence_text",
    "with_names",
    "write_map",
]
