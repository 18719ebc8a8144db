"""Comparing: one question asked of two sides, their answers put beside each other row by row.

`differences` knows how sure a difference is; here rows find each other, and what one side lacks is
either nothing (a share of 0) or not known.
"""

from collections.abc import Sequence
from typing import Any, TypeAlias

import msgspec
import numpy as np
import pyarrow as pa

from desirepath.errors import QuestionError
from desirepath.measures.answers import Answer, Entered
from desirepath.measures.arrays import Bools
from desirepath.measures.columns import FEW, estimate_columns, known, named
from desirepath.measures.differences import differences, effective_n, q_values
from desirepath.measures.figures import figures, key_columns, row_keys
from desirepath.measures.framing import OTHER
from desirepath.measures.intervals import Estimates, Floats, wilson
from desirepath.records import Record

__all__ = ["Compare", "check_disjoint", "compared", "to_compare"]

Key: TypeAlias = tuple[Any, ...]
LEVEL = 0.05
WIDER = 10
# A row that one side lacks is a share of 0 there: of the rows that agree in these columns.
BASES: dict[tuple[str, str], tuple[str, ...]] = {
    ("transitions", "share_out"): ("from_node",),
    ("transitions", "share_in"): ("to_node",),
    ("paths", "share"): (),
    ("step_matrix", "share"): ("step",),
    ("frequency", "share"): ("metric",),
    ("flow", "share"): ("kind", "step"),
}


class Compare(Record, tag_field="measure", tag="compare"):
    """How two sides differ: the question that was asked of both, and what they are called."""

    of: Any  # the question's record
    a: str
    b: str


def compared(a: Answer, b: Answer, *, names: tuple[str, str] = ("a", "b"), top: int | None = None) -> Answer:
    """Two answers to the same question, figure by figure and row by row.

    Columns: those that name the answers' rows, `figure` (share_out, gap_p50_us, …), `value_a`, `value_b`,
    `difference` = a − b with its 95 % interval, `ratio` = a / b, `p_value`, `q_value`, `significant`, `n_a`,
    `n_b`, `too_few`. Figures are the answers' shares, means and quantiles, not their counts: how many there
    are says who was asked. Interval and p-value: `differences.differences`; null for a figure without an
    interval of its own, unless both sides were asked with `resamples`.

    `too_few` says that n, or the cluster-effective n of a share, is below 30 on a side. q-values are
    Benjamini & Hochberg's over all other rows of this table that can be tested; `significant` says q ≤ 0.05
    and that the interval leaves 0 out. A row that one side lacks is a share of 0 there where its n is known,
    else null; rows that neither side knows anything of are left out. `top` keeps the rows that are among the
    first so many of either side.

    QuestionError when they answer two questions.
    """
    if a.question != b.question:
        raise QuestionError("Two answers can be compared when they answer the same question: these do not.")
    sides = [Side(table=one.table, measure=_measure(one.question)) for one in (a, b)]
    keys = _together(sides, top)
    wanted = figures(a.table)
    if not wanted:
        raise QuestionError("This measure has no figures that can be compared, only counts.")
    journeys, subjects = (
        sum(getattr(one.entered, name) for one in (a, b)) for name in ("journeys", "subjects")
    )
    return Answer(
        question=Compare(of=a.question, a=names[0], b=names[1]),
        table=_table(a.table, keys, wanted, sides),
        as_of_us=max(a.as_of_us, b.as_of_us),
        entered=Entered(journeys=journeys, subjects=subjects),
        groups={names[0]: a.entered, names[1]: b.entered},
        zone=a.zone,
        currency=a.currency if a.currency == b.currency else None,
    )


def to_compare(question: Any) -> tuple[Any, int | None]:
    """The question to ask both sides, and the top to keep: what is in one side's may not be in the other's.

    >>> from desirepath.measures.paths import Paths
    >>> to_compare(Paths(top=5)) == (Paths(top=50), 5)
    True
    """
    top = getattr(question, "top", None)
    if not isinstance(top, int) or not isinstance(question, msgspec.Struct):
        return question, None
    return msgspec.structs.replace(question, top=WIDER * top), top


def check_disjoint(a: Sequence[Bools] | None, b: Sequence[Bools] | None) -> None:
    """QuestionError when somebody is on both sides (None: everybody): their interval would be too wide."""
    if a is None or b is None:
        raise QuestionError("One side is everybody, and the other is part of it. Compare with the rest.")
    both = sum(int(np.count_nonzero(one & other)) for one, other in zip(a, b, strict=True))
    if both:
        noun = "person is" if both == 1 else "persons are"
        raise QuestionError(f"{both:,} {noun} on both sides. Compare sides that share nobody.")


