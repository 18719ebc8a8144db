"""A filter of steps and a segment's condition that say the same of a field mean the same steps."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.segments.worlds import known

from desirepath.errors import UnknownName
from desirepath.measures.fields import steps_where
from desirepath.segments import Knowledge
from desirepath.segments.knowing import Ground
from desirepath.segments.rules import Step, Where
from desirepath.segments.stepping import hits, sought

TEXTS = ["spring", "Spring", "0150", "150", "1.50", "true", "2025-06-30", "høst", "a b", " "]
FIELDS = ["campaign", "device", "initiator", "properties.plan", "properties.size"]


def of(number: int) -> dict[str, Any]:
    """What one step carries: each text on some steps, none on others."""
    pick = [TEXTS[(number * (3 + place)) % len(TEXTS)] for place in range(4)]
    told: dict[str, Any] = {"initiator": "organisation" if number % 4 == 1 else "customer"}
    if number % 3:
        told["campaign"] = pick[0]
    if number % 5:
        told["device"] = pick[1]
    told["properties"] = {"plan": pick[2]} | ({"size": pick[3]} if number % 2 else {})
    return told


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """Sixty steps of twelve people over the places ad and shop."""
    told = [
        (
            f"p{number % 12}",
            "ad" if number % 3 else "shop",
            f"{10 + number // 12}:{number % 12:02}",
            of(number),
        )
        for number in range(60)
    ]
    return known(Path(tmp_path_factory.mktemp("fields")), *told)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    field=st.sampled_from(FIELDS),
    values=st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3, unique=True),
    place=st.sampled_from([None, "ad", "shop"]),
)
def test_a_filter_and_a_condition_mean_the_same_steps(
    field: str, values: list[str], place: str | None, world: Knowledge
) -> None:
    test = Where(field=field, op="one_of", value=list(values))
    if len(values) == 1:
        test = Where(field=field, value=values[0])
    what = sought(Step(touchpoint=place, where=[test]), Ground(known=world, as_of_us=world.store.as_of_us))
    meant = [
        hits(what, number, part, as_of_us=world.store.as_of_us)
        for number, part in enumerate(world.store.partitions)
    ]
    wanted: dict[str, Any] = {field: values} | ({"touchpoint": place} if place else {})
    try:
        kept = steps_where(world.store, wanted, engine=world.engine, interactions=world.interactions)
    except UnknownName:  # a filter refuses a value that nobody has; a condition means nobody by it
        return
    assert [part.tolist() for part in kept] == [part.tolist() for part in meant]
    assert np.concatenate(kept).dtype == np.bool_
