"""What one journey is: how a timeline is cut when a question is asked."""

from desirepath.journeys.calendars import PeriodUnit
from desirepath.records import Record


class WholeLife(Record, tag_field="by", tag="whole_life"):
    """One journey a person, from first to last interaction.

    A journey whose last interaction is younger than `quiet_days` before `as_of` is still open.
    """

    quiet_days: float = 30.0


class Gap(Record, tag_field="by", tag="gap"):
    """A silence longer than `minutes` ends a journey; the next interaction starts another.

    A journey whose last interaction is younger than the gap before `as_of` is still open.
    """

    minutes: float = 30.0


class Goal(Record, tag_field="by", tag="goal"):
    """Reaching one of these nodes (of the question's lens) ends a journey; then the next begins."""

    nodes: list[str]
    quiet_days: float = 30.0


class Calendar(Record, tag_field="by", tag="calendar"):
    """Each calendar week, day, month, quarter or year of the workspace's zone is a journey of its own.

    Weeks begin on Monday. The journey of the calendar period that `as_of` lies in is still open. Steps
    without a time (`order_only`) belong to the journey of the person's first period.

    >>> Calendar(unit="month")
    Calendar(unit='month')
    """

    unit: PeriodUnit = "week"


Split = WholeLife | Gap | Goal | Calendar
