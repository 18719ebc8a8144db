"""Maps that come from other tools into a workspace, kept as drafts under a key."""

from pathlib import Path

from msgspec.structs import replace

from desirepath.catalog import Catalog
from desirepath.errors import SourceError
from desirepath.formats import Imported
from desirepath.workspace.documents import check_key
from desirepath.workspace.editing import Signed, keep_map
from desirepath.workspace.revising import took_its_place


def text_of(path: Path) -> str:
    """The text of a file; SourceError when it is none."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise SourceError(f"There is no file {path}.") from None
    except UnicodeDecodeError as error:
        raise SourceError(f"{path} is not UTF-8 text ({error.reason} at byte {error.start}).") from None


def keep(catalog: Catalog, found: Imported, signed: Signed) -> Imported:
    """Keep an imported map under its key; where there was one, a remark says how to have that back."""
    key = found.journey_map.key
    check_key(key)
    before = len(catalog.revisions("map", key))
    made = keep_map(catalog, found.journey_map, signed)
    if not before or made.number == before:
        return found
    return replace(found, remarks=[*found.remarks, took_its_place(key, before)])
