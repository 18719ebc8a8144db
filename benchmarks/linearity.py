"""How the seconds grow with the interactions: one picture of the runs of all sizes.

    python -m benchmarks.linearity

Reads what the runs left in `bench-data/results-*.json`, writes `benchmarks/linearity.svg`, prints the slopes.
Both axes are logarithmic: ten times the rows in ten times the seconds is a line that climbs with slope 1.
"""

import json
import math
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from benchmarks.page import SIZES
from desirepath.drawing import FONT_STACK, Markup, Palette, content, element, label, line, palette

ROOT = Path(__file__).parent.parent
SHOWN = (
    "load", "refresh", "assemble", "transitions", "transitions, median and p90 gaps", "paths, top 1,000",
    "7-day funnel, 5 steps", "retention, 12 weeks",
)  # fmt: skip
WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 900, 560, 70, 70, 250, 60
Points = list[tuple[float, float]]
Place = Callable[[float, float], tuple[float, float]]
"""Where so many interactions and so many seconds stand in the picture."""


def main() -> None:
    found = {name: points for name in SHOWN if len(points := series(name)) > 1}
    if not found:
        raise SystemExit("Run at least two sizes first: python -m benchmarks.run --size 1M")
    (ROOT / "benchmarks" / "linearity.svg").write_text(drawn(found) + "\n", encoding="utf-8")
    for name, points in found.items():
        told = ", ".join(f"{rows:,.0f}: {seconds:.3f} s" for rows, seconds in points)
        print(f"{name}: slope {slope(points):.2f} ({told})")


def series(name: str) -> Points:
    """Interactions and wall seconds of one operation, at each size that was run."""
    points: Points = []
    for size, rows in SIZES.items():
        file = ROOT / "bench-data" / f"results-{size}.json"
        if file.exists():
            ours = json.loads(file.read_text(encoding="utf-8"))["desirepath"]
            points += [(rows, ours[name]["wall_s"])] if name in ours else []
    return points


def slope(points: Points) -> float:
    """From the smallest to the largest size: 1 is linear, less is better."""
    (fewest, shortest), (most, longest) = points[0], points[-1]
    return math.log10(longest / shortest) / math.log10(most / fewest)


def drawn(found: dict[str, Points]) -> str:
    """The picture, as SVG."""
    colours = palette("light")
    seconds = [each for points in found.values() for _, each in points]
    low, high = math.floor(math.log10(min(seconds))), math.ceil(math.log10(max(seconds)))

    def at(rows: float, took: float) -> tuple[float, float]:
        x = LEFT + (math.log10(rows) - 6) / 2 * (WIDTH - LEFT - RIGHT)
        y = HEIGHT - BOTTOM - (math.log10(took) - low) / (high - low) * (HEIGHT - TOP - BOTTOM)
        return x, y

    marks = [element("rect", width=WIDTH, height=HEIGHT, fill=colours.bg), *_axes(at, low, high, colours)]
    names = sorted(found, key=lambda name: -found[name][-1][1])
    floor = float(TOP)
    for name in names:
        points = [at(*point) for point in found[name]]
        marks += [line(a, b, colour=colours.ink, width=2) for a, b in pairwise(points)]
        marks += [element("circle", cx=x, cy=y, r=3.5, fill=colours.ink) for x, y in points]
        floor = max(floor, points[-1][1] + 4)
        said = f"{name}: slope {slope(found[name]):.2f}"
        marks.append(label(said, x=WIDTH - RIGHT + 14, y=floor, size=11, fill=colours.ink))
        floor += 16
    title = "Seconds by interactions, both axes logarithmic; slope 1 is linear"
    marks.append(label(title, x=LEFT, y=34, size=15, weight=600, fill=colours.ink))
    return element(
        "svg",
        element("title", content(title)),
        *marks,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        font_family=FONT_STACK,
        role="img",
    )


def _axes(at: Place, low: int, high: int, colours: Palette) -> list[Markup]:
    marks: list[Markup] = []
    for power in range(low, high + 1):
        y = at(1e6, 10.0**power)[1]
        marks.append(line((LEFT, y), (WIDTH - RIGHT, y), colour=colours.rule))
        marks.append(
            label(f"{10.0**power:g} s", x=LEFT - 8, y=y + 4, size=11, fill=colours.muted, anchor="end")
        )
    for size, rows in SIZES.items():
        x = at(rows, 1.0)[0]
        marks.append(line((x, TOP), (x, HEIGHT - BOTTOM), colour=colours.rule))
        marks.append(label(size, x=x, y=HEIGHT - BOTTOM + 20, size=11, fill=colours.muted, anchor="middle"))
    return marks


if __name__ == "__main__":
    main()
