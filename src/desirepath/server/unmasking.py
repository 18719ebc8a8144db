"""Who is shown personal data as it was told, over HTTP; the workspace writes down that it was."""

from typing import Annotated

from litestar.exceptions import PermissionDeniedException
from litestar.params import QueryParameter

from desirepath.workspace import LOCAL_ROLE, may_unmask

__all__ = ["Unmasked", "allow"]

UNMASKED = "Personal data as it was told, and not masked; only for those who may see it, and written down."
Unmasked = Annotated[bool, QueryParameter(description=UNMASKED)]


def allow(unmasked: bool) -> None:
    """403 where personal data is asked for by somebody who may not see it."""
    if unmasked and not may_unmask(LOCAL_ROLE):
        raise PermissionDeniedException("Your role does not show personal data. Ask the workspace's owner.")
