import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answered, api, type Job, type Problem, type Schema } from "@/client";
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

/** The rows that a load set aside; each time they are shown unmasked, that is written down. */
export const useRawRows = (load: number, unmasked: boolean) =>
  useQuery<Schema<"RawRow">[], Problem>({
    queryKey: ["quarantine", load, unmasked],
    queryFn: () =>
      answered(
        api.GET("/api/loads/{load}/quarantine", {
          params: { path: { load }, query: { limit: 50, unmasked } },
        }),
      ),
    ...(unmasked && { staleTime: Number.POSITIVE_INFINITY }),
    placeholderData: (before) => before,
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

/** Keep a mapping as its next revision. */
export function useKeepMapping() {
  const queries = useQueryClient();
  return useMutation<Schema<"KeptMapping">, Problem, Mapping>({
    mutationFn: (mapping) =>
      answered(api.PUT("/api/mappings/{key}", { params: { path: { key: mapping.key } }, body: mapping })),
    onSettled: () => queries.invalidateQueries({ queryKey: ["mapping"] }),
  });
}

interface Loading {
  upload: string;
  mapping: string;
  replace: boolean;
}

export const startLoad = (body: Loading): Promise<Job> => answered(api.POST("/api/loads", { body }));

export const startRefresh = (): Promise<Job> => answered(api.POST("/api/refresh", { body: {} as never }));

export const startWithdrawal = (load: number): Promise<Job> =>
  answered(api.POST("/api/loads/{load}/withdraw", { params: { path: { load } }, body: {} as never }));

interface Correcting {
  load: number;
  ordinal: number;
  values: Record<string, string>;
}

/** Say what a row that was set aside should hold. */
export function useCorrectRow() {
  const queries = useQueryClient();
  return useMutation<Schema<"CorrectedRow">, Problem, Correcting>({
    mutationFn: ({ load, ordinal, values }) =>
      answered(
        api.PUT("/api/loads/{load}/quarantine/{ordinal}", {
          params: { path: { load, ordinal } },
          body: { values },
        }),
      ),
    onSettled: (_, __, { load }) => queries.invalidateQueries({ queryKey: ["quarantine", load] }),
  });
}

export const startReplay = (load: number): Promise<Job> =>
  answered(api.POST("/api/quarantine/replay", { body: { load } }));
