import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { answered, api, type Problem, type Schema } from "@/client";
import type { Misfit } from "./rules";

export interface Trial {
  problems: Misfit[];
  sentence: string | null;
  means: Schema<"MembersAnswer"> | null;
  /** What is shown is not yet of what is written. */
  isStale: boolean;
  error: Problem | null;
}

const PAUSE_MS = 350;

/** What a rule says as it is written: asked a moment after the last change. */
export function useTrial(document: Record<string, unknown>): Trial {
  const text = JSON.stringify(document);
  const [asked] = useDebouncedValue(text, PAUSE_MS);
  const found = useQuery<Schema<"TriedSegment">, Problem>({
    queryKey: ["trial", asked],
    queryFn: ({ signal }) => {
      const body = { segment: JSON.parse(asked) as Record<string, unknown> };
      return answered(api.POST("/api/segments/check", { body, signal }));
    },
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
  return {
    problems: found.data?.problems ?? [],
    sentence: found.data?.sentence ?? null,
    means: found.data?.means ?? null,
    isStale: asked !== text || found.isFetching || found.isPlaceholderData,
    error: found.error,
  };
}
