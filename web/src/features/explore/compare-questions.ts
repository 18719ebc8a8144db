/** What a comparison asks: of the address, as the API takes it, and as a map cites it. */
import type { Address, Question } from "@/client";
import type { Place } from "./asking";
import { chosenBy, readSide, type Side } from "./compare-sides";
import {
  funnelQuestion,
  parted,
  pathsQuestion,
  readFunnel,
  readPaths,
  readRetention,
  readStages,
  retentionQuestion,
  stagesQuestion,
  whole,
} from "./questions";
import type { Difference } from "./verdicts";

export type Row = Difference & Record<string, unknown>;

export const ASKED = [
  { value: "stages", label: "How each stage performs" },
  { value: "funnel", label: "A funnel" },
  { value: "drop_off", label: "Where they leave for good" },
  { value: "paths", label: "Which paths they take" },
  { value: "retention", label: "Who comes back" },
];
const RESAMPLES = 200;

export const readCompare = (address: Address) => ({
  of: ASKED.find((each) => each.value === address.of)?.value ?? "stages",
  a: readSide(address.a),
  b: readSide(address.b),
  medians: address.medians === "1",
  funnel: readFunnel(address),
  unit: readRetention(address).unit,
  address,
});
export type CompareState = ReturnType<typeof readCompare>;

/** The question that both sides are asked; what the address leaves open is asked shortly. */
export function comparedQuestion({ of, address, funnel }: CompareState, lens: string): Question {
  if (of === "funnel") return funnelQuestion(funnel, lens);
  if (of === "stages") return stagesQuestion(readStages(address));
  if (of === "paths") return pathsQuestion(readPaths(address), lens);
  if (of === "retention") {
    const periods = whole(address.periods, 6, [1, 36]);
    return retentionQuestion({ ...readRetention(address), periods }, lens);
  }
  const { goal, split } = { goal: parted(address.goal), split: address.split };
  return { measure: of, lens, ...(goal.length && { goal }), ...(split && { split }) };
}

export const isAsked = ({ of, a, b, funnel }: CompareState): boolean =>
  !!a && !!b && (of !== "funnel" || funnel.steps.length > 1);

interface Shared {
  period?: string;
  segment?: string;
}

/** What the page says of both sides, but for what one of them says itself. */
export function sharedBy({ a, b }: { a: Side | null; b: Side | null }, scope: Shared): Shared {
  const own = new Set([a?.kind, b?.kind]);
  return {
    period: own.has("period") ? undefined : scope.period,
    segment: own.has("segment") ? undefined : scope.segment,
  };
}

/** What is asked beside the question, of two sides. */
export const sidesAsked = (state: CompareState, names: [string, string]) => ({
  a: chosenBy(state.a),
  b: chosenBy(state.b),
  names,
  ...(state.medians && { resamples: RESAMPLES }),
});

/** The comparison as a map's evidence cites it: each side says all that is said of it. */
export function cited(question: unknown, state: CompareState, shared: Shared, names: [string, string]) {
  const side = (chosen: Side | null) => ({ ...shared, ...chosenBy(chosen) });
  const { resamples = 0 } = sidesAsked(state, names);
  return { measure: "compare", of: question, a: side(state.a), b: side(state.b), names, resamples };
}

const NAMING: Record<string, string[]> = {
  stages: ["stage"],
  funnel: ["step"],
  drop_off: ["node"],
  paths: ["path"],
  retention: ["cohort", "period"],
};

/** What names a row of the comparison. */
export const rowOf = (row: Row, of: string): Record<string, unknown> =>
  Object.fromEntries([...(NAMING[of] ?? []), "figure"].map((name) => [name, row[name]]));

/** Whom a row is about, on either side. */
export function placeOf(row: Row, of: string): Place {
  if (of === "funnel") return { at: "reached", step: Number(row.step) };
  if (of === "paths") return { at: "path", path: row.path as string[] };
  if (of === "retention")
    return { at: "cohort", cohort: String(row.cohort), period: Number(row.period), came_back: true };
  const state = STANDING[row.figure] ?? "entered";
  return { at: "standing", node: String(row.stage ?? row.node), state };
}

const STANDING: Record<string, "moved_on" | "dropped_off"> = {
  moved_on_share: "moved_on",
  dropped_off_share: "dropped_off",
  hazard: "dropped_off",
};
