"""How a map is looked at: languages, layers, audiences, comments, hotspots of every place."""

from pathlib import Path

from tests.prints.test_kinds import of
from tests.prints.test_rendering_html import Page, squeezed

from desirepath.maps import Hotspot, HotspotPart, JourneyMap, Lane, Layer, LayerSet, MapStage, Step
from desirepath.maps.documents import Card, Edge
from desirepath.maps.talk import Comment
from desirepath.prints import View, render, to_html
from desirepath.prints.layout import Layout, lay_out

GOLDEN = Path(__file__).parent.parent / "golden" / "maps"


def small(**fields: object) -> JourneyMap:
    """Two steps, two lanes, a card on each of two layers and one on none."""
    steps = [
        Step(id=key, name=key.upper(), lineage_id=key, i18n={"de": f"{key} auf Deutsch"}) for key in "ab"
    ]
    lanes = [
        Lane(id="acts", role="actions", label="Actions", i18n={"de": "Handlungen"}, cards=[
            Card(id="always", step="a", text="Always", i18n={"de-AT": "Immer"}),
            Card(id="idea", step="a", text="Idea", layers=["ideas"]),
            Card(id="price", step="b", text="Price", layers=["prices"]),
        ]),
        Lane(id="pains", role="obstacles", label="Pains", cards=[Card(id="pain", step="b", text="Pain")]),
    ]  # fmt: skip
    layers = [
        Layer(id="ideas", name="Ideas", opacity=0.5),
        Layer(id="off", name="Off", is_shown=False),
        Layer(id="prices", name="Prices", audience=["owner"]),
    ]
    whole: dict[str, object] = {
        "key": "small", "title": "Small", "i18n": {"de": "Klein"}, "lanes": lanes, "layers": layers,
        "stages": [MapStage(id="g", name="Stage", steps=steps, i18n={"de": "Stufe"})],
    }  # fmt: skip
    return JourneyMap(**(whole | fields))  # type: ignore[arg-type]


def cards(placed: Layout) -> dict[str, float]:
    return {card.card: card.opacity for row in placed.rows for card in row.cards}


def test_what_lies_on_a_hidden_layer_is_left_out_and_a_faint_layer_is_faint() -> None:
    assert cards(lay_out(small())) == {"always": 1.0, "idea": 0.5, "pain": 1.0}
    off = lay_out(small(), None, View(shown=frozenset()))
    assert cards(off) == {"always": 1.0, "pain": 1.0}
    assert 'opacity="0.5"' in render(small())


def test_a_layer_for_some_roles_needs_one_of_them_even_when_it_is_asked_for() -> None:
    asked = frozenset({"prices"})
    assert "price" not in cards(lay_out(small(), None, View(shown=asked)))
    assert "price" not in cards(lay_out(small(), None, View(shown=asked, audience="viewer")))
    assert "price" in cards(lay_out(small(), None, View(shown=asked, audience="owner")))
    assert "Price<" not in to_html(small())  # nor is it in the page, hidden


def test_a_saved_set_says_which_layers_how_strong_and_which_lanes() -> None:
    saved = LayerSet(id="set", name="Set", shown=["ideas"], opacities={"ideas": 0.8}, lanes=["acts"])
    placed = lay_out(small(), None, View(shown=saved))
    assert cards(placed) == {"always": 1.0, "idea": 0.8}


def test_the_footnote_lists_the_layers() -> None:
    words = [words.text for words in lay_out(small()).footnotes]
    assert words == ["Layers shown: Ideas (50 %). Not shown: Off."]


def test_a_map_is_read_in_the_language_asked_for() -> None:
    placed = lay_out(small(), None, View(language="de"))
    said = {words.text for step in placed.steps for words in step.words}
    said |= {words.text for words in placed.title.words} | {words.text for words in placed.rows[0].rail.words}
    assert {"a auf Deutsch", "Klein", "Handlungen"} <= said
    assert placed.rows[0].cards[0].words[0].text == "Immer"  # the nearest form of the language
    assert placed.rows[0].cards[1].words[0].text == "Idea"  # not translated
    assert '<html lang="de"' in to_html(small(), view=View(language="de"))


def test_layers_are_switched_on_a_page_without_a_script() -> None:
    drawn = to_html(small())
    page = Page(drawn)
    boxes = {box["id"]: "checked" in box for box in page.all("input", type="checkbox")}
    assert boxes == {"layer-1": True, "layer-2": False}
    assert page.all("div", **{"data-card": "idea"})[0]["data-layers"] == "1"
    assert ':root:not(:has(#layer-1:checked)) [data-layers="1"] { display: none; }' in drawn
    assert "<script" not in drawn


def comments() -> list[Comment]:
    return [
        Comment(id="c2", body="Second", author="Bo", at="2026-02-02", about="a"),
        Comment(id="c1", body="First " + "very " * 400, author="Al", at="2026-02-01", about="pain"),
        Comment(id="c3", body="Answer", author="Bo", at="2026-02-03", about="pain", parent="c1"),
        Comment(id="c4", body="Done", author="Bo", at="2026-02-03", resolved_at="2026-02-04"),
        Comment(id="c5", body="Of the map", author="Cy", at="2026-02-05"),
    ]


