"""Mappings as text: `read_mapping` from YAML, with the file, line and key of whatever is wrong.

Form is checked by `sources.documents`, meaning here: templates, patterns, zones, formats, channels.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import Any, cast
from zoneinfo import ZoneInfo, available_timezones

import pyarrow as pa

from desirepath.errors import InputError, nearest
from desirepath.interactions.amounts import scale_ends
from desirepath.interactions.arrays import pc
from desirepath.interactions.clocks import is_pattern, pattern_flaw
from desirepath.interactions.expressions import named_pattern
from desirepath.interactions.facts import CHANNELS
from desirepath.interactions.mapping_columns import Path, templates_in, walk
from desirepath.interactions.mappings import (
    Condition,
    Extract,
    InteractionRule,
    Mapping,
    Money,
    Replace,
    Score,
    SpendRule,
    Test,
    Time,
    Value,
)
from desirepath.interactions.templates import constant_of, parts_of
from desirepath.sources import Flaw, document_schema, read_document

__all__ = ["mapping_flaws", "mapping_schema", "read_mapping"]

_NAMED_FORMATS = ("iso", "epoch_s", "epoch_ms", "epoch_us", "order_only")


def read_mapping(text: str, *, file: str) -> Mapping:
    """The mapping a YAML text holds.

    >>> text = '''
    ... key: visits
    ... source: website
    ... interactions:
    ...   - {time: "{when}", channel: website, touchpoint: "{page}", action: viewed}
    ... '''
    >>> read_mapping(text, file="visits.yaml").source
    'website'

    Raises `DocumentError` with file, line and key for the first thing that is wrong.
    """
    record = read_document(text, file=file, kinds={"mapping": Mapping}, checks={"mapping": mapping_flaws})
    return cast("Mapping", record)


def mapping_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a mapping, for editors that complete and check as one types."""
    return document_schema(Mapping, title="desirepath mapping")


def mapping_flaws(mapping: Mapping) -> Iterator[Flaw]:
    """What is wrong with a mapping whose form is right, in the order of the document."""
    if not (mapping.interactions or mapping.traits or mapping.spend):
        yield Flaw(path=(), says="makes nothing. Add at least one rule under interactions, traits or spend")
    for path, template in templates_in(mapping):
        try:
            parts_of(template)
        except InputError as failure:
            yield Flaw(path=path, says=str(failure))
            return
    for path, record in walk(mapping):
        check = _CHECKS.get(type(record))
        if check:
            yield from check(record, path)
    yield from _shared_key_flaws(mapping.interactions)


def _shared_key_flaws(rules: Sequence[InteractionRule]) -> Iterator[Flaw]:
    """Two interactions of one raw row under one key would pass for versions of each other.

    Told where one rule applies to every row of the other; rows that meet two rules only now and then
    are told one by one as they are loaded.
    """
    for (_, first), (place, second) in combinations(enumerate(rules), 2):
        if first.key is not None and first.key == second.key and _is_within(first.when, second.when):
            yield Flaw(
                path=("interactions", place, "key"),
                says="another rule that applies to the same rows has this key too, so one would pass for "
                'a newer version of the other. Make them differ, like "order-{id}" and "return-{id}"',
            )


def _is_within(one: Condition | None, other: Condition | None) -> bool:
    """Whether all rows of one of the conditions are rows of the other, as plainly as it is written."""
    tests, others = one or {}, other or {}
    shared = [column for column in tests if column in others and tests[column] == others[column]]
    return len(shared) == min(len(tests), len(others))


def _time_flaws(time: Time, path: Path) -> Iterator[Flaw]:
    formats = [time.format] if isinstance(time.format, str) else time.format
    if not formats:
        yield Flaw(path=(*path, "format"), says="names no format. Leave it out for ISO 8601")
    for form in formats:
        says = _format_flaw(form)
        if says:
            yield Flaw(path=(*path, "format"), says=says)
    if time.zone is not None and not _is_zone(time.zone):
        yield Flaw(path=(*path, "zone"), says=_zone_hint(time.zone))


