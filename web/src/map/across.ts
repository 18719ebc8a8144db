/** How the columns share the width of the map: evenly, or on a clock as wide as they are long. */
import { NARROW, type Span } from "./clock";
import type { JourneyMap } from "./documents";
import { type Tick, ticksOf } from "./ruler";
import { type Column, columnsIn } from "./table";

export interface Across {
  columns: readonly Column[];
  /** Where each column begins and ends, of 1 in all. */
  edges: readonly (readonly [left: number, right: number])[];
  /** The middle of each step, of 1 in all; in the order of the steps. */
  middles: ReadonlyMap<string, number>;
  /** On a clock: how wide all is at the least, in pixels; null where the columns are even. */
  width: number | null;
  /** The hours of a clock, of 1 in all. */
  ticks: readonly Tick[];
}

export function acrossOf(map: Pick<JourneyMap, "stages" | "axis">, least = NARROW): Across {
  const columns = columnsIn(map, least);
  const isClock = columns.some(({ span }) => span !== null);
  const widths = columns.map(({ span }) => (span ? span.right - span.left : isClock ? least : 1));
  const lefts = widths.map((_, at) => sum(widths.slice(0, at)));
  const whole = sum(widths) || 1;
  const share = (pixels = 0) => pixels / whole;
  const edges = widths.map((width, at) => [share(lefts[at]), share((lefts[at] ?? 0) + width)] as const);
  const middles = columns.flatMap(({ step }, at): [string, number][] =>
    step ? [[step.id, ((edges[at]?.[0] ?? 0) + (edges[at]?.[1] ?? 0)) / 2]] : [],
  );
  const placed = columns.flatMap(({ span }, at): Span[] =>
    span ? [{ ...span, left: lefts[at] ?? 0, right: (lefts[at] ?? 0) + (widths[at] ?? 0) }] : [],
  );
  return {
    columns,
    edges,
    middles: new Map(middles),
    width: isClock ? whole : null,
    ticks: ticksOf(placed).map((tick) => ({ ...tick, x: share(tick.x) })),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);
