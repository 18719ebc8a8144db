"""An answer: the table, the question it answers, and of whom and when it was asked."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from desirepath.errors import UnknownName
from desirepath.measures.answer_files import write_answer
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
    overall: pa.Table | None = (
        None  # of a breakdown: all groups, where the measure says what their mix explains
    )

    def rows(self) -> list[dict[str, Any]]:
        """The rows as plain dictionaries; None is not known."""
        return self.table.to_pylist()

    def of_group(self, name: str) -> "Answer":
        """What a breakdown says of one of its groups; UnknownName when it has no such group."""
        if name not in self.groups:
            raise UnknownName("group", name, self.groups)
        rows = self.table.filter(pc.field("group") == pc.scalar(name)).drop_columns(["group"])
        return Answer(question=self.question, table=rows, as_of_us=self.as_of_us, entered=self.groups[name])

    def to_pandas(self) -> Any:
        """The table as a pandas DataFrame, for a notebook."""
        return self.table.to_pandas()

    def write(self, path: Path | str) -> Path:
        """Write the table into a file: .parquet, .csv or .json, by the ending of its name.

        Parquet (in its metadata, under "desirepath") and JSON also say the question, of how many journeys
        and subjects, and as of when. A path of nodes is one text in CSV: "ad > shop". InputError for
        another ending, or a place that cannot be written.
        """
        return write_answer(self, Path(path))
