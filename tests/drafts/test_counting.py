from itertools import product
from pathlib import Path
from random import Random

import numpy as np
from tests.drafts.worlds import AS_OF, world

from desirepath.drafts.counting import census, precedence
from desirepath.journeys import Store, lens_by
from desirepath.testing import Told, microseconds

PLACES = ["Ad", "Blog", "Checkout", "Router"]


def a_crowd(seed: int) -> list[Told]:
    """Forty people who wander; some steps at the same time, some known only by their order."""
    random = Random(seed)  # noqa: S311 - a story, not a secret
    told: list[Told] = []
    for person in range(40):
        for _ in range(random.randrange(1, 12)):
            time = random.choice([None, "2025-03-01 10:00", f"2025-03-{random.randrange(1, 28):02d} 12:00"])
            more = {"score": 4.0, "scale": "1..5"} if random.random() < 0.1 else {}
            told.append((f"p{person}", random.choice(PLACES), time, more))
    return told


def firsts(store: Store) -> list[dict[str, int]]:
    """Of each person, at which step of theirs they first were where: read as slowly as can be."""
    found = []
    for subject in store.subjects["subject_id"].to_pylist():
        where = [str(place) for place in store.timeline(str(subject))["touchpoint"].to_pylist()]
        found.append({place: where.index(place) for place in set(where)})
    return found


def test_who_comes_first_is_counted_as_a_slow_reading_would(tmp_path: Path) -> None:
    store = world(tmp_path, *a_crowd(7)).store
    lens = lens_by("touchpoint", store.kinds)
    people = firsts(store)

    wins = precedence(store, lens, mask=None, as_of_us=AS_OF)

    for (a, one), (b, other) in product(enumerate(lens.nodes), repeat=2):
        slow = sum(one in who and other in who and who[one] < who[other] for who in people)
        assert wins[a, b] == slow, (one, other)


def test_a_census_counts_what_the_mask_and_the_moment_let_through(tmp_path: Path) -> None:
    told = a_crowd(11)
    store = world(tmp_path, *told).store
    until = microseconds("2025-03-10 23:00")
    wanted = [f"p{number}" for number in range(0, 40, 3)]
    seen = [one for one in told if one[0] in wanted and (one[2] is None or microseconds(one[2]) <= until)]

    counted = census(store, mask=store.mask(wanted), as_of_us=until)

    by_touchpoint = dict.fromkeys(PLACES, 0)
    for kind in store.kinds.to_pylist():
        by_touchpoint[kind["touchpoint"]] += int(counted.interactions[kind["code"]])
    assert by_touchpoint == {place: sum(one[1] == place for one in seen) for place in PLACES}
    assert counted.people == len({one[0] for one in seen})
    assert int(counted.answers.sum()) == sum("score" in one[3] for one in seen if len(one) == 4)
    assert counted.last_at_us == max(microseconds(one[2]) for one in seen if one[2] is not None)
    assert not np.any(counted.is_answer)
