"""What lies beside the partitions of a store when a question is asked: whom, which steps, which groups."""

from collections.abc import Sequence
from typing import Any

from desirepath.errors import QuestionError
from desirepath.journeys import Store
from desirepath.measures.arrays import Bools, Int32s
from desirepath.measures.groups import Groups
from desirepath.records import Record

__all__ = ["Beside", "besides"]


class Beside(Record):
    """One value for each subject, or each step, of one partition."""

    mask: Bools | None = None  # subjects that are asked about
    steps: Bools | None = None  # steps that are shown
    marked: Bools | None = None  # steps of which a journey must show one
    groups: Int32s | None = None


def besides(
    store: Store,
    *,
    mask: Sequence[Bools] | None = None,
    steps: Sequence[Bools] | None = None,
    marked: Sequence[Bools] | None = None,
    breakdown: Groups | None = None,
) -> list[Beside]:
    """What lies beside each partition. QuestionError when it was made for another store."""
    subjects = [len(timelines.subjects) for timelines in store.partitions]
    of_steps = [len(timelines.kinds) for timelines in store.partitions]
    nothing = [None] * len(subjects)
    if mask is not None and [len(part) for part in mask] != subjects:
        raise QuestionError("The mask is not of this store's subjects: make it with `Store.mask`.")
    for part in (steps, marked):
        if part is not None and [len(one) for one in part] != of_steps:
            raise QuestionError(
                "The filter is not of this store's steps: one true or false is needed for each."
            )
    grouped: Sequence[Any] = nothing
    if breakdown is not None:
        grouped = breakdown.of
        if [len(one) for one in grouped] != (subjects if breakdown.each == "subject" else of_steps):
            raise QuestionError(f"The groups are not of this store: one is needed for each {breakdown.each}.")
    lying = zip(mask or nothing, steps or nothing, marked or nothing, grouped, strict=True)
    return [Beside(mask=one, steps=shown, marked=wanted, groups=group) for one, shown, wanted, group in lying]
