"""What other installed packages offer: Python entry points, found by group.

A package that adds a file reader or a mapping declares it in its `pyproject.toml`:
`[project.entry-points."desirepath.mappings"]`, `acme-web = "acme:MAPPING"`.
"""

from importlib.metadata import entry_points
from typing import Any

from desirepath.errors import Fault

__all__ = ["found"]


def found(group: str) -> dict[str, Any]:
    """Everything offered for a group ("desirepath.mappings"), loaded, by name in alphabetical order.

    Raises `Fault`, naming the package, when one cannot be loaded or two offer the same name.

    >>> found("desirepath.nothing-offers-this")
    {}
    """
    offers: dict[str, Any] = {}
    for entry in sorted(entry_points(group=group), key=lambda entry: (entry.name, entry.value)):
        package = entry.dist.name if entry.dist else entry.value
        if entry.name in offers:
            raise Fault(f'Two packages offer "{entry.name}" in {group}; the second is {package}. Remove one.')
        try:
            offers[entry.name] = entry.load()
        except Exception as error:
            raise Fault(f'"{entry.name}" of the package {package} cannot be loaded: {error}') from error
    return offers
