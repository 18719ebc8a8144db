/** Questions as an address holds them, and as the API takes them: each view's own part, as texts. */
import type { Address, Question, Schema } from "@/client";

export type ViewKind = Schema<"View">["view"];
export type Change = Record<string, string | undefined>;

export const SPLITS = [
  { value: "whole_life", label: "Everything a person did" },
  { value: "gap:30", label: "A visit: until 30 minutes of silence" },
  { value: "gap:1440", label: "Until a day of silence" },
  { value: "gap:43200", label: "Until a month of silence" },
  { value: "calendar:week", label: "A calendar week" },
  { value: "calendar:month", label: "A calendar month" },
];

/** The lens of a question: the scope's, by the name that measures have for it. */
export function lensOf(lens: string | undefined, otherwise = "touchpoint"): string {
  return lens?.replace(/^step_/, "") ?? otherwise;
}

export function whole(text: string | undefined, otherwise: number, [least, most]: [number, number]): number {
  const number = Math.round(Number(text));
  return text === undefined || Number.isNaN(number) ? otherwise : Math.max(least, Math.min(most, number));
}

/** Several names in one text, with "|" between; in a name that has one it is doubled. */
export const joined = (names: readonly string[]): string | undefined =>
  names.length ? names.map((name) => name.replaceAll("|", "||")).join("|") : undefined;

export function parted(text: string | undefined): string[] {
  if (!text) return [];
  return text
    .replaceAll("||", "\u0000")
    .split("|")
    .map((name) => name.replaceAll("\u0000", "|"));
}

/** A split as one text: "gap:30". */
export function splitText(split: unknown): string | undefined {
  if (typeof split === "string") return split;
  if (typeof split !== "object" || split === null) return undefined;
  const { by, ...rest } = split as Record<string, unknown>;
  if (by === "whole_life")
    return rest.quiet_days === 30 || rest.quiet_days === undefined
      ? undefined
      : `whole_life:${String(rest.quiet_days)}`;
  if (by === "gap") return `gap:${String(rest.minutes ?? 30)}`;
  if (by === "calendar") return `calendar:${String(rest.unit ?? "week")}`;
  return by === "goal" && Array.isArray(rest.nodes) ? `goal:${rest.nodes.join("|")}` : undefined;
}

// Flow

export interface FlowState {
  steps: number;
  top: number;
  anchor: string[];
  occurrence: "first" | "last";
  before: number;
  after: number;
  loops: boolean;
  split?: string;
  as: "sankey" | "graph";
}

export const readFlow = (address: Address): FlowState => ({
  steps: whole(address.steps, 5, [2, 12]),
  top: whole(address.top, 6, [1, 20]),
  anchor: parted(address.anchor),
  occurrence: address.occurrence === "last" ? "last" : "first",
  before: whole(address.before, 2, [0, 8]),
  after: whole(address.after, 3, [0, 8]),
  loops: address.loops === "1",
  split: address.split,
  as: address.as === "graph" ? "graph" : "sankey",
});

export function flowQuestion(state: FlowState, lens: string): Question {
  const around = state.anchor.length
    ? { anchor: state.anchor, occurrence: state.occurrence, before: state.before, after: state.after }
    : { steps: state.steps };
  return {
    measure: "flow",
    lens,
    top: state.top,
    collapse_loops: !state.loops,
    ...around,
    ...(state.split && { split: state.split }),
  };
}

// Funnel

export interface FunnelState {
  steps: string[][];
  order: "ordered" | "strict" | "unordered";
  within?: number;
  by?: string;
  split?: string;
}

const ORDERS = ["ordered", "strict", "unordered"] as const;

export const readFunnel = (address: Address): FunnelState => ({
  steps: (address.path ?? "").split(">>").filter(Boolean).map(parted),
  order: ORDERS.find((order) => order === address.order) ?? "ordered",
  within: Number(address.within) > 0 ? Number(address.within) : undefined,
  by: address.by,
  split: address.split,
});

