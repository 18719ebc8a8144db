"""What may be asked of each measure: its options, read from its record, each with what it means.

The doors make flags and query parameters of them, so that a measure added to `MEASURES` can be asked
everywhere at once; `question_from` makes a question of what they were given.
"""

from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from desirepath.measures.questions import LOOPS, MEASURES, Question
from desirepath.records import Record

__all__ = ["GENERAL", "Option", "definition", "options_of"]

NODES = "NODE|NODE"
ABOUT = {
    "across": "What stands beside the stages.",
    "after": "How many steps after the anchor; as many as make --steps in all, when left out.",
    "anchor": f'Count steps from here: {NODES}, or a path pattern such as "ad -> . -> cart". Without one, '
    "from the start of each journey.",
    "answered_by": f"Where an answer counts: {NODES}; anywhere when left out.",
    "asked": f"Where a question counts: {NODES}; anywhere when left out.",
    "back": f"What counts as coming back: {NODES}; anything when left out.",
    "before": "How many steps before the anchor.",
    "cohorts": "first: a person is in the cohort of their first period; any: of each period they begin in.",
    "collapse_loops": "Show a node that follows itself once.",
    "by": "Say the first figures again for each period of this length.",
    "curve": "Give the curve instead: how many have not ended after how long.",
    "edges": 'What is drawn between them: "NODE > NODE | NODE > NODE"; (start) and (end) are nodes too.',
    "end": f"Where a duration ends: {NODES}.",
    "examples": "Name so many of those who left, at most 5.",
    "exclude": f'What voids an attempt anywhere in between: {NODES}; or gap by gap: "{NODES} > > NODE".',
    "gaps": "Say after how long, too; counts alone take half the time.",
    "goal": f"Who was here has arrived: {NODES}.",
    "last_days": "How many of the last days are looked at for how often people come.",
    "lens": "What a step is shown as.",
    "nodes": f"What counts as being active: {NODES}; anything when left out.",
    "occurrence": "Which occurrence of the anchor: first, last, or a number from 1.",
    "order": "ordered: others may lie between; strict: one right after the other; unordered: in any order.",
    "periods": "How many periods to look ahead.",
    "prefix": "Look at the first so many steps of each path only.",
    "reentry": "once: each journey counts once; total: every attempt counts.",
    "rolling": "Who came back in that period or any later one.",
    "session_minutes": "A silence longer than this begins another session.",
    "split": "What one journey is: whole_life, whole_life:DAYS (quiet for so long: over), gap:MINUTES, "
    f"goal:{NODES}, calendar:UNIT (day, week, month, quarter, year).",
    "start": f"Where it begins: {NODES}.",
    "start_at": "first: from the first start of a journey; last: from the latest start before the end.",
    "steps": "How many steps to show.",
    "top": "How many to show; the rest is one row, (other).",
    "unit": "How long a period is.",
    "window_days": "How many days back a score reaches, when it names nothing it is about.",
    "within_days": "How long it may take from the first step to the last: 7d, 12h, 30min.",
    "funnel.steps": 'Its steps: ">" is then, "|" is or.',
    "fidelity.nodes": f"What is drawn: {NODES}; nodes that an edge names are drawn too.",
    "fidelity.top": "How many of each to show of what the drawing lacks; the rest is (other).",
    "retention.start": f"What makes somebody begin: {NODES}; anything when left out.",
    "flow.top": "How many nodes to keep at each step; the others are (other).",
}
GENERAL = {
    "where": "Only people with this trait: plan=family. May be repeated.",
    "segment": "Only people of this segment",
    "only": "Hide every other step: campaign=spring, device=mobile|tablet. May be repeated. Fields are "
    "source, channel, touchpoint, action, campaign, device, initiator and properties.NAME.",
    "containing": "Only journeys that show such a step, whole: campaign=spring. May be repeated.",
    "matching": 'Only journeys in which this path pattern is found: "ad -> [^cart]* -> help".',
    "period": "Only journeys that started in it: 2025-03, 2025-Q1, 2025-W10, 2025-01-01..2025-04-01.",
    "breakdown": 'The same for each group: campaign, "last device", traits.plan, segments.KEY|KEY.',
    "groups": "How many groups have rows of their own; the rest is (other).",
    "resamples": "Resample people so often for intervals of figures that have none of their own: 200 do.",
    "stages": "The stage document to use, when there are several.",
    "as_of": "Ask as of an earlier moment: 2025-06-30 or 2025-06-30T12:00:00Z.",
}  # what may be said of any question: of whom, of what, of when
LENS_NAMES = "channel, touchpoint, action, interaction, source or stage"


class Option(Record):
    """One thing that may be said of a question."""

    name: str  # the field of the measure's record
    type: (
        Any  # what a person writes it as: bool, int, float, a Literal, else a text that `question_from` reads
    )
    default: Any  # as JSON holds it; None where it is required
    required: bool
    about: str  # a sentence


def options_of(measure: str) -> list[Option]:
    """The options of a measure, those of its own first, then its lens and its split.

    >>> [option.name for option in options_of("lifecycle")]
    ['unit', 'nodes', 'lens', 'split', 'collapse_loops']
    >>> options_of("lifecycle")[0].type, options_of("lifecycle")[0].default
    (typing.Literal['day', 'week', 'month', 'quarter', 'year'], 'week')
    """
    kind = MEASURES[measure]
    hints = get_type_hints(kind)
    found = [_option(measure, field, hints[field.name]) for field in msgspec.structs.fields(kind)]
    lens_is_fixed = get_origin(hints["lens"]) is Literal
    if LOOPS not in hints and not lens_is_fixed:
        found.append(Option(name=LOOPS, type=bool, default=False, required=False, about=ABOUT[LOOPS]))
    shared = ("lens", "split", LOOPS)
    return sorted(found, key=lambda one: shared.index(one.name) if one.name in shared else -1)


def definition(measure: str | type[Question]) -> str:
    """What a measure is, as its record says it, without the examples; the first line says it in short."""
    kind = MEASURES[measure] if isinstance(measure, str) else measure
    lines = (kind.__doc__ or "").partition("\n    >>>")[0].strip().splitlines()
    return "\n".join(line.removeprefix("    ") for line in lines).strip()


def _option(measure: str, field: msgspec.structs.FieldInfo, hint: Any) -> Option:
    words = ABOUT.get(f"{measure}.{field.name}", ABOUT.get(field.name, f"{measure}: {field.name}."))
    if field.name == "lens":
        words = f"{words[:-1]}: {'stage' if get_origin(hint) is Literal else LENS_NAMES}."
    return Option(
        name=field.name,
        type=_written(hint),
        default=None if field.required else msgspec.to_builtins(_default(field)),
        required=field.required,
        about=words,
    )


def _default(field: msgspec.structs.FieldInfo) -> Any:
    return field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory()


def _written(hint: Any) -> Any:
    """What a person writes it as."""
    parts = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    some = [part for part in parts if part is not NoneType]
    if len(some) == 1 and (some[0] in (bool, int, float) or get_origin(some[0]) is Literal):
        return some[0]
    return str
