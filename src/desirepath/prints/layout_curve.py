"""A smooth line through points that never overshoots them.

Monotone cubic interpolation (F. N. Fritsch, R. E. Carlson, "Monotone Piecewise Cubic Interpolation",
SIAM J. Numer. Anal. 17, 1980): between two points the line stays between their values, so the
picture claims no low or high that nobody measured.
"""

from itertools import pairwise
from math import hypot

from desirepath.records import Record


class Point(Record):
    """A place in the picture, in pixels."""

    x: float
    y: float


class Segment(Record):
    """A cubic Bézier from one point to the next, its handles at thirds of the way across."""

    start: Point
    start_handle: Point
    end_handle: Point
    end: Point


def monotone(points: list[Point]) -> list[Segment]:
    """The segments of the curve through points of rising x; none for a single point.

    >>> [segment.end_handle.y for segment in monotone([Point(x=0, y=0), Point(x=3, y=9), Point(x=6, y=9)])]
    [9.0, 9.0]
    """
    slopes = _slopes(points)
    segments = []
    for (start, rise), (end, fall) in pairwise(zip(points, slopes, strict=True)):
        third = (end.x - start.x) / 3
        segments.append(
            Segment(
                start=start,
                start_handle=Point(x=start.x + third, y=start.y + rise * third),
                end_handle=Point(x=end.x - third, y=end.y - fall * third),
                end=end,
            )
        )
    return segments


def reversed_curve(segments: list[Segment]) -> list[Segment]:
    """The same curve walked the other way."""
    return [
        Segment(start=one.end, start_handle=one.end_handle, end_handle=one.start_handle, end=one.start)
        for one in reversed(segments)
    ]


def between(segments: list[Segment], left: float, right: float) -> list[Segment]:
    """The piece of a curve between two places across.

    >>> curve = monotone([Point(x=0, y=0), Point(x=8, y=8)])
    >>> [(one.start.x, one.end.x, one.end.y) for one in between(curve, 2, 6)]
    [(2.0, 6.0, 6.0)]
    """
    shown = [one for one in segments if one.start.x < right and left < one.end.x]
    return [_cut(one, max(left, one.start.x), min(right, one.end.x)) for one in shown]


def _cut(one: Segment, left: float, right: float) -> Segment:
    """A piece of a segment (de Casteljau; x runs evenly, so a place across is a share of the way)."""
    if left <= one.start.x and right >= one.end.x:
        return one
    whole = one.end.x - one.start.x
    first, last = (left - one.start.x) / whole, (right - one.start.x) / whole
    ys = [one.start.y, one.start_handle.y, one.end_handle.y, one.end.y]
    y0, y1, y2, y3 = (
        _blossom(ys, first, first, first), _blossom(ys, first, first, last),
        _blossom(ys, first, last, last), _blossom(ys, last, last, last),
    )  # fmt: skip
    third = (right - left) / 3
    return Segment(
        start=Point(x=float(left), y=y0),
        start_handle=Point(x=left + third, y=y1),
        end_handle=Point(x=right - third, y=y2),
        end=Point(x=float(right), y=y3),
    )


def _blossom(ys: list[float], *shares: float) -> float:
    for share in shares:
        ys = [(1 - share) * one + share * other for one, other in pairwise(ys)]
    return ys[0]


def height_at(segments: list[Segment], x: float) -> float | None:
    """The curve's y at an x; None where there is no curve."""
    for one in segments:
        if one.start.x <= x <= one.end.x:
            t = (x - one.start.x) / (one.end.x - one.start.x)
            u = 1 - t
            near = u * u * u * one.start.y + 3 * u * u * t * one.start_handle.y
            return near + 3 * u * t * t * one.end_handle.y + t * t * t * one.end.y
    return None


def _slopes(points: list[Point]) -> list[float]:
    """The tangent at each point, held inside the circle of radius 3 that keeps the curve monotone."""
    secants = [(after.y - before.y) / (after.x - before.x) for before, after in pairwise(points)]
    if not secants:
        return [0.0] * len(points)
    inner = [0.0 if a * b <= 0 else (a + b) / 2 for a, b in pairwise(secants)]
    slopes = [secants[0], *inner, secants[-1]]
    for at, secant in enumerate(secants):
        if secant == 0:
            slopes[at] = slopes[at + 1] = 0.0
            continue
        radius = hypot(slopes[at] / secant, slopes[at + 1] / secant)
        if radius > 3:
            slopes[at] *= 3 / radius
            slopes[at + 1] *= 3 / radius
    return slopes
