"""A map drafted from what a workspace holds (stages, facts, zone, words), or from another of its maps."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypedDict

from desirepath.drafts import (
    DraftRules,
    Targets,
    day_in_the_life,
    draft,
    future_state,
    service_blueprint,
)
from desirepath.errors import InputError
from desirepath.interactions import Mapping as MappingDocument
from desirepath.journeys import Split, stretch
from desirepath.maps import JourneyMap, MapKind
from desirepath.records import Record
from desirepath.workspace import documents
from desirepath.workspace.asking import mask_where
from desirepath.workspace.filling import WHOSE, grounds_of

if TYPE_CHECKING:
    from desirepath.workspace.opening import Workspace

__all__ = ["BASE", "KEYS", "DraftOptions", "Drafting", "drafted"]

KEYS: Mapping[MapKind, str] = {
    "current_state": "current", "future_state": "future", "day_in_the_life": "day",
    "service_blueprint": "blueprint",
}  # fmt: skip
"""What a map of each kind is called when nobody says."""
BASE = "current"
"""The map that a future state or a blueprint is drawn from when nobody says."""
_OF_FACTS = frozenset({"where", "as_of_us"})
_TAKES: Mapping[MapKind, frozenset[str]] = {
    "current_state": _OF_FACTS | {"stages", "split", "goal", "fidelity", "most_steps"},
    "day_in_the_life": _OF_FACTS,
    "future_state": frozenset({"base", "targets"}),
    "service_blueprint": frozenset({"base", "as_of_us"}),
}


class DraftOptions(TypedDict, total=False):
    """What a draft may be told; which of it a kind of map can use, `Drafting` says."""

    where: Mapping[str, str] | None
    stages: str | None
    split: Split | None
    goal: Sequence[str]
    as_of_us: int | None
    fidelity: float | None
    most_steps: int | None
    base: str | None
    targets: Targets | None


class Drafting(Record):
    """What a map is drafted from and how.

    - `where`, `as_of_us`: whom it is of, and when: a current state, a day in the life (a blueprint is of its
      map's people);
    - `stages`, `split`, `goal`, `fidelity`, `most_steps`: a current state;
    - `base`, the key of a map, and `targets`: a future state; `base` also a blueprint.
    """

    kind: MapKind = "current_state"
    where: Mapping[str, str] | None = None
    stages: str | None = None
    split: Split | None = None
    goal: Sequence[str] = ()
    as_of_us: int | None = None
    fidelity: float | None = None
    most_steps: int | None = None
    base: str | None = None
    targets: Targets | None = None

    def __post_init__(self) -> None:
        given = {
            name
            for name in self.__struct_fields__
            if name != "kind" and getattr(self, name) not in (None, (), [], {})
        }
        if too_much := sorted(given - _TAKES[self.kind]):
            takes = ", ".join(sorted(_TAKES[self.kind]))
            raise InputError(
                f"A draft of the kind {self.kind} takes no {', '.join(too_much)}. It takes: {takes}."
            )
        if self.fidelity is not None and not 0 < self.fidelity <= 1:
            raise InputError(f"Expected a fidelity above 0, up to 1, found {self.fidelity:g}: 0.8 is 80 %.")
        if self.most_steps is not None and self.most_steps < 1:
            raise InputError(f"Expected at least one step, found {self.most_steps}.")


def drafted(workspace: "Workspace", of: Drafting, *, key: str, title: str | None) -> JourneyMap:
    """A map of the kind asked for; it is kept nowhere."""
    kinds: Mapping[MapKind, Callable[..., JourneyMap]] = {
        "current_state": _current,
        "day_in_the_life": _day,
        "future_state": _future,
        "service_blueprint": _blueprint,
    }
    return kinds[of.kind](workspace, of, key=key, title=title)


def _current(workspace: "Workspace", of: Drafting, *, key: str, title: str | None) -> JourneyMap:
    settings, plain = workspace.settings, DraftRules()
    rules = DraftRules(fidelity=of.fidelity, most_steps=of.most_steps or plain.most_steps)
    return draft(
        workspace.store(),
        workspace.stages(of.stages),
        engine=workspace.engine,
        interactions=workspace.interactions(),
        key=key,
        title=title or f"{settings.name}: the customer journey",
        currency=settings.currency,
        split=of.split,
        goal=of.goal,
        rules=rules,
        **_whom(workspace, of),
    )


def _day(workspace: "Workspace", of: Drafting, *, key: str, title: str | None) -> JourneyMap:
    with stretch(0.0, 1.0, "counting what is done at which hour"):
        return day_in_the_life(
            workspace.store(),
            engine=workspace.engine,
            interactions=workspace.interactions(),
            key=key,
            title=title or f"{workspace.settings.name}: a day of customers",
            **_whom(workspace, of),
        )


def _future(workspace: "Workspace", of: Drafting, *, key: str, title: str | None) -> JourneyMap:
    return future_state(workspace.kept_map(of.base or BASE), of.targets, key=key, title=title)


def _blueprint(workspace: "Workspace", of: Drafting, *, key: str, title: str | None) -> JourneyMap:
    base = workspace.kept_map(of.base or BASE)
    with stretch(0.0, 0.3, WHOSE):
        mask = grounds_of(workspace, base, of.as_of_us).mask
    with stretch(0.3, 1.0, "looking who acts at each step"):
        return service_blueprint(
            base,
            workspace.store(),
            key=key,
            title=title,
            systems=_systems(workspace),
            mask=mask,
            as_of_us=of.as_of_us,
        )


def _whom(workspace: "Workspace", of: Drafting) -> dict[str, Any]:
    return {
        "where": dict(of.where or {}),
        "mask": mask_where(workspace, of.where, as_of_us=of.as_of_us),
        "as_of_us": of.as_of_us,
        "zone": workspace.settings.zone,
        "subject_noun": workspace.settings.noun,
    }


def _systems(workspace: "Workspace") -> dict[str, str]:
    """What each source is called: by the titles of its mappings, as far as they have one."""
    found: dict[str, str] = {}
    for revision in workspace.catalog.documents("mapping"):
        mapping = documents.record_of(revision)
        assert isinstance(mapping, MappingDocument)  # noqa: S101  (KINDS says so)
        if mapping.title:
            found.setdefault(mapping.source, mapping.title)
    return found
