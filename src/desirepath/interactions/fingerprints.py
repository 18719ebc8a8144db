"""Fingerprints: what makes a row the same row when its file is loaded again.

A fingerprint is BLAKE2b of 16 bytes, written as 32 hexadecimal digits. Two equal fingerprints are
taken as the same content: with ten million rows the chance of being wrong is below 10⁻²⁴.
"""

import itertools
from collections.abc import Iterable
from hashlib import blake2b

import numpy as np
import pyarrow as pa

from desirepath.interactions.arrays import Array, pc

__all__ = ["fingerprints", "halves", "joined", "numbered", "spelled", "tagged"]

Digests = np.ndarray[tuple[int, int], np.dtype[np.uint8]]

_BETWEEN = "\x1f"  # the ASCII unit separator: tidy texts hardly ever hold one
_HEX = np.frombuffer("".join(f"{byte:02x}" for byte in range(256)).encode(), np.uint16)  # two digits each
_ODD = np.uint64(0x9E3779B97F4A7C15)  # the constants of SplitMix64 (Steele, Lea & Flood, 2014)
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


def fingerprints(texts: Array) -> Digests:
    """The digest of every text (none may be null), 16 bytes a row."""
    _, offsets, data = texts.buffers()
    ends = np.frombuffer(offsets, np.int32)[texts.offset : texts.offset + len(texts) + 1].tolist()
    view = memoryview(data) if data is not None else memoryview(b"")
    digests = b"".join([blake2b(view[a:b], digest_size=16).digest() for a, b in itertools.pairwise(ends)])
    return np.frombuffer(digests, np.uint8).reshape(-1, 16)


def spelled(digests: Digests) -> Array:
    """Digests as hexadecimal texts."""
    rows = len(digests)
    offsets = np.arange(rows + 1, dtype=np.int32) * 32
    data = _HEX[digests]
    return pa.StringArray.from_buffers(rows, pa.py_buffer(offsets.tobytes()), pa.py_buffer(data.tobytes()))


def halves(digests: Digests) -> tuple[np.ndarray, np.ndarray]:
    """Digests as two numbers each: one to look up, one to make sure."""
    numbers = np.ascontiguousarray(digests).view(np.uint64).reshape(-1, 2)
    return numbers[:, 0], numbers[:, 1]


def numbered(digests: Digests, numbers: np.ndarray, source: str) -> Digests:
    """For each digest another, of it with a number and a source; different ones stay different.

    SplitMix64 over both halves: a digest is random already, so nothing stronger is needed here.
    """
    salt = np.frombuffer(blake2b(source.encode(), digest_size=16).digest(), np.uint64)
    lanes = np.ascontiguousarray(digests).view(np.uint64).reshape(-1, 2) ^ salt
    with np.errstate(over="ignore"):
        mixed = lanes + (numbers.astype(np.uint64) + np.uint64(1))[:, None] * _ODD
        mixed = (mixed ^ (mixed >> np.uint64(30))) * _MIX[0]
        mixed = (mixed ^ (mixed >> np.uint64(27))) * _MIX[1]
        mixed ^= mixed >> np.uint64(31)
    halves_again: Digests = mixed.view(np.uint8).reshape(-1, 16)
    return halves_again


def tagged(tag: str, values: Array) -> Array:
    """A field of the content with its name, null where it is not known."""
    texts = values if pa.types.is_string(values.type) else values.cast(pa.string())
    return pc.binary_join_element_wise(tag, texts, "=")


def joined(fields: Iterable[Array]) -> Array:
    """Fields as one text a row; what is not known is left out."""
    return pc.binary_join_element_wise(*fields, _BETWEEN, null_handling="skip")
