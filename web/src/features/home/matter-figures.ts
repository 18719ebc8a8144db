import type { Schema } from "@/client";
import { count, percent } from "@/ui";

type Told = Schema<"MatterFigure">;

const DEFINITIONS: Record<string, string> = {
  broken_map: "Problems that make the map untrue, found by its check.",
  fidelity: "The share of what people did that the map's steps and ways explain.",
  drift: "How much the mix has shifted since the last review: half the sum of all changes of share.",
  review_overdue: "Days since the day on which the map was to be looked at again.",
  hotspot:
    "What makes this step a hotspot; how hot it is adds up from its leaving, its feeling and its obstacles.",
  quarantine: "Rows that did not fit their mapping. Nothing is lost: mend the mapping and replay them.",
  quiet_source: "Days from its last event to the newest event of all sources.",
  not_published: "Maps that are a draft or in review.",
  opportunity: "Its value from 0 to 100: half for customers, half for the business.",
};
const NOUNS: Record<string, string> = {
  fidelity: "interaction",
  quarantine: "row",
  not_published: "map",
  quiet_source: "interaction",
};

/** The number of a matter as one that can be opened. */
export function figureOf(code: string, told: Told) {
  return {
    value: told.says ?? written(told),
    definition: DEFINITIONS[code] ?? "",
    n: told.n,
    noun: NOUNS[code] ?? "person",
    low: told.unit === "share" ? told.low : null,
    high: told.unit === "share" ? told.high : null,
    rate: told.unit === "share",
  };
}

function written({ value, unit }: Told): string {
  if (unit === "share") return percent(value);
  if (unit === "days") return `${count(value)} ${value === 1 ? "day" : "days"}`;
  return count(Math.round(value));
}