/** The steps of a funnel as an address holds them. */
export const stepsText = (steps: readonly string[][]): string | undefined =>
  steps.length ? steps.map((step) => joined(step) ?? "").join(">>") : undefined;

export const funnelQuestion = (state: FunnelState, lens: string): Question => ({
  measure: "funnel",
  lens,
  steps: state.steps.map((step) => (step.length === 1 ? step[0] : step)),
  order: state.order,
  ...(state.within && { within_days: state.within }),
  ...(state.split && { split: state.split }),
});

// Stages, paths, retention

export const readStages = (address: Address) => ({
  split: address.split,
  stage: address.stage,
  goal: parted(address.goal),
});
export type StagesState = ReturnType<typeof readStages>;

export const stagesQuestion = ({ split, goal }: StagesState): Question => ({
  measure: "stages",
  ...(goal.length && { goal }),
  ...(split && { split }),
});

export const readPaths = (address: Address) => ({
  top: whole(address.top, 12, [1, 100]),
  prefix: address.prefix ? whole(address.prefix, 3, [1, 50]) : undefined,
  goal: parted(address.goal),
  loops: address.loops === "1",
  split: address.split,
});
export type PathsState = ReturnType<typeof readPaths>;

export const pathsQuestion = (state: PathsState, lens: string): Question => ({
  measure: "paths",
  lens,
  top: state.top,
  collapse_loops: !state.loops,
  ...(state.prefix && { prefix: state.prefix }),
  ...(state.goal.length && { goal: state.goal }),
  ...(state.split && { split: state.split }),
});

const UNITS = ["day", "week", "month", "quarter", "year"] as const;

export const readRetention = (address: Address) => ({
  unit: UNITS.find((unit) => unit === address.unit) ?? "month",
  periods: whole(address.periods, 12, [1, 36]),
  start: parted(address.start),
  back: parted(address.back),
  rolling: address.rolling === "1",
});
export type RetentionState = ReturnType<typeof readRetention>;

export const retentionQuestion = (state: RetentionState, lens: string): Question => ({
  measure: "retention",
  lens,
  unit: state.unit,
  periods: state.periods,
  rolling: state.rolling,
  ...(state.start.length && { start: state.start }),
  ...(state.back.length && { back: state.back }),
});

// From a question back to an address: what a saved view needs

const listed = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(String) : typeof value === "string" ? [value] : [];
const flag = (value: unknown): string | undefined => (value ? "1" : undefined);
const text = (value: unknown): string | undefined =>
  value === null || value === undefined ? undefined : String(value);

/** What stands in the address of a view that asks this. */
export function addressOf(question: Record<string, unknown>): Change {
  const lens = typeof question.lens === "string" ? question.lens : undefined;
  const shared = {
    split: splitText(question.split),
    lens: lens === "stage" && question.measure === "stages" ? undefined : lens,
  };
  const loops = flag(question.collapse_loops === false);
  switch (question.measure) {
    case "flow": {
      const anchor = listed(question.anchor);
      const after =
        question.after ?? (anchor.length ? Number(question.steps) - Number(question.before) - 1 : undefined);
      return {
        ...shared,
        loops,
        steps: text(question.steps),
        top: text(question.top),
        anchor: joined(anchor),
        occurrence: text(question.occurrence),
        before: text(question.before),
        after: text(after),
      };
    }
    case "funnel":
      return {
        ...shared,
        path: stepsText((question.steps as unknown[]).map(listed)),
        order: text(question.order),
        within: text(question.within_days),
      };
    case "paths":
      return {
        ...shared,
        loops,
        top: text(question.top),
        prefix: text(question.prefix),
        goal: joined(listed(question.goal)),
      };
    case "retention":
      return {
        ...shared,
        unit: text(question.unit),
        periods: text(question.periods),
        start: joined(listed(question.start)),
        back: joined(listed(question.back)),
        rolling: flag(question.rolling),
      };
    default:
      return { ...shared, goal: joined(listed(question.goal)) };
  }
}
