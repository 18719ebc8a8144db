"""The map as a table: stages and steps head the columns, lanes the rows, cards fill the cells."""

from desirepath.drawing import Markup, content, element
from desirepath.maps import Card, Step
from desirepath.prints.html_cards import card_html, expectation_html, figures_html, pill_html
from desirepath.prints.html_emotion import emotion_cells
from desirepath.prints.html_heads import columns_in_order, page_colours, table_heads
from desirepath.prints.html_marks import sign, tag, text, unseen
from desirepath.prints.html_seen import Page, note_links
from desirepath.prints.layout_cards import count_of_cards
from desirepath.prints.layout_lanes import ShownLane
from desirepath.prints.layout_mirror import mirrored
from desirepath.prints.layout_reading import description
from desirepath.prints.layout_ways import place_ways, way_title
from desirepath.prints.rendering_axes import draw_tracks
from desirepath.prints.rendering_cards import heat_opacity
from desirepath.prints.wording import word


def map_table(page: Page) -> Markup:
    """The whole table."""
    journey_map, edges = page.journey_map, page.columns
    widths = [span.right - span.left for span in edges.spans] or [
        right - left for left, right in edges.edges.values()
    ]
    columns = [tag("col", class_="step", style=f"width:{width:g}px") for width in widths]
    return tag(
        "table",
        tag("caption", content(f"{journey_map.title}. {description(journey_map)}"), class_="unseen"),
        tag("colgroup", tag("col", class_="rail"), *(columns or [tag("col", class_="step")])),
        table_heads(page),
        tag("tbody", *_ways_row(page), *(row for each in page.seen.lanes for row in _rows(each, page))),
        style=f"--grid:{edges.right:g}px",
    )


def lane_name(row: ShownLane, page: Page, *inside: Markup, rows: int = 1) -> Markup:
    """A lane's row header."""
    name = tag("span", sign(row.icon), text("span", row.name, class_="name"), class_="lane-name")
    return tag(
        "th", name, note_links(page, row.lane.id), *inside, scope="row", rowspan=rows if rows > 1 else None,
        title=row.name,
    )  # fmt: skip


def collapsed_html(cards: list[Card], row: ShownLane, page: Page) -> Markup:
    """A collapsed slot: how many cards it holds, and the cards when it is opened."""
    said = count_of_cards(cards)
    inside = (
        [figures_html(cards, page)]
        if row.lane.role == "metrics"
        else [card_html(card, row, page) for card in cards]
    )
    return tag("details", tag("summary", content(said)), *inside, class_="collapsed")


def _rows(each: ShownLane, page: Page) -> list[Markup]:
    rows = []
    if each.line:
        line = tag(
            "th", tag("span", content(word(each.line))), scope="rowgroup", colspan=page.column_count + 1
        )
        rows.append(tag("tr", line, class_="line"))
    return rows + _lane_rows(each, page)


def _lane_rows(row: ShownLane, page: Page) -> list[Markup]:
    lane, looks = row.lane, f"lane {row.lane.role}"
    if lane.role == "emotions" and page.journey_map.emotions and not lane.is_collapsed:
        inside, cell = emotion_cells(page, row.name)
        return [tag("tr", lane_name(row, page, *inside), cell, class_="lane emotions")]
    if row.is_expectations:
        return [_simple(row, page, {step.id: expectation_html(step) for _, step in page.steps}, looks)]
    held: dict[str, list[Card]] = {}
    for card in lane.cards:
        if card.step in page.order:
            held.setdefault(card.step, []).append(card)
    hot = {step for lane_id, step in page.heats.slots if lane_id == lane.id}
    if not held and not hot:
        empty = tag("td", content(word("no evidence yet")), colspan=max(1, page.column_count), class_="empty")
        return [tag("tr", lane_name(row, page), empty, class_=looks)]
    if lane.is_collapsed:
        folded = {step: collapsed_html(cards, row, page) for step, cards in held.items()}
        return [_simple(row, page, folded, f"{looks} folded")]
    if lane.role == "metrics":
        figures = {step: figures_html(cards, page) for step, cards in held.items()}
        return [_simple(row, page, figures, looks)]
    return _card_rows(row, page, [card for cards in held.values() for card in cards], looks)


def _simple(row: ShownLane, page: Page, inside: dict[str, Markup], looks: str) -> Markup:
    """A lane with one cell for each column."""
    cells = [
        tag("td", class_="gap") if step is None else _cell(row, page, [step], inside.get(step.id, Markup("")))
        for step in columns_in_order(page)
    ]
    return tag("tr", lane_name(row, page), *cells, class_=looks)


