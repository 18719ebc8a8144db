"""The same definitions again, one set at a time: obviously right, and slow.

Only the small functions of `rules` (how strong, how many, what is junk) are shared with the product.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations

from desirepath.identities import IdentityRules
from desirepath.identities.rules import (
    blocking_pattern,
    blocks_runs,
    cap_of,
    is_strong,
    shortest_of,
    strength,
)

Name = tuple[str, str]  # (type, value)
Pair = frozenset[Name]
Person = frozenset[Name]


class Twin:
    """Who is who among rows of own identifiers: `state` of each name, `person` of those that link."""

    def __init__(self, rows: Iterable[Sequence[Name]], rules: IdentityRules) -> None:
        own = [set(row) for row in rows if len(set(row)) <= rules.most_per_row]
        self.rules = rules
        self.names = sorted(set().union(*own))
        self.pairs = {frozenset(pair) for row in own for pair in combinations(row, 2)}
        self.state = {name: "blocked" if self._is_junk(name) else "links" for name in self.names}
        strong = self._strong_links()
        weak = self._weak_links(strong)
        kept = strong | weak | self._anonymous_links(strong | weak)
        self.kept = kept
        self.person = {
            name: person for name, person in self._joined(kept).items() if self.state[name] == "links"
        }

    def owner(self, row: Sequence[Name]) -> Person | None:
        """The person a row belongs to."""
        linking = [name for name in row if name in self.person and len(set(row)) <= self.rules.most_per_row]
        return (
            self.person[min(linking, key=lambda name: (strength(self.rules, name[0]), name))]
            if linking
            else None
        )

    def _strong_links(self) -> set[Pair]:
        pairs = {pair for pair in self._clean() if all(self._is_strong(name) for name in pair)}
        crowded = {
            name for name in self.names if self._most_of_one_type(self._beside(name, pairs)) > self._cap(name)
        }
        person = self._joined({pair for pair in pairs if not pair & crowded})
        for name in crowded:
            people = {(kind, person[kind, value]) for kind, value in self._beside(name, pairs)}
            if self._most_of_one_type(people) > self._cap(name):
                self.state[name] = "shared"
        return {pair for pair in pairs if pair in self._clean()}

    def _weak_links(self, strong: set[Pair]) -> set[Pair]:
        person = self._joined(strong)
        mixed = {pair for pair in self._clean() if len({self._is_strong(name) for name in pair}) == 2}
        touched = {
            name: {person[other] for other in self._beside(name, mixed)}
            for name in self.names
            if not self._is_strong(name)
        }
        for name, people in touched.items():
            if self._at_least(people) > self._cap(name):
                self.state[name] = "shared"
        bridges = {
            name: people
            for name, people in touched.items()
            if len(people) > 1 and self.state[name] == "links"
        }
        for name in bridges:
            tangle = self._reached(name, bridges)
            everybody: set[Person] = set().union(*(bridges[each] for each in tangle))
            if self._at_least(everybody) > max(1, *(self._cap(each) for each in tangle), 1):
                self.state[name] = "shared"
        return {pair for pair in mixed if pair in self._clean()}

    @staticmethod
    def _reached(start: Name, bridges: dict[Name, set[Person]]) -> set[Name]:
        reached = {start}
        while more := {
            name
            for name in bridges
            if name not in reached and any(bridges[name] & bridges[each] for each in reached)
        }:
            reached |= more
        return reached

    def _at_least(self, people: Iterable[Person]) -> int:
        """How many people these must be: those with one same strong type are different."""
        kinds = [{kind for kind, _ in person if self._is_strong((kind, ""))} for person in people]
        return max(Counter(kind for each in kinds for kind in each).values(), default=0)

    def _anonymous_links(self, named: set[Pair]) -> set[Pair]:
        person = self._joined(named)
        known = {name for pair in named for name in pair}
        weak = {
            pair
            for pair in self.pairs
            if not any(self._is_strong(name) or self.state[name] == "blocked" for name in pair)
        }
        company = {name: self._most_of_one_type(self._beside(name, weak)) for name in self.names}
        crowded = {name for name in self.names if company[name] > self.rules.crowd}
        for name in crowded - known:
            self.state[name] = "shared"
        weak = {pair for pair in weak & self._clean() if not pair & crowded}
        free = {pair for pair in weak if not pair & known}
        group = self._joined(free)
        touched: dict[Person, set[Person]] = {}
        for pair in weak:
            if len(pair & known) == 1:
                (anchored,), (stranger,) = pair & known, pair - known
                touched.setdefault(group[stranger], set()).add(person[anchored])

        def joins_nobody_apart(pair: Pair) -> bool:
            if pair <= known:
                return len({person[name] for name in pair}) == 1
            return all(len(touched.get(group[stranger], ())) <= 1 for stranger in pair - known)

        return {pair for pair in weak if not pair & known or joins_nobody_apart(pair)}

    def _clean(self) -> set[Pair]:
        return {pair for pair in self.pairs if all(self.state[name] == "links" for name in pair)}

    def _beside(self, name: Name, pairs: Iterable[Pair]) -> set[Name]:
        return {other for pair in pairs if name in pair for other in pair - {name}}

    def _most_of_one_type(self, names: Iterable[tuple[str, object]]) -> int:
        return max(Counter(kind for kind, _ in names).values(), default=0)

    def _joined(self, pairs: Iterable[Pair]) -> dict[Name, Person]:
        person: dict[Name, Person] = {name: frozenset([name]) for name in self.names}
        for pair in pairs:
            one: Person = frozenset().union(*(person[name] for name in pair))
            for name in one:
                person[name] = one
        return person

    def _is_strong(self, name: Name) -> bool:
        return is_strong(self.rules, name[0])

    def _cap(self, name: Name) -> int:
        return cap_of(self.rules, name[0])

    def _is_junk(self, name: Name) -> bool:
        kind, value = name
        junk = re.fullmatch(blocking_pattern(self.rules, runs=blocks_runs(self.rules, kind)), value.lower())
        return bool(junk) or len(value) < shortest_of(self.rules, kind)
