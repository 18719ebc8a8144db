"""The drawn map: everything in its place, readable, escaped, the same every time."""

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

import msgspec
import pytest
import yaml

from desirepath.errors import InputError
from desirepath.maps import JourneyMap, read_map
from desirepath.maps.documents import Card, Emotion, Lane, LaneRole, MapStage, Step
from desirepath.maps.layers import Hotspot
from desirepath.prints import render, to_png
from desirepath.prints.layout import Layout, PlacedRow, lay_out
from desirepath.prints.layout_marks import Box, Words

ROLES: list[LaneRole] = ["actions", "obstacles", "touchpoints"]
GOLDEN = Path(__file__).parent.parent / "golden" / "maps"
TEXTS: dict[str, str] = yaml.safe_load((GOLDEN / "router-texts.yaml").read_text("utf-8"))


def router() -> JourneyMap:
    """A rich map made by hand: every lane, gaps, too few, long words, four scripts, a script tag."""
    return read_map((GOLDEN / "router.yaml").read_text("utf-8"))


def long() -> JourneyMap:
    """Forty steps in eight stages, two cards each in three lanes, a curve that swings."""
    names = [named(f"s{at}", f"Does the thing number {at} at length") for at in range(40)]
    steps = [msgspec.structs.replace(step, reach=4000 - 90 * at) for at, step in enumerate(names)]
    stages = [MapStage(id=f"g{at}", name=f"Stage {at}", steps=steps[5 * at : 5 * at + 5]) for at in range(8)]
    said = "Something that people do here, again"
    lanes = [
        Lane(
            id=role,
            role=role,
            label=role.capitalize(),
            cards=[
                Card(id=f"{role}-{step.id}-{at}", step=step.id, text=said) for step in steps for at in "ab"
            ],
        )
        for role in ROLES
    ]
    emotions = [
        Emotion(
            id=f"felt-{step.id}",
            step=step.id,
            source="measured",
            value=swing,
            low=-2,
            high=2,
            n=9,
            too_few=swing == 2,
        )
        for step, swing in zip(steps, [-2, 2, -1.9, 0.1] * 10, strict=True)
    ]
    return JourneyMap(key="long", title="A very long journey", stages=stages, lanes=lanes, emotions=emotions)


def bare() -> JourneyMap:
    """Two steps and an empty lane."""
    stage = MapStage(id="only", name="Only stage", steps=[named("a", "Arrives"), named("b", "Leaves")])
    return JourneyMap(
        key="bare",
        title="Little",
        stages=[stage],
        lanes=[Lane(id="lane-actions", role="actions", label="Actions")],
    )


def nothing() -> JourneyMap:
    """Not one step."""
    return JourneyMap(key="nothing", title="Nothing yet", stages=[])


def named(key: str, name: str) -> Step:
    return Step(id=key, name=name, lineage_id=key)


Make = Callable[[], JourneyMap]
ALL: list[Make] = [router, long, bare, nothing]


@pytest.mark.parametrize("make", ALL)
def test_no_text_is_wider_than_its_room(make: Make) -> None:
    placed = lay_out(make(), TEXTS.get)
    assert [
        (words.text, words.width, words.limit) for words in every(placed, Words) if words.width > words.limit
    ] == []


@pytest.mark.parametrize("make", ALL)
def test_no_text_leaves_the_picture(make: Make) -> None:
    placed = lay_out(make(), TEXTS.get)
    outside = [
        words.text
        for words in every(placed, Words)
        if words.box.x < 0
        or words.box.right > placed.width
        or words.box.y < 0
        or words.box.bottom > placed.height
    ]
    assert outside == []


@pytest.mark.parametrize("make", ALL)
def test_the_text_of_a_card_stays_inside_it_and_cards_keep_apart(make: Make) -> None:
    for row in lay_out(make(), TEXTS.get).rows:
        for card in row.cards:
            loose = [words.text for words in (*card.words, *card.badge) if not inside(words.box, card.box)]
            assert (card.card, loose) == (card.card, [])
            assert not any(one.box.meets(two.box) for one, two in combinations((*card.words, *card.badge), 2))
            assert inside(card.box, row.box)
        assert not any(one.box.meets(two.box) for one, two in combinations(row.cards, 2))


@pytest.mark.parametrize("make", [router, long])
def test_labels_on_the_curve_touch_neither_each_other_nor_the_edge_of_the_lane(
    make: Make,
) -> None:
    row = emotion_row(lay_out(make()))
    assert row.emotion is not None
    labels = [words for felt in row.emotion.points for words in felt.label] + row.emotion.gaps
    assert [(one.text, two.text) for one, two in combinations(labels, 2) if one.box.meets(two.box)] == []
    assert [words.text for words in labels if not inside(words.box, row.emotion.box)] == []


def test_a_gap_breaks_the_curve_and_says_so() -> None:
    lane = emotion_row(lay_out(router())).emotion
    assert lane is not None
    assert [len(run.line) for run in lane.runs] == [0, 6, 1]
    assert [words.text for words in lane.gaps] == ["no answers", "no answers"]


