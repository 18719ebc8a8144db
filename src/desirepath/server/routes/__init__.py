"""One file per noun; `ROUTES` is all of them."""

from litestar.types import ControllerRouterHandler

from desirepath.server.routes import (
    behind,
    bindings,
    changes,
    comparisons,
    exchanges,
    home,
    jobs,
    loads,
    map_comparisons,
    mappings,
    maps,
    measures,
    page,
    people,
    personas,
    quotes,
    revisions,
    segments,
    sources,
    standings,
    templates,
    uploads,
    views,
    walks,
)

ROUTES: list[ControllerRouterHandler] = [
    *behind.ROUTES,
    *bindings.ROUTES,
    *changes.ROUTES,
    *comparisons.ROUTES,
    *exchanges.ROUTES,
    *home.ROUTES,
    *jobs.ROUTES,
    *loads.ROUTES,
    *map_comparisons.ROUTES,
    *maps.ROUTES,
    *measures.ROUTES,
    *revisions.ROUTES,
    *segments.ROUTES,
    *templates.ROUTES,
    *views.ROUTES,
    *mappings.ROUTES,
    *sources.ROUTES,
    *standings.ROUTES,
    *uploads.ROUTES,
    *walks.ROUTES,
    *page.ROUTES,
    *people.ROUTES,
    *personas.ROUTES,
    *quotes.ROUTES,
]

__all__ = ["ROUTES"]
