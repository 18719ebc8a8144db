"""Where the emotion curve runs: points, runs between gaps, the interval band, labels that keep clear.

The lane is 132 px high with 24 px of padding, −2 at the bottom and +2 at the top. A step without
evidence breaks the curve; a point resting on too few answers is drawn hollow and says so.
"""

from itertools import pairwise
from typing import Literal

from desirepath.maps import Emotion, JourneyMap, valence_text
from desirepath.prints.layout_curve import Point, Segment, height_at, monotone
from desirepath.prints.layout_marks import Box, Colour, Style, Words, one_line
from desirepath.prints.layout_reading import NEUTRAL, face_of, interval_of
from desirepath.prints.wording import word
from desirepath.records import Record

LANE_HEIGHT = 132.0
PADDING = 24.0
FACE = 20.0


Source = Literal["measured", "target", "authored"]
AIMED = Style(size=10, leading=13, weight=600, colour="accent")


class Felt(Record):
    """A point of the curve that has faces: the measured one, or the only one there is."""

    step: str
    at: Point
    value: float
    low_y: float | None
    high_y: float | None
    too_few: bool
    face: str
    colour: Colour
    label: list[Words]
    title: str
    source: Source = "measured"


class Dot(Record):
    """A point of another curve, with its value where there is room to tell it."""

    step: str
    at: Point
    source: Source
    label: Words | None
    title: str


class Run(Record):
    """Neighbouring measured points: one unbroken piece of the curve and of its interval band."""

    line: list[Segment]
    upper: list[Segment]
    lower: list[Segment]


class PlacedEmotion(Record):
    """The whole lane, placed."""

    box: Box
    zero: float
    top: float  # where +2 stands
    bottom: float  # where −2 stands
    points: list[Felt]
    runs: list[Run]
    target: list[list[Segment]]
    authored: list[list[Segment]]
    gaps: list[Words]
    dots: list[Dot] = []
    is_mirrored: bool = False


def leading_source(journey_map: JourneyMap) -> Source:
    """The curve that has faces: the measured one, else the target, else what was guessed."""
    sources = {one.source for one in journey_map.emotions}
    return "measured" if "measured" in sources else "target" if "target" in sources else "authored"


def place_emotion(journey_map: JourneyMap, centers: dict[str, float], box: Box) -> PlacedEmotion:
    """The lane of a map whose steps stand at `centers` (step id → x), inside `box`."""
    by_source: dict[Source, dict[str, Emotion]] = {"measured": {}, "target": {}, "authored": {}}
    for one in journey_map.emotions:
        by_source[one.source][one.step] = one
    scale = _Scale(top=box.y + PADDING, bottom=box.bottom - PADDING)
    first = leading_source(journey_map)
    runs = [_run(run, centers, scale) for run in _neighbours(by_source["measured"], list(centers))]
    target = [_line(run, centers, scale) for run in _neighbours(by_source["target"], list(centers))]
    authored = [_line(run, centers, scale) for run in _neighbours(by_source["authored"], list(centers))]
    curves = [run.line for run in runs] + target + authored
    points = _points(by_source[first], centers, scale, curves=curves, box=box)
    gaps = _gaps(by_source[first], centers, scale, by_source) if first == "measured" else []
    return PlacedEmotion(
        box=box,
        zero=scale.y(0),
        top=scale.y(2),
        bottom=scale.y(-2),
        points=points,
        runs=runs,
        target=target,
        authored=authored,
        gaps=gaps,
        dots=_dots(by_source, first, centers, scale, points=points, gaps=gaps, curves=curves, box=box),
    )


class _Scale(Record):
    top: float
    bottom: float

    def y(self, value: float) -> float:
        held = max(-2.0, min(2.0, value))
        return self.top + (2 - held) / 4 * (self.bottom - self.top)


def _neighbours(felt: dict[str, Emotion], steps: list[str]) -> list[list[Emotion]]:
    runs: list[list[Emotion]] = []
    fresh = True
    for step in steps:
        if step not in felt:
            fresh = True
        elif fresh:
            runs.append([felt[step]])
            fresh = False
        else:
            runs[-1].append(felt[step])
    return runs


