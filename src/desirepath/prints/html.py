"""A map as one self-contained, accessible page: it asks for nothing and runs no script.

The table is the map (`html_table`); narrow screens get it step by step (`html_steps`); every card
opens its evidence (`html_evidence`). Looks are in `html.css`, colours and fonts come from `drawing`.
"""

from importlib.resources import files

from desirepath.drawing import Markup, content, page_style
from desirepath.maps import SUPPORTED, JourneyMap
from desirepath.prints.html_cards import pill_html
from desirepath.prints.html_emotion import emotion_data
from desirepath.prints.html_evidence import evidence_panels
from desirepath.prints.html_marks import sign, tag, text, unseen
from desirepath.prints.html_reality import reality_data
from desirepath.prints.html_seen import Page, comments_of, layer_boxes, layer_rules, page_of
from desirepath.prints.html_steps import map_steps
from desirepath.prints.html_table import map_table
from desirepath.prints.layout_columns import RAIL
from desirepath.prints.layout_footer import layers_text
from desirepath.prints.layout_reading import (
    KIND_WORDS,
    STATUS_WORDS,
    Texts,
    description,
    facts_text,
    standing_of,
    supported_text,
)
from desirepath.prints.layout_titles import aims_text, state_line, whom_text
from desirepath.prints.layout_ways import way_text
from desirepath.prints.views import View, language_of
from desirepath.prints.wording import onward, speaking, word

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"
_PAPER = 1500.0  # pixels across A3 landscape inside its margins
_MOST_ON_PAPER = 16  # more steps than this are printed step by step


def to_html(journey_map: JourneyMap, *, texts: Texts | None = None, view: View | None = None) -> str:
    """The map as one HTML file. `texts` finds the words of quotes by their interaction's id.

    `view` says how it is looked at; layers that are off are in the page and can be switched on, those that
    its audience may not see are not.

    >>> from desirepath.maps import MapStage, Step
    >>> step = Step(id="s1", name="Sees <b>an ad</b>", lineage_id="s1")
    >>> stage = MapStage(id="aware", name="Aware", steps=[step])
    >>> page = to_html(JourneyMap(key="a", title="A map", stages=[stage]))
    >>> page[:15], "Sees &lt;b&gt;an ad" in page, "<script" in page
    ('<!doctype html>', True, False)
    """
    with speaking(language_of(journey_map, view)):
        return _written(page_of(journey_map, texts, view))


def _written(page: Page) -> str:
    title = page.journey_map.title
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", content(title)),
        tag("style", _style(page)),
    )
    feeling = emotion_data(page.journey_map) if page.journey_map.emotions else Markup("")
    scrolls = tag(
        "div", map_table(page), map_steps(page), feeling, reality_data(page.journey_map), comments_of(page),
        _footer(page), class_="map", tabindex=0, role="region",
        aria_label=word("Journey map, scrolls sideways"),
    )  # fmt: skip
    body = tag(
        "body",
        tag("a", content(word("Skip to the map")), href="#map", class_="skip"),
        _header(page),
        tag("main", scrolls, id="map"),
        evidence_panels(page),
        class_="long" if len(page.steps) > _MOST_ON_PAPER else None,
    )
    spoken = language_of(page.journey_map, page.seen.view) or "en"
    reads = "rtl" if page.seen.is_mirrored else None
    return f"<!doctype html>\n{tag('html', head, body, lang=spoken, dir=reads)}\n"


def _style(page: Page) -> Markup:
    css = files("desirepath.prints").joinpath("html.css").read_text("utf-8")
    paper = min(1.0, _PAPER / (RAIL + page.columns.right))
    return Markup(f"{page_style()[1]}\n:root {{ --paper: {paper:.3f}; }}\n{css}\n{layer_rules(page)}")


def _header(page: Page) -> Markup:
    journey_map = page.journey_map
    left = tag(
        "div",
        text("h1", journey_map.title),
        text("p", whom_text(page.seen) or facts_text(journey_map), class_="quiet"),
        *(text("p", said, class_=looks) for looks, said in aims_text(journey_map)),
    )
    right = tag(
        "div",
        tag("p", content(word(KIND_WORDS[journey_map.map_kind])), class_="map-kind"),
        text("p", state_line(page.seen), class_="quiet"),
        _supported(page),
        tag("div", layer_boxes(page), _themes(), class_="switches"),
        class_="state",
    )
    return tag("header", left, right, class_="page")


def _supported(page: Page) -> Markup:
    cards = [card for each in page.seen.lanes for card in each.lane.cards]
    if not cards:
        return Markup("")
    share = sum(standing_of(card) in SUPPORTED for card in cards) / len(cards)
    meter = tag("span", tag("i", style=f"width:{share * 100:.0f}%"), class_="meter", aria_hidden="true")
    return tag("p", meter, content(supported_text(share, len(cards))), class_="supported")


def _themes() -> Markup:
    choices = [("auto", "monitor-cog", "As the system"), ("light", "sun", "Light"), ("dark", "moon", "Dark")]
    inside = [
        tag(
            "label",
            tag(
                "input", type="radio", name="theme", id=f"theme-{key}", checked="" if key == "auto" else None
            ),
            sign(look, size=14),
            unseen(word(name)),
            title=word(name),
        )
        for key, look, name in choices
    ]
    return tag("fieldset", tag("legend", content(word("Theme")), class_="unseen"), *inside, class_="themes")


def _footer(page: Page) -> Markup:
    journey_map = page.journey_map
    swatches = [
        tag("li", tag("span", class_=f"swatch {status}"), content(word(words)))
        for status, words in STATUS_WORDS.items()
    ]
    if any(spot.score > 0 for spot in journey_map.hotspots):
        swatches.append(
            tag("li", tag("span", class_="swatch hot"), content(word("hotspot: the deeper, the worse")))
        )
    if page.columns.is_clock:
        swatches.append(tag("li", tag("span", class_="swatch gap"), content(word("nothing told"))))
    return tag(
        "footer",
        tag("ul", *swatches, class_="legend"),
        text("p", facts_text(journey_map), class_="data-facts"),
        text("p", layers_text(page.seen), class_="layers-shown") if page.seen.layers else Markup(""),
        *(text("p", note) for note in journey_map.footnotes),
        _links(page),
        unseen(description(journey_map)),
    )


def _links(page: Page) -> Markup:
    """The ways between cards, which the picture draws as lines."""
    cards = {card.id: card.text for each in page.seen.lanes for card in each.lane.cards}
    items = []
    for one in page.journey_map.edges:
        if one.from_card not in cards or one.to_card not in cards:
            continue
        said = onward(cards[one.from_card], cards[one.to_card])
        if one.label or one.kind != "next" or one.measured_share is not None:
            said += f": {way_text(one)}"
        spot = page.heats.edges.get(one.id)
        items.append(tag("li", text("span", said), pill_html(spot, page) if spot else Markup("")))
    return tag("ul", *items, class_="links", aria_label=word("Ways between cards")) if items else Markup("")
