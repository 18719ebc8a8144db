"""An answer: the table, the question it answers, and of whom and when it was asked."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
import pyarrow.compute as pc
from msgspec.structs import replace

from desirepath.charts import ENDINGS, picture, write
from desirepath.errors import UnknownName
from desirepath.measures.answer_files import write_answer
from desirepath.measures.answer_pictures import has_picture, told
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
    zone: str = "UTC"  # where days begin
    currency: str | None = None  # of its amounts; None where none or several are known
    under: list[str] = []  # what it was asked under, in words: filters, segment, period

    def rows(self) -> list[dict[str, Any]]:
        """The rows as plain dictionaries; None is not known."""
        return self.table.to_pylist()

    def of_group(self, name: str) -> "Answer":
        """What a breakdown says of one of its groups; UnknownName when it has no such group."""
        if name not in self.groups:
            raise UnknownName("group", name, self.groups)
        rows = self.table.filter(pc.field("group") == pc.scalar(name)).drop_columns(["group"])
        return replace(self, table=rows, entered=self.groups[name], groups={}, overall=None)

    def to_pandas(self) -> Any:
        """The table as a pandas DataFrame, for a notebook."""
        return self.table.to_pandas()

    def picture(
        self, *, theme: Literal["light", "dark"] = "light", width: float = 720, order: Sequence[str] = ()
    ) -> str:
        """The answer as a picture: a standalone SVG, `width` pixels wide (480 at least), as high as it needs.

        A notebook shows it of itself. `order` are nodes in the order of the journey, where the answer
        does not know it: emotion is then a line over them. QuestionError for a measure of your own making.

        >>> from desirepath.testing import ask
        >>> from desirepath.measures import Paths
        >>> answer = ask(Paths(), ("Ana", "ad", "10:00"), ("Ana", "shop", "10:05"))
        >>> answer.picture(theme="dark")[:4]
        '<svg'
        """
        return picture(told(self, order=order), theme=theme, width=width)

    def _repr_svg_(self) -> str | None:
        """What a notebook shows."""
        return self.picture() if has_picture(self) else None

    def write(
        self, path: Path | str, *, theme: Literal["light", "dark"] = "light", width: float = 720
    ) -> Path:
        """Write the answer into a file, by the ending of its name: its table (.parquet, .csv or .json) or
        its picture (.svg or .png), in this theme and so wide.

        Parquet (in its metadata, under "desirepath") and JSON also say the question, of how many journeys
        and subjects, and as of when. A path of nodes is one text in CSV: "ad > shop". InputError for
        another ending, or a place that cannot be written.
        """
        place = Path(path)
        if place.suffix.lower() in ENDINGS:
            return write(self.picture(theme=theme, width=width), place)
        return write_answer(self, place)
