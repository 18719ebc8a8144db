"""A map into a file, with the texts its quotes point at read from the facts."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import ibis
import pyarrow as pa

from desirepath.engines import Engine
from desirepath.errors import InputError
from desirepath.maps import JourneyMap
from desirepath.prints import render, to_html, to_png


def write(
    drawn: JourneyMap, path: Path, *, theme: Literal["light", "dark"], texts: Mapping[str, str]
) -> Path:
    """Draw a map as SVG, PNG or HTML, by the ending of the file's name."""
    writers = {".svg", ".png", ".html"}
    if path.suffix.lower() not in writers:
        raise InputError(f'A map is drawn as .svg, .png or .html; found "{path.name}".')
    if not path.parent.is_dir():
        raise InputError(f"There is no folder {path.parent} to draw into.")
    path.write_bytes(_drawn(drawn, path.suffix.lower(), theme=theme, texts=texts))
    return path


def quoted_texts(engine: Engine, interactions: ibis.Table, drawn: JourneyMap) -> dict[str, str]:
    """The redacted texts that a map's quotes point at, by interaction id."""
    wanted = sorted(
        {
            evidence.interaction_id
            for lane in drawn.lanes
            for card in lane.cards
            for evidence in card.evidence
            if evidence.interaction_id is not None
        }
    )
    if not wanted:
        return {}
    pointed = engine.table(pa.table({"interaction_id": wanted}))
    found = interactions.semi_join(pointed, "interaction_id").select("interaction_id", "text")
    return {each["interaction_id"]: each["text"] for each in engine.run(found).to_pylist() if each["text"]}


def _drawn(
    drawn: JourneyMap, form: str, *, theme: Literal["light", "dark"], texts: Mapping[str, str]
) -> bytes:
    if form == ".html":
        return to_html(drawn, texts=texts.get).encode()
    svg = render(drawn, theme=theme, texts=texts.get)
    return to_png(svg) if form == ".png" else svg.encode()
