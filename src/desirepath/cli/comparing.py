"""The commands that ask a measure of two sides, one for each: how do the answers differ?"""

import re
from typing import Annotated, Any

from cyclopts import App, Group

from desirepath.cli.asking import FORMS, UNDER, about_from, deliver, delivered, flag, form_of, shown_progress
from desirepath.cli.figures import as_answer
from desirepath.cli.measures import EXAMPLES
from desirepath.cli.opening import workspace
from desirepath.cli.printing import json_of
from desirepath.cli.questions import commands_of_measures, question_of
from desirepath.errors import InputError
from desirepath.measures import GENERAL, Answer

SIDES = Group("The two sides", sort_key=-2)
OF_A_SIDE = ("where", "segment", "only", "containing", "matching", "period")
PAIR = "--a-where 'persona=Busy family' --b-where 'persona=Careful retiree'"

app = App(
    name="compare",
    help="Ask a measure of two sides, and say how the answers differ.\n\n"
    f"Example: `desirepath compare {EXAMPLES['funnel']} {PAIR}`",
)


def _sided(side: str, name: str) -> Any:
    many = name in ("where", "only", "containing")
    kind: Any = list[str] | None if many else str | None
    return Annotated[kind, flag(f"Side {side}: {_lowered(GENERAL[name])}", f"--{side}-{name}", group=SIDES)]


def _lowered(about: str) -> str:
    return f"{about[0].lower()}{about[1:]}".removesuffix(".") + "."


FLAGS = {
    **{f"{side}_{name}": _sided(side, name) for name in OF_A_SIDE for side in "ab"},
    "names": Annotated[str | None, flag('What the sides are called: "families|movers".', group=SIDES)],
    **{name: kind for name, kind in UNDER.items() if name not in ("breakdown", "groups")},
    **FORMS,
}


def ask(name: str, given: dict[str, Any]) -> None:
    """Ask a measure of both sides with these flags, and show how they differ."""
    form, output = form_of(given["format"], given["output"]), given["output"]
    question = question_of(name, given)
    opened = workspace()
    one, other = (opened.journeys(**about_from(opened, _side(given, side))) for side in "ab")
    names = _names(given)
    with shown_progress(name):
        got = one.compared_with(other, names=names).ask(question)
    if delivered(got, form, output):
        return
    if form == "json":
        deliver(json_of(_document(name, got)), output)
    else:
        said = [
            f"{side} is {called} ({got.groups[called].subjects:,} subjects)"
            for side, called in zip("ab", names, strict=True)
        ]
        note = f"{', '.join(said)}. Intervals are 95 %; significant: q at most 0.05."
        as_answer(got.table, title=f"{name}, compared", note=note)


def _side(given: dict[str, Any], side: str) -> dict[str, Any]:
    """The flags of one side: those of both, and its own."""
    flags = {name: given.get(name) for name in UNDER}
    for name in OF_A_SIDE:
        own = given[f"{side}_{name}"]
        if own is None:
            continue
        if flags[name] is not None and not isinstance(own, list):
            raise InputError(
                f"--{name} is said of both sides, and --{side}-{name} of one: leave one of them out."
            )
        flags[name] = [*(flags[name] or []), *own] if isinstance(own, list) else own
    return flags


def _names(given: dict[str, Any]) -> tuple[str, str]:
    """What the sides are called: as they are told, else by what is said of each alone."""
    if given["names"] is None:
        one, other = (_said(given, side) or "all" for side in "ab")
        return (one, other) if one != other else ("a", "b")
    names = [name.strip() for name in given["names"].split("|")]
    if len(names) != len("ab") or not all(names) or names[0] == names[1]:
        raise InputError(f'--names takes two, such as "families|movers"; found "{given["names"]}".')
    return names[0], names[1]


def _said(given: dict[str, Any], side: str) -> str:
    own = (given[f"{side}_{name}"] for name in OF_A_SIDE)
    return ", ".join(" and ".join(each) if isinstance(each, list) else each for each in own if each)


def _document(name: str, got: Answer) -> dict[str, Any]:
    return {
        "measure": name,
        "question": got.question,
        "as_of_us": got.as_of_us,
        "sides": got.groups,
        "rows": got.rows(),
    }


OF_ONE = re.compile(r" (--where|--breakdown|-o) .*")
EXAMPLES_OF_TWO = {name: f"{OF_ONE.sub('', example)} {PAIR}" for name, example in EXAMPLES.items()}
commands_of_measures(app, ask, shared=FLAGS, examples=EXAMPLES_OF_TWO, brief=True)
