"""Maps as text: YAML or JSON in and out, without loss, in a stable order."""

import json
import re
from typing import Any, Literal

import msgspec

from desirepath.maps.documents import JourneyMap
from desirepath.maps.flaws import map_flaws
from desirepath.maps.upgrading import upgraded
from desirepath.sources import document_schema, read_document, write_document

HEAD = ("kind", "schema_version", "key", "title")
_UNSEEN = re.compile("[\\x7f-\\x9f\\u2028\\u2029\\ufeff\\ufffe\\uffff]")  # read as YAML, they would be lost


def read_map(text: str, *, file: str = "map") -> JourneyMap:
    """The map that a YAML or JSON text holds; DocumentError with file, line and key when it holds none.

    >>> read_map("{kind: map, key: first, title: First}").title
    'First'
    """
    found = read_document(
        text,
        file=file,
        kinds={"map": JourneyMap},
        checks={"map": map_flaws},
        upgrades={"map": upgraded},
    )
    assert isinstance(found, JourneyMap)  # noqa: S101 - kinds says so
    return found


def write_map(journey_map: JourneyMap, *, form: Literal["yaml", "json"] = "yaml") -> str:
    """The map as text; reading it again gives the same map.

    >>> print(write_map(JourneyMap(key="first", title="First"), form="json"), end="")
    {
      "kind": "map",
      "schema_version": 2,
      "key": "first",
      "title": "First"
    }
    """
    if form == "yaml":
        return write_document(journey_map)
    body = msgspec.to_builtins(journey_map)
    ordered = {name: getattr(journey_map, name) for name in HEAD} | body
    text = json.dumps(ordered, indent=2, ensure_ascii=False) + "\n"
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def map_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of map documents."""
    return document_schema(JourneyMap, title="A journey map of desirepath")
