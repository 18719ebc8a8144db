"""BPMN as a modelling tool shows it: who sends to whom, and lines that run clear of the boxes."""

from itertools import pairwise
from xml.etree import ElementTree as ET

from desirepath.formats import export_map
from desirepath.maps import Card, Edge, JourneyMap, Lane, MapStage, Step
from desirepath.records import Record


class Drawn(Record):
    """A process read back: messages by the names of their ends, the ways of all flows, tasks as boxes."""

    messages: list[tuple[str, str]]
    ways: list[list[tuple[float, float]]]
    boxes: list[tuple[float, float, float, float]]


def placed(theirs: list[Card], ours: list[Card], *, edges: list[Edge]) -> Drawn:
    steps = [Step(id=f"s{at}", name=f"S{at}", lineage_id=f"s{at}") for at in range(4)]
    drawn = JourneyMap(
        key="m", title="M", map_kind="service_blueprint", edges=edges,
        stages=[MapStage(id="g", name="G", steps=steps)],
        lanes=[Lane(id="a", role="actions", label="Actions", cards=theirs),
               Lane(id="f", role="frontstage", label="Frontstage", cards=ours)],
    )  # fmt: skip
    root = ET.fromstring(export_map(drawn, form="bpmn").text)  # noqa: S314  (our own)
    tasks = {each.get("id"): each.get("name", "") for each in root.iter() if each.tag.endswith("}task")}
    sent = [each for each in root.iter() if each.tag.endswith("}messageFlow")]
    shapes = [each for each in root.iter() if each.get("bpmnElement") in tasks]
    edged = [each for each in root.iter() if each.tag.endswith("}BPMNEdge")]
    return Drawn(
        messages=[(tasks[each.get("sourceRef")], tasks[each.get("targetRef")]) for each in sent],
        ways=[[(float(p.get("x", "")), float(p.get("y", ""))) for p in each] for each in edged],
        boxes=[
            (float(b.get("x", "")), float(b.get("y", "")), float(b.get("width", "")),
             float(b.get("height", "")))
            for each in shapes for b in each
        ],
    )  # fmt: skip


def test_what_the_organisation_began_is_sent_to_the_customer() -> None:
    mail = Edge(id="e", from_step="s1", to_step="s2", from_card="sends", to_card="orders")
    drawn = placed(
        [Card(id="opens", step="s1", text="Opens it"), Card(id="reads", step="s1", text="Reads it"),
         Card(id="orders", step="s2", text="Orders")],
        [Card(id="sends", step="s1", text="Sends a letter"), Card(id="packs", step="s2", text="Packs")],
        edges=[mail],
    )  # fmt: skip
    assert drawn.messages == [
        ("Sends a letter", "Orders"),
        ("Sends a letter", "Opens it"),
        ("Orders", "Packs"),
    ]


def test_no_flow_of_a_process_crosses_a_task() -> None:
    texts = [["a", "b", "c"], ["d"], [], ["e", "f"]]
    theirs = [Card(id=t, step=f"s{at}", text=t) for at, here in enumerate(texts) for t in here]
    ours = [Card(id=t.upper(), step=f"s{at}", text=t.upper()) for at, here in enumerate(texts) for t in here]
    back = Edge(id="e", from_step="s3", to_step="s0", from_card="F", to_card="c")
    drawn = placed(theirs, ours, edges=[back])
    sequences, messages = 2 * (6 - 1), 1 + (3 + 3 - 1) + 1 + (2 + 2 - 1)
    assert len(drawn.ways) == sequences + messages
    for way in drawn.ways:
        for (x1, y1), (x2, y2) in pairwise(way):
            for x, y, width, height in drawn.boxes:
                beside = max(x1, x2) <= x or min(x1, x2) >= x + width
                assert beside or max(y1, y2) <= y or min(y1, y2) >= y + height, way
