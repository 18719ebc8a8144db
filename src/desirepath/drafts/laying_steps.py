"""From chosen places to the columns of a map: named, keyed, bound and in the order people come to them."""

from collections.abc import Sequence

import msgspec
import pyarrow as pa

from desirepath.drafts.choosing_steps import Chosen, DraftRules, Place, shows_other
from desirepath.drafts.counting import Int64s, Mask, in_order, precedence
from desirepath.drafts.naming import MAIL, action_name, in_sentence, slug, step_name
from desirepath.drafts.step_lenses import Column, as_stages, widest
from desirepath.journeys import StageDocument, Store, lens_by
from desirepath.maps import MapStage, Step

NAMED_AFTER = 0.6  # of a place's people do one thing: then the step is named after it


def lay_steps(
    chosen: Sequence[Chosen],
    store: Store,
    stages: StageDocument,
    *,
    people: int,
    rules: DraftRules,
) -> list[MapStage]:
    """The stages of a map with their steps, not ordered yet inside a stage; "Other" stands last."""
    taken: set[str] = set()
    laid = []
    for one in chosen:
        stage = stages.stages[one.stage]
        steps = [_step(place, store.kinds, taken=taken) for place in one.steps]
        if shows_other(one, people=people, rules=rules):
            kinds = [kind for place in one.rest for kind in place.kinds]
            name = f"Other ({in_sentence(stage.name[0].lower() + stage.name[1:])})"
            steps.append(_keyed(name, kinds, store.kinds, taken=taken, is_other=True))
        laid.append(
            MapStage(id=f"stage-{stage.key}", key=stage.key, name=stage.name, type=stage.type, steps=steps)
        )
    return _told_apart(laid)


def ordered(laid: Sequence[MapStage], store: Store, *, mask: Mask, as_of_us: int) -> list[MapStage]:
    """The same stages with each stage's steps in the order in which people first come to them."""
    columns = [Column(key=step.id, bindings=step.bindings) for stage in laid for step in stage.steps]
    lens = lens_by("stage", store.kinds, as_stages(columns))
    wins = precedence(store, lens, mask=mask, as_of_us=as_of_us)
    number = {column.key: index for index, column in enumerate(columns)}
    return [
        msgspec.structs.replace(stage, steps=_sorted(stage.steps, number=number, wins=wins)) for stage in laid
    ]


def _sorted(steps: list[Step], *, number: dict[str, int], wins: Int64s) -> list[Step]:
    by_number = {number[step.id]: step for step in steps if not step.is_other}
    return [by_number[each] for each in in_order(list(by_number), wins)] + [s for s in steps if s.is_other]


def _step(place: Place, kinds: pa.Table, *, taken: set[str]) -> Step:
    name = _name(place, kinds)
    return _keyed(name, list(place.kinds), kinds, taken=taken, is_other=False)


def _name(place: Place, kinds: pa.Table) -> str:
    """What people do here, where most of them do the same; else where it is."""
    if place.is_answer:
        return step_name(place.touchpoint, "answered")
    by_most = place.action_people is None or place.action_people >= NAMED_AFTER * place.people
    channels = {kind["channel"] for kind in kinds.to_pylist() if kind["code"] in place.kinds}
    return step_name(place.touchpoint, place.action if by_most else None, is_mail=channels <= MAIL)


def _keyed(name: str, codes: list[int], kinds: pa.Table, *, taken: set[str], is_other: bool) -> Step:
    key = slug(name, taken=taken)
    taken.add(key)
    return Step(id=key, name=name, lineage_id=key, bindings=widest(codes, kinds), is_other=is_other)


def _told_apart(laid: list[MapStage]) -> list[MapStage]:
    """Steps that came out with the same name say what they bind: "Basket: filled", "Visits (Oslo)"."""
    names = [step.name for stage in laid for step in stage.steps]
    return [
        msgspec.structs.replace(
            stage,
            steps=[
                msgspec.structs.replace(step, name=_in_full(step)) if names.count(step.name) > 1 else step
                for step in stage.steps
            ],
        )
        for stage in laid
    ]


def _in_full(step: Step) -> str:
    first = step.bindings[0]
    touchpoint = (first.touchpoint or "").replace(r"\*", "*")
    if touchpoint and touchpoint.casefold() not in step.name.casefold():
        return f"{step.name} ({in_sentence(touchpoint)})"
    return action_name(step.name, first.action) if first.action else step.name
