"""Why an identifier is somebody's: the chain of kept links from the subject's strongest identifier.

Everything is read from the evidence that `resolve` kept; nothing is decided again.
"""

from collections import defaultdict
from typing import Any

import pyarrow.compute as pc

from desirepath.errors import InputError
from desirepath.identities.resolving import Identities
from desirepath.records import Record

__all__ = ["Reason", "SeenTogether", "explain"]

Name = tuple[str, str]


class SeenTogether(Record):
    """One link: two identifiers that were seen on the same rows."""

    type_a: str
    value_a: str
    type_b: str
    value_b: str
    source: str
    count: int  # rows
    first_fact: int | None  # None: only on rows of traits

    @property
    def words(self) -> str:
        """The link as a sentence."""
        times = "once" if self.count == 1 else f"{self.count} times"
        pair = f"{self.type_a} {self.value_a} and {self.type_b} {self.value_b}"
        return f"{pair}: seen together {times} ({self.source})"


class Reason(Record):
    """Why one identifier belongs to a subject: `path` leads to it from the subject's strongest.

    The path is empty for the strongest identifier itself.
    """

    type: str
    value: str
    seen: int  # rows
    path: list[SeenTogether]


def explain(identities: Identities, subject_id: str) -> list[Reason]:
    """For each identifier of a subject why it is theirs, the strongest first, by the shortest path.

    Raises `InputError` when there is no such subject.
    """
    own = identities.identifiers.filter(pc.field("subject_id") == subject_id).sort_by("strength")
    if own.num_rows == 0:
        raise InputError(f'There is no subject "{subject_id}".')
    rows: list[dict[str, Any]] = own.select(["type", "value", "seen"]).to_pylist()
    paths = _shortest_paths((rows[0]["type"], rows[0]["value"]), _links_of(identities, subject_id))
    return [Reason(**row, path=paths[row["type"], row["value"]]) for row in rows]


def _links_of(identities: Identities, subject_id: str) -> list[SeenTogether]:
    kept = identities.links.filter(pc.field("subject_id") == subject_id)
    rows: list[dict[str, Any]] = kept.select(list(SeenTogether.__struct_fields__)).to_pylist()
    return [SeenTogether(**row) for row in rows]


def _shortest_paths(start: Name, links: list[SeenTogether]) -> dict[Name, list[SeenTogether]]:
    beside: defaultdict[Name, list[tuple[Name, SeenTogether]]] = defaultdict(list)
    for link in links:
        one, other = (link.type_a, link.value_a), (link.type_b, link.value_b)
        beside[one].append((other, link))
        beside[other].append((one, link))
    paths: dict[Name, list[SeenTogether]] = {start: []}
    reached = [start]
    for name in reached:  # grows while it is walked: breadth first
        for neighbour, link in beside[name]:
            if neighbour not in paths:
                paths[neighbour] = [*paths[name], link]
                reached.append(neighbour)
    return paths
