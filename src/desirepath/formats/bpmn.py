"""A service blueprint as BPMN 2.0: pools for the customer and the organisation, its lanes, tasks and flows.

Written only: a process diagram has no feelings or evidence, so nothing could be read back. Shapes are placed,
so that a modelling tool shows the picture at once.
"""

from collections.abc import Iterator
from itertools import pairwise
from xml.etree import ElementTree as ET

from desirepath.errors import InputError
from desirepath.formats.bpmn_layout import (
    HEIGHT,
    WIDTH,
    Task,
    band_of,
    flow_points,
    message_points,
    tasks_of,
)
from desirepath.formats.conveying import Exported, xml_text
from desirepath.formats.leaving_out import CARDS, counted, left_out
from desirepath.maps import JourneyMap, Lane

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
_DI = "http://www.omg.org/spec/BPMN/20100524/DI"
_DC = "http://www.omg.org/spec/DD/20100524/DC"
_DD = "http://www.omg.org/spec/DD/20100524/DI"
_OURS = {"frontstage", "backstage", "support"}
_HELD = {"header", "edges", *CARDS}
_Box = tuple[float, float, float, float]  # x, y, width, height


def write_bpmn(journey_map: JourneyMap) -> Exported:
    """The blueprint as BPMN XML; InputError for a map without actions or an organisation's lanes.

    Cards of the actions lane are the customer's tasks; those of the frontstage, backstage and support lanes
    the organisation's. Tasks of a lane follow one another; between the customer and the front of the stage,
    and along the map's own edges between cards, messages flow.
    """
    lanes = [
        lane for lane in journey_map.lanes if (lane.role == "actions" or lane.role in _OURS) and lane.cards
    ]
    if not lanes:
        raise InputError(
            f'The map "{journey_map.key}" has no actions, frontstage, backstage or support lane with cards: '
            "there is no process to write. Export a service blueprint."
        )
    lanes.sort(key=lambda lane: lane.role != "actions")
    tasks = tasks_of(journey_map, lanes)
    for prefix, name in (("bpmn", MODEL), ("bpmndi", _DI), ("dc", _DC), ("di", _DD)):
        ET.register_namespace(prefix, name)
    given = {"id": "definitions", "name": journey_map.title, "targetNamespace": "urn:desirepath"}
    root = ET.Element(_in(MODEL, "definitions"), given)
    flows = _processes(root, journey_map, lanes, tasks)
    _diagram(root, lanes, tasks, flows)
    return Exported(text=xml_text(root), dropped=_dropped(journey_map, lanes))


def _processes(
    root: ET.Element, journey_map: JourneyMap, lanes: list[Lane], tasks: list[Task]
) -> list[tuple[str, Task, Task]]:
    """Write the collaboration and both processes; the flows that were written, with their ends."""
    collaboration = ET.SubElement(root, _in(MODEL, "collaboration"), id="collaboration")
    flows: list[tuple[str, Task, Task]] = []
    pools = {
        "customer": journey_map.persona or "Customer",
        "organisation": journey_map.owner or "Organisation",
    }
    for pool, name in pools.items():
        mine = [lane for lane in lanes if (lane.role == "actions") == (pool == "customer")]
        if not mine:
            continue
        ET.SubElement(
            collaboration, _in(MODEL, "participant"), id=pool, name=name, processRef=f"process-{pool}"
        )
        process = ET.SubElement(root, _in(MODEL, "process"), id=f"process-{pool}", isExecutable="false")
        flows += _process(process, pool, mine, tasks)
    for number, (start, end) in enumerate(_messages(journey_map, lanes, tasks)):
        flow = f"message-{number}"
        ET.SubElement(collaboration, _in(MODEL, "messageFlow"), id=flow, sourceRef=start.id, targetRef=end.id)
        flows.append((flow, start, end))
    return flows


def _process(
    process: ET.Element, pool: str, lanes: list[Lane], tasks: list[Task]
) -> list[tuple[str, Task, Task]]:
    lane_set = ET.SubElement(process, _in(MODEL, "laneSet"), id=f"lanes-{pool}")
    flows: list[tuple[str, Task, Task]] = []
    for number, lane in enumerate(lanes):
        mine = [task for task in tasks if task.lane == lane.id]
        made = ET.SubElement(lane_set, _in(MODEL, "lane"), id=f"lane-{pool}-{number}", name=lane.label)
        for task in mine:
            ET.SubElement(made, _in(MODEL, "flowNodeRef")).text = task.id
        flows += [
            (f"flow-{pool}-{number}-{at}", start, end) for at, (start, end) in enumerate(pairwise(mine))
        ]
    ids = {lane.id for lane in lanes}
    for task in tasks:
        if task.lane in ids:
            node = ET.SubElement(process, _in(MODEL, "task"), id=task.id, name=task.card.text)
            if task.card.body:
                ET.SubElement(node, _in(MODEL, "documentation")).text = task.card.body
    for flow, start, end in flows:
        ET.SubElement(process, _in(MODEL, "sequenceFlow"), id=flow, sourceRef=start.id, targetRef=end.id)
    return flows


