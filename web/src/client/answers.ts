import { type UseQueryResult, useQuery } from "@tanstack/react-query";
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

export type Answering<Answer> = UseQueryResult<Answer, Problem> & { progress: number };

/** The answer to a question, kept while the same is asked; the old one stays on the page till the new is here. */
export function useAnswer<Answer = MeasureAnswer>(body: unknown, enabled = true): Answering<Answer> {
  const [progress, onProgress] = useState(0);
  const found = useQuery<Answer, Problem>({
    queryKey: ["answer", body],
    queryFn: ({ signal }) => runJob<Answer>(body, { signal, onProgress }),
    placeholderData: (before) => before,
    enabled,
  });
  return { ...found, progress };
}
