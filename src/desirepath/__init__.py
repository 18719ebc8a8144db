"""desirepath draws customer journey maps from what customers really did.

`open` gives a workspace; the records beside it are the questions it answers. Everything is loaded
when it is first named, so `import desirepath` costs nothing. Read `workspace.py` next: it is the
only place that knows the whole line.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desirepath.journeys import Calendar, Gap, Goal, LensTable, StageDocument, WholeLife
    from desirepath.maps import JourneyMap
    from desirepath.measures import (
        Breakdown,
        DropOff,
        Emotion,
        Frequency,
        Funnel,
        Lifecycle,
        Mix,
        Paths,
        Retention,
        Stages,
        Transitions,
    )
    from desirepath.workspace import Workspace, create, open  # noqa: A004

__version__ = "0.1.0"
__all__ = [
    "Breakdown",
    "Calendar",
    "DropOff",
    "Emotion",
    "Frequency",
    "Funnel",
    "Gap",
    "Goal",
    "JourneyMap",
    "LensTable",
    "Lifecycle",
    "Mix",
    "Paths",
    "Retention",
    "StageDocument",
    "Stages",
    "Transitions",
    "WholeLife",
    "Workspace",
    "__version__",
    "create",
    "open",
]

_HOMES = {
    "desirepath.workspace": ("Workspace", "create", "open"),
    "desirepath.journeys": ("Calendar", "Gap", "Goal", "LensTable", "StageDocument", "WholeLife"),
    "desirepath.measures": (
        "Breakdown",
        "DropOff",
        "Emotion",
        "Frequency",
        "Funnel",
        "Lifecycle",
        "Mix",
        "Paths",
        "Retention",
        "Stages",
        "Transitions",
    ),
    "desirepath.maps": ("JourneyMap",),
}


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module 'desirepath' has no attribute {name!r}")
