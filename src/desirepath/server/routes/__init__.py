"""One file per noun; `ROUTES` is all of them."""

from litestar.types import ControllerRouterHandler

from desirepath.server.routes import (
    comparisons,
    exchanges,
    jobs,
    loads,
    maps,
    measures,
    page,
    revisions,
    segments,
    subjects,
    templates,
)

ROUTES: list[ControllerRouterHandler] = [
    *comparisons.ROUTES,
    *exchanges.ROUTES,
    *jobs.ROUTES,
    *loads.ROUTES,
    *maps.ROUTES,
    *measures.ROUTES,
    *revisions.ROUTES,
    *segments.ROUTES,
    *subjects.ROUTES,
    *templates.ROUTES,
    *page.ROUTES,
]

__all__ = ["ROUTES"]
