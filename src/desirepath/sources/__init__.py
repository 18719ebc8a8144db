"""Sources: a file becomes raw rows, in batches, with the rows that cannot be read set aside.

`detect` finds how a file is written, `read` gives its rows, `sample` the first of them; `redact` takes
personal data out of free text. Nothing here knows what a row means: that is `interactions`.
"""

from desirepath.sources.csv_cells import as_cell as as_cell
from desirepath.sources.csv_cells import csv_line as csv_line
from desirepath.sources.csv_cells import from_cell as from_cell
from desirepath.sources.detecting import detect
from desirepath.sources.document_faults import explain as explain
from desirepath.sources.documents import Flaw, document_schema, read_document, read_documents, write_document
from desirepath.sources.documents import read_values as read_values
from desirepath.sources.json_rows import rows_of_json as rows_of_json
from desirepath.sources.opening import sampling as sampling
from desirepath.sources.parquet_files import Stretch as Stretch
from desirepath.sources.parquet_files import raw_rows as raw_rows
from desirepath.sources.parquet_folders import bytes_of as bytes_of
from desirepath.sources.parquet_folders import checksum_of as checksum_of
from desirepath.sources.parquet_folders import is_parquet_folder as is_parquet_folder
from desirepath.sources.parquet_folders import read_stretch as read_stretch
from desirepath.sources.parquet_folders import stretches as stretches
from desirepath.sources.reading import read, sample
from desirepath.sources.redacting import redact
from desirepath.sources.redacting import redact_text as redact_text
from desirepath.sources.rows import RAW_LIMIT as RAW_LIMIT
from desirepath.sources.rows import FileFormat, RawRows, Reject

__all__ = [
    "FileFormat",
    "Flaw",
    "RawRows",
    "Reject",
    "detect",
    "document_schema",
    "read",
    "read_document",
    "read_documents",
    "redact",
    "sample",
    "write_document",
]
