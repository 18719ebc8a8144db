import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { answered, api, type Problem, type Schema } from "@/client";

/** Loading and computing again: begun on the server, looked at until they end, stopped by whoever began them. */

export type Job = Schema<"Job">;

export const hasEnded = (job: Job): boolean => !["queued", "running"].includes(job.state);

const EVERY_MS = 400;

/** How a job stands, looked at until it ends; then everything that rests on the facts is asked again. */
export function useJob(id: string | undefined) {
  const queries = useQueryClient();
  const found = useQuery<Job, Problem>({
    queryKey: ["job", id],
    enabled: id !== undefined,
    staleTime: 0,
    gcTime: 0,
    queryFn: () => answered(api.GET("/api/jobs/{job}", { params: { path: { job: id ?? "" } } })),
    refetchInterval: ({ state }) => (state.error || (state.data && hasEnded(state.data)) ? false : EVERY_MS),
  });
  const ended = found.data !== undefined && hasEnded(found.data);
  useEffect(() => {
    if (ended)
      void queries.invalidateQueries({
        predicate: ({ queryKey }) => !["job", "upload", "trial"].includes(String(queryKey[0])),
      });
  }, [ended, queries]);
  return found;
}

export const useCancel = () =>
  useMutation<Job, Problem, string>({
    mutationFn: (job) => answered(api.DELETE("/api/jobs/{job}", { params: { path: { job } } })),
  });

interface Loading {
  upload: string;
  mapping: string;
  replace: boolean;
}

export const startLoad = (body: Loading): Promise<Job> => answered(api.POST("/api/loads", { body }));

export const startRefresh = (): Promise<Job> => answered(api.POST("/api/refresh", { body: {} as never }));
