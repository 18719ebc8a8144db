"""Which links to believe: junk is blocked, what too many people share links nobody, the rest joins.

Works on distinct identifiers, numbered from the strongest, and on distinct pairs of them. Strong
identifiers are joined first, among themselves; a weak one may then join what is, or may well be, one
person; what is left, anonymous, joins among itself. Every pair keeps its verdict.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from desirepath.identities.components import Int64s, components
from desirepath.identities.joining import Join
from desirepath.identities.rules import IdentityRules, cap_of, is_strong
from desirepath.records import Record

__all__ = ["BLOCKED", "KEPT", "LINKS", "SHARED", "VERDICTS", "Linked", "link"]

Bools = npt.NDArray[np.bool_]
LINKS, SHARED, BLOCKED = 0, 1, 2  # how an identifier stands
KEPT, HAS_BLOCKED, HAS_SHARED, HAS_CROWD, WOULD_JOIN = range(5)
VERDICTS = (
    "seen on one row",
    "one of the two is a blocked value",
    "one of the two is shared by several people",
    "one of the two was seen with a crowd",
    "it would join people who are known apart",
)


class Linked(Record):
    """How each identifier stands, with whom it hangs together, and the verdict on each pair."""

    state: npt.NDArray[np.int8]  # LINKS, SHARED or BLOCKED
    seen_with: Int64s  # of a shared one: how many people (or, of a crowd, identifiers); else 0
    root: Int64s  # the strongest identifier of its subject; itself when it does not link
    verdict: npt.NDArray[np.int8]  # of each pair: KEPT, or why not; an index into VERDICTS


class Known(Record):
    """What is known of the identifiers before any are joined: type, its cap, strong or weak, junk."""

    kind: Int64s
    cap: Int64s
    strong: Bools
    blocked: Bools
    crowd: int
    join: Join


def link(
    kinds: Sequence[str],
    kind: Int64s,
    blocked: Bools,
    pairs: tuple[Int64s, Int64s],
    *,
    rules: IdentityRules,
    join: Join = components,
) -> Linked:
    """Judge every pair of identifiers and join what the rules believe; `kind` indexes `kinds`.

    `join` says which things hang together: `components` does, and whatever finds the same.

    >>> kinds, kind, junk = ["customer", "device"], np.array([0, 0, 1, 1]), np.zeros(4, dtype=bool)
    >>> pairs = np.array([0, 0, 1]), np.array([2, 3, 3])  # the second device was used by both customers
    >>> linked = link(kinds, kind, junk, pairs, rules=IdentityRules())
    >>> linked.root.tolist(), [VERDICTS[each] for each in linked.verdict[1:2]]
    ([0, 1, 0, 3], ['one of the two is shared by several people'])
    """
    caps = np.array([cap_of(rules, name) for name in kinds], dtype=np.int64)
    strong = np.array([is_strong(rules, name) for name in kinds], dtype=np.bool_)
    known = Known(
        kind=kind, cap=caps[kind], strong=strong[kind], blocked=blocked, crowd=rules.crowd, join=join
    )
    a, b = pairs
    verdict = np.where(blocked[a] | blocked[b], HAS_BLOCKED, KEPT).astype(np.int8)
    seen_with = np.zeros(kind.size, dtype=np.int64)
    for judge in (_judge_strong, _judge_weak, _judge_anonymous):
        judge(known, a, b, verdict=verdict, seen_with=seen_with)
    state = np.where(blocked, BLOCKED, np.where(seen_with > 0, SHARED, LINKS)).astype(np.int8)
    return Linked(
        state=state,
        seen_with=seen_with,
        root=known.join(kind.size, a[verdict == KEPT], b[verdict == KEPT]),
        verdict=verdict,
    )


def _judge_strong(
    known: Known, a: Int64s, b: Int64s, *, verdict: npt.NDArray[np.int8], seen_with: Int64s
) -> None:
    """Share what was seen with more strong values of one type than its cap.

    Those over their cap are innocent all the same when, without them, the values they were seen
    with are few people: one person may have many old customer numbers.
    """
    both = (verdict == KEPT) & known.strong[a] & known.strong[b]
    one, other = _both_ways(a[both], b[both])
    suspect = _most_of_one_type(one, other, known.kind) > known.cap
    calm = both & ~suspect[a] & ~suspect[b]
    person = known.join(known.kind.size, a[calm], b[calm])
    asked = suspect[one]
    people = _most_of_one_type(one[asked], other[asked], known.kind, person=person)
    _share(people, known.cap, seen_with)
    verdict[both & ((seen_with[a] > 0) | (seen_with[b] > 0))] = HAS_SHARED


def _judge_weak(
    known: Known, a: Int64s, b: Int64s, *, verdict: npt.NDArray[np.int8], seen_with: Int64s
) -> None:
    """Share the weak values that were seen with more people than their cap.

    Those who have no strong type in common may be one person (a user id here, an e-mail there): a
    weak value joins them, unless with what other weak values join they would be too many after all.
    """
    mixed = known.strong[a] != known.strong[b]
    verdict[mixed & (verdict == KEPT) & ((seen_with[a] > 0) | (seen_with[b] > 0))] = HAS_SHARED
    named = (verdict == KEPT) & known.strong[a] & known.strong[b]
    person = known.join(known.kind.size, a[named], b[named])
    mixed &= verdict == KEPT
    weak, strong = np.where(known.strong[a], b, a), np.where(known.strong[a], a, b)
    one, whose = _distinct_pairs(weak[mixed], person[strong[mixed]])
    _share(_people(known, person, one, whose), known.cap, seen_with)
    calm = seen_with[one] == 0
    _share_tangled(known, person, one[calm], whose[calm], seen_with=seen_with)
    verdict[mixed & (seen_with[weak] > 0)] = HAS_SHARED


def _share_tangled(known: Known, person: Int64s, weak: Int64s, whose: Int64s, *, seen_with: Int64s) -> None:
    """Share the weak values that would join people, wherever all they join are too many for one."""
    size = known.kind.size
    touched = np.bincount(weak, minlength=size)
    bridges = touched[weak] > 1
    group = known.join(size, weak[bridges], whose[bridges])
    everybody = np.unique(whose[bridges])
    people = _people(known, person, group[everybody], everybody)
    allowed = np.ones(size, dtype=np.int64)
    np.maximum.at(allowed, group[weak[bridges]], known.cap[weak[bridges]])
    tangled = weak[bridges][(people > allowed)[group[weak[bridges]]]]
    seen_with[tangled] = touched[tangled]


def _people(known: Known, person: Int64s, of: Int64s, whose: Int64s) -> Int64s:
    """How many people at least: of the (distinct) people given, those with one same strong type."""
    size = known.kind.size
    most = np.zeros(size, dtype=np.int64)
    for kind in np.unique(known.kind[known.strong]):
        has = np.zeros(size, dtype=np.bool_)
        has[person[known.kind == kind]] = True
        most = np.maximum(most, np.bincount(of[has[whose]], minlength=size))
    return most


def _share(people: Int64s, cap: Int64s, seen_with: Int64s) -> None:
    over = people > cap
    seen_with[over] = people[over]


def _judge_anonymous(
    known: Known, a: Int64s, b: Int64s, *, verdict: npt.NDArray[np.int8], seen_with: Int64s
) -> None:
    """Join weak values among themselves: within one person, or what nobody known has touched."""
    size = known.kind.size
    weak = (verdict == KEPT) & ~known.strong[a] & ~known.strong[b]
    named = (verdict == KEPT) & ~weak
    person = known.join(size, a[named], b[named])
    anchored = np.zeros(size, dtype=np.bool_)
    anchored[a[named]] = anchored[b[named]] = True
    one, other = _both_ways(a[weak], b[weak])
    company = _most_of_one_type(one, other, known.kind)
    crowd = company > known.crowd
    lost = crowd & ~anchored & (seen_with == 0)
    verdict[weak & (crowd[a] | crowd[b])] = HAS_CROWD
    verdict[weak & ((seen_with[a] > 0) | (seen_with[b] > 0))] = HAS_SHARED
    seen_with[lost] = company[lost]
    weak &= verdict == KEPT
    free = weak & ~anchored[a] & ~anchored[b]
    group = known.join(size, a[free], b[free])
    touching = weak & (anchored[a] != anchored[b])
    stranger = group[np.where(anchored[a], b, a)]
    whose = person[np.where(anchored[a], a, b)]
    claimed = _distinct(stranger[touching], whose[touching], size) > 1
    verdict[touching & claimed[stranger]] = WOULD_JOIN
    verdict[weak & anchored[a] & anchored[b] & (person[a] != person[b])] = WOULD_JOIN


def _both_ways(a: Int64s, b: Int64s) -> tuple[Int64s, Int64s]:
    return np.concatenate([a, b]), np.concatenate([b, a])


def _most_of_one_type(one: Int64s, other: Int64s, kind: Int64s, *, person: Int64s | None = None) -> Int64s:
    """For each identifier: how many (people among) those it was seen with, of the type with most."""
    size, kinds = kind.size, int(kind.max(initial=0)) + 1
    per_kind = _distinct(one * kinds + kind[other], other if person is None else person[other], size * kinds)
    most: Int64s = per_kind.reshape(size, kinds).max(axis=1, initial=0)
    return most


def _distinct(of: Int64s, what: Int64s, size: int) -> Int64s:
    """How many different `what` there are for each of 0 … size − 1."""
    return np.bincount(_distinct_pairs(of, what)[0], minlength=size)


def _distinct_pairs(of: Int64s, what: Int64s) -> tuple[Int64s, Int64s]:
    order = np.lexsort((what, of))
    of, what = of[order], what[order]
    first = np.ones(of.size, dtype=np.bool_)
    first[1:] = (of[1:] != of[:-1]) | (what[1:] != what[:-1])
    return of[first], what[first]
