"""What a step would reach if it were bound so: asked before the map is changed.

The step is counted as filling the map would count it: among the map's other steps, of its own people.
"""

from collections.abc import Sequence

import msgspec
import numpy as np
import pyarrow as pa

from desirepath.drafts.asking import ask_of
from desirepath.drafts.catching import caught
from desirepath.drafts.citing import split_of
from desirepath.drafts.counting import Mask, census
from desirepath.drafts.step_changes import with_steps
from desirepath.drafts.step_lenses import step_codes, step_ids
from desirepath.errors import UnknownName
from desirepath.journeys import Split, Store
from desirepath.maps import Binding, JourneyMap, MapStage, Step, steps_of
from desirepath.measures import one_row_a_person, share_estimates
from desirepath.records import Record

TOO_FEW = 30
SHOWN = 8  # of what a binding catches, the most frequent
NEW = "step-that-is-previewed"


class Bindable(Record):
    """Something that people did, as a binding names it, and how often they did."""

    channel: str | None
    touchpoint: str | None
    action: str | None
    interactions: int  # in the whole workspace


class Reach(Record):
    """How many of a map's people bindings would bring to a step, and what they would catch."""

    people: int
    n: int  # people of the map
    share: float | None
    share_low: float | None
    share_high: float | None
    too_few: bool
    interactions: int
    catches: list[Bindable]  # the most frequent
    catches_more: int  # how many more there are
    wrong: list[str]  # what is the matter with a pattern, in words


def preview(
    journey_map: JourneyMap,
    store: Store,
    *,
    bindings: Sequence[Binding],
    step: str | None = None,
    mask: Mask = None,
    split: Split | None = None,
    as_of_us: int | None = None,
    zone: str = "UTC",
) -> Reach:
    """What a step of this map would reach with these bindings; without a step, a new one at the map's end.

    UnknownName for a step that the map does not have.
    """
    moment = store.as_of_us if as_of_us is None else as_of_us
    bound, name = _bound(journey_map, step, bindings)
    seen = caught(store, bound, split=split_of(bound, split), mask=mask, as_of_us=moment, zone=zone)
    ask = ask_of(store, _bare(bound), mask=mask, as_of_us=moment, split=split, zone=zone)
    row = ask({"measure": "reach", "lens": "step", "sets": {"step": [name]}}).to_pylist()[0]
    everybody = census(store, mask=mask, as_of_us=moment).people
    share, low, high = _share(row["subjects"], everybody)
    catches = _catches(bound, name, seen.store.kinds)
    mine = {binding.pattern for binding in bindings}
    return Reach(
        people=row["subjects"],
        n=everybody,
        share=share,
        share_low=low,
        share_high=high,
        too_few=everybody < TOO_FEW,
        interactions=row["interactions"],
        catches=catches[:SHOWN],
        catches_more=max(0, len(catches) - SHOWN),
        wrong=[says for pattern, says in seen.wrong.items() if pattern in mine],
    )


def bindables(kinds: pa.Table, text: str = "", *, limit: int = 50) -> list[Bindable]:
    """What a step can be bound to, most frequent first: what people did, with these words in it.

    >>> kinds = pa.table({"code": [0, 1], "channel": ["app", "email"], "touchpoint": ["Shop", "Letter"],
    ...                   "action": ["paid", "opened"], "steps": [3, 5]})
    >>> [each.touchpoint for each in bindables(kinds, "PAID app")]
    ['Shop']
    """
    words = text.casefold().split()
    counted: dict[tuple[str | None, str | None, str | None], int] = {}
    for kind in kinds.select(["channel", "touchpoint", "action", "steps"]).to_pylist():
        said = " ".join(str(kind[field] or "") for field in ("channel", "touchpoint", "action")).casefold()
        if all(word in said for word in words):
            key = (kind["channel"], kind["touchpoint"], kind["action"])
            counted[key] = counted.get(key, 0) + kind["steps"]
    most = sorted(counted.items(), key=lambda item: (-item[1], [part or "" for part in item[0]]))[:limit]
    return [
        Bindable(channel=channel, touchpoint=touchpoint, action=action, interactions=steps)
        for (channel, touchpoint, action), steps in most
    ]


def _bound(journey_map: JourneyMap, step: str | None, bindings: Sequence[Binding]) -> tuple[JourneyMap, str]:
    """The map with the step bound so, and the step's id."""
    if step is None:
        new = MapStage(
            id=f"stage-of-{NEW}",
            name="",
            steps=[Step(id=NEW, name="", lineage_id=NEW, bindings=list(bindings))],
        )
        return msgspec.structs.replace(journey_map, stages=[*journey_map.stages, new]), NEW
    if step not in {each.id for each in steps_of(journey_map)}:
        raise UnknownName("step of this map", step, [each.id for each in steps_of(journey_map)])

    def rebound(each: Step) -> Step:
        return msgspec.structs.replace(each, bindings=list(bindings)) if each.id == step else each

    return with_steps(journey_map, rebound), step


def _bare(journey_map: JourneyMap) -> JourneyMap:
    """The map without what it cites: nothing but the reach is to be asked."""
    return msgspec.structs.replace(journey_map, lanes=[], emotions=[], kpis=[], goals=[], opportunities=[])


def _share(people: int, everybody: int) -> tuple[float | None, float | None, float | None]:
    if everybody == 0:
        return None, None, None
    found = share_estimates(one_row_a_person(np.array([people]), np.array([everybody])))
    return float(found.value[0]), float(found.low[0]), float(found.high[0])


def _catches(journey_map: JourneyMap, step: str, kinds: pa.Table) -> list[Bindable]:
    number = step_ids(journey_map).index(step)
    mine = step_codes(journey_map, kinds)[kinds["code"].to_numpy()] == number
    caught_kinds = kinds.filter(pa.array(mine))
    return bindables(caught_kinds, limit=max(1, caught_kinds.num_rows))
