"""The forms a map can come in and go out in, by name, and how a file's form is known."""

from collections.abc import Callable, Mapping

import msgspec

from desirepath.errors import DocumentError, InputError, UnknownName
from desirepath.formats.bpmn import write_bpmn
from desirepath.formats.cjml import read_cjml, write_cjml
from desirepath.formats.conveying import Exported, Imported
from desirepath.formats.csv_tables import read_csv, write_csv
from desirepath.formats.foreign_documents import read_blueprint, read_cjm
from desirepath.formats.mermaid_reading import read_mermaid
from desirepath.formats.mermaid_writing import write_mermaid
from desirepath.maps import JourneyMap, map_flaws, read_map, write_map
from desirepath.sources import read_values

MOST_BYTES = 20_000_000
MOST_STEPS, MOST_CARDS = 2_000, 20_000  # far more than anybody reads; each is drawn, checked and compared
OWN = frozenset({"yaml", "json"})  # read again as they are
Reader = Callable[..., Imported]
Writer = Callable[[JourneyMap], Exported]


def _read_own(text: str, *, key: str, file: str = "map") -> Imported:
    found = read_map(text, file=file)
    if key and key != found.key:  # another map, whose revisions are not those of the file
        found = msgspec.structs.replace(found, key=key, revision=None)
    return Imported(journey_map=found)


READERS: Mapping[str, Reader] = {
    "map": _read_own,
    "mermaid": read_mermaid,
    "cjml": read_cjml,
    "csv": read_csv,
    "cjm": read_cjm,
    "blueprint": read_blueprint,
}
WRITERS: Mapping[str, Writer] = {
    "yaml": lambda journey_map: Exported(text=write_map(journey_map)),
    "json": lambda journey_map: Exported(text=write_map(journey_map, form="json")),
    "mermaid": write_mermaid,
    "cjml": write_cjml,
    "csv": write_csv,
    "bpmn": write_bpmn,
}
ENDINGS = {".mmd": "mermaid", ".mermaid": "mermaid", ".md": "mermaid", ".html": "mermaid", ".cjml": "cjml",
           ".xml": "cjml", ".csv": "csv", ".tsv": "csv", ".yaml": "yaml", ".yml": "yaml", ".json": "json",
           ".bpmn": "bpmn"}  # fmt: skip


def import_map(text: str, *, key: str, ending: str, form: str | None = None, file: str = "map") -> Imported:
    """A map from a text in any form that is read; the form is known by the file's ending and what is in it.

    >>> import_map("journey\\n section A\\n  B: 5", key="m", ending=".mmd").journey_map.stages[0].name
    'A'

    DocumentError, with file and line, for a text that is not what it should be.
    """
    if len(text) > MOST_BYTES:
        raise InputError(f"{file} has {len(text):,} characters; a map may have {MOST_BYTES:,}.")
    chosen = form or form_of(text, ending=ending)
    if chosen not in READERS:
        raise UnknownName("form to import a map from", chosen, READERS)
    found = READERS[chosen](text, key=key, file=file)
    _check_size(found.journey_map, file)
    try:
        told = msgspec.structs.replace(found.journey_map, key="map")  # whose key it is, the workspace checks
        told = msgspec.convert(msgspec.to_builtins(told), JourneyMap)
    except msgspec.ValidationError as failure:
        raise InputError(f"{file} does not make a map: {failure}.") from None
    for flaw in map_flaws(told):
        raise InputError(f"{file} does not make a map: {flaw.says}.")
    return found


def _check_size(journey_map: JourneyMap, file: str) -> None:
    steps = sum(1 + len(stage.steps) for stage in journey_map.stages)  # a stage may be empty
    cards = sum(len(lane.cards) for lane in journey_map.lanes)
    if steps > MOST_STEPS or cards > MOST_CARDS:
        raise InputError(
            f"{file} has {steps:,} stages and steps and {cards:,} cards; a map may have {MOST_STEPS:,} and "
            f"{MOST_CARDS:,}. Part it into several maps, each below a step of another."
        )


def export_map(journey_map: JourneyMap, *, form: str, shown: JourneyMap | None = None) -> Exported:
    """A map in another form, with what that form has no place for.

    `shown` is the same map with its persona by name: other tools know nothing of our keys.

    >>> export_map(JourneyMap(key="m", title="Tea"), form="mermaid").text
    'journey\\n    title Tea'
    """
    if form not in WRITERS:
        raise UnknownName("form to export a map to", form, WRITERS)
    return WRITERS[form](journey_map if form in OWN else shown or journey_map)


def form_of(text: str, *, ending: str) -> str:
    """The form a text is in: "map", "mermaid", "cjml", "csv", "cjm" or "blueprint".

    >>> form_of("kind: cjm", ending=".yaml"), form_of("stage,step", ending=".csv")
    ('cjm', 'csv')
    """
    known = ENDINGS.get(ending.lower())
    if known is None:
        raise UnknownName("ending of a map's file", ending or "(none)", ENDINGS)
    return _document_form(text) if known in {"yaml", "json"} else known


def _document_form(text: str) -> str:
    try:
        found = [each for each in read_values(text, file="map") if isinstance(each, dict)]
    except DocumentError:
        return "map"  # whose reader says what is wrong, and where
    if any(each.get("kind") == "cjm" for each in found):
        return "cjm"
    return "blueprint" if any("lifecycle" in each for each in found) else "map"
