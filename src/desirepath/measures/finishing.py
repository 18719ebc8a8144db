"""From partial answers to the table: merged group by group, and finished."""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from desirepath.measures.scanning import Plan

__all__ = ["finished"]


def finished(plan: Plan, partials: Mapping[int, Sequence[Any]]) -> pa.Table:
    """The answer's table from the partial answers by group, in that order.

    With groups, a first column `group` says which; without, all are group 0.
    """
    question = plan.question
    if plan.grouping is None:
        whole: pa.Table = question.finish(question.merge(*partials.get(0, ())), plan.frame)
        return whole
    nothing = _named(question.finish(question.merge(), plan.frame), "").slice(0, 0)
    tables = [
        _named(question.finish(question.merge(*some), plan.frame), plan.grouping.names[group])
        for group, some in partials.items()
    ]
    return pa.concat_tables([nothing, *tables])


def _named(table: pa.Table, group: str) -> pa.Table:
    return table.add_column(0, "group", pa.array([group] * table.num_rows, pa.string()))
