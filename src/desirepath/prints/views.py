"""How a map is looked at: in which language, on which layers, by whom; and the map as it is then seen.

`see` turns a document and a `View` into what is drawn: texts in one language, hidden cards left out, comments
numbered. Every drawing, the picture and the page, begins with it.
"""

from unicodedata import bidirectional

import msgspec

from desirepath.maps import (
    Audience,
    Card,
    Hotspot,
    JourneyMap,
    Lane,
    Layer,
    LayerKind,
    LayerSet,
    Persona,
    Scenario,
    Step,
)
from desirepath.prints.layout_lanes import ShownLane, shown_rows
from desirepath.prints.layout_notes import Remark, remarks_of
from desirepath.prints.retelling import retold_map
from desirepath.prints.wording import RIGHT_TO_LEFT
from desirepath.records import Record


class Library(Record):
    """The documents that a map names by their keys; a key that is not here is shown as it stands."""

    personas: dict[str, Persona] = {}
    scenarios: dict[str, Scenario] = {}


class View(Record):
    """How a map is looked at.

    `language` takes the texts that were translated into it; the others stay. `shown` is a saved set of
    layers, or the ids or kinds of those to show; without it, those that are shown to begin with. A layer kept
    for some roles needs an `audience` that is one of them. `revision` is the number that the header tells.
    """

    language: str | None = None
    shown: LayerSet | frozenset[str] | None = None
    audience: Audience | None = None
    revision: int | None = None
    library: Library = Library()


class SeenLayer(Record):
    """A layer that this reader may see, and whether it is on."""

    layer: Layer
    is_shown: bool
    opacity: float


class Seen(Record):
    """A map as it is drawn: only what is seen, in one language."""

    journey_map: JourneyMap
    view: View
    lanes: list[ShownLane]
    layers: list[SeenLayer]
    faint: dict[str, float]  # the opacity of cards and hotspots that lie on faint layers only
    remarks: list[Remark]
    is_mirrored: bool

    def shows(self, kind: LayerKind) -> bool:
        """Whether a layer of a kind is on, or was asked for where the map lists none."""
        if any(each.layer.kind == kind for each in self.layers):
            return any(each.is_shown for each in self.layers if each.layer.kind == kind)
        asked = self.view.shown
        return isinstance(asked, frozenset) and kind in asked and not self._hides(kind)

    def _hides(self, kind: LayerKind) -> bool:
        """Whether the map has such a layer that this reader may not see."""
        return any(layer.kind == kind for layer in self.journey_map.layers)

    @property
    def steps(self) -> list[Step]:
        """The steps from first to last."""
        return [step for stage in self.journey_map.stages for step in stage.steps]


def see(journey_map: JourneyMap, view: View | None = None, *, every_layer: bool = False) -> Seen:
    """What is drawn of a map. `every_layer` keeps what lies on layers that are off: a page switches them."""
    view = view or View()
    layers = _layers(journey_map, view)
    on = {each.layer.id: each.opacity for each in layers if each.is_shown or every_layer}
    shown = retold_map(_without_hidden(_translated(journey_map, view.language), on))
    lanes = shown_rows(shown)
    if isinstance(view.shown, LayerSet) and view.shown.lanes:
        lanes = [each for each in lanes if each.lane.id in view.shown.lanes or each.is_derived]
    told = _tells_notes(journey_map, view, layers, every_layer)
    return Seen(
        journey_map=shown,
        view=view,
        lanes=lanes,
        layers=layers,
        faint=_faint(shown, on),
        remarks=remarks_of(shown) if told else [],
        is_mirrored=is_mirrored(shown, view.language),
    )


def language_of(journey_map: JourneyMap, view: View | None = None) -> str | None:
    """The language a map is looked at in: the one asked for, else its own."""
    return (view.language if view else None) or journey_map.language


def seen_of(journey_map: JourneyMap, view: View | None = None) -> JourneyMap:
    """The map with only what is seen of it, in one language: for forms without layers, such as paper."""
    seen = see(journey_map, view).journey_map
    return msgspec.structs.replace(seen, language=language_of(journey_map, view))


def in_language(journey_map: JourneyMap, language: str | None) -> JourneyMap:
    """The map with the texts that were translated into a language, and said in it; None: as it is."""
    if language is None:
        return journey_map
    return msgspec.structs.replace(_translated(journey_map, language), language=language)


