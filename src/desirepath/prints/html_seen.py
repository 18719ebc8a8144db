"""What all parts of a page share: the map as it is seen, its columns, where hotspots and comments stand.

Layers are switched without a script: what lies on some of them carries their numbers, and a rule hides it
while none of their boxes is ticked.
"""

from collections.abc import Iterable

from desirepath.drawing import Markup, content
from desirepath.maps import Card, Hotspot, JourneyMap, MapStage, Step
from desirepath.prints.html_marks import tag
from desirepath.prints.layout_columns import Columns, column_width, columns_of
from desirepath.prints.layout_hotspots import Heats, heats_of
from desirepath.prints.layout_notes import Remark
from desirepath.prints.layout_reading import Texts
from desirepath.prints.layout_steps import Fact, facts_of
from desirepath.prints.views import Seen, View, layer_of, see
from desirepath.prints.wording import word
from desirepath.records import Record

LEAST_COLUMN = 168.0
_READING_COLUMN = 240.0
_ROOM = 1200.0  # for the columns of a map with few steps


class Page(Record):
    """The map as a page shows it."""

    seen: Seen
    texts: Texts | None
    columns: Columns
    heats: Heats
    facts: dict[str, list[Fact]]
    order: dict[str, int]  # step → its column, counting silences
    numbers: dict[str, int]  # layer → its number on the page
    notes: dict[str, list[Remark]]  # by what they are about

    @property
    def journey_map(self) -> JourneyMap:
        """The map itself."""
        return self.seen.journey_map

    @property
    def steps(self) -> list[tuple[MapStage, Step]]:
        """Every step with its stage."""
        return steps_of(self.journey_map)

    @property
    def column_count(self) -> int:
        """How many columns there are, silences counted."""
        return len(self.columns.spans) or len(self.order)

    def layers(self, of: Iterable[str]) -> str | None:
        """The numbers of layers that a thing lies on, for its `data-layers`; None: it is always there."""
        numbers = sorted(self.numbers[each] for each in of if each in self.numbers)
        return " ".join(map(str, numbers)) or None

    def spot_layers(self, spot: Hotspot) -> str | None:
        """The number of the layer a hotspot lies on."""
        layer = layer_of(spot, self.journey_map)
        return self.layers([layer]) if layer else None

    def note_layers(self) -> str | None:
        """The numbers of the layers that comments lie on."""
        return self.layers(each.layer.id for each in self.seen.layers if each.layer.kind == "notes")

    def opacity(self, card: Card) -> str | None:
        """A faint card's style."""
        faint = self.seen.faint.get(card.id, 1.0)
        return f"opacity:{faint:g}" if faint < 1 else None


def _column(steps: int) -> float:
    """Wide columns for few steps, so that a page is not half empty."""
    full = min(_READING_COLUMN, _ROOM / max(1, steps) // 4 * 4)
    return max(LEAST_COLUMN, column_width(steps), full)


def page_of(journey_map: JourneyMap, texts: Texts | None, view: View | None) -> Page:
    """A map as a page shows it: with all the layers that the reader may see."""
    seen = see(journey_map, view, every_layer=True)
    columns = columns_of(seen.journey_map, left=0.0, least=LEAST_COLUMN, width=_column(len(seen.steps)))
    spans = [span.step for span in columns.spans] or list(columns.edges)
    notes: dict[str, list[Remark]] = {}
    for remark in seen.remarks:
        notes.setdefault(remark.about or "", []).append(remark)
    return Page(
        seen=seen,
        texts=texts,
        columns=columns,
        heats=heats_of(seen.journey_map, seen.lanes),
        facts=facts_of(seen.journey_map, columns),
        order={step: at for at, step in enumerate(spans) if step},
        numbers={each.layer.id: at for at, each in enumerate(seen.layers, start=1)},
        notes=notes,
    )


def steps_of(journey_map: JourneyMap) -> list[tuple[MapStage, Step]]:
    """Every step with its stage, from left to right."""
    return [(stage, step) for stage in journey_map.stages for step in stage.steps]


def note_links(page: Page, about: str) -> Markup:
    """The numbers of the comments on a thing, each a link to what it says."""
    links = [
        tag(
            "a", content(str(remark.number)), href=f"#note-{remark.number}", class_="note",
            title="\n".join(remark.lines), aria_label=word("Comment {n}", n=remark.number),
        )
        for remark in page.notes.get(about, [])
    ]  # fmt: skip
    return tag("span", *links, class_="notes", data_layers=page.note_layers()) if links else Markup("")


def layer_boxes(page: Page) -> Markup:
    """A box to tick for each layer."""
    if not page.seen.layers:
        return Markup("")
    boxes = []
    for at, each in enumerate(page.seen.layers, start=1):
        faint = f" ({each.opacity * 100:.0f} %)" if each.opacity < 1 else ""
        box = tag(
            "input",
            type="checkbox",
            id=f"layer-{at}",
            checked="" if each.is_shown else None,
            autocomplete="off",
        )
        boxes.append(tag("label", box, tag("span", content(each.layer.name + faint), dir="auto")))
    return tag("fieldset", tag("legend", content(word("Layers"))), *boxes, class_="layers")


def layer_rules(page: Page) -> Markup:
    """The CSS that hides what lies on layers that are off."""
    found = {page.layers(card.layers) for each in page.seen.lanes for card in each.lane.cards}
    spots = {page.spot_layers(spot) for spot in page.journey_map.hotspots}
    rules = []
    for numbers in sorted(each for each in found | spots | {page.note_layers()} if each):
        off = "".join(f":not(:has(#layer-{number}:checked))" for number in numbers.split())
        rules.append(f':root{off} [data-layers="{numbers}"] {{ display: none; }}')
        if numbers in spots:
            plain = "border: 1px solid var(--edge); background: var(--card);"
            rules.append(f':root{off} [data-heat="{numbers}"] {{ {plain} }}')
    return Markup("\n".join(rules))


def comments_of(page: Page) -> Markup:
    """What the comments say."""
    if not page.seen.remarks:
        return Markup("")
    items = [
        tag(
            "li", *(tag("p", content(line), dir="auto") for line in remark.lines), id=f"note-{remark.number}",
            value=remark.number,
        )
        for remark in page.seen.remarks
    ]  # fmt: skip
    return tag(
        "section", tag("h2", content(word("Comments"))), tag("ol", *items), class_="comments",
        data_layers=page.note_layers(),
    )  # fmt: skip
