"""How a published map stands, as a job: its check walks every journey over the map."""

from collections.abc import Mapping
from typing import Any

import msgspec
import pyarrow as pa

from desirepath.errors import QuestionError
from desirepath.measures import Answer, Entered
from desirepath.records import Record
from desirepath.server.asking import Key, known_fields, lowered
from desirepath.workspace import Workspace, standing, standing_rests_on

__all__ = ["AskedStanding", "AskingStanding", "standing_from_body"]


class AskingStanding(Record):
    """How a map stands against what people do: its key."""

    standing_of: Key


class StandingQuestion(Record, tag_field="measure", tag="standing"):
    """Is this map still true?"""

    of: str
    revision: int


class AskedStanding(Record):
    """A check that a workspace can be asked for; what it finds is remembered there."""

    map: str
    rests_on: str

    def plain(self) -> Any:
        """The same as JSON holds it."""
        return {"question": {"measure": "standing", "of": self.map, "rests_on": self.rests_on}, "about": {}}

    def answered_by(self, workspace: Workspace) -> Answer:
        """The figures of the check as one row."""
        found = standing(workspace, self.map)
        told = found.interactions
        row = {
            "map": [found.map],
            "share": [told and told.share],
            "n": [told and told.n],
            "errors": [found.errors],
            "warnings": [found.warnings],
        }
        return Answer(
            question=StandingQuestion(of=self.map, revision=found.revision),
            table=pa.table(row),
            as_of_us=workspace.store().as_of_us,
            entered=Entered(journeys=0, subjects=0),
        )


def standing_from_body(body: Mapping[str, Any], workspace: Workspace) -> AskedStanding:
    """What a JSON body asks; UnknownName for a map that there is not."""
    known_fields(body, AskingStanding)
    try:
        asking = msgspec.convert(body, AskingStanding)
    except msgspec.ValidationError as error:
        raise QuestionError(f"{lowered(str(error))}.") from error
    key = workspace.catalog.document("map", asking.standing_of).key
    return AskedStanding(map=key, rests_on=standing_rests_on(workspace, key))
