"""Whose each row is: the subject of its strongest own identifier that links, or nobody's.

One look-up for each position in the list of identifiers: no unnesting, no window, no join on the
row itself, so it costs little more than reading the identifiers.
"""

from functools import reduce

import ibis
import ibis.expr.types as ir

from desirepath.engines import Engine
from desirepath.identities.resolving import Identities
from desirepath.identities.sightings import own_only

__all__ = ["owned", "owners"]

NOBODY = 2**62
PLACES = 2**31  # a claim is strength * PLACES + subject: the smallest claim is the strongest identifier's


def owners(engine: Engine, interactions: ibis.Table, identities: Identities) -> ibis.Table:
    """For each fact its subject_id; null when it is without subject."""
    mine = owned(engine, interactions, identities).select("fact", "subject")
    names = engine.table(identities.subjects.select(["subject", "subject_id"]))
    return mine.left_join(names, "subject").select("fact", "subject_id")


def owned(engine: Engine, rows: ibis.Table, identities: Identities) -> ibis.Table:
    """These rows with one more column, `subject`: the row of `identities.subjects`, null for nobody.

    `rows` are the interactions or traits that were resolved, with all their columns. Without subject is
    a row that names nobody, or only shared and blocked values, or a whole crowd.
    """
    widest = _widest(engine, rows) if identities.widest is None else identities.widest
    most = identities.most_per_row
    positions = range(min(widest, most))
    links = engine.table(identities.identifiers.select(["type", "value", "subject", "strength"]))
    links = links.filter(links.subject.notnull())
    claimed = rows.mutate(own=_own(rows, most) if widest > most else rows.identifiers)
    for position in positions:
        claimed = _claimed(claimed, links, position)
    names = [f"claim_{position}" for position in positions]
    claims = [claimed[name].fill_null(NOBODY) for name in names]
    strongest = reduce(ibis.least, claims, ibis.literal(NOBODY))  # two at a time: there may be none
    mine = (strongest < NOBODY) & (claimed.own.length() <= most)
    return claimed.mutate(subject=mine.ifelse(strongest % PLACES, ibis.null("int64"))).drop("own", *names)


def _own(rows: ibis.Table, most: int) -> ir.ArrayColumn:
    """The lists without what is not the subject's own, where they are too long to be looked at whole."""
    return (rows.identifiers.length() > most).ifelse(own_only(rows.identifiers), rows.identifiers)


def _widest(engine: Engine, rows: ibis.Table) -> int:
    return engine.run(rows.agg(widest=rows.identifiers.length().max()))["widest"][0].as_py() or 0


def _claimed(rows: ibis.Table, links: ibis.Table, position: int) -> ibis.Table:
    """The rows with what the identifier at this position claims, null when it does not link."""
    claims = links.select(
        claims_type=links["type"],
        claims_value=links["value"],
        **{f"claim_{position}": links.strength * PLACES + links.subject},
    ).view()
    one = rows.own[position]
    own = (one["role"] == "self").ifelse(one["value"], ibis.null("string"))
    matches = rows.left_join(claims, [one["type"] == claims.claims_type, own == claims.claims_value])
    return matches.drop("claims_type", "claims_value")
