/** What became of a step between two maps, in words. */
import type { Schema } from "@/client";
import { inUnit } from "@/map";

type Column = Schema<"Column">;
type FigureChange = Schema<"FigureChange">;
type LaneChange = Schema<"LaneChange">;

const CHANGES: Record<string, string> = { added: "new", removed: "gone", changed: "changed" };

/** "new"; "moved"; "Emotion −1.9 → +1.0 (target)"; "Obstacles: 1 new, 2 gone". Lanes in `without` are left out. */
export function wordsOf(column: Column, without: ReadonlySet<string> = new Set()): string[] {
  if (column.state !== "changed") return [CHANGES[column.state] ?? column.state];
  const words = [
    ...(column.words ?? []),
    ...(column.figures ?? []).flatMap(figureWords),
    ...(column.lanes ?? []).filter(({ role }) => !without.has(role)).flatMap(laneWords),
  ];
  return words.length ? words : ["changed"];
}

/** Only what differs more than chance would have it. */
function figureWords({ name, unit, before, after, is_clear: isClear }: FigureChange): string[] {
  if (!isClear || !before || !after) return [];
  const [was, now] = [before, after].map((side) => {
    const value = side.value === null ? null : inUnit(side.value, unit);
    const source = side.source ?? "measured"; // what is measured is sent without saying so
    return value && (source === "measured" ? value : `${value} (${source})`);
  });
  return was && now ? [`${name} ${was} → ${now}`] : [];
}

function laneWords({ label, cards }: LaneChange): string[] {
  const counts = Object.entries(CHANGES)
    .map(([state, word]) => [cards.filter((card) => card.state === state).length, word] as const)
    .filter(([number]) => number > 0)
    .map(([number, word]) => `${number} ${word}`);
  return counts.length ? [`${label}: ${counts.join(", ")}`] : [];
}

/** The lanes that have no card on the map after: a map of another kind does without them. */
export function doneWithout(columns: readonly Column[]): Set<string> {
  const lanes = columns.flatMap((column) => column.lanes ?? []);
  const kept = new Set(lanes.filter(({ cards }) => cards.some((card) => card.after)).map(({ role }) => role));
  return new Set(lanes.map(({ role }) => role).filter((role) => !kept.has(role)));
}
