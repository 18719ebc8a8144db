"""The emotion curve on a page: drawn, with a button at each point, and as a table of its own."""

from desirepath.drawing import Markup, content
from desirepath.maps import Emotion, JourneyMap, count_text, valence_text
from desirepath.prints.html_evidence import opener, panel_id
from desirepath.prints.html_heads import page_colours
from desirepath.prints.html_marks import tag, text, unseen
from desirepath.prints.html_seen import Page, steps_of
from desirepath.prints.layout_emotion import LANE_HEIGHT, PlacedEmotion, place_emotion
from desirepath.prints.layout_marks import Box
from desirepath.prints.layout_mirror import mirrored
from desirepath.prints.layout_reading import description, span_of
from desirepath.prints.rendering_emotion import emotion_svg
from desirepath.prints.wording import word


def emotion_cells(page: Page, label: str) -> tuple[list[Markup], Markup]:
    """What the row's head tells of the curves, and the cell with the curve."""
    placed = _placed(page)
    spots = [
        tag(
            "span",
            opener(panel_id("felt", felt.step), unseen(word("evidence")), label=felt.title, class_="felt"),
            style=f"left:{felt.at.x - 14:.0f}px;top:{felt.at.y - 14:.0f}px",
        )
        for felt in placed.points
    ]
    name = f"{word('{lane}, −2 to +2.', lane=label)} {description(page.journey_map)}"
    drawn = emotion_svg(placed, page_colours(), name=name)
    link = tag("a", content(word("as a table")), href="#emotion-data", class_="as-table")
    cell = tag("td", tag("div", drawn, *spots, class_="plot", dir="ltr"), colspan=page.column_count)
    return [_curve_key(page.journey_map), link], cell


def emotion_data(journey_map: JourneyMap) -> Markup:
    """The emotion curve as a table of its own, for those who do not see it."""
    felt = {(one.step, one.source): one for one in journey_map.emotions}
    caption = word("Emotion at each step, −2 to +2")
    heads = [*map(word, ("Step", "Measured", "95 % interval")), "n", word("Target"), word("Guessed")]
    rows = [
        tag(
            "tr",
            text("th", step.name, scope="row"),
            *_felt_cells(felt.get((step.id, "measured"))),
            *(tag("td", content(_value(felt.get((step.id, source))))) for source in ("target", "authored")),
        )
        for _, step in steps_of(journey_map)
    ]
    return tag(
        "details",
        tag("summary", content(word("The emotion curve as a table"))),
        tag(
            "table",
            tag("caption", content(caption), class_="unseen"),
            tag("thead", tag("tr", *(tag("th", content(head), scope="col") for head in heads))),
            tag("tbody", *rows),
        ),
        id="emotion-data",
        class_="data",
    )


def _placed(page: Page) -> PlacedEmotion:
    centers = {step: (left + right) / 2 for step, (left, right) in page.columns.edges.items()}
    box = Box(x=0, y=0, width=page.columns.right, height=LANE_HEIGHT)
    placed = place_emotion(page.journey_map, centers, box)
    return mirrored(placed, page.columns.right) if page.seen.is_mirrored else placed


def _curve_key(journey_map: JourneyMap) -> Markup:
    sources = {one.source for one in journey_map.emotions}
    names = {"measured": "measured", "target": "target", "authored": "guessed"}
    keys = [
        tag("li", content(word(name)), class_=source) for source, name in names.items() if source in sources
    ]
    return tag("ul", *keys, class_="key")


def _felt_cells(one: Emotion | None) -> list[Markup]:
    if one is None:
        return [tag("td", content(word("no answers"))), tag("td"), tag("td")]
    low, high = one.low, one.high
    interval = "" if low is None or high is None else span_of(valence_text(low), valence_text(high))
    count = "" if one.n is None else count_text(one.n) + (f" ({word('too few')})" if one.too_few else "")
    return [tag("td", content(said)) for said in (valence_text(one.value), interval, count)]


def _value(one: Emotion | None) -> str:
    return "" if one is None else valence_text(one.value)