def _messages(journey_map: JourneyMap, lanes: list[Lane], tasks: list[Task]) -> list[tuple[Task, Task]]:
    roles = {lane.id: lane.role for lane in lanes}
    by_card = {task.card.id: task for task in tasks}
    drawn = [
        (by_card[edge.from_card], by_card[edge.to_card])
        for edge in journey_map.edges
        if edge.from_card in by_card and edge.to_card in by_card
    ]
    met: list[tuple[Task, Task]] = []
    for step in dict.fromkeys(task.card.step for task in tasks):
        here = [task for task in tasks if task.card.step == step]
        acts = [task for task in here if roles[task.lane] == "actions"]
        fronts = [task for task in here if roles[task.lane] == "frontstage"]
        met += _meetings(acts, fronts, began={start.id for start, _ in drawn})
    pools = {name: role == "actions" for name, role in roles.items()}
    return [(start, end) for start, end in [*drawn, *met] if pools[start.lane] != pools[end.lane]]


def _meetings(acts: list[Task], fronts: list[Task], *, began: set[str]) -> Iterator[tuple[Task, Task]]:
    """Who sends to whom at one step: the organisation to what the customer does first where it began.

    It began what an edge of the map leads on from; elsewhere the customer did. All meet, none twice.
    """
    if not acts or not fronts:
        return
    asked = [front for front in fronts if front.id not in began]
    yield from ((front, acts[0]) for front in fronts if front.id in began)
    yield from ((acts[0], front) for front in asked)
    yield from ((act, asked[0]) for act in acts[1:] if asked)


def _diagram(
    root: ET.Element, lanes: list[Lane], tasks: list[Task], flows: list[tuple[str, Task, Task]]
) -> None:
    plane = ET.SubElement(
        ET.SubElement(root, _in(_DI, "BPMNDiagram"), id="diagram"),
        _in(_DI, "BPMNPlane"),
        id="plane",
        bpmnElement="collaboration",
    )
    right = max(task.x for task in tasks) + WIDTH + 30
    for pool, of_customer in (("customer", True), ("organisation", False)):
        mine = [lane for lane in lanes if (lane.role == "actions") == of_customer]
        boxes = [band_of(lane, tasks) for lane in mine]
        if boxes:
            top, bottom = min(box[0] for box in boxes), max(box[1] for box in boxes)
            _shape(plane, pool, (0, top, right, bottom - top), is_band=True)
        for number, (top, bottom) in enumerate(boxes):
            _shape(plane, f"lane-{pool}-{number}", (30, top, right - 30, bottom - top), is_band=True)
    for task in tasks:
        _shape(plane, task.id, (task.x, task.y, WIDTH, HEIGHT))
    for flow, start, end in flows:
        edge = ET.SubElement(plane, _in(_DI, "BPMNEdge"), id=f"edge-{flow}", bpmnElement=flow)
        is_beside = start.lane == end.lane
        for x, y in flow_points(start, end) if is_beside else message_points(start, end, tasks):
            ET.SubElement(edge, _in(_DD, "waypoint"), x=f"{x:g}", y=f"{y:g}")


def _shape(plane: ET.Element, name: str, box: _Box, *, is_band: bool = False) -> None:
    shape = ET.SubElement(plane, _in(_DI, "BPMNShape"), id=f"shape-{name}", bpmnElement=name)
    if is_band:  # else some tools draw pools and lanes upright
        shape.set("isHorizontal", "true")
    bounds = dict(zip(("x", "y", "width", "height"), (f"{side:g}" for side in box), strict=True))
    ET.SubElement(shape, _in(_DC, "Bounds"), bounds)


def _dropped(journey_map: JourneyMap, lanes: list[Lane]) -> list[str]:
    """What a process has no place for, counted; of the map's edges, those that are no message."""
    kept = {lane.id for lane in lanes}
    left = sum(len(lane.cards) for lane in journey_map.lanes if lane.id not in kept)
    said = [f"Left out: {counted(left, 'card', 'cards')} of other lanes."] if left else []
    bare = sum(edge.from_card is None or edge.to_card is None for edge in journey_map.edges)
    said += [f"Left out: {counted(bare, 'edge that joins', 'edges that join')} no cards."] if bare else []
    return [*said, *left_out(journey_map, held=_HELD)]


def _in(space: str, name: str) -> str:
    return f"{{{space}}}{name}"
