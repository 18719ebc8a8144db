import type { Schema } from "@/client";

type Column = Schema<"SampledColumn">;

/** The columns of rows that were set aside: each is JSON of its columns, or a text that could not be read. */
export function rawColumns(rows: Pick<Schema<"RawRow">, "raw">[]): Column[] {
  const values = new Map<string, string[]>();
  for (const { raw } of rows)
    for (const [name, value] of Object.entries(cellsOf(raw))) {
      const found = values.get(name) ?? [];
      if (value !== null && value !== "") found.push(String(value));
      values.set(name, found);
    }
  return [...values].map(([name, found]) => ({
    name,
    known: found.length,
    blank: rows.length - found.length,
    distinct: new Set(found).size,
    values: [...new Set(found)].slice(0, 40),
    time_format: null,
    is_number: false,
  }));
}

/** A row by its columns; none where it is no JSON of them. */
export function cellsOf(raw: string): Record<string, unknown> {
  try {
    const found: unknown = JSON.parse(raw);
    return typeof found === "object" && found !== null && !Array.isArray(found)
      ? (found as Record<string, unknown>)
      : {};
  } catch {
    return {};
  }
}
