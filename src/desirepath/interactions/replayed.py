"""Which loads read again what another load had set aside.

The path of such a load is the quarantine part it read, relative to the workspace folder: so a part
of the quarantine waits for as long as no live load has read it.
"""

from collections.abc import Iterable

from desirepath.catalog import Catalog, Load, Part

__all__ = ["origin_of", "origins_of", "replays_of", "waiting"]


def waiting(catalog: Catalog) -> list[Part]:
    """The quarantine of live loads that no live load has read again."""
    read_again = {load.path for load in catalog.loads() if load.state == "live"}
    return [part for part in catalog.parts("quarantine") if part.path not in read_again]


def replays_of(catalog: Catalog, numbers: Iterable[int]) -> list[int]:
    """The live loads that read again what these loads set aside, and what those did, and so on."""
    loads = [load for load in catalog.loads() if load.state == "live"]
    parts = catalog.parts("quarantine", live=False)
    found: list[int] = []
    asked = list(numbers)
    while asked:
        paths = {part.path for part in parts if part.load in asked}
        asked = [load.number for load in loads if load.path in paths]
        found += asked
    return found


def origin_of(catalog: Catalog, number: int) -> Load:
    """The load whose file the rows of a load come from: itself, unless it read a quarantine again."""
    loads = {load.number: load for load in catalog.loads()}
    return loads[origins_of(catalog, [number])[number]]


def origins_of(catalog: Catalog, numbers: Iterable[int]) -> dict[int, int]:
    """The same for many loads, by number."""
    paths = {load.number: load.path for load in catalog.loads()}
    set_aside_by = {part.path: part.load for part in catalog.parts("quarantine", live=False)}
    found = {}
    for number in numbers:
        origin = number
        while (earlier := set_aside_by.get(paths[origin])) is not None:
            origin = earlier
        found[number] = origin
    return found
