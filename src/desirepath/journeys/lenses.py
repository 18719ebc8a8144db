"""A lens says which node each step is shown as: a lookup table over kind codes.

Regrouping, renaming, hiding or staging interactions never touches the store. `staging` makes the
lens of a stage document; `cutting` looks through a lens.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from desirepath.errors import QuestionError, UnknownName
from desirepath.journeys.batches import Int32s, Timelines
from desirepath.journeys.compiling import compiled, read_only
from desirepath.journeys.stages import StageDocument
from desirepath.journeys.staging import Condition, stage_of
from desirepath.records import Record

__all__ = [
    "LENSES",
    "RESERVED",
    "Lens",
    "LensTable",
    "lens_by",
    "lens_from_table",
    "lens_name",
    "lens_of",
    "shown",
    "told_apart",
]

UNNAMED = "(unnamed)"
# What answers call what no data has a name for. A name of the data that is the same is told apart.
RESERVED = frozenset(
    {
        UNNAMED,
        "(start)",
        "(end)",
        "(earlier)",
        "(later)",
        "(other)",
        "(all)",
        "(unknown)",
        "(in none)",
        "(journey)",
        "(still open)",
    }
)
COLUMNS = ("source", "channel", "touchpoint", "action")
LENSES = (*COLUMNS, "interaction", "stage")


class Lens(Record):
    """Which node each kind of step is shown as; −1 hides it.

    `conditions` are what a kind alone cannot tell (a value, a score): the first that holds wins
    over `codes`.
    """

    name: str
    nodes: list[str]
    codes: Int32s  # kind code → index into nodes, −1: not shown
    collapse_loops: bool = False  # the same node again at once is shown once
    conditions: list[Condition] = []


class LensTable(Record):
    """A lens whose nodes are renamed, merged or hidden: what a question may have instead of a lens's name.

    `show` says what a node of `lens` is shown as; two shown as the same are one, None hides. A node that
    it does not list keeps its name, unless `hide_others`. `collapse_loops` shows the same node again at
    once only once. In YAML: `lens: {lens: touchpoint, show: {Old shop: Shop, Junk: null}}`.

    >>> LensTable(lens="channel", show={"email": "message", "sms": "message", "direct": None}).hide_others
    False
    >>> LensTable(show={"Shop": "(end)"})
    Traceback (most recent call last):
    ...
    desirepath.errors.QuestionError: Names in parentheses are ours: show "Shop" as another than "(end)".
    """

    lens: str = "touchpoint"
    show: dict[str, str | None] = {}
    hide_others: bool = False
    collapse_loops: bool = False

    def __post_init__(self) -> None:
        for node, name in self.show.items():
            if name is not None and name != node and name.startswith("(") and name.endswith(")"):
                raise QuestionError(f'Names in parentheses are ours: show "{node}" as another than "{name}".')


def told_apart(name: str) -> str:
    """A name of the data, in a pair of parentheses more where it could be taken for one of ours.

    >>> told_apart("Shop"), told_apart("(direct)"), told_apart("(end)"), told_apart("((end))")
    ('Shop', '(direct)', '((end))', '(((end)))')
    """
    inner = name.lstrip("(")
    pairs = len(name) - len(inner)
    inner = inner.rstrip(")")
    is_ours = name == f"{'(' * pairs}{inner}{')' * pairs}" and f"({inner})" in RESERVED
    return f"({name})" if pairs and is_ours else name


def lens_name(lens: str | LensTable) -> str:
    """What the nodes of a question's lens are: channels, touchpoints, stages …

    >>> lens_name("stage"), lens_name(LensTable(lens="channel"))
    ('stage', 'channel')
    """
    return lens if isinstance(lens, str) else lens.lens


def lens_of(
    lens: str | LensTable,
    kinds: pa.Table,
    stages: StageDocument | None = None,
    *,
    collapse_loops: bool = False,
) -> Lens:
    """The lens that a question names, or makes of one by a table, over a store's kinds.

    UnknownName for a lens, or a node of its table, that there is not.
    """
    if isinstance(lens, str):
        return lens_by(lens, kinds, stages, collapse_loops=collapse_loops)
    whole = lens_by(lens.lens, kinds, stages, collapse_loops=collapse_loops or lens.collapse_loops)
    return lens_from_table(lens.show, whole, name=lens.lens, hide_others=lens.hide_others)


def lens_by(
    name: str, kinds: pa.Table, stages: StageDocument | None = None, *, collapse_loops: bool = False
) -> Lens:
    """The lens of this name over a store's kinds; its nodes are in alphabetical or stage order.

    `channel`, `touchpoint`, `action` and `source` show that field; `interaction` shows
    "Touchpoint · action"; `stage` shows the key of the stage whose rule catches the step and hides
    the rest. UnknownName for any other name; QuestionError for `stage` without a document.

    >>> kinds = pa.table({"code": [0, 1], "source": ["shop", "shop"], "channel": ["website", "phone"],
    ...                   "touchpoint": ["Checkout", "Hotline"], "action": ["paid", "called"]})
    >>> lens = lens_by("interaction", kinds)
    >>> lens.nodes, lens.codes.tolist()
    (['Checkout · paid', 'Hotline · called'], [0, 1])
    """
    if name == "stage":
        return _stage_lens(kinds, stages, collapse_loops=collapse_loops)
    if name not in LENSES:
        raise UnknownName("lens", name, LENSES)
    columns = ("touchpoint", "action") if name == "interaction" else (name,)
    named = zip(*(kinds[column].to_pylist() for column in columns), strict=True)
    labels = [" · ".join(told_apart(part) if part else UNNAMED for part in parts) for parts in named]
    return _lens(name, kinds, labels, collapse_loops=collapse_loops)


def lens_from_table(
    table: Mapping[str, str | None], lens: Lens, *, name: str = "custom", hide_others: bool = False
) -> Lens:
    """Another lens that shows nodes of this one under other names: renames, merges, hides (None).

    A node that the table does not list keeps its name, unless `hide_others`. UnknownName when the
    table lists a node the lens does not have.

    >>> kinds = pa.table({"code": [0, 1, 2], "source": ["s"] * 3, "channel": ["email", "sms", "direct"],
    ...                   "touchpoint": ["t"] * 3, "action": ["a"] * 3})
    >>> table = {"email": "message", "sms": "message", "direct": None}
    >>> lens = lens_from_table(table, lens_by("channel", kinds))
    >>> lens.nodes, lens.codes.tolist()
    (['message'], [0, 0, -1])
    """
    for node in table:
        if node not in lens.nodes:
            raise UnknownName(f"{lens.name} node", node, lens.nodes)
    renamed = [table.get(node, None if hide_others else node) for node in lens.nodes]
    nodes = list(dict.fromkeys(node for node in renamed if node is not None))
    index = {node: number for number, node in enumerate(nodes)}
    moved = np.array([-1 if node is None else index[node] for node in renamed] + [-1], np.int32)
    conditions = [
        Condition(
            kinds=rule.kinds, node=int(moved[rule.node]), value_minor=rule.value_minor, score=rule.score
        )
        for rule in lens.conditions
    ]
    return Lens(
        name=name,
        nodes=nodes,
        codes=moved[lens.codes],  # −1 stays −1: it picks the last entry
        collapse_loops=lens.collapse_loops,
        conditions=conditions,
    )


def shown(timelines: Timelines, lens: Lens) -> Int32s:
    """The node of every step of a partition, −1 where the lens hides it."""
    nodes = look_through(read_only(lens.codes), read_only(timelines.kinds))
    for condition in reversed(lens.conditions):  # the earliest rule has the last word
        nodes[condition.kinds.take(timelines.kinds) & _holds(condition, timelines)] = condition.node
    return nodes


@compiled
def look_through(codes: Int32s, kinds: Int32s) -> Int32s:
    """The code of every step's kind."""
    nodes = np.empty(len(kinds), np.int32)
    for step in range(len(kinds)):
        nodes[step] = codes[np.uint32(kinds[step])]
    return nodes


