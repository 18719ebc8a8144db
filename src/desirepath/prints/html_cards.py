"""Cards, figures and hotspot pills as HTML, the same in the table and in the stacked view."""

from desirepath.drawing import Markup, content
from desirepath.maps import Card, Hotspot, JourneyMap, Lane
from desirepath.prints.html_evidence import opener, panel_id
from desirepath.prints.html_marks import sign, tag, text, unseen
from desirepath.prints.layout_cards import TONES, hotspot_text
from desirepath.prints.layout_reading import (
    WITHDRAWN,
    Texts,
    badge_icon,
    badge_text,
    figure_note,
    figure_text,
    headline,
    quote_source,
    quote_text,
)
from desirepath.prints.rendering_cards import heat_opacity


def card_html(card: Card, lane: Lane, journey_map: JourneyMap, *, texts: Texts | None, pill: bool) -> Markup:
    """A card; `pill` says whether it is the one of its slot that carries the hotspot's pill."""
    tone = TONES.get(lane.role, "plain")
    spot = hotspot_at(journey_map, card.step) if tone == "obstacle" else None
    hot = spot is not None and spot.score > 0
    inside = [
        pill_html(spot) if spot and pill else Markup(""),
        sign("triangle-alert", size=14, class_="warning") if card.status == "contradicted" else Markup(""),
        _words(card, tone, texts),
        text("p", card.body, class_="body") if card.body else Markup(""),
        tag("p", _badge(card, tone, journey_map), _severity(card), class_="foot"),
        unseen(card.status),
    ]
    return tag(
        "div",
        *inside,
        class_=f"card {tone} {card.status}{' hot' if hot else ''}",
        style=f"--heat:{heat_opacity(spot.score) * 100:.0f}%" if spot and hot else None,
        data_card=card.id,
    )


def figures_html(cards: list[Card]) -> Markup:
    """A step's figures on one panel."""
    return tag("dl", *(_figure(card) for card in cards), class_="figures")


def pill_html(spot: Hotspot) -> Markup:
    """A hotspot's pill: a button that opens the parts of its score."""
    faint = spot.score <= 0
    said = content(spot.pill or "hotspot")
    return opener(
        panel_id("hotspot", spot.id),
        tag("span", said),
        label=hotspot_text(spot),
        class_="pill faint" if faint else "pill",
    )


def hotspot_at(journey_map: JourneyMap, step: str) -> Hotspot | None:
    """The first hotspot of a step."""
    return next((spot for spot in journey_map.hotspots if spot.step == step), None)


def bar_html(share: float, low: float | None = None, high: float | None = None) -> Markup:
    """A share as a bar, with its interval where it is known."""
    around = Markup("")
    if low is not None and high is not None:
        left, width = max(0.0, low) * 100, (min(1.0, high) - max(0.0, low)) * 100
        around = tag("i", class_="around", style=f"left:{left:.1f}%;width:{width:.1f}%")
    filled = tag("i", class_="filled", style=f"width:{max(0.0, min(1.0, share)) * 100:.1f}%")
    return tag("span", filled, around, class_="bar", aria_hidden="true")


def _words(card: Card, tone: str, texts: Texts | None) -> Markup:
    if tone != "quote":
        return text("p", card.text, class_="text")
    said = quote_text(card, texts)
    return text("blockquote", f"“{said}”", class_="text") if said else text("p", WITHDRAWN, class_="quiet")


def _badge(card: Card, tone: str, journey_map: JourneyMap) -> Markup:
    words = badge_text(card, journey_map) or "no evidence"
    if tone == "quote":
        words = quote_source(card) or words
    return opener(
        panel_id("card", card.id),
        sign(badge_icon(card), size=12),
        tag("span", content(words)),
        label=f"Evidence: {words}",
        class_="badge",
    )


def _severity(card: Card) -> Markup:
    if card.severity is None:
        return Markup("")
    marks = [tag("i", class_="on" if at < card.severity else None) for at in range(3)]
    return tag("span", *marks, unseen(f"severity {card.severity} of 3"), class_="severity")


def _figure(card: Card) -> Markup:
    found = headline(card)
    note = figure_note(card) or "evidence"
    shares = found and found.unit == "share" and found.value is not None
    bar = bar_html(found.value or 0, found.low, found.high) if found and shares else Markup("")
    faint = " faint" if found and found.too_few else ""
    button = opener(
        panel_id("card", card.id), content(note), label=f"Evidence: {card.figure} {note}", class_="badge"
    )
    return tag(
        "div",
        text("dt", card.figure or "Figure"),
        text("dd", figure_text(card), class_=f"value{faint}"),
        tag("dd", bar, button, unseen(card.status), class_="sure"),
        class_=card.status,
        data_card=card.id,
    )
