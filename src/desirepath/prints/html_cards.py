"""Cards, figures and hotspot pills as HTML, the same in the table and in the stacked view."""

from desirepath.drawing import Markup, content, element
from desirepath.maps import APART, Card, Hotspot, Step
from desirepath.prints.html_evidence import opener, panel_id
from desirepath.prints.html_marks import sign, tag, text, unseen
from desirepath.prints.html_seen import Page, note_links
from desirepath.prints.layout_aims import aim_of
from desirepath.prints.layout_content import TONES, chance_of
from desirepath.prints.layout_expectations import expectation_text
from desirepath.prints.layout_hotspots import hotspot_text
from desirepath.prints.layout_lanes import ShownLane
from desirepath.prints.layout_marks import held
from desirepath.prints.layout_reading import (
    CHANNEL_ICONS,
    WITHDRAWN,
    badge_icon,
    badge_text,
    chance_lines,
    channel_words,
    figure_note,
    figure_text,
    headline,
    picture_icon,
    quote_source,
    quote_text,
    standing_of,
)
from desirepath.prints.rendering_cards import heat_opacity
from desirepath.prints.wording import quoted, word


def card_html(card: Card, row: ShownLane, page: Page) -> Markup:
    """A card with everything on it."""
    tone, status = TONES.get(row.lane.role, "plain"), standing_of(card)
    spot = page.heats.tints.get(card.id)
    hot = spot is not None and spot.score > 0
    pill = page.heats.pills.get(card.id)
    inside = [
        pill_html(pill, page) if pill else Markup(""),
        sign("triangle-alert", size=14, class_="warning") if status == "contradicted" else Markup(""),
        _picture(card, row),
        _words(card, row, tone, page),
        text("p", card.body, class_="body") if card.body else Markup(""),
        _chance(card, page),
        _tags(card),
        tag("p", _badge(card, tone, page), _corner(card), class_="foot"),
        unseen(word(status)),
        note_links(page, card.id),
    ]
    faint = page.opacity(card)
    heat = f"--heat:{heat_opacity(spot.score) * 100:.0f}%" if spot and hot else None
    return tag(
        "div",
        *inside,
        class_=f"card {tone} {status}{' hot' if hot else ''}",
        style=";".join(part for part in (heat, faint) if part) or None,
        data_card=card.id,
        data_layers=page.layers(card.layers),
        data_heat=page.spot_layers(spot) if spot and hot else None,
    )


def figures_html(cards: list[Card], page: Page) -> Markup:
    """A step's figures on one panel."""
    return tag("dl", *(_figure(card, page) for card in cards), class_="figures")


def pill_html(spot: Hotspot, page: Page) -> Markup:
    """A hotspot's pill: a button that opens the parts of its score."""
    looks = (
        ["pill"] + (["faint"] if spot.score <= 0 else []) + (["manual"] if spot.origin == "manual" else [])
    )
    hand = sign("hand", size=11) if spot.origin == "manual" else Markup("")
    return opener(
        panel_id("hotspot", spot.id),
        tag("span", hand, content(spot.pill or word("hotspot"))),
        label=hotspot_text(spot),
        class_=" ".join(looks),
        layers=page.spot_layers(spot),
    )


def expectation_html(step: Step) -> Markup:
    """What was expected of a step, and the dumbbell of what was received."""
    one = step.expectation
    if one is None:
        return Markup("")
    words = [text("p", one.statement, class_="text")]
    if one.expected is not None or one.received is not None:
        words.append(_dumbbell(one.expected, one.received))
        words.append(
            tag("p", content(expectation_text(step).removeprefix(f"{one.statement}; ")), class_="quiet")
        )
    return tag("div", *words, class_="expectation")


def bar_html(
    share: float, low: float | None = None, high: float | None = None, target: float | None = None
) -> Markup:
    """A share as a bar, with its interval and its target where they are known."""
    around = aim = Markup("")
    if low is not None and high is not None:
        start, width = max(0.0, low) * 100, (min(1.0, high) - max(0.0, low)) * 100
        around = tag("i", class_="around", style=f"inset-inline-start:{start:.1f}%;width:{width:.1f}%")
    if target is not None:
        aim = tag("i", class_="target", style=f"inset-inline-start:{max(0.0, min(1.0, target)) * 100:.1f}%")
    filled = tag("i", class_="filled", style=f"width:{max(0.0, min(1.0, share)) * 100:.1f}%")
    return tag("span", filled, around, aim, class_="bar", aria_hidden="true")


def _dumbbell(expected: float | None, received: float | None) -> Markup:
    def at(value: float) -> float:
        return 6 + (max(-2.0, min(2.0, value)) + 2) / 4 * 148

    ink = "var(--muted)"
    if expected is not None and received is not None and abs(received - expected) >= 0.05:
        ink = "var(--positive)" if received > expected else "var(--negative)"
    marks = [element("path", d="M6 8H154M80 4V12", stroke="var(--edge)", fill="none")]
    if expected is not None and received is not None:
        line = f"M{at(expected):.1f} 8H{at(received):.1f}"
        marks.append(element("path", d=line, stroke=ink, stroke_width=3, fill="none"))
    if expected is not None:
        marks.append(
            element("circle", cx=at(expected), cy=8, r=4.5, fill="var(--panel)", stroke=ink, stroke_width=2)
        )
    if received is not None:
        marks.append(element("circle", cx=at(received), cy=8, r=5, fill=ink))
    return element(
        "svg", *marks, viewBox="0 0 160 16", width=160, height=16, aria_hidden="true", class_="dumbbell"
    )


