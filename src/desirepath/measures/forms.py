"""An answer as bytes for other programs: an Arrow stream, Parquet, or CSV.

Arrow and Parquet carry the question and of how much it was asked in their metadata, under "desirepath".
"""

import io
from typing import Any, Literal

import msgspec
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

from desirepath.measures.answers import Answer
from desirepath.records import spelt_out

__all__ = ["Form", "encoded"]

Form = Literal["arrow", "parquet", "csv"]


def encoded(answer: Answer, form: Form) -> bytes:
    """The answer's table in this form; in CSV a list is its items with " > " between.

    >>> from desirepath.measures import Entered, Paths
    >>> table = pa.table({"path": [["ad", "shop"]], "count": [3]})
    >>> answer = Answer(
    ...     question=Paths(), table=table, as_of_us=0, entered=Entered(journeys=3, subjects=2)
    ... )
    >>> encoded(answer, "csv")
    b'"path","count"\\n"ad > shop",3\\n'
    >>> pq.read_table(io.BytesIO(encoded(answer, "parquet"))).to_pylist() == answer.rows()
    True
    """
    written = io.BytesIO()
    if form == "csv":
        pyarrow.csv.write_csv(_flat(answer.table), written)
    elif form == "parquet":
        pq.write_table(_told(answer), written, compression="zstd")
    else:
        table = _told(answer)
        with pa.ipc.new_stream(written, table.schema) as stream:
            stream.write_table(table)
    return written.getvalue()


def _told(answer: Answer) -> pa.Table:
    about: dict[str, Any] = {
        "question": spelt_out(answer.question),
        "as_of_us": answer.as_of_us,
        "entered": answer.entered,
        "groups": answer.groups,
    }
    return answer.table.replace_schema_metadata({"desirepath": msgspec.json.encode(about)})


def _flat(table: pa.Table) -> pa.Table:
    for place, field in enumerate(table.schema):
        if pa.types.is_list(field.type):
            joined = [
                None if items is None else " > ".join(map(str, items))
                for items in table.column(place).to_pylist()
            ]
            table = table.set_column(place, field.name, pa.array(joined, pa.string()))
    return table
