"""One file per noun; `ROUTES` is all of them."""

from litestar.types import ControllerRouterHandler

from desirepath.server.routes import loads, maps, measures, page, subjects

ROUTES: list[ControllerRouterHandler] = [
    *loads.ROUTES,
    *maps.ROUTES,
    *measures.ROUTES,
    *subjects.ROUTES,
    *page.ROUTES,
]

__all__ = ["ROUTES"]
