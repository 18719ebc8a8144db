/** The emotion lane as lines: measured with its interval, authored and target, over the middles of the steps. */
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
/** How wide the curve is in its own units; it is stretched to the real ones. */
export const WIDTH = 10_000;

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

/** Where each step has its middle, of 1 in all; in the order of the steps. */
export type Middles = ReadonlyMap<string, number>;

/** The curves of a map whose steps stand there. */
export function linesOf(emotions: readonly Emotion[], middles: Middles): Lines {
  const runs = (source: EmotionSource) =>
    neighbours(
      emotions.filter((one) => one.source === source),
      middles,
    );
  const line = (run: readonly Emotion[], value = (one: Emotion) => one.value) =>
    monotone(spots(run, middles, value));
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

function spots(run: readonly Emotion[], middles: Middles, value: (one: Emotion) => number): Point[] {
  return run.map((one) => ({ x: (middles.get(one.step) ?? 0) * WIDTH, y: heightOf(value(one)) }));
}

/** Points of neighbouring steps; a step without one breaks the line. */
function neighbours(felt: readonly Emotion[], middles: Middles): Emotion[][] {
  const known = new Map(felt.map((one) => [one.step, one]));
  const runs: Emotion[][] = [[]];
  for (const step of middles.keys()) {
    const one = known.get(step);
    if (one) runs.at(-1)?.push(one);
    else runs.push([]);
  }
  return runs.filter((run) => run.length > 0);
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
