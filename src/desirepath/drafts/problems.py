"""One thing that is wrong with a map, as every check says it."""

from typing import Literal

from desirepath.records import Record

Severity = Literal["error", "warning", "note"]


class Finding(Record):
    """What is wrong, where, and what to do."""

    severity: Severity
    where: str  # the map, a step's name or a card's id
    message: str
    code: str  # what kind of problem: for a program that looks for one
    advice: str = ""  # what to try


def problem(severity: Severity, code: str, where: str, message: str, *, advice: str = "") -> Finding:
    """A problem, in one line."""
    return Finding(severity=severity, code=code, where=where, message=message, advice=advice)