def _format_flaw(form: str) -> str | None:
    if form in _NAMED_FORMATS:
        return None
    if is_pattern(form):
        flaw = pattern_flaw(form)
        return flaw and f'the time format "{form}" {flaw}'
    guess = nearest(form, _NAMED_FORMATS)
    hint = f'did you mean "{guess}"?' if guess else f"expected {', '.join(_NAMED_FORMATS)} or %d.%m.%Y"
    return f'"{form}" is not a time format: {hint}'


def _is_zone(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _zone_hint(zone: str) -> str:
    guess = nearest(zone, available_timezones())
    hint = f'did you mean "{guess}"?' if guess else 'expected a name like "Europe/Oslo"'
    return f'"{zone}" is not a time zone: {hint}'


def _rule_flaws(rule: InteractionRule, path: Path) -> Iterator[Flaw]:
    yield from _channel_flaws(rule, path)
    yield from _constant_flaws(
        rule.initiator, (*path, "initiator"), ("customer", "organisation"), "initiator"
    )


def _channel_flaws(rule: InteractionRule | SpendRule, path: Path) -> Iterator[Flaw]:
    yield from _constant_flaws(rule.channel, (*path, "channel"), CHANNELS, "channel")


def _constant_flaws(value: Value, path: Path, known: tuple[str, ...], noun: str) -> Iterator[Flaw]:
    """A text without columns must be one of the known ones; wherever it stands in an expression."""
    if isinstance(value, str):
        constant = constant_of(value)
        if constant is not None and constant not in known:
            guess = nearest(constant, known)
            hint = f'did you mean "{guess}"?' if guess else f"there are {', '.join(known)}"
            yield Flaw(path=path, says=f'"{constant}" is not a known {noun}: {hint}')
        return
    for place, outcome in _outcomes(value, path):
        yield from _constant_flaws(outcome, place, known, noun)


def _outcomes(value: Value, path: Path) -> Iterator[tuple[Path, Value]]:
    """The values an expression may end in, as far as the mapping tells."""
    for name, text in getattr(value, "table", {}).items():
        yield (*path, "table", name), text.replace("{", "{{").replace("}", "}}")
    for index, case in enumerate(getattr(value, "cases", [])):
        yield (*path, "cases", index, "then"), case.then
    of = getattr(value, "of", None)
    for index, item in enumerate(of if isinstance(of, list) else []):
        yield (*path, "of", index), item
    otherwise = getattr(value, "otherwise", None)
    if otherwise is not None:
        yield (*path, "otherwise"), otherwise


def _pattern_flaws(record: Extract | Replace | Test, path: Path) -> Iterator[Flaw]:
    name = "matches" if isinstance(record, Test) else "pattern"
    pattern = getattr(record, name)
    if pattern is None:
        return
    try:
        if isinstance(record, Extract):
            pc.extract_regex(pa.array([""]), pattern=named_pattern(pattern)[0])
        elif isinstance(record, Replace):
            pc.replace_substring_regex(pa.array(["a"]), pattern=pattern, replacement=record.by)
        else:
            pc.match_substring_regex(pa.array([""]), pattern=pattern)
    except pa.ArrowInvalid as failure:
        yield Flaw(
            path=(*path, name),
            says=f'"{pattern}" is not a regular expression (RE2): {_reason(failure)}. '
            "RE2 has no look-ahead or back-references",
        )


def _reason(failure: Exception) -> str:
    return str(failure).removeprefix("Invalid regular expression: ")


def _money_flaws(money: Money, path: Path) -> Iterator[Flaw]:
    constant = constant_of(money.currency) if isinstance(money.currency, str) else None
    if constant is not None and not (len(constant) == 3 and constant.isascii() and constant.isalpha()):
        yield Flaw(
            path=(*path, "currency"), says=f'"{constant}" is not a currency code of three letters, like EUR'
        )


def _score_flaws(score: Score, path: Path) -> Iterator[Flaw]:
    worst, best = scale_ends(score.scale)
    if worst == best:
        yield Flaw(path=(*path, "scale"), says=f'"{score.scale}" has only one point: write worst..best')


_CHECKS: dict[type, Callable[[Any, Path], Iterator[Flaw]]] = {
    Time: _time_flaws,
    InteractionRule: _rule_flaws,
    SpendRule: _channel_flaws,
    Extract: _pattern_flaws,
    Replace: _pattern_flaws,
    Test: _pattern_flaws,
    Money: _money_flaws,
    Score: _score_flaws,
}
