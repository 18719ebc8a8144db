"""Reports as programs ask them: whether a map is true, whom bindings reach, what is measured of a persona."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

import msgspec
import pyarrow as pa

from desirepath.drafts import Reach, Report
from desirepath.maps import Binding
from desirepath.measures import Answer, Entered
from desirepath.records import Record, spelt_out
from desirepath.server.asking import Key, body_as
from desirepath.server.forms import Told
from desirepath.workspace import (
    PersonaFigures,
    Workspace,
    checked_map,
    persona_figures,
    previewed,
    standing_rests_on,
)

__all__ = ["REPORTS", "AskingCheck", "AskingFigures", "AskingReach", "Bound", "report_from_body"]

MOST_BINDINGS = 200


class AskingCheck(Record):
    """Whether a map is true: its key."""

    check_of: Key


class AskingFigures(Record):
    """What the data say of a persona's people: its key."""

    figures_of: Key


class Bound(Record):
    """Bindings to be tried on a step of a map; without a step, on a new one."""

    bindings: Annotated[list[Binding], msgspec.Meta(max_length=MOST_BINDINGS)]
    step: Annotated[str, msgspec.Meta(max_length=200)] | None = None


class AskingReach(Bound, kw_only=True):
    """Whom bindings would bring to a step of a map: its key."""

    reach_of: Key


class ReportQuestion(Record, tag_field="measure", tag="report"):
    """What is to be said of this map, or of this persona?"""

    of: str


class AskedReport(Record):
    """A report that a workspace can be asked for."""

    name: str  # of `REPORTS`
    asking: Any
    rests_on: str  # besides what every answer does

    def plain(self) -> Any:
        """The same as JSON holds it."""
        question = {"measure": self.name, **spelt_out(self.asking), "rests_on": self.rests_on}
        return {"question": question, "about": {}}

    def answered_by(self, workspace: Workspace) -> Answer:
        """The report, and its findings as a table."""
        said, table = REPORTS[self.name].make(workspace, self.asking)
        return Told(
            question=ReportQuestion(of=getattr(self.asking, self.name)),
            table=table,
            as_of_us=workspace.store().as_of_us,
            entered=Entered(journeys=0, subjects=0),
            said=said,
        )


class Kind(Record):
    """A kind of report: how it is asked for, what it rests on, and how it is made."""

    asking: type[Record]
    rests_on: Callable[[Workspace, Any], str]
    make: Callable[[Workspace, Any], tuple[Record, pa.Table]]


def report_from_body(body: Mapping[str, Any], workspace: Workspace) -> AskedReport:
    """What a JSON body asks; UnknownName for a map or a persona that there is not."""
    name = next(name for name in REPORTS if name in body)
    asking = body_as(REPORTS[name].asking, body)
    return AskedReport(name=name, asking=asking, rests_on=REPORTS[name].rests_on(workspace, asking))


def _checked(workspace: Workspace, asking: AskingCheck) -> tuple[Report, pa.Table]:
    report = checked_map(workspace, asking.check_of)
    columns = ("severity", "code", "where", "message", "advice")
    return report, _table(report.problems, dict.fromkeys(columns, pa.string()))


def _figures(workspace: Workspace, asking: AskingFigures) -> tuple[PersonaFigures, pa.Table]:
    figures = persona_figures(workspace, asking.figures_of)
    columns: dict[str, pa.DataType] = {
        "touchpoint": pa.string(),
        "subjects": pa.int64(),
        "share": pa.float64(),
    }
    return figures, _table(figures.touchpoints, columns)


def _reach(workspace: Workspace, asking: AskingReach) -> tuple[Reach, pa.Table]:
    reach = previewed(workspace, workspace.kept_map(asking.reach_of), asking.bindings, step=asking.step)
    texts = dict.fromkeys(("channel", "touchpoint", "action"), pa.string())
    return reach, _table(reach.catches, {**texts, "interactions": pa.int64()})


def _table(rows: list[Any], columns: Mapping[str, pa.DataType]) -> pa.Table:
    return pa.table(
        {name: pa.array([getattr(row, name) for row in rows], kind) for name, kind in columns.items()}
    )


def _of_map(workspace: Workspace, key: str) -> str:
    return standing_rests_on(workspace, workspace.catalog.document("map", key).key)


def _of_persona(workspace: Workspace, asking: AskingFigures) -> str:
    return str(workspace.catalog.document("persona", asking.figures_of).number)


REPORTS: Mapping[str, Kind] = {
    "check_of": Kind(
        asking=AskingCheck,
        rests_on=lambda workspace, asking: _of_map(workspace, asking.check_of),
        make=_checked,
    ),
    "reach_of": Kind(
        asking=AskingReach,
        rests_on=lambda workspace, asking: _of_map(workspace, asking.reach_of),
        make=_reach,
    ),
    "figures_of": Kind(asking=AskingFigures, rests_on=_of_persona, make=_figures),
}
"""By the field that names what a report is of."""
