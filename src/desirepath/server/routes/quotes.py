"""What people said in their own words, over HTTP."""

from typing import Annotated

from litestar.di import NamedDependency
from litestar.params import QueryParameter

from desirepath.server.addresses import reading
from desirepath.workspace import FoundQuotes, Workspace, quotes_like

Search = Annotated[str, QueryParameter(max_length=200, description="Words that are said in it")]
Limit = Annotated[int, QueryParameter(ge=1, le=50, description="How many at most")]


@reading("/api/quotes", operation_id="listQuotes", summary="What people said")
def list_quotes(workspace: NamedDependency[Workspace], search: Search = "", limit: Limit = 20) -> FoundQuotes:
    """Texts with these words, the latest first; personal data is taken out of them."""
    return quotes_like(workspace, search, limit=limit)


ROUTES = [list_quotes]
