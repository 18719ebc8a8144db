"""An answer: the table, the question it answers, and of whom and when it was asked."""

from typing import Any

import pyarrow as pa

from desirepath.records import Record

__all__ = ["Answer", "Entered"]


class Entered(Record):
    """How many journeys and subjects the answer is about, after the lens, the split and the mask."""

    journeys: int
    subjects: int


class Answer(Record):
    """What a measure found: its rows reconcile to the journeys that `entered`, as of `as_of_us`.

    >>> from desirepath.measures import Paths
    >>> table = pa.table({"path": [["ad", "shop"]], "count": [3]})
    >>> answer = Answer(
    ...     question=Paths(), table=table, as_of_us=0, entered=Entered(journeys=3, subjects=2)
    ... )
    >>> answer.rows()
    [{'path': ['ad', 'shop'], 'count': 3}]
    """

    question: Any  # the measure's record, as asked
    table: pa.Table
    as_of_us: int
    entered: Entered
    groups: dict[str, Entered] = {}  # of a breakdown: group → how much entered it, in the table's order

    def rows(self) -> list[dict[str, Any]]:
        """The rows as plain dictionaries; None is not known."""
        return self.table.to_pylist()

    def to_pandas(self) -> Any:
        """The table as a pandas DataFrame, for a notebook."""
        return self.table.to_pandas()
