"""How often each person is drawn in each resample: once on average, and the same wherever it is asked.

The Poisson bootstrap (Hanley & MacGibbon 2006, "Creating non-parametric bootstrap samples using Poisson
frequencies"): instead of drawing as many people as there are, everybody is drawn Poisson(1) times on
their own. What a person draws comes from a hash of their id, so neither the partition nor the engine nor
who else there is has a say in it.
"""

from decimal import Decimal, getcontext
from math import factorial
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from desirepath.journeys import compiled
from desirepath.measures.arrays import UInt8s

__all__ = ["person_keys", "weights"]

UInt64s: TypeAlias = npt.NDArray[np.uint64]

FNV_START, FNV_PRIME = np.uint64(0xCBF29CE484222325), np.uint64(0x100000001B3)
GOLDEN = np.uint64(0x9E3779B97F4A7C15)
FIRST, SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
S30, S27, S31 = np.uint64(30), np.uint64(27), np.uint64(31)


def _steps_of_poisson() -> UInt64s:
    """Up to which of 2⁶⁴ equally likely numbers Poisson(1) is 0, 1, 2, …: e⁻¹ Σ 1 / k!"""
    getcontext().prec = 40
    share = Decimal(0)
    steps: list[int] = []
    while True:
        share += (-Decimal(1)).exp() / factorial(len(steps))
        step = int(share * 2**64)
        if step >= 2**64 - 1 or (steps and step == steps[-1]):
            return np.array(steps, np.uint64)
        steps.append(step)


STEPS = _steps_of_poisson()


def person_keys(subjects: "pa.Array[Any]") -> UInt64s:
    """A 64-bit key of each subject id: FNV-1a (Fowler, Noll & Vo) of its UTF-8 bytes.

    >>> [f"{key:x}" for key in person_keys(pa.array(["", "a"], pa.string())).tolist()]
    ['cbf29ce484222325', 'af63dc4c8601ec8c']
    """
    if not len(subjects):
        return np.empty(0, np.uint64)
    buffers: list[Any] = subjects.buffers()  # validity, offsets, letters
    offsets = np.frombuffer(buffers[1], np.int32)[subjects.offset : subjects.offset + len(subjects) + 1]
    return hash_texts(offsets, np.frombuffer(buffers[2] or b"", np.uint8))


def weights(keys: UInt64s, resample: int) -> UInt8s:
    """How often each of these people is drawn in a resample: Poisson(1)."""
    return draw_weights(keys, np.uint64(resample), STEPS)


@compiled
def hash_texts(offsets: npt.NDArray[np.int32], letters: UInt8s) -> UInt64s:
    """FNV-1a of every text."""
    keys = np.empty(len(offsets) - 1, np.uint64)
    for one in range(len(keys)):
        key = FNV_START
        for at in range(offsets[one], offsets[one + 1]):
            key = (key ^ np.uint64(letters[at])) * FNV_PRIME
        keys[one] = key
    return keys


@compiled
def draw_weights(keys: UInt64s, resample: Any, steps: UInt64s) -> UInt8s:
    """The inverse of Poisson(1)'s distribution, at a number mixed from the key and the resample.

    Mixed as SplitMix64 does (Steele, Lea & Flood 2014), whose output passes the usual tests of randomness.
    """
    drawn = np.zeros(len(keys), np.uint8)
    for one in range(len(keys)):
        mixed = mix(keys[one] + GOLDEN * mix(resample))
        count = 0
        while count < len(steps) and mixed >= steps[count]:
            count += 1
        drawn[one] = count
    return drawn


@compiled
def mix(number: Any) -> Any:
    """One step of SplitMix64."""
    number = number + GOLDEN
    number = (number ^ (number >> S30)) * FIRST
    number = (number ^ (number >> S27)) * SECOND
    return number ^ (number >> S31)
