"""What is done at which hour, counted in one pass and once more by hand."""

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.drafts.worlds import World, world

from desirepath.drafts import ask_of, known_to_the_day
from desirepath.drafts.counting import Mask
from desirepath.drafts.hours import hours_told
from desirepath.maps import JourneyMap
from desirepath.measures import Clustered, share_estimates
from desirepath.testing import Told


class Done(NamedTuple):
    """One interaction; nobody knows the hour of some, and we began others."""

    who: str
    place: str
    action: str
    day: int
    hour: int
    how: str = "theirs"

    @property
    def told(self) -> Told:
        ours = {"initiator": "organisation"} if self.how == "ours" else {}
        daily = {"precision": "day"} if self.how == "daily" else {}
        when = None if self.how == "order" else f"2025-03-{3 + self.day:02d} {self.hour:02d}:30"
        return self.who, self.place, when, {"action": self.action, **ours, **daily}


class Asked(NamedTuple):
    places: list[str]
    start: int
    end: int


DONE = st.builds(
    Done,
    who=st.sampled_from("abcd"),
    place=st.sampled_from(["App", "Web", "Shop"]),
    action=st.sampled_from(["saw", "did"]),
    day=st.integers(0, 2),
    hour=st.integers(0, 23),
    how=st.sampled_from(["theirs"] * 4 + ["ours", "daily", "order"]),
)
ASKED = st.builds(
    Asked,
    places=st.lists(st.sampled_from(["App", "Web", "Shop", "Nowhere"]), unique=True, max_size=3),
    start=st.integers(0, 20),
    end=st.integers(4, 24),
)


def answered(made: World, asked: list[Asked], mask: Mask, zone: str) -> list[list[dict[str, Any]]]:
    daily = known_to_the_day(made.interactions, made.engine)
    ask = ask_of(made.store, JourneyMap(key="m", title="M"), mask=mask, zone=zone, daily=daily)
    questions = [
        {"measure": "hours", "lens": "day", "touchpoints": one.places, "start": one.start, "end": one.end}
        for one in asked
    ]
    return [ask(question).to_pylist() for question in questions]


def by_hand(done: list[Done], one: Asked) -> list[dict[str, Any]]:
    """The rows of one question: of each node, people by what they did there."""
    mine = [each for each in done if not one.places or each.place in one.places]
    nodes = sorted({f"{each.place} · {each.action}" for each in mine}) if one.places else []

    def people(node: str, *, only_then: bool) -> Counter[str]:
        return Counter(
            each.who
            for each in mine
            if node in ("(all)", f"{each.place} · {each.action}")
            and (not only_then or one.start <= each.hour < one.end)
        )

    rows = []
    for node in ["(all)", *nodes]:
        then, ever = people(node, only_then=True), people(node, only_then=False)
        whole = people("(all)", only_then=True)
        everybody = Counter(dict.fromkeys((each.who for each in done), 1))
        came = Counter(dict.fromkeys(then, 1))
        shares = {"share": (then, ever), "then_share": (then, whole), "people_share": (came, everybody)}
        row: dict[str, Any] = {
            "node": node,
            "people": len(then),
            "people_n": len(everybody),
            "interactions": then.total(),
            "interactions_n": whole.total(),
        }
        for name, (hits, of) in shares.items():
            row |= share(name, hits, of)
        rows.append(row | {"too_few": len(whole) < 30})
    return rows


def share(name: str, hits: Counter[str], of: Counter[str]) -> dict[str, Any]:
    def array(total: int) -> Any:
        return np.array([total])

    found = share_estimates(
        Clustered(
            hits=array(hits.total()),
            rows=array(of.total()),
            people=array(len(of)),
            hits_squared=array(sum(each**2 for each in hits.values())),
            hits_rows=array(sum(hits[who] * of[who] for who in of)),
            rows_squared=array(sum(each**2 for each in of.values())),
        )
    )
    ends = {name: found.value, f"{name}_low": found.low, f"{name}_high": found.high}
    return {
        **{each: float(value[0]) if of else None for each, value in ends.items()},
        f"{name}_n": of.total(),
    }


@given(st.lists(DONE, min_size=1, max_size=30), st.lists(ASKED, min_size=1, max_size=4), st.booleans())
@settings(max_examples=40, deadline=None)
def test_many_hours_asked_at_once_are_what_counting_by_hand_finds(
    done: list[Done], asked: list[Asked], only_some: bool
) -> None:
    with TemporaryDirectory() as folder:
        made = world(Path(folder), *(each.told for each in done))
        mask = made.store.mask(["a", "b"]) if only_some else None
        found = answered(made, asked, mask, "UTC")
    theirs = [each for each in done if each.how == "theirs" and (not only_some or each.who in "ab")]
    assert found == [by_hand(theirs, one) for one in asked]


@given(st.lists(DONE, min_size=1, max_size=30))
@settings(max_examples=20, deadline=None)
def test_hours_by_the_clock_of_a_place_are_those_of_each_moment(done: list[Done]) -> None:
    with TemporaryDirectory() as folder:
        made = world(Path(folder), *(each.told for each in done))
        daily = known_to_the_day(made.interactions, made.engine)
        told = hours_told(
            made.store, mask=None, as_of_us=made.store.as_of_us, zone="Asia/Kolkata", daily=daily
        )  # half past five ahead: what is done at half past is done on the hour there
    found = {
        (kind.touchpoint, kind.action, hour): count
        for kind in told.kinds
        for hour, count in enumerate(kind.counts.tolist())
        if count
    }
    theirs = [each for each in done if each.how == "theirs"]
    assert found == Counter((each.place, each.action, (each.hour + 6) % 24) for each in theirs)
