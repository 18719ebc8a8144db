"""The names that there are here, for whoever writes a rule: traits and values, places, stages, surveys."""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from desirepath.records import Record
from desirepath.segments import Entry, catalogue
from desirepath.workspace.masking import masked_trait
from desirepath.workspace.portraits import stages_if_one
from desirepath.workspace.segmenting import stands_on

if TYPE_CHECKING:
    from desirepath.workspace.opening import Workspace

__all__ = ["Named", "Vocabulary", "vocabulary"]


class Named(Record):
    """A key, and what people call it."""

    key: str
    name: str


class Vocabulary(Record):
    """What a rule may name."""

    sources: list[str]
    channels: list[str]
    touchpoints: list[str]
    actions: list[str]
    surveys: list[str]  # touchpoints where somebody gave a score
    lenses: list[str]
    stages: list[Named]
    segments: list[Named]
    traits: list[Entry]  # with their values, the most frequent first; no personal ones
    fields: list[Entry]  # campaign, device, value, properties.size …


def vocabulary(workspace: "Workspace") -> Vocabulary:
    """All the names of this workspace; worked out once for what there is."""
    made_from = (workspace.generation(), stands_on(workspace.catalog, workspace.folder))
    return workspace.once("vocabulary", made_from, lambda: _told(workspace))


def _told(workspace: "Workspace") -> Vocabulary:
    known = workspace.names()
    told = catalogue(known)
    stages = stages_if_one(workspace)
    return Vocabulary(
        sources=told.sources,
        channels=told.channels,
        touchpoints=told.touchpoints,
        actions=told.actions,
        surveys=_surveys(workspace),
        lenses=told.lenses,
        stages=[Named(key=stage.key, name=stage.name) for stage in (stages.stages if stages else [])],
        segments=[Named(key=key, name=known.segments[key].title) for key in told.segments],
        traits=[_unpersonal(entry) for entry in told.traits.values()],
        fields=[_unpersonal(entry) for entry in told.fields.values()],
    )


def _unpersonal(entry: Entry) -> Entry:
    """The entry without the values that a page shows masked: a list of them would tell who is here."""
    return replace(
        entry, values=[value for value in entry.values if masked_trait(entry.name, value) == value]
    )


def _surveys(workspace: "Workspace") -> list[str]:
    facts = workspace.interactions()
    scored = facts.filter(facts.score.notnull()).select("touchpoint").distinct()
    return sorted(str(name) for name in workspace.engine.run(scored)["touchpoint"].drop_null().to_pylist())
