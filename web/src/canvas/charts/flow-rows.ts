/** A row of the answer to a flow. */
export interface FlowRow {
  kind: "node" | "link";
  step: number;
  from_node: string;
  to_node: string | null;
  count: number;
  subjects: number | null;
  share: number | null;
  share_low: number | null;
  share_high: number | null;
  n: number;
  too_few: boolean;
}

export const START = "(start)";
export const END = "(end)";
export const OTHER = "(other)";
export const EARLIER = "(earlier)";
export const LATER = "(later)";

/** What share of its step a row is; null where that rests on too few. */
export const rate = (row: FlowRow): number | null => (row.too_few ? null : row.share);

/** The names of a flow, the most frequent first. */
export function namesOf(rows: readonly FlowRow[]): string[] {
  const totals = new Map<string, number>();
  for (const row of rows)
    if (row.kind === "node") totals.set(row.from_node, (totals.get(row.from_node) ?? 0) + row.count);
  return [...totals].sort(([a, one], [b, other]) => other - one || a.localeCompare(b)).map(([name]) => name);
}
