/** The emotion lane as lines: measured with its interval, authored and target, over evenly spaced columns. */
import {
  type Emotion,
  type EmotionSource,
  monotone,
  pathOf,
  type Point,
  reversed,
  type Segment,
} from "@/map";

export const LANE_HEIGHT = 132;
const PADDING = 24;
/** How wide a column is in the curve's own units; it is stretched to the real ones. */
export const UNIT = 100;

/** Where a feeling stands, from the top of the lane. */
export const heightOf = (value: number): number =>
  PADDING + ((2 - Math.max(-2, Math.min(2, value))) / 4) * (LANE_HEIGHT - 2 * PADDING);

/** The feeling at a height. */
export const valueAt = (height: number): number =>
  Math.max(-2, Math.min(2, 2 - ((height - PADDING) / (LANE_HEIGHT - 2 * PADDING)) * 4));

export interface Lines {
  measured: string;
  /** The 95 % interval around what was measured. */
  band: string;
  target: string;
  authored: string;
}

/** The curves of a map whose steps stand in these columns. */
export function linesOf(emotions: readonly Emotion[], order: ReadonlyMap<string, number>): Lines {
  const runs = (source: EmotionSource) =>
    neighbours(
      emotions.filter((one) => one.source === source),
      order,
    );
  const line = (run: readonly Emotion[], value = (one: Emotion) => one.value) =>
    monotone(spots(run, order, value));
  const measured = runs("measured");
  return {
    measured: measured.map((run) => pathOf(line(run))).join(""),
    band: measured.map((run) => around(line(run, high), line(run, low))).join(""),
    target: runs("target")
      .map((run) => pathOf(line(run)))
      .join(""),
    authored: runs("authored")
      .map((run) => pathOf(line(run)))
      .join(""),
  };
}

const high = (one: Emotion) => one.high ?? one.value;
const low = (one: Emotion) => one.low ?? one.value;

const around = (upper: Segment[], lower: Segment[]): string =>
  upper.length ? `${pathOf(upper)}${pathOf(reversed(lower), { onwards: true })}Z` : "";

function spots(
  run: readonly Emotion[],
  order: ReadonlyMap<string, number>,
  value: (one: Emotion) => number,
): Point[] {
  return run.map((one) => ({ x: ((order.get(one.step) ?? 0) + 0.5) * UNIT, y: heightOf(value(one)) }));
}

/** Points of neighbouring columns; a column without one breaks the line. */
function neighbours(felt: readonly Emotion[], order: ReadonlyMap<string, number>): Emotion[][] {
  const there = felt.filter((one) => order.has(one.step));
  const at = (one: Emotion) => order.get(one.step) ?? 0;
  const runs: Emotion[][] = [];
  for (const one of there.toSorted((a, b) => at(a) - at(b))) {
    const last = runs.at(-1)?.at(-1);
    if (last && at(last) + 1 === at(one)) runs.at(-1)?.push(one);
    else runs.push([one]);
  }
  return runs;
}

/** Feelings step by step, in pieces without a gap. */
export function runsOf(felt: readonly (number | null)[]): { at: number; value: number }[][] {
  const found: { at: number; value: number }[][] = [[]];
  felt.forEach((value, at) => {
    if (value === null) found.push([]);
    else found.at(-1)?.push({ at, value });
  });
  return found.filter((run) => run.length > 0);
}
