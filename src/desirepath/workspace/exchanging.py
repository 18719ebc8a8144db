"""Maps that come from other tools into a workspace, kept as drafts under a key."""

from pathlib import Path

from desirepath.catalog import Catalog
from desirepath.errors import SourceError
from desirepath.formats import Imported
from desirepath.workspace.documents import check_key
from desirepath.workspace.editing import Signed, keep_map


def text_of(path: Path) -> str:
    """The text of a file; SourceError when it is none."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise SourceError(f"There is no file {path}.") from None
    except UnicodeDecodeError as error:
        raise SourceError(f"{path} is not UTF-8 text ({error.reason} at byte {error.start}).") from None


def keep(catalog: Catalog, found: Imported, signed: Signed) -> None:
    """Keep an imported map under its key."""
    check_key(found.journey_map.key)
    keep_map(catalog, found.journey_map, signed)
