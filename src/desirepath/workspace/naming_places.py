"""Places in an answer, and what each is called."""

from collections.abc import Callable
from typing import Any

from desirepath.measures import AtLink, AtNode, AtPath, CameTo, InCohort, LostAfter, Place, Stands
from desirepath.workspace.meaning_flows import END, START

__all__ = ["titled"]

LONGEST = 200
STATES = {
    "entered": "Came to", "moved_on": "Moved on from", "dropped_off": "Dropped off in",
    "still_open": "Still in",
}  # fmt: skip


def titled(place: Place) -> str:
    """What a place is called.

    >>> titled(AtLink(from_node="Cart", to_node="(end)", step=3)), titled(LostAfter(step=2))
    ('Left after Cart (step 3)', 'Lost after step 2')
    """
    return CALLED[type(place)](place)[:LONGEST]


def _link(place: AtLink) -> str:
    if place.to_node == END:
        return f"Left after {place.from_node}{_step(place.step)}"
    if place.from_node == START:
        return f"Began with {place.to_node}"
    return f"{place.from_node} → {place.to_node}{_step(place.step)}"


def _cohort(place: InCohort) -> str:
    back = "back" if place.came_back else "not back"
    return f"Began {place.cohort}{'' if place.period is None else f', {back} {place.period} later'}"


def _step(step: int | None) -> str:
    return "" if step is None else f" (step {step})"


CALLED: dict[type[Any], Callable[[Any], str]] = {
    AtNode: lambda place: f"At {place.node}{_step(place.step)}",
    AtLink: _link,
    CameTo: lambda place: f"Reached step {place.step}",
    LostAfter: lambda place: f"Lost after step {place.step}",
    Stands: lambda place: f"{STATES[place.state]} {place.node}",
    AtPath: lambda place: " → ".join(place.path),
    InCohort: _cohort,
}
