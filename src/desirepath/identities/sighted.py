"""Sightings while they are needed: in this process as Arrow, or with an engine's workers.

Whoever holds them says whose identifiers were seen on each, and in the end whose each fact is. Both ways
give the same rows; `sightings` says what they are.
"""

from typing import Any, Protocol, cast

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from desirepath.engines import Engine, Spreads
from desirepath.identities.components import Int64s
from desirepath.identities.rules import IdentityRules
from desirepath.identities.sightings import claims, members, numbered, sightings

__all__ = ["Sighted", "sighted"]


class Sighted(Protocol):
    """All sightings of some facts and traits."""

    own: ibis.Table  # `members` of them

    def numbered(self, strengths: ibis.Table) -> ibis.Table:
        """The own identifiers by number; `strengths` gives each (type, value) its `strength`."""
        ...

    def owners(self, seen: ibis.Table, subject: Int64s) -> pa.Table | ibis.Table:
        """fact, subject: that of its strongest identifier that links; facts of nobody are left out.

        `seen` is what `numbered` gave; `subject` gives each strength its subject, −1 where it does not link.
        """
        ...

    def widest(self) -> int:
        """The most identifiers of one sighting."""
        ...


def sighted(
    engine: Engine, interactions: ibis.Table, traits: ibis.Table | None, rules: IdentityRules
) -> Sighted:
    """The sightings, kept where the engine does its work."""
    found = sightings(interactions, traits)
    return There(engine, found, rules) if isinstance(engine, Spreads) else Here(engine, found, rules)


class Here:
    """Sightings as Arrow: nothing is read twice, and no fact is joined."""

    def __init__(self, engine: Engine, found: ibis.Table, rules: IdentityRules) -> None:
        self._engine, self._lists = engine, engine.run(found)
        sighting = pa.array(np.arange(self._lists.num_rows), pa.int64())
        named = engine.table(self._lists.drop_columns("facts").append_column("sighting", sighting))
        self.own = engine.table(engine.run(members(named, rules)))
        self._seen = pa.table({})

    def numbered(self, strengths: ibis.Table) -> ibis.Table:
        """The own identifiers by number."""
        self._seen = self._engine.run(numbered(self.own, strengths))
        return self._engine.table(self._seen)

    def owners(self, seen: ibis.Table, subject: Int64s) -> pa.Table:  # noqa: ARG002 - it is here already
        """fact, subject: that of its strongest identifier that links; facts of nobody are left out."""
        strength = np.asarray(self._seen["strength"]).astype(np.int64, copy=False)
        sighting = np.asarray(self._seen["sighting"]).astype(np.int64, copy=False)
        links = subject[strength] >= 0
        strongest = np.full(self._lists.num_rows, subject.size, dtype=np.int64)
        np.minimum.at(strongest, sighting[links], strength[links])
        whose = np.append(subject, -1)[strongest]
        facts = cast("pa.ListArray[Any]", self._lists["facts"].combine_chunks().fill_null([]))
        owner = np.repeat(whose, np.diff(facts.offsets.to_numpy()))
        owners = pa.table({"fact": facts.flatten(), "subject": pa.array(owner, pa.int64(), mask=owner < 0)})
        return owners.filter(pc.is_valid(owners["subject"])) if (owner < 0).any() else owners

    def widest(self) -> int:
        """The most identifiers of one sighting."""
        return pc.max(pc.list_value_length(self._lists["identifiers"])).as_py() or 0


class There:
    """Sightings held by workers: no list of facts, and no fact, comes to this process."""

    def __init__(self, engine: Engine, found: ibis.Table, rules: IdentityRules) -> None:
        self._engine = engine
        self._lists = engine.held(found, number="sighting")
        self.own = engine.held(members(self._lists, rules))

    def numbered(self, strengths: ibis.Table) -> ibis.Table:
        """The own identifiers by number."""
        return self._engine.held(numbered(self.own, strengths))

    def owners(self, seen: ibis.Table, subject: Int64s) -> ibis.Table:
        """fact, subject: that of its strongest identifier that links; facts of nobody are left out."""
        links = np.flatnonzero(subject >= 0)
        linking = self._engine.table(pa.table({"strength": links, "subject": subject[links]}))
        return self._engine.held(claims(self._lists, seen, linking))

    def widest(self) -> int:
        """The most identifiers of one sighting."""
        found = self._engine.run(self._lists.agg(widest=self._lists.identifiers.length().max()))
        return found["widest"][0].as_py() or 0
