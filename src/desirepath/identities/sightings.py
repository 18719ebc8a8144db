"""What was seen together, as relations: named Ibis steps from facts to distinct identifiers and pairs.

Facts are grouped at once into *sightings* (each distinct list of identifiers of a source, with how
often and first where), so that nothing after the first step grows with the number of events.
"""

import ibis

from desirepath.identities.rules import IdentityRules, blocking_pattern

__all__ = ["identifiers_seen", "members", "seen_together", "sightings"]


def sightings(interactions: ibis.Table, traits: ibis.Table | None) -> ibis.Table:
    """Each distinct list of identifiers: source, identifiers, seen (rows), first_fact (null from traits)."""
    lists = interactions.group_by("source", "identifiers").agg(
        seen=interactions.count(), first_fact=interactions.fact.min()
    )
    if traits is not None:
        known = traits.group_by("source", "identifiers").agg(
            seen=traits.count(), first_fact=ibis.null("int64")
        )
        lists = lists.union(known.select(lists.columns))
    return lists.filter(lists.identifiers.length() > 0)


def members(sightings: ibis.Table, rules: IdentityRules) -> ibis.Table:
    """The subject's own identifiers on each sighting, once each; `sighting` numbers them.

    A list longer than `most_per_row` names a crowd, so none of it is anybody's own.
    """
    short = sightings.filter(sightings.identifiers.length() <= rules.most_per_row)
    each = short.select("sighting", "source", "seen", "first_fact", one=short.identifiers.unnest())
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
    return own.drop("role").distinct()


def identifiers_seen(members: ibis.Table, types: ibis.Table, rules: IdentityRules) -> ibis.Table:
    """Each distinct identifier, the strongest first: type, value, seen, first_fact, blocked.

    `types` gives for each type its `rank` and the `shortest` value that means somebody.
    """
    distinct = members.group_by("type", "value").agg(
        seen=members.seen.sum().cast("int64"), first_fact=members.first_fact.min()
    )
    ranked = distinct.join(types, "type")
    junk = ranked.value.lower().strip().re_search(blocking_pattern(rules))
    return (
        ranked.mutate(blocked=junk | (ranked.value.length() < ranked.shortest))
        .order_by("rank", "type", "value")
        .select("type", "value", "seen", "first_fact", "blocked")
    )


def seen_together(members: ibis.Table, identifiers: ibis.Table) -> ibis.Table:
    """Each distinct pair of identifiers of one row, by strength: a < b, count, first_fact, source.

    `identifiers` gives each (type, value) its `strength`; the source is the one of the first fact.
    """
    coded = members.join(identifiers, ["type", "value"]).select(
        "sighting", "source", "seen", "first_fact", "strength"
    )
    others = coded.select("sighting", b="strength")
    both = coded.join(others, "sighting").filter(lambda row: row.strength < row.b)
    return (
        both.group_by(a=both.strength, b=both.b)
        .agg(
            count=both.seen.sum().cast("int64"),
            first_fact=both.first_fact.min(),
            source=ibis.coalesce(both.source.argmin(both.first_fact), both.source.min()),
        )
        .order_by("a", "b")
    )
