"""Draws the gallery of the documentation: `make gallery`.

Every picture in docs/gallery is drawn from the documents beside it and the demo's personas, which are read
and never changed. The same documents give the same bytes on every machine: no font is looked for.
"""

import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec

from desirepath.maps import (
    JourneyMap,
    Persona,
    Scenario,
    atlas_of,
    compare,
    map_flaws,
    templates,
    with_names,
)
from desirepath.prints import render, render_atlas, render_comparison, render_matrix
from desirepath.records import Record
from desirepath.sources import read_documents

Theme = Literal["light", "dark"]
How = Literal["map", "reality", "overlay", "stacked", "matrix", "atlas"]

ROOT = Path(__file__).parent.parent
GALLERY = ROOT / "docs" / "gallery"
PERSONAS = ROOT / "src" / "desirepath" / "demo" / "documents" / "personas.yaml"
KINDS: dict[str, type[Record]] = {"map": JourneyMap, "persona": Persona, "scenario": Scenario}


class Picture(Record):
    """One picture of the gallery: how it is drawn, and of which maps, by their keys."""

    name: str
    of: tuple[str, ...]
    how: How = "map"


PICTURES = (
    Picture(name="busy-family", of=("busy-family",)),
    Picture(name="remote-professional", of=("remote-professional",)),
    Picture(name="careful-retiree", of=("careful-retiree",)),
    Picture(name="two-personas", of=("remote-professional", "careful-retiree"), how="overlay"),
    Picture(name="real-ways", of=("now",), how="reality"),
    Picture(name="future", of=("future",)),
    Picture(name="now-and-future", of=("now", "future"), how="overlay"),
    Picture(name="opportunities", of=("future",), how="matrix"),
    Picture(name="blueprint", of=("blueprint",)),
    Picture(name="hospital-visit", of=("hospital-visit",)),
    Picture(name="family-day", of=("family-day",)),
    Picture(name="installer-day", of=("installer-day",)),
    Picture(name="atlas", of=("now", "activation", "leaflet", "checkout"), how="atlas"),
    Picture(name="japanese", of=("japanese",)),
    Picture(name="arabic", of=("arabic",)),
)


def documents(folder: Path = GALLERY) -> dict[str, JourneyMap]:
    """The maps of the gallery and the templates by key, each with its persona and scenario by name."""
    records: list[Record] = [
        record
        for file in (PERSONAS, *sorted(folder.glob("*.yaml")))
        for record in read_documents(
            file.read_text("utf-8"), file=file.name, kinds=KINDS, checks={"map": map_flaws}
        )
    ]
    records += [one for each in templates() for one in (each.persona, each.scenario, each.journey_map)]
    personas = {each.key: each.name for each in records if isinstance(each, Persona)}
    scenarios = {each.key: each.title for each in records if isinstance(each, Scenario)}
    return {
        each.key: with_names(each, personas=personas, scenarios=scenarios)
        for each in records
        if isinstance(each, JourneyMap)
    }


def drawn(picture: Picture, maps: dict[str, JourneyMap], theme: Theme) -> str:
    """The picture as SVG, without a font inside."""
    chosen = [maps[key] for key in picture.of]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a script that Inter lacks is left to the reader's own fonts
        match picture.how:
            case "map":
                return render(chosen[0], theme=theme)
            case "reality":
                return render(_few_lanes(chosen[0]), theme=theme, reality=True)
            case "matrix":
                return render_matrix(chosen[0], theme=theme)
            case "atlas":
                return render_atlas(atlas_of({each.key: each for each in chosen}), theme=theme)
            case mode:
                before, after = chosen
                return render_comparison(compare(before, after), before, after, mode=mode, theme=theme)


def files() -> Iterator[tuple[str, Picture, Theme]]:
    """Every file of the gallery: its name, and what is on it."""
    for picture in PICTURES:
        yield f"{picture.name}.svg", picture, "light"
        yield f"{picture.name}-dark.svg", picture, "dark"


def main() -> None:
    """Draw all of them into the folder."""
    maps = documents()
    for name, picture, theme in files():
        (GALLERY / name).write_text(drawn(picture, maps, theme), encoding="utf-8")
        sys.stdout.write(f"docs/gallery/{name}\n")


def _few_lanes(journey_map: JourneyMap) -> JourneyMap:
    """Only what is felt and what is in the way: the ways between the steps are what is to be seen."""
    shown = [lane for lane in journey_map.lanes if lane.role in {"emotions", "obstacles"}]
    return msgspec.structs.replace(journey_map, lanes=shown)


if __name__ == "__main__":
    main()
