"""Asked of the same people, steps and days, measures tell the same numbers, to the last person."""

from collections import Counter
from typing import Any

import pytest

from desirepath.journeys import LensTable
from desirepath.measures import Flow, Funnel, Stages, Transitions
from desirepath.workspace import Workspace

UNDER: list[dict[str, Any]] = [
    {},
    {"segment": "busy-family", "period": "2025-Q2"},
    {"only": {"initiator": "customer"}},
    {"containing": {"campaign": "Delivery update"}, "where": {"plan": "Fibre 500"}},
    {"matching": "consideration ... purchase", "as_of": "2025-09-30"},
]


@pytest.mark.parametrize("under", UNDER, ids=lambda under: " ".join(under) or "everybody")
def test_transitions_flow_funnel_and_stages_agree(demo: Workspace, under: dict[str, Any]) -> None:
    about = {name: value for name, value in under.items() if name != "as_of"}
    about["as_of_us"] = demo.moment(under.get("as_of"))
    asked: dict[str, Any] = {"lens": LensTable(lens="stage", collapse_loops=True)}

    stages = demo.measure(Stages(), **about)
    transitions = demo.measure(Transitions(**asked), **about)
    flow = demo.measure(Flow(**asked, steps=1000, top=99), **about)

    assert stages.entered == transitions.entered == flow.entered
    assert stages.entered.journeys > 20
    pairs = {(row["from_node"], row["to_node"]): row for row in transitions.rows()}
    links = Counter[Any]()
    for row in flow.rows():
        if row["kind"] == "link":
            links[row["from_node"], row["to_node"]] += row["count"]
    assert links == {pair: row["count"] for pair, row in pairs.items()}

    for row in stages.rows():
        here = row["stage"]
        [entered] = demo.measure(Funnel(lens="stage", steps=[here]), **about).rows()
        assert (entered["journeys"], entered["subjects"]) == (row["journeys"], row["subjects"])
        into = sum(count for (_, node), count in links.items() if node == here)
        assert row["journeys"] + row["returns"] == into
        assert row["dropped_off"] + row["still_open"] == links[here, "(end)"]

    steps = max((pair for pair in pairs if "(" not in pair[0] + pair[1]), key=lambda pair: links[pair])
    strict = Funnel(**asked, steps=list(steps), order="strict", reentry="total")
    moved = demo.measure(strict, **about).rows()[1]
    assert (moved["passages"], moved["subjects"]) == (links[steps], pairs[steps]["subjects"])
