"""An answer as what a picture is drawn from: plain values, the question spelt out."""

from collections.abc import Sequence
from typing import Any

from desirepath.charts import PICTURES, Told
from desirepath.interactions import exponent_of
from desirepath.records import Record, spelt_out

__all__ = ["has_picture", "told"]


def has_picture(answer: Any) -> bool:
    """Whether its measure is one that there is a picture for."""
    return _measure(answer.question) in PICTURES


def told(answer: Any, *, order: Sequence[str] = ()) -> Told:
    """What `charts.picture` needs of an `Answer`."""
    rows = answer.rows()
    groups = {name: (entered.journeys, entered.subjects) for name, entered in answer.groups.items()}
    in_groups = {row.get("group") for row in rows} <= set(groups)  # a comparison's groups are its sides
    return Told(
        measure=_measure(answer.question),
        options=spelt_out(answer.question) if isinstance(answer.question, Record) else {},
        rows=rows,
        every=rows,
        journeys=answer.entered.journeys,
        subjects=answer.entered.subjects,
        as_of_us=answer.as_of_us,
        groups=groups if in_groups and "group" in answer.table.column_names else {},
        order=list(order),
        zone=answer.zone,
        currency=answer.currency,
        decimals=exponent_of(answer.currency or ""),
        under=answer.under,
    )


def _measure(question: Any) -> str:
    """The name of its measure; a comparison has none of its own at the doors."""
    if not isinstance(question, Record):
        return ""
    return str(question.__struct_config__.tag or "")
