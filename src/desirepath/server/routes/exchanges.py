"""Maps handed out and brought in: files to download, texts for and from other tools."""

from typing import Annotated

import msgspec
from litestar import Response
from litestar.di import NamedDependency, Provide
from litestar.params import Body, FromPath

from desirepath.errors import UnknownName
from desirepath.formats import Exported, export_map
from desirepath.prints import spoken_in
from desirepath.records import Record
from desirepath.server.addresses import posting, reading
from desirepath.server.looks import look_from
from desirepath.workspace import FORMS, Look, Workspace

MOST_TEXT = 1_000_000  # characters: a map of forty steps with its evidence has a fifth of it
MOST_BODY = 6 * MOST_TEXT + 10_000  # as JSON a character has at most six bytes


class Brought(Record):
    """A map's text in any form that is read; `ending` says which, as a file's name does (".mmd")."""

    text: Annotated[str, msgspec.Meta(max_length=MOST_TEXT)]
    ending: str
    form: str | None = None


class KeptMap(Record):
    """What was brought in: the map's key, how many steps it has, and what was changed or left out."""

    key: str
    steps: int
    remarks: list[str]


@reading(
    "/api/maps/{key:str}/files/{form:str}",
    operation_id="mapFile",
    summary="A map as a file",
    dependencies={"look": Provide(look_from, sync_to_thread=False)},
)
def file(
    workspace: NamedDependency[Workspace],
    key: FromPath[str],
    form: FromPath[str],
    look: NamedDependency[Look],
) -> Response[bytes]:
    """A map drawn as svg, png, html, pdf, pptx or xlsx, to download."""
    if f".{form}" not in FORMS:
        raise UnknownName("form of a map's file", form, [each[1:] for each in FORMS])
    body = workspace.drawn_as(key, f".{form}", look)
    headers = {"Content-Disposition": f'attachment; filename="{key.partition("@")[0]}.{form}"'}
    return Response(body, media_type=FORMS[f".{form}"], headers=headers)


@reading("/api/languages", operation_id="listLanguages", summary="What a picture can be said in")
def languages() -> list[str]:
    """The languages that a picture has words of its own in; a map's texts are shown in those it has."""
    return spoken_in()


@reading("/api/maps/{key:str}/texts/{form:str}", operation_id="exportMap", summary="A map for another tool")
def export(workspace: NamedDependency[Workspace], key: FromPath[str], form: FromPath[str]) -> Exported:
    """A map as yaml, json, mermaid, cjml, csv or bpmn, and what that form has no place for."""
    found = workspace.written(key)
    return export_map(found, form=form, shown=workspace.shown(found))


@posting(
    "/api/maps/{key:str}/import",
    operation_id="importMap",
    summary="A map of another tool",
    request_max_body_size=MOST_BODY,
)
def bring_in(
    workspace: NamedDependency[Workspace], key: FromPath[str], data: Annotated[Brought, Body()]
) -> KeptMap:
    """Read a map of another tool and keep it under this key, as its next revision."""
    found = workspace.import_text(data.text, key=key, ending=data.ending, form=data.form)
    steps = sum(len(stage.steps) for stage in found.journey_map.stages)
    return KeptMap(key=found.journey_map.key, steps=steps, remarks=found.remarks)


ROUTES = [file, languages, export, bring_in]
