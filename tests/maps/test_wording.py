"""What a computed card says follows from its evidence alone."""

from desirepath.maps import Card, Evidence, JourneyMap, Provenance
from desirepath.maps.wording import said

DAY = JourneyMap(key="day", title="A day")
ASKED = Provenance(source="measure", locator="hours")


def piece(column: str, value: float, *, n: int, half: float | None = None) -> Evidence:
    return Evidence(
        id=column, kind="metric", provenance=ASKED, measure="hours", column=column, value=value,
        question={"measure": "hours", "lens": "day"}, n=n, unit="count" if column == "people" else "share",
        low=None if half is None else value - half, high=None if half is None else value + half,
    )  # fmt: skip


def test_a_share_of_what_is_done_then_says_how_sure_it_is() -> None:
    card = Card(id="c", step="s", text="Opens the app", evidence=[piece("then_share", 0.4, n=136, half=0.08)])
    assert said("actions", card, DAY) == ("Opens the app", "40 % of what is done then, n = 136, ±8")
    plain = Card(id="c", step="s", text="Opens the app", evidence=[piece("then_share", 0.4, n=136)])
    assert said("actions", plain, DAY) == ("Opens the app", "40 % of what is done then")


def test_a_reach_says_how_sure_its_share_of_people_is() -> None:
    evidence = [piece("people", 358, n=676), piece("people_share", 358 / 676, n=676, half=0.004)]
    card = Card(id="c", step="s", text="358", figure="Reach", evidence=evidence)
    assert said("metrics", card, DAY) == ("358", "53 % of people, n = 676, ±0.4")
