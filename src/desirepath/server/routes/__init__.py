"""One file per noun; `ROUTES` is all of them."""

from litestar.types import ControllerRouterHandler

from desirepath.server.routes import (
    comparisons,
    jobs,
    loads,
    maps,
    measures,
    page,
    revisions,
    segments,
    subjects,
)

ROUTES: list[ControllerRouterHandler] = [
    *comparisons.ROUTES,
    *jobs.ROUTES,
    *loads.ROUTES,
    *maps.ROUTES,
    *measures.ROUTES,
    *revisions.ROUTES,
    *segments.ROUTES,
    *subjects.ROUTES,
    *page.ROUTES,
]

__all__ = ["ROUTES"]
