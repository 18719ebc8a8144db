"""Whom a segment means: the tree of its rule, answered for everybody at once."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pyarrow as pa

from desirepath.journeys import begin, observed
from desirepath.records import Record
from desirepath.segments.arrays import Bools, Int64s
from desirepath.segments.folding import FOLDS, Fold, is_true_of_the_idle
from desirepath.segments.knowing import Ground, Knowledge, ground_of, places_in
from desirepath.segments.naming import check_segment
from desirepath.segments.rules import AllOf, AnyOf, InSegment, NotThis, Rule, Segment, Trait
from desirepath.segments.traits import having, told_of
from desirepath.segments.wording import phrase, sentence

__all__ = ["Members", "Part", "members"]

SAMPLE = 5


class Part(Record):
    """One condition of a rule on its own: what it says, and how many it means."""

    says: str
    count: int


class Members(Record):
    """Whom a segment means, as of a moment."""

    segment: Segment
    as_of_us: int
    ids: Any  # pyarrow array of subject ids, sorted
    mask: list[Bools]  # by partition of the store, as `Store.mask` gives it
    sentence: str
    parts: list[Part]  # the conditions that all must hold, or the rule itself

    @property
    def count(self) -> int:
        """How many subjects it means."""
        return len(self.ids)

    @property
    def with_journeys(self) -> int:
        """How many of them did anything: the others are known by their traits alone."""
        return sum(int(one.sum()) for one in self.mask)

    @property
    def sample(self) -> list[str]:
        """A few of them, from the first to the last: the same ones each time."""
        if not self.count:
            return []
        places = np.unique(np.linspace(0, self.count - 1, SAMPLE).astype(np.int64))
        return [str(self.ids[int(place)]) for place in places]

    @property
    def says(self) -> str:
        """The sentence, the count, and, where nobody is meant, how many each condition means alone."""
        if self.count:
            return f"{self.sentence} {self.count:,} in all."
        alone = "; ".join(f"{part.count:,} {part.says}" for part in self.parts)
        return f"{self.sentence} Nobody is." + (f" On their own: {alone}." if len(self.parts) > 1 else "")


def members(segment: Segment, known: Knowledge, *, as_of_us: int | None = None) -> Members:
    """Whom a segment means: their ids, and a mask over the store's subjects.

    `as_of_us` is the moment a question asks about; the segment's own comes before it. Nothing that came
    later is seen: no interaction, and no trait known since later. Without either, all that is known counts.

    UnknownName, QuestionError or DocumentError when the rule asks for what is not there.
    """
    check_segment(segment, known)
    ground = ground_of(segment, known, as_of_us)
    crowd = Crowd(size=known.identities.subjects.num_rows, places=places_in(known))
    rule = segment.rule
    begin(partitions=len(known.store.partitions), rounds=rounds(rule, known))
    parts = rule.of if isinstance(rule, AllOf) else [rule]
    heard_of = _heard_of(ground, crowd)
    held = [_chosen(part, ground, crowd) & heard_of for part in parts]
    everybody = np.logical_and.reduce(held)
    ids = known.identities.subjects["subject_id"].combine_chunks().filter(pa.array(everybody))
    return Members(
        segment=segment,
        as_of_us=ground.as_of_us,
        ids=ids.sort(),
        mask=[everybody[places] for places in crowd.places],
        sentence=sentence(segment),
        parts=[Part(says=phrase(part), count=int(one.sum())) for part, one in zip(parts, held, strict=True)],
    )


def rounds(rule: Rule, known: Knowledge) -> int:
    """How often all partitions are scanned to find whom a rule means."""
    if isinstance(rule, AllOf | AnyOf):
        return sum(rounds(one, known) for one in rule.of)
    if isinstance(rule, NotThis):
        return rounds(rule.of, known)
    if isinstance(rule, InSegment):
        return rounds(known.segments[rule.key].rule, known)
    return 0 if isinstance(rule, Trait) else 1


class Crowd(Record):
    """Everybody: by number, and by where they are in the store."""

    size: int
    places: list[Int64s]


def _chosen(rule: Rule, ground: Ground, crowd: Crowd) -> Bools:
    """Whom a rule means, by the number of the subject."""
    if isinstance(rule, AllOf | AnyOf):
        join = np.logical_and if isinstance(rule, AllOf) else np.logical_or
        joined: Bools = join.reduce([_chosen(one, ground, crowd) for one in rule.of])
        return joined
    if isinstance(rule, NotThis):
        return ~_chosen(rule.of, ground, crowd)
    if isinstance(rule, Trait):
        return _by_trait(rule, ground, crowd)
    if isinstance(rule, InSegment):
        other = ground.known.segments[rule.key]
        then = ground_of(other, ground.known, ground.told_by_us)
        return _chosen(other.rule, then, crowd) & _heard_of(then, crowd)
    return _folded(rule, ground, crowd)


def _heard_of(ground: Ground, crowd: Crowd) -> Bools:
    """Who had done anything by then, or of whom anything was known: who came later is nobody yet."""
    known, last = ground.known, ground.known.store.contents.last_at_us
    if last is None or ground.as_of_us >= last:
        return np.ones(crowd.size, np.bool_)
    found = np.zeros(crowd.size, np.bool_)
    for places, part in zip(crowd.places, known.store.partitions, strict=True):
        # the first step of each: one without a time comes first, and before every moment
        found[places] = part.happened_at_us[part.offsets[:-1]] <= ground.as_of_us
    if known.traits is not None:
        found[told_of(known.engine, known.traits, known.identities, as_of_us=ground.as_of_us)] = True
    return found


def _by_trait(rule: Trait, ground: Ground, crowd: Crowd) -> Bools:
    found, known = np.zeros(crowd.size, np.bool_), ground.known
    if known.traits is not None:
        found[having(known.engine, known.traits, known.identities, rule, as_of_us=ground.told_by_us)] = True
    return found


def _folded(rule: Rule, ground: Ground, crowd: Crowd) -> Bools:
    found = np.full(crowd.size, is_true_of_the_idle(rule), np.bool_)
    partitions = ground.known.store.partitions
    fold: Fold = observed(FOLDS[type(rule)](rule, ground), parts=len(partitions))
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        held: Sequence[Bools] = list(pool.map(fold, range(len(partitions)), partitions))
    for places, one in zip(crowd.places, held, strict=True):
        found[places] = one
    return found
