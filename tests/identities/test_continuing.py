"""More facts on top of what is known: the same answer as all at once, and what it does to older facts."""

from random import Random

import pyarrow as pa
from tests.identities.test_laws import RULES, a_row
from tests.identities.worlds import ENGINE, facts, numbering, resolved

from desirepath.identities import Identities, moved, resolve


def continued(rows: pa.Table, before: Identities) -> Identities:
    """Who is who once these rows have come on top."""
    return resolve(
        ENGINE, ENGINE.table(rows), None, RULES, previous=before.log, mint=numbering("q"), before=before
    )


def owner_ids(found: Identities) -> dict[int, str]:
    assert found.owners is not None
    ids = found.subjects["subject_id"].to_pylist()
    return {row["fact"]: ids[row["subject"]] for row in found.owners.to_pylist()}


def test_a_day_on_top_is_as_if_all_had_come_at_once() -> None:
    random = Random(8)  # noqa: S311
    told, taken_back = 0, 0
    for world in range(40):
        rows = facts(
            *[
                [f"{kind}:{value}" for kind, value in a_row(random, world % 3)]
                for _ in range(random.randint(1, 14))
            ]
        )
        cut = random.randint(0, rows.num_rows)
        first = resolve(ENGINE, ENGINE.table(rows[:cut]), None, RULES, previous=None, mint=numbering("p"))
        both = continued(rows[cut:], first)
        whole = resolve(ENGINE, ENGINE.table(rows), None, RULES, previous=first.log, mint=numbering("q"))

        for table in ("identifiers", "links", "subjects", "log"):
            assert getattr(both, table).equals(getattr(whole, table)), (world, table)
        heirs = moved(ENGINE, first, both)
        if heirs is None:
            taken_back += 1
            continue
        told += 1
        older = {fact: heirs.get(owner, owner) for fact, owner in owner_ids(first).items()}
        assert older | owner_ids(both) == owner_ids(whole), world
    assert told > 10
    assert taken_back > 2


def test_who_turn_out_to_be_one_person_move_to_the_older_id() -> None:
    first = resolved(["user:ana", "email:ana@shop.org"], ["device:phone"], rules=RULES)
    rows = facts([], [], ["email:ana@shop.org", "device:phone"])[2:]
    assert moved(ENGINE, first, continued(rows, first)) == {"p001": "p000"}


def test_nothing_moves_when_strangers_come() -> None:
    first = resolved(["user:ana"], rules=RULES)
    assert moved(ENGINE, first, continued(facts([], ["user:bo"])[1:], first)) == {}


def test_a_value_that_becomes_everybodys_is_taken_back() -> None:
    first = resolved(["user:ana", "device:kiosk"], ["device:kiosk"], rules=RULES)
    crowd = facts([], [], ["user:bo", "device:kiosk"], ["user:cy", "device:kiosk"])[2:]
    assert moved(ENGINE, first, continued(crowd, first)) is None
