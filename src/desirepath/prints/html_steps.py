"""The map for a narrow screen: one step after another, its lanes as sections, the curve as a sparkline."""

from desirepath.drawing import Markup, content, element
from desirepath.maps import JourneyMap, Lane, Step, valence_text
from desirepath.prints.html_cards import card_html, figures_html
from desirepath.prints.html_evidence import opener, panel_id
from desirepath.prints.html_marks import sign, tag, text
from desirepath.prints.html_table import carries_pill, loose_pill, step_facts, steps_of
from desirepath.prints.layout import shown_lanes
from desirepath.prints.layout_emotion import tone_of
from desirepath.prints.layout_reading import LANE_ICONS, Texts, face_of


def map_steps(journey_map: JourneyMap, texts: Texts | None) -> Markup:
    """All the steps in their order."""
    steps = steps_of(journey_map)
    items = [
        tag(
            "li",
            tag(
                "header",
                text("p", f"{stage.name} · step {number} of {len(steps)}", class_="where"),
                loose_pill(journey_map, step),
                text("h2", step.name, class_="other" if step.is_other else None),
                step_facts(journey_map, step),
                style=f"--tint:var(--stages-{stage.type});--bar:var(--stage_bars-{stage.type})",
            ),
            _sparkline(journey_map, [one.id for _, one in steps], number - 1),
            _felt(journey_map, step),
            *(_section(lane, journey_map, step, texts) for lane in shown_lanes(journey_map)),
        )
        for number, (stage, step) in enumerate(steps, start=1)
    ]
    return tag("ol", *items, class_="by-step")


def _felt(journey_map: JourneyMap, step: Step) -> Markup:
    one = next(
        (one for one in journey_map.emotions if one.step == step.id and one.source == "measured"), None
    )
    if one is None:
        return (
            tag("p", content("Emotion: no answers"), class_="feeling quiet")
            if journey_map.emotions
            else Markup("")
        )
    said = f"{valence_text(one.value)}{' · too few' if one.too_few else ''}"
    button = opener(
        panel_id("felt", step.id),
        sign(face_of(one.value), size=20),
        tag("span", content(said)),
        label=f"Emotion {said}: evidence",
        class_=f"badge {tone_of(one.value)}",
    )
    return tag("p", button, class_="feeling")


def _section(lane: Lane, journey_map: JourneyMap, step: Step, texts: Texts | None) -> Markup:
    order = [one.id for _, one in steps_of(journey_map)]
    cards = [card for card in lane.cards if step.id in _under(card.step, card.span_to_step, order)]
    if not cards:
        return Markup("")
    head = tag("h3", sign(LANE_ICONS[lane.role], size=16), text("span", lane.label))
    if lane.role == "metrics":
        return tag("section", head, figures_html(cards))
    drawn = [card_html(card, lane, journey_map, texts=texts, pill=carries_pill(card, lane)) for card in cards]
    return tag("section", head, *drawn)


def _under(first: str, last: str | None, order: list[str]) -> list[str]:
    start = order.index(first) if first in order else len(order)
    end = order.index(last) if last in order else start
    return order[start : max(start, end) + 1]


def _sparkline(journey_map: JourneyMap, order: list[str], here: int) -> Markup:
    """The measured curve in small, with a mark where this step is."""
    felt = {one.step: one.value for one in journey_map.emotions if one.source == "measured"}
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
