"""What the measures say of a map: drafted from what people did, filled again, checked.

`draft` writes a map, `fill` computes its figures again, `check` says what is wrong with it. Start with
`drafting`, then `evidencing`; `asking` puts all that a map cites in one pass.
"""

from desirepath.drafts.asking import asking
from desirepath.drafts.checking import Report, check
from desirepath.drafts.counting import period_of
from desirepath.drafts.drafting import draft
from desirepath.drafts.filling import fill
from desirepath.drafts.suggesting import Suggestion, suggest, with_suggestions
from desirepath.drafts.whose import for_persona, whose, with_goal

__all__ = [
    "Report",
    "Suggestion",
    "asking",
    "check",
    "draft",
    "fill",
    "for_persona",
    "period_of",
    "suggest",
    "whose",
    "with_goal",
    "with_suggestions",
]
