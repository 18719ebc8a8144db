"""Timelines, and the journeys cut from them: who did what, in order, seen through a lens.

`assemble` writes a generation, `Store` opens it, `cut` makes journeys of it when a question is asked.
Start with `batches` (the shapes), then `lenses`, `splits` and `cutting`.
"""

from desirepath.journeys.aligning import aligned, coded, marked
from desirepath.journeys.assembling import AssembledSummary, assemble
from desirepath.journeys.batches import (
    CLOSED,
    CUSTOMER,
    OPEN,
    ORGANISATION,
    REACHED,
    UNKNOWN_TIME,
    UNKNOWN_VALENCE,
    UNKNOWN_VALUE,
    Journeys,
    Timelines,
)
from desirepath.journeys.calendars import Periods, PeriodUnit, first_day, periods_between
from desirepath.journeys.classics import default_stages
from desirepath.journeys.compiling import compiled, read_only
from desirepath.journeys.cutting import cut
from desirepath.journeys.exchanging import exchange, exchanged
from desirepath.journeys.extending import extend
from desirepath.journeys.lenses import (
    LENSES,
    RESERVED,
    Lens,
    LensTable,
    lens_by,
    lens_from_table,
    lens_name,
    lens_of,
    told_apart,
)
from desirepath.journeys.patterns import Pattern
from desirepath.journeys.patterns_catching import match_ends
from desirepath.journeys.patterns_matching import Found, Matcher, matcher
from desirepath.journeys.patterns_reading import pattern
from desirepath.journeys.patterns_wording import in_words
from desirepath.journeys.periods import Period, period_from
from desirepath.journeys.picking import containing, picked, sorted_out, started_in
from desirepath.journeys.splits import Calendar, Gap, Goal, Split, WholeLife
from desirepath.journeys.stages import Between, Stage, StageDocument, StageRule, StageType
from desirepath.journeys.staging import check_stages, matching, uncaught
from desirepath.journeys.storing import Store
from desirepath.journeys.watching import begin, each_of, observed, stretch, watched, watcher

__all__ = [
    "CLOSED",
    "CUSTOMER",
    "LENSES",
    "OPEN",
    "ORGANISATION",
    "REACHED",
    "RESERVED",
    "UNKNOWN_TIME",
    "UNKNOWN_VALENCE",
    "UNKNOWN_VALUE",
    "AssembledSummary",
    "Between",
    "Calendar",
    "Found",
    "Gap",
    "Goal",
    "Journeys",
    "Lens",
    "LensTable",
    "Matcher",
    "Pattern",
    "Period",
    "PeriodUnit",
    "Periods",
    "Split",
    "Stage",
    "StageDocument",
    "StageRule",
    "StageType",
    "Store",
    "Timelines",
    "WholeLife",
    "aligned",
    "assemble",
    "begin",
    "check_stages",
    "coded",
    "compiled",
    "containing",
    "cut",
    "default_stages",
    "each_of",
    "exchange",
    "exchanged",
    "extend",
    "first_day",
    "in_words",
    "lens_by",
    "lens_from_table",
    "lens_name",
    "lens_of",
    "marked",
    "match_ends",
    "matcher",
    "matching",
    "observed",
    "pattern",
    "period_from",
    "periods_between",
    "picked",
    "read_only",
    "sorted_out",
    "started_in",
    "stretch",
    "told_apart",
    "uncaught",
    "watched",
    "watcher",
]
