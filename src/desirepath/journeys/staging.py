"""Which rule of a stage document catches which kind of step, and what none of them catches.

A rule over source, channel, touchpoint and action is settled per kind, once; a rule that also asks
for a value or a score stays a condition on the single step, judged when the lens is looked through.
The classic stages are in `classics`.
"""

import re
from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from desirepath.errors import DocumentError, nearest
from desirepath.journeys.batches import Int32s, Int64s
from desirepath.journeys.stages import Between, StageDocument, StageRule
from desirepath.records import Record

__all__ = ["Condition", "Staged", "check_stages", "matching", "stage_of", "uncaught"]

FIELDS = ("source", "channel", "touchpoint", "action")
MINOR_PER_MAJOR = 100


class Condition(Record):
    """Steps of these kinds are shown as `node` where the value and the score lie within the ends."""

    kinds: npt.NDArray[np.bool_]  # by kind code
    node: int
    value_minor: tuple[float, float] | None = None
    score: tuple[float, float] | None = None


class Staged(Record):
    """What a stage document makes of a store's kinds."""

    codes: Int32s  # kind code → stage, −1 where no rule without a condition catches it
    caught_by: Int32s  # kind code → that rule, −1
    conditions: list[Condition]  # in the order of the rules
    conditional: list[int]  # which rule each condition is


def stage_of(document: StageDocument, kinds: pa.Table) -> Staged:
    """Which rule catches which kind: the first whose fields all match (a list: any of these).

    `*` stands for anything, a star after a backslash for itself; upper and lower case are the same.
    Unknown stage: DocumentError.
    """
    check_stages(document)
    stages = {stage.key: number for number, stage in enumerate(document.stages)}
    size = int(kinds["code"].to_numpy().max()) + 1 if kinds.num_rows else 0
    caught_by = np.full(size, -1, np.int32)
    codes = np.full(size, -1, np.int32)
    conditions, conditional = [], []
    for number, rule in enumerate(document.rules):
        free = matching(rule, kinds, size) & (caught_by < 0)
        if rule.value is not None or rule.score is not None:
            conditions.append(_condition(rule, free, stages[rule.stage]))
            conditional.append(number)
            continue
        caught_by[free] = number
        codes[free] = stages[rule.stage]
    return Staged(codes=codes, caught_by=caught_by, conditions=conditions, conditional=conditional)


def uncaught(document: StageDocument, kinds: pa.Table, counts: Int64s | None = None) -> pa.Table:
    """What no rule of the document catches: channel, touchpoint, action and count, most first.

    `counts` is by kind code; without it the kinds' own `steps`. A kind that a rule catches under a
    condition (a value, a score) counts as caught.
    """
    staged = stage_of(document, kinds)
    caught = staged.caught_by >= 0
    for condition in staged.conditions:
        caught |= condition.kinds
    codes = kinds["code"].to_numpy()
    by_code = counts if counts is not None else _steps(kinds, len(caught))
    left = kinds.filter(pa.array(~caught[codes] & (by_code[codes] > 0)))
    counted = left.append_column("count", pa.array(by_code[left["code"].to_numpy()], pa.int64()))
    grouped = counted.group_by(["channel", "touchpoint", "action"]).aggregate([("count", "sum")])
    named = grouped.rename_columns(["channel", "touchpoint", "action", "count"])
    return named.sort_by(
        [
            ("count", "descending"),
            ("channel", "ascending"),
            ("touchpoint", "ascending"),
            ("action", "ascending"),
        ]
    )


def check_stages(
    document: StageDocument, kinds: pa.Table | None = None, *, file: str | None = None
) -> list[str]:
    """Words about rules that catch nothing among these kinds; DocumentError when it cannot be used.

    It cannot when it has no stage, two stages share a key, or a rule names a stage it does not list.
    """
    keys = [stage.key for stage in document.stages]
    if not keys:
        raise DocumentError("expected at least one stage, found none", file=file, key="stages")
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise DocumentError(f'the stage "{twice[0]}" is listed twice', file=file, key="stages")
    for number, rule in enumerate(document.rules, 1):
        if rule.stage not in keys:
            guess = nearest(rule.stage, keys)
            hint = f'Did you mean "{guess}"?' if guess else f"There are: {', '.join(keys)}."
            message = f'there is no stage "{rule.stage}". {hint}'
            raise DocumentError(message, file=file, key=f"rules[{number}].stage")
        _check_ends(rule, number, file)
    return [] if kinds is None else _idle(document, kinds)


def _check_ends(rule: StageRule, number: int, file: str | None) -> None:
    for name, between in (("value", rule.value), ("score", rule.score)):
        least, most = _ends(between) if between else (0.0, 0.0)
        if least > most:
            message = f"at_least {least:g} is above at_most {most:g}, so nothing can match"
            raise DocumentError(message, file=file, key=f"rules[{number}].{name}")


def _idle(document: StageDocument, kinds: pa.Table) -> list[str]:
    staged = stage_of(document, kinds)
    busy = set(staged.caught_by.tolist())
    caught = zip(staged.conditional, staged.conditions, strict=True)
    busy |= {number for number, condition in caught if condition.kinds.any()}
    size = len(staged.caught_by)
    return [
        f'Rule {number + 1} (stage "{rule.stage}") catches nothing: '
        + (
            "rules above it catch all it would."
            if matching(rule, kinds, size).any()
            else "nothing matches it."
        )
        for number, rule in enumerate(document.rules)
        if number not in busy
    ]


def matching(rule: StageRule, kinds: pa.Table, size: int) -> npt.NDArray[np.bool_]:
    """By kind code (below `size`), whether the rule's texts match; its value and score are not asked."""
    holds = np.ones(kinds.num_rows, np.bool_)
    for field in FIELDS:
        wanted = getattr(rule, field)
        if wanted is not None:
            pattern = _pattern((wanted,) if isinstance(wanted, str) else tuple(wanted))
            found = [
                pattern.fullmatch((text or "").casefold()) is not None for text in kinds[field].to_pylist()
            ]
            holds &= np.array(found, np.bool_)
    matching = np.zeros(size, np.bool_)
    matching[kinds["code"].to_numpy()[holds]] = True
    return matching


@cache
def _pattern(wanted: tuple[str, ...]) -> re.Pattern[str]:
    parts = (".*".join(map(_literal, re.split(r"(?<!\\)\*", text.casefold()))) for text in wanted)
    return re.compile("|".join(f"(?:{part})" for part in parts) or r"(?!)", re.DOTALL)


def _literal(piece: str) -> str:
    return re.escape(piece.replace(r"\*", "*"))


def _condition(rule: StageRule, kinds: npt.NDArray[np.bool_], node: int) -> Condition:
    value = None if rule.value is None else _ends(rule.value, MINOR_PER_MAJOR)
    return Condition(
        kinds=kinds, node=node, value_minor=value, score=None if rule.score is None else _ends(rule.score)
    )


def _ends(between: Between, scale: int = 1) -> tuple[float, float]:
    least = -np.inf if between.at_least is None else between.at_least * scale
    most = np.inf if between.at_most is None else between.at_most * scale
    return (round(least, 6), round(most, 6)) if scale > 1 else (least, most)


def _steps(kinds: pa.Table, size: int) -> Int64s:
    steps = np.zeros(size, np.int64)
    steps[kinds["code"].to_numpy()] = kinds["steps"].to_numpy() if "steps" in kinds.column_names else 1
    return steps
