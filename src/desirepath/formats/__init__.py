"""Maps in other people's forms: read from Mermaid, CJML, CSV and others, written to these and to BPMN.

`import_map` and `export_map` are the way in; each form has a file of its own. What a form cannot hold is
said: an import has `remarks`, an export says what it `dropped`.
"""

from desirepath.formats.conveying import Exported, Imported
from desirepath.formats.exchanging import ENDINGS, READERS, WRITERS, export_map, form_of, import_map

__all__ = [
    "ENDINGS",
    "READERS",
    "WRITERS",
    "Exported",
    "Imported",
    "export_map",
    "form_of",
    "import_map",
]
