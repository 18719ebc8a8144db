"""A map drafted from what a workspace holds: its stages, its facts, its zone and its words."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from desirepath.drafts import draft
from desirepath.journeys import Split
from desirepath.maps import JourneyMap
from desirepath.workspace.asking import mask_where

if TYPE_CHECKING:
    from desirepath.workspace.opening import Workspace


def drafted(
    workspace: "Workspace",
    *,
    key: str,
    title: str | None,
    where: Mapping[str, str] | None,
    stages: str | None,
    split: Split | None,
    goal: Sequence[str],
    as_of_us: int | None,
) -> JourneyMap:
    """A current-state map of what people did; it is kept nowhere."""
    settings = workspace.settings
    return draft(
        workspace.store(),
        workspace.stages(stages),
        engine=workspace.engine,
        interactions=workspace.interactions(),
        key=key,
        title=title or f"{settings.name}: the customer journey",
        currency=settings.currency,
        zone=settings.zone,
        subject_noun=settings.noun,
        where=dict(where or {}),
        mask=mask_where(workspace, where, as_of_us=as_of_us),
        split=split,
        goal=goal,
        as_of_us=as_of_us,
    )
