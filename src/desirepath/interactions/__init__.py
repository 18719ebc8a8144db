"""(door of interactions)"""

from desirepath.interactions.facts import CHANNELS, INTERACTIONS, SPEND, TRAITS
from desirepath.interactions.mappings import Mapping
