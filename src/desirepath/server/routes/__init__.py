"""One file per noun; `ROUTES` is all of them."""

from litestar.types import ControllerRouterHandler

from desirepath.server.routes import (
    bindings,
    comparisons,
    exchanges,
    jobs,
    loads,
    map_comparisons,
    maps,
    measures,
    page,
    people,
    revisions,
    segments,
    subjects,
    templates,
)

ROUTES: list[ControllerRouterHandler] = [
    *bindings.ROUTES,
    *comparisons.ROUTES,
    *exchanges.ROUTES,
    *jobs.ROUTES,
    *loads.ROUTES,
    *map_comparisons.ROUTES,
    *maps.ROUTES,
    *measures.ROUTES,
    *revisions.ROUTES,
    *segments.ROUTES,
    *subjects.ROUTES,
    *templates.ROUTES,
    *page.ROUTES,
    *people.ROUTES,
]

__all__ = ["ROUTES"]
