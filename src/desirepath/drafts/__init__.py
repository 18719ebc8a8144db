"""What the measures say of a map: drafted from what people did, filled again, checked.

`draft` writes a map, `fill` computes its figures again, `check` says what is wrong with it. Start with
`drafting`, then `evidencing`.
"""

from desirepath.drafts.asking import asking
from desirepath.drafts.checking import Report, check
from desirepath.drafts.drafting import draft
from desirepath.drafts.filling import fill

__all__ = ["Report", "asking", "check", "draft", "fill"]
