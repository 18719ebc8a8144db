"""What is wrong with a map: whether it is true, whether it drifted, what is dead, stale, doubled or lacking.

A report is a value, to be printed, sent or turned into an exit code by whoever asked for it. The findings
about the document alone are in `checking_documents`, those about what people do in `checking_facts`.

error: a step id used twice, a card at no step, a step whose bindings catch nothing any more, maps that tell
one another's steps in a ring and, in a map that is published or in review, what publishing needs. warning: a
map that explains less than 80 % of interactions, a drawn edge that nobody uses, a mix that has shifted since
the last review, a binding that matches nothing, a figure outside the drawn interval, stale evidence, evidence
whose source is gone, a review overdue, steps that are the same, a step named from the organisation's side.
note: what else is missing, most frequent first.
"""

from collections.abc import Collection, Mapping

from desirepath.drafts.asking import Ask, ask_of
from desirepath.drafts.catching import caught
from desirepath.drafts.checking_documents import document_problems
from desirepath.drafts.checking_facts import Facts, fact_problems
from desirepath.drafts.citing import Terms, terms_of
from desirepath.drafts.counting import Int64s, Mask, census
from desirepath.drafts.drifting import Shift, shifts, windows_around
from desirepath.drafts.mixes import Walked
from desirepath.drafts.pinning import with_comparisons
from desirepath.drafts.problems import Finding, Severity
from desirepath.drafts.replaying_maps import Truth, truth_of, truth_questions
from desirepath.drafts.step_lenses import step_lens
from desirepath.engines import Engine
from desirepath.journeys import Split, StageDocument, Store, stretch
from desirepath.maps import (
    JourneyMap,
    Staleness,
    parse_time,
    staleness,
    steps_of,
    supported_share,
    time_text,
)
from desirepath.measures import Groups
from desirepath.records import Record

SHIFTING = "looking what has shifted since the last review"
RANK: dict[Severity, int] = {"error": 0, "warning": 1, "note": 2}


class Report(Record):
    """All that is wrong with a map; nothing, when `problems` is empty. And how true it is."""

    map_key: str
    problems: list[Finding]
    truth: Truth | None = None  # None: no step binds anything
    shifts: list[Shift] = []  # since the last review; none where nobody said when that was
    staleness: Staleness | None = None
    supported_share: float | None = None  # of the cards

    @property
    def has_errors(self) -> bool:
        """Whether anything makes the map untrue or unusable, rather than incomplete."""
        return self.fails("error")

    def fails(self, on: Severity = "error") -> bool:
        """Whether there is a problem at least as grave."""
        return any(RANK[problem.severity] <= RANK[on] for problem in self.problems)


class Against(Record):
    """What a map is held against, besides its store: whose journeys, up to when, and what is beside it.

    `split` is what one journey is where the map does not say. `mixes` are groups whose shift since the last
    review is told beside those of ways and channels; `others` the maps beside it by key, `there` the
    interactions whose facts still exist: what is left out is not looked at. `daily`, `engine` and `stages`
    as in `ask_of`; `comparing` answers the comparisons that cards cite.
    """

    mask: Mask = None
    as_of_us: int | None = None
    split: Split | None = None
    zone: str = "UTC"
    mixes: Mapping[str, Groups] | None = None
    others: Mapping[str, JourneyMap] | None = None
    there: Collection[str] | None = None
    daily: Int64s | None = None
    engine: Engine | None = None
    stages: StageDocument | None = None
    comparing: Ask | None = None


def check(journey_map: JourneyMap, store: Store, against: Against | None = None) -> Report:
    """A map against what people do now: as of the store's last moment, or of an earlier one.

    Which problem is an error, a warning or a note: above. What is looked at beside the map, `Against` says.
    """
    held = against or Against()
    moment = held.as_of_us or store.as_of_us
    terms, as_of = terms_of(journey_map, held.split), time_text(moment)
    with stretch(0.0, 0.6, "walking every journey over the map"):
        seen = caught(store, journey_map, split=terms.split, mask=held.mask, as_of_us=moment, zone=held.zone)
        ask = _ask(journey_map, store, held, moment=moment, terms=terms)
        truth = truth_of(journey_map, ask, terms)
    with stretch(0.6, 0.9, None if journey_map.last_reviewed_at is None else SHIFTING):
        shifted = _shifted(journey_map, seen.store, held, moment=moment, split=terms.split)
    with stretch(0.9, 1.0, "looking for what is wrong with it"):
        facts = Facts(
            kinds=seen.store.kinds,
            counts=census(seen.store, mask=held.mask, as_of_us=moment).interactions,
            wrong=seen.wrong,
            ask=ask,
            terms=terms,
            truth=truth,
            shifts=shifted,
            there=held.there,
        )
        found = [
            *document_problems(journey_map, as_of=as_of, others=held.others),
            *fact_problems(journey_map, facts),
        ]
    return Report(
        map_key=journey_map.key,
        problems=sorted(dict.fromkeys(found), key=lambda problem: RANK[problem.severity]),
        truth=truth,
        shifts=shifted,
        staleness=staleness(journey_map, as_of=as_of),
        supported_share=supported_share(journey_map),
    )


def _ask(journey_map: JourneyMap, store: Store, held: Against, *, moment: int, terms: Terms) -> Ask:
    """What answers the map's own questions, whether it is true, and the comparisons that its cards cite."""
    measures = ask_of(
        store,
        journey_map,
        mask=held.mask,
        as_of_us=moment,
        split=held.split,
        zone=held.zone,
        daily=held.daily,
        engine=held.engine,
        stages=held.stages,
        also=truth_questions(journey_map, terms),
    )
    return measures if held.comparing is None else with_comparisons(measures, held.comparing)


def _shifted(
    journey_map: JourneyMap, store: Store, held: Against, *, moment: int, split: Split
) -> list[Shift]:
    """What is otherwise since the last review; nothing where nobody said when that was."""
    lens = step_lens(journey_map, store.kinds, lens="step")
    if journey_map.last_reviewed_at is None or not (lens.codes >= 0).any():
        return []
    reviewed = parse_time(journey_map.last_reviewed_at, key="last_reviewed_at")
    windows = windows_around(store, round(reviewed.timestamp() * 1_000_000), as_of_us=moment)
    if windows is None:
        return []
    names = {step.id: step.name for step in steps_of(journey_map)}
    walked = Walked(lens=lens, split=split, as_of_us=moment, zone=held.zone, names=names)
    return shifts(store, walked, windows, mask=held.mask, mixes=held.mixes)
