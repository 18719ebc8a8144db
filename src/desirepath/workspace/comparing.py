"""Two choices of journeys compared, figure by figure."""

from typing import TYPE_CHECKING, Any

import msgspec

from desirepath.errors import QuestionError
from desirepath.journeys import stretch
from desirepath.measures import Answer, Measure, check_disjoint, compared, to_compare
from desirepath.workspace.about import About, said
from desirepath.workspace.asking import answer, mask_of

if TYPE_CHECKING:
    from desirepath.workspace.opening import Workspace

__all__ = ["compare"]

OF_PEOPLE = ("where", "segment")
OF_HOW = ("breakdown", "resamples", "stages")


def compare(
    workspace: "Workspace", question: Measure[Any], a: About, b: About, *, names: tuple[str, str]
) -> Answer:
    """The same question asked of both, and how the answers differ (`measures.compared`).

    Where the sides differ in people only, nobody may be on both: QuestionError. Where they differ in
    their period or their steps, the same people may be: then the intervals are rather too wide.
    """
    if len(names) != len("ab") or not all(names) or names[0] == names[1]:
        raise QuestionError(f"Call the two sides by two names; found {', '.join(map(repr, names))}.")
    for name in OF_HOW:
        if getattr(a, name) != getattr(b, name):
            raise QuestionError(f"Both sides are asked in the same way: their {name} differ.")
    _check_sides(workspace, a, b)
    wide, top = to_compare(question)
    with stretch(0.0, 0.5):
        one = answer(workspace, wide, a)
    with stretch(0.5, 1.0):
        other = answer(workspace, wide, b)
    found = compared(one, other, names=names, top=top)
    asked = msgspec.structs.replace(found.question, of=question)
    return msgspec.structs.replace(found, question=asked, under=_said(a, b, names))


def _said(a: About, b: About, names: tuple[str, str]) -> list[str]:
    """What both sides are asked under, then what one of them is; not again what it is called by."""
    one, other = said(a), said(b)
    both = [words for words in one if words in other]
    own = [
        f"{name}: {', '.join(words for words in words_of if words not in both) or 'all'}"
        for name, words_of in zip(names, (one, other), strict=True)
    ]
    return [*both, *own]


def _check_sides(workspace: "Workspace", a: About, b: About) -> None:
    differing = {name for name in About.__struct_fields__ if getattr(a, name) != getattr(b, name)}
    if not differing:
        raise QuestionError("Both sides are the same journeys. Choose others for one of them.")
    if differing <= {*OF_PEOPLE}:
        check_disjoint(mask_of(workspace, a), mask_of(workspace, b))
