/** The texts of a map's quotes: read from the facts, never kept in the map. What was just added here is known already. */
import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { answered, api } from "@/client";
import { useMapEditor } from "./context";

export type Texts = Readonly<Record<string, string>>;

const NONE: Texts = {};
const ofMap = (key: string) => ["map-texts", key];
const addedTo = (key: string) => ["map-texts-added", key];

/** All of them, by interaction. */
export function useTextsOf(key: string): Texts {
  const queries = useQueryClient();
  const found = useQuery({
    queryKey: ofMap(key),
    queryFn: async (): Promise<Texts> => {
      const read = await answered(api.GET("/api/maps/{key}/texts", { params: { path: { key } } }));
      return { ...queries.getQueryData<Texts>(addedTo(key)), ...(read as Texts) };
    },
  });
  return found.data ?? NONE;
}

/** Know the text of a quote that is about to be added: the server does not find it before the map is saved. */
export function noteText(queries: QueryClient, key: string, interaction: string, text: string): void {
  for (const name of [addedTo(key), ofMap(key)])
    queries.setQueryData<Texts>(name, (texts) => ({ ...texts, [interaction]: text }));
}

/** A text that is not here may have come with somebody else's edit: the map's texts are asked for again. */
export function useSought(isMissing: boolean): void {
  const { mapKey } = useMapEditor();
  const queries = useQueryClient();
  useEffect(() => {
    if (isMissing) void queries.invalidateQueries({ queryKey: ofMap(mapKey) });
  }, [isMissing, mapKey, queries]);
}
