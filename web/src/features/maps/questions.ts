/** What this place asks of the server. */
import { queryOptions } from "@tanstack/react-query";
import { answered, api, type Job, type Schema } from "@/client";

export type MapEntry = Schema<"MapEntry">;
export type NewMap = Schema<"NewMap">;
export type TemplateEntry = Schema<"TemplateEntry">;

export const mapsQuery = queryOptions({
  queryKey: ["maps"],
  queryFn: async () => (await answered(api.GET("/api/maps"))) as MapEntry[],
});

export const templatesQuery = queryOptions({
  queryKey: ["templates"],
  queryFn: async () => (await answered(api.GET("/api/templates"))) as TemplateEntry[],
  staleTime: Number.POSITIVE_INFINITY,
});

/** Begin a map; gives its key. */
export async function begun(wanted: NewMap): Promise<string> {
  return ((await answered(api.POST("/api/maps", { body: wanted }))) as { key: string }).key;
}

/** Begin a draft; its job says how far it is. */
export const startDraft = (wanted: Schema<"Drafting">): Promise<Job> =>
  answered(api.POST("/api/drafts", { body: wanted }));

/** Keep a map of another tool under a key that is free; what was changed or left out comes with it. */
export async function imported(
  file: File,
  taken: readonly string[],
): Promise<{ key: string; remarks: string[] }> {
  const ending = /\.[^.]+$/.exec(file.name)?.[0]?.toLowerCase() ?? "";
  const stem = file.name
    .slice(0, file.name.length - ending.length)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-");
  const params = { path: { key: freeKey(stem.replace(/^-+|-+$/g, "").slice(0, 60) || "map", taken) } };
  const body = { text: await file.text(), ending, form: null };
  const made = (await answered(api.POST("/api/maps/{key}/import", { params, body }))) as {
    key: string;
    remarks: string[];
  };
  return made;
}

export function freeKey(stem: string, taken: readonly string[]): string {
  if (!taken.includes(stem)) return stem;
  for (let number = 2; ; number += 1) if (!taken.includes(`${stem}-${number}`)) return `${stem}-${number}`;
}
