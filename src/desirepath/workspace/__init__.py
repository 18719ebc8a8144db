"""An opened workspace: the only package that knows the whole line.

`open` and `create` give a `Workspace`. Its methods call the verbs in order and hold no rule of
their own. `refreshing` is where facts become a generation; `people` is one person's story.
"""

from desirepath.workspace.attachments import LARGEST_PICTURE_BYTES as LARGEST_PICTURE_BYTES
from desirepath.workspace.attachments import Attachment as Attachment
from desirepath.workspace.attention import home as home
from desirepath.workspace.binding import previewed, suggested_for, to_bind
from desirepath.workspace.documents import mapping_for
from desirepath.workspace.drafting import BASE, DraftOptions
from desirepath.workspace.drawing import FORMS
from desirepath.workspace.editing import Change
from desirepath.workspace.examining import Finding, examine
from desirepath.workspace.glances import Home as Home
from desirepath.workspace.intake import Trial as Trial
from desirepath.workspace.journals import JournalPage, journal
from desirepath.workspace.keeping_segments import SegmentEntry as SegmentEntry
from desirepath.workspace.keeping_segments import Unfit as Unfit
from desirepath.workspace.keeping_segments import judged_segment as judged_segment
from desirepath.workspace.keeping_segments import keep_segment as keep_segment
from desirepath.workspace.keeping_segments import list_segments as list_segments
from desirepath.workspace.keeping_segments import retire_segment as retire_segment
from desirepath.workspace.listing import MapEntry
from desirepath.workspace.loading import Outcome
from desirepath.workspace.looking import Look
from desirepath.workspace.masking import LOCAL_ROLE, may_unmask
from desirepath.workspace.moments import days, moment
from desirepath.workspace.naming import Hit as Hit
from desirepath.workspace.naming import named_like as named_like
from desirepath.workspace.opening import Workspace, create, open  # noqa: A004
from desirepath.workspace.opening_figures import Opened as Opened
from desirepath.workspace.opening_figures import behind as behind
from desirepath.workspace.people import Match, Person
from desirepath.workspace.personas import PersonaEntry as PersonaEntry
from desirepath.workspace.personas import PersonaFigures as PersonaFigures
from desirepath.workspace.personas import keep_persona as keep_persona
from desirepath.workspace.personas import persona_figures as persona_figures
from desirepath.workspace.personas import list_personas as list_personas
from desirepath.workspace.picturing import (
    PICTURES,
    Compared,
    ComparisonMode,
    atlas_as,
    matrix_as,
    picture_ending,
)
from desirepath.workspace.pinning import Pin as Pin
from desirepath.workspace.pinning import Pinned as Pinned
from desirepath.workspace.pinning import pin as pin
from desirepath.workspace.portraits import Portrait, portrait
from desirepath.workspace.quotes import FoundQuotes as FoundQuotes
from desirepath.workspace.quotes import quotes_like as quotes_like
from desirepath.workspace.seeing_nodes import NodeEntry as NodeEntry
from desirepath.workspace.seeing_nodes import nodes_of as nodes_of
from desirepath.workspace.seeking import FoundPeople, people_like
from desirepath.workspace.settings import Settings
from desirepath.workspace.sources import Freshness as Freshness
from desirepath.workspace.sources import LoadEntry as LoadEntry
from desirepath.workspace.sources import Source as Source
from desirepath.workspace.sources import load_entries as load_entries
from desirepath.workspace.standings import standing as standing
from desirepath.workspace.standings import standing_rests_on as standing_rests_on
from desirepath.workspace.uploads import Arrival as Arrival
from desirepath.workspace.uploads import TooLarge as TooLarge
from desirepath.workspace.uploads import Upload as Upload
from desirepath.workspace.views import SavedView as SavedView
from desirepath.workspace.views import View as View
from desirepath.workspace.views import Views as Views
from desirepath.workspace.views import view_schema as view_schema
from desirepath.workspace.vocabulary import Vocabulary as Vocabulary
from desirepath.workspace.vocabulary import vocabulary as vocabulary
from desirepath.workspace.walking import MOST_PHOTOS as MOST_PHOTOS
from desirepath.workspace.walking import WalkOutcome as WalkOutcome

__all__ = [
    "BASE",
    "FORMS",
    "LOCAL_ROLE",
    "PICTURES",
    "Change",
    "Compared",
    "ComparisonMode",
    "DraftOptions",
    "Finding",
    "FoundPeople",
    "JournalPage",
    "Look",
    "MapEntry",
    "Match",
    "Outcome",
    "Person",
    "Portrait",
    "Settings",
    "Workspace",
    "atlas_as",
    "create",
    "days",
    "examine",
    "journal",
    "mapping_for",
    "matrix_as",
    "may_unmask",
    "moment",
    "open",
    "people_like",
    "picture_ending",
    "portrait",
    "previewed",
    "suggested_for",
    "to_bind",
]
