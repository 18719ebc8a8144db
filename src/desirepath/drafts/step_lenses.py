"""A map's own columns as a lens: which step each kind of interaction belongs to, by the map's bindings.

Every measure can be asked on exactly the columns that are drawn. Finer views of the same columns (by
action, by touchpoint), one coarser (the whole map) and one wider (with what is not on the map) serve the
lanes and the check. What a path pattern catches is of a kind of its own (`catching`).
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from desirepath.drafts.counting import kind_size
from desirepath.errors import UnknownName
from desirepath.journeys import Lens, Stage, StageDocument, StageRule, lens_by
from desirepath.maps import Binding, JourneyMap, Step, steps_of
from desirepath.records import Record

STEP_LENSES = ("step", "step_action", "step_touchpoint", "map", "step_or_place")
WHOLE_MAP = "(map)"
REST = "(rest)"  # the parts beyond the most frequent
OFF_MAP = "not on the map: "  # before a touchpoint that no step binds
CAUGHT = "(pattern) "  # the source of a kind that stands for what a pattern catches
FIELDS = ("channel", "touchpoint", "action")
MOST_PARTS = 200  # finer nodes of a map that are looked at: the most frequent


class Column(Record):
    """A set of kinds under one name: a step, a part of one, or a candidate for one."""

    key: str
    bindings: list[Binding]


class Part(Record):
    """What one node of a finer step lens stands for."""

    node: str
    step: str
    channel: str | None  # these three of the kind that most interactions are of
    touchpoint: str
    action: str | None
    kinds: tuple[int, ...]
    interactions: int  # in the whole store


def as_stages(columns: Sequence[Column]) -> StageDocument:
    """Columns as a stage document. Where several bindings catch a kind, the one that says most wins.

    Bindings are read as stage rules are: upper and lower case are the same, `*` stands for anything. A
    pattern says more than any other binding.

    >>> shop = Column(key="shop", bindings=[Binding(touchpoint="Shop")])
    >>> paid = Column(key="paid", bindings=[Binding(touchpoint="Shop", action="paid")])
    >>> [rule.stage for rule in as_stages([shop, paid]).rules]
    ['paid', 'shop']
    """
    pairs = [(binding, column.key) for column in columns for binding in column.bindings]
    pairs = [pair for pair in pairs if _says(pair[0])]
    pairs.sort(key=lambda pair: -_says(pair[0]))  # stable: further left first
    return StageDocument(
        key="steps",
        stages=[Stage(key=key, name=key) for key in dict.fromkeys(column.key for column in columns)],
        rules=[
            StageRule(
                stage=key,
                source=None if binding.pattern is None else _literally(CAUGHT + binding.pattern),
                channel=binding.channel,
                touchpoint=binding.touchpoint,
                action=binding.action,
            )
            for binding, key in pairs
        ],
    )


def step_columns(journey_map: JourneyMap) -> list[Column]:
    """One column for each step."""
    return [Column(key=step.id, bindings=step.bindings) for step in steps_of(journey_map)]


def step_lens(journey_map: JourneyMap, kinds: pa.Table, *, lens: str) -> Lens:
    """The lens of the map's own columns.

    `step`: the steps, by id; `step_action` and `step_touchpoint`: their parts; `map`: all as one;
    `step_or_place`: the steps, and every touchpoint that none of them binds. UnknownName for another.
    """
    if lens not in STEP_LENSES:
        raise UnknownName("step lens", lens, STEP_LENSES)
    codes = step_codes(journey_map, kinds)
    if lens == "map":
        return Lens(name=lens, nodes=[WHOLE_MAP], codes=np.where(codes >= 0, 0, -1).astype(np.int32))
    if lens == "step":
        return Lens(name=lens, nodes=step_ids(journey_map), codes=codes)
    if lens == "step_or_place":
        return _with_places(step_ids(journey_map), codes, kinds)
    parts = step_parts(journey_map, kinds, lens=lens)
    nodes = [part.node for part in parts[:MOST_PARTS]]
    finer = np.where(codes >= 0, len(nodes), -1).astype(np.int32)
    for number, part in enumerate(parts[:MOST_PARTS]):
        finer[list(part.kinds)] = number
    return Lens(name=lens, nodes=[*nodes, REST], codes=finer)


def as_steps(lens: Lens) -> StageDocument:
    """The nodes of a lens as stages, for the question that asks how each one performs."""
    return StageDocument(key="steps", stages=[Stage(key=node, name=node) for node in lens.nodes], rules=[])


def step_codes(journey_map: JourneyMap, kinds: pa.Table) -> npt.NDArray[np.int32]:
    """For each kind code the number of the step that binds it, −1 for none."""
    if not step_ids(journey_map):
        return np.full(kind_size(kinds), -1, np.int32)
    codes: npt.NDArray[np.int32] = lens_by("stage", kinds, as_stages(step_columns(journey_map))).codes
    return codes


def step_ids(journey_map: JourneyMap) -> list[str]:
    """The ids that `step_codes` are numbers of: each once, from left to right."""
    return list(dict.fromkeys(step.id for step in steps_of(journey_map)))


def step_parts(journey_map: JourneyMap, kinds: pa.Table, *, lens: str) -> list[Part]:
    """The nodes of `step_action` or `step_touchpoint` and what each stands for, most frequent first."""
    codes = step_codes(journey_map, kinds)
    ids = step_ids(journey_map)
    grouped: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for kind in kinds.select(["code", *FIELDS, "steps"]).to_pylist():
        if codes[kind["code"]] >= 0:
            names = _action_names(kind) if lens == "step_action" else (kind["channel"], kind["touchpoint"])
            grouped[ids[codes[kind["code"]]], *names].append(kind)
    parts = [_part(group, members) for group, members in grouped.items()]
    return sorted(parts, key=lambda part: (-part.interactions, part.node))


def widest(step_kinds: Collection[int], kinds: pa.Table) -> list[Binding]:
    """The fewest, widest bindings that catch exactly these kinds and none of the store's others.

    A touchpoint all of whose kinds are among them is bound as a whole; else touchpoint and action; else
    the single channel, touchpoint and action.

    >>> kinds = pa.table({"code": [0, 1, 2], "channel": ["app"] * 3, "action": ["paid", "viewed", "viewed"],
    ...                   "touchpoint": ["Shop", "Shop", "Blog"]})
    >>> widest([0, 2], kinds) == [Binding(touchpoint="Blog"), Binding(touchpoint="Shop", action="paid")]
    True
    """
    rows = {kind["code"]: kind for kind in kinds.select(["code", *FIELDS]).to_pylist()}
    wanted, left = set(step_kinds), sorted(step_kinds)
    found: dict[Binding, None] = {}
    for fields in (("touchpoint",), ("touchpoint", "action"), FIELDS):
        alike: dict[tuple[str, ...], set[int]] = defaultdict(set)
        for code, kind in rows.items():
            alike[tuple((kind[field] or "").casefold() for field in fields)].add(code)
        still: list[int] = []
        for code in left:
            folded = tuple((rows[code][field] or "").casefold() for field in fields)
            if alike[folded] <= wanted or fields is FIELDS:
                says = {field: _literally(rows[code][field]) for field in fields}
                found[msgspec.convert(says, Binding)] = None
            else:
                still.append(code)
        left = still
    return list(found)


def describe(step: Step) -> str:
    """What a step binds, in a few words: for a check's message."""
    texts = [describe_binding(one) for one in step.bindings]
    return ", ".join(texts[:3]) + (f" and {len(texts) - 3} more" if len(texts) > 3 else "")


