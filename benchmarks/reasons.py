"""Why an aim is missed: what was measured of its parts in the same run, and what is known of the cause.

The words are kept here by hand, for as long as they are true; they are told only where the aim is missed.
"""

from typing import Any

__all__ = ["WHY", "WHY_MEMORY", "reason"]

COUNTING = (
    "DuckDB counts pairs and no more. Here a step is gone through twice: once to learn how often its person "
    "makes the pair and visits the two nodes, once to add up the products of these counts, which the "
    "intervals need. A kernel that only counts pairs takes half as long on the same steps; variants that "
    "avoid the second pass (distinct pairs per person, stamps in place of zeroing, one pass backwards) were "
    "tried and were slower."
)
WHY = {
    "transitions": COUNTING,
    "transitions, changed lens": "The same counting; another lens is another table to look through.",
    "transitions, half the people": (
        "The steps of half the people are copied out first, since those who are asked about do not stand "
        "together; then as for everybody."
    ),
    "step matrix, 10 steps": (
        "Journeys are laid out by step, 40 bytes each, before they are counted by person."
    ),
    "flow, 6 steps": (
        "Journeys are laid out twice, by node and by link, and each is counted by person: the step matrix "
        "does the half of it."
    ),
    "paths, top 1,000": (
        "Two thirds of all routes are taken by one person only, so there are as many groups as two thirds of "
        "the journeys; putting each in its group misses the cache."
    ),
    "7-day funnel, 5 steps": "Every first step begins an attempt of its own, which the window may cut off.",
}
WHY_MEMORY = {
    "assemble": (
        "Who is who is in memory as the run begins, and once more as the table that facts are joined to."
    ),
}
HTTP = (
    "Half of the questions are asked for the first time, and one of them takes both cores; so as many as "
    "are fresh at once wait for each other, whichever is first. What is asked again is answered from what "
    "is kept."
)


def reason(name: str, apart: dict[str, Any] | None) -> str:
    """Where the time of a missed aim goes, and why."""
    told = f"- **{name}**: "
    if apart is not None:
        gain = apart["one_core_ms"] / apart["all_cores_ms"]
        told += (
            f"of one core's time {apart['scan_ms']:.0f} ms are scanning, {apart['cut_ms']:.0f} ms looking "
            f"through the lens, cutting and Python, {apart['finish_ms']:.0f} ms adding up and making the "
            f"table, which one core does; all cores together take {apart['all_cores_ms']:.0f} ms of the "
            f"clock, {gain:.1f} times as fast. "
        )
    return told + WHY.get(name, "What costs most there is not known yet.")
