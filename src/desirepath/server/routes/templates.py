"""Templates: the maps that a new map can begin from."""

from litestar.params import FromPath

from desirepath.maps import JourneyMap, MapKind, steps_of, template, templates
from desirepath.records import Record
from desirepath.server.addresses import reading


class TemplateEntry(Record):
    """A template in the list."""

    name: str
    title: str
    map_kind: MapKind
    objective: str | None
    persona: str
    scenario: str
    stages: int
    steps: int
    cards: int


@reading("/api/templates", operation_id="listTemplates", summary="The templates")
def list_templates() -> list[TemplateEntry]:
    """The maps that a new map can begin from, by industry."""
    return [
        TemplateEntry(
            name=each.name,
            title=each.journey_map.title,
            map_kind=each.journey_map.map_kind,
            objective=each.journey_map.objective,
            persona=each.persona.name,
            scenario=each.scenario.title,
            stages=len(each.journey_map.stages),
            steps=len(list(steps_of(each.journey_map))),
            cards=sum(len(lane.cards) for lane in each.journey_map.lanes),
        )
        for each in templates()
    ]


@reading("/api/templates/{name:str}", operation_id="showTemplate", summary="A template")
def show_template(name: FromPath[str]) -> JourneyMap:
    """A template's map, to look at before beginning one."""
    return template(name).journey_map


ROUTES = [list_templates, show_template]