def describe_binding(one: Binding) -> str:
    """What a binding says, in a few words.

    >>> describe_binding(Binding(touchpoint="Shop", action="paid", channel="app"))
    'Shop paid (app)'
    """
    said = (one.pattern, one.touchpoint, one.action, one.channel and f"({one.channel})")
    return " ".join(filter(None, said)) or "nothing"


def _with_places(ids: list[str], codes: npt.NDArray[np.int32], kinds: pa.Table) -> Lens:
    rows = kinds.select(["code", "touchpoint"]).to_pylist()
    off = {row["code"]: OFF_MAP + (row["touchpoint"] or "?") for row in rows if codes[row["code"]] < 0}
    names = sorted(set(off.values()))
    place = {name: len(ids) + number for number, name in enumerate(names)}
    wider = codes.copy()
    for code, name in off.items():
        wider[code] = place[name]
    return Lens(name="step_or_place", nodes=[*ids, *names], codes=wider)


def _action_names(kind: dict[str, Any]) -> tuple[str, ...]:
    """An action of several words says what it is about wherever it was; one word needs its touchpoint."""
    action = kind["action"] or ""
    return (action,) if " " in action else (kind["touchpoint"] or "", action)


def _part(group: tuple[str, ...], members: list[dict[str, Any]]) -> Part:
    most = max(members, key=lambda kind: kind["steps"])
    return Part(
        node=" · ".join(group),
        step=group[0],
        channel=most["channel"],
        touchpoint=most["touchpoint"] or "",
        action=most["action"],
        kinds=tuple(kind["code"] for kind in members),
        interactions=sum(kind["steps"] for kind in members),
    )


def _literally(text: str | None) -> str | None:
    """A name as a binding that catches it alone: a star in it is no wildcard."""
    return None if text is None else text.replace("*", r"\*")


def _says(binding: Binding) -> int:
    texts = sum(value is not None for value in (binding.channel, binding.touchpoint, binding.action))
    return texts + (4 if binding.pattern is not None else 0)
