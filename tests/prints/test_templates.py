"""Every template is drawn whole: no text is cut, in either theme."""

import xml.etree.ElementTree as ET
from collections.abc import Iterable

import msgspec
import pytest

from desirepath.maps import JourneyMap, Template, steps_of, templates
from desirepath.prints import render, to_html
from desirepath.prints.layout import lay_out
from desirepath.prints.layout_marks import CAPTION, Words
from desirepath.prints.wording import curled

EVERY = pytest.mark.parametrize("chosen", templates(), ids=lambda each: each.name)


def named(chosen: Template) -> JourneyMap:
    """The map as it is shown, with its persona's name and its scenario's title."""
    return msgspec.structs.replace(
        chosen.journey_map, persona=chosen.persona.name, scenario=chosen.scenario.title
    )


def whole(lines: Iterable[Words]) -> str:
    """What stands on these lines, captions left out."""
    return squeezed("".join(words.text for words in lines if words.size > CAPTION.size))


def squeezed(text: str) -> str:
    return "".join(text.split())


@EVERY
def test_no_text_of_a_template_is_cut(chosen: Template) -> None:
    placed = lay_out(named(chosen))
    texts = {card.id: card.text for lane in chosen.journey_map.lanes for card in lane.cards}
    for row in placed.rows:
        for card in row.cards:
            assert whole(card.words) == squeezed(curled(texts[card.card]))
    names = [step.name for step in steps_of(chosen.journey_map)]
    assert [whole(step.words) for step in placed.steps] == [squeezed(curled(name)) for name in names]
    shown = {words.text for row in placed.rows for panel in row.panels for figure in panel.figures
             for words in (*figure.name, figure.value, *figure.note)}  # fmt: skip
    assert [text for text in shown if text.endswith("…")] == []


@EVERY
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_template_is_drawn_in_both_themes(chosen: Template, theme: str) -> None:
    svg = render(named(chosen), theme="dark" if theme == "dark" else "light")
    assert ET.fromstring(svg).findtext("{http://www.w3.org/2000/svg}title") == chosen.journey_map.title  # noqa: S314
    assert chosen.persona.name in svg.replace("&amp;", "&")


@EVERY
def test_a_template_is_a_page(chosen: Template) -> None:
    assert chosen.journey_map.stages[0].name in to_html(named(chosen))
