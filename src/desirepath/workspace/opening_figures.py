"""A figure opened: who is behind it, when, what they do next, and the segment that means them."""

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from desirepath.errors import QuestionError
from desirepath.journeys import lens_name, lens_of
from desirepath.measures import Answer, AtLink, AtNode, Behind, Flow, Place
from desirepath.records import Record
from desirepath.workspace.about import About, Options
from desirepath.workspace.asking import answer
from desirepath.workspace.meaning import Meant, meant

if TYPE_CHECKING:
    from typing import Unpack

    from desirepath.workspace.opening import Workspace

__all__ = ["Opened", "behind"]

OTHER = "(other)"


class Opened(Record):
    """Who is behind a figure, and the segment that means them."""

    answer: Answer  # one row: see `measures.Behind`
    meant: Meant


def behind(workspace: "Workspace", question: Any, place: Place, **about: "Unpack[Options]") -> Opened:
    """Who is behind one place of the answer to a question, asked of the same people and period.

    "(other)" of a flow is settled here: it means the nodes that the flow does not show by name at that step.
    QuestionError for a place that the answer does not have, or a question asked group by group.
    """
    asked = About(**about)
    if asked.breakdown is not None or asked.resamples:
        raise QuestionError("Open one group's figure at a time: ask without breakdown and resamples.")
    settled = _settled(workspace, question, place, asked)
    found = answer(workspace, Behind(of=question, place=settled), asked)
    stages = workspace.stages(asked.stages) if lens_name(question.lens) == "stage" else None
    nodes = lens_of(question.lens, workspace.store().kinds, stages).nodes
    return Opened(answer=found, meant=meant(question, settled, asked, nodes=nodes))


def _settled(workspace: "Workspace", question: Any, place: Place, asked: About) -> Place:
    """The place, with what "(other)" leaves out looked up in the answer itself."""
    if not isinstance(question, Flow) or not isinstance(place, AtNode | AtLink):
        return place
    named = [place.node] if isinstance(place, AtNode) else [place.from_node, place.to_node]
    if OTHER not in named:
        return place
    if place.step is None:
        raise QuestionError('"(other)" is not the same at every step: name the step.')
    shown = _shown(answer(workspace, question, asked).rows())
    if isinstance(place, AtNode):
        return replace(place, but=shown.get(place.step, []))
    return replace(place, from_but=shown.get(place.step, []), to_but=shown.get(place.step + 1, []))


def _shown(rows: list[dict[str, Any]]) -> dict[int, list[str]]:
    """The nodes that a flow shows by name, step by step."""
    found: dict[int, list[str]] = {}
    for row in rows:
        if row["kind"] == "node" and row["from_node"] != OTHER:
            found.setdefault(row["step"], []).append(row["from_node"])
    return found
