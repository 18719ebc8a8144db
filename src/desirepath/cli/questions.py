"""Commands made of the records of measures: their options as flags, their definitions as help.

So `desirepath measure funnel --help` shows what a funnel takes and means, and a measure that is added to
`MEASURES` has its command at once. `measures` and `comparing` say what a command does.
"""

from collections.abc import Callable, Mapping
from inspect import Parameter as Argument
from inspect import Signature
from pathlib import Path
from typing import Annotated, Any

import msgspec
from cyclopts import App, Group, Parameter

from desirepath.cli.asking import flag
from desirepath.errors import InputError, UnknownName
from desirepath.journeys import LensTable
from desirepath.measures import MEASURES, Option, definition, options_of, question_from
from desirepath.sources import read_document
from desirepath.workspace import days

OWN = Group("The question", sort_key=-3)
LENS_FILE = " Or a file (.yaml) of a lens table."
TABLES = (".yaml", ".yml", ".json")
Run = Callable[[str, dict[str, Any]], None]


def commands_of_measures(
    app: App, run: Run, *, shared: Mapping[str, Any], examples: Mapping[str, str], brief: bool = False
) -> None:
    """A command of the app for each measure, which runs it by name with what its flags say.

    `shared` are flags that every one of them has, by name, all None when left out. Its help is the
    measure's definition, or, to be `brief`, the first line of it.
    """

    @app.default
    def nameless(*tokens: Annotated[str, Parameter(show=False, allow_leading_hyphen=True)]) -> None:
        if tokens and not tokens[0].startswith("-"):
            raise UnknownName("measure", tokens[0], MEASURES)
        raise InputError(f"Say which measure: {', '.join(MEASURES)}.\nTry: desirepath {app.name[0]} --help")

    for name in MEASURES:
        dashed = [name.replace("_", "-")] if "_" in name else []
        first, _, rest = definition(name).partition("\n")
        more = f"\nMore of it: `desirepath measure {name} --help`" if brief else rest
        example = f"Example: `desirepath {app.name[0]} {examples[name]}`\n" if name in examples else ""
        told = f"{first}\n\n{example}{more}"
        app.command(_command(name, run, shared), name=name, alias=dashed, help=told, show=True)


def question_of(name: str, given: Mapping[str, Any]) -> Any:
    """The question that these flags ask; what is as when left out is left out."""
    asked = {}
    for option in options_of(name):
        value = given[option.name]
        if value is None or value == _default(option):
            continue
        if option.name == "within_days":
            value = days(value)
        elif option.name == "lens" and value.endswith(TABLES):
            value = _lens_table(Path(value))
        asked[option.name] = value
    return question_from(name, asked)


def _command(name: str, run: Run, shared: Mapping[str, Any]) -> Callable[..., None]:
    """A function with the signature of a measure: its own options, then the shared ones."""
    arguments = [_argument(option) for option in options_of(name)]
    arguments += [
        Argument(each, Argument.KEYWORD_ONLY, default=None, annotation=kind) for each, kind in shared.items()
    ]

    def asked(**given: Any) -> None:
        run(name, {one.name: given.get(one.name, one.default) for one in arguments})

    asked.__signature__ = Signature(arguments)  # type: ignore[attr-defined]
    asked.__annotations__ = {one.name: one.annotation for one in arguments}
    asked.__name__ = name
    return asked


def _argument(option: Option) -> Argument:
    is_time = option.name == "within_days"
    name = "--within" if is_time else f"--{option.name.replace('_', '-')}"
    kind = str if is_time else option.type
    about = option.about + (LENS_FILE if option.name == "lens" and kind is str else "")
    told = flag(about, name, group=OWN, default=_default(option))
    if kind is bool and option.default:
        told = Parameter(name=name, negative=f"--no-{name[2:]}", help=about, group=OWN)
    default = Argument.empty if option.required else _default(option)
    kind = kind if default is not None else kind | None
    return Argument(option.name, Argument.KEYWORD_ONLY, default=default, annotation=Annotated[kind, told])


def _default(option: Option) -> Any:
    """As its flag shows it; None where it shows none."""
    if isinstance(option.default, bool | int | float | str):
        return option.default
    return option.default["by"] if option.name == "split" and option.default else None


def _lens_table(file: Path) -> dict[str, Any]:
    if not file.is_file():
        raise InputError(f"There is no file {file} with a lens table.")
    found = read_document(file.read_text(encoding="utf-8"), file=str(file), kinds={"lens": LensTable})
    return msgspec.to_builtins(found)  # type: ignore[no-any-return]