def test_a_point_on_too_few_answers_is_hollow_and_says_so() -> None:
    lane = emotion_row(lay_out(router())).emotion
    assert lane is not None
    assert [[words.text for words in felt.label] for felt in lane.points if felt.too_few] == [
        ["−1.9", "too few"]
    ]


def test_rows_follow_one_another_in_the_order_of_the_design() -> None:
    placed = lay_out(router())
    assert [row.role for row in placed.rows] == [
        "emotions", "actions", "motivations", "questions", "obstacles", "strengths", "touchpoints", "quotes",
        "metrics", "frontstage", "backstage", "support", "opportunities", "owner",
    ]  # fmt: skip
    assert [line.words.text for line in placed.lines] == [
        "Line of interaction", "Line of visibility", "Line of internal interaction",
    ]  # fmt: skip
    assert not any(one.box.meets(two.box) for one, two in combinations(placed.rows, 2))


def test_a_hotspot_without_an_obstacle_card_stands_with_its_steps_name() -> None:
    pills = {step.step: step.pill.words.text for step in lay_out(router()).steps if step.pill}
    assert pills == {"daily": "52 % leave", "leaves": "too few"}


def test_what_was_typed_in_is_drawn_as_text() -> None:
    svg = render(router(), texts=TEXTS.get)
    drawn = " ".join(
        "".join(text.itertext()) for text in parsed(svg).iter("{http://www.w3.org/2000/svg}text")
    )
    assert "<script>alert('Is it my" in drawn
    assert "<script" not in svg


def test_a_quote_is_read_when_drawn_and_gone_when_its_fact_is_gone() -> None:
    assert "sat on hold" in render(router(), texts=TEXTS.get)
    forgotten = render(router(), texts=lambda _: None)
    assert "sat on hold" not in forgotten
    assert "text no longer" in forgotten


@pytest.mark.parametrize("make", ALL)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_picture_is_well_formed_titled_and_the_same_every_time(make: Make, theme: str) -> None:
    svg = render(make(), theme="dark" if theme == "dark" else "light", texts=TEXTS.get)
    root = parsed(svg)
    assert root.attrib["role"] == "img"
    assert [child.tag.rpartition("}")[2] for child in root][:2] == ["title", "desc"]
    assert svg == render(make(), theme="dark" if theme == "dark" else "light", texts=TEXTS.get)
    assert "nan" not in svg


def test_the_picture_of_a_little_map_is_known_to_the_letter() -> None:
    drawn = render(little()).replace("><", ">\n<") + "\n"
    golden = GOLDEN / "little.svg"
    assert drawn == golden.read_text("utf-8"), (
        f"look at the new picture; if it is right, write it to {golden}"
    )


def test_pixels_are_twice_the_size_of_the_drawing() -> None:
    placed = lay_out(little())
    png = to_png(render(little()))
    assert int.from_bytes(png[16:20]) == round(placed.width * 2)


def little() -> JourneyMap:
    steps = [named("ad", "Sees an ad"), named("shop", "Visits the shop")]
    return JourneyMap(
        key="little",
        title="A little map",
        stages=[MapStage(id="aware", name="Awareness", type="awareness", steps=steps)],
        lanes=[Lane(id="pain", role="obstacles", label="Obstacles",
                    cards=[Card(id="c1", step="shop", text="Closed on Mondays", severity=2)])],
        emotions=[Emotion(id="felt-ad", step="ad", source="measured", value=0.5, low=0.3, high=0.7, n=80),
                  Emotion(id="felt-shop", step="shop", source="measured", value=-1.2, low=-1.6, high=-0.8,
                          n=41)],
        hotspots=[Hotspot(id="h1", step="shop", score=0.6, pill="30 % leave", n=41)],
    )  # fmt: skip


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 (drawn here, not read from outside)


def emotion_row(placed: Layout) -> PlacedRow:
    return next(row for row in placed.rows if row.kind == "emotion")


def inside(one: Box, other: Box) -> bool:
    across = other.x - 0.01 <= one.x and one.right <= other.right + 0.01
    return across and other.y - 0.01 <= one.y and one.bottom <= other.bottom + 0.01


def every(value: object, kind: type[Words]) -> Iterator[Words]:
    """Every text of a layout, however deep."""
    if isinstance(value, kind):
        yield value
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            yield from every(getattr(value, field), kind)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from every(part, kind)


def test_a_large_picture_has_fewer_pixels_for_each_unit_but_never_less_than_one() -> None:
    def pixels(width: int, height: int, **asked: float) -> tuple[int, int]:
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"/>'
        made = to_png(svg, **asked)
        return int.from_bytes(made[16:20], "big"), int.from_bytes(made[20:24], "big")

    assert pixels(1000, 500) == (2000, 1000)
    assert pixels(3000, 2000) == (5250, 3500), "in quarters, at which lines stay sharp"
    assert pixels(6000, 3000) == (6000, 3000)
    assert pixels(3000, 200, scale=3) == (9000, 600)
    with pytest.raises(InputError, match=r"0\.1 to 0\.7 pixels for each unit; found 1\. Try 0\.7"):
        pixels(2000, 1000, scale=1, most_pixels=1e6)
