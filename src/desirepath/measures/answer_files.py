"""Answers as files and streams for other programs: all but CSV carry the question along.

CSV is for spreadsheets, which would compute a text that begins like a formula: such a text gets a ' before
it. The other forms hold every text as it is.
"""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import msgspec
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from desirepath.charts import ENDINGS as PICTURES
from desirepath.charts import written
from desirepath.errors import InputError
from desirepath.records import spelt_out
from desirepath.sources import as_cell

__all__ = ["Form", "encoded", "write_answer"]

Form = Literal["parquet", "csv", "json", "arrow"]
ENDINGS: dict[str, Form] = {".parquet": "parquet", ".csv": "csv", ".json": "json"}


def write_answer(answer: Any, path: Path) -> Path:
    """Write an answer into a file, by the ending of its name; `Answer.write` says more."""
    form = ENDINGS.get(path.suffix.lower())
    if form is None:
        raise InputError(
            f"An answer is written as {', '.join(ENDINGS)}, its picture as {', '.join(PICTURES)}; "
            f'found "{path.name}".'
        )
    return written(path, encoded(answer, form))


def encoded(answer: Any, form: Form) -> bytes:
    """An `Answer` as the bytes of a file; "arrow" is an IPC stream.

    >>> from desirepath.measures import Answer, Entered, Paths
    >>> table = pa.table({"path": [["ad", "shop"]], "count": [3]})
    >>> entered = Entered(journeys=3, subjects=2)
    >>> encoded(Answer(question=Paths(), table=table, as_of_us=0, entered=entered), "csv")
    b'"path","count"\\n"ad > shop",3\\n'
    """
    return WRITERS[form](answer)


def _parquet(answer: Any) -> bytes:
    written = io.BytesIO()
    pq.write_table(_with_question(answer), written)
    return written.getvalue()


def _arrow(answer: Any) -> bytes:
    written, table = io.BytesIO(), _with_question(answer)
    with pa.ipc.new_stream(written, table.schema) as stream:
        stream.write_table(table)
    return written.getvalue()


def _csv(answer: Any) -> bytes:
    written = io.BytesIO()
    columns = {as_cell(name): _flat(answer.table[name]) for name in answer.table.column_names}
    pa_csv.write_csv(pa.table(columns), written)
    return written.getvalue()


def _json(answer: Any) -> bytes:
    document = {**_told(answer), "rows": answer.table.to_pylist()}
    return msgspec.json.format(msgspec.json.encode(document)) + b"\n"


WRITERS: dict[Form, Callable[[Any], bytes]] = {
    "parquet": _parquet, "csv": _csv, "json": _json, "arrow": _arrow
}  # fmt: skip


def _with_question(answer: Any) -> pa.Table:
    told = {b"desirepath": msgspec.json.encode(_told(answer))}
    table: pa.Table = answer.table.replace_schema_metadata(told)
    return table


def _told(answer: Any) -> dict[str, Any]:
    entered = {"journeys": answer.entered.journeys, "subjects": answer.entered.subjects}
    return {"question": spelt_out(answer.question), "as_of_us": answer.as_of_us, **entered}


def _flat(column: "pa.ChunkedArray[Any]") -> Any:
    """A column for a spreadsheet: a list as one text, and no text as a formula."""
    values: Any = column.combine_chunks()
    if pa.types.is_dictionary(values.type):
        values = values.dictionary_decode()
    if pa.types.is_list(values.type):
        texts = [None if each is None else " > ".join(map(str, each)) for each in values.to_pylist()]
    elif pa.types.is_string(values.type) or pa.types.is_large_string(values.type):
        texts = values.to_pylist()
    else:
        return column
    return pa.array([text if text is None else as_cell(text) for text in texts], pa.string())
