"""The steps that a lens shows, with how often each happened: what a person chooses an anchor from."""

from typing import TYPE_CHECKING

import numpy as np

from desirepath.journeys import lens_by
from desirepath.records import Record

if TYPE_CHECKING:
    from desirepath.workspace.opening import Workspace

__all__ = ["NodeEntry", "nodes_of"]


class NodeEntry(Record):
    """A node of a lens; `name` is what people call it, where that is something else."""

    node: str
    name: str
    interactions: int


def nodes_of(workspace: "Workspace", lens: str, *, stages: str | None = None) -> list[NodeEntry]:
    """Every node that something stands for, the most frequent first; stages in their document's order."""
    kinds = workspace.store().kinds
    document = workspace.stages(stages) if lens == "stage" else None
    seen = lens_by(lens, kinds, document)
    codes = np.asarray(seen.codes)[kinds["code"].to_numpy()]
    counts = np.zeros(len(seen.nodes), np.int64)
    shown = codes >= 0
    np.add.at(counts, codes[shown], kinds["steps"].to_numpy()[shown])
    names = {} if document is None else {stage.key: stage.name for stage in document.stages}
    found = [
        NodeEntry(node=node, name=names.get(node, node), interactions=int(count))
        for node, count in zip(seen.nodes, counts.tolist(), strict=True)
    ]
    if document is not None:
        return found
    return sorted((one for one in found if one.interactions), key=lambda one: (-one.interactions, one.node))
