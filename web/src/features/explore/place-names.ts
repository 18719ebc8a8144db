/** Places in an answer, and what each is called: the title of the panel that opens there. */
import type { Place } from "./asking";

/** The cohort that is every one of them. */
export const ALL = "(all)";

export interface PlaceNames {
  called: (name: string) => string;
  /** What a step of a funnel is. */
  step?: (step: number) => string;
  /** How long a period of cohorts is. */
  unit?: string;
}

const STATES = {
  entered: "Came to",
  moved_on: "Moved on from",
  dropped_off: "Dropped off in",
  still_open: "Still in",
  went_back: "Went back to",
};

export function placeName(place: Place, names: PlaceNames): string {
  const { called, step = (number) => `step ${number}` } = names;
  switch (place.at) {
    case "node":
      return called(place.node);
    case "link":
      if (place.to_node === "(end)") return `Left after ${called(place.from_node)}`;
      if (place.from_node === "(start)") return `Began with ${called(place.to_node)}`;
      return `${called(place.from_node)} → ${called(place.to_node)}`;
    case "reached":
      return `Reached ${step(place.step)}`;
    case "lost":
      return `Lost after ${step(place.step)}`;
    case "standing":
      return `${STATES[place.state]} ${called(place.node)}`;
    case "path":
      return place.path.map(called).join(" → ");
    case "cohort":
      return cohortName(place, names.unit ?? "month");
    default: // an address may hold anything
      return "";
  }
}

function cohortName({ cohort, period, came_back: back }: Place & { at: "cohort" }, unit: string): string {
  const began = cohort === ALL ? "All cohorts" : `Began ${periodName(cohort, unit)}`;
  if (typeof period !== "number") return began;
  return `${began}, ${back === false ? "not back" : "back"} ${period} ${unit}${period === 1 ? "" : "s"} later`;
}

/** A period by its first day, as it is called: "Mar 2025", "2025 Q1". */
export function periodName(first: string, unit: string): string {
  const day = new Date(`${first}T12:00:00Z`);
  if (unit === "year") return String(day.getUTCFullYear());
  if (unit === "quarter") return `${day.getUTCFullYear()} Q${Math.floor(day.getUTCMonth() / 3) + 1}`;
  const style =
    unit === "month"
      ? ({ month: "short", year: "numeric" } as const)
      : ({ day: "numeric", month: "short", year: "numeric" } as const);
  return new Intl.DateTimeFormat("en-GB", { ...style, timeZone: "UTC" }).format(day);
}
