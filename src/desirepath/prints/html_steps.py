"""The map for a narrow screen: one step after another, its lanes as sections, the curve as a sparkline."""

from desirepath.drawing import Markup, content, element
from desirepath.maps import Card, MapStage, Step, valence_text
from desirepath.prints.html_cards import card_html, expectation_html, figures_html
from desirepath.prints.html_evidence import opener, panel_id
from desirepath.prints.html_heads import loose_pills, step_facts
from desirepath.prints.html_marks import sign, tag, text
from desirepath.prints.html_seen import Page
from desirepath.prints.html_table import collapsed_html
from desirepath.prints.layout_emotion import leading_source, tone_of
from desirepath.prints.layout_lanes import ShownLane
from desirepath.prints.layout_reading import face_of
from desirepath.prints.wording import joined, word


def map_steps(page: Page) -> Markup:
    """All the steps in their order."""
    items = [_step(page, stage, step, number) for number, (stage, step) in enumerate(page.steps, start=1)]
    return tag("ol", *items, class_="by-step")


def _step(page: Page, stage: MapStage, step: Step, number: int) -> Markup:
    head = tag(
        "header",
        text("p", joined([stage.name, word("step {n} of {m}", n=number, m=len(page.steps))]), class_="where"),
        loose_pills(page, step),
        text("h2", step.name, class_="other" if step.is_other else None),
        step_facts(page, step),
        style=f"--tint:var(--stages-{stage.type});--bar:var(--stage_bars-{stage.type})",
    )
    sections = [_section(each, page, step) for each in page.seen.lanes]
    order = [one.id for _, one in page.steps]
    return tag("li", head, _sparkline(page, order, number - 1), _felt(page, step), *sections)


def _felt(page: Page, step: Step) -> Markup:
    emotions = page.journey_map.emotions
    first = leading_source(page.journey_map)
    one = next((one for one in emotions if one.step == step.id and one.source == first), None)
    if one is None:
        if not emotions:
            return Markup("")
        return tag("p", content(word("Emotion: no answers")), class_="feeling quiet")
    source = {"measured": "", "target": "target", "authored": "guessed"}[one.source]
    few = "too few" if one.too_few else ""
    said = joined([valence_text(one.value), *(word(each) for each in (few, source) if each)])
    button = opener(
        panel_id("felt", step.id),
        sign(face_of(one.value), size=20),
        tag("span", content(said)),
        label=word("Emotion {felt}: evidence", felt=said),
        class_=f"badge {tone_of(one.value)}",
    )
    return tag("p", button, class_="feeling")


def _section(row: ShownLane, page: Page, step: Step) -> Markup:
    head = tag("h3", sign(row.icon, size=16), text("span", row.name))
    if row.is_expectations:
        return tag("section", head, expectation_html(step)) if step.expectation else Markup("")
    cards = [card for card in row.lane.cards if _is_under(card, step.id, page.order)]
    if not cards:
        return Markup("")
    if row.lane.is_collapsed:
        return tag("section", head, collapsed_html(cards, row, page))
    if row.lane.role == "metrics":
        return tag("section", head, figures_html(cards, page))
    return tag("section", head, *(card_html(card, row, page) for card in cards))


def _is_under(card: Card, step: str, order: dict[str, int]) -> bool:
    first = order.get(card.step)
    if first is None:
        return False
    return first <= order[step] <= max(first, order.get(card.span_to_step or card.step, first))


def _sparkline(page: Page, order: list[str], here: int) -> Markup:
    """The curve in small, with a mark where this step is."""
    first = leading_source(page.journey_map)
    felt = {one.step: one.value for one in page.journey_map.emotions if one.source == first}
    if not felt:
        return Markup("")
    data, fresh = "", True
    for at, step in enumerate(order):
        if step in felt:
            place = f"{at * 10 + 5} {20 - felt[step] * 9:.1f}"
            data += f"M{place}h.01" if fresh else f"L{place}"
        fresh = step not in felt
    mark = element("rect", x=here * 10, y=0, width=10, height=40, fill="var(--accent)", fill_opacity=0.18)
    line = element(
        "path", d=data, fill="none", stroke="var(--ink)", stroke_width=2, stroke_linecap="round",
        vector_effect="non-scaling-stroke",
    )  # fmt: skip
    zero = element("path", d=f"M0 20H{len(order) * 10}", stroke="var(--edge)", stroke_dasharray="2 3",
                   vector_effect="non-scaling-stroke")  # fmt: skip
    return element(
        "svg", mark, zero, line, viewBox=f"0 0 {len(order) * 10} 40", preserveAspectRatio="none",
        aria_hidden="true", class_="sparkline",
    )  # fmt: skip
