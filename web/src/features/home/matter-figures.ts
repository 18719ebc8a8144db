import type { Schema } from "@/client";
import { count, percent } from "@/ui";

type Told = Schema<"MatterFigure">;

const DEFINITIONS: Record<string, string> = {
  broken_map: "Problems that make the map untrue, found by its check.",
  fidelity: "The share of what people did that the map's steps and ways explain.",
  drift: "How much the mix has shifted since the last review: half the sum of all changes of share.",
  review_overdue: "Days since the day on which the map was to be looked at again.",
  hotspot: "How hot the step is, from 0 to 100: its leaving, its feeling and its obstacles, weighted.",
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
    value: written(code, told),
    definition: DEFINITIONS[code] ?? "",
    n: told.n,
    noun: NOUNS[code] ?? "person",
    low: told.unit === "share" ? told.low : null,
    high: told.unit === "share" ? told.high : null,
    rate: told.unit === "share",
  };
}

function written(code: string, { value, unit }: Told): string {
  if (unit === "share") return percent(value);
  if (unit === "days") return `${count(value)} ${value === 1 ? "day" : "days"}`;
  if (code === "hotspot") return `heat ${Math.round(value * 100)}`;
  return count(Math.round(value));
}
