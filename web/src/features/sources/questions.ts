import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answered, api, type Problem, type Schema } from "@/client";
import type { Mapping } from "./values";

/** What the pages about sources ask of the server, and what they change there. */

export const useSources = () =>
  useQuery<Schema<"Source">[], Problem>({
    queryKey: ["sources"],
    queryFn: () => answered(api.GET("/api/sources")),
  });

export const useLoads = () =>
  useQuery<Schema<"LoadEntry">[], Problem>({
    queryKey: ["loads"],
    queryFn: () => answered(api.GET("/api/loads")),
  });

export const useFreshness = () =>
  useQuery<Schema<"Freshness">, Problem>({
    queryKey: ["freshness"],
    queryFn: () => answered(api.GET("/api/freshness")),
  });

export const useCoverage = () =>
  useQuery<Schema<"Coverage">, Problem>({
    queryKey: ["touchpoints"],
    queryFn: () => answered(api.GET("/api/touchpoints")),
  });

export const useReasons = () =>
  useQuery<Schema<"SetAsideReason">[], Problem>({
    queryKey: ["quarantine"],
    queryFn: () => answered(api.GET("/api/quarantine/reasons")),
  });

export const useRawRows = (load: number | undefined) =>
  useQuery<Schema<"RawRow">[], Problem>({
    queryKey: ["quarantine", load],
    enabled: load !== undefined,
    queryFn: () =>
      answered(
        api.GET("/api/loads/{load}/quarantine", {
          params: { path: { load: load ?? 0 }, query: { limit: 50 } },
        }),
      ),
  });

export const useMappingNamed = (key: string | undefined) =>
  useQuery<Schema<"KeptMapping">, Problem>({
    queryKey: ["mapping", key],
    enabled: key !== undefined,
    queryFn: () => answered(api.GET("/api/mappings/{key}", { params: { path: { key: key ?? "" } } })),
  });

export const useColumns = (upload: string | undefined) =>
  useQuery<Schema<"FileSample">, Problem>({
    queryKey: ["upload", upload, "columns"],
    enabled: upload !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () =>
      answered(api.GET("/api/uploads/{upload}/columns", { params: { path: { upload: upload ?? "" } } })),
  });

export const useSuggestion = (upload: string | undefined) =>
  useQuery<Schema<"Suggested">, Problem>({
    queryKey: ["upload", upload, "suggestion"],
    enabled: upload !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    queryFn: () =>
      answered(api.GET("/api/uploads/{upload}/suggestion", { params: { path: { upload: upload ?? "" } } })),
  });

/** What rows a mapping is tried on: those of an upload, or those that a load set aside. */
export type TriedOn = { upload: string } | { load: number };

export const useTrial = (on: TriedOn, mapping: Mapping | undefined) =>
  useQuery<Schema<"Trial">, Problem>({
    queryKey: ["trial", on, mapping],
    enabled: mapping !== undefined,
    placeholderData: (before) => before,
    queryFn: ({ signal }) => tried(on, mapping as Mapping, signal),
  });

function tried(on: TriedOn, mapping: Mapping, signal: AbortSignal): Promise<Schema<"Trial">> {
  const body = { mapping };
  if ("upload" in on) {
    const params = { path: { upload: on.upload } };
    return answered(api.POST("/api/uploads/{upload}/preview", { params, body, signal }));
  }
  const params = { path: { load: on.load } };
  return answered(api.POST("/api/loads/{load}/quarantine/preview", { params, body, signal }));
}

const OF_A_FILE = ["upload", "trial", "job", "mapping-text"]; // no load changes what these tell

/** A change on the server; everything that rests on the facts is asked again. */
function useChange<Given, Told>(change: (given: Given) => Promise<Told>) {
  const queries = useQueryClient();
  return useMutation<Told, Problem, Given>({
    mutationFn: change,
    onSettled: () =>
      queries.invalidateQueries({ predicate: ({ queryKey: [name] }) => !OF_A_FILE.includes(String(name)) }),
  });
}

export const useWithdraw = () =>
  useChange((load: number) =>
    answered(api.POST("/api/loads/{load}/withdraw", { params: { path: { load } }, body: {} as never })),
  );

export const useReplay = () =>
  useChange((load: number | null) => answered(api.POST("/api/quarantine/replay", { body: { load } })));

export const useKeepMapping = () =>
  useChange((mapping: Mapping) =>
    answered(api.PUT("/api/mappings/{key}", { params: { path: { key: mapping.key } }, body: mapping })),
  );
