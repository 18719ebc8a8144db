"""Maps begun from a template: the map under a key of its own, its persona and its scenario beside it."""

from typing import TYPE_CHECKING

import msgspec

from desirepath.errors import InputError
from desirepath.maps import JourneyMap, template
from desirepath.workspace import documents
from desirepath.workspace.editing import Signed

if TYPE_CHECKING:
    from desirepath.workspace.opening import Workspace

__all__ = ["begin"]


def begin(
    workspace: "Workspace", name: str, *, key: str | None, title: str | None, signed: Signed
) -> JourneyMap:
    """A draft of the template of this name, kept; so are its persona and scenario, unless there are such.

    `UnknownName` for a template that there is not, `InputError` for a key that a map has already.
    """
    chosen = template(name)
    drawn = _draft(chosen.journey_map, key or chosen.journey_map.key, title)
    documents.check_key(drawn.key)
    catalog = workspace.catalog
    if catalog.revisions("map", drawn.key):
        raise InputError(f'There is a map "{drawn.key}" already: give the new one another key.')
    beside = [one for one in (chosen.persona, chosen.scenario) if not catalog.revisions(one.kind, one.key)]
    documents.keep(catalog, [drawn, *beside], author=signed.author, reason=signed.reason, at_us=signed.at_us)
    return drawn


def _draft(journey_map: JourneyMap, key: str, title: str | None) -> JourneyMap:
    return msgspec.structs.replace(journey_map, key=key, title=title or journey_map.title, status="draft")
