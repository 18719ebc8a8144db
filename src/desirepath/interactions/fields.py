"""Fields of interactions by the names that people give them: a column, or `properties.NAME`.

Filters, breakdowns and segments all find a field here, so that they mean the same by it.
"""

from typing import Any

import ibis

__all__ = ["PROPERTIES", "field_column"]

PROPERTIES = "properties."


def field_column(facts: ibis.Table, field: str) -> Any:
    """The column of the facts, or what they say of a property; null where a row does not say.

    >>> facts = ibis.table({"device": "string", "properties": "map<string, string>"}, name="facts")
    >>> field_column(facts, "device").get_name(), str(field_column(facts, "properties.plan").type())
    ('device', 'string')
    """
    if field.startswith(PROPERTIES):
        return facts.properties.get(field.removeprefix(PROPERTIES))
    return facts[field]
