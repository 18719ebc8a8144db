"""An opened workspace: the only package that knows the whole line.

`open` and `create` give a `Workspace`. Its methods call the verbs in order and hold no rule of
their own. `refreshing` is where facts become a generation; `people` is one person's story.
"""

from desirepath.workspace.attachments import LARGEST_PICTURE_BYTES, Attachment
from desirepath.workspace.attention import home
from desirepath.workspace.binding import previewed, suggested_for, to_bind
from desirepath.workspace.correcting import CorrectedRow, correct
from desirepath.workspace.documents import mapping_for
from desirepath.workspace.drafting import BASE, DraftOptions
from desirepath.workspace.drawing import FORMS
from desirepath.workspace.examining import Finding, examine
from desirepath.workspace.glances import Home
from desirepath.workspace.histories import Change
from desirepath.workspace.intake import Trial
from desirepath.workspace.journals import JournalPage, journal
from desirepath.workspace.keeping_segments import (
    SegmentEntry,
    Unfit,
    judged_segment,
    keep_segment,
    list_segments,
    retire_segment,
)
from desirepath.workspace.listing import MapEntry
from desirepath.workspace.loading import Outcome, require_load
from desirepath.workspace.looking import LOCALE, Look
from desirepath.workspace.masking import LOCAL_ROLE, may_unmask
from desirepath.workspace.moments import days, moment
from desirepath.workspace.naming import Hit, named_like
from desirepath.workspace.opening import Workspace, create, open  # noqa: A004
from desirepath.workspace.opening_figures import Opened, behind
from desirepath.workspace.personas import (
    PersonaEntry,
    PersonaFigures,
    keep_persona,
    list_personas,
    persona_figures,
)
from desirepath.workspace.picturing import (
    PICTURES,
    Compared,
    ComparisonMode,
    atlas_as,
    matrix_as,
    picture_ending,
)
from desirepath.workspace.pinning import Pin, Pinned, pin
from desirepath.workspace.portraits import Portrait, portrait
from desirepath.workspace.quotes import FoundQuotes, quotes_like
from desirepath.workspace.seeing_nodes import NodeEntry, nodes_of
from desirepath.workspace.seeking import FoundPeople, people_like
from desirepath.workspace.setting_aside import RawRow, correct_masked, note_rows, rows_set_aside, tried_again
from desirepath.workspace.settings import Settings
from desirepath.workspace.sources import Freshness, LoadEntry, Source, load_entries
from desirepath.workspace.standings import checked_map, standing_rests_on
from desirepath.workspace.uploads import Arrival, TooLarge, Upload
from desirepath.workspace.view_uses import ViewEntry, ViewUse, listed_views, uses_of
from desirepath.workspace.views import SavedView, View, Views, view_schema
from desirepath.workspace.vocabulary import Vocabulary, vocabulary
from desirepath.workspace.voices import Voice, voices
from desirepath.workspace.walking import MOST_PHOTOS, WalkOutcome

__all__ = [
    "BASE",
    "FORMS",
    "LARGEST_PICTURE_BYTES",
    "LOCALE",
    "LOCAL_ROLE",
    "MOST_PHOTOS",
    "PICTURES",
    "Arrival",
    "Attachment",
    "Change",
    "Compared",
    "ComparisonMode",
    "CorrectedRow",
    "DraftOptions",
    "Finding",
    "FoundPeople",
    "FoundQuotes",
    "Freshness",
    "Hit",
    "Home",
    "JournalPage",
    "LoadEntry",
    "Look",
    "MapEntry",
    "NodeEntry",
    "Opened",
    "Outcome",
    "PersonaEntry",
    "PersonaFigures",
    "Pin",
    "Pinned",
    "Portrait",
    "RawRow",
    "SavedView",
    "SegmentEntry",
    "Settings",
    "Source",
    "TooLarge",
    "Trial",
    "Unfit",
    "Upload",
    "View",
    "ViewEntry",
    "ViewUse",
    "Views",
    "Vocabulary",
    "Voice",
    "WalkOutcome",
    "Workspace",
    "atlas_as",
    "behind",
    "checked_map",
    "correct",
    "correct_masked",
    "create",
    "days",
    "examine",
    "home",
    "journal",
    "judged_segment",
    "keep_persona",
    "keep_segment",
    "list_personas",
    "list_segments",
    "listed_views",
    "load_entries",
    "mapping_for",
    "matrix_as",
    "may_unmask",
    "moment",
    "named_like",
    "nodes_of",
    "note_rows",
    "open",
    "people_like",
    "persona_figures",
    "picture_ending",
    "pin",
    "portrait",
    "previewed",
    "quotes_like",
    "require_load",
    "retire_segment",
    "rows_set_aside",
    "standing_rests_on",
    "suggested_for",
    "to_bind",
    "tried_again",
    "uses_of",
    "view_schema",
    "vocabulary",
    "voices",
]
