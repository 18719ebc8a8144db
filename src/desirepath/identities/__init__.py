"""Who is who: identifiers seen together become subjects with stable ids, and every link keeps its reason.

Start with `resolving`; `rules` says what is strong and what is junk, `linking` how links are judged,
`ownership` whose a row is, `reasons` why. Events never enter the graph, only distinct pairs.
"""

from desirepath.identities.continuing import moved
from desirepath.identities.ownership import owned, owners
from desirepath.identities.reasons import Reason, SeenTogether, explain
from desirepath.identities.resolving import Identities, resolve
from desirepath.identities.rules import IdentityRules
from desirepath.identities.subjects import Mint, minting

__all__ = [
    "Identities",
    "IdentityRules",
    "Mint",
    "Reason",
    "SeenTogether",
    "explain",
    "minting",
    "moved",
    "owned",
    "owners",
    "resolve",
]
