"""The map as a table: stages and steps head the columns, lanes the rows, cards fill the cells."""

from desirepath.drawing import Markup, Palette, content
from desirepath.maps import Card, Emotion, JourneyMap, Lane, MapStage, Step, count_text, valence_text
from desirepath.prints.html_cards import bar_html, card_html, figures_html, hotspot_at, pill_html
from desirepath.prints.html_evidence import opener, panel_id
from desirepath.prints.html_marks import sign, tag, text, unseen
from desirepath.prints.layout import column_width, line_before, shown_lanes
from desirepath.prints.layout_emotion import LANE_HEIGHT, place_emotion
from desirepath.prints.layout_marks import Box
from desirepath.prints.layout_reading import LANE_ICONS, Texts, description
from desirepath.prints.rendering_cards import heat_opacity
from desirepath.prints.rendering_emotion import emotion_svg

LEAST_COLUMN = 168.0


def map_table(journey_map: JourneyMap, colours: Palette, texts: Texts | None) -> Markup:
    """The whole table."""
    steps = steps_of(journey_map)
    column = html_column(len(steps))
    rows: list[Markup] = []
    for lane in shown_lanes(journey_map):
        name = line_before(lane, journey_map)
        if name:
            line = tag("th", tag("span", content(name)), scope="rowgroup", colspan=len(steps) + 1)
            rows.append(tag("tr", line, class_="line"))
        rows += _lane_rows(lane, journey_map, steps, colours=colours, texts=texts)
    return tag(
        "table",
        tag("caption", content(f"{journey_map.title}. {description(journey_map)}"), class_="unseen"),
        tag("colgroup", tag("col", class_="rail"), tag("col", span=max(1, len(steps)), class_="step")),
        tag("thead", *_heads(journey_map, steps)),
        tag("tbody", *rows),
        style=f"--column:{column:g}px;--columns:{len(steps)}",
    )


def html_column(steps: int) -> float:
    """How wide a step's column is on a page."""
    return max(LEAST_COLUMN, column_width(steps))


def steps_of(journey_map: JourneyMap) -> list[tuple[MapStage, Step]]:
    """Every step with its stage, from left to right."""
    return [(stage, step) for stage in journey_map.stages for step in stage.steps]


def emotion_data(journey_map: JourneyMap) -> Markup:
    """The emotion curve as a table of its own, for those who do not see it."""
    felt = {(one.step, one.source): one for one in journey_map.emotions}
    heads = ["Step", "Measured", "95 % interval", "n", "Target", "Guessed"]
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
        tag("summary", content("The emotion curve as a table")),
        tag(
            "table",
            tag("caption", content("Emotion at each step, −2 to +2"), class_="unseen"),
            tag("thead", tag("tr", *(tag("th", content(head), scope="col") for head in heads))),
            tag("tbody", *rows),
        ),
        id="emotion-data",
        class_="data",
    )


def step_facts(journey_map: JourneyMap, step: Step) -> Markup:
    """How many came to a step, as text and as a bar."""
    highest = max((one.reach or 0 for _, one in steps_of(journey_map)), default=0)
    marks: list[Markup] = []
    if step.moment_of_truth:
        marks.append(tag("span", sign("star", size=12), content("moment of truth"), class_="truth"))
    if step.is_goal:
        marks.append(tag("span", sign("flag", size=12), content("goal"), class_="truth"))
    if step.reach is not None:
        marks.append(tag("span", content(f"n = {count_text(step.reach)}"), class_="count"))
        marks.append(bar_html(step.reach / highest if highest else 0))
    return tag("span", *marks, class_="facts")


def carries_pill(card: Card, lane: Lane) -> bool:
    """Whether a card is the first of its slot."""
    return next(one for one in lane.cards if one.step == card.step) is card


def loose_pill(journey_map: JourneyMap, step: Step) -> Markup:
    """The pill of a hot step that no obstacle card speaks of."""
    spot = hotspot_at(journey_map, step.id)
    obstacles = [card for lane in journey_map.lanes if lane.role == "obstacles" for card in lane.cards]
    if spot is None or any(card.step == step.id for card in obstacles):
        return Markup("")
    return pill_html(spot)


def lane_name(lane: Lane, *inside: Markup, rows: int = 1) -> Markup:
    """A lane's row header."""
    name = tag(
        "span", sign(LANE_ICONS[lane.role]), text("span", lane.label, class_="name"), class_="lane-name"
    )
    return tag("th", name, *inside, scope="row", rowspan=rows if rows > 1 else None, title=lane.label)


def _heads(journey_map: JourneyMap, steps: list[tuple[MapStage, Step]]) -> list[Markup]:
    stages = [stage for stage in journey_map.stages if stage.steps]
    bands = [
        tag(
            "th",
            tag("span", content(f"{number}  "), text("span", stage.name), class_="band"),
            scope="colgroup",
            colspan=len(stage.steps),
            style=f"--tint:var(--stages-{stage.type});--bar:var(--stage_bars-{stage.type})",
        )
        for number, stage in enumerate(stages, start=1)
    ]
    names = [_step_head(journey_map, step) for _, step in steps]
    return [
        tag("tr", tag("td", unseen("Stage")), *bands, class_="stages"),
        tag("tr", tag("th", unseen("Step"), scope="row"), *names, class_="steps"),
    ]


