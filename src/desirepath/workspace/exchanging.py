"""Maps that come from other tools into a workspace, kept as drafts under a key."""

from pathlib import Path
from typing import TYPE_CHECKING

from desirepath.errors import SourceError
from desirepath.formats import Imported, import_map
from desirepath.workspace.documents import check_key
from desirepath.workspace.editing import Signed, keep_map

if TYPE_CHECKING:
    from desirepath.workspace.opening import Workspace

__all__ = ["bring_in"]


def bring_in(workspace: "Workspace", path: Path, *, key: str, form: str | None, signed: Signed) -> Imported:
    """Read a map of any form from a file and keep it; `remarks` say what was changed or left out."""
    check_key(key)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(f"{path} is not UTF-8 text ({error.reason} at byte {error.start}).") from None
    found = import_map(text, key=key, ending=path.suffix, form=form, file=str(path))
    keep_map(workspace.catalog, found.journey_map, signed)
    return found
