"""One file per noun; `ROUTES` is all of them."""

from litestar.types import ControllerRouterHandler

from desirepath.server.routes import jobs, loads, maps, measures, page, subjects

ROUTES: list[ControllerRouterHandler] = [
    *jobs.ROUTES,
    *loads.ROUTES,
    *maps.ROUTES,
    *measures.ROUTES,
    *subjects.ROUTES,
    *page.ROUTES,
]

__all__ = ["ROUTES"]
