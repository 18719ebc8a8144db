"""Which things hang together, as relations: for edges that an engine holds, not this process.

Randomised contraction (Bögeholz, Brand, Todor 2020, "In-database connected component analysis").
Where the edges fit in memory, `components` finds the same in a fraction of the time.
"""

from collections.abc import Iterator

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from desirepath.engines import Engine
from desirepath.errors import Fault
from desirepath.identities.components import components
from desirepath.records import Record

__all__ = ["LARGEST", "Contracted", "contracted"]

PRIME = 2**31 - 1  # so that a product of two residues fits into 64 bits on every engine
LARGEST = PRIME - 1
NOBODY = -1
MOST_ROUNDS = 200  # a round leaves three quarters of the things on average: 2**31 are gone after 75


class Contracted(Record):
    """For each thing of some edge the smallest that it hangs together with; and how many rounds it took."""

    labels: ibis.Table  # thing, smallest
    rounds: int


class _Order(Record):
    """A random order of the residues: x stands at (factor · x + shift) mod PRIME, which gives x again."""

    factor: int
    shift: int

    def place(self, thing: ir.Value) -> ir.Value:
        return (thing * self.factor + self.shift) % PRIME

    def thing(self, place: ir.Value) -> ir.Value:
        return (place + (PRIME - self.shift)) % PRIME * pow(self.factor, -1, PRIME) % PRIME


def contracted(engine: Engine, edges: ibis.Table, *, seed: int = 1, enough: int = 0) -> Contracted:
    """The connected components of these edges (a, b: whole numbers from 0 to `LARGEST`).

    Each round puts the things in a fresh random order, lets each follow the first among itself and its
    neighbours, and goes on with the edges between those that are followed. So the things become at most
    three quarters of as many on average, whatever the graph: a path of a million takes twenty rounds.
    Edges that are no more than `enough` are fetched and done here. The labels depend neither on `seed`
    nor on that; only the rounds do.

    >>> from desirepath.engines import DuckDBEngine
    >>> engine = DuckDBEngine(threads=1)
    >>> found = contracted(engine, engine.table(pa.table({"a": [0, 4, 2], "b": [3, 5, 3]})))
    >>> engine.run(found.labels.order_by("thing"))["smallest"].to_pylist()
    [0, 0, 0, 4, 4]
    """
    left = engine.held(edges.filter(edges.a != edges.b).select("a", "b"))
    alone = edges.filter(edges.a == edges.b).select(thing="a")
    followed: list[ibis.Table] = []
    rounds = 0
    for order in _orders(seed):
        edges_left = engine.run(left.count().name("edges"))["edges"][0].as_py()
        if edges_left <= enough:
            followed += [_rest(engine, left)] if edges_left else []
            break
        followed.append(engine.held(_followed(left, order)))
        left = engine.held(_between(left, followed[-1]))
        rounds += 1
    return Contracted(labels=_labels(engine, alone, followed), rounds=rounds)


def _orders(seed: int) -> Iterator[_Order]:
    drawn = np.random.default_rng(seed)
    for _ in range(MOST_ROUNDS):
        yield _Order(factor=int(drawn.integers(1, PRIME)), shift=int(drawn.integers(0, PRIME)))
    raise Fault(f"{MOST_ROUNDS} rounds of contraction were not enough; that is next to impossible.")


def _rest(engine: Engine, edges: ibis.Table) -> ibis.Table:
    """Whom each thing of these edges follows in the end, found here."""
    few = engine.run(edges)
    ends = np.concatenate([few["a"].to_numpy(), few["b"].to_numpy()])
    things, places = np.unique(ends, return_inverse=True)
    root = components(len(things), places[: few.num_rows], places[few.num_rows :])
    return engine.table(pa.table({"thing": things, "leader": things[root]}))


def _followed(edges: ibis.Table, order: _Order) -> ibis.Table:
    """Whom each thing follows: the first, in this order, of itself and its neighbours."""
    both = edges.union(edges.select(a="b", b="a"))
    first = both.group_by(thing=both.a).agg(place=order.place(both.b).min())
    return first.select("thing", leader=order.thing(ibis.least(first.place, order.place(first.thing))))


def _between(edges: ibis.Table, followed: ibis.Table) -> ibis.Table:
    """The edges between those who are followed, once each.

    Every end follows somebody, so the joins could be inner ones; but of three relations and an
    inequality DuckDB 1.5 would first join all leaders with all others.
    """
    of_b = followed.select(b="thing", other="leader").view()
    led = edges.left_join(followed.select(a="thing", one="leader"), "a").left_join(of_b, "b")
    one, other = led.one.fill_null(NOBODY), led.other.fill_null(NOBODY)
    return led.filter(one != other).select(a=ibis.least(one, other), b=ibis.greatest(one, other)).distinct()


def _labels(engine: Engine, alone: ibis.Table, followed: list[ibis.Table]) -> ibis.Table:
    """Each thing with the smallest of its component, once each."""
    if not followed:
        return alone.select("thing", smallest="thing").distinct()
    last = followed[-1]
    for before in reversed(followed[:-1]):
        leads = last.select(leader="thing", last="leader").view()
        on = before.left_join(leads, "leader")
        last = engine.held(on.select("thing", leader=ibis.coalesce(on["last"], on.leader)))
    smallest = last.group_by("leader").agg(smallest=last.thing.min())
    labels = last.join(smallest, "leader").select("thing", "smallest")
    others = alone.distinct().anti_join(labels.select("thing").view(), "thing")
    return labels.union(others.select("thing", smallest="thing"))
