"""CJML: a customer journey as communication points and actions, with who starts each, over what channel.

The modelling language parts a planned journey (a map) from an actual one (a single case). No schema of it was
to be found, so names here are the specification's terms, elements are read by their local names in any
namespace, and what is not known is named in the remarks.
"""

import math
from typing import get_args
from xml.etree import ElementTree as ET

from defusedxml import ElementTree as SafeET
from defusedxml.common import DefusedXmlException

from desirepath.errors import DocumentError
from desirepath.formats.building import Builder
from desirepath.formats.conveying import Exported, Imported, xml_text
from desirepath.formats.leaving_out import counted, left_out
from desirepath.maps import Card, JourneyMap, Lane, LaneRole, ObstacleKind, Step

DEEPEST = 60
_POINTS = {"touchpoint", "communicationpoint", "communication"}
_STEPS = _POINTS | {"action"}
_FEELINGS = {"verynegative": -2.0, "negative": -1.0, "neutral": 0.0, "positive": 1.0, "verypositive": 2.0}
_HELD = {"cards", "details", "severities", "obstacle_kinds", "channels", "feelings"}
_ORGANISATION = ("frontstage", "backstage", "support")


def read_cjml(text: str, *, key: str, file: str = "journey.cjml") -> Imported:
    """The map that a CJML document tells, of its planned journey or, where it has none, of its first.

    DocumentError for a text that is no XML, that refers to anything outside itself, or holds no journey.
    """
    root = _parsed(text, file)
    if _is_too_deep(root):
        raise DocumentError("nested too deeply to be a journey", file=file)
    journeys = [
        each for each in root.iter() if _name(each) in {"journey", "customerjourney", "plannedjourney"}
    ]
    if not journeys:
        raise DocumentError(f"expected a journey in CJML; the document is a <{_name(root)}>", file=file)
    planned = [
        each for each in journeys if _said(each, "type") == "planned" or _name(each) == "plannedjourney"
    ]
    journey = (planned or journeys)[0]
    builder = Builder()
    actors = {_said(each, "id"): _said(each, "name") for each in root.iter() if _name(each) == "actor"}
    _walk(journey, builder, actors)
    if len(journeys) > 1:
        others = counted(len(journeys) - 1, "other journey is", "other journeys are")
        builder.remarks.append(f"{others} left out: a map holds one.")
    title = _said(journey, "name") or _said(journey, "title") or _said(root, "name") or key
    return Imported(journey_map=builder.map(key=key, title=title), remarks=builder.remarks)


def write_cjml(journey_map: JourneyMap) -> Exported:
    """The map as a planned journey: a step with a touchpoint is a communication point, others are actions."""
    root = ET.Element("CJML", version="2.0", name=journey_map.title)
    people = ET.SubElement(root, "Actors")
    ET.SubElement(people, "Actor", id="customer", name=journey_map.persona or "Customer", role="customer")
    ET.SubElement(
        people, "Actor", id="organisation", name=journey_map.owner or "Organisation", role="provider"
    )
    journey = ET.SubElement(root, "Journey", type="planned", name=journey_map.title)
    for stage in journey_map.stages:
        phase = ET.SubElement(journey, "Phase", name=stage.name)
        for step in stage.steps:
            _write_step(phase, step, journey_map)
    text = xml_text(root)
    return Exported(text=text, dropped=left_out(journey_map, held=_HELD))


def _walk(element: ET.Element, builder: Builder, actors: dict[str, str]) -> None:
    for child in element:
        name = _name(child)
        if name == "phase":
            builder.stage(_said(child, "name") or "Phase")
            _walk(child, builder, actors)
        elif name in _STEPS:
            _take(child, builder, actors)
        elif name in {"touchpoints", "steps", "actions"}:
            _walk(child, builder, actors)
        elif name not in {"name", "title", "description", "type", "status", "id"}:
            builder.remarks.append(f"<{_name(child)}> is not known: left out.")


def _take(element: ET.Element, builder: Builder, actors: dict[str, str]) -> None:
    name = _said(element, "name") or _said(element, "description") or "Step"
    step = builder.step(name)
    told = [each for each in element if _name(each) == "card"]
    for each in told:
        _take_card(each, step, builder)
    if not told:  # of another tool: what its own fields say
        _take_fields(element, step, builder, actors)
    felt = _said(element, "experience").replace(" ", "").casefold()
    if felt in _FEELINGS:
        builder.emotion(step, _FEELINGS[felt])
    elif felt:
        _feel(felt, step, builder)


