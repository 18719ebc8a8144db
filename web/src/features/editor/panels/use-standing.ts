import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answered, api, type Job, type Problem, type Schema, useReport } from "@/client";
import { useMapEditor, useShown } from "../context";

const VERBS = {
  publish: "/api/maps/{key}/publish",
  review: "/api/maps/{key}/review",
  retire: "/api/maps/{key}/retire",
} as const;

export type Verb = keyof typeof VERBS;

/** The revision that the server last confirmed. */
export const useRevision = (): number => useShown((shown) => shown.state.revision);

/** What keeps the map from being published; asked again after every revision. */
export function useReady() {
  const { mapKey: key } = useMapEditor();
  const revision = useRevision();
  return useQuery<{ lacking: string[] }, Problem>({
    queryKey: ["ready", key, revision],
    queryFn: () => answered(api.GET("/api/maps/{key}/ready", { params: { path: { key } } })),
    placeholderData: (before) => before,
  });
}

/** How true the map is; checked again after every revision. */
export function useCheck() {
  const { mapKey: key } = useMapEditor();
  const revision = useRevision();
  return useReport<Schema<"Report">>(["check", key, revision], { check_of: key });
}

/** Every figure as it is now. */
export const startFilling = (key: string): Promise<Job> =>
  answered(api.POST("/api/maps/{key}/fill", { params: { path: { key } }, body: {} as never }));

/** Publish, review or retire the map; the page follows by itself. */
export function useStanding() {
  const { mapKey: key, store, announce } = useMapEditor();
  const queries = useQueryClient();
  return useMutation<unknown, Problem, Verb>({
    mutationFn: (verb) => answered(api.POST(VERBS[verb], { params: { path: { key } }, body: {} })),
    onSuccess: (_, verb) => {
      announce(SAID[verb]);
      store.flush();
      void queries.invalidateQueries({ queryKey: ["revisions", key] });
      void queries.invalidateQueries({ queryKey: ["home"] });
    },
  });
}

const SAID: Record<Verb, string> = {
  publish: "The map is published.",
  review: "Reviewed today.",
  retire: "The map is out of use.",
};
