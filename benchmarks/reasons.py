"""Why an aim is missed: what was measured of its parts in the same run, and what is known of the cause.

The words are kept here by hand, for as long as they are true; they are told only where the aim is missed.
"""

from typing import Any

__all__ = ["WHY", "WHY_MEMORY", "over_http", "reason"]

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
        "Each step is counted as it stands, person by person; looking through the lens, cutting and Python "
        "take as long as that."
    ),
    "flow, 6 steps": (
        "A column of links has as many places as the square of the nodes, seven columns more than a fast "
        "cache holds; links are written out before they are counted, nodes follow from them."
    ),
    "paths, top 1,000": (
        "Two thirds of all routes are taken by one person only, so there are as many groups as two thirds of "
        "the journeys. Every route is hashed, put in its group, and compared with the group's first; sums, "
        "the median of each row and the table wait for that, on one core."
    ),
    "7-day funnel, 5 steps": "Every first step begins an attempt of its own, which the window may cut off.",
}
WHY_MEMORY = {
    "assemble": (
        "Who is who is in memory as the run begins, and once more as the table that facts are joined to."
    ),
}


def reason(name: str, wall_s: float, apart: dict[str, Any] | None) -> str:
    """Where the time of a missed aim goes, and why."""
    told = f"- **{name}**: "
    if apart is not None:
        told += (
            f"of {apart['all_ms']:.0f} ms of one core's time {apart['scan_ms']:.0f} are scanning, "
            f"{apart['cut_ms']:.0f} looking through the lens, cutting and Python, {apart['finish_ms']:.0f} "
            f"adding up and making the table, which waits for all scans; the cores together need "
            f"{wall_s * 1_000:.0f} ms by the clock. "
        )
    return told + WHY.get(name, "What costs most there is not known yet.")


def over_http(http: dict[str, Any]) -> str:
    """What eight clients who never pause must wait for, whichever is first (Little 1961)."""
    fresh, cores = http["asked first"]["n"], http["cores"]
    each = http["processor_s"] / fresh
    share = fresh / http["all"]["n"]
    mean = http["clients"] * share * each / cores
    return (
        f"A question that was not asked before takes the server {each * 1_000:.0f} ms of processor time. "
        f"Clients who ask again at once, {share:.0%} of it new, keep {cores} cores busy all the time; so an "
        f"answer takes {mean * 1_000:.0f} ms on the mean at least, in whichever order they come. What was "
        "asked before is answered from what is kept; of several who ask the same at once one is worked out."
    )