def _picture(card: Card, row: ShownLane) -> Markup:
    if row.lane.role != "storyboard" or not card.image:
        return Markup("")
    return tag("span", sign(picture_icon(card), size=36), class_="picture", title=card.image)


def _words(card: Card, row: ShownLane, tone: str, page: Page) -> Markup:
    if tone == "quote":
        said = quote_text(card, page.texts)
        if said:
            return text("blockquote", quoted(said), class_="text")
        return text("p", word(WITHDRAWN), class_="quiet")
    icon = CHANNEL_ICONS.get(card.channel or "") if row.lane.role == "touchpoints" else None
    if icon is None:
        return text("p", card.text, class_="text")
    words = text("span", card.text)
    return tag(
        "p", sign(icon, size=15), unseen(channel_words(card.channel or "")), words, class_="text place-of"
    )


def _chance(card: Card, page: Page) -> Markup:
    one = chance_of(card, page.journey_map)
    if one is None:
        return Markup("")
    first, *rest = chance_lines(one)
    items = [text("li", line.lstrip("→← ")) for line in rest]
    return tag("div", text("p", first), tag("ul", *items) if items else Markup(""), class_="body chance")


def _tags(card: Card) -> Markup:
    if not card.tags:
        return Markup("")
    return tag("ul", *(text("li", each) for each in card.tags), class_="tags", aria_label=word("Tags"))


def _badge(card: Card, tone: str, page: Page) -> Markup:
    words = badge_text(card, page.journey_map) or word("no evidence")
    if tone == "quote":
        words = quote_source(card) or words
    return opener(
        panel_id("card", card.id),
        sign(badge_icon(card), size=12),
        tag("span", content(words)),
        label=word("Evidence: {words}", words=words),
        class_="badge",
    )


def _corner(card: Card) -> Markup:
    """The pencil of a standing set by hand, the lock, how severe."""
    marks = []
    if card.status_override is not None:
        why = word("standing set by hand: {why}", why=card.override_note or word("no reason given"))
        marks.append(tag("span", sign("user-pen", size=13), unseen(why), title=why))
    if card.is_locked:
        marks.append(tag("span", sign("lock", size=13), unseen(word("locked")), title=word("locked")))
    if card.severity is not None:
        dots = [tag("i", class_="on" if at < card.severity else None) for at in range(3)]
        severe = word("severity {n} of 3", n=card.severity)
        marks.append(tag("span", *dots, unseen(severe), class_="severity"))
    return tag("span", *marks, class_="corner") if marks else Markup("")


def _figure(card: Card, page: Page) -> Markup:
    found, aim = headline(card), aim_of(card, page.journey_map)
    promised = found is None and aim is not None and aim.is_promise
    value = (aim.target_text if aim and promised else None) or figure_text(card)
    note = word("target, not measured") if promised else figure_note(card) or word("evidence")
    shares = found and found.unit == "share" and found.column not in APART and found.value is not None
    target = aim.target if aim and aim.unit == "share" else None
    bar = bar_html(found.value or 0, found.low, found.high, target) if found and shares else Markup("")
    looks = "promised" if promised else "faint" if found and found.too_few else ""
    said = word("Evidence: {words}", words=f"{card.figure} {note}")
    button = opener(panel_id("card", card.id), content(held(note)), label=said, class_="badge")
    delta = Markup("")
    if aim and aim.says:
        tone = "" if aim.is_good is None else "positive" if aim.is_good else "negative"
        delta = tag("span", content(aim.says), class_=f"delta {tone}")
    return tag(
        "div",
        text("dt", card.figure or word("Figure")),
        text("dd", value, class_=f"value {looks}".strip()),
        tag("dd", _spark(card), bar, delta, button, unseen(word(standing_of(card))), class_="sure"),
        class_=standing_of(card),
        data_card=card.id,
        data_layers=page.layers(card.layers),
        style=page.opacity(card),
    )


def _spark(card: Card) -> Markup:
    series = next((piece.series for piece in card.evidence if len(piece.series) > 1), [])
    if not series:
        return Markup("")
    low, high = min(series), max(series)
    points = [
        (2 + at * 56 / (len(series) - 1), 14 - ((each - low) / (high - low) if high > low else 0.5) * 12)
        for at, each in enumerate(series)
    ]
    data = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    line = element(
        "path", d=data, fill="none", stroke="var(--muted)", stroke_width=1.5, stroke_linejoin="round"
    )
    now = element("circle", cx=points[-1][0], cy=points[-1][1], r=2.5, fill="var(--ink)")
    said = element("title", content(word("{n} values, the last is now", n=len(series))))
    return element(
        "svg", said, line, now, viewBox="0 0 62 16", width=62, height=16, role="img", class_="spark"
    )
