"""The ways people really take as a table of a map's page, the most frequent first."""

from desirepath.drawing import Markup, content
from desirepath.maps import Edge, JourneyMap, count_text, percent
from desirepath.prints.html_marks import tag, text
from desirepath.prints.layout_reading import span_of
from desirepath.prints.layout_reality import NOT_USED, measured_edges
from desirepath.prints.wording import word

_HEADS = ("From", "To", "Way", "Share of the moves out of it", "95 % interval", "n")


def reality_data(journey_map: JourneyMap) -> Markup:
    """The table, folded away; nothing where no way has been measured."""
    edges = sorted(measured_edges(journey_map), key=lambda edge: -(edge.measured_share or 0))
    if not edges:
        return Markup("")
    names = {step.id: step.name for stage in journey_map.stages for step in stage.steps}
    rows = [tag("tr", *_cells(edge, names)) for edge in edges]
    heads = tag("tr", *(tag("th", content(word(head)), scope="col") for head in _HEADS))
    caption = tag("caption", content(word("Ways from step to step")), class_="unseen")
    table = tag("table", caption, tag("thead", heads), tag("tbody", *rows))
    summary = tag("summary", content(word("The ways people really take, as a table")))
    return tag("details", summary, table, class_="data")


def _cells(edge: Edge, names: dict[str, str]) -> list[Markup]:
    share = edge.measured_share or 0.0
    known = edge.low is not None and edge.high is not None
    interval = span_of(percent(edge.low or 0), percent(edge.high or 0)) if known else ""
    return [
        text("th", names[edge.from_step], scope="row"),
        text("td", names[edge.to_step or ""]),
        tag("td", content(word(edge.kind))),
        tag("td", content(percent(share) if share > 0 else word(NOT_USED))),
        tag("td", content(interval)),
        tag("td", content("" if edge.n is None else count_text(edge.n))),
    ]
