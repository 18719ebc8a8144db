"""What the measures say of a map: drafted from what people did, filled again, checked.

`draft` writes a map, `fill` computes its figures again, `check` says what is wrong with it. Start with
`drafting`, then `evidencing`; `ask_of` puts all that a map cites in one pass.
"""

from desirepath.drafts.aiming import targets_from
from desirepath.drafts.asking import ask_of
from desirepath.drafts.blueprints import service_blueprint
from desirepath.drafts.by_the_hour import is_by_the_hour
from desirepath.drafts.checking import Against, Report, check
from desirepath.drafts.choosing_steps import DraftRules
from desirepath.drafts.citing import split_from as split_from
from desirepath.drafts.counting import period_of
from desirepath.drafts.covering import Coverage as Coverage
from desirepath.drafts.covering import coverage as coverage
from desirepath.drafts.day_counts import known_to_the_day
from desirepath.drafts.days import day_in_the_life
from desirepath.drafts.drafting import draft
from desirepath.drafts.filling import fill
from desirepath.drafts.futures import Targets, future_state
from desirepath.drafts.personas import for_persona, whose, with_goal
from desirepath.drafts.pinning import cited_figure as cited_figure
from desirepath.drafts.pinning import unit_of as unit_of
from desirepath.drafts.pinning import with_comparisons as with_comparisons
from desirepath.drafts.placing import telling
from desirepath.drafts.previewing import Bindable, Reach, bindables, preview
from desirepath.drafts.retelling import retold
from desirepath.drafts.seeing_kinds import Seen as Seen
from desirepath.drafts.seeing_kinds import seen_by as seen_by
from desirepath.drafts.step_changes import with_steps
from desirepath.drafts.suggesting import Suggestion, suggest, with_suggestions

__all__ = [
    "Against",
    "Bindable",
    "DraftRules",
    "Reach",
    "Report",
    "Suggestion",
    "Targets",
    "ask_of",
    "bindables",
    "check",
    "day_in_the_life",
    "draft",
    "fill",
    "for_persona",
    "future_state",
    "is_by_the_hour",
    "known_to_the_day",
    "period_of",
    "preview",
    "retold",
    "service_blueprint",
    "suggest",
    "targets_from",
    "telling",
    "whose",
    "with_goal",
    "with_steps",
    "with_suggestions",
]
