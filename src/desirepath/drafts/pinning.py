"""A figure of somebody's own choosing as evidence: asked of the map's people, and filled as all are."""

from collections.abc import Mapping
from typing import Any

import msgspec
import pyarrow as pa

from desirepath.drafts.asking import Ask
from desirepath.drafts.citing import leaving, terms_of
from desirepath.drafts.evidencing import gathered, looked_up
from desirepath.errors import InputError
from desirepath.journeys import Split
from desirepath.maps import COMPARE, Evidence, JourneyMap, Unit, time_text

__all__ = ["cited_figure", "unit_of", "with_comparisons"]


def cited_figure(
    journey_map: JourneyMap, piece: Evidence, ask: Ask, *, as_of_us: int, split: Split | None = None
) -> Evidence:
    """The piece with the figure that its row and column have among the map's own people.

    InputError when the answer has no such row or column: evidence that says nothing is not pinned.
    """
    drawn = msgspec.structs.replace(journey_map, as_of=time_text(as_of_us))
    found = looked_up(piece, ask, gathered(drawn, ask, leaving(terms_of(drawn, split))))
    table = ask(piece.question or {})
    if piece.column not in table.column_names:
        raise InputError(
            f'The answer has no column "{piece.column}". It has {", ".join(table.column_names)}.'
        )
    if found.value is None:
        row = ", ".join(f"{name} {value}" for name, value in (piece.row or {}).items())
        raise InputError(f"Among the people of this map there is no such figure ({row}): nothing to pin.")
    return found


def with_comparisons(ask: Ask, comparing: Ask) -> Ask:
    """An ask for all that a map cites: comparisons of two sides of the one, everything else of the other."""

    def asked(question: Mapping[str, Any]) -> pa.Table:
        return comparing(question) if question.get("measure") == COMPARE else ask(question)

    return asked


def unit_of(column: str) -> Unit:
    """The unit that the figures of a column are in.

    >>> unit_of("time_from_first_p50_us"), unit_of("share_of_first"), unit_of("journeys")
    ('microseconds', 'share', 'count')
    """
    if column.endswith("_us"):
        return "microseconds"
    if column == "value_minor":
        return "minor_units"
    if column.startswith("valence") or column == "mean_valence":
        return "valence"
    return "share" if "share" in column or column in {"conversion", "hazard"} else "count"
