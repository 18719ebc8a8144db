"""Whom a segment means, as programs ask it: what the rule says, how many it means, and their ids."""

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec
import pyarrow as pa

from desirepath.measures import Answer, Entered
from desirepath.records import Record, spelt_out
from desirepath.segments import Segment
from desirepath.server.asking import Key, body_as
from desirepath.server.forms import MembersAnswer, Told
from desirepath.workspace import Workspace

__all__ = ["AskedMembers", "AskingMembers", "members_from_body"]


class AskingMembers(Record):
    """Whom a segment means: its key, or its document."""

    members_of: Annotated[Key | Segment, msgspec.Meta(description="A segment: its key, or its document.")]
    as_of: Annotated[
        str | None, msgspec.Meta(description="As things stood then: 2025-06-30 or 2025-06-30T12:00:00Z.")
    ] = None


class AskedMembers(Record):
    """A segment that a workspace can be asked for."""

    segment: str | Segment
    as_of_us: int | None = None

    def plain(self) -> Any:
        """The same as JSON holds it."""
        question = {"measure": "members", "of": spelt_out(self.segment)}
        return {"question": question, "about": {"as_of_us": self.as_of_us}}

    def answered_by(self, workspace: Workspace) -> Answer:
        """Everybody whom it means, by id."""
        found = workspace.segment(self.segment, as_of_us=self.as_of_us)
        said = MembersAnswer(
            key=found.segment.key,
            sentence=found.sentence,
            as_of_us=found.as_of_us,
            count=found.count,
            with_journeys=found.with_journeys,
            parts=found.parts,
            sample=found.sample,
        )
        return Told(
            question=MembersQuestion(of=found.segment),
            table=pa.table({"subject_id": found.ids}),
            as_of_us=found.as_of_us,
            entered=Entered(journeys=0, subjects=found.count),
            said=said,
        )


class MembersQuestion(Record, tag_field="measure", tag="members"):
    """Whom does this segment mean?"""

    of: Segment


def members_from_body(body: Mapping[str, Any], workspace: Workspace) -> AskedMembers:
    """What a JSON body asks; UnknownName or QuestionError for what it should not say."""
    asking = body_as(AskingMembers, body)
    return AskedMembers(segment=asking.members_of, as_of_us=workspace.moment(asking.as_of))
