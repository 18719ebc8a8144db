import { type QueryKey, type UseQueryResult, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Schema } from "./api";
import { runJob } from "./jobs";
import type { Problem } from "./problem";
import { chosenBy, type Scope } from "./scope";

export type MeasureAnswer = Schema<"MeasureAnswer">;
export type Question = { measure: string } & Record<string, unknown>;

/** A question within a scope, as the API takes it; `more` holds a breakdown, filters, resamples … */
export function asking(question: Question, scope: Scope = {}, more: Record<string, unknown> = {}) {
  const lens = scope.lens && !("lens" in question) ? { lens: scope.lens } : {};
  return { question: { ...question, ...lens }, ...chosenBy(scope), ...more };
}

export type Answering<Answer> = UseQueryResult<Answer, Problem> & {
  progress: number;
  /** What is being done to find it, where that is said. */
  step: string | null;
  /** Whether somebody has stopped it; `refetch` asks again. */
  isStopped: boolean;
  stop: () => void;
};

/** The answer to a question, kept while the same is asked; the old one stays on the page till the new is here. */
export const useAnswer = <Answer = MeasureAnswer>(body: unknown, enabled = true): Answering<Answer> =>
  useReport<Answer>(["answer", body], body, enabled);

/** What may take long to be found out, kept under this key. */
export function useReport<Answer>(queryKey: QueryKey, body: unknown, enabled = true): Answering<Answer> {
  const queries = useQueryClient();
  const [{ progress, step }, told] = useState<Told>({ progress: 0, step: null });
  const found = useQuery<Answer, Problem>({
    queryKey,
    queryFn: ({ signal }) => {
      told({ progress: 0, step: null });
      const onProgress = (share: number, doing: string | null) => told({ progress: share, step: doing });
      return runJob<Answer>(body, { signal, onProgress });
    },
    placeholderData: (before) => before,
    refetchOnWindowFocus: ({ state }) => state.data !== undefined, // what was stopped stays so
    enabled,
  });
  const isLacking = found.isPending || found.isPlaceholderData;
  const isStopped = enabled && isLacking && found.fetchStatus === "idle" && !found.error;
  const stop = () => void queries.cancelQueries({ queryKey, exact: true });
  return { ...found, progress, step, isStopped, stop };
}

interface Told {
  progress: number;
  step: string | null;
}
