"""How far a figure is from where it should be: from its target, or from where it started.

The target is that of the card's KPI, or of a goal that names it; the baseline is the goal's.
"""

from desirepath.maps import (
    Card,
    Goal,
    JourneyMap,
    Kpi,
    count_text,
    valence_text,
)
from desirepath.prints.layout_reading import headline, in_unit
from desirepath.prints.wording import in_points, joined, lasting, onward, word
from desirepath.records import Record


class Aim(Record):
    """What a figure is meant to be, and how far it is from it; `is_good`: as good as that, or better."""

    unit: str | None
    target: float | None
    target_text: str | None
    says: str
    is_good: bool | None
    is_promise: bool  # nothing is measured yet


def aim_of(card: Card, journey_map: JourneyMap) -> Aim | None:
    """The aim of a metric card; None where its figure has none."""
    kpi = next((one for one in journey_map.kpis if one.id == card.kpi), None) if card.kpi else None
    if kpi is None:
        return None
    goal = next((one for one in journey_map.goals if one.kpi == kpi.id), None)
    target = kpi.target if kpi.target is not None else goal.target if goal else None
    baseline = goal.baseline if goal else None
    found = headline(card)
    unit = kpi.unit or (found.unit if found else None)
    value = found.value if found else None
    if target is None and baseline is None:
        return None
    against = target if target is not None else baseline
    return Aim(
        unit=unit,
        target=target,
        target_text=value_in(target, unit),
        says=_says(value, target=target, baseline=baseline, unit=unit),
        is_good=None if value is None or against is None else _is_good(value, against, kpi),
        is_promise=value is None and target is not None,
    )


def value_in(value: float | None, unit: str | None) -> str | None:
    """A figure in its unit; without one, as short as it is."""
    if value is None:
        return None
    return in_unit(value, unit) or f"{value:g}"


def signed(change: float, unit: str | None) -> str:
    """A change with its sign, in its unit.

    >>> signed(-0.12, "share"), signed(3, "count"), signed(-7_200_000_000, "microseconds")
    ('−12 points', '+3', '−2 hours')
    """
    if unit == "share":
        return in_points(change)
    if unit == "valence":
        return valence_text(change)
    sign = "−" if change < 0 else "+" if change > 0 else ""
    size = abs(change)
    said = lasting(size) if unit == "microseconds" else count_text(size) if unit == "count" else f"{size:.3g}"
    return f"{sign}{said}"


def goal_line(goal: Goal, journey_map: JourneyMap) -> str:
    """A goal with its figures and its day: "Raise activation · 61 % → 75 % · due 2026-12-31"."""
    kpi = next((one for one in journey_map.kpis if one.id == goal.kpi), None)
    unit = kpi.unit if kpi else None
    start, end = value_in(goal.baseline, unit), value_in(goal.target, unit)
    parts = [goal.statement]
    if (start and start not in goal.statement) or (end and end not in goal.statement):
        parts.append(
            onward(start, end) if start and end
            else word("target {value}", value=end) if end else word("from {value}", value=start)
        )  # fmt: skip
    parts += [word("due {date}", date=goal.due[:10])] if goal.due else []
    return joined(parts)


def whole_figures(journey_map: JourneyMap) -> list[str]:
    """The figures of the whole journey, with what they should be."""
    lines = []
    for kpi in journey_map.kpis:
        if kpi.step is not None:
            continue
        card = Card(id=kpi.id, step="", text=kpi.name, kpi=kpi.id, evidence=kpi.evidence)
        found, aim = headline(card), aim_of(card, journey_map)
        value = value_in(found.value, kpi.unit or found.unit) if found else None
        said = " ".join(part for part in (kpi.name, value) if part)
        aimed = (
            aim.says or (word("target {value}", value=aim.target_text) if aim.target_text else "")
            if aim
            else ""
        )
        lines.append(f"{said} ({aimed})" if aimed else said)
    return lines


def _says(value: float | None, *, target: float | None, baseline: float | None, unit: str | None) -> str:
    aim = value_in(target, unit)
    if value is None:
        return ""
    if target is not None:
        aimed = word("target {value}", value=aim).replace(" ", "\u00a0", 1)
        return f"{_arrow(value - target)} {signed(value - target, unit)} · {aimed}".strip()
    change = value - (baseline or 0)
    since = word("{change} since baseline", change=signed(change, unit)).replace("since ", "since\u00a0")
    return f"{_arrow(change)} {since}".strip()


def _arrow(change: float) -> str:
    return "▲" if change > 0 else "▼" if change < 0 else ""


def _is_good(value: float, against: float, kpi: Kpi) -> bool:
    return value >= against if kpi.direction == "up" else value <= against
