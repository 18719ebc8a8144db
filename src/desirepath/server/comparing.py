"""A comparison as programs ask it: one question of two sides, as a JSON body or an address.

What is said beside the sides is said of both; each side adds its own.
"""

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec
from msgspec.structs import asdict, replace

from desirepath.errors import QuestionError
from desirepath.measures import Answer
from desirepath.records import Record, spelt_out
from desirepath.server.asking import (
    Asking,
    Chosen,
    about_from,
    asking_from_body,
    asking_from_parameters,
    chosen_from,
)
from desirepath.workspace import Workspace

__all__ = ["OF_A_SIDE", "AskedOfTwo", "Comparing", "compared_from_body", "compared_from_parameters"]

OF_A_SIDE = Chosen.__struct_fields__
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class Comparing(Asking, kw_only=True):
    """A question that is asked of two sides; what is said beside them is said of both."""

    a: Chosen
    b: Chosen
    names: Annotated[tuple[Name, Name], msgspec.Meta(description="What the sides are called.")] = ("a", "b")


class AskedOfTwo(Record):
    """A question that a workspace can be asked of two sides."""

    question: Any
    a: dict[str, Any]  # as keywords of `Workspace.journeys`
    b: dict[str, Any]
    names: tuple[str, str] = ("a", "b")

    def plain(self) -> Any:
        """The same as JSON holds it."""
        of = {"measure": "compare", "of": spelt_out(self.question), "names": list(self.names)}
        return {"question": of, "about": [spelt_out(self.a), spelt_out(self.b)]}

    def answered_by(self, workspace: Workspace) -> Answer:
        """How the two sides' answers differ."""
        one, other = workspace.journeys(**self.a), workspace.journeys(**self.b)
        return one.compared_with(other, names=self.names).ask(self.question)


def compared_from_body(body: Mapping[str, Any], workspace: Workspace) -> AskedOfTwo:
    """What a JSON body asks of two sides; UnknownName or QuestionError for what it should not say."""
    question, comparing = asking_from_body(body, Comparing)
    sides = (comparing.a, comparing.b)
    return _asked(workspace, question, comparing, sides=sides, names=comparing.names)


def compared_from_parameters(name: str, said: Mapping[str, Any], workspace: Workspace) -> AskedOfTwo:
    """What the parameters of an address ask of two sides; those left out are None."""
    question, asking = asking_from_parameters(name, said)
    one, other = (Chosen(**chosen_from(said, f"{side}_")) for side in "ab")
    return _asked(workspace, question, asking, sides=(one, other), names=_names(said["names"]))


def _asked(
    workspace: Workspace,
    question: Any,
    asking: Asking,
    *,
    sides: tuple[Chosen, Chosen],
    names: tuple[str, str],
) -> AskedOfTwo:
    names = (names[0].strip(), names[1].strip())
    if not all(names) or names[0] == names[1]:
        raise QuestionError("names: expected two, such as families and movers; they may not be the same.")
    a, b = (about_from(_with(asking, name, side), workspace) for name, side in zip("ab", sides, strict=True))
    return AskedOfTwo(question=question, a=a, b=b, names=names)


def _names(text: str | None) -> tuple[str, str]:
    if text is None:
        return ("a", "b")
    names = [name.strip() for name in text.split("|")]
    if len(names) != len("ab"):
        raise QuestionError(f'names takes two, such as "families|movers"; found "{text}".')
    return names[0], names[1]


def _with(asking: Asking, side: str, own: Chosen) -> Asking:
    """The question as it is asked of one side: what is said of both, and its own."""
    both: dict[str, Any] = {}
    for name, value in asdict(own).items():
        shared = getattr(asking, name)
        if value in (None, {}):
            continue
        twice = f"{name} is said of both sides, and of {side}: leave one of them out."
        if shared is not None and not (isinstance(shared, dict) and isinstance(value, dict)):
            raise QuestionError(twice)
        if shared and set(shared) & set(value):
            raise QuestionError(twice)
        both[name] = {**shared, **value} if shared else value
    whole = Asking(**{name: getattr(asking, name) for name in Asking.__struct_fields__})
    return replace(whole, **both)
