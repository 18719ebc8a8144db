"""Reports as programs ask them: whether a map is true, what the data say of a persona's people."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

import pyarrow as pa

from desirepath.drafts import Report
from desirepath.measures import Answer, Entered
from desirepath.records import Record
from desirepath.server.asking import Key, body_as
from desirepath.server.forms import Told
from desirepath.workspace import (
    PersonaFigures,
    Workspace,
    checked_map,
    persona_figures,
    standing_rests_on,
)

__all__ = ["AskedReport", "AskingCheck", "AskingFigures", "check_from_body", "figures_from_body"]


class AskingCheck(Record):
    """Whether a map is true: its key."""

    check_of: Key


class AskingFigures(Record):
    """What the data say of a persona's people: its key."""

    figures_of: Key


class ReportQuestion(Record, tag_field="measure", tag="report"):
    """What is to be said of this map, or of this persona?"""

    of: str


class AskedReport(Record):
    """A report that a workspace can be asked for."""

    measure: Literal["check", "persona_figures"]
    of: str
    rests_on: str  # besides what every answer does

    def plain(self) -> Any:
        """The same as JSON holds it."""
        question = {"measure": self.measure, "of": self.of, "rests_on": self.rests_on}
        return {"question": question, "about": {}}

    def answered_by(self, workspace: Workspace) -> Answer:
        """The report, and its findings as a table."""
        said, table = _MADE[self.measure](workspace, self.of)
        return Told(
            question=ReportQuestion(of=self.of),
            table=table,
            as_of_us=workspace.store().as_of_us,
            entered=Entered(journeys=0, subjects=0),
            said=said,
        )


def check_from_body(body: Mapping[str, Any], workspace: Workspace) -> AskedReport:
    """What a JSON body asks; UnknownName for a map that there is not."""
    key = workspace.catalog.document("map", body_as(AskingCheck, body).check_of).key
    return AskedReport(measure="check", of=key, rests_on=standing_rests_on(workspace, key))


def figures_from_body(body: Mapping[str, Any], workspace: Workspace) -> AskedReport:
    """What a JSON body asks; UnknownName for a persona that there is not."""
    kept = workspace.catalog.document("persona", body_as(AskingFigures, body).figures_of)
    return AskedReport(measure="persona_figures", of=kept.key, rests_on=str(kept.number))


def _checked(workspace: Workspace, key: str) -> tuple[Report, pa.Table]:
    report = checked_map(workspace, key)
    columns = ("severity", "code", "where", "message", "advice")
    found = {name: [getattr(each, name) for each in report.problems] for name in columns}
    return report, pa.table({name: pa.array(values, pa.string()) for name, values in found.items()})


def _figures(workspace: Workspace, key: str) -> tuple[PersonaFigures, pa.Table]:
    figures = persona_figures(workspace, key)
    met = {name: [getattr(each, name) for each in figures.touchpoints] for name in _MET}
    return figures, pa.table({name: pa.array(values, _MET[name]) for name, values in met.items()})


_MET = {"touchpoint": pa.string(), "subjects": pa.int64(), "share": pa.float64()}
_MADE: Mapping[str, Callable[[Workspace, str], tuple[Record, pa.Table]]] = {
    "check": _checked,
    "persona_figures": _figures,
}
