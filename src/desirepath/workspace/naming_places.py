"""Places in an answer, and what each is called."""

from collections.abc import Callable
from typing import Any

from desirepath.measures import AtLink, AtNode, AtPath, CameTo, InCohort, LostAfter, Place, Stands
from desirepath.workspace.meaning_cohorts import ALL
from desirepath.workspace.meaning_flows import END, START

__all__ = ["LONGEST", "titled"]

LONGEST = 200
STATES = {
    "entered": "Came to", "moved_on": "Moved on from", "dropped_off": "Dropped off in",
    "still_open": "Still in", "went_back": "Went back to",
}  # fmt: skip


def titled(place: Place, *, unit: str = "period") -> str:
    """What a place is called; cohorts are counted in `unit`s.

    >>> titled(AtLink(from_node="Cart", to_node="(end)", step=3)), titled(LostAfter(step=2))
    ('Left after Cart (step 3)', 'Lost after step 2')
    """
    said = _cohort(place, unit) if isinstance(place, InCohort) else CALLED[type(place)](place)
    return said[:LONGEST]


def _link(place: AtLink) -> str:
    if place.to_node == END:
        return f"Left after {place.from_node}{_step(place.step)}"
    if place.from_node == START:
        return f"Began with {place.to_node}"
    return f"{place.from_node} → {place.to_node}{_step(place.step)}"


def _cohort(place: InCohort, unit: str) -> str:
    began = "All cohorts" if place.cohort == ALL else f"Began in the {unit} of {place.cohort}"
    if place.period is None:
        return began
    back = "back" if place.came_back else "not back"
    return f"{began}, {back} {place.period} {unit}{'' if place.period == 1 else 's'} later"


def _step(step: int | None) -> str:
    return "" if step is None else f" (step {step})"


CALLED: dict[type[Any], Callable[[Any], str]] = {
    AtNode: lambda place: f"At {place.node}{_step(place.step)}",
    AtLink: _link,
    CameTo: lambda place: f"Reached step {place.step}",
    LostAfter: lambda place: f"Lost after step {place.step}",
    Stands: lambda place: f"{STATES[place.state]} {place.node}",
    AtPath: lambda place: " → ".join(place.path),
}
