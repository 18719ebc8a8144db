"""What people told, put on a map: counted reasons, themes of their texts, quotes. For drafts and personas.

Reasons and themes come before quotes, because an obstacle makes a step hotter.
"""

from desirepath.drafts.placing import Telling
from desirepath.drafts.quoting import choose_quotes, find_quotes, with_quotes
from desirepath.drafts.reasoning import find_reasons, with_reasons
from desirepath.drafts.strengthening import with_promoters
from desirepath.drafts.telling_themes import find_themes, with_themes
from desirepath.maps import HotspotWeights, JourneyMap, heat, restand


def retold(journey_map: JourneyMap, telling: Telling, weights: HotspotWeights | None = None) -> JourneyMap:
    """The map with what the people in `telling` told at its steps, beside what stands there already."""
    with_whys = with_reasons(journey_map, find_reasons(telling, journey_map))
    hot = heat(with_themes(with_whys, find_themes(telling, journey_map)), weights)
    quotes = find_quotes(telling, hot)
    return restand(with_promoters(with_quotes(hot, choose_quotes(quotes, hot)), quotes))
