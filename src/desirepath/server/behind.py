"""Who is behind a figure, as programs ask it: the question as it was asked, and a place in its answer."""

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
from msgspec.structs import asdict

from desirepath.errors import QuestionError
from desirepath.measures import Answer, Place
from desirepath.records import Record, spelt_out
from desirepath.segments import Segment
from desirepath.server.asking import Asking, about_from, asking_from_body, known_fields, lowered
from desirepath.server.forms import Told
from desirepath.workspace import Opened, Workspace, behind

__all__ = ["AskedBehind", "Behind", "BehindAsking", "NextNode", "Someone", "asked_behind"]


class BehindAsking(Asking, kw_only=True):
    """A question, and the place in its answer that is opened."""

    place: Annotated[Place, msgspec.Meta(description="Which figure: a node, a link, a step, a path …")]
    group: Annotated[
        str | None, msgspec.Meta(description="Of a breakdown: whose figure, as the answer calls the group.")
    ] = None


class Opening(Record):
    """Which figure of the answer is opened."""

    place: Place
    group: str | None = None


class AskedBehind(Record):
    """Who is behind a figure, as a workspace can be asked."""

    question: Any
    place: Place
    group: str | None
    about: dict[str, Any]

    def plain(self) -> Any:
        """The same as JSON holds it."""
        of = {"of": spelt_out(self.question), "place": spelt_out(self.place), "group": self.group}
        return {"question": {"measure": "behind", **of}, "about": spelt_out(self.about)}

    def answered_by(self, workspace: Workspace) -> Answer:
        """Who is behind it; as a table, what they do next."""
        opened = behind(workspace, self.question, self.place, group=self.group, **self.about)
        told = asdict(opened.answer)
        told["table"] = pa.table(pc.list_flatten(opened.answer.table["next"].combine_chunks()))
        return Told(said=_said(opened), **told)


class NextNode(Record):
    """Where they go next; "(end)" is a journey that is over, "(still open)" one that is not."""

    node: str
    journeys: int
    share: float | None
    share_low: float | None
    share_high: float | None


class InMonth(Record):
    """How many were there in a month."""

    month: str
    journeys: int


class Someone(Record):
    """One of them: the steps around the place, and when."""

    subject: str
    path: list[str]
    place: int  # which step of the path it is
    skipped: int  # steps before the path
    steps: int  # of the whole journey
    began_us: int | None
    at_us: int | None
    ended_us: int | None


class Behind(Record):
    """Who is behind a figure."""

    as_of_us: int
    journeys: int
    subjects: int
    still_open: int
    took_p50_us: int | None  # from the step before
    took_p90_us: int | None
    took_n: int
    next_p50_us: int | None  # to the next step
    next_p90_us: int | None
    next_n: int
    next: list[NextNode]
    months: list[InMonth]
    people: list[Someone]
    n: int
    too_few: bool
    segment: Segment | None  # means them as a rule; None where none can say it
    caveats: list[str]  # what the segment does not say, or why there is none


def asked_behind(body: Mapping[str, Any], workspace: Workspace) -> AskedBehind:
    """What a JSON body asks; UnknownName or QuestionError for what it should not say."""
    known_fields(body, BehindAsking)
    try:
        figure = msgspec.convert({name: body.get(name) for name in ("place", "group")}, Opening)
    except msgspec.ValidationError as error:
        raise QuestionError(f"{lowered(str(error))}.") from error
    rest = {name: value for name, value in body.items() if name not in {"place", "group"}}
    question, asking = asking_from_body(rest, Asking)
    about = about_from(asking, workspace)
    return AskedBehind(question=question, place=figure.place, group=figure.group, about=about)


def _said(opened: Opened) -> Behind:
    (row,) = opened.answer.rows()
    meant = {"segment": opened.meant.segment, "caveats": opened.meant.caveats}
    return msgspec.convert(
        {**row, "as_of_us": opened.answer.as_of_us, **{name: spelt_out(one) for name, one in meant.items()}},
        Behind,
    )
