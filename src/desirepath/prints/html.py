"""A map as one self-contained, accessible page: it asks for nothing and runs no script.

The table is the map (`html_table`); narrow screens get it step by step (`html_steps`); every card
opens its evidence (`html_evidence`). Looks are in `html.css`, colours and fonts come from `drawing`.
"""

from importlib.resources import files

from desirepath.drawing import Markup, content, page_style
from desirepath.maps import JourneyMap, goal_text, supported_share
from desirepath.prints.html_evidence import evidence_panels
from desirepath.prints.html_marks import sign, tag, text, unseen
from desirepath.prints.html_reality import reality_data
from desirepath.prints.html_steps import map_steps
from desirepath.prints.html_table import emotion_data, html_column, map_table, steps_of
from desirepath.prints.layout import RAIL
from desirepath.prints.layout_reading import (
    KIND_WORDS,
    STATUS_WORDS,
    Texts,
    description,
    facts_text,
    state_text,
    subtitle_text,
    supported_text,
)

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"
_PAPER = 1500.0  # pixels across A3 landscape inside its margins
_MOST_ON_PAPER = 16  # more steps than this are printed step by step


def to_html(journey_map: JourneyMap, *, texts: Texts | None = None) -> str:
    """The map as one HTML file. `texts` finds the words of quotes by their interaction's id.

    >>> from desirepath.maps import MapStage, Step
    >>> step = Step(id="s1", name="Sees <b>an ad</b>", lineage_id="s1")
    >>> stage = MapStage(id="aware", name="Aware", steps=[step])
    >>> page = to_html(JourneyMap(key="a", title="A map", stages=[stage]))
    >>> page[:15], "Sees &lt;b&gt;an ad" in page, "<script" in page
    ('<!doctype html>', True, False)
    """
    colours, tokens = page_style()
    steps = steps_of(journey_map)
    width = RAIL + html_column(len(steps)) * len(steps)
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", content(journey_map.title)),
        tag("style", _style(tokens, width)),
    )
    feeling = emotion_data(journey_map) if journey_map.emotions else Markup("")
    scrolls = tag(
        "div", map_table(journey_map, colours, texts), map_steps(journey_map, texts), feeling,
        reality_data(journey_map),
        _footer(journey_map), class_="map", tabindex=0, role="region",
        aria_label="Journey map, scrolls sideways",
    )  # fmt: skip
    body = tag(
        "body",
        tag("a", content("Skip to the map"), href="#map", class_="skip"),
        _header(journey_map),
        tag("main", scrolls, id="map"),
        evidence_panels(journey_map, texts),
        class_="long" if len(steps) > _MOST_ON_PAPER else None,
    )
    return f"<!doctype html>\n{tag('html', head, body, lang='en')}\n"


def _style(tokens: str, width: float) -> Markup:
    css = files("desirepath.prints").joinpath("html.css").read_text("utf-8")
    return Markup(f"{tokens}\n:root {{ --paper: {min(1.0, _PAPER / width):.3f}; }}\n{css}")


def _header(journey_map: JourneyMap) -> Markup:
    aims = [("Goal", goal_text(journey_map), "goal"), ("Objective", journey_map.objective, "quiet")]
    left = tag(
        "div",
        text("h1", journey_map.title),
        text("p", subtitle_text(journey_map) or facts_text(journey_map), class_="quiet"),
        *(text("p", f"{word}: {said}", class_=looks) for word, said, looks in aims if said),
    )
    right = tag(
        "div",
        tag("p", content(KIND_WORDS[journey_map.map_kind]), class_="map-kind"),
        text("p", state_text(journey_map), class_="quiet"),
        _supported(journey_map),
        _themes(),
        class_="state",
    )
    return tag("header", left, right, class_="page")


def _supported(journey_map: JourneyMap) -> Markup:
    share = supported_share(journey_map)
    if share is None:
        return Markup("")
    count = sum(len(lane.cards) for lane in journey_map.lanes)
    meter = tag("span", tag("i", style=f"width:{share * 100:.0f}%"), class_="meter", aria_hidden="true")
    return tag("p", meter, content(supported_text(share, count)), class_="supported")


def _themes() -> Markup:
    choices = [("auto", "monitor-cog", "As the system"), ("light", "sun", "Light"), ("dark", "moon", "Dark")]
    inside = [
        tag(
            "label",
            tag(
                "input", type="radio", name="theme", id=f"theme-{key}", checked="" if key == "auto" else None
            ),
            sign(look, size=14),
            unseen(name),
            title=name,
        )
        for key, look, name in choices
    ]
    return tag("fieldset", tag("legend", content("Theme"), class_="unseen"), *inside, class_="themes")


def _footer(journey_map: JourneyMap) -> Markup:
    swatches = [
        tag("li", tag("span", class_=f"swatch {status}"), content(words))
        for status, words in STATUS_WORDS.items()
    ]
    swatches.append(tag("li", tag("span", class_="swatch hot"), content("hotspot: the deeper, the worse")))
    notes = [text("p", note) for note in journey_map.footnotes]
    return tag(
        "footer",
        tag("ul", *swatches, class_="legend"),
        text("p", facts_text(journey_map), class_="data-facts"),
        *notes,
        unseen(description(journey_map)),
    )