def _holds(condition: Condition, timelines: Timelines) -> npt.NDArray[np.bool_]:
    holds = np.ones(len(timelines.kinds), np.bool_)
    if condition.value_minor is not None:
        holds &= _between(timelines.value_minor, condition.value_minor, len(holds))
    if condition.score is not None:
        holds &= _between(timelines.score, condition.score, len(holds))
    return holds


def _between(
    values: npt.NDArray[np.int64] | npt.NDArray[np.float64] | None, ends: tuple[float, float], steps: int
) -> npt.NDArray[np.bool_]:
    if values is None:  # nothing is known of any step
        return np.zeros(steps, np.bool_)
    least, most = ends
    known = ~np.isnan(values) if values.dtype.kind == "f" else values != np.iinfo(np.int64).min
    inside: npt.NDArray[np.bool_] = known & (values >= least) & (values <= most)
    return inside


def _stage_lens(kinds: pa.Table, stages: StageDocument | None, *, collapse_loops: bool) -> Lens:
    if stages is None:
        raise QuestionError(
            "The lens stage needs a stage document, and there is none. Write one and `desirepath apply` it."
        )
    staged = stage_of(stages, kinds)
    return Lens(
        name="stage",
        nodes=[stage.key for stage in stages.stages],
        codes=staged.codes,
        collapse_loops=collapse_loops,
        conditions=staged.conditions,
    )


def _lens(name: str, kinds: pa.Table, labels: list[str], *, collapse_loops: bool) -> Lens:
    nodes = sorted(set(labels))
    index = {node: number for number, node in enumerate(nodes)}
    codes = np.full(_size(kinds), -1, np.int32)
    codes[kinds["code"].to_numpy()] = [index[label] for label in labels]
    return Lens(name=name, nodes=nodes, codes=codes, collapse_loops=collapse_loops)


def _size(kinds: pa.Table) -> int:
    return int(kinds["code"].to_numpy().max()) + 1 if kinds.num_rows else 0
