"""What lies over a map and can be switched on and off: layers, saved sets of them, hotspots.

A hotspot is a place that needs attention: found by the rule in `hotspots`, or placed by a person.
"""

from typing import Annotated, Literal

import msgspec

from desirepath.maps.evidence import Id, Line
from desirepath.records import Record

LayerKind = Literal["authored", "analytics", "reality", "comparison", "notes"]
Opacity = Annotated[float, msgspec.Meta(ge=0, le=1)]
Audience = Literal["viewer", "commenter", "editor", "owner"]


class Layer(Record):
    """A transparent sheet over the map; cards and hotspots that name it lie on it."""

    id: Id
    name: Line
    kind: LayerKind = "authored"
    is_shown: bool = True  # to begin with
    opacity: Opacity = 1.0
    audience: list[Audience] = []  # roles that may see it; empty: everybody


class LayerSet(Record):
    """Which layers are shown together, under a name that can be shared."""

    id: Id
    name: Line
    shown: list[Id]
    opacities: dict[str, Opacity] = {}
    lanes: list[Id] = []  # empty: all lanes


class HotspotPart(Record):
    """One term of a hotspot's score, already weighted: the parts add up to the score."""

    name: Literal["drop_off_excess", "negative_emotion", "obstacles", "severity", "told", "going_back"]
    value: float
    reads: str  # "18 % more leave here than the map's median"


class HotspotAction(Record):
    """What opening a hotspot does; `target` is a map's key, an address or a layer's id."""

    do: Literal["open_panel", "open_map", "open_url", "toggle_layer"] = "open_panel"
    target: str | None = None


class Hotspot(Record):
    """A place that needs attention: a step, or a slot, a card or an edge at it."""

    id: Id
    step: Id
    score: Annotated[float, msgspec.Meta(ge=0, le=1)]
    lane: Id | None = None
    card: Id | None = None
    edge: Id | None = None
    origin: Literal["computed", "manual"] = "computed"
    pill: Line | None = None  # "74 % leave"
    reasons: list[Line] = []  # in a person's words
    n: int | None = None
    parts: list[HotspotPart] = []
    action: HotspotAction = HotspotAction()
    layer: Id | None = None
