"""Statements of spend: what a file says was spent on a campaign on a day, in as many lines as it takes.

An advertising system restates the last days with every export. So of one source, day, channel and campaign
the newest file that says anything counts, whole; what older files said stays in their loads.
"""

from collections.abc import Mapping

import ibis
import pyarrow as pa

from desirepath.engines import Engine

__all__ = ["newest_statements", "restated"]

ABOUT = ("source", "day", "channel", "campaign")
SAYS = ("cost_minor", "currency", "impressions", "clicks")


def newest_statements(engine: Engine, spend: ibis.Table, origins: Mapping[int, int]) -> ibis.Table:
    """The lines of the newest statement about each day, channel and campaign of a source.

    `origins` are the loads that replayed rows of another, and that other: they are one file's statement.
    """
    told = spend.mutate(statement=spend.load)
    if origins:
        pairs = pa.table({"replay": list(origins), "origin": list(origins.values())})
        known = engine.table(pairs)
        joined = spend.left_join(known, spend.load == known.replay)
        told = joined.mutate(statement=ibis.coalesce(joined.origin, joined.load)).drop("replay", "origin")
    newest = told.statement.max().over(group_by=[told[name] for name in ABOUT])
    placed = told.mutate(newest=newest)
    return placed.filter(placed.statement == placed.newest).drop("statement", "newest")


def restated(
    engine: Engine, new: str, live: ibis.Table | None, *, also: str | None = None
) -> tuple[int, int]:
    """How many raw rows of the part `new` say what is known, and how many say something else of it.

    `live` are the statements that counted so far: the n-th equal line is known where there are as many. Rows
    that became an interaction too, in the part `also`, are counted by what became of that.
    """
    if live is None:
        return 0, 0
    lines = engine.parquet([new])
    if also is not None:
        lines = lines.anti_join(engine.parquet([also]).select("ordinal"), "ordinal")
    fresh, known = _numbered(lines), _numbered(live)
    about = known.select(*ABOUT).distinct().mutate(is_known=ibis.literal(1))
    says = known.select(*ABOUT, *SAYS, "nth").mutate(is_same=ibis.literal(1))
    met = fresh.left_join(about, list(ABOUT)).select(*fresh.columns, "is_known")
    met = met.left_join(says, [*ABOUT, *SAYS, "nth"]).select(*met.columns, "is_same")
    rows = met.group_by("ordinal").agg(
        is_same=met.is_same.fill_null(0).min(), is_known=met.is_known.fill_null(0).max()
    )
    counts = rows.agg(
        duplicates=rows.is_same.cast("int64").sum().fill_null(0),
        known=rows.is_known.cast("int64").sum().fill_null(0),
    )
    found = engine.run(counts).to_pylist()[0]
    return int(found["duplicates"]), int(found["known"] - found["duplicates"])


def _numbered(lines: ibis.Table) -> ibis.Table:
    """Lines without nulls, which meet no other, and the how-manieth equal one each is."""
    filled = lines.mutate(
        campaign=lines.campaign.fill_null(""),
        currency=lines.currency.fill_null(""),
        impressions=lines.impressions.fill_null(-1),
        clicks=lines.clicks.fill_null(-1),
    ).select(*ABOUT, *SAYS, "load", "ordinal")
    equal = [filled[name] for name in (*ABOUT, *SAYS)]
    return filled.mutate(nth=ibis.row_number().over(group_by=equal, order_by=[filled.load, filled.ordinal]))
