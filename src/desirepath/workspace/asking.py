"""Asking a workspace: what a person says of whom and when, as the masks and groups that `measure` takes."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import ibis
import numpy as np
from msgspec.structs import replace

from desirepath.engines import Engine
from desirepath.interactions import current, current_spend, current_traits
from desirepath.journeys import Store, lens_name, period_from, stretch
from desirepath.measures import (
    Answer,
    Frequency,
    Groups,
    Measure,
    Mix,
    breakdown_from,
    groups_by_field,
    groups_by_segment,
    groups_by_trait,
    measure,
    spend_currency,
    steps_where,
)
from desirepath.segments import Segment, select
from desirepath.workspace.about import About, Wanted, check_traits, said
from desirepath.workspace.segmenting import members_of

if TYPE_CHECKING:
    from desirepath.workspace.opening import Workspace

__all__ = ["answer", "mask_of", "mask_where", "value_currency"]


def answer(workspace: "Workspace", question: Measure[Any], about: About) -> Answer:
    """The answer to a question about a workspace's journeys."""
    store = workspace.store()
    zone = workspace.settings.zone
    spend = _spend(workspace) if isinstance(question, Mix) else None
    found = measure(
        question,
        store,
        stages=workspace.stages(about.stages) if lens_name(question.lens) == "stage" else None,
        mask=mask_of(workspace, about),
        steps=None if about.only is None else _steps(workspace, store, about.only),
        containing=None if about.containing is None else _steps(workspace, store, about.containing),
        matching=about.matching,
        period=period_from(about.period, zone=zone) if isinstance(about.period, str) else about.period,
        breakdown=None if about.breakdown is None else _groups(workspace, store, about),
        resamples=about.resamples,
        as_of_us=about.as_of_us,
        zone=zone,
        spend=spend,
        engine=workspace.engine,
    )
    currency = None
    if spend is not None:
        currency = spend_currency(spend, as_of_us=found.as_of_us, zone=zone)
    elif isinstance(question, Frequency):
        currency = workspace.value_currency()
    return replace(found, currency=currency, under=said(about))


def value_currency(facts: ibis.Table | None, engine: Engine) -> str | None:
    """The currency of what interactions are worth, where they are all in the same."""
    if facts is None:
        return None
    found = facts.filter(facts.value_minor.notnull()).select("currency").distinct()
    known = engine.run(found)["currency"].to_pylist()
    return str(known[0]) if len(known) == 1 and known[0] else None


def mask_of(workspace: "Workspace", about: About) -> list[Any] | None:
    """Whom a question is about: those of the segment for whom `where` is true; None: everybody."""
    mask = mask_where(workspace, about.where, as_of_us=about.as_of_us)
    masks = [] if mask is None else [mask]
    if about.segment is not None:
        masks.append(_members(workspace, about.segment, about))
    return [np.logical_and.reduce(parts) for parts in zip(*masks, strict=True)] if masks else None


def mask_where(
    workspace: "Workspace", where: Mapping[str, str] | None, *, as_of_us: int | None = None
) -> list[Any] | None:
    """Those for whom all of these traits were known to be so, at the moment asked about; None: everybody."""
    check_traits(where)
    if not where:
        return None
    people = workspace.identities()
    found = select(workspace.engine, _traits(workspace), people, where, as_of_us=as_of_us)
    return list(workspace.store().mask(found))


def _members(workspace: "Workspace", segment: str | Segment, about: About) -> list[Any]:
    """Who is in a segment; the question's own scans are what its progress tells."""
    with stretch(0.0, 0.0):
        return members_of(segment, workspace.knowledge(), as_of_us=about.as_of_us).mask


def _steps(workspace: "Workspace", store: Store, wanted: Wanted) -> list[Any]:
    return steps_where(store, wanted, engine=workspace.engine, interactions=_facts(workspace))


def _groups(workspace: "Workspace", store: Store, about: About) -> Groups:
    by = breakdown_from(about.breakdown) if isinstance(about.breakdown, str) else about.breakdown
    assert by is not None  # noqa: S101 - asked for only where there is one
    if by.segments:
        return groups_by_segment(store, {key: _members(workspace, key, about) for key in by.segments})
    if by.trait is not None:
        return groups_by_trait(
            store,
            by.trait,
            engine=workspace.engine,
            traits=_traits(workspace),
            identities=workspace.identities(),
            as_of_us=about.as_of_us,
            top=by.top,
        )
    return groups_by_field(
        store, by.by, engine=workspace.engine, interactions=_facts(workspace), take=by.take, top=by.top
    )


def _facts(workspace: "Workspace") -> ibis.Table | None:
    return current(workspace.catalog, workspace.engine, workspace.folder)


def _traits(workspace: "Workspace") -> ibis.Table | None:
    return current_traits(workspace.catalog, workspace.engine, workspace.folder)


def _spend(workspace: "Workspace") -> Any:
    spend = current_spend(workspace.catalog, workspace.engine, workspace.folder)
    return None if spend is None else workspace.engine.run(spend)
