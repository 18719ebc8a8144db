"""The evidence behind each card, as a panel that a button opens: figures, questions, provenance.

Panels are HTML popovers: they open without a script, close with Escape, and take the keyboard's focus
where they belong.
"""

import msgspec

from desirepath.drawing import Markup, content
from desirepath.maps import Card, Emotion, Evidence, Hotspot
from desirepath.prints.html_marks import sign, tag, text
from desirepath.prints.html_seen import Page
from desirepath.prints.layout_aims import aim_of
from desirepath.prints.layout_emotion import felt_text, leading_source
from desirepath.prints.layout_hotspots import hotspot_text
from desirepath.prints.layout_reading import (
    STATUS_WORDS,
    WITHDRAWN,
    Texts,
    figure_text,
    in_unit,
    interval_text,
    standing_of,
    value_text,
)
from desirepath.prints.wording import joined, word


def opener(panel: str, *inside: Markup, label: str, class_: str, layers: str | None = None) -> Markup:
    """The button that opens a panel."""
    return tag(
        "button", *inside, type="button", popovertarget=panel, aria_label=label, title=label, class_=class_,
        data_layers=layers,
    )  # fmt: skip


def evidence_panels(page: Page) -> Markup:
    """All the panels of a map, one for each card, hotspot and felt step with something to tell."""
    journey_map = page.journey_map
    names = {step.id: step.name for stage in journey_map.stages for step in stage.steps}
    panels: list[Markup] = []
    for each in page.seen.lanes:
        for card in each.lane.cards:
            place = f"{each.name} · {names.get(card.step, '')}"
            panels.append(_card_panel(card, place, quoting=each.lane.role == "quotes", page=page))
    panels += [_hotspot_panel(spot, names[spot.step]) for spot in journey_map.hotspots if spot.step in names]
    first = leading_source(journey_map)
    panels += [
        _emotion_panel(one, names[one.step], page.texts)
        for one in journey_map.emotions
        if one.source == first and one.step in names
    ]
    return tag("section", *panels, class_="panels", aria_label=word("Evidence"))


def panel_id(kind: str, key: str) -> str:
    """The id of a panel; any characters are allowed in a document's ids, but not spaces in a page's."""
    return f"{kind}-{''.join(char if char.isalnum() or char in '-_' else f'_{ord(char):x}_' for char in key)}"


def _card_panel(card: Card, place: str, *, quoting: bool, page: Page) -> Markup:
    said = f"{card.figure}: {figure_text(card)}" if card.figure else card.text
    status = standing_of(card)
    aim = aim_of(card, page.journey_map) if card.figure else None
    told = [word("target {value}", value=aim.target_text)] if aim and aim.target_text else []
    if card.status_override:
        told.append(word("set by hand: {why}", why=card.override_note or word("no reason given")))
    return _panel(
        panel_id("card", card.id),
        place,
        _head(said or word("Quote" if quoting else "Card")),
        text("p", card.body, class_="body") if card.body else Markup(""),
        tag("p", content(word(STATUS_WORDS[status])), class_=f"standing {status}"),
        *(text("p", line, class_="quiet") for line in told),
        _listed(card.evidence, page.texts),
    )


def _hotspot_panel(spot: Hotspot, step: str) -> Markup:
    parts = [
        tag("li", content(f"{part.reads} "), tag("b", content(f"+{part.value:.2f}"))) for part in spot.parts
    ]
    return _panel(
        panel_id("hotspot", spot.id),
        joined([word("Hotspot"), step]),
        _head(_score(spot)),
        tag("ul", *parts, class_="parts") if parts else text("p", hotspot_text(spot)),
        tag("p", content(word("placed by hand")), class_="quiet") if spot.origin == "manual" else Markup(""),
        *(text("p", reason, class_="quiet") for reason in spot.reasons),
        text("p", f"n = {spot.n:,}", class_="quiet") if spot.n is not None else Markup(""),
    )


def _score(spot: Hotspot) -> str:
    if spot.score <= 0:
        return word("Too few to tell")
    return word("Score {score} of 1", score=f"{spot.score:.2f}")


def _emotion_panel(one: Emotion, step: str, texts: Texts | None) -> Markup:
    return _panel(
        panel_id("felt", one.step),
        joined([word("Emotion"), step]),
        _head(felt_text(one)),
        _listed(one.evidence, texts),
    )


def _head(words: str) -> Markup:
    return text("p", words, class_="said")


def _panel(key: str, place: str, *inside: Markup) -> Markup:
    close = tag(
        "button", sign("x"), type="button", popovertarget=key, popovertargetaction="hide",
        aria_label=word("Close"), class_="close",
    )  # fmt: skip
    return tag(
        "div", tag("header", text("p", place, class_="place"), close), *inside,
        popover="auto", id=key, class_="panel", role="dialog", aria_label=place,
    )  # fmt: skip


def _listed(evidence: list[Evidence], texts: Texts | None) -> Markup:
    if not evidence:
        return tag("p", content(word("No evidence yet: this is what somebody assumes.")), class_="quiet")
    return tag("ol", *(_piece(piece, texts) for piece in evidence), class_="evidence")


def _piece(piece: Evidence, texts: Texts | None) -> Markup:
    words = piece.text
    if piece.interaction_id is not None:
        words = (texts(piece.interaction_id) if texts else None) or word(WITHDRAWN)
    value = value_text(piece)
    rows = [
        ("figure", value),
        ("certainty", interval_text(piece)),
        ("speaks", word("against the card") if piece.stance == "contradicts" else None),
        ("measure", _measure_text(piece)),
        ("asked", _question_text(piece.question)),
        ("row", _question_text(piece.row)),
        ("from", f"{piece.provenance.source}, {piece.provenance.locator}"),
        ("taken by", word(piece.provenance.extracted_by)),
        ("interaction", piece.interaction_id),
        ("how it went", ", ".join(in_unit(each, piece.unit) or f"{each:g}" for each in piece.series)),
        ("collected", (piece.collected_at or "")[:10] or (piece.period or "").replace("/", " – ")),
    ]
    return tag(
        "li",
        text("p", word(piece.kind.replace("_", " ")), class_="kind"),
        text("blockquote", words) if words else Markup(""),
        tag("dl", *(_row(word(name), said) for name, said in rows if said)),
    )


def _row(name: str, said: str) -> Markup:
    return tag("div", tag("dt", content(name)), text("dd", said))


def _measure_text(piece: Evidence) -> str | None:
    if piece.measure is None:
        return None
    if piece.column is None:
        return piece.measure
    return word("{measure}, column {column}", measure=piece.measure, column=piece.column)


def _question_text(question: dict[str, object] | None) -> str | None:
    """A measure's record as people read it: "lens = step, split = whole_life"."""
    if not question:
        return None
    return ", ".join(f"{key} = {_plain(value)}" for key, value in question.items())


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values())
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
