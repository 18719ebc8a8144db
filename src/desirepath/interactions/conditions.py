"""Conditions of a mapping: for which rows every named column satisfies its test."""

from collections.abc import Callable, Iterator

import numpy as np
import pyarrow as pa

from desirepath.interactions.arrays import Array, Mask, pc
from desirepath.interactions.mappings import Condition, Test
from desirepath.interactions.numbers import decimals
from desirepath.interactions.texts import Batch, text_of

__all__ = ["holds"]


def holds(condition: Condition | None, batch: Batch) -> Mask:
    """For which rows a condition holds; everywhere when there is none."""
    mask = np.ones(batch.rows, dtype=np.bool_)
    for column, test in (condition or {}).items():
        texts = text_of(batch, column)
        for passed in _passed(texts, _as_test(test)):
            mask &= passed.fill_null(False).to_numpy(zero_copy_only=False)
    return mask


def _as_test(test: str | list[str] | Test) -> Test:
    if isinstance(test, Test):
        return test
    return Test(is_in=[test] if isinstance(test, str) else test)


def _passed(texts: Array, test: Test) -> Iterator[Array]:
    """One mask for every part of the test that is given."""
    for name, check in _CHECKS.items():
        wanted = getattr(test, name)
        if wanted is not None:
            yield check(texts, wanted)


def _is_in(texts: Array, wanted: list[str]) -> Array:
    return pc.is_in(texts, value_set=pa.array(wanted, pa.string()), skip_nulls=True)


def _compare(texts: Array, limit: float, below: bool) -> Array:
    numbers = pc.cast(decimals(texts), pa.float64())
    return pc.less(numbers, limit) if below else pc.greater(numbers, limit)


_CHECKS: dict[str, Callable[..., Array]] = {
    "is_in": _is_in,
    "not_in": lambda texts, wanted: pc.invert(_is_in(texts, wanted)),
    "is_set": lambda texts, wanted: texts.is_valid() if wanted else texts.is_null(),
    "starts_with": lambda texts, wanted: pc.starts_with(texts, pattern=wanted),
    "contains": lambda texts, wanted: pc.match_substring(texts, pattern=wanted),
    "matches": lambda texts, wanted: pc.match_substring_regex(texts, pattern=wanted),
    "below": lambda texts, wanted: _compare(texts, wanted, below=True),
    "above": lambda texts, wanted: _compare(texts, wanted, below=False),
}