def _take_fields(element: ET.Element, step: str, builder: Builder, actors: dict[str, str]) -> None:
    initiator, name = _said(element, "initiator"), builder.name_of(step)
    is_ours = initiator == "organisation" or (initiator in actors and initiator != "customer")
    role: LaneRole = "frontstage" if is_ours else "actions"
    described = _said(element, "description")
    builder.card(role, step, name, body=described if described != name else None)
    channel = _said(element, "channel")
    if _name(element) in _POINTS:
        builder.card(
            "touchpoints", step, _said(element, "touchpoint") or channel or name, channel=channel or None
        )


def _feel(felt: str, step: str, builder: Builder) -> None:
    try:
        value = float(felt)
    except ValueError:
        value = math.nan
    if math.isfinite(value):
        builder.emotion(step, value)
    else:
        builder.remarks.append(
            f"The experience “{felt}” at “{builder.name_of(step)}” is not known: left out."
        )


def _take_card(element: ET.Element, step: str, builder: Builder) -> None:
    role = _said(element, "role")
    known: dict[str, LaneRole] = {each: each for each in get_args(LaneRole)}
    kind, severity = _said(element, "kind"), _said(element, "severity")
    builder.card(
        known.get(role, "custom"),
        step,
        (element.text or "").strip(),
        label=_said(element, "lane") or None,
        body=_said(element, "details") or None,
        channel=_said(element, "channel") or None,
        severity=int(severity) if severity in {"0", "1", "2", "3"} else None,
        obstacle_kind=kind if kind in get_args(ObstacleKind) else None,
    )


def _write_step(phase: ET.Element, step: Step, journey_map: JourneyMap) -> None:
    here = [(lane, card) for lane in journey_map.lanes for card in lane.cards if card.step == step.id]
    places = [card for lane, card in here if lane.role == "touchpoints"]
    ours = [card for lane, card in here if lane.role in _ORGANISATION]
    theirs = [card for lane, card in here if lane.role == "actions"]
    given = {"id": step.id, "name": step.name, "status": "planned"}
    given["initiator"] = "organisation" if ours and not theirs else "customer"
    if places:
        given |= {"touchpoint": places[0].text} | (
            {"channel": places[0].channel} if places[0].channel else {}
        )
    felt = {one.source: one.value for one in journey_map.emotions if one.step == step.id}
    value = next((felt[source] for source in ("measured", "authored", "target") if source in felt), None)
    if value is not None:
        given["experience"] = f"{value:g}"
    made = ET.SubElement(phase, "CommunicationPoint" if places else "Action", given)
    for lane, card in here:
        if card.text:  # a quote's stays with the facts
            _write_card(made, lane, card)


def _write_card(made: ET.Element, lane: Lane, card: Card) -> None:
    severity = None if card.severity is None else str(card.severity)
    given = {"role": lane.role, "lane": lane.label, "details": card.body, "channel": card.channel,
             "severity": severity, "kind": card.obstacle_kind}  # fmt: skip
    told = {name: value for name, value in given.items() if value is not None}
    ET.SubElement(made, "Card", told).text = card.text


def _parsed(text: str, file: str) -> ET.Element:
    try:
        root: ET.Element = SafeET.fromstring(text, forbid_dtd=True)
    except DefusedXmlException:
        raise DocumentError("this XML declares entities or a document type: refused", file=file) from None
    except ET.ParseError as error:
        raise DocumentError(f"this is not XML: {error}", file=file, line=error.position[0]) from None
    return root


def _is_too_deep(root: ET.Element) -> bool:
    layer = [root]
    for _ in range(DEEPEST):
        layer = [child for element in layer for child in element]
    return bool(layer)


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2].casefold()


def _said(element: ET.Element, field: str) -> str:
    """A field of an element: its attribute or the text of its child, whichever there is."""
    for name, value in element.attrib.items():
        if name.rpartition("}")[2].casefold() == field:
            return value.strip()
    return next(((child.text or "").strip() for child in element if _name(child) == field), "")
