"""Mappings over HTTP: the documents, kept anew, and as text."""

from typing import Annotated

import msgspec
from litestar.di import NamedDependency
from litestar.params import Body, FromPath

from desirepath.errors import InputError
from desirepath.interactions import Mapping
from desirepath.records import Record
from desirepath.server.addresses import keeping, posting, reading
from desirepath.workspace import Workspace


class MappingEntry(Record):
    """A mapping in the list."""

    key: str
    title: str | None
    source: str
    files: list[str]
    revision: int
    loads: int  # live ones through it


class KeptMapping(Record):
    """A mapping document, and which revision it is."""

    mapping: Mapping
    revision: int
    text: str  # as YAML


class MappingText(Record):
    """A mapping as YAML."""

    text: Annotated[str, msgspec.Meta(max_length=500_000)]


@reading("/api/mappings", operation_id="listMappings", summary="The mappings")
def list_mappings(workspace: NamedDependency[Workspace]) -> list[MappingEntry]:
    """Every mapping, and how many live loads came through it."""
    live = [load.mapping for load in workspace.ledger() if load.state == "live"]
    return [
        MappingEntry(
            key=each.key,
            title=each.body.get("title"),
            source=each.body["source"],
            files=each.body.get("files", []),
            revision=each.number,
            loads=live.count(each.key),
        )
        for each in workspace.catalog.documents("mapping")
    ]


@reading("/api/mappings/{key:str}", operation_id="showMapping", summary="A mapping")
def show(workspace: NamedDependency[Workspace], key: FromPath[str]) -> KeptMapping:
    """The newest revision of a mapping."""
    revision = workspace.catalog.document("mapping", key)
    return _told(workspace, msgspec.convert(revision.body, Mapping), revision.number)


@keeping("/api/mappings/{key:str}", operation_id="keepMapping", summary="Keep a mapping")
def keep(
    workspace: NamedDependency[Workspace], key: FromPath[str], data: Annotated[Mapping, Body()]
) -> KeptMapping:
    """The mapping as the newest revision of its document; the same again makes none."""
    if data.key != key:
        raise InputError(f'The mapping says that its key is "{data.key}", the address says "{key}".')
    return _told(workspace, data, workspace.intake.keep(data).number)


@posting("/api/mappings/read", operation_id="readMapping", summary="A mapping from text")
def read(workspace: NamedDependency[Workspace], data: Annotated[MappingText, Body()]) -> Mapping:
    """The mapping that a YAML text says; nothing is kept."""
    return workspace.intake.read(data.text)


@posting("/api/mappings/write", operation_id="writeMapping", summary="A mapping as text")
def write(workspace: NamedDependency[Workspace], data: Annotated[Mapping, Body()]) -> MappingText:
    """A mapping as YAML; nothing is kept."""
    return MappingText(text=workspace.intake.text(data))


def _told(workspace: Workspace, mapping: Mapping, revision: int) -> KeptMapping:
    return KeptMapping(mapping=mapping, revision=revision, text=workspace.intake.text(mapping))


ROUTES = [list_mappings, show, keep, read, write]
