/**
 * A smooth line through points that never overshoots them: monotone cubic interpolation (F. N. Fritsch,
 * R. E. Carlson, SIAM J. Numer. Anal. 17, 1980). Between two points the line stays between their values.
 */

export interface Point {
  x: number;
  y: number;
}

/** A cubic Bézier from one point to the next, its handles at thirds of the way across. */
export interface Segment {
  start: Point;
  startHandle: Point;
  endHandle: Point;
  end: Point;
}

/** The segments of the curve through points of rising x; none for a single point. */
export function monotone(points: readonly Point[]): Segment[] {
  const slopes = slopesOf(points);
  return pairs(points).map(([start, end], at) => {
    const third = (end.x - start.x) / 3;
    return {
      start,
      startHandle: { x: start.x + third, y: start.y + (slopes[at] ?? 0) * third },
      endHandle: { x: end.x - third, y: end.y - (slopes[at + 1] ?? 0) * third },
      end,
    };
  });
}

/** What an SVG path of these segments says. */
export function pathOf(segments: readonly Segment[], { onwards = false } = {}): string {
  const [first] = segments;
  if (!first) return "";
  const spot = ({ x, y }: Point) => `${round(x)} ${round(y)}`;
  const curves = segments.map((one) => `C${spot(one.startHandle)} ${spot(one.endHandle)} ${spot(one.end)}`);
  return `${onwards ? "L" : "M"}${spot(first.start)}${curves.join("")}`;
}

/** The same curve walked the other way. */
export const reversed = (segments: readonly Segment[]): Segment[] =>
  segments
    .map((one) => ({
      start: one.end,
      startHandle: one.endHandle,
      endHandle: one.startHandle,
      end: one.start,
    }))
    .reverse();

/** The tangent at each point, held inside the circle of radius 3 that keeps the curve monotone. */
function slopesOf(points: readonly Point[]): number[] {
  const secants = pairs(points).map(([from, to]) => (to.y - from.y) / (to.x - from.x));
  const [first, last] = [secants[0], secants.at(-1)];
  if (first === undefined || last === undefined) return points.map(() => 0);
  const inner = pairs(secants).map(([one, other]) => (one * other <= 0 ? 0 : (one + other) / 2));
  const slopes = [first, ...inner, last];
  secants.forEach((secant, at) => hold(slopes, secant, at));
  return slopes;
}

function hold(slopes: number[], secant: number, at: number): void {
  const [before, after] = [slopes[at] ?? 0, slopes[at + 1] ?? 0];
  const radius = secant === 0 ? Number.POSITIVE_INFINITY : Math.hypot(before / secant, after / secant);
  if (radius <= 3) return;
  const share = secant === 0 ? 0 : 3 / radius;
  slopes[at] = before * share;
  slopes[at + 1] = after * share;
}

const pairs = <Item>(items: readonly Item[]): [Item, Item][] =>
  items.slice(1).map((item, at) => [items[at] as Item, item]);

const round = (value: number) => Math.round(value * 100) / 100;
