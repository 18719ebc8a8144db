/** What the scope bar offers. */

export interface Choice {
  value: string;
  label: string;
}

export const LENSES: Choice[] = [
  { value: "touchpoint", label: "touchpoints" },
  { value: "action", label: "actions" },
  { value: "channel", label: "channels" },
  { value: "stage", label: "stages" },
];

/** The years, quarters and months up to the day of the data, newest first: `2025`, `2025-Q4`, `2025-12`. */
export function lately(asOf: number | null | undefined): Choice[] {
  if (asOf === undefined || asOf === null) return [];
  const day = new Date(asOf / 1000);
  const [year, month] = [day.getUTCFullYear(), day.getUTCMonth()];
  const years = [year, year - 1].map((each) => ({ value: String(each), label: `in ${each}` }));
  const quarters = [0, 1, 2, 3].map((back) => {
    const quarter = year * 4 + Math.floor(month / 3) - back;
    const said = `${Math.floor(quarter / 4)}-Q${(quarter % 4) + 1}`;
    return { value: said, label: `in ${said.replace("-", " ")}` };
  });
  const months = [0, 1, 2].map((back) => {
    const first = new Date(Date.UTC(year, month - back, 1));
    const name = first.toLocaleDateString("en", { month: "long", year: "numeric", timeZone: "UTC" });
    return { value: first.toISOString().slice(0, 7), label: `in ${name}` };
  });
  return [...years, ...quarters, ...months];
}

/** Two days as a period; undefined when they are none. */
export function periodOf(from: string, until: string): string | undefined {
  return from && until && from < until ? `${from}..${until}` : undefined;
}
