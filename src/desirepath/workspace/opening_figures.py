"""A figure opened: who is behind it, when, what they do next, and the segment that means them."""

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from desirepath.errors import QuestionError, UnknownName
from desirepath.journeys import lens_name, lens_of
from desirepath.measures import Answer, AtLink, AtNode, Behind, Flow, Place
from desirepath.records import Record
from desirepath.workspace.about import About, Options
from desirepath.workspace.asking import answer
from desirepath.workspace.meaning import Meant, meant
from desirepath.workspace.meaning_flows import OTHER
from desirepath.workspace.meaning_groups import OneGroup

if TYPE_CHECKING:
    from typing import Unpack

    from desirepath.workspace.opening import Workspace

__all__ = ["Opened", "behind"]


class Opened(Record):
    """Who is behind a figure, and the segment that means them."""

    answer: Answer  # one row: see `measures.Behind`
    meant: Meant


def behind(
    workspace: "Workspace",
    question: Any,
    place: Place,
    *,
    group: str | None = None,
    **about: "Unpack[Options]",
) -> Opened:
    """Who is behind one place of the answer to a question, asked of the same people and period.

    Of a breakdown `group` says whose figure it is. "(other)" of a flow is settled here: it means the nodes
    that the flow does not show by name at that step. QuestionError for a place that the answer does not have,
    UnknownName for such a group.
    """
    asked = About(**about)
    if asked.resamples:
        raise QuestionError("Who is behind a figure is counted, not drawn again: ask without resamples.")
    if (group is None) != (asked.breakdown is None):
        raise QuestionError("Open one group's figure at a time: say the breakdown and the group.")
    settled = _settled(workspace, question, place, asked=asked, group=group)
    found = answer(workspace, Behind(of=question, place=settled), asked)
    stages = workspace.stages(asked.stages) if lens_name(question.lens) == "stage" else None
    nodes = lens_of(question.lens, workspace.store().kinds, stages).nodes
    if group is None:
        return Opened(answer=found, meant=meant(question, settled, asked, nodes=nodes))
    among = [str(name) for name in found.table["group"].to_pylist()]
    if group not in among:
        raise UnknownName("group", group, among)
    one = OneGroup(name=group, among=among)
    mine = replace(found, table=found.table.slice(among.index(group), 1).drop_columns(["group"]))
    return Opened(answer=mine, meant=meant(question, settled, asked, nodes=nodes, group=one))


def _settled(
    workspace: "Workspace", question: Any, place: Place, *, asked: About, group: str | None
) -> Place:
    """The place, with what "(other)" leaves out looked up in the answer itself."""
    if not isinstance(question, Flow) or not isinstance(place, AtNode | AtLink):
        return place
    named = [place.node] if isinstance(place, AtNode) else [place.from_node, place.to_node]
    if OTHER not in named:
        return place
    if place.step is None:
        raise QuestionError('"(other)" is not the same at every step: name the step.')
    rows = answer(workspace, question, asked).rows()
    shown = _shown([row for row in rows if group is None or row["group"] == group])
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