def _line(run: list[Emotion], centers: dict[str, float], scale: _Scale) -> list[Segment]:
    return monotone([Point(x=centers[one.step], y=scale.y(one.value)) for one in run])


def _run(run: list[Emotion], centers: dict[str, float], scale: _Scale) -> Run:
    upper = [Point(x=centers[one.step], y=scale.y(_or(one.high, one.value))) for one in run]
    lower = [Point(x=centers[one.step], y=scale.y(_or(one.low, one.value))) for one in run]
    return Run(line=_line(run, centers, scale), upper=monotone(upper), lower=monotone(lower))


def _or(value: float | None, other: float) -> float:
    return other if value is None else value


def _points(
    measured: dict[str, Emotion],
    centers: dict[str, float],
    scale: _Scale,
    *,
    curves: list[list[Segment]],
    box: Box,
) -> list[Felt]:
    known = [measured[step] for step in centers if step in measured]
    taken = [_face_box(centers[one.step], scale.y(one.value)) for one in known]
    points = []
    for one in known:
        at = Point(x=centers[one.step], y=scale.y(one.value))
        label = _clear_label(one, at, taken=taken, curves=curves, lane=box)
        taken = [*taken, *(words.box for words in label)]
        points.append(
            Felt(
                step=one.step,
                at=at,
                value=one.value,
                low_y=None if one.low is None else scale.y(one.low),
                high_y=None if one.high is None else scale.y(one.high),
                too_few=one.too_few,
                face=face_of(one.value),
                colour=tone_of(one.value),
                label=label,
                title=felt_text(one),
                source=one.source,
            )
        )
    return points


def _dots(
    by_source: dict[Source, dict[str, Emotion]],
    first: Source,
    centers: dict[str, float],
    scale: _Scale,
    *,
    points: list[Felt],
    gaps: list[Words],
    curves: list[list[Segment]],
    box: Box,
) -> list[Dot]:
    """The points of the other curves; a target tells its value where that is in nobody's way."""
    taken = [_face_box(felt.at.x, felt.at.y) for felt in points]
    taken += [words.box for felt in points for words in felt.label] + [words.box for words in gaps]
    others: list[Source] = ["target", "authored"]
    dots = []
    for source in (each for each in others if each != first):
        for step, x in centers.items():
            one = by_source[source].get(step)
            if one is None:
                continue
            at = Point(x=x, y=scale.y(one.value))
            label = _free(one, at, taken=taken, curves=curves, lane=box) if source == "target" else None
            taken += [label.box] if label else []
            dots.append(Dot(step=step, at=at, source=one.source, label=label, title=felt_text(one)))
    return dots


def _free(
    one: Emotion, at: Point, *, taken: list[Box], curves: list[list[Segment]], lane: Box
) -> Words | None:
    """The label above, below or beside its point, if it touches nothing there."""
    text = valence_text(one.value)
    for x, y, anchor in (
        (at.x, at.y - 7, "middle"), (at.x, at.y + 15, "middle"), (at.x + 9, at.y - 5, "start"),
        (at.x - 9, at.y - 5, "end"), (at.x + 9, at.y + 13, "start"), (at.x - 9, at.y + 13, "end"),
    ):  # fmt: skip
        words = _moved(one_line(text, AIMED, x=x, y=y, limit=40), x, y, anchor)
        if _cost([words], taken=taken, curves=curves, lane=lane) < 1:
            return words
    return None


def felt_text(one: Emotion) -> str:
    """A point of a curve in words."""
    names = {"measured": "Emotion", "target": "Target of emotion", "authored": "Emotion, guessed"}
    text = f"{word(names[one.source])} {valence_text(one.value)}"
    text += f" ({one.label})" if one.label else ""
    if one.low is not None and one.high is not None:
        text += f", {interval_of(valence_text(one.low), valence_text(one.high))}"
    text += f", n = {one.n:,}" if one.n is not None else ""
    return text + (f", {word('too few to tell')}" if one.too_few else "")


