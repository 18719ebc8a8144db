"""The four kinds of a map, each drawn from a document beside its picture; and what is particular to each."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from functools import partial
from itertools import combinations, pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.prints.test_rendering import every, inside
from tests.prints.test_rendering_html import Page, squeezed

from desirepath.maps import JourneyMap, Lane, MapStage, Persona, Scenario, Step, read_map
from desirepath.maps.documents import Card, Edge, Expectation
from desirepath.maps.plans import Kpi, Opportunity
from desirepath.prints import Library, View, render, to_html
from desirepath.prints.layout import lay_out
from desirepath.prints.layout_columns import columns_of, times
from desirepath.prints.layout_marks import Box, Words

GOLDEN = Path(__file__).parent.parent / "golden" / "maps"
KINDS = ["current", "future", "day", "blueprint"]
LIBRARY = Library(
    personas={"lena": Persona(key="lena", name="Lena", tagline="moves every two years", size_share=0.12)},
    scenarios={"moving": Scenario(key="moving", title="Moves to another town")},
)
VIEW = View(revision=12, library=LIBRARY)


def of(kind: str) -> JourneyMap:
    return read_map((GOLDEN / f"{kind}.yaml").read_text("utf-8"))


@pytest.mark.parametrize("kind", KINDS)
def test_the_picture_of_each_kind_is_known_to_the_letter(kind: str) -> None:
    drawn = render(of(kind), view=VIEW).replace("><", ">\n<") + "\n"
    ET.fromstring(drawn)  # noqa: S314 (drawn here)
    golden = GOLDEN / f"{kind}.svg"
    assert drawn == golden.read_text("utf-8"), (
        f"look at the new picture; if it is right, write it to {golden}"
    )


def crowded() -> JourneyMap:
    """Thirty cards in one slot, a lane that is folded, a word of ninety letters, tags, a lock."""
    steps = [Step(id=f"s{at}", name="W" * 40, lineage_id=f"s{at}", moment_of_truth=True) for at in range(3)]
    many = [
        Card(id=f"m{at}", step="s1", text=f"Card {at}", tags=["tag"] * 6, is_locked=True) for at in range(30)
    ]
    folded = [Card(id=f"f{at}", step="s0", span_to_step="s1", text="Folded") for at in range(30)]
    long = [Card(id="long", step="s2", text="Grundstücksverkehr" * 5, body="M" * 60, tags=["Q" * 50])]
    return JourneyMap(
        key="crowded",
        title="Crowded",
        stages=[MapStage(id="g", name="O" * 90, steps=steps)],
        lanes=[
            Lane(id="l1", role="actions", label="A" * 60, cards=many),
            Lane(id="l2", role="questions", label="Folded", cards=folded, is_collapsed=True),
            Lane(id="l3", role="obstacles", label="Long", cards=long),
        ],
    )


def lonely() -> JourneyMap:
    """One step and no lane."""
    stage = MapStage(id="g", name="Stage", steps=[Step(id="s", name="Alone", lineage_id="s")])
    return JourneyMap(key="lonely", title="Lonely", stages=[stage])


ODD: dict[str, Callable[[], JourneyMap]] = {
    "crowded": crowded, "lonely": lonely, **{kind: partial(of, kind) for kind in KINDS},
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_text_is_wider_than_its_room_nor_outside_the_picture(name: str, language: str) -> None:
    placed = lay_out(ODD[name](), None, View(language=language, library=LIBRARY, revision=3))
    words = list(every(placed, Words))
    assert [each.text for each in words if each.width > each.limit + 0.01] == []
    frame = Box(x=0, y=0, width=placed.width, height=placed.height)
    assert [each.text for each in words if not inside(each.box, frame)] == []


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_stands_on_a_card_stays_on_it_and_apart(name: str, language: str) -> None:
    for row in lay_out(ODD[name](), None, View(language=language)).rows:
        for card in row.cards:
            boxes = [words.box for words in (*card.words, *card.badge)]
            boxes += [chip.box for chip in card.chips] + [mark.box for mark in card.marks]
            boxes += [card.pill.box] if card.pill else []
            assert all(inside(box, card.box) for box in boxes), card.card
            assert not any(one.meets(two) for one, two in combinations(boxes, 2)), card.card
        assert not any(one.box.meets(two.box) for one, two in combinations(row.cards, 2))


@pytest.mark.parametrize("name", ODD)
def test_labels_on_the_curves_touch_nothing(name: str) -> None:
    for row in lay_out(ODD[name]()).rows:
        if row.emotion is None:
            continue
        labels = [words for felt in row.emotion.points for words in felt.label] + row.emotion.gaps
        labels += [dot.label for dot in row.emotion.dots if dot.label]
        assert [(one.text, two.text) for one, two in combinations(labels, 2) if one.box.meets(two.box)] == []
        assert [words.text for words in labels if not inside(words.box, row.emotion.box)] == []


def test_a_folded_lane_says_how_many_cards_each_slot_holds() -> None:
    row = next(row for row in lay_out(crowded()).rows if row.kind == "collapsed")
    assert [(count.step, count.words.text) for count in row.counts] == [
        ("s0", "30 cards"),
        ("s1", "30 cards"),
    ]
    assert '<details class="collapsed"><summary>30 cards' in to_html(crowded())


def test_the_header_tells_revision_review_owner_persona_goals_and_means() -> None:
    title = " | ".join(words.text for words in lay_out(of("current"), None, VIEW).title.words)
    for part in (
        "Lena, moves every two years (12 % of all) · Moves to another town",
        "Goal: More people switch online · 41 % → 55 % · due 2026-12-31",
        "Goal: Fewer calls about the first bill",
        "Objective: Know where people give up",
        "CURRENT STATE",
        "r12 · draft · reviewed 2026-09-01 · owner A. Berg",
        "= NOK 150,000",
    ):
        assert part in title


def test_a_key_that_the_library_does_not_know_is_shown_as_it_stands() -> None:
    words = [words.text for words in lay_out(of("current")).title.words]
    assert "lena · moving" in words


def test_figures_say_how_far_they_are_from_their_target() -> None:
    panels = [panel for row in lay_out(of("current")).rows for panel in row.panels]
    figures = {figure.card: figure for panel in panels for figure in panel.figures}
    signed, wait = figures["k-sign"], figures["k-wait"]
    assert [words.text for words in signed.delta] == ["▼ −10 points · target\u00a060 %"]
    assert {words.colour for words in signed.delta} == {"negative"}
    assert signed.bar is not None
    assert signed.bar.target == pytest.approx(0.6 * signed.bar.track.width)
    assert signed.spark is not None
    assert (signed.spark.box.width, signed.spark.box.height, len(signed.spark.points)) == (60, 16, 5)
    assert [words.text for words in wait.delta] == ["▲ +8 minutes · target\u00a03 minutes"]


def test_a_promised_figure_is_its_target_until_it_is_measured() -> None:
    panels = [panel for row in lay_out(of("future")).rows for panel in row.panels]
    promised = next(figure for panel in panels for figure in panel.figures if figure.card == "k-switch")
    assert (promised.value.text, promised.value.colour) == ("55 %", "accent")
    assert [words.text for words in promised.note] == ["target, not measured"]


def test_what_narrow_columns_hold_is_broken_into_lines_and_not_cut() -> None:
    steps = [
        Step(
            id=f"s{at}",
            name="S",
            lineage_id=f"s{at}",
            actor="The regional customer service team of Hordaland",
        )
        for at in range(14)
    ]
    owned = Opportunity(
        id="o", title="How?", steps=["s0"], owner="Ragnhild Okafor-Fjeldstad, service design",
        due="2026-12-31", effort=2,
    )  # fmt: skip
    kpi = Kpi(id="k", name="Customers who would recommend us after the installation", step="s0", target=0.8)
    leaving = Edge(id="e", from_step="s1", kind="exit", measured_share=0.18)
    narrow = JourneyMap(
        key="n", title="N", stages=[MapStage(id="g", name="G", steps=steps)], edges=[leaving], kpis=[kpi],
        opportunities=[owned],
    )  # fmt: skip
    placed = lay_out(narrow, column=132)
    said = " ".join(words.text for words in every(placed, Words))
    assert "…" not in said
    assert placed.ways is not None
    assert [words.text for words in placed.ways.ways[0].words] == ["leaves", "18 %"]
    for whole in (owned.owner, kpi.name, steps[0].actor):
        assert whole is not None
        assert whole.replace(" ", "") in said.replace(" ", "").replace("\u00a0", "")


def test_a_future_state_begins_with_what_is_expected_and_ends_in_what_is_done() -> None:
    placed = lay_out(of("future"))
    assert [row.kind for row in placed.rows] == [
        "expectations", "emotion", "cards", "cards", "cards", "metrics",
    ]  # fmt: skip
    assert [words.text for words in placed.rows[4].rail.words] == ["Initiatives"]
    words = [words.text for card in placed.rows[4].cards for words in card.words]
    assert "→ Signing in the bank’s app (not started)" in words


def test_a_dumbbell_stands_between_what_was_expected_and_received() -> None:
    step = Step(
        id="s", name="S", lineage_id="s", expectation=Expectation(statement="Soon", expected=2, received=-2)
    )
    stage = MapStage(id="g", name="G", steps=[step])
    told = lay_out(JourneyMap(key="d", title="D", stages=[stage])).rows[0].expectations[0]
    assert told.dumbbell is not None
    track = told.dumbbell.track
    assert told.dumbbell.received == track.x
    assert told.dumbbell.expected == pytest.approx(track.right)
    assert [words.text for words in told.dumbbell.words] == ["−2", "gap −4.0", "+2"]
    assert told.dumbbell.colour == "negative"


@pytest.mark.parametrize(("expected", "said"), [(-0.5, ["−2", "−0.5", "+2"]), (1.9, ["−2", "+1.9"])])
def test_what_was_only_expected_is_told_under_its_dot(expected: float, said: list[str]) -> None:
    expectation = Expectation(statement="Soon", expected=expected)
    step = Step(id="s", name="S", lineage_id="s", expectation=expectation)
    stage = MapStage(id="g", name="G", steps=[step])
    told = lay_out(JourneyMap(key="d", title="D", stages=[stage])).rows[0].expectations[0]
    assert told.dumbbell is not None
    assert [words.text for words in told.dumbbell.words] == said
    assert told.dumbbell.words[1].x == told.dumbbell.expected


# A day


def test_steps_stand_on_the_clock_and_silences_show() -> None:
    placed = lay_out(of("day"))
    assert placed.clock is not None
    spans = {span.step: span for span in placed.clock.spans if span.step}
    home, shift = spans["home"], spans["shift"]
    assert home.looks == shift.looks == "true"
    assert (home.right - home.left) / home.minutes == pytest.approx(
        (shift.right - shift.left) / shift.minutes
    )
    assert all(span.right - span.left >= 131.99 for span in spans.values())
    assert [gap.minutes for gap in placed.gaps] == [20, 4 * 60 + 20, 60]
    said = {words.text for step in placed.steps for words in step.words}
    assert {"06:10 – 06:25", "15 min", "08:15 – 14:00, overlaps", "23:00 – 06:00 +1", "7 h"} <= said


def test_the_last_hour_keeps_clear_of_the_picture_s_edge() -> None:
    placed = lay_out(of("day"))
    assert placed.clock is not None
    last = [tick.words for tick in placed.clock.ticks if tick.words][-1]
    assert last.box.right <= placed.width - 14


def test_an_hour_stands_where_its_step_is() -> None:
    placed = lay_out(of("day"))
    assert placed.clock is not None
    hours = {tick.words.text: tick.x for tick in placed.clock.ticks if tick.words}
    home = next(step.box for step in placed.steps if step.step == "home")
    assert home.x < hours["19:00"] < hours["21:00"] < home.right
    assert all(one.x < two.x for one, two in pairwise(placed.clock.ticks))


CLOCK = st.one_of(st.none(), st.builds(lambda h, m: f"{h:02}:{m:02}", st.integers(0, 23), st.integers(0, 59)))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(CLOCK, CLOCK), min_size=1, max_size=8))
def test_columns_never_overlap_whatever_the_times(given_times: list[tuple[str | None, str | None]]) -> None:
    steps = [
        Step(id=f"s{at}", name="S", lineage_id=f"s{at}", starts_at=start, ends_at=end)
        for at, (start, end) in enumerate(given_times)
    ]
    drawn = JourneyMap(key="d", title="D", axis="clock", stages=[MapStage(id="g", name="G", steps=steps)])
    columns = columns_of(drawn)
    edges = list(columns.edges.values())
    assert list(columns.edges) == [step.id for step in steps]
    assert all(right - left >= 132 - 1e-9 for left, right in edges)
    assert all(one[1] <= two[0] + 1e-9 for one, two in pairwise(edges))
    assert all(start <= end for start, end in times(steps))


# A blueprint


def test_lanes_of_a_blueprint_stand_between_their_lines() -> None:
    placed = lay_out(of("blueprint"))
    order = sorted(
        [(row.box.y, row.role) for row in placed.rows] + [(line.y, line.words.text) for line in placed.lines]
    )
    assert [name for _, name in order] == [
        "physical_evidence", "actions", "Line of interaction", "frontstage", "Line of visibility",
        "backstage", "Line of internal interaction", "support", "obstacles",
    ]  # fmt: skip


def test_lines_touch_neither_their_names_nor_a_card() -> None:
    placed = lay_out(of("blueprint"))
    for line in placed.lines:
        assert line.start is not None
        assert line.words.box.right + 4 < line.start
        drawn = Box(x=line.start, y=line.y - 1, width=placed.grid.right - line.start, height=2)
        assert not any(drawn.meets(card.box) for row in placed.rows for card in row.cards)


def test_ways_between_cards_run_through_no_card_and_are_named_below() -> None:
    placed = lay_out(of("blueprint"))
    cards = [card.box for row in placed.rows for card in row.cards]
    for link in placed.links:
        for one, two in pairwise(link.points):
            piece = Box(
                x=min(one.x, two.x), y=min(one.y, two.y), width=abs(one.x - two.x), height=abs(one.y - two.y)
            )
            through = msgspec.structs.replace(
                piece, width=max(piece.width, 0.1), height=max(piece.height, 0.1)
            )
            assert not any(_shrunk(box).meets(through) for box in cards), link.edge
    assert [link.note.sign for link in placed.links if link.note] == ["a", "b", "c"]
    assert [words.text for words in placed.footnotes] == [
        "a · Plans the day → Nurse calls the number: list of the day · 90 % expected",
        "b · Doctor examines → Archive of images: asks for the last scan",
        "c · Asks how often → Types the code: comes back",
    ]  # fmt: skip


def test_ways_over_other_steps_run_apart_from_each_other_and_from_the_cards() -> None:
    drawn = of("blueprint")
    (back,) = [one for one in drawn.edges if one.label == "comes back"]
    again = msgspec.structs.replace(back, id="again", from_card=back.to_card, to_card=back.from_card)
    placed = lay_out(msgspec.structs.replace(drawn, edges=[*drawn.edges, again]))
    flat = [
        y
        for link in placed.links
        for (_, y), (_, other) in pairwise((point.x, point.y) for point in link.points)
        if link.edge in {back.id, "again"} and y == other and y < placed.rows[1].box.y
    ]
    assert len(flat) == 2
    assert abs(flat[0] - flat[1]) >= 6
    assert all(placed.rows[0].box.bottom + 4 < y < placed.rows[1].cards[0].box.y - 6 for y in flat)


def test_a_hot_way_has_its_pill_where_no_card_is() -> None:
    placed = lay_out(of("blueprint"))
    (pill,) = [link.pill for link in placed.links if link.pill]
    assert pill.words.text == "slow"
    assert not any(pill.box.meets(card.box) for row in placed.rows for card in row.cards)


def test_the_page_of_a_blueprint_separates_its_lanes_with_named_rows() -> None:
    page = Page(to_html(of("blueprint")))
    assert len(page.all("th", scope="rowgroup")) == 3
    said = squeezed(" ".join(page.said))
    assert "Customer actions" in said
    assert "Plans the day → Nurse calls the number: list of the day · 90 % expected" in said


def test_the_page_of_a_day_tells_its_silences() -> None:
    page = Page(to_html(of("day")))
    said = squeezed(" ".join(page.said))
    assert "Nothing told from 14:10 to 18:30" in said
    assert "15 min" in said
    spans = [int(head.get("colspan") or 1) for head in page.all("th", scope="colgroup")]
    assert spans == [4, 2, 3]  # silences inside a stage are counted


def _shrunk(box: Box) -> Box:
    return Box(x=box.x + 1.5, y=box.y + 1.5, width=box.width - 3, height=box.height - 3)


def test_a_map_mirrored_twice_stands_where_it_stood() -> None:
    placed = lay_out(of("current"))
    turned = lay_out(of("current"), None, View(language="ar"))
    assert turned.is_mirrored
    assert [placed.width - step.box.right for step in turned.steps] == pytest.approx(
        [step.box.x for step in placed.steps]
    )
    assert all(row.rail.icon_at[0] > turned.grid.right for row in turned.rows)
