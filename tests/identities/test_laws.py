"""Laws of who-is-who: it agrees with its slow twin, and nobody's company changes another's."""

from collections import defaultdict
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.identities.twin import Name, Twin
from tests.identities.worlds import owner_of_rows, owners_of, people, resolved, states

from desirepath.identities import Identities, IdentityRules
from desirepath.identities.components import components
from desirepath.identities.linking import LINKS, VERDICTS, link

KINDS = ["customer", "email", "device", "cookie"]
RULES = IdentityRules(strong=["customer", "email"], strong_cap=1, crowd=2, shortest={}, most_per_row=4)

names = st.tuples(st.sampled_from(KINDS), st.sampled_from(["1", "2", "3", "4", "null"]))
worlds = st.lists(st.lists(names, min_size=1, max_size=3, unique=True), max_size=14)


@given(worlds, st.integers(1, 2), st.integers(1, 2), st.integers(1, 3))
@settings(deadline=None)
def test_linking_agrees_with_its_twin(
    rows: list[list[Name]], strong_cap: int, weak_cap: int, crowd: int
) -> None:
    rules = IdentityRules(
        strong=["customer", "email"], strong_cap=strong_cap, weak_cap=weak_cap, crowd=crowd, shortest={}
    )

    found, twin = linked(rows, rules), Twin(rows, rules)

    assert found == (twin.state, twin.person, twin.kept)


@given(worlds, worlds)
@settings(deadline=None)
def test_adding_people_never_changes_anothers(rows: list[list[Name]], others: list[list[Name]]) -> None:
    elsewhere = [[(kind, f"far-{value}") for kind, value in row] for row in others]

    state, person, kept = linked(rows, RULES)
    with_others = linked(rows + elsewhere, RULES)

    assert {name: with_others[0][name] for name in state} == state
    assert {name: with_others[1][name] for name in person} == person
    assert kept <= with_others[2]


@given(
    st.integers(1, 40).flatmap(lambda n: st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1))))
)
def test_components_are_what_walking_finds(edges: list[tuple[int, int]]) -> None:
    beside = defaultdict(set)
    for a, b in edges:
        beside[a].add(b)
        beside[b].add(a)

    def reached(start: int) -> set[int]:
        seen, todo = {start}, [start]
        while todo:
            new = beside[todo.pop()] - seen
            seen |= new
            todo.extend(new)
        return seen

    one, other = (np.array([edge[end] for edge in edges], dtype=np.int64) for end in (0, 1))
    assert components(40, one, other).tolist() == [min(reached(number)) for number in range(40)]


def test_hundreds_of_small_worlds_resolve_and_own_as_their_twins_do() -> None:
    random = Random(5)  # noqa: S311
    worlds = [[a_row(random, world) for _ in range(random.randint(1, 10))] for world in range(200)]
    twins = [Twin(world, RULES) for world in worlds]
    told = [[f"{kind}:{value}" for kind, value in row] for world in worlds for row in world]

    found = resolved(*told, rules=RULES)

    assert states(found) == {
        f"{kind}:{value}": state for twin in twins for (kind, value), state in twin.state.items()
    }
    assert people(found) == {spelt(person) for twin in twins for person in twin.person.values()}
    whose = {subject: frozenset(group) for subject, group in by_subject(found).items()}
    owned = [None if owner is None else whose[owner] for owner in owner_of_rows(found, *told)]
    assert found.owners is not None
    assert sorted(zip(*found.owners.to_pydict().values(), strict=True)) == owners_of(found, *told)
    expected = [twin.owner(row) for twin, world in zip(twins, worlds, strict=True) for row in world]
    assert owned == [None if owner is None else spelt(owner) for owner in expected]


def a_row(random: Random, world: int) -> list[Name]:
    """A few identifiers of this world, sometimes with junk that many worlds have."""
    row = [(random.choice(KINDS), f"{world}-{random.randint(1, 4)}") for _ in range(random.randint(1, 5))]
    return [("email", "null"), *row] if random.random() < 0.1 else row


def linked(
    rows: list[list[Name]], rules: IdentityRules
) -> tuple[dict[Name, str], dict[Name, frozenset[Name]], set[frozenset[Name]]]:
    """States, people and kept links as `link` gives them, without an engine."""
    seen = sorted({name for row in rows for name in row}, key=lambda name: (KINDS.index(name[0]), name))
    number = {name: place for place, name in enumerate(seen)}
    pairs = sorted(
        {(number[a], number[b]) for row in rows for a in row for b in row if number[a] < number[b]}
    )
    kind = np.array([KINDS.index(name[0]) for name in seen], dtype=np.int64)
    junk = np.array([name[1] == "null" for name in seen], dtype=np.bool_)
    a, b = (np.array([pair[end] for pair in pairs], dtype=np.int64) for end in (0, 1))
    found = link(KINDS, kind, junk, (a, b), rules=rules)
    groups = defaultdict(set)
    for name, root in zip(seen, found.root.tolist(), strict=True):
        groups[root].add(name)
    person = {
        name: frozenset(groups[root])
        for name, root, state in zip(seen, found.root.tolist(), found.state.tolist(), strict=True)
        if state == LINKS
    }
    words = ("links", "shared", "blocked")
    state = {name: words[code] for name, code in zip(seen, found.state.tolist(), strict=True)}
    kept = {
        frozenset([seen[one], seen[other]])
        for (one, other), verdict in zip(pairs, found.verdict.tolist(), strict=True)
        if VERDICTS[verdict] == "seen on one row"
    }
    return state, person, kept


def spelt(person: frozenset[Name]) -> frozenset[str]:
    return frozenset(f"{kind}:{value}" for kind, value in person)


def by_subject(found: Identities) -> dict[str, set[str]]:
    groups: dict[str, set[str]] = {}
    for row in found.identifiers.to_pylist():
        if row["subject_id"] is not None:
            groups.setdefault(row["subject_id"], set()).add(f"{row['type']}:{row['value']}")
    return groups
