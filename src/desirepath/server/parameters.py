"""Handlers made of the records of measures: each has an address of its own, its options are parameters."""

from collections.abc import Callable, Mapping
from inspect import Parameter as Argument
from inspect import Signature
from typing import Annotated, Any

from litestar import Request, Response
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from desirepath.measures import GENERAL, Option, definition, options_of
from desirepath.server.answering import Answers
from desirepath.server.asking import KEY
from desirepath.server.comparing import OF_A_SIDE
from desirepath.server.forms import Body
from desirepath.workspace import Workspace

__all__ = ["FORM_PARAMETER", "OF_TWO", "UNDER", "AnyRequest", "asking_handler"]

MOST = 1_000_000
MANY = 20
AnyRequest = Request[Any, Any, Any]
Answering = Callable[[AnyRequest, Workspace, Answers, dict[str, Any]], Response[bytes]]
LENS_TABLE = ' Or a table over one, as JSON: {"lens": "touchpoint", "show": {"Old shop": "Shop"}}.'
FORM_PARAMETER = QueryParameter(description="Instead of an Accept header: json, arrow, parquet, csv or svg.")


def _general(kind: Any, name: str, about: str | None = None, **limits: Any) -> Any:
    return Annotated[kind, QueryParameter(description=about or GENERAL[name], **limits)]


TEXTS = list[str] | None
UNDER: dict[str, Any] = {
    "where": _general(TEXTS, "where", max_items=MANY),
    "segment": _general(str | None, "segment", f"{GENERAL['segment']}, by its key.", pattern=KEY),
    "only": _general(TEXTS, "only", max_items=MANY),
    "containing": _general(TEXTS, "containing", max_items=MANY),
    "matching": _general(str | None, "matching"),
    "period": _general(str | None, "period"),
    "breakdown": _general(str | None, "breakdown"),
    "groups": _general(int | None, "groups", f"{GENERAL['groups']} 12 when left out.", ge=1, le=MOST),
    "resamples": _general(int | None, "resamples", ge=0, le=10_000),
    "as_of": _general(str | None, "as_of"),
    "stages": _general(str | None, "stages", pattern=KEY),
    "format": Annotated[Body | None, FORM_PARAMETER],
}


def _sided(side: str, name: str) -> Any:
    about = GENERAL[name]
    limits: dict[str, Any] = {"max_items": MANY} if UNDER[name].__args__[0] == TEXTS else {}
    limits |= {"pattern": KEY} if name == "segment" else {}
    return _general(UNDER[name].__args__[0], name, f"Side {side}: {about[0].lower()}{about[1:]}", **limits)


OF_TWO: dict[str, Any] = {
    **{f"{side}_{name}": _sided(side, name) for name in OF_A_SIDE for side in "ab"},
    "names": Annotated[str | None, QueryParameter(description="What the sides are called: families|movers.")],
    **{name: kind for name, kind in UNDER.items() if name not in ("breakdown", "groups")},
}


def asking_handler(
    measure: str, answer: Answering, under: Mapping[str, Any] = UNDER
) -> Callable[..., Response[bytes]]:
    """A function with a measure's options as parameters, and those it is asked under.

    It has `answer` answer what they say.
    """

    def ask(**given: Any) -> Response[bytes]:
        request, workspace, answers = given.pop("request"), given.pop("workspace"), given.pop("answers")
        return answer(request, workspace, answers, given)

    arguments: list[tuple[str, Any, Any]] = [
        ("request", AnyRequest, Argument.empty),
        ("workspace", NamedDependency[Workspace], Argument.empty),
        ("answers", NamedDependency[Answers], Argument.empty),
        *((_name(option), _parameter(option), None) for option in options_of(measure)),
        *((name, kind, None) for name, kind in under.items()),
    ]
    ask.__signature__ = Signature(  # type: ignore[attr-defined]
        [
            Argument(name, Argument.KEYWORD_ONLY, annotation=kind, default=default)
            for name, kind, default in arguments
        ],
        return_annotation=Response[bytes],
    )
    ask.__annotations__ = {name: kind for name, kind, _ in arguments} | {"return": Response[bytes]}
    ask.__name__ = f"measure_{measure}"
    ask.__doc__ = definition(measure)
    return ask


def _name(option: Option) -> str:
    return "within" if option.name == "within_days" else option.name


def _parameter(option: Option) -> Any:
    kind = str if option.name == "within_days" else option.type
    about = option.about + (LENS_TABLE if option.name == "lens" and kind is str else "")
    if option.default not in (None, [], {}):
        told = option.default["by"] if isinstance(option.default, dict) else option.default
        about = f"{about} When left out: {str(told).lower() if kind is bool else told}."
    limits: dict[str, Any] = {"ge": 0, "le": MOST} if kind in (int, float) else {}
    return Annotated[kind | None, QueryParameter(description=about, **limits)]
