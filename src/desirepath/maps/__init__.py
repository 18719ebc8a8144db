"""(door of maps)"""

from desirepath.maps.documents import JourneyMap
