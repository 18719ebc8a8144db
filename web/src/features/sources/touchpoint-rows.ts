import type { Schema } from "@/client";

/** The inventory of touchpoints: which rows are wanted, in which order, and as a file. */

export type Touchpoint = Schema<"CoveredTouchpoint">;
export const SHOWS = ["all", "unmeasured", "off-map", "unscored"] as const;
export type Shows = (typeof SHOWS)[number];
export type Column = "touchpoint" | "channel" | "interactions" | "people" | "scored" | "last" | "places";

export interface Wanted {
  text: string;
  channel: string;
  shows: Shows;
  by: Column;
  down: boolean;
}

/** Whether somebody measured it at all, and with a score. */
export const isMeasured = (one: Touchpoint): boolean => one.interactions > 0;

const SHOWN: Record<Shows, (one: Touchpoint) => boolean> = {
  all: () => true,
  unmeasured: (one) => !isMeasured(one),
  "off-map": (one) => isMeasured(one) && one.places.length === 0,
  unscored: (one) => isMeasured(one) && one.scored === 0,
};

const SORTED: Record<Column, (one: Touchpoint) => number | string> = {
  touchpoint: (one) => one.touchpoint.toLowerCase(),
  channel: (one) => one.channel ?? "",
  interactions: (one) => one.interactions,
  people: (one) => one.people,
  scored: (one) => one.scored,
  last: (one) => one.last_at_us ?? 0,
  places: (one) => one.places.length,
};

/** The rows that are wanted, in order; what is alike stays as the server has it. */
export function wantedRows(all: Touchpoint[], { text, channel, shows, by, down }: Wanted): Touchpoint[] {
  const sought = text.trim().toLowerCase();
  const found = all.filter((one) => {
    const fits =
      !sought || [one.touchpoint, ...one.sources].some((name) => name.toLowerCase().includes(sought));
    return fits && (!channel || one.channel === channel) && SHOWN[shows](one);
  });
  const value = SORTED[by];
  return found.sort((one, other) => (down ? -1 : 1) * compared(value(one), value(other)));
}

function compared(one: number | string, other: number | string): number {
  if (typeof one === "number" && typeof other === "number") return one - other;
  return String(one).localeCompare(String(other));
}

const HEADS = [
  "touchpoint",
  "channel",
  "sources",
  "interactions",
  "people",
  "by_customer",
  "by_organisation",
  "scored",
  "first_at",
  "last_at",
  "maps",
  "ownership",
  "owner",
];

/** The rows as a file that a spreadsheet opens; a cell that could be a formula is told as text. */
export function asCsv(rows: Touchpoint[]): string {
  const lines = rows.map((one) => [
    one.touchpoint,
    one.channel ?? "",
    one.sources.join("; "),
    one.interactions,
    one.people,
    one.by_customer,
    one.by_organisation,
    one.scored,
    time(one.first_at_us),
    time(one.last_at_us),
    one.places.map((place) => `${place.title}: ${place.name}`).join("; "),
    one.ownership ?? "",
    one.owner ?? "",
  ]);
  return `${[HEADS, ...lines].map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
}

const time = (moment: number | null): string =>
  moment === null ? "" : new Date(moment / 1000).toISOString();

// As `sources/csv_cells.py` writes them.
function cell(value: string | number): string {
  const text =
    typeof value === "string" && /^'*[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : String(value);
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
