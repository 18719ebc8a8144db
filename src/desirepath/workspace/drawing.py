"""A map into a file, with the texts its quotes point at read from the facts."""

from collections.abc import Mapping
from pathlib import Path

import ibis
import pyarrow as pa

from desirepath.drawing import Fonts, drawn_with, find_fonts, font_folders, with_fonts
from desirepath.engines import Engine
from desirepath.errors import InputError
from desirepath.maps import JourneyMap, all_evidence
from desirepath.prints import render, seen_of, to_html, to_pdf, to_png, to_pptx, to_xlsx
from desirepath.workspace.looking import Look
from desirepath.workspace.settings import Settings

FORMS = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".html": "text/html",
    ".pdf": "application/pdf",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""What a map can be drawn as, by the ending of its file, with its media type."""
_ENDINGS = list(FORMS)


def write(drawn: JourneyMap, path: Path, *, look: Look, texts: Mapping[str, str], fonts: Fonts) -> Path:
    """Draw a map in the form that the ending of the file's name asks for; an SVG brings its fonts along."""
    if path.suffix.lower() not in FORMS:
        raise InputError(
            f'A map is drawn as {", ".join(_ENDINGS[:-1])} or {_ENDINGS[-1]}; found "{path.name}".'
        )
    if not path.parent.is_dir():
        raise InputError(f"There is no folder {path.parent} to draw into.")
    path.write_bytes(drawn_as(drawn, path.suffix.lower(), look=look, texts=texts, fonts=fonts))
    return path


def drawn_as(drawn: JourneyMap, ending: str, *, look: Look, texts: Mapping[str, str], fonts: Fonts) -> bytes:
    """A map drawn in the form of one of these `FORMS`."""
    with drawn_with(fonts):
        return _drawn(drawn, ending, look=look, texts=texts)


def pixels_or_svg(svg: str, ending: str, look: Look) -> bytes:
    """A drawing as a PNG of as many pixels as are asked for, else as an SVG that brings its fonts along."""
    if ending == ".png":
        return to_png(svg, scale=look.scale, most_pixels=look.most_pixels)
    return with_fonts(svg).encode()


def fonts_of(folder: Path, settings: Settings) -> Fonts:
    """The fonts for what Inter lacks: those the settings name, then those of this machine."""
    return find_fonts([folder / each for each in settings.fonts], folders=font_folders())


def quoted_texts(engine: Engine, interactions: ibis.Table, drawn: JourneyMap) -> dict[str, str]:
    """The redacted texts that a map's quotes point at, by interaction id."""
    wanted = sorted({piece.interaction_id for piece in all_evidence(drawn) if piece.interaction_id})
    if not wanted:
        return {}
    pointed = engine.table(pa.table({"interaction_id": wanted}))
    found = interactions.semi_join(pointed, "interaction_id").select("interaction_id", "text")
    return {each["interaction_id"]: each["text"] for each in engine.run(found).to_pylist() if each["text"]}


def _drawn(drawn: JourneyMap, form: str, *, look: Look, texts: Mapping[str, str]) -> bytes:
    view = look.view(drawn)
    if form == ".html":
        return to_html(drawn, texts=texts.get, view=view).encode()
    if form in {".svg", ".png"}:
        svg = render(drawn, theme=look.theme, texts=texts.get, view=view, reality=look.reality)
        return pixels_or_svg(svg, form, look)
    seen = seen_of(drawn, view)
    match form:
        case ".pdf":
            return to_pdf(seen, page=look.page, texts=texts.get)
        case ".pptx":
            return to_pptx(seen, texts=texts.get)
    return to_xlsx(seen, texts=texts.get)
