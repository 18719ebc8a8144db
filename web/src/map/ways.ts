/** The ways that people really take between a map's steps, beside the drawn order: back, and past steps. */
import type { Edge, JourneyMap, Step } from "./documents";
import type { Column } from "./table";

export interface Way {
  id: string;
  /** Where it starts and ends, as steps from 0. */
  from: number;
  to: number;
  kind: "back" | "past";
  /** Of those at the first step. */
  share: number;
  n: number | null;
  low: number | null;
  high: number | null;
  names: readonly [string, string];
}

/** Below this a way is drawn without its number. */
export const LABELLED = 0.05;

/** The measured ways of a map that are not just the next step, most taken first. */
export function waysOf(map: Pick<JourneyMap, "edges">, columns: readonly Column[]): Way[] {
  const steps = columns.flatMap(({ step }) => step ?? []);
  const places = new Map(steps.map((step, at) => [step.id, at]));
  return (map.edges ?? [])
    .flatMap((edge) => wayOf(edge, places, steps) ?? [])
    .sort((one, other) => other.share - one.share);
}

function wayOf(edge: Edge, places: ReadonlyMap<string, number>, steps: readonly Step[]): Way | null {
  const from = places.get(edge.from_step);
  const to = places.get(edge.to_step ?? "");
  if (from === undefined || to === undefined || to === from + 1 || to === from) return null;
  const { id, measured_share: share, n = null, low = null, high = null } = edge;
  if (typeof share !== "number") return null;
  const names = [steps[from]?.name ?? "", steps[to]?.name ?? ""] as const;
  return { id, from, to, kind: to < from ? "back" : "past", share, n, low, high, names };
}

/** How far from the line an arc reaches: further, the more steps it goes past. */
function depthOf({ from, to, kind }: Span, height: number): number {
  const room = height / 2 - EDGE;
  const reach = Math.min(1, 0.3 + Math.abs(to - from) * 0.14) * room;
  return kind === "back" ? -reach : reach;
}

type Span = Pick<Way, "from" | "to" | "kind">;
const EDGE = 14; // room for a number beyond the furthest arc

/** An arc between two steps' middles: above the line for a way back, below it for one that skips. */
export function arcOf(way: Span, middles: readonly number[], height: number): string {
  const [start, end, middle] = [middles[way.from] ?? 0, middles[way.to] ?? 0, height / 2];
  const control = middle + (depthOf(way, height) * 4) / 3; // a cubic's furthest point is at three quarters of it
  return `M${start} ${middle}C${start} ${control} ${end} ${control} ${end} ${middle}`;
}

export interface Label {
  way: Way;
  /** Of 1 in all, from the start. */
  x: number;
  /** The middle of the number, in pixels from the top. */
  y: number;
}

/** Where the numbers stand: at the arcs' furthest points; where two would touch, only the larger is written. */
export function labelsOf(ways: readonly Way[], middles: readonly number[], height: number): Label[] {
  const near = 0.35 / Math.max(1, middles.length);
  const placed: Label[] = [];
  for (const way of ways.filter((each) => each.share >= LABELLED)) {
    const x = ((middles[way.from] ?? 0) + (middles[way.to] ?? 0)) / 2;
    const here = { way, x, y: height / 2 + depthOf(way, height) };
    const touches = placed.some((one) => Math.abs(one.x - x) < near && Math.abs(one.y - here.y) < 16);
    if (!touches) placed.push(here);
  }
  return placed;
}