def test_comments_are_numbered_where_they_stand_and_told_below() -> None:
    noted = small(comments=comments(), layers=[Layer(id="n", name="Notes", kind="notes")])
    placed = lay_out(noted)
    assert sorted(pin.sign for pin in placed.pins) == ["1", "2"]
    told = " ".join(words.text for words in placed.footnotes)
    assert "1 · Al, 2026-02-01: First very" in told
    assert "↳ Bo, 2026-02-03: Answer" in told
    assert "3 · Cy, 2026-02-05: Of the map" in told
    assert "Done" not in told
    assert "…" in told  # a long one is cut


def test_comments_are_not_shown_unless_the_map_has_a_layer_for_them_or_somebody_asks() -> None:
    assert lay_out(small(comments=comments())).pins == []
    assert "Second" not in to_html(small(comments=comments()))
    asked = View(shown=frozenset({"notes"}))
    assert len(lay_out(small(comments=comments()), None, asked).pins) == 2
    kept = small(comments=comments(), layers=[Layer(id="n", name="N", kind="notes", audience=["editor"])])
    assert lay_out(kept, None, asked).pins == []
    assert "Second" not in to_html(kept)


def test_a_page_links_a_comments_number_to_what_it_says() -> None:
    noted = small(comments=comments(), layers=[Layer(id="n", name="Notes", kind="notes")])
    page = Page(to_html(noted))
    assert {link["href"] for link in page.all("a", **{"class": "note"})} == {"#note-1", "#note-2"}
    assert {item["id"] for item in page.all("li") if (item.get("id") or "").startswith("note-")} == {
        "note-1", "note-2", "note-3",
    }  # fmt: skip


def spots() -> list[Hotspot]:
    part = HotspotPart(name="drop_off_excess", value=0.4, reads="40 % leave here")
    return [
        Hotspot(id="step", step="b", score=0.4, pill="40 % leave", n=80, parts=[part]),
        Hotspot(id="again", step="b", score=0.2, pill="feels −1.0"),
        Hotspot(id="card", step="a", card="always", score=0.6, pill="by hand", origin="manual"),
        Hotspot(id="slot", step="b", lane="acts", score=0.5, pill="slot"),
        Hotspot(id="way", step="a", edge="loop", score=0.5, pill="way"),
    ]


def test_every_hotspot_shows_somewhere_and_tells_the_parts_of_its_score() -> None:
    hot = small(hotspots=spots(), layers=[], edges=[Edge(id="loop", from_step="b", to_step="a", kind="loop")])
    placed = lay_out(hot)
    on_cards = {card.card: card.pill.spot for row in placed.rows for card in row.cards if card.pill}
    assert on_cards == {"always": "card", "price": "slot", "pain": "step"}
    loose = [pill.spot for step in placed.steps for pill in (step.pill, *step.more_pills) if pill]
    assert loose == ["again"]
    assert placed.ways is not None
    assert [way.pill.spot for way in placed.ways.ways if way.pill] == ["way"]
    assert [(slot.step, slot.score) for row in placed.rows for slot in row.slots] == [("b", 0.5)]
    assert [heat.step for heat in placed.heats] == ["b"]  # only of the whole step
    pills = {card.card: card.pill for row in placed.rows for card in row.cards if card.pill}
    assert pills["pain"].title == "Hotspot 0.40; 40 % leave here (+0.40); n = 80"
    assert pills["always"].is_manual
    assert "placed by hand" in pills["always"].title


def test_a_hotspot_on_an_empty_slot_has_its_pill_there() -> None:
    hot = small(hotspots=[Hotspot(id="h", step="a", lane="pains", score=0.3, pill="nobody knows")], layers=[])
    (slot,) = [slot for row in lay_out(hot).rows for slot in row.slots]
    assert slot.pill is not None
    assert slot.pill.words.text == "nobody knows"
    assert "nobody knows" in squeezed(" ".join(Page(to_html(hot)).said))


def test_a_standing_set_by_hand_shows_its_pencil_and_its_reason() -> None:
    card = next(card for row in lay_out(of("current")).rows for card in row.cards if card.card == "o-2")
    assert card.status == "assumed"
    assert {mark.icon for mark in card.marks} == {"lock", "user-pen"}
    assert "set by hand: the survey asked others" in card.title


def test_what_is_known_of_a_step_stands_with_its_name() -> None:
    steps = {step.step: {words.text for words in step.words} for step in lay_out(of("current")).steps}
    assert {"moment of truth", "details: comparing-tariffs"} <= steps["compare"]
    assert {"Service agent", "should take 12 minutes"} <= steps["ask"]
    assert "goal" in steps["sign"]


def test_touchpoints_have_their_channels_icon_and_storyboards_their_picture() -> None:
    marks = {
        card.card: [mark.icon for mark in card.marks]
        for row in lay_out(of("current")).rows
        for card in row.cards
    }
    assert (marks["t-2"], marks["t-4"]) == (["phone"], ["mailbox"])
    assert (marks["st-1"], marks["st-2"]) == (["laptop"], ["image"])


def test_real_ways_are_drawn_when_their_layer_is_shown_and_not_twice() -> None:
    real = small(
        layers=[Layer(id="r", name="Reality", kind="reality")],
        edges=[
            Edge(id="loop", from_step="b", to_step="a", kind="loop", measured_share=0.3),
            Edge(id="exit", from_step="b", kind="exit", label="leaves"),
        ],
    )
    placed = lay_out(real)
    assert placed.reality is not None
    assert [way.edge for way in placed.reality.ways] == ["loop"]
    assert placed.ways is not None
    assert [way.edge for way in placed.ways.ways] == ["exit"]
