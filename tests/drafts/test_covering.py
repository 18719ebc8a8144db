"""Touchpoints counted in one pass, against counting them one by one; and where they are on maps."""

from collections import defaultdict

from desirepath.drafts import coverage, seen_by
from desirepath.journeys import UNKNOWN_TIME, UNKNOWN_VALENCE, Store
from desirepath.maps import Binding, Card, JourneyMap, Lane, MapStage, Step, Touchpoint
from desirepath.workspace import Workspace


def by_hand(store: Store) -> dict[str, tuple[int, int, int, int, int | None, int | None]]:
    """Interactions, people, by the organisation, scored, first and last of each touchpoint, step by step."""
    names = dict(zip(store.kinds["code"].to_pylist(), store.kinds["touchpoint"].to_pylist(), strict=True))
    counts = defaultdict[str, list[int]](lambda: [0, 0, 0])
    people, times = defaultdict[str, set[object]](set), defaultdict[str, list[int]](list)
    for number, one in enumerate(store.partitions):
        for row in range(len(one.subjects)):
            for at in range(one.offsets[row], one.offsets[row + 1]):
                name = str(names[int(one.kinds[at])])
                counts[name][0] += 1
                counts[name][1] += int(one.initiator is not None and one.initiator[at] == 1)
                valence = UNKNOWN_VALENCE if one.valence_milli is None else one.valence_milli[at]
                counts[name][2] += int(valence != UNKNOWN_VALENCE)
                people[name].add((number, row))
                if one.happened_at_us[at] != UNKNOWN_TIME:
                    times[name].append(int(one.happened_at_us[at]))
    return {
        name: (found[0], len(people[name]), found[1], found[2], min(times[name]), max(times[name]))
        for name, found in counts.items()
    }


def test_every_touchpoint_is_counted_as_one_would_by_hand(demo: Workspace) -> None:
    store = demo.store()
    found = {
        each.names[0]: (
            each.interactions, each.people, each.by_organisation, each.scored, each.first_at_us,
            each.last_at_us,
        )
        for each in seen_by(store, "touchpoint")
    }  # fmt: skip
    assert found == by_hand(store)
    assert sum(each.interactions for each in seen_by(store, "source")) == sum(
        row[0] for row in found.values()
    )


def test_a_touchpoint_is_where_a_step_binds_it_or_a_card_names_it(demo: Workspace) -> None:
    store = demo.store()
    some, other, *_ = seen_by(store, "touchpoint", "channel")
    drawn = JourneyMap(
        key="m",
        title="M",
        stages=[
            MapStage(
                id="s",
                name="S",
                steps=[
                    Step(
                        id="one", name="One", lineage_id="one", bindings=[Binding(touchpoint=some.names[0])]
                    ),
                    Step(id="two", name="Two", lineage_id="two", bindings=[Binding(touchpoint="Showroom")]),
                ],
            )
        ],
        lanes=[
            Lane(
                id="t",
                role="touchpoints",
                label="Touchpoints",
                cards=[Card(id="c", step="two", text=other.names[0].upper())],
            )
        ],
    )
    known = [Touchpoint(name="showroom", channel="in_person"), Touchpoint(name="Kiosk", channel="in_person")]
    found = coverage(store, [drawn], known)
    places: dict[tuple[str | None, ...], list[str]] = {
        (each.touchpoint, each.channel): [place.step for place in each.places] for each in found.touchpoints
    }
    assert places[some.names] == ["one"]
    assert places[other.names] == ["two"]
    assert places["Showroom", None] == ["two"]
    assert places["Kiosk", "in_person"] == []
    assert found.measured + found.unmeasured == len(found.touchpoints)
    assert found.interactions_on_a_map < found.interactions
