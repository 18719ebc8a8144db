import type { Schema } from "@/client";

/** A link as the router takes it. */
export interface Going {
  to: string;
  search?: Record<string, string>;
}

/** Where a matter leads. */
export function goingTo({ kind, key, part }: Schema<"Whereto">): Going {
  if (kind === "quarantine") return { to: "/sources/quarantine" };
  if (kind === "sources") return { to: "/sources" };
  if (kind === "maps" || !key) return { to: "/maps" };
  return kind === "step" && part ? goingToStep(key, part) : { to: `/maps/${key}` };
}

/** A step on its map, with what is known of it. */
export const goingToStep = (map: string, step: string): Going => ({
  to: `/maps/${map}`,
  search: { panel: "step", about: step },
});

const ACTIONS: Record<string, string> = {
  nothing_loaded: "Add data",
  never_computed: "Open the sources",
  stale_tables: "Open the sources",
  no_map: "Open the maps",
  hotspot: "See the step",
  quarantine: "See the rows",
  quiet_source: "See the source",
  opportunity: "See it on the map",
};

/** What the link of a matter is called. */
export const actionOf = (code: string): string => ACTIONS[code] ?? "Open the map";

/** How far behind the newest source this one is, in whole days; null where it has no events. */
export function daysBehind(last: number | null, asOf: number | null): number | null {
  if (last === null || asOf === null) return null;
  return Math.max(0, Math.floor((asOf - last) / 86_400e6));
}
