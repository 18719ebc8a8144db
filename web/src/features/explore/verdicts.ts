/** How two sides differ, in words: never a bare p-value. */
import { count, people, percent, span } from "@/ui";

export interface Difference {
  figure: string;
  value_a: number | null;
  value_b: number | null;
  difference: number | null;
  difference_low: number | null;
  difference_high: number | null;
  q_value: number | null;
  significant: boolean | null;
  too_few: boolean;
  n_a: number | null;
  n_b: number | null;
}

export type Tone = "higher" | "lower" | "same" | "unknown";

export interface Verdict {
  tone: Tone;
  says: string;
}

const FIGURES: Record<string, string> = {
  moved_on_share: "moved on",
  dropped_off_share: "dropped off",
  time_in_stage_p50_us: "median time there",
  time_in_stage_p90_us: "time there, 9 in 10",
  completed_visit_p50_us: "median of visits that are over",
  completed_visit_p90_us: "visits that are over, 9 in 10",
  share_of_first: "of all who began",
  share_of_previous: "of the step before",
  time_from_first_p50_us: "median time from the first step",
  time_from_first_p90_us: "time from the first step, 9 in 10",
  time_from_previous_p50_us: "median time from the step before",
  time_from_previous_p90_us: "time from the step before, 9 in 10",
  share: "share",
  conversion: "reached the goal",
  median_duration_us: "median duration",
  hazard: "left for good",
};

export const figureName = (figure: string): string =>
  FIGURES[figure] ?? figure.replace(/_us$/, "").replaceAll("_", " ");

export const isTime = (figure: string): boolean => figure.endsWith("_us");

/** The unit of a figure, as a map's evidence names it. */
export const unitOf = (figure: string): "microseconds" | "share" | "count" =>
  isTime(figure) ? "microseconds" : isShare(figure) ? "share" : "count";

/** A value in its unit. */
export function valued(figure: string, value: number | null): string {
  if (value === null) return "–";
  if (isTime(figure)) return span(value);
  return isShare(figure) ? percent(value, 1) : count(Math.round(value * 100) / 100);
}

const isShare = (figure: string) => /share|conversion|hazard/.test(figure);

/** A difference in its unit: shares differ by points. */
function apart(figure: string, value: number): string {
  if (isTime(figure)) return span(Math.abs(value));
  return isShare(figure) ? `${Math.abs(value * 100).toFixed(1)} points` : count(Math.abs(value));
}

function range(figure: string, low: number, high: number): string {
  const end = (value: number) => {
    const sign = value < 0 ? "−" : "+";
    return isTime(figure)
      ? `${sign}${span(Math.abs(value))}`
      : `${sign}${Math.abs(isShare(figure) ? value * 100 : value).toFixed(1)}`;
  };
  return `${end(low)} to ${end(high)}${isShare(figure) ? " points" : ""}`;
}

const isUntested = ({ difference, difference_low, difference_high, too_few }: Difference) =>
  difference !== null && !too_few && (difference_low === null || difference_high === null);

/** What may be said of a difference. */
export function verdict(row: Difference, [a, b]: readonly [string, string]): Verdict {
  const { figure, difference, difference_low: low, difference_high: high } = row;
  if (difference === null) return { tone: "unknown", says: "Not known on both sides." };
  if (row.too_few) return { tone: "unknown", says: "Too few on one side to say." };
  if (isUntested(row) || low === null || high === null)
    return { tone: "unknown", says: "Not tested: tick “Test medians too”." };
  if (!row.significant)
    return { tone: "same", says: `No clear difference: ${range(figure, low, high)} may be chance.` };
  const word = difference > 0 ? (isTime(figure) ? "longer" : "higher") : isTime(figure) ? "shorter" : "lower";
  const sure = (row.q_value ?? 1) < 0.001 ? "hardly chance" : "unlikely to be chance";
  return {
    tone: difference > 0 ? "higher" : "lower",
    says: `${a} is ${word} than ${b} by ${apart(figure, difference)} (${range(figure, low, high)}): ${sure}.`,
  };
}

/** How many differences are clear, in a sentence. */
export function summary(rows: readonly Difference[], names: readonly [string, string]): string {
  const told = rows.filter((row) => ["higher", "lower"].includes(verdict(row, names).tone)).length;
  const few = rows.filter((row) => row.too_few).length;
  const untested = rows.filter(isUntested).length;
  const rest = [
    few && ` ${few} could not be told: too few.`,
    untested && ` ${untested} ${untested === 1 ? "was" : "were"} not tested.`,
  ];
  const which = `Of ${people(rows.length - untested, untested ? "tested figure" : "figure")}`;
  const says = told
    ? `${which}, ${told} differ${told === 1 ? "s" : ""} clearly between ${names[0]} and ${names[1]}.`
    : `${which}, none differs clearly.`;
  if (!rows.length) return "There is nothing to compare.";
  if (few === rows.length) return "There are too few on one side to tell them apart.";
  return [says, ...rest.filter(Boolean)].join("");
}
