"""Who is meant: sets of subjects chosen by what is known of them and what they did.

A segment is a document with a rule (`rules`); `members` finds whom it means, `sentence` says it in
English, `catalogue` lists what a rule may ask for. A trait is true of a subject when the newest value
known of it says so; `traits` holds both verbs.
"""

from desirepath.segments.catalogues import Catalogue, catalogue
from desirepath.segments.catalogues import Entry as Entry
from desirepath.segments.choosing import Members, members
from desirepath.segments.choosing import Part as Part
from desirepath.segments.flaws import segment_flaws
from desirepath.segments.knowing import Knowledge, places_in
from desirepath.segments.naming import Misfit as Misfit
from desirepath.segments.naming import check_segment, misfits
from desirepath.segments.rules import AllOf as AllOf
from desirepath.segments.rules import Answered as Answered
from desirepath.segments.rules import AnyOf as AnyOf
from desirepath.segments.rules import Did as Did
from desirepath.segments.rules import Followed as Followed
from desirepath.segments.rules import InSegment as InSegment
from desirepath.segments.rules import InStage as InStage
from desirepath.segments.rules import NotThis as NotThis
from desirepath.segments.rules import Rule as Rule
from desirepath.segments.rules import Segment
from desirepath.segments.rules import Step as Step
from desirepath.segments.rules import Then as Then
from desirepath.segments.rules import Trait as Trait
from desirepath.segments.rules import Where as Where
from desirepath.segments.schemas import segment_schema
from desirepath.segments.traits import known_by, newest_traits, select, traits_of, where_segment
from desirepath.segments.walking import conditions as conditions
from desirepath.segments.wording import sentence

__all__ = [
    "Catalogue",
    "Knowledge",
    "Members",
    "Segment",
    "catalogue",
    "check_segment",
    "known_by",
    "members",
    "misfits",
    "newest_traits",
    "places_in",
    "segment_flaws",
    "segment_schema",
    "select",
    "sentence",
    "traits_of",
    "where_segment",
]
