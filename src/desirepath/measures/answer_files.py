"""Answers as files, for other programs: Parquet and JSON carry the question along, CSV is the bare table."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from desirepath.errors import InputError
from desirepath.records import spelt_out

__all__ = ["write_answer"]


def write_answer(answer: Any, path: Path) -> Path:
    """Write an answer into a file, by the ending of its name; `Answer.write` says more."""
    write = WRITERS.get(path.suffix.lower())
    if write is None:
        raise InputError(f"An answer is written as {', '.join(WRITERS)}; found {path.name}.")
    try:
        write(answer, path)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror or error}.") from error
    return path


def _parquet(answer: Any, path: Path) -> None:
    told = {b"desirepath": msgspec.json.encode(_told(answer))}
    pq.write_table(answer.table.replace_schema_metadata(told), path)


def _csv(answer: Any, path: Path) -> None:
    columns = {name: _flat(answer.table[name]) for name in answer.table.column_names}
    pa_csv.write_csv(pa.table(columns), path)


def _json(answer: Any, path: Path) -> None:
    document = {**_told(answer), "rows": answer.table.to_pylist()}
    path.write_bytes(msgspec.json.format(msgspec.json.encode(document)) + b"\n")


WRITERS: dict[str, Callable[[Any, Path], None]] = {".parquet": _parquet, ".csv": _csv, ".json": _json}


def _told(answer: Any) -> dict[str, Any]:
    entered = {"journeys": answer.entered.journeys, "subjects": answer.entered.subjects}
    return {"question": spelt_out(answer.question), "as_of_us": answer.as_of_us, **entered}


def _flat(column: "pa.ChunkedArray[Any]") -> Any:
    if not pa.types.is_list(column.type):
        return column
    texts = [None if values is None else " > ".join(map(str, values)) for values in column.to_pylist()]
    return pa.array(texts, pa.string())