class Side:
    """One side's rows, looked up by key."""

    def __init__(self, table: pa.Table, measure: str) -> None:
        self.table, self._measure = table, measure
        self.names = key_columns(table)
        self.keys = row_keys(table, self.names)
        self._rows = {key: row for row, key in enumerate(self.keys)}
        self.has_rest = any(_is_rest(key) for key in self.keys)

    def estimates(self, figure: str, keys: Sequence[Key]) -> Estimates:
        """A figure with its interval; where this side lacks the row, 0 or NaN."""
        at = np.array([self._rows.get(key, -1) for key in keys], np.int64)
        whole = [self._column(name) for name in (figure, f"{figure}_low", f"{figure}_high")]
        value, low, high = (np.append(column, np.nan)[at] for column in whole)
        lacking = np.flatnonzero(at < 0)
        if len(lacking) and not self.has_rest:
            n = self._effective(
                figure,
                [keys[row] for row in lacking.tolist()],
                Estimates(value=whole[0], low=whole[1], high=whole[2]),
            )
            value[lacking] = np.where(np.isnan(n), np.nan, 0.0)
            low[lacking], high[lacking] = wilson(0 * n, n)
        return Estimates(value=value, low=low, high=high)

    def sizes(self, figure: str, keys: Sequence[Key]) -> Floats:
        """What each row of a figure rests on, also where this side lacks the row."""
        base = self._base(figure)
        if base is None or self.has_rest:
            n = np.append(self._column("n"), np.nan)
            return n[[self._rows.get(key, -1) for key in keys]]
        known: dict[Key, float] = {}
        if figure == "share_in":
            for key, count in zip(self._bases(self.keys, base), self._column("count"), strict=True):
                known[key] = known.get(key, 0.0) + count
        else:
            known = dict(zip(self._bases(self.keys, base), self._column("n").tolist(), strict=True))
        return np.array([known.get(key, np.nan) for key in self._bases(keys, base)])

    def _effective(self, figure: str, keys: Sequence[Key], of_rows: Estimates) -> Floats:
        """The least cluster-effective n of the rows with the same base; NaN where that is not known."""
        base = self._base(figure)
        if base is None:
            return np.full(len(keys), np.nan)
        least: dict[Key, float] = {}
        for key, n in zip(self._bases(self.keys, base), effective_n(of_rows), strict=True):
            if not np.isnan(n):
                least[key] = min(n, least.get(key, np.inf))
        return np.array([least.get(key, np.nan) for key in self._bases(keys, base)])

    def _base(self, figure: str) -> tuple[str, ...] | None:
        base = BASES.get((self._measure, figure))
        return base if base is None or "group" not in self.names else ("group", *base)

    def _bases(self, keys: Sequence[Key], base: tuple[str, ...]) -> list[Key]:
        places = [self.names.index(name) for name in base]
        return [tuple(key[place] for place in places) for key in keys]

    def _column(self, name: str) -> Floats:
        if name not in self.table.column_names:
            return np.full(self.table.num_rows, np.nan)
        values: Floats = self.table[name].cast(pa.float64()).to_numpy()
        return values


def _measure(question: Any) -> str:
    return str(question.__struct_config__.tag) if isinstance(question, msgspec.Struct) else ""


def _together(sides: Sequence[Side], top: int | None) -> list[Key]:
    """The keys of both sides, those of the first as they stand; what is left over is no row to compare."""
    several = [[key for key in side.keys if not _is_rest(key)][slice(top)] for side in sides]
    return list(dict.fromkeys(key for keys in several for key in keys))


def _is_rest(key: Key) -> bool:
    return any(part in {OTHER, (OTHER,)} for part in key)


def _joined(parts: Sequence[Estimates]) -> Estimates:
    return Estimates(
        value=np.concatenate([part.value for part in parts]),
        low=np.concatenate([part.low for part in parts]),
        high=np.concatenate([part.high for part in parts]),
    )


def _table(like: pa.Table, keys: Sequence[Key], wanted: Sequence[str], sides: Sequence[Side]) -> pa.Table:
    """One row a key and figure, key by key."""
    a, b = (_joined([side.estimates(figure, keys) for figure in wanted]) for side in sides)
    n_a, n_b = (np.concatenate([side.sizes(figure, keys) for figure in wanted]) for side in sides)
    found = differences(a, b)
    few = [(n < FEW) | (effective_n(one) < FEW) for n, one in ((n_a, a), (n_b, b))]
    q = q_values(np.where(few[0] | few[1], np.nan, found.p_value))
    apart = (found.difference.low > 0) | (found.difference.high < 0)
    schema = like.schema
    columns = {
        name: pa.array([key[place] for key in keys] * len(wanted), schema.field(name).type)
        for place, name in enumerate(key_columns(like))
    }
    table = pa.table(
        {
            **columns,
            "figure": named([figure for figure in wanted for _ in keys]),
            "value_a": known(a.value),
            "value_b": known(b.value),
            **estimate_columns("difference", found.difference),
            "ratio": known(found.ratio),
            "p_value": known(found.p_value),
            "q_value": known(q),
            "significant": pa.array((q <= LEVEL) & apart, pa.bool_()),
            "n_a": known(n_a).cast(pa.int64()),
            "n_b": known(n_b).cast(pa.int64()),
            "too_few": pa.array(few[0] | few[1], pa.bool_()),
        }
    )
    by_key = np.arange(table.num_rows).reshape(len(wanted), -1).T.ravel()
    told = ~(np.isnan(a.value) & np.isnan(b.value))
    return table.take(by_key[told[by_key]])
