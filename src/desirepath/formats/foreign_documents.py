"""Journey maps and service blueprints as other open tools keep them in YAML and JSON.

`cjm` documents have a persona, phases, and actions with touchpoints, thoughts and an emotion from −2 to +2.
Blueprint documents have a lifecycle of phases, scenarios and paths: each path is a grid of layers by steps,
in several languages, with triggers from cell to cell.
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from desirepath.errors import DocumentError
from desirepath.formats.building import Builder
from desirepath.formats.conveying import Imported
from desirepath.formats.leaving_out import counted
from desirepath.maps import LaneRole, Persona
from desirepath.sources import read_values

_ROLES: dict[str, LaneRole] = {
    "customer_actions": "actions", "frontstage_actions": "frontstage", "frontstage_tech": "touchpoints",
    "backstage_actions": "backstage", "backstage_tech": "support", "support_systems": "support",
    "visual": "storyboard", "step_visual": "storyboard",
}  # fmt: skip
_QUESTION = ("?", "？", "か")


class CjmPersona(msgspec.Struct):
    """Whose journey it is."""

    name: str
    description: str = ""


class CjmPhase(msgspec.Struct):
    """A stage."""

    id: str
    name: str


class CjmAction(msgspec.Struct):
    """A step, with what people think and feel there."""

    id: str
    name: str
    phase: str
    emotion_score: float
    touchpoints: list[str] = []
    thoughts_feelings: list[str] = []


class Cjm(msgspec.Struct):
    """A `cjm` document."""

    id: str
    phases: list[CjmPhase]
    actions: list[CjmAction]
    persona: CjmPersona | None = None


def read_cjm(text: str, *, key: str, file: str = "map.yaml") -> Imported:
    """The map that a `cjm` document holds; its thoughts become questions or motivations."""
    told, beside = _cjm(text, file)
    builder = Builder()
    builder.remarks += beside
    for phase in told.phases:
        builder.stage(phase.name)
        for action in told.actions:
            if action.phase == phase.id:
                _take_action(action, builder)
    known = {phase.id for phase in told.phases}
    lost = [action.name for action in told.actions if action.phase not in known]
    builder.remarks += [f"“{name}” is in a phase that the document does not have: left out." for name in lost]
    persona = told.persona.name if told.persona else None
    if told.persona and told.persona.description:
        builder.remarks.append(f"Of the persona only the name “{persona}” stands on the map.")
    drawn = builder.map(key=key, title=told.id.rpartition(":")[2] or key, persona=persona)
    return Imported(journey_map=drawn, remarks=builder.remarks)


def read_blueprint(text: str, *, key: str, file: str = "blueprint.json") -> Imported:
    """The first path of a blueprint document, as a service blueprint; its languages as translations."""
    body = next(iter(_documents(text, file)), {})
    try:
        locales = list(body["locales"])
        phases = body["lifecycle"]["phases"]
        scenarios = [(phase, scenario) for phase in phases for scenario in phase["scenarios"]]
        phase, scenario = scenarios[0]
        paths = scenario["paths"]
        drawn = _blueprint(paths[0], scenario, phase, locales=locales, key=key)
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        says = f"expected a blueprint with lifecycle, phases, scenarios and paths; not found: {error}"
        raise DocumentError(says, file=file) from None
    others = sum(len(each["paths"]) for _, each in scenarios) - 1
    left = counted(others, "other path is", "other paths are")
    more = [f"{left} left out: a map holds one."] if others else []
    return Imported(journey_map=drawn.journey_map, remarks=[*more, *drawn.remarks])


def persona_of(text: str, *, file: str = "map.yaml") -> Persona | None:
    """The persona that a `cjm` document describes, as a document of its own."""
    told, _ = _cjm(text, file)
    if told.persona is None:
        return None
    return Persona(
        key="persona", name=told.persona.name, body=" ".join(told.persona.description.split()) or None
    )


def _take_action(action: CjmAction, builder: Builder) -> None:
    step = builder.step(action.name)
    builder.card("actions", step, action.name)
    for name in action.touchpoints:
        builder.card("touchpoints", step, name)
    for thought in action.thoughts_feelings:
        builder.card("questions" if thought.endswith(_QUESTION) else "motivations", step, thought)
    builder.emotion(step, action.emotion_score)


def _blueprint(
    path: Mapping[str, Any],
    scenario: Mapping[str, Any],
    phase: Mapping[str, Any],
    *,
    locales: list[str],
    key: str,
) -> Imported:
    builder = Builder()
    main = locales[0]
    builder.stage(_said(phase["name"], main))
    names = {step["key"]: step["name"] for step in scenario["steps"]}
    steps = {
        name: builder.step(_said(names[name], main), i18n=_others(names[name], main))
        for name in path["path_steps"]
    }
    layers = {layer["key"]: layer for layer in sorted(path["layers"], key=lambda each: each["row"])}
    for layer in layers.values():
        builder.lane(_ROLES.get(layer.get("role") or "", "custom"), _said(layer["display_name"], main))
    cards: dict[tuple[str, str], str] = {}
    for cell in path["cells"]:
        layer = layers[cell["layer"]]
        content = cell.get("content") or {}
        made = builder.card(
            _ROLES.get(layer.get("role") or "", "custom"),
            steps[cell["step"]],
            _said(content, main) or "(picture)",
            label=_said(layer["display_name"], main),
            body=_said(cell.get("description") or {}, main) or None,
            i18n=_others(content, main),
        )
        cards[cell["layer"], cell["step"]] = made
    for trigger in path.get("triggers", []):
        start, end = trigger["source"], trigger["target"]
        builder.edge(
            steps[start["step"]],
            steps[end["step"]],
            from_card=cards.get((start["layer"], start["step"])),
            to_card=cards.get((end["layer"], end["step"])),
        )
    drawn = builder.map(
        key=key,
        title=_said(scenario["name"], main),
        kind="service_blueprint",
        language=main,
        scenario=_said(path["name"], main),
        objective=_said(scenario.get("description") or {}, main) or None,
    )
    return Imported(journey_map=drawn, remarks=builder.remarks)


def _said(text: Mapping[str, str], locale: str) -> str:
    return " · ".join((text.get(locale) or next(iter(text.values()), "")).split("\n"))


def _others(text: Mapping[str, str], locale: str) -> dict[str, str]:
    return {other: _said(text, other) for other in text if other != locale}


def _documents(text: str, file: str) -> list[dict[str, Any]]:
    return [each for each in read_values(text, file=file) if isinstance(each, dict)]


def _cjm(text: str, file: str) -> tuple[Cjm, list[str]]:
    """The first `cjm` document of a text, and what stands beside it."""
    documents = _documents(text, file)
    found = [each for each in documents if each.get("kind") == "cjm"]
    if not found:
        raise DocumentError("expected a document of the kind cjm", file=file)
    beside = [str(each.get("kind")) for each in documents if each is not found[0]]
    try:
        told = msgspec.convert(found[0], Cjm)
    except msgspec.ValidationError as error:
        raise DocumentError(f"this is no `cjm` document: {error}", file=file) from None
    return told, [f"The document “{kind}” beside it: left out." for kind in beside]