def _card_rows(row: ShownLane, page: Page, cards: list[Card], looks: str) -> list[Markup]:
    drawn = {card.id: card_html(card, row, page) for card in cards}
    levels = card_levels(cards, page.order)
    rows = []
    for at, level in enumerate(levels):
        head = [lane_name(row, page, rows=len(levels))] if at == 0 else []
        more = f"{looks}{' more' if at else ''}{' even' if _is_even(level) else ''}"
        rows.append(tag("tr", *head, *_cells(level, drawn, row, page), class_=more))
    return rows


class Level(dict[int, tuple[int, list[Card]]]):
    """One table row of a lane: the column where a cell begins → how many it spans, and its cards."""

    def is_free(self, first: int, last: int) -> bool:
        """Whether no card stands from one column to another."""
        return all(last < at or first > at + span - 1 for at, (span, _) in self.items())


def _is_even(level: Level) -> bool:
    """Whether no cell holds more than one card: then all are drawn equally high."""
    return all(len(cards) == 1 for _, cards in level.values())


def card_levels(cards: list[Card], order: dict[str, int]) -> list[Level]:
    """A lane's cards in as few table rows as spanning cards allow; a plain slot keeps all in one cell."""
    levels: list[Level] = [Level()]
    for card in sorted(cards, key=lambda card: order[card.step]):
        first = order[card.step]
        last = max(first, order.get(card.span_to_step or card.step, first))
        same = next((level for level in levels if level.get(first, (0, []))[0] == last - first + 1), None)
        if same is not None:
            same[first][1].append(card)
            continue
        free = next((level for level in levels if level.is_free(first, last)), None)
        if free is None:
            free = Level()
            levels.append(free)
        free[first] = (last - first + 1, [card])
    return levels


def _cells(level: Level, drawn: dict[str, Markup], row: ShownLane, page: Page) -> list[Markup]:
    columns = columns_in_order(page)
    cells: list[Markup] = []
    at = 0
    while at < len(columns):
        span, cards = level.get(at, (1, []))
        under = [step for step in columns[at : at + span] if step is not None]
        inside = Markup("".join(drawn[card.id] for card in cards))
        cells.append(_cell(row, page, under, inside, span=span) if under else tag("td", class_="gap"))
        at += span
    return cells


def _cell(row: ShownLane, page: Page, under: list[Step], inside: Markup, *, span: int = 1) -> Markup:
    """A slot; one that is hot as a whole is tinted, and has a pill where no card carries it."""
    spot = next((spot for step in under if (spot := page.heats.slots.get((row.lane.id, step.id)))), None)
    wide = span if span > 1 else None
    if spot is None:
        return tag("td", inside, colspan=wide)
    carried = any(each is spot for each in page.heats.pills.values())
    pill = Markup("") if carried else pill_html(spot, page)
    heat = f"--heat:{heat_opacity(spot.score) * 50:.1f}%"
    layers = page.spot_layers(spot)
    return tag("td", pill, inside, colspan=wide, class_="hot-slot", style=heat, data_heat=layers)


def _ways_row(page: Page) -> list[Markup]:
    """The ways that are not just the next step, drawn and as words."""
    ways = place_ways(page.journey_map, page.columns, page.heats, top=0)
    if ways is None:
        return []
    if page.seen.is_mirrored:
        ways = mirrored(ways, page.columns.right)
    names = {step.id: step.name for _, step in page.steps}
    drawn = {way.edge for way in ways.ways}
    said = [way_title(edge, names) for edge in page.journey_map.edges if edge.id in drawn]
    picture = element(
        "svg", draw_tracks(ways, page_colours()), viewBox=f"0 0 {page.columns.right:g} {ways.box.height:g}",
        width=page.columns.right, height=ways.box.height, aria_hidden="true", class_="curve",
    )  # fmt: skip
    words = tag("ul", *(text("li", each) for each in said), class_="unseen")
    name = tag(
        "span", sign("git-branch"), tag("span", content(word("Ways")), class_="name"),
        unseen(word("between steps")), class_="lane-name",
    )  # fmt: skip
    cell = tag("td", tag("div", picture, words, class_="plot", dir="ltr"), colspan=page.column_count)
    return [tag("tr", tag("th", name, scope="row"), cell, class_="lane ways")]
