"""Maps to begin with, by industry: each with a persona and a scenario, and every card an assumption.

The documents lie in the folder `templates` beside this file and are documents like any other. A workspace
begins a map from one; nothing here is kept.
"""

from functools import cache
from importlib.resources import files

from desirepath.errors import UnknownName
from desirepath.maps.documents import JourneyMap
from desirepath.maps.flaws import map_flaws
from desirepath.maps.people import Persona, Scenario
from desirepath.records import Record
from desirepath.sources import read_documents

__all__ = ["Template", "template", "templates"]

_ENDING = ".yaml"
_KINDS: dict[str, type[Record]] = {"map": JourneyMap, "persona": Persona, "scenario": Scenario}


class Template(Record):
    """A map to begin with, and the persona and the scenario it names."""

    name: str
    persona: Persona
    scenario: Scenario
    journey_map: JourneyMap


def templates() -> list[Template]:
    """All templates, by name.

    >>> [each.name for each in templates()][:3]
    ['bank', 'car-dealer', 'hospital-visit']
    """
    return [_read(name) for name in _names()]


def template(name: str) -> Template:
    """The template of this name; UnknownName when there is none.

    >>> template("retail").journey_map.status
    'template'
    """
    if name not in _names():
        raise UnknownName("template", name, _names())
    return _read(name)


@cache
def _names() -> tuple[str, ...]:
    found = files("desirepath.maps").joinpath("templates").iterdir()
    return tuple(sorted(each.name.removesuffix(_ENDING) for each in found if each.name.endswith(_ENDING)))


@cache
def _read(name: str) -> Template:
    file = f"{name}{_ENDING}"
    text = files("desirepath.maps").joinpath("templates", file).read_text("utf-8")
    persona, scenario, drawn = read_documents(text, file=file, kinds=_KINDS, checks={"map": map_flaws})
    assert isinstance(persona, Persona)  # noqa: S101  (these three stand in each file, in this order)
    assert isinstance(scenario, Scenario)  # noqa: S101
    assert isinstance(drawn, JourneyMap)  # noqa: S101
    return Template(name=name, persona=persona, scenario=scenario, journey_map=drawn)
