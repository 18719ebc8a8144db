"""Journey maps: documents drafted from what people did, filled again, checked, drawn.

`draft` writes one, `fill` computes its figures again, `check` says what is wrong with it, `render` and
`to_html` draw it. Start with `documents` (the record), then `drafting`.
"""

from desirepath.maps.asking import asking
from desirepath.maps.checking import Report, check
from desirepath.maps.documents import JourneyMap
from desirepath.maps.drafting import draft
from desirepath.maps.filling import fill
from desirepath.maps.hotspots import HotspotWeights
from desirepath.maps.html import to_html
from desirepath.maps.reading import read_map, write_map
from desirepath.maps.rendering import render, to_png

__all__ = [
    "HotspotWeights",
    "JourneyMap",
    "Report",
    "asking",
    "check",
    "draft",
    "fill",
    "read_map",
    "render",
    "to_html",
    "to_png",
    "write_map",
]
