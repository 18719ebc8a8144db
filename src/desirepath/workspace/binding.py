"""Steps bound to what people did: what there is to bind to, what is alike, and what a binding would reach."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from desirepath.drafts import Bindable, Reach, Suggestion, bindables, preview, suggest, with_steps
from desirepath.errors import UnknownName
from desirepath.journeys import stretch
from desirepath.maps import Binding, JourneyMap, Step, steps_of
from desirepath.workspace.filling import WHOSE, grounds_of

if TYPE_CHECKING:
    from desirepath.workspace.opening import Workspace

__all__ = ["previewed", "suggested_for", "to_bind"]


def previewed(
    workspace: "Workspace", drawn: JourneyMap, bindings: Sequence[Binding], *, step: str | None
) -> Reach:
    """What a step would reach with these bindings, of the people the map is of."""
    with stretch(0.0, 0.2, WHOSE):
        grounds = grounds_of(workspace, drawn, None)
    with stretch(0.2, 1.0, "counting whom it reaches"):
        return preview(
            drawn,
            workspace.store(),
            bindings=bindings,
            step=step,
            mask=grounds.mask,
            split=grounds.split,
            zone=workspace.settings.zone,
        )


def suggested_for(workspace: "Workspace", drawn: JourneyMap, step: str) -> list[Suggestion]:
    """What a step's name is like, whether it is bound already or not."""
    names = [each.id for each in steps_of(drawn)]
    if step not in names:
        raise UnknownName("step of this map", step, names)

    def bare(each: Step) -> Step:
        return msgspec.structs.replace(each, bindings=[]) if each.id == step else each

    found = suggest(with_steps(drawn, bare), workspace.store().kinds)
    return [one for one in found if one.step == step]


def to_bind(workspace: "Workspace", text: str, *, limit: int) -> list[Bindable]:
    """What people did, most frequent first, with these words in it."""
    return bindables(workspace.store().kinds, text, limit=limit)