def is_mirrored(journey_map: JourneyMap, language: str | None = None) -> bool:
    """Whether a map is read from right to left: as its language is, else as most of its title's letters.

    >>> is_mirrored(JourneyMap(key="a", title="مسار B"))
    True
    """
    spoken = language or journey_map.language
    if spoken:
        return spoken.split("-")[0].lower() in RIGHT_TO_LEFT
    kinds = [bidirectional(char) for char in journey_map.title]
    return sum(kind in {"R", "AL"} for kind in kinds) > kinds.count("L")


def _layers(journey_map: JourneyMap, view: View) -> list[SeenLayer]:
    opacities = view.shown.opacities if isinstance(view.shown, LayerSet) else {}
    return [
        SeenLayer(
            layer=layer,
            is_shown=_is_shown(layer, view.shown),
            opacity=opacities.get(layer.id, layer.opacity),
        )
        for layer in journey_map.layers
        if not layer.audience or view.audience in layer.audience
    ]


def _is_shown(layer: Layer, shown: LayerSet | frozenset[str] | None) -> bool:
    if shown is None:
        return layer.is_shown
    if isinstance(shown, LayerSet):
        return layer.id in shown.shown
    return layer.id in shown or layer.kind in shown


def _tells_notes(journey_map: JourneyMap, view: View, layers: list[SeenLayer], every_layer: bool) -> bool:
    """Comments lie on the notes layers; a map without one shows them when it is asked for notes."""
    if any(layer.kind == "notes" for layer in journey_map.layers):
        return any((each.is_shown or every_layer) and each.layer.kind == "notes" for each in layers)
    return isinstance(view.shown, frozenset) and "notes" in view.shown


def layer_of(spot: Hotspot, journey_map: JourneyMap) -> str | None:
    """The layer a hotspot lies on: its own, or the map's layer of analytics if it was computed."""
    if spot.layer is not None or spot.origin != "computed":
        return spot.layer
    return next((layer.id for layer in journey_map.layers if layer.kind == "analytics"), None)


def _without_hidden(journey_map: JourneyMap, on: dict[str, float]) -> JourneyMap:
    if not journey_map.layers:
        return journey_map
    lanes = [
        msgspec.structs.replace(lane, cards=[card for card in lane.cards if _lies_on(card.layers, on)])
        for lane in journey_map.lanes
    ]
    kept = {card.id for lane in lanes for card in lane.cards}
    spots = [
        spot
        for spot in journey_map.hotspots
        if _lies_on([layer] if (layer := layer_of(spot, journey_map)) else [], on)
        and (spot.card is None or spot.card in kept)
    ]
    return msgspec.structs.replace(journey_map, lanes=lanes, hotspots=spots)


def _lies_on(layers: list[str], on: dict[str, float]) -> bool:
    return not layers or any(layer in on for layer in layers)


def _faint(journey_map: JourneyMap, on: dict[str, float]) -> dict[str, float]:
    if all(opacity >= 1 for opacity in on.values()):
        return {}
    things: list[tuple[str, list[str]]] = [
        (card.id, card.layers) for lane in journey_map.lanes for card in lane.cards if card.layers
    ]
    things += [(spot.id, [layer]) for spot in journey_map.hotspots if (layer := layer_of(spot, journey_map))]
    return {key: max((on[each] for each in layers if each in on), default=1.0) for key, layers in things}


def _translated(journey_map: JourneyMap, language: str | None) -> JourneyMap:
    if language is None:
        return journey_map
    stages = [
        msgspec.structs.replace(
            stage,
            name=_in(stage.i18n, language) or stage.name,
            steps=[_step(step, language) for step in stage.steps],
        )
        for stage in journey_map.stages
    ]
    lanes = [
        msgspec.structs.replace(
            lane, label=_in(lane.i18n, language) or lane.label, cards=_cards(lane, language)
        )
        for lane in journey_map.lanes
    ]
    title = _in(journey_map.i18n, language) or journey_map.title
    return msgspec.structs.replace(journey_map, title=title, stages=stages, lanes=lanes)


def _step(step: Step, language: str) -> Step:
    name = _in(step.i18n, language)
    return msgspec.structs.replace(step, name=name) if name else step


def _cards(lane: Lane, language: str) -> list[Card]:
    return [
        msgspec.structs.replace(card, text=said) if (said := _in(card.i18n, language)) else card
        for card in lane.cards
    ]


def _in(texts: dict[str, str], language: str) -> str | None:
    """The text in a language: exactly it, else its plain form, else any form of it."""
    if not texts:
        return None
    wanted = language.lower()
    by_name = {name.lower(): text for name, text in texts.items()}
    plain = wanted.split("-")[0]
    forms = (text for name, text in by_name.items() if name.split("-")[0] == plain)
    return by_name.get(wanted) or by_name.get(plain) or next(forms, None)
