"""What a picture is drawn from: an answer's rows, what was asked, of how many and as of when.

Plain values only, so that nothing here needs to know how an answer is computed.
"""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from desirepath.charts.figures import amount, count
from desirepath.records import Record

__all__ = ["Row", "Told"]

Row = dict[str, Any]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Told(Record):
    """One answer, or one group of it: `every` row says how far an axis must reach, `rows` are shown."""

    measure: str
    options: dict[str, Any]  # the question, every field spelt out
    rows: list[Row]
    every: list[Row]
    journeys: int
    subjects: int
    as_of_us: int
    groups: dict[str, tuple[int, int]] = {}  # of a breakdown: journeys and subjects
    order: list[str] = []  # the nodes in the order of the journey, where somebody says so
    zone: str = "UTC"  # what its times are told in
    currency: str | None = None  # of its amounts; None: minor units, of no currency that is known
    decimals: int = 2  # that the currency has
    under: list[str] = []  # filters, segment and period, in words

    def option(self, name: str, default: Any = None) -> Any:
        """What the question says of this; `default` where it has no such option."""
        return self.options.get(name, default)

    def of(self, group: str) -> "Told":
        """What is told of one group."""
        journeys, subjects = self.groups[group]
        rows = [row for row in self.rows if row["group"] == group]
        return replace(self, rows=rows, journeys=journeys, subjects=subjects, groups={})

    def entered(self) -> str:
        """How many it is about."""
        journeys, people = (
            _number(self.journeys, "journey", "journeys"),
            _number(self.subjects, "person", "people"),
        )
        return f"{journeys} of {people}"

    def about(self) -> str:
        """The line under the title: by what lens, of how many, as of when."""
        moment = (EPOCH + timedelta(microseconds=self.as_of_us)).astimezone(ZoneInfo(self.zone))
        asked = self.option("of") or self.options  # of a comparison: the question asked of both
        parts = [_lens(asked.get("lens")), _split(asked.get("split")), self.entered()]
        return " · ".join([part for part in parts if part] + [f"as of {moment:%Y-%m-%d %H:%M} {self.zone}"])

    def only(self) -> str:
        """What it was asked under; nothing where it was asked of everybody, ever."""
        told = " · ".join(self.under)
        return told if self.measure == "compare" or not told else f"Only: {told}"

    def money(self, minor: float) -> str:
        """An amount in its currency; in minor units where that is not known."""
        if self.currency is None:
            return amount(minor)
        return f"{self.currency} {amount(minor / 10**self.decimals)}"


def _number(n: int, one: str, many: str) -> str:
    return f"{count(n)} {one if n == 1 else many}"


def _lens(lens: Any) -> str:
    if isinstance(lens, dict):
        return f"by {lens.get('lens', 'touchpoint')}, renamed"
    return f"by {lens}" if lens else ""


def _split(split: Any) -> str:
    if not isinstance(split, dict):
        return ""
    by = split.get("by")
    if by == "gap":
        return f"a pause of {split['minutes']:g} min ends a journey"
    if by == "goal":
        return f"a journey ends at {' | '.join(split['nodes'])}"
    return f"each {split['unit']} a journey" if by == "calendar" else "whole life"
