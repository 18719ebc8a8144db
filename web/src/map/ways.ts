/** The ways that people really take between a map's steps, beside the drawn order: back, and past steps. */
import type { Edge, JourneyMap } from "./documents";
import type { Column } from "./table";

export interface Way {
  id: string;
  /** Where it starts and ends, as columns from 0. */
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
  const places = new Map<string, number>();
  columns.forEach(({ step }, at) => step && places.set(step.id, at));
  return (map.edges ?? [])
    .flatMap((edge) => wayOf(edge, places, columns) ?? [])
    .sort((one, other) => other.share - one.share);
}

function wayOf(edge: Edge, places: ReadonlyMap<string, number>, columns: readonly Column[]): Way | null {
  const from = places.get(edge.from_step);
  const to = places.get(edge.to_step ?? "");
  if (from === undefined || to === undefined || to === from + 1 || to === from) return null;
  const { id, measured_share: share, n = null, low = null, high = null } = edge;
  if (typeof share !== "number") return null;
  const names = [nameAt(columns, from), nameAt(columns, to)] as const;
  return { id, from, to, kind: to < from ? "back" : "past", share, n, low, high, names };
}

const nameAt = (columns: readonly Column[], at: number): string => columns[at]?.step?.name ?? "";

/** An arc between two columns' middles: above the line for a way back, below it for one that skips. */
export function arcOf({ from, to, kind }: Pick<Way, "from" | "to" | "kind">, height: number): string {
  const [start, end] = [from + 0.5, to + 0.5];
  const reach = Math.min(1, 0.35 + Math.abs(to - from) * 0.12) * (height / 2);
  const middle = height / 2;
  const peak = kind === "back" ? middle - reach * 1.3 : middle + reach * 1.3;
  const edge = Math.max(2, Math.min(height - 2, peak));
  return `M${start} ${middle}C${start} ${edge} ${end} ${edge} ${end} ${middle}`;
}
