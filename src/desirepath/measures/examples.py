"""Examples: a few persons for each node, the same ones wherever and in whatever order they are asked for.

They are those whose key, a hash of their id, is smallest: as good as drawn by lot, and no partition, engine
or order of rows has a say in it. A partial holds integers only, so ids travel as the numbers of their bytes.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from desirepath.measures.arrays import Int8s, Int32s, Int64s
from desirepath.measures.weights import person_keys
from desirepath.records import Record

__all__ = ["Examples", "chosen", "fewest", "named_examples"]


class Examples(Record):
    """One row a node and person, by node and key: the id is letters[ends[row − 1] : ends[row]], in UTF-8."""

    nodes: Int64s
    keys: Int64s
    ends: Int64s
    letters: Int8s


def chosen(nodes: Int64s, rows: Int32s, subjects: "pa.Array[Any]", most: int) -> Examples:
    """For each node, of the subjects in its rows the `most` with the smallest keys.

    >>> some = chosen(np.array([3, 3, 3]), np.array([1, 0, 1], np.int32), pa.array(["ana", "bo"]), 5)
    >>> named_examples(some)
    {3: ['bo', 'ana']}
    """
    if not len(nodes):
        return _examples(nodes, nodes, [])
    pairs = np.unique(nodes.astype(np.int64) * max(len(subjects), 1) + rows)
    node, row = np.divmod(pairs, max(len(subjects), 1))
    people, place = np.unique(row, return_inverse=True)
    keys = (person_keys(subjects.take(pa.array(people))) >> np.uint64(1)).astype(np.int64)[place]
    kept = _smallest(node, keys, most)
    ids = [str(name).encode() for name in subjects.take(pa.array(row[kept], pa.int64())).to_pylist()]
    return _examples(node[kept], keys[kept], ids)


def fewest(parts: Sequence[Examples], most: int) -> Examples:
    """Of the examples of several parts, again the `most` of each node."""
    none = np.empty(0, np.int64)
    nodes = np.concatenate([none, *(part.nodes for part in parts)])
    keys = np.concatenate([none, *(part.keys for part in parts)])
    ids = [one for part in parts for one in _ids(part)]
    kept = _smallest(nodes, keys, most)
    return _examples(nodes[kept], keys[kept], [ids[row] for row in kept])


def named_examples(examples: Examples) -> dict[int, list[str]]:
    """The ids of each node's examples."""
    found: dict[int, list[str]] = {}
    for node, one in zip(examples.nodes.tolist(), _ids(examples), strict=True):
        found.setdefault(node, []).append(one.decode())
    return found


def _smallest(nodes: Int64s, keys: Int64s, most: int) -> Int64s:
    order = np.lexsort((keys, nodes))
    _, first, of_node = np.unique(nodes[order], return_index=True, return_inverse=True)
    return order[np.arange(len(order)) - first[of_node] < most]


def _examples(nodes: Int64s, keys: Int64s, ids: Sequence[bytes]) -> Examples:
    return Examples(
        nodes=nodes,
        keys=keys,
        ends=np.cumsum([len(one) for one in ids], dtype=np.int64),
        letters=np.frombuffer(b"".join(ids), np.int8),
    )


def _ids(examples: Examples) -> list[bytes]:
    letters, ends = examples.letters.tobytes(), examples.ends.tolist()
    return [letters[start:end] for start, end in zip([0, *ends[:-1]], ends, strict=bool(ends))]