def tone_of(value: float) -> Colour:
    """The colour for a feeling between −2 and +2."""
    if value > NEUTRAL:
        return "positive"
    return "negative" if value < -NEUTRAL else "muted"


def _face_box(x: float, y: float) -> Box:
    return Box(x=x - FACE / 2 - 1, y=y - FACE / 2 - 1, width=FACE + 2, height=FACE + 2)


def _clear_label(
    one: Emotion, at: Point, *, taken: list[Box], curves: list[list[Segment]], lane: Box
) -> list[Words]:
    """The label where it is least in the way: below, above, or to a side of the face."""
    candidates = _candidates(one, at)
    costs = [
        _cost(label, taken=taken, curves=curves, lane=lane) + order * 0.5
        for order, label in enumerate(candidates)
    ]
    return candidates[costs.index(min(costs))]


def _candidates(one: Emotion, at: Point) -> list[list[Words]]:
    value = Words(
        text=valence_text(one.value), x=at.x, y=0, limit=64, size=11, weight=600, colour=tone_of(one.value)
    )
    note = Words(text=word("too few"), x=at.x, y=0, limit=64, size=10, colour="muted")
    lines = [value, note] if one.too_few else [value]
    last = 11.0 * (len(lines) - 1)
    below, above = (at.y + 22, "middle"), (at.y - 14 - last, "middle")
    first, second = (above, below) if one.value > NEUTRAL else (below, above)
    spots = [(at.x, *first), (at.x, *second)]
    middle = at.y + 4 - last / 2
    spots += [(at.x + 15, middle, "start"), (at.x - 15, middle, "end")]
    return [
        [_moved(words, x, y + 11 * row, anchor) for row, words in enumerate(lines)] for x, y, anchor in spots
    ]


def _moved(words: Words, x: float, y: float, anchor: str) -> Words:
    return Words(
        text=words.text,
        x=x,
        y=y,
        limit=words.limit,
        size=words.size,
        weight=words.weight,
        colour=words.colour,
        anchor="start" if anchor == "start" else "end" if anchor == "end" else "middle",
    )


def _cost(label: list[Words], *, taken: list[Box], curves: list[list[Segment]], lane: Box) -> float:
    cost = 0.0
    for words in label:
        box = words.box
        outside = (
            box.y < lane.y + 2 or box.bottom > lane.bottom - 2 or box.x < lane.x or box.right > lane.right
        )
        cost += 100 * outside + 50 * sum(box.meets(other) for other in taken)
        cost += sum(_crossed(box, curve) for curve in curves)
    return cost


def _crossed(box: Box, curve: list[Segment]) -> float:
    """How much of a curve runs through a box: the share of five places across it."""
    places = [box.x + box.width * part / 4 for part in range(5)]
    heights = [height_at(curve, x) for x in places]
    return sum(y is not None and box.y - 2 < y < box.bottom + 2 for y in heights) / 2


def _gaps(
    measured: dict[str, Emotion],
    centers: dict[str, float],
    scale: _Scale,
    by_source: dict[Source, dict[str, Emotion]],
) -> list[Words]:
    """A quiet word where nothing is known, unless another curve already runs there."""
    others = by_source["target"] | by_source["authored"]
    if others and not measured:  # a guess or an aim alone: nobody was asked, and the rail says so
        return []
    width = min((after - before for before, after in pairwise(centers.values())), default=176.0)
    return [
        Words(text=word("no answers"), x=x, y=_beside_zero(scale, others.get(step)), limit=width - 8, size=10,
              colour="muted", anchor="middle")
        for step, x in centers.items()
        if step not in measured
    ]  # fmt: skip


def _beside_zero(scale: _Scale, other: Emotion | None) -> float:
    above = scale.y(0) - 6
    below = scale.y(0) + 14
    return below if other is not None and abs(scale.y(other.value) - above) < 14 else above
