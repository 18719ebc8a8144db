"""The JSON Schema of a segment document, made of the records themselves."""

from typing import Any

from desirepath.segments.rules import Segment
from desirepath.sources import document_schema

__all__ = ["segment_schema"]


def segment_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a segment, for editors that complete and check as one types.

    >>> sorted(segment_schema()["$defs"]["Segment"]["required"])
    ['key', 'rule', 'title']
    """
    return document_schema(Segment, title="desirepath segment")
