"""How a kept map is looked at: theme, paper, language, layers, who looks, with the real ways or without."""

import re
from typing import Literal, TypedDict

from desirepath.errors import InputError, UnknownName
from desirepath.maps import Audience, JourneyMap, LayerSet
from desirepath.prints import Page, View
from desirepath.records import Record

Theme = Literal["light", "dark"]
LOCALE = r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"
"""How a language is named: BCP 47."""


class Looks(TypedDict, total=False):
    """The same as named arguments."""

    theme: Theme
    page: Page
    scale: float | None
    language: str | None
    layers: tuple[str, ...] | None
    layer_set: str | None
    role: Audience | None
    reality: bool | None


class Look(Record):
    """What a person asks of a picture; whatever is left out is as the map has it."""

    theme: Theme = "light"  # of SVG and PNG
    page: Page = "a3"  # of PDF
    scale: float | None = None  # of PNG: pixels for each unit of the drawing
    most_pixels: float = 200e6  # of PNG, where a scale is asked for
    language: str | None = None  # texts that were translated into it
    layers: tuple[str, ...] | None = None  # ids or kinds of those to show, and no others
    layer_set: str | None = None  # a saved set, by id or name
    role: Audience | None = None  # who looks; a layer may be for some only
    reality: bool | None = None  # the ways people really take, over the steps
    revision: int | None = None

    def __post_init__(self) -> None:
        """What names no language would be drawn in English without a word."""
        if self.language is not None and not re.fullmatch(LOCALE, self.language):
            raise InputError(f'A language is named like "de", "ar" or "pt-BR"; found "{self.language}".')

    def view(self, drawn: JourneyMap) -> View:
        """The same for this map; UnknownName for a layer or a set that it does not have."""
        return View(
            language=self.language, shown=self._shown(drawn), audience=self.role, revision=self.revision
        )

    def _shown(self, drawn: JourneyMap) -> LayerSet | frozenset[str] | None:
        if self.layer_set is not None:
            sets = {name: each for each in drawn.layer_sets for name in (each.id, each.name)}
            if self.layer_set not in sets:
                raise UnknownName("set of layers on this map", self.layer_set, sets)
            return sets[self.layer_set]
        if self.layers is None:
            return None
        kinds = {"authored", "analytics", "reality", "comparison", "notes"}
        known = kinds | {layer.id for layer in drawn.layers}
        for name in self.layers:
            if name not in known:
                raise UnknownName("layer of this map", name, known)
        return frozenset(self.layers)