def _step_head(journey_map: JourneyMap, step: Step) -> Markup:
    spot = hotspot_at(journey_map, step.id)
    hot = spot is not None and spot.score > 0
    return tag(
        "th",
        loose_pill(journey_map, step),
        text("span", step.name, class_="name"),
        step_facts(journey_map, step),
        scope="col",
        class_=" ".join(filter(None, ["other" if step.is_other else "", "hot" if hot else ""])) or None,
        style=f"--heat:{heat_opacity(spot.score) * 33:.1f}%" if spot and hot else None,
    )


def _lane_rows(
    lane: Lane,
    journey_map: JourneyMap,
    steps: list[tuple[MapStage, Step]],
    *,
    colours: Palette,
    texts: Texts | None,
) -> list[Markup]:
    order = {step.id: at for at, (_, step) in enumerate(steps)}
    if lane.role == "emotions" and journey_map.emotions:
        return [_emotion_row(lane, journey_map, order, colours)]
    cards = [card for card in lane.cards if card.step in order]
    if not cards:
        empty = tag("td", content("no evidence yet"), colspan=max(1, len(steps)), class_="empty")
        return [tag("tr", lane_name(lane), empty, class_=f"lane {lane.role}")]
    if lane.role == "metrics":
        cells = [figures_html(mine) if (mine := _at(cards, step)) else Markup("") for step in order]
        row = [tag("td", cell) for cell in cells]
        return [tag("tr", lane_name(lane), *row, class_=f"lane {lane.role}")]
    drawn = {
        card.id: card_html(card, lane, journey_map, texts=texts, pill=carries_pill(card, lane))
        for card in cards
    }
    levels = _levels(cards, order)
    rows = []
    for at, level in enumerate(levels):
        head = [lane_name(lane, rows=len(levels))] if at == 0 else []
        looks = f"lane {lane.role}{' more' if at else ''}{' even' if _is_even(level) else ''}"
        rows.append(tag("tr", *head, *_cells(level, drawn, len(order)), class_=looks))
    return rows


def _at(cards: list[Card], step: str) -> list[Card]:
    return [card for card in cards if card.step == step]


class _Level(dict[int, tuple[int, list[Card]]]):
    """One table row of a lane: the column where a cell begins → how many it spans, and its cards."""

    def is_free(self, first: int, last: int) -> bool:
        return all(last < at or first > at + span - 1 for at, (span, _) in self.items())


def _is_even(level: _Level) -> bool:
    """Whether no cell holds more than one card: then all are drawn equally high."""
    return all(len(cards) == 1 for _, cards in level.values())


def _levels(cards: list[Card], order: dict[str, int]) -> list[_Level]:
    """A lane's cards in as few table rows as spanning cards allow; a plain slot keeps all in one cell."""
    levels: list[_Level] = [_Level()]
    for card in sorted(cards, key=lambda card: order[card.step]):
        first = order[card.step]
        last = max(first, order.get(card.span_to_step or card.step, first))
        same = next((level for level in levels if level.get(first, (0, []))[0] == last - first + 1), None)
        if same is not None:
            same[first][1].append(card)
            continue
        free = next((level for level in levels if level.is_free(first, last)), None)
        if free is None:
            free = _Level()
            levels.append(free)
        free[first] = (last - first + 1, [card])
    return levels


def _cells(level: _Level, drawn: dict[str, Markup], columns: int) -> list[Markup]:
    cells: list[Markup] = []
    at = 0
    while at < columns:
        span, cards = level.get(at, (1, []))
        inside = (drawn[card.id] for card in cards)
        cells.append(tag("td", *inside, colspan=span if span > 1 else None))
        at += span
    return cells


def _emotion_row(lane: Lane, journey_map: JourneyMap, order: dict[str, int], colours: Palette) -> Markup:
    column = html_column(len(order))
    centers = {step: (at + 0.5) * column for step, at in order.items()}
    placed = place_emotion(journey_map, centers, Box(x=0, y=0, width=column * len(order), height=LANE_HEIGHT))
    buttons = [
        opener(panel_id("felt", felt.step), unseen("evidence"), label=felt.title, class_="felt")
        for felt in placed.points
    ]
    spots = [
        tag("span", button, style=f"left:{felt.at.x - 14:.0f}px;top:{felt.at.y - 14:.0f}px")
        for button, felt in zip(buttons, placed.points, strict=True)
    ]
    drawn = emotion_svg(placed, colours, name=f"{lane.label}, −2 to +2. {description(journey_map)}")
    link = tag("a", content("as a table"), href="#emotion-data", class_="as-table")
    return tag(
        "tr",
        lane_name(lane, _curve_key(journey_map), link),
        tag("td", tag("div", drawn, *spots, class_="plot"), colspan=len(order)),
        class_="lane emotions",
    )


def _curve_key(journey_map: JourneyMap) -> Markup:
    sources = {one.source for one in journey_map.emotions}
    names = {"measured": "measured", "target": "target", "authored": "guessed"}
    keys = [tag("li", content(name), class_=source) for source, name in names.items() if source in sources]
    return tag("ul", *keys, class_="key")


def _felt_cells(one: Emotion | None) -> list[Markup]:
    if one is None:
        return [tag("td", content("no answers")), tag("td"), tag("td")]
    low, high = one.low, one.high
    interval = "" if low is None or high is None else f"{valence_text(low)} to {valence_text(high)}"
    count = "" if one.n is None else count_text(one.n) + (" (too few)" if one.too_few else "")
    return [tag("td", content(said)) for said in (valence_text(one.value), interval, count)]


def _value(one: Emotion | None) -> str:
    return "" if one is None else valence_text(one.value)
