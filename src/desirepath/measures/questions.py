"""Questions by name: what a measure is called at every door, and how options become a question."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Literal, Protocol, TypeVar, get_args, get_origin, get_type_hints

import msgspec
import pyarrow as pa

from desirepath.errors import QuestionError, UnknownName
from desirepath.journeys import Journeys, LensTable, PeriodUnit, Split
from desirepath.measures.asked import plain
from desirepath.measures.drop_offs import DropOff
from desirepath.measures.durations import Durations
from desirepath.measures.emotions import Emotion
from desirepath.measures.fidelity import Fidelity
from desirepath.measures.flows import Flow
from desirepath.measures.framing import Frame
from desirepath.measures.frequencies import Frequency
from desirepath.measures.funnels import Funnel
from desirepath.measures.lifecycles import Lifecycle
from desirepath.measures.mixes import Mix
from desirepath.measures.paths import Paths
from desirepath.measures.retention import Retention
from desirepath.measures.stages import Stages
from desirepath.measures.step_matrices import StepMatrix
from desirepath.measures.transitions import Transitions
from desirepath.measures.waits import Waits

__all__ = ["MEASURES", "Measure", "Question", "question_from"]

Question = (
    Transitions
    | Paths
    | Stages
    | Funnel
    | DropOff
    | Durations
    | Waits
    | Emotion
    | Mix
    | Frequency
    | Lifecycle
    | Retention
    | StepMatrix
    | Flow
    | Fidelity
)
MEASURES: dict[str, type[Question]] = {
    "transitions": Transitions,
    "paths": Paths,
    "stages": Stages,
    "funnel": Funnel,
    "drop_off": DropOff,
    "durations": Durations,
    "waits": Waits,
    "emotion": Emotion,
    "mix": Mix,
    "frequency": Frequency,
    "lifecycle": Lifecycle,
    "retention": Retention,
    "step_matrix": StepMatrix,
    "flow": Flow,
    "fidelity": Fidelity,
}
SPLITS = {"whole_life": "quiet_days", "gap": "minutes", "goal": "nodes", "calendar": "unit"}
NODES = ("goal", "start", "end", "back", "nodes", "asked", "answered_by")  # options that list nodes
LOOPS = "collapse_loops"  # an option of every measure: of its own, or of its lens
Partial = TypeVar("Partial")


class Measure(Protocol[Partial]):
    """A question and its fold: `scan` each partition, `merge` the partials, `finish` into a table.

    Partials hold keys and integers only; `merge` is associative and commutative, and of nothing
    it gives the empty partial. Floats are born in `finish`.
    """

    @property
    def lens(self) -> str | LensTable:
        """The lens it looks through: its name, or a table over one."""

    @property
    def split(self) -> Split:
        """What one journey is."""

    def scan(self, journeys: Journeys, frame: Frame) -> Partial:
        """The partial answer of one partition."""

    def merge(self, *partials: Partial) -> Partial:
        """The partial answer of several partitions together."""

    def finish(self, partial: Partial, frame: Frame) -> pa.Table:
        """The answer."""


def question_from(name: str, options: Mapping[str, Any]) -> Question:
    """The question of this name with these options, as a command line or an HTTP query gives them.

    Values may be texts: numbers as written; `split` as "whole_life", "whole_life:QUIET_DAYS",
    "gap:MINUTES", "goal:NODE|NODE" or "calendar:week" (day, month, quarter, year); `steps` as
    "home > product | search > cart" (">" is then, "|" is or); `goal`, `start`, `back` and `nodes` as
    "NODE|NODE", `anchor` too; `edges` as "ad > shop > paid | mail > shop" (an edge from each to the next);
    `exclude` as nodes, or by the gap between two steps: "NODE > > NODE|NODE". They may also be the
    values themselves, or what JSON holds: so `lens` may be a table (`LensTable`). `collapse_loops` is an
    option of every measure whose lens can be chosen.

    UnknownName for a measure or option there is not; QuestionError for a value that does not fit.

    >>> asked = question_from("funnel", {"steps": "email > website | app", "within_days": "7"})
    >>> asked == Funnel(steps=["email", ["website", "app"]], within_days=7.0)
    True
    >>> question_from("transitions", {"split": "gap:30"}).split
    Gap(minutes=30.0)
    >>> question_from("funnel", {"step": "email"})
    Traceback (most recent call last):
    ...
    desirepath.errors.UnknownName: There is no option of funnel "step". Did you mean "steps"?
    """
    wanted = name.replace("-", "_")
    if wanted not in MEASURES:
        raise UnknownName("measure", name, MEASURES)
    kind = MEASURES[wanted]
    fields = set(kind.__struct_fields__)
    given: dict[str, Any] = {"measure": wanted}
    for option, value in options.items():
        field = option.replace("-", "_")
        if field not in {*fields, LOOPS}:
            raise UnknownName(f"option of {wanted}", option, {*fields, LOOPS})
        counted = field == "steps" and kind is not Funnel  # how many, not which
        given[field] = value if counted else _read(field, value)
    _check_lens(wanted, kind, given)
    if LOOPS not in fields:
        _collapse_in_lens(kind, given)
    if kind is Funnel and not given.get("steps"):
        raise QuestionError('A funnel needs its steps, such as "Home page > Plans page | Search ad".')
    try:
        return msgspec.convert(given, kind, strict=False)
    except msgspec.ValidationError as error:
        raise QuestionError(f"{wanted}: {plain(str(error))}") from error
    except UnicodeEncodeError as error:
        raise QuestionError(f"{wanted}: found half a character in {error.object!r}.") from error


def _check_lens(name: str, kind: type[Question], given: Mapping[str, Any]) -> None:
    """Some measures have one lens only."""
    hint = get_type_hints(kind)["lens"]
    lenses = get_args(hint) if get_origin(hint) is Literal else ()
    if lenses and given.get("lens", lenses[0]) not in lenses:
        raise UnknownName(f"lens of {name}", str(given["lens"]), lenses)


def _collapse_in_lens(kind: type[Question], given: dict[str, Any]) -> None:
    """A measure without an option for loops has them collapsed by its lens; one whose lens is fixed, not."""
    collapse = given.pop(LOOPS, None)
    if collapse is None or get_origin(get_type_hints(kind)["lens"]) is Literal:
        return
    lens = given.get("lens", "touchpoint")
    table = {"lens": lens} if isinstance(lens, str) else lens
    given["lens"] = {**table, LOOPS: collapse}


def _read(field: str, value: Any) -> Any:
    if field == "steps":
        return _steps(value)
    if not isinstance(value, str):
        return msgspec.to_builtins(value) if isinstance(value, msgspec.Struct) else value
    if field in NODES:
        return _names(value)
    read = {"anchor": _anchor, "edges": _edges, "exclude": _exclusions, "split": _split}.get(field)
    return read(value) if read else value


def _steps(value: Any) -> Any:
    steps = value.split(">") if isinstance(value, str) else value
    if not isinstance(steps, list):
        return steps
    return [_either(step) if isinstance(step, str) else step for step in steps]


def _split(text: str) -> dict[str, Any]:
    first, _, rest = text.partition(":")
    by = first.strip().replace("-", "_")
    if by not in SPLITS:
        raise UnknownName("split", by, SPLITS)
    if not rest.strip():
        return {"by": by}
    if by == "calendar" and rest.strip() not in get_args(PeriodUnit):
        raise UnknownName("calendar unit", rest.strip(), get_args(PeriodUnit))
    return {"by": by, SPLITS[by]: _names(rest) if by == "goal" else rest.strip()}


def _edges(text: str) -> list[list[str]]:
    """What "ad > shop > cart | mail > shop" draws: an edge from each node to the next."""
    chains = [[name.strip() for name in chain.split(">")] for chain in text.split("|")]
    return [[left, entered] for chain in chains for left, entered in pairwise(chain)]


def _anchor(text: str) -> str | list[str]:
    """Nodes, or a path pattern, in which "|" and ">" have their own meaning."""
    return text if any(sign in text for sign in ("->", "...")) else _either(text)


def _either(text: str) -> str | list[str]:
    names = _names(text)
    return names[0] if len(names) == 1 else names


def _exclusions(text: str) -> list[Any]:
    """What "refund | support" excludes anywhere between steps, "refund > > support" gap by gap."""
    if ">" not in text:
        return _names(text)
    gaps = enumerate(map(_names, text.split(">")), start=1)
    return [{"nodes": names, "after": after} for after, names in gaps if names]


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split("|") if name.strip()]
