"""Measures: questions about journeys, answered with their uncertainty.

A measure is a frozen record (the question) with a fold: `scan`, `merge`, `finish`. One file each:
`transitions`, `paths`, `stages`, `funnels`, `drop_offs`, `emotions`. `measure` asks one of a store;
`intervals` says how sure an answer is. Read `questions` next.
"""

from desirepath.measures.answer_files import Form, encoded
from desirepath.measures.answers import Answer, Entered
from desirepath.measures.behind import Behind
from desirepath.measures.breakdowns import Breakdown, breakdown_from, filter_from
from desirepath.measures.comparing import Compare, check_disjoint, compared, to_compare
from desirepath.measures.drop_offs import DropOff
from desirepath.measures.durations import Durations
from desirepath.measures.emotions import Emotion
from desirepath.measures.fidelity import Fidelity
from desirepath.measures.fields import groups_by_field, steps_where
from desirepath.measures.flows import Flow
from desirepath.measures.framing import JOURNEY, Frame
from desirepath.measures.frequencies import Frequency
from desirepath.measures.funnels import Exclusion, Funnel
from desirepath.measures.groups import Groups
from desirepath.measures.intervals import Clustered, one_row_a_person, share_estimates
from desirepath.measures.lifecycles import Lifecycle
from desirepath.measures.measuring import measure
from desirepath.measures.mixes import Mix
from desirepath.measures.options import GENERAL, Option, definition, options_of
from desirepath.measures.paths import Paths
from desirepath.measures.people_groups import groups_by_segment, groups_by_trait
from desirepath.measures.places_asked import AtLink as AtLink
from desirepath.measures.places_asked import AtNode as AtNode
from desirepath.measures.places_asked import AtPath as AtPath
from desirepath.measures.places_asked import CameTo as CameTo
from desirepath.measures.places_asked import InCohort as InCohort
from desirepath.measures.places_asked import LostAfter as LostAfter
from desirepath.measures.places_asked import Place
from desirepath.measures.places_asked import Stands as Stands
from desirepath.measures.questions import MEASURES, Measure, Question, question_from
from desirepath.measures.retention import Retention
from desirepath.measures.spends import spend_currency
from desirepath.measures.stages import Stages
from desirepath.measures.step_matrices import StepMatrix
from desirepath.measures.together import Viewed, measure_together
from desirepath.measures.transitions import Transitions
from desirepath.measures.waits import Waits
from desirepath.measures.weights import person_keys

__all__ = [
    "GENERAL",
    "JOURNEY",
    "MEASURES",
    "Answer",
    "Behind",
    "Breakdown",
    "Clustered",
    "Compare",
    "DropOff",
    "Durations",
    "Emotion",
    "Entered",
    "Exclusion",
    "Fidelity",
    "Flow",
    "Form",
    "Frame",
    "Frequency",
    "Funnel",
    "Groups",
    "Lifecycle",
    "Measure",
    "Mix",
    "Option",
    "Paths",
    "Place",
    "Question",
    "Retention",
    "Stages",
    "StepMatrix",
    "Transitions",
    "Viewed",
    "Waits",
    "breakdown_from",
    "check_disjoint",
    "compared",
    "definition",
    "encoded",
    "filter_from",
    "groups_by_field",
    "groups_by_segment",
    "groups_by_trait",
    "measure",
    "measure_together",
    "one_row_a_person",
    "options_of",
    "person_keys",
    "question_from",
    "share_estimates",
    "spend_currency",
    "steps_where",
    "to_compare",
]
