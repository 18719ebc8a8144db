"""The first page of a workspace as records: matters that need attention, maps, hotspots, sources.

`attention` fills them, `matters` says which sentences they make.
"""

from typing import Literal

from desirepath.maps import MapStatus
from desirepath.records import Record
from desirepath.workspace.sources import Source
from desirepath.workspace.standings import Standing

__all__ = ["Grade", "Home", "HotPlace", "MapAtHome", "Matter", "MatterFigure", "Open", "Stock", "Whereto"]

Kind = Literal["map", "step", "sources", "quarantine", "maps", "opportunity"]
Grade = Literal["act", "look", "know"]


class Whereto(Record):
    """Where to go: a map, a step of one, the sources."""

    kind: Kind
    key: str | None = None
    part: str | None = None  # a step's or an opportunity's id


class MatterFigure(Record):
    """The number of a sentence, and what it rests on."""

    value: float
    unit: Literal["share", "count", "days", "score"]
    n: int | None = None
    low: float | None = None
    high: float | None = None
    too_few: bool = False
    says: str | None = None  # in words, where these say more: "74 % leave"


class Matter(Record):
    """One thing that needs attention."""

    code: str
    grade: Grade
    says: str
    place: Whereto
    figure: MatterFigure | None = None
    about: str | None = None  # the map or the source


class MapAtHome(Record):
    """A map and how it stands; `standing` is None where it is not published or not checked yet."""

    key: str
    title: str
    status: MapStatus
    days_past_review: int
    standing: Standing | None = None


class HotPlace(Record):
    """A hotspot of a map."""

    map: str
    map_title: str
    step: str
    step_name: str
    says: str  # "74 % leave"
    score: float
    n: int | None
    reads: list[str]  # the parts of its score


class Open(Record):
    """An opportunity that nobody has dismissed or done."""

    map: str
    map_title: str
    id: str
    title: str
    status: str
    value: float | None  # 0–100
    effort: float | None  # 0–5
    reach: int | None


class Stock(Record):
    """What was read in all, of the loads that count."""

    loads: int
    read: int
    loaded: int
    duplicates: int
    changed: int
    quarantined: int
    waiting: int  # rows in quarantine that nothing has taken in yet


class Home(Record):
    """The workspace at a glance."""

    name: str
    noun: str
    zone: str
    subjects: int
    interactions: int
    as_of_us: int | None
    is_stale: bool  # loads have come or gone since the tables were computed
    matters: list[Matter]  # most important first
    maps: list[MapAtHome]
    hotspots: list[HotPlace]
    opportunities: list[Open]
    stock: Stock
    sources: list[Source]
    to_check: list[str]  # published maps whose check is not worked out yet
