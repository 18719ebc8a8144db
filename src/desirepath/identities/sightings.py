"""What was seen together, as relations: named Ibis steps from facts to distinct identifiers and pairs.

Facts are grouped at once into *sightings* (each distinct list of identifiers of a source, with the
facts that have it), so that nothing after the first step touches a text once for every event.
"""

import ibis
import ibis.expr.types as ir

from desirepath.identities.rules import IdentityRules, blocking_pattern
from desirepath.interactions import folded

__all__ = [
    "claims",
    "identifiers_added",
    "identifiers_seen",
    "members",
    "numbered",
    "own_only",
    "pairs_added",
    "ranked",
    "seen_together",
    "sightings",
]


def sightings(interactions: ibis.Table, traits: ibis.Table | None) -> ibis.Table:
    """Each distinct list of identifiers: source, identifiers, seen (rows), first_fact, facts (in any order).

    What only traits tell has no first fact, and no facts.
    """
    lists = _grouped(interactions)
    if traits is not None:
        lists = lists.union(_grouped(traits.mutate(fact=ibis.null("int64"))))
    return lists


def _grouped(rows: ibis.Table) -> ibis.Table:
    naming = rows.filter(rows.identifiers.length() > 0)
    return naming.group_by("source", "identifiers").agg(
        seen=naming.count(), first_fact=naming.fact.min(), facts=naming.fact.collect()
    )


def members(sightings: ibis.Table, rules: IdentityRules) -> ibis.Table:
    """The subject's own identifiers on each sighting, once each; `sighting` numbers them.

    A list with more than `most_per_row` of them names a crowd, so none of it is anybody's own.
    """
    is_long = sightings.identifiers.length() > rules.most_per_row
    own = is_long.ifelse(own_only(sightings.identifiers), sightings.identifiers.unique())
    listed = sightings.select("sighting", "source", "seen", "first_fact", own=own)
    short = listed.filter(listed.own.length() <= rules.most_per_row)
    each = short.select("sighting", "source", "seen", "first_fact", one=short.own.unnest())
    named = each.select(
        "sighting",
        "source",
        "seen",
        "first_fact",
        type=each.one["type"],
        value=each.one["value"],
        role=each.one["role"],
    )
    own = named.filter((named.role == "self") & (named.value.length() > 0) & named.type.notnull())
    return own.drop("role")


def own_only(identifiers: ir.ArrayColumn) -> ir.ArrayColumn:
    """Of lists of identifiers those of the subject itself, once each: not the order, not the products."""
    return identifiers.filter(lambda one: one["role"] == "self").unique()


def identifiers_seen(members: ibis.Table) -> ibis.Table:
    """Each distinct identifier: type, value, seen (rows), first_fact."""
    return members.group_by("type", "value").agg(
        seen=members.seen.sum().cast("int64"), first_fact=members.first_fact.min()
    )


def identifiers_added(since: ibis.Table, before: ibis.Table) -> ibis.Table:
    """What `identifiers_seen` would say of all facts, given what it says of the later and the earlier."""
    both = since.union(before)
    return both.group_by("type", "value").agg(
        seen=both.seen.sum().cast("int64"), first_fact=both.first_fact.min()
    )


def ranked(identifiers: ibis.Table, types: ibis.Table, rules: IdentityRules) -> ibis.Table:
    """The identifiers, the strongest first, with `blocked`: whether the value is junk.

    `types` gives for each type its `rank`, the `shortest` value that means somebody, and whether it
    `blocks_runs` of digits.
    """
    known = identifiers.join(types, "type")
    text = folded(known.value)
    junk = known.blocks_runs.ifelse(
        text.re_search(blocking_pattern(rules, runs=True)), text.re_search(blocking_pattern(rules))
    )
    return (
        known.mutate(blocked=junk | (known.value.length() < known.shortest))
        .order_by("rank", "type", "value")
        .select("type", "value", "seen", "first_fact", "blocked")
    )


def numbered(members: ibis.Table, identifiers: ibis.Table) -> ibis.Table:
    """The members of each sighting by number: `identifiers` gives each (type, value) its `strength`."""
    return members.join(identifiers, ["type", "value"]).select(
        "sighting", "source", "seen", "first_fact", "strength"
    )


def claims(sightings: ibis.Table, numbered: ibis.Table, linking: ibis.Table) -> ibis.Table:
    """fact, subject: that of the strongest identifier on its sighting that links.

    `linking` gives the strength of each identifier that does its subject.
    """
    linked = numbered.join(linking.select("strength"), "strength")
    strongest = linked.group_by("sighting").agg(strength=linked.strength.min())
    whose = strongest.join(linking, "strength").select("sighting", "subject")
    facts = sightings.select("sighting", fact=sightings.facts.unnest())
    return facts.join(whose, "sighting").select("fact", "subject")


def seen_together(numbered: ibis.Table) -> ibis.Table:
    """Each distinct pair of identifiers of one row: a < b (strengths), count, first_fact, source.

    The source is the one of the first fact. Give it a table, not an expression to work out twice:
    DuckDB 1.5 then orders the joins so that it compares everything with everything.
    """
    others = numbered.select("sighting", b="strength").view()
    both = numbered.join(others, "sighting").filter(lambda row: row.strength < row.b)
    return _summed(both.select("source", "first_fact", a="strength", b="b", count="seen"))


def pairs_added(since: ibis.Table, before: ibis.Table, identifiers: ibis.Table) -> ibis.Table:
    """What `seen_together` would say of all facts, given what it says of the later, and the links of before.

    `before` names its identifiers (type_a, value_a, type_b, value_b); `identifiers` gives their strength.
    """
    a, b = (
        identifiers.rename({f"type_{end}": "type", f"value_{end}": "value", end: "strength"}) for end in "ab"
    )
    known = before.join(a, ["type_a", "value_a"]).join(b, ["type_b", "value_b"])
    columns = ["source", "first_fact", "a", "b", "count"]
    return _summed(since.select(columns).union(known.select(columns)))


def _summed(pairs: ibis.Table) -> ibis.Table:
    return (
        pairs.group_by("a", "b")
        .agg(
            count=pairs["count"].sum().cast("int64"),
            first_fact=pairs.first_fact.min(),
            source=ibis.coalesce(pairs.source.argmin(pairs.first_fact), pairs.source.min()),
        )
        .order_by("a", "b")
    )
