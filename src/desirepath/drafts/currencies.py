"""Which currencies the values on a map are in: amounts of two of them are never added.

The facts say it, not the workspace: a shop that sells in pounds has its values drawn in pounds.
"""

import ibis

from desirepath.drafts.step_lenses import FIELDS, step_codes
from desirepath.engines import Engine
from desirepath.journeys import Store
from desirepath.maps import JourneyMap


def currencies_on(
    journey_map: JourneyMap, store: Store, interactions: ibis.Table, engine: Engine
) -> list[str]:
    """The currencies of the values at this map's steps, sorted; none where nothing has a value."""
    codes = step_codes(journey_map, store.kinds)
    on_map = {_kind(row) for row in store.kinds.to_pylist() if codes[row["code"]] >= 0}
    valued = interactions.filter(interactions.value_minor.notnull() & (interactions.value_minor != 0))
    found = engine.run(valued.select(*FIELDS, "currency").distinct()).to_pylist()
    return sorted({row["currency"] for row in found if row["currency"] and _kind(row) in on_map})


def _kind(row: dict[str, str | None]) -> tuple[str, ...]:
    return tuple((row[field] or "").casefold() for field in FIELDS)
