"""What more facts change about who is who: mostly they add, and then older facts stay where they are."""

import ibis
import pyarrow as pa

from desirepath.engines import Engine
from desirepath.identities.resolving import Identities

__all__ = ["moved"]

KNOWN = ["type", "value", "subject_id"]


def moved(engine: Engine, before: Identities, now: Identities) -> dict[str, str] | None:
    """Subjects of before that are now part of another: old id → new id. None when older facts must be asked.

    That is when an identifier that linked no longer does, or one that did not now does, or when a
    subject of before fell apart: then a fact may have another owner than its subject's heir.
    """
    old = engine.table(before.identifiers.select(KNOWN))
    new = engine.table(now.identifiers.select(KNOWN)).rename(now_id="subject_id")
    both = old.join(new, ["type", "value"])
    differs = ~both.subject_id.identical_to(both.now_id)
    changes = engine.run(both.filter(differs).select("subject_id", "now_id").distinct())
    pairs = list(zip(changes["subject_id"].to_pylist(), changes["now_id"].to_pylist(), strict=True))
    heirs = {str(one): str(other) for one, other in pairs if one is not None and other is not None}
    if len(heirs) < len(pairs):
        return None
    return None if heirs and _fell_apart(engine, both, list(heirs)) else heirs


def _fell_apart(engine: Engine, both: ibis.Table, ids: list[str]) -> bool:
    """Whether some identifier of these subjects stayed behind when others moved."""
    asked = engine.table(pa.table({"subject_id": ids}))
    stayed = both.semi_join(asked, "subject_id").filter(lambda row: row.subject_id == row.now_id)
    return bool(engine.run(stayed.limit(1)).num_rows)
