"""A question as programs ask it: a JSON body, typed for clients, or the parameters of an address.

Both become a question and whom it is about, and both know only keys of documents: nothing that a program
says is ever a path on this machine.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Protocol, TypeVar

import msgspec

from desirepath.errors import InputError, QuestionError, UnknownName
from desirepath.measures import (
    MEASURES,
    Answer,
    Breakdown,
    Question,
    breakdown_from,
    filter_from,
    options_of,
    question_from,
)
from desirepath.records import Record, spelt_out
from desirepath.segments import Segment
from desirepath.workspace import Workspace, days

__all__ = [
    "KEY",
    "Askable",
    "Asked",
    "Asking",
    "Chosen",
    "Key",
    "about_from",
    "asked_from_body",
    "asked_from_parameters",
    "asking_from_body",
    "asking_from_parameters",
    "body_as",
    "chosen_from",
    "known_fields",
    "lowered",
]

KEY = r"^[a-z0-9][a-z0-9_-]{0,63}$"  # a document of the workspace, never a file of this machine
SEGMENTS = "segments."
Key = Annotated[str, msgspec.Meta(pattern=KEY)]
Wanted = dict[str, str | list[str]]


class Chosen(Record):
    """Of whom and of what; left out: of everybody, ever."""

    where: Annotated[dict[str, str], msgspec.Meta(description="People by trait and value.")] = {}
    segment: Annotated[
        Key | Segment | None, msgspec.Meta(description="People of a segment: its key, or its document.")
    ] = None
    only: Annotated[
        Wanted | None,
        msgspec.Meta(
            description="Hide every other step: field and value, or values. Fields are source, channel, "
            "touchpoint, action, campaign, device, initiator and properties.NAME."
        ),
    ] = None
    containing: Annotated[
        Wanted | None, msgspec.Meta(description="Only journeys that show such a step, whole.")
    ] = None
    matching: Annotated[
        str | None, msgspec.Meta(description="Only journeys in which a path pattern is found.")
    ] = None
    period: Annotated[
        str | None,
        msgspec.Meta(description="Journeys that started in it: 2025-03, 2025-Q1, 2025-01-01..2025-04-01."),
    ] = None


class Asking(Chosen, kw_only=True):
    """A question, and of whom, of what and of when it is asked; left out: about everybody, ever."""

    question: Question
    breakdown: Annotated[
        str | Breakdown | None,
        msgspec.Meta(description='The same for each group: "last device", traits.plan, segments.KEY|KEY.'),
    ] = None
    resamples: Annotated[
        int,
        msgspec.Meta(ge=0, le=10_000, description="For intervals of figures that have none: 200 do."),
    ] = 0
    as_of: Annotated[
        str | None, msgspec.Meta(description="As things stood then: 2025-06-30 or 2025-06-30T12:00:00Z.")
    ] = None
    stages: Annotated[
        Key | None, msgspec.Meta(description="The stage document's key, when there are several.")
    ] = None


Body = TypeVar("Body", bound=Asking)
Told = TypeVar("Told", bound=Record)


class Askable(Protocol):
    """What a workspace can be asked."""

    def plain(self) -> Any:
        """The same as JSON holds it; two with the same plain values ask the same."""
        raise NotImplementedError

    def answered_by(self, workspace: Workspace) -> Answer:
        """What the workspace answers."""
        raise NotImplementedError


class Asked(Record):
    """A question that a workspace can be asked."""

    question: Any
    about: dict[str, Any]  # as keywords of `Workspace.measure`

    def plain(self) -> Any:
        """The same as JSON holds it; two askings with the same plain values are the same question."""
        return {"question": spelt_out(self.question), "about": spelt_out(self.about)}

    def answered_by(self, workspace: Workspace) -> Answer:
        """The measure's answer."""
        return workspace.measure(self.question, **self.about)


def asked_from_body(body: Mapping[str, Any], workspace: Workspace) -> Asked:
    """What a JSON body asks; UnknownName or QuestionError for what it should not say.

    The question may also be said as texts, as in an address: {"measure": "funnel", "steps": "ad > shop"}.
    """
    question, asking = asking_from_body(body, Asking)
    return Asked(question=question, about=about_from(asking, workspace))


def asking_from_body(body: Mapping[str, Any], kind: type[Body]) -> tuple[Any, Body]:
    """The question of a JSON body, and all of the body."""
    known_fields(body, kind)
    question = body.get("question")
    if not isinstance(question, Mapping) or not isinstance(question.get("measure"), str):
        raise QuestionError('Expected a question with its measure: {"question": {"measure": "paths"}}.')
    options = {name: value for name, value in question.items() if name != "measure"}
    found = _question(question["measure"], options)
    try:
        return found, msgspec.convert({**body, "question": spelt_out(found)}, kind)
    except msgspec.ValidationError as error:
        raise QuestionError(f"{lowered(str(error))}.") from error


