"""What passes between a map and another form of it, with everything that does not fit said in words."""

from desirepath.maps import JourneyMap
from desirepath.records import Record


class Imported(Record):
    """A map read from another form; `remarks` say what was changed or left out, a sentence each."""

    journey_map: JourneyMap
    remarks: list[str] = []


class Exported(Record):
    """A map in another form; `dropped` says what that form has no place for, a sentence each."""

    text: str
    dropped: list[str] = []
