"""The kinds of document a workspace keeps, and how they come in and go out."""

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from desirepath.catalog import Catalog, Revision
from desirepath.drafts import split_from
from desirepath.errors import DocumentError, InputError, QuestionError, SourceError, UnknownName
from desirepath.identities import IdentityRules
from desirepath.interactions import Mapping, mapping_flaws
from desirepath.journeys import StageDocument, check_stages
from desirepath.maps import Inventory, JourneyMap, Persona, Scenario, map_flaws, upgraded, with_names
from desirepath.records import Record
from desirepath.segments import Segment, segment_flaws
from desirepath.sources import Flaw, read_documents, write_document
from desirepath.workspace.editing import Signed, check_fits, keep_map
from desirepath.workspace.settings import read_settings
from desirepath.workspace.views import View, view_flaws

KINDS: dict[str, type[Record]] = {
    "mapping": Mapping,
    "stages": StageDocument,
    "identity_rules": IdentityRules,
    "map": JourneyMap,
    "segment": Segment,
    "persona": Persona,
    "scenario": Scenario,
    "touchpoints": Inventory,
    "view": View,
}


def _scenario_flaws(scenario: Scenario) -> Iterable[Flaw]:
    try:
        split_from(scenario.split or "whole_life")
    except (QuestionError, UnknownName):
        says = f'expected whole_life, gap:30 (minutes) or calendar:week, found "{scenario.split}"'
        yield Flaw(path=("split",), says=says)


CHECKS: dict[str, Callable[[Any], Iterable[Flaw]]] = {
    "mapping": mapping_flaws,
    "scenario": _scenario_flaws,
    "segment": segment_flaws,
    "map": map_flaws,
    "view": view_flaws,
}
UPGRADES = {"map": upgraded}
ENDINGS = (".yaml", ".yml", ".json")


def read_paths(paths: Sequence[Path]) -> list[Record]:
    """Every document in these files, and in the document files of these folders."""
    return [record for path in _files(paths) for record in _read(path)]


def keep_files(
    catalog: Catalog, paths: Sequence[Path], *, author: str, reason: str, at_us: int
) -> list[Revision]:
    """Every document of these files and folders, its revision with the file's name; all of them or none."""
    signed = Signed(author=author, reason=reason, at_us=at_us)
    return _keep(
        catalog,
        [
            (record, msgspec.structs.replace(signed, label=f"from {path.name}"))
            for path in _files(paths)
            for record in _read(path)
        ],
    )


def keep(
    catalog: Catalog, records: Iterable[Record], *, author: str, reason: str, at_us: int
) -> list[Revision]:
    """Each record as the newest revision of its document, a map's change as edits; all of them or none."""
    signed = Signed(author=author, reason=reason, at_us=at_us)
    return _keep(catalog, [(record, signed) for record in records])


def _keep(catalog: Catalog, records: Sequence[tuple[Record, Signed]]) -> list[Revision]:
    for record, signed in records:
        if isinstance(record, JourneyMap):
            check_fits(catalog, record, signed)
    return [
        keep_map(catalog, record, signed) if isinstance(record, JourneyMap) else put(catalog, record, signed)
        for record, signed in records
    ]


def put(catalog: Catalog, record: Record, signed: Signed, *, onto: int | None = None) -> Revision:
    """A record that is no map as the next revision of its document; `Overtaken` when not made of `onto`."""
    return catalog.put(
        str(getattr(record, "kind")),  # noqa: B009  (every document has these two fields)
        str(getattr(record, "key")),  # noqa: B009
        msgspec.to_builtins(record),
        author=signed.author,
        reason=signed.reason,
        at_us=signed.at_us,
        onto=onto,
    )


def record_of(revision: Revision) -> Record:
    """The record that a revision holds."""
    body = UPGRADES[revision.kind](revision.body) if revision.kind in UPGRADES else revision.body
    return msgspec.convert(body, KINDS[revision.kind])


def named(catalog: Catalog, drawn: JourneyMap) -> JourneyMap:
    """The map with the names of its persona and its scenario, where these are keys of documents."""
    personas = {each.key: str(each.body["name"]) for each in catalog.documents("persona")}
    scenarios = {each.key: str(each.body["title"]) for each in catalog.documents("scenario")}
    return with_names(drawn, personas=personas, scenarios=scenarios)


def mapping_for(folder: Path, key_or_path: str) -> Mapping:
    """A mapping from a file, or by its key from the workspace in this folder; nothing is kept."""
    if Path(key_or_path).suffix in ENDINGS:
        records = read_paths([Path(key_or_path)])
    else:
        read_settings(folder)
        records = [record_of(Catalog.open(folder).document("mapping", key_or_path))]
    found = next((record for record in records if isinstance(record, Mapping)), None)
    if found is None:
        raise InputError(f"{key_or_path} holds no mapping.")
    return found


def check_key(key: str) -> None:
    """`InputError` for a key that no document may have: it names a file when exported, and is no path."""
    if not re.fullmatch("[a-z0-9][a-z0-9_-]{0,63}", key):
        raise InputError(
            f'A key has at most 64 small letters, digits, "-" and "_", such as first-year; found "{key}".'
        )


def write_all(catalog: Catalog, folder: Path) -> list[Path]:
    """Write the newest revision of every document as `<kind>-<key>.yaml`."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for revision in catalog.documents():
        path = folder / f"{revision.kind}-{revision.key}.yaml"
        record = record_of(revision)
        if isinstance(record, JourneyMap):  # so that applying it again tells its edits from others'
            record = msgspec.structs.replace(record, revision=revision.number)
        path.write_text(write_document(record), encoding="utf-8")
        written.append(path)
    return written


def _files(paths: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(each for each in path.iterdir() if each.suffix in ENDINGS)
            if not inside:
                raise InputError(f"{path} holds no document: expected files ending in {', '.join(ENDINGS)}.")
            found += inside
        elif path.is_file():
            found.append(path)
        else:
            raise SourceError(f"There is no file {path}.")
    return found


def _read(path: Path) -> list[Record]:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise SourceError(f"{path} is not UTF-8 text ({error.reason} at byte {error.start}).") from None
    records = read_documents(text, file=str(path), kinds=KINDS, checks=CHECKS, upgrades=UPGRADES)
    for record in records:
        if isinstance(record, StageDocument):
            check_stages(record, file=str(path))
        if isinstance(record, IdentityRules) and record.key != "default":
            message = f'a workspace has one set of identity rules, "default"; found "{record.key}"'
            raise DocumentError(message, file=str(path), key="key")
    return records