def asked_from_parameters(name: str, said: Mapping[str, Any], workspace: Workspace) -> Asked:
    """What the parameters of an address ask; those left out are None."""
    question, asking = asking_from_parameters(name, said)
    return Asked(question=question, about=about_from(asking, workspace))


def asking_from_parameters(name: str, said: Mapping[str, Any]) -> tuple[Any, Asking]:
    """The question of an address, and all that it says."""
    options = {
        option.name: said[option.name if option.name != "within_days" else "within"]
        for option in options_of(name)
    }
    if "within_days" in options:
        options["within_days"] = days(options["within_days"])
    if (options.get("lens") or "").startswith("{"):
        options["lens"] = _table(options["lens"])
    groups, breakdown = said.get("groups"), said.get("breakdown")
    if groups is not None and breakdown is None:
        raise QuestionError("groups says how many groups to show: it needs breakdown.")
    question = _question(name, {key: value for key, value in options.items() if value is not None})
    asking = Asking(
        question=question,
        breakdown=breakdown and breakdown_from(breakdown, top=12 if groups is None else groups),
        resamples=said["resamples"] or 0,
        as_of=said["as_of"],
        stages=said["stages"],
        **chosen_from(said),
    )
    return question, asking


def chosen_from(said: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """The fields of `Chosen`, from parameters whose names begin so."""
    return {
        "where": traits(said[f"{prefix}where"]),
        "segment": said[f"{prefix}segment"],
        "only": _filter(f"{prefix}only", said[f"{prefix}only"]),
        "containing": _filter(f"{prefix}containing", said[f"{prefix}containing"]),
        "matching": said[f"{prefix}matching"],
        "period": said[f"{prefix}period"],
    }


def traits(where: Sequence[str] | None) -> dict[str, str]:
    """`["plan=family"]` as traits and their values."""
    pairs = [each.partition("=") for each in where or []]
    for trait, _, value in pairs:
        if not (trait and value):
            raise InputError(f'where takes trait=value, such as plan=family; found "{trait}".')
    asked = {trait: value for trait, _, value in pairs}
    if len(asked) < len(pairs):
        raise InputError("where names a trait twice: a person has one value of each.")
    return asked


def _question(name: str, options: Mapping[str, Any]) -> Any:
    """As `question_from`, and it says what is lacking."""
    wanted = name.replace("-", "_")
    for option in options_of(wanted) if wanted in MEASURES else []:
        if option.required and option.name != "steps" and not options.get(option.name):
            raise QuestionError(f"{wanted} needs {option.name}. {option.about}")
    return question_from(name, options)


def about_from(asking: Asking, workspace: Workspace) -> dict[str, Any]:
    """What is asked about, as keywords of `Workspace.measure`; UnknownName for a key that is no key."""
    by = asking.breakdown
    by = breakdown_from(by) if isinstance(by, str) else by
    for key in [*(by.segments if by else []), *([asking.segment] if isinstance(asking.segment, str) else [])]:
        if not re.fullmatch(KEY, key):
            raise UnknownName("segment", key, [one.key for one in workspace.catalog.documents("segment")])
    about = {
        "where": asking.where or None,
        "segment": asking.segment,
        "only": asking.only or None,
        "containing": asking.containing or None,
        "matching": asking.matching,
        "period": asking.period,
        "breakdown": by,
        "resamples": asking.resamples,
        "as_of_us": workspace.moment(asking.as_of),
        "stages": asking.stages,
    }
    return {name: value for name, value in about.items() if value is not None}


def body_as(kind: type[Told], body: Mapping[str, Any]) -> Told:
    """A JSON body as a record; UnknownName in words, or QuestionError, for what it should not say."""
    known_fields(body, kind)
    try:
        return msgspec.convert(body, kind)
    except msgspec.ValidationError as error:
        raise QuestionError(f"{lowered(str(error))}.") from error


def known_fields(body: Mapping[str, Any], kind: type[Record]) -> None:
    """InputError for a field that a body of this kind does not have."""
    for name in body:
        if name not in kind.__struct_fields__:
            raise InputError(str(UnknownName("field", name, kind.__struct_fields__)))


def _filter(name: str, texts: Sequence[str] | None) -> Wanted | None:
    if not texts:
        return None
    try:
        return {**filter_from(texts)}
    except UnknownName:
        raise
    except InputError as error:
        raise InputError(f"{name}: {error}") from None


def _table(text: str) -> dict[str, Any]:
    try:
        return msgspec.json.decode(text, type=dict[str, Any])
    except msgspec.DecodeError as error:
        raise QuestionError(f"lens: {lowered(str(error))}.") from None


def lowered(message: str) -> str:
    """A misfit of a body, said from its place: "only: expected `str`"."""
    where, at, place = message.partition(" - at `$.")
    return f"{place.rstrip('`')}: {where[0].lower()}{where[1:]}" if at else message
